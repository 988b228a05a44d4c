"""The board's pure parts: controls that mean the same, imports under another name, the figures."""

import ast
import os
import sys
import unittest

import support  # noqa: F401  no byte code

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [
    os.path.join(HERE, "../../scripts/board"), os.path.join(HERE, "../../scripts/board/inside"),
]

import controls
import board_plain
import sides
import table

SOURCE = '''"""Doc."""
from enum import Enum
LIMIT = 10
NAME = "n"


class Colour(Enum):
    """Members stand in an order that can be seen."""
    RED = 1
    BLUE = 2


def first(text, limit=LIMIT):
    """Doc."""
    total = 0  # a comment
    for item in text:
        total += len(item)
    pairs = [inner for inner in text if total]
    def nested(item):
        return item, pairs
    try:
        kept = nested(total)
    except ValueError as error:
        kept = error
    return kept


def second(values):
    items = list(values)
    return {key: items for key in items}


def third():
    seen = locals()
    return seen
'''


class Controls(unittest.TestCase):
    def test_renamed_locals_are_equal_but_for_names(self):
        text = controls.control(SOURCE, controls.KINDS[0], 1)
        one, two = ast.parse(SOURCE), ast.parse(text)
        self.assertNotEqual(ast.dump(one), ast.dump(two))
        self.assertEqual(controls.canonical_locals(one), controls.canonical_locals(two))

    def test_parameters_and_what_inner_scopes_bind_keep_their_names(self):
        functions = controls.functions(ast.parse(SOURCE))
        names = {one.name: controls.renamable(one) for one in functions}
        # `item` is also a parameter of `nested`, and `third` looks at its own names.
        self.assertEqual(names["first"], {"total", "pairs", "kept"})
        self.assertEqual(names["second"], {"items"})
        self.assertEqual(names["third"], set())

    def test_another_meaning_is_no_renaming(self):
        for change in (("total = 0", "total = 1"), ("return kept", "return total")):
            other = ast.parse(SOURCE.replace(*change))
            self.assertNotEqual(
                controls.canonical_locals(ast.parse(SOURCE)), controls.canonical_locals(other)
            )

    def test_a_renamed_control_behaves_the_same(self):
        answers = []
        for text in (SOURCE, controls.control(SOURCE, controls.KINDS[0], 3)):
            space = {}
            exec(text, space)
            answers.append((space["first"](["ab", "c"]), space["second"]("xy")))
        self.assertEqual(*answers)

    def test_reordering_keeps_every_statement_and_what_is_read(self):
        for seed in range(20):
            text = controls.control(SOURCE, controls.KINDS[1], seed)
            if text is None:
                continue
            one, two = ast.parse(SOURCE), ast.parse(text)
            self.assertEqual(controls.sorted_statements(one), controls.sorted_statements(two))
            space = {}
            exec(text, space)
            self.assertEqual([c.name for c in space["Colour"]], ["RED", "BLUE"])

    def test_only_independent_neighbours_change_places(self):
        def free(text):
            return controls.independent(*ast.parse(text).body)

        self.assertTrue(free("a = 1\nb = 2"))
        self.assertTrue(free("def f(): pass\ndef g(x=3): pass"))
        self.assertFalse(free("a = 1\na = 2"))
        self.assertFalse(free("a = 1\nb = a"))
        self.assertFalse(free("a = 1\ndef f(x=a): pass"))
        self.assertFalse(free("a = f()\nb = 2"))
        self.assertFalse(free("@mark\ndef f(): pass\ndef g(): pass"))

    def test_comments_and_docstrings_are_all_that_changes(self):
        text = controls.control(SOURCE, controls.KINDS[2], 1)
        self.assertNotIn("a comment", text)
        self.assertNotEqual(ast.dump(ast.parse(text)), ast.dump(ast.parse(SOURCE)))
        self.assertEqual(
            controls.without_docstrings(ast.parse(text)),
            controls.without_docstrings(ast.parse(SOURCE)),
        )

    def test_a_source_that_reads_docstrings_keeps_them(self):
        self.assertIsNone(controls.control("'''D.'''\nprint(__doc__)", controls.KINDS[2], 1))


class Sides(unittest.TestCase):
    def test_absolute_imports_of_the_module_itself_get_the_other_name(self):
        text = (
            "from lib import a\nfrom lib.b import c\n  import lib\nimport library\n"
            "from . import d\n"
        )
        self.assertEqual(
            sides.renamed_imports(text, "lib", "lib_x"),
            "from lib_x import a\nfrom lib_x.b import c\n  import lib_x as lib\nimport library\n"
            "from . import d\n",
        )

    def test_plain_data_has_no_addresses_and_no_order_of_sets(self):
        class Thing:
            def __init__(self, size):
                self.size = size

        library = type(sys)(Thing.__module__)
        answers = [board_plain.plain([Thing(1), {2, 1}], library) for _ in range(2)]
        self.assertEqual(*answers)
        self.assertNotEqual(answers[0], board_plain.plain([Thing(2), {2, 1}], library))


def pair(mutant, told, cpu=30.0, size=0, rate=None, witness=""):
    one = {
        "told": told, "cpu": cpu, "size": size, "rate": rate, "late": False, "witness": witness,
    }
    return {"name": "m", "mutant": mutant, "tools": {"a": one, "b": dict(one, told=False)}}


class Figures(unittest.TestCase):
    def test_rates_are_over_mutants_and_what_was_made_once(self):
        pairs = [
            pair(True, True, size=10, rate=100.0), pair(True, True, size=30), pair(True, False),
            pair(False, True, cpu=999.0), pair(False, False),
        ]
        got = table.figures(pairs, "a", prepared=30.0)
        self.assertEqual((got["told"], got["mutants"]), (2, 3))
        self.assertEqual((got["alarms"], got["controls"]), (1, 2))
        self.assertEqual(got["perMinute"], 1.0)  # 2 told in 90 + 30 seconds
        self.assertEqual((got["witness"], got["rate"], got["cpu"]), (20, 100.0, 30.0))
        self.assertEqual(table.told_by_any(pairs), 2)
        self.assertEqual(table.only(pairs, ["a", "b"], "a"), ["m", "m"])

    def test_a_witness_that_a_control_has_is_counted_apart(self):
        pairs = [
            pair(True, True, witness="f(1)"), pair(True, True, witness="f(2)"),
            pair(True, False, witness="f(1)"), pair(True, True), pair(False, True, witness="f(1)"),
            pair(False, False, witness="f(2)"), pair(False, True),
        ]
        got = table.figures(pairs, "a")
        self.assertEqual((got["told"], got["empty"], got["alarms"]), (3, 1, 2))

    def test_a_tool_that_told_nothing_has_dashes(self):
        line = table.row("b", table.figures([pair(True, True)], "b"))
        self.assertEqual(line, "| b | 0 of 1 | 0 | 0 of 0 | 0.0 | – | – | 30.0 | 0 |")


if __name__ == "__main__":
    unittest.main()
