"""Tells which lines and branches of the subject's source a probe was the first to take.

From Python 3.12 on (`sys.monitoring`) the interpreter tells of a line once, `version.py:12`, and of
each way out of a condition or a loop once, `version.py:10>12`; what is known already costs nothing
more. Before that every line is traced, which costs ten times what the calls themselves do; a branch is
then a way from one line of a function to the next one that ran, and `version.py:>8` the first line
of a call. Either is on only while probes are looked for, never while they are compared.
"""

import os
import sys

import specter_values as values


def begin(session, root):
    """Has a session's answers tell what they reach in the files below `root`."""
    kind = Monitored if hasattr(sys, "monitoring") else Traced
    return kind(session, root)


class Reached:
    """Answers probes as `session` does and adds `reached`, what nothing before had reached."""

    def __init__(self, session, root):
        self.session = session
        self.plain = session.answer
        self.root = os.path.join(os.path.realpath(root), "") if root else ""
        self.fresh = []
        session.answer = self.answer

    def answer(self, line, other):
        return self.told(self.plain(line, other))

    def end(self):
        """Ends what goes on beside the answers."""

    def told(self, text):
        if not self.fresh:
            return text
        fresh, self.fresh = self.fresh, []
        if not text.startswith('{"id":'):
            return text
        return '%s,"reached":[%s]}' % (text[:-1], ",".join(map(values.string, fresh)))

    def own(self, path):
        return bool(self.root) and os.path.realpath(path).startswith(self.root)

    def name(self, code, place):
        return "%s:%s" % (os.path.realpath(code.co_filename)[len(self.root):], place)


class Traced(Reached):
    """By `sys.settrace`, which calls back for every line."""

    def __init__(self, session, root):
        super().__init__(session, root)
        self.known = {}  # code object → the branches of it that were taken; None: not the subject's

    def answer(self, line, other):
        sys.settrace(self.call)
        try:
            text = self.plain(line, other)
        finally:
            sys.settrace(None)
        return self.told(text)

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
                    fresh.append(self.name(code, "%s>%d" % (branch[0] or "", branch[1])))
            return follow

        return follow


class Monitored(Reached):
    """By `sys.monitoring` (PEP 669), which calls back until it is told that it need not."""

    TOOL = 4  # one of the two numbers that are nobody's by convention (PEP 669)

    def __init__(self, session, root):
        super().__init__(session, root)
        self.lines = {}  # code object → the line of each offset
        self.reached = set()  # lines by their names: one may stand at several places of the code
        self.ways = {}  # code object → where each of its branches was seen to lead
        self.names = {}  # a branch's lines → how many branches have just those
        monitoring, events = sys.monitoring, sys.monitoring.events
        self.off = monitoring.DISABLE
        # From Python 3.14 on each way out of a branch is an event of its own.
        apart = hasattr(events, "BRANCH_LEFT")
        branches = (events.BRANCH_LEFT, events.BRANCH_RIGHT) if apart else (events.BRANCH,)
        monitoring.use_tool_id(self.TOOL, "specter")
        monitoring.register_callback(self.TOOL, events.PY_START, self.start)
        monitoring.register_callback(self.TOOL, events.LINE, self.line)
        for event in branches:
            monitoring.register_callback(self.TOOL, event, self.way if apart else self.branch)
        self.inside = events.LINE | sum(branches)
        monitoring.set_events(self.TOOL, events.PY_START)

    def end(self):
        sys.monitoring.set_events(self.TOOL, 0)
        for code in self.lines:
            sys.monitoring.set_local_events(self.TOOL, code, 0)
        sys.monitoring.free_tool_id(self.TOOL)

    def start(self, code, offset):
        """Looks closer at the subject's own source, from a function's first call on."""
        if code not in self.lines and self.own(code.co_filename):
            self.lines[code] = {
                place: line for start, stop, line in code.co_lines() if line
                for place in range(start, stop)
            }
            self.ways[code] = {}
            sys.monitoring.set_local_events(self.TOOL, code, self.inside)
        return self.off

    def line(self, code, line):
        name = self.name(code, line)
        if name not in self.reached:
            self.reached.add(name)
            self.fresh.append(name)
        return self.off

    def way(self, code, offset, destination):
        """A way out of a branch that is told once."""
        lines = self.lines.get(code, {})
        place = "%d>%d" % (lines.get(offset, 0), lines.get(destination, 0))
        name = self.name(code, place)
        count = self.names[name] = self.names.get(name, 0) + 1
        self.fresh.append(name if count == 1 else "%s#%d" % (name, count))
        return self.off

    def branch(self, code, offset, destination):
        """A branch that is told each time, until both ways out of it are known."""
        seen = self.ways[code].setdefault(offset, set())
        if destination not in seen:
            seen.add(destination)
            self.way(code, offset, destination)
        return self.off if len(seen) > 1 else None
