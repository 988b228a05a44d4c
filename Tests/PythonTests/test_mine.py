"""Recording what test code calls, and replaying it through the driver."""

import importlib.util
import json
import os
import shutil
import tempfile
import unittest

from support import FIXTURES, ask, run

from recording import Quiet, record

TEST = '''
import pytest, unittest
import shapes
from shapes import Box, old, Point as P

@pytest.mark.parametrize("word", ["a", "b"])
def test_old(word):
    assert old(word, times=3) == word * 3

def test_box():
    box = Box(4)
    assert box.put("x", loud=True) == 1
    with pytest.raises(shapes.ShapeError):
        box.put("bad")
    assert len(box) == 1 and list(box) == ["x"]

class Case(unittest.TestCase):
    def test_fails(self):
        self.assertEqual(P(1, 2).moved(1), P(9, 9))

def test_hangs():
    while True:
        pass

@pytest.mark.skip
def test_skipped():
    pass
'''


class Recording(Quiet):
    def test_a_call_is_one_step(self):
        probes, _ = record("shapes.echo([1, (2, None)]); shapes.old('a', times=2)")
        self.assertEqual(probes, [
            ([{"args": [[1, {"$tuple": [2, None]}]], "call": "echo"}], "echo"),
            ([{"args": ["a"], "call": "old", "kwargs": {"times": 2}}], "old"),
        ])

    def test_calls_from_inside_the_library_are_not_recorded(self):
        probes, _ = record("shapes.each(len, ['a'])")
        self.assertEqual([target for _, target in probes], ["each"])

    def test_a_method_brings_only_what_changed_its_object(self):
        probes, _ = record("b = shapes.Box(1); b.area; b.put('x'); len(b); shapes.Box(9)")
        steps, target = next(p for p in probes if p[0][-1].get("op") == "len")
        self.assertEqual(steps, [
            {"args": [1], "call": "Box", "let": "v1"},
            {"args": ["x"], "call": "put", "on": "v1"}, {"on": "v1", "op": "len"}])
        self.assertEqual(target, "Box")

    def test_objects_in_a_returned_list_are_reached_by_index(self):
        probes, _ = record("shapes.Box(1).twin()[1].area")
        self.assertEqual(probes[-1][0], [
            {"args": [1], "call": "Box", "let": "v1"}, {"call": "twin", "let": "v2", "on": "v1"},
            {"item": 1, "let": "v3", "on": "v2"}, {"get": "area", "on": "v3"}])

    def test_an_object_changed_behind_the_back_is_refused(self):
        probes, refused = record("b = shapes.Plain(); b._calls = 5; b.call()")
        self.assertEqual(len(probes), 1)
        self.assertEqual(dict(refused), {"changed outside the recorded calls": 1})

    def test_what_has_no_name_is_refused(self):
        probes, refused = record("shapes.echo(object()); shapes.echo([lambda: 1])")
        self.assertEqual((probes, sum(refused.values())), ([], 2))

    def test_class_methods_errors_and_enum_members_are_recorded(self):
        probes, _ = record(
            "shapes.Box.parse('3'); shapes.echo(shapes.Colour.RED); shapes.echo(int)\n"
            "try: shapes.Box.parse('x')\nexcept ValueError: pass")
        self.assertEqual([steps[-1].get("args") for steps, _ in probes], [
            ["3"], [{"$enum": "Colour.RED"}], [{"$type": "int"}], ["x"]])

    def test_classes_and_signatures_stay_what_they_were(self):
        found = {}
        record("import inspect\nfound['s'] = str(inspect.signature(shapes.old))\n"
               "found['i'] = isinstance(shapes.Box(1), shapes.Box)", found=found)
        self.assertEqual(found, {"s": "(word: str, times: 'int' = 2) -> str", "i": True})

    def test_recorded_probes_replay_alike_under_other_hash_seeds(self):
        probes, _ = record(
            "b = shapes.Box(2); b.put('x', 'y'); list(b); b == shapes.Box(2); repr(b)\n"
            "shapes.echo({'a', 'b', 'c'}); p = shapes.Point(1, 2); p.moved(3).moved(4)")
        requests = [{"id": n, "do": steps} for n, (steps, _) in enumerate(probes)]
        first, second = ask(*requests, seed=1), ask(*requests, seed=2)
        self.assertEqual(first, second)
        self.assertEqual(len(first), len(probes))
        for line in first:
            self.assertNotRegex(line, '"unusable"|"missing"|"raise"')


def tools():
    """A folder with pytest, or None."""
    given = os.environ.get("SPECTER_PYTEST")
    found = importlib.util.find_spec("pytest")
    return given or (found and os.path.dirname(os.path.dirname(found.origin)))


@unittest.skipUnless(tools(), "pytest is not installed; SPECTER_PYTEST may name its folder")
class Mining(unittest.TestCase):
    def mine(self, **files):
        folder = tempfile.mkdtemp()
        self.addCleanup(shutil.rmtree, folder)
        for name, body in files.items():
            with open(os.path.join(folder, name.replace("_dot_", ".")), "w") as file:
                file.write(body)
        out = os.path.join(folder, "out.jsonl")
        run("mine.py", "--root", FIXTURES, "--module", "shapes", "--tests", folder,
            "--tools", tools(), "--out", out, "--test-seconds", "0.5")
        with open(out, encoding="utf-8") as file:
            lines = [json.loads(line) for line in file]
        return lines[:-1], lines[-1]["summary"]

    def test_a_suite_with_every_kind_of_ending_is_mined(self):
        probes, summary = self.mine(
            test_it_dot_py=TEST, pytest_dot_ini="[pytest]\naddopts = --no-such-option\n")
        self.assertEqual([summary[k] for k in ("passed", "failed", "skipped")], [3, 2, 1])
        self.assertEqual(summary["recorded"], len(probes))
        self.assertEqual({p["target"] for p in probes}, {
            "old", "Box", "Box.put", "Point", "Point.moved"})
        self.assertEqual(probes[0]["origin"], "mined:test_it.py::test_old")
        self.assertEqual(probes[0]["pool"], "dev")

    def test_a_suite_that_cannot_be_collected_or_exits_is_told(self):
        probes, summary = self.mine(test_a_dot_py="import nothing_of_that_name\n")
        self.assertEqual((probes, summary["failed"]), ([], 1))
        probes, summary = self.mine(test_a_dot_py="import shapes, sys\nshapes.echo(1)\nsys.exit(1)")
        self.assertEqual(len(probes), 1)
        self.assertTrue(summary["notes"])

    def test_a_test_that_kills_the_process_takes_no_probes_along(self):
        probes, summary = self.mine(test_a_dot_py=(
            "import os, shapes\ndef test_a():\n    shapes.echo(1)\n    os._exit(9)\n"
            "def test_b():\n    shapes.echo(2)\n"))
        self.assertEqual([p["do"][0]["args"] for p in probes][0], [1])

    def test_a_folder_without_tests_is_told(self):
        _, summary = self.mine()
        self.assertEqual(summary["notes"], ["no tests were found"])


if __name__ == "__main__":
    unittest.main()
