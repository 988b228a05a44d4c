"""Tells which branches of the subject's source a probe was the first to take.

A branch is a way from one line of a function to the next one that ran: `version.py:10>12`, and
`version.py:>8` for the first line of a call. Tracing costs ten times what the calls themselves do,
so it is on only while probes are looked for, never while they are compared.
"""

import os
import sys

import specter_values as values


class Tracing:
    """Answers probes as `session` does and adds `reached`, what nothing before had reached."""

    def __init__(self, session, root):
        self.session = session
        self.plain = session.answer
        self.root = os.path.join(os.path.realpath(root), "") if root else ""
        self.known = {}  # code object → the branches of it that were taken; None: not the subject's
        self.fresh = []

    def answer(self, line, other):
        sys.settrace(self.call)
        try:
            text = self.plain(line, other)
        finally:
            sys.settrace(None)
        if not self.fresh:
            return text
        fresh, self.fresh = self.fresh, []
        if not text.startswith('{"id":'):
            return text
        return '%s,"reached":[%s]}' % (text[:-1], ",".join(map(values.string, fresh)))

    def call(self, frame, event, _):
        """Follows calls into the subject's own source."""
        code = frame.f_code
        taken = self.known.get(code, self)
        if taken is self:
            taken = self.known[code] = set() if self.own(code.co_filename) else None
        if taken is None:
            return None
        fresh, last = self.fresh, 0

        def follow(frame, event, _):
            nonlocal last
            if event == "line":
                line = frame.f_lineno
                branch = (last, line)
                last = line
                if branch not in taken:
                    taken.add(branch)
                    fresh.append(self.name(code, branch))
            return follow

        return follow

    def own(self, path):
        return bool(self.root) and os.path.realpath(path).startswith(self.root)

    def name(self, code, branch):
        path = os.path.realpath(code.co_filename)[len(self.root):]
        return "%s:%s>%d" % (path, branch[0] or "", branch[1])
