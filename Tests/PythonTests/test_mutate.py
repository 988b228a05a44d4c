"""Small changes of a source, drawn without running it."""

import ast
import json
import os
import shutil
import sys
import tempfile
import unittest

from support import SCRIPTS, run

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../Sources/SpecterDrivers/Adequacy"))

import mutate

SOURCE = '''"""Docstring: 1 < 2."""
import re

raise SystemExit("never run")

LIMIT = 10


def f(x: int = 3, *, y="é"):
    """Doc 4."""
    if x < LIMIT and y:
        return re.sub(r"(?i)^(cat|dog)+$", "Pet", f"{x + 1}") + "!"
    for item in y.split(","):
        x += 1
    raise ValueError("no: %s" % y)


if __name__ == "__main__":
    f(99)
'''


class Changes(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = folder.name
        with open(os.path.join(self.root, "lib.py"), "w", encoding="utf-8") as file:
            file.write(SOURCE)

    def draw(self, seed=1, count=500, kinds=()):
        return mutate.mutants(self.root, ["lib"], seed, count, kinds)["mutants"]

    def test_every_change_parses_and_means_something_else(self):
        source = SOURCE.encode()
        drawn = self.draw()
        self.assertGreater(len(drawn), 20)
        for change in drawn:
            start, end = change["start"], change["end"]
            changed = source[:start] + change["text"].encode() + source[end:]
            self.assertNotEqual(ast.dump(ast.parse(changed)), ast.dump(ast.parse(source)), change)

    def test_each_kind_is_found(self):
        kinds = {change["kind"] for change in self.draw()}
        expected = {
            "arithmetic", "boolean", "comparison", "condition", "constant", "error", "pattern",
            "return", "statement", "twin",
        }
        # `x + 1` stands in an f-string, whose columns are not to be trusted.
        self.assertEqual(kinds, expected - {"arithmetic"})

    def test_docstrings_annotations_and_the_main_guard_stay(self):
        for change in self.draw():
            self.assertNotIn(change["line"], (1, 10, 19, 20), change)
            self.assertNotIn("99", change["before"])

    def test_the_same_seed_draws_the_same(self):
        self.assertEqual(self.draw(seed=4, count=8), self.draw(seed=4, count=8))
        self.assertNotEqual(self.draw(seed=4, count=8), self.draw(seed=5, count=8))

    def test_lines_are_drawn_before_any_comes_twice(self):
        lines = [change["line"] for change in self.draw(count=7)]
        self.assertEqual(len(set(lines)), 7)

    def test_kinds_bound_what_is_drawn(self):
        self.assertEqual({c["kind"] for c in self.draw(kinds={"error"})}, {"error"})

    def test_a_literal_keeps_its_prefix_and_quotes(self):
        texts = {c["text"] for c in self.draw(kinds={"pattern"})}
        self.assertIn('r"(?i)^(cat|dog)+"', texts)
        self.assertIn('r"(?i)^(cat)+$"', texts)

    def test_the_script_prints_one_document(self):
        # In a workspace it lies beside the driver's scripts.
        shutil.copytree(SCRIPTS, os.path.join(self.root, "scripts"))
        script = shutil.copy(mutate.__file__, os.path.join(self.root, "scripts"))
        ran = run(script, "--root", self.root, "--modules", "lib", "--seed", "1", "--count", "3")
        self.assertEqual(len(json.loads(ran.stdout)["mutants"]), 3)


if __name__ == "__main__":
    unittest.main()
