"""What `describe` tells of a module."""

import json
import unittest

from support import ask


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

    def test_operators_are_listed(self):
        self.assertLessEqual({"eq", "iter", "len", "repr"}, set(self.by_id["Box"]["operators"]))


if __name__ == "__main__":
    unittest.main()
