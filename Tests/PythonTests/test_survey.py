"""Bare sizes and constants, read without running anything."""

import json
import os
import tempfile
import unittest

from support import run

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

    def test_a_broken_pattern_gives_nothing(self):
        self.assertEqual(specter_samples.samples("(") + specter_samples.pieces("["), [])


if __name__ == "__main__":
    unittest.main()
