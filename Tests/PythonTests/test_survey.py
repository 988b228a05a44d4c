"""Bare sizes and constants, read without running anything."""

import ast
import json
import os
import tempfile
import unittest

from support import run

import specter_choices
import specter_folding
import specter_samples
import survey

SOURCE = '''#!/usr/bin/env python
"""Module docstring
over two lines."""
import re  # comment

raise SystemExit("never run")

def f(x="key"):
    """Doc."""
    # only a comment
    text = """kept

blank"""
    return re.sub(r"(?i)^(cat|dog)[0-9]+$", "%Y-%m", x) or -7 or 2.5 or b"raw"
'''


class Bare(unittest.TestCase):
    # SPEC: R-SCO-11
    def test_comments_docstrings_and_blank_lines_do_not_count(self):
        bare = (
            'import re\nraise SystemExit("never run")\ndef f(x="key"):\n    text = """kept\n\n'
            'blank"""\n    return re.sub(r"(?i)^(cat|dog)[0-9]+$", "%Y-%m", x)'
            ' or -7 or 2.5 or b"raw"\n'
        )
        self.assertEqual(survey.bare_size(SOURCE.encode()), len(bare))

    def test_code_after_a_docstring_on_its_line_counts(self):
        self.assertEqual(survey.bare_size(b'def f():\n    "doc"; return 1\n'),
                         len("def f():\n    return 1\n"))

    def test_other_encodings_and_line_ends_are_read(self):
        self.assertEqual(survey.bare_size("# -*- coding: latin-1 -*-\r\nx = 'é'\r\n"
                                          .encode("latin-1")), len("x = 'é'\n".encode()))


class Constants(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        package = os.path.join(self.folder.name, "lib")
        os.mkdir(package)
        for name, body in (("__init__.py", SOURCE), ("broken.py", "def"), ("nul.py", "\0")):
            with open(os.path.join(package, name), "w") as file:
                file.write(body)

    def survey(self, *more):
        return json.loads(run("survey.py", "--root", self.folder.name, *more).stdout)

    def test_literals_samples_and_pieces_are_found(self):
        found = self.survey("--modules", "lib")["constants"]
        for wanted in ("key", -7, 7, 2.5, {"$bytes": "cmF3"}, "cat", "dog", "%Y", "%m", "0", "9"):
            self.assertIn(wanted, found)
        self.assertNotIn("Doc.", found)

    def test_a_broken_file_is_skipped_with_a_note(self):
        told = self.survey("--modules", "lib,nothing")
        self.assertEqual([f["path"] for f in told["files"]], ["lib/__init__.py"])
        self.assertEqual(len(told["notes"]), 3)

    def test_scope_is_bounded_by_globs(self):
        told = self.survey("--modules", "lib", "--include", "lib/b*")
        self.assertEqual((told["bareBytes"], told["files"]), (0, []))

    def test_samples_match_their_pattern(self):
        import re

        for pattern in (r"(?i)(quiz)$", r"^(\d{4})-(\d\d)(?:T(.+))?$", r"[^aeiou]y", r"(a)\1{2,}",
                        r"(?P<x>[a-z]+)|\s+"):
            made = specter_samples.samples(pattern)
            self.assertTrue(made, pattern)
            self.assertTrue(any(re.search(pattern, text) for text in made), (pattern, made))

    def test_samples_differ_in_what_is_left_out_and_within_a_run(self):
        import re

        pattern = r"^(\d+)(?:\.(\d+))?(?:-([a-z.]+))?(?:\+([0-9a-z]+))?$"
        found = [re.search(pattern, text) for text in specter_samples.samples(pattern)]
        given = {tuple(bool(group) for group in match.groups()) for match in found if match}
        self.assertGreater(len(given), 4)
        runs = [match.group(3) for match in found if match and match.group(3)]
        self.assertTrue(any(len(set(run)) > 1 for run in runs), runs)
        self.assertEqual(specter_samples.samples(pattern), specter_samples.samples(pattern))

    def test_a_broken_pattern_gives_nothing(self):
        self.assertEqual(specter_samples.samples("(") + specter_samples.pieces("["), [])


def found(source):
    """The constants of a source."""
    return [json.loads(text) for text in survey.constants(ast.parse(source))[0]]


class Folding(unittest.TestCase):
    def fold(self, source):
        tree = ast.parse(source)
        return specter_folding.Folder(tree).fold(tree.body[-1].value)

    def test_texts_put_together_of_constants_are_worked_out(self):
        for source, wanted in (
            ('A = "x"\n"<" + A + ">"', "<x>"), ('A = "x"\nf"{A}{{2}}"', "x{2}"),
            ('A = "x"\n"%s-%s" % (A, 3)', "x-3"), ('N = "n"\n"{nb}.{0}".format(1, nb=N)', "n.1"),
            ('"|".join(["a", "b"])', "a|b"), ("[10**x for x in (3, 40)]", [1000, 10**40]),
            ("60 * 60 * 24", 86400), ("1 << 70", 1 << 70), ("list", None), ("f(1)", None),
        ):
            self.assertEqual(self.fold(source), wanted, source)

    def test_a_name_is_what_was_bound_last_above_in_modules_and_classes_alone(self):
        source = 'class P:\n A = "p"\n B = A + "!"\nclass Q:\n A = "q"\n B = A + "!"\n'
        self.assertTrue({"p!", "q!"} <= set(found(source)))
        self.assertIsNone(self.fold('A = "a"\ndef f(A): pass\nA + "!"'))
        self.assertIsNone(self.fold('A = "a"\nA += "b"\nA + "!"'))

    def test_what_would_fill_memory_or_never_end_is_not_worked_out(self):
        for source in ('"%999999999d" % 1', '"{:999999999}".format(1)', "9**9**9**9", "1 << 10**9",
                       "[x for x in range(10**9)]", "A = B\nB = A\nA + 1", "1 / 0",
                       '"{.a}".format(1)'):
            self.assertIsNone(self.fold(source), source)

    def test_patterns_put_together_are_sampled_with_their_flags(self):
        constants = found(
            'import re\nT = r"""\n([01][0-9])  # hours\n:([0-5][0-9])\n"""\n'
            'R = re.compile(rf"""\n([0-9]{{4}})-(0[1-9])  # e.g. 1988-10\n(?:T{T})?\n""",'
            " flags=re.VERBOSE)\n"
        )
        made = [text for text in constants if isinstance(text, str)]
        self.assertIn("9999-09T19:59", made)
        self.assertFalse([text for text in made if "hours" in text and "[" not in text])


class Choices(unittest.TestCase):
    def choices(self, source):
        tree = ast.parse(source)
        return specter_choices.choices(tree, specter_folding.Folder(tree))

    def test_constants_that_parameters_are_compared_with_have_their_names(self):
        source = """
class Unit(Enum):
    DAYS = 1
    HOURS = 2
MODES = {"fast": 1}
KINDS = ("odd", "even")
def f(level, unit, mode, kind, units, text, count, other, **more):
    if level == "build" or "patch" != level: pass
    Unit[unit.upper()]
    MODES[mode], MODES.get(mode)
    kind.lower() in KINDS
    {Unit[one.upper()] for one in units}
    text.startswith("v")
    while count > 10: pass
    local = 3
    local == 4, other == local
    more.pop("strict", None)
"""
        self.assertEqual(set(self.choices(source)), {
            ("level", "build"), ("level", "patch"), ("unit", "days"), ("unit", "hours"),
            ("mode", "fast"), ("kind", "odd"), ("kind", "even"), ("units", "days"),
            ("units", "hours"), ("text", "v"), ("count", 10), ("other", 3), ("more", "strict"),
        })

    def test_a_survey_tells_them_beside_its_constants(self):
        with tempfile.TemporaryDirectory() as folder:
            with open(os.path.join(folder, "m.py"), "w") as file:
                file.write('def f(a): return a == "x" or "x"')
            told = survey.survey(folder, ["m"])
        self.assertEqual(told["choices"], [["a", "x"]])
        self.assertEqual(told["constants"], ["x"])

    def test_lists_of_lists_without_end_come_to_nothing(self):
        source = "A = range(64)\n"
        for name in "BCDEFG":
            source += "%s = [%s for x in A]\n" % (name, chr(ord(name) - 1))
        self.assertIsNone(specter_folding.Folder(ast.parse(source)).fold(ast.parse("G").body[0].value))


if __name__ == "__main__":
    unittest.main()
