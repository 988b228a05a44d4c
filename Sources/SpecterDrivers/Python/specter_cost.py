"""What a probe costs: CPU time, and the memory by which it raised the process's peak.

While probes are compared nothing is measured of most of them. The driver looks at the clock after
each one anyway; only where a probe took longer than `LOOK` is the kernel asked what it took, and
only what is much is told. `{"cost":"on"}` measures every probe exactly.
"""

import os
import resource

LOOK = 0.002  # seconds of wall time; less than LEAST_CPU takes no less, nor do new pages of memory
LEAST_CPU = 2_000  # microseconds that are told: a tenth of what a candidate must take beyond the
LEAST_MEMORY = 3 << 20  # reference, so that ten times what goes untold is no alarm; and bytes
_PEAK = b"VmHWM:"  # in /proc/self/status, in KiB
_FORGET_PEAK = b"5"  # to /proc/self/clear_refs: the peak is then what is in use now


def cpu():
    """Microseconds of CPU time that the process took, its threads and ended children too."""
    own = resource.getrusage(resource.RUSAGE_SELF)
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime
    return round(spent * 1e6)


def inserted(text, spent, grown, more=""):
    """The answer `text` with its cost behind the id, where the reader finds it at once."""
    start = text.find(',"did":[') if text.startswith('{"id":') else -1
    if start < 0:
        return text
    memory = "" if grown is None else ',"memory":%d' % grown
    return '%s,"cost":{"cpu":%d%s%s}%s' % (text[:start], spent, memory, more, text[start:])


def _is_told(text):
    """Whether an answer tells its cost already."""
    return text.find(',"cost":{', 0, 40) > 0


class Memory:
    """The peak of the process's memory, as far as /proc tells it."""

    def __init__(self):
        self.status = self.opened("/proc/self/status", os.O_RDONLY)
        self.forgetting = self.opened("/proc/self/clear_refs", os.O_WRONLY)

    @staticmethod
    def opened(path, how):
        try:
            return os.open(path, how)
        except OSError:
            return None

    def peak(self):
        """The peak in bytes; None where it can't be read."""
        if self.status is None:
            return None
        try:
            text = os.pread(self.status, 4096, 0)
            start = text.index(_PEAK) + len(_PEAK)
            return int(text[start:text.index(b"kB", start)]) << 10
        except (OSError, ValueError):
            return None

    def forget(self):
        """Makes what is in use now the peak, where that is allowed; what the peak is then."""
        if self.forgetting is not None:
            try:
                os.pwrite(self.forgetting, _FORGET_PEAK, 0)
            except OSError:
                pass
        return self.peak()


class Meter:
    """Tells the cost of probes that took long, while many are run."""

    def __init__(self):
        self.memory = Memory()
        self.known = None  # the peak that is no longer news
        self.spent = 0

    def begin(self):
        """Starts anew: what loading the subject took is no probe's."""
        self.known = self.memory.forget()
        self.mark()

    def mark(self):
        """Notes the CPU time up to now."""
        self.spent = cpu()

    def told(self, text, wall):
        """The answer to a probe that took `wall` seconds, with its cost where that is much."""
        spent = cpu()
        # Since the mark other, short probes may have run: a probe takes no more than its wall time.
        own = min(spent - self.spent, round(wall * 1e6))
        self.spent = spent
        peak = self.memory.peak()
        grown = None if peak is None or self.known is None else max(0, peak - self.known)
        if grown is not None:
            self.known = self.memory.forget() if grown >= LEAST_MEMORY else max(self.known, peak)
        if own < LEAST_CPU and (grown or 0) < LEAST_MEMORY or _is_told(text):
            return text
        return inserted(text, own, grown)


class Exact:
    """Answers probes as `session` does and tells the cost of each, and which step took most."""

    def __init__(self, session):
        self.session = session
        self.plain = session.answer
        self.step = session.run
        self.memory = Memory()
        self.steps = []  # what each step of a probe took: CPU time, and the peak after it

    def begin(self):
        self.session.answer = self.answer
        self.session.run = self.run

    def answer(self, line, other):
        self.steps.clear()
        start = self.memory.forget()
        before = cpu()
        text = self.plain(line, other)
        spent = cpu() - before
        peak = self.memory.peak()
        if peak is None or start is None:
            return inserted(text, spent, None, self.costliest())
        return inserted(text, spent, max(0, peak - start), self.costliest(start))

    def run(self, step, plain):
        before = cpu()
        try:
            return self.step(step, plain)
        finally:
            self.steps.append((cpu() - before, self.memory.peak()))

    def costliest(self, start=None):
        """The indexes of the steps that took most CPU time and raised the peak most."""
        steps = range(len(self.steps))
        if not steps:
            return ""
        told = ',"cpuStep":%d' % max(steps, key=lambda i: self.steps[i][0])
        if start is not None:
            peaks = [start] + [peak or 0 for _, peak in self.steps]
            told += ',"memoryStep":%d' % max(steps, key=lambda i: peaks[i + 1] - peaks[i])
        return told
