"""What `describe` tells of a module."""

import json
import os
import unittest

from support import FIXTURES, ask


class Describe(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.told = json.loads(ask({"describe": True})[0])
        cls.by_id = {item["id"]: item for item in cls.told["operations"]}

    def test_only_what_the_module_defines_is_public(self):
        for name in ("os", "warnings", "ascii_letters", "_hidden", "_wrap"):
            self.assertNotIn(name, self.by_id)
        self.assertEqual(list(self.by_id), sorted(self.by_id))

    # SPEC: R-DRV-04
    def test_kinds(self):
        wanted = {
            "LIMIT": "constant", "Box": "class", "Box.put": "method", "Box.area": "property",
            "Box.width": "property", "Box.KIND": "constant", "ShapeError": "error",
            "Colour": "class", "Colour.RED": "constant", "Point.x": "property", "old": "function",
        }
        self.assertEqual({name: self.by_id[name]["kind"] for name in wanted}, wanted)

    def test_parameters_tell_how_arguments_reach_them(self):
        found = self.by_id["Box.put"]["parameters"]
        self.assertEqual([(p["name"], p["kind"], p["required"]) for p in found], [
            ("item", "any", True), ("more", "rest", False), ("loud", "keyword", False),
            ("options", "keywordRest", False)])
        self.assertIs(found[2]["default"], False)

    def test_a_decorated_function_keeps_its_signature(self):
        old = self.by_id["old"]
        self.assertEqual([(p["name"], p["type"]) for p in old["parameters"]],
                         [("word", "str"), ("times", "int")])
        self.assertEqual((old["returns"], old["summary"]), ("str", "Repeats."))

    def test_class_methods_are_static_and_drop_the_class(self):
        parse = self.by_id["Box.parse"]
        self.assertTrue(parse["static"])
        self.assertEqual([p["name"] for p in parse["parameters"]], ["text"])
        self.assertTrue(self.by_id["Box.unit"]["static"])

    def test_errors_have_their_bases(self):
        self.assertEqual(self.told["errors"], [
            {"id": "ShapeError", "bases": ["ValueError", "Exception"]}])

    def test_constants_have_their_value(self):
        self.assertEqual(self.by_id["TABLE"]["value"], {"a": None, "b": {"$tuple": [1, 2.0]}})

    def test_copying_and_pickling_are_operators_where_a_class_has_a_say(self):
        def told(name):
            symbol = self.by_id[name]
            return [[op for op in symbol[key] if op in ("copy", "deepcopy", "pickle")]
                    for key in ("operators", "inherited")]

        self.assertEqual(told("Kept"), [["copy", "deepcopy", "pickle"], []])
        self.assertEqual(told("Twin"), [["copy"], ["deepcopy", "pickle"]])
        self.assertEqual(told("Plain"), [[], ["copy", "deepcopy", "pickle"]])

    def test_operators_are_listed(self):
        self.assertLessEqual({"eq", "iter", "len", "repr"}, set(self.by_id["Box"]["operators"]))


def described(module, root=FIXTURES, **options):
    told = json.loads(ask({"describe": True}, module=module, root=root, **options)[0])
    return told, {item["id"]: item for item in told["operations"]}


class Values(unittest.TestCase):
    def test_constants_that_are_no_data_tell_what_a_caller_sees(self):
        _, by_id = described("habits")
        engine = by_id["default_engine"]["value"]
        self.assertEqual((engine["$object"], engine["fields"]), ("Engine", {"speed": 3}))
        self.assertEqual(by_id["PATTERN"]["value"], {"$pattern": ["a+", 34]})
        self.assertEqual(
            by_id["HANDLERS"]["value"], {"Bag": {"$type": "Bag"}, "sort": {"$callable": "sort"}})

    def test_defaults_that_a_caller_knows_by_name_are_told(self):
        _, by_id = described("habits")
        told = {p["name"]: p.get("default") for p in by_id["sort"]["parameters"]}
        self.assertEqual(
            told, {"items": None, "key": {"$callable": "len"}, "kind": {"$type": "Bag"},
                   "clock": None})

    def test_operators_from_a_builtin_base_are_told_apart(self):
        _, by_id = described("habits")
        self.assertEqual(by_id["Bag"]["operators"], ["contains"])
        self.assertLessEqual({"len", "getitem", "eq", "add"}, set(by_id["Bag"]["inherited"]))
        self.assertNotIn("str", by_id["Engine"]["inherited"])

    def test_a_description_is_the_same_under_every_hash_seed(self):
        for module in ("habits", "shapes"):
            told = {json.dumps(described(module, seed=seed)[0]) for seed in (1, 2, 3)}
            self.assertEqual(len(told), 1)


class Commands(unittest.TestCase):
    root = os.path.join(FIXTURES, "commands")

    def test_scripts_and_a_main_module_are_commands(self):
        self.assertEqual(
            described("tool", self.root)[0]["commands"],
            ["Tool-X", "python -m tool", "tool", "tool-dev", "toolw"])

    def test_a_module_that_asks_whether_it_is_run_is_a_command(self):
        self.assertEqual(described("single", self.root)[0]["commands"], ["python -m single"])
        self.assertEqual(described("shapes")[0]["commands"], [])


if __name__ == "__main__":
    unittest.main()
