"""Answers each probe in a process of its own: a copy of the driver as it was after the import.

To start Python and import the subject anew for every probe takes a hundred times as long. The copy
differs from a new process in what the subject's own `os.register_at_fork` hooks do; what Python's
own hook does, to seed `random` anew, is undone. Threads are not copied, and the place in an open file
is shared by all copies: a process that has more than one thread, a file or a socket does not offer it.
"""

import os
import random
import stat
import traceback
from time import monotonic

from specter_cost import LOOK, Meter

# As they are before the subject can replace them.
_fork, _pipe, _read, _write, _close = os.fork, os.pipe, os.read, os.write, os.close
_wait, _exit, _kill, _signal = os.waitpid, os._exit, os.kill, os.WTERMSIG
_is_exited, _status = os.WIFEXITED, os.WEXITSTATUS
_get, _set = random.getstate, random.setstate


def is_possible():
    """Whether this process has one thread and no file, as far as the kernel tells."""
    try:
        return len(os.listdir("/proc/self/task")) == 1 and not any(
            _is_kept(int(name)) for name in os.listdir("/proc/self/fd")
        )
    except OSError:
        return False


def _is_kept(descriptor):
    """Whether that is a file or a socket of the subject's: the driver has some of /proc."""
    try:
        mode = os.fstat(descriptor).st_mode
        place = os.readlink("/proc/self/fd/%d" % descriptor)
    except OSError:  # what listed the folder
        return False
    is_file = stat.S_ISREG(mode) and not place.startswith("/proc/")
    return descriptor > 2 and (is_file or stat.S_ISSOCK(mode))


class Copies:
    """Answers as `answer` does, each probe in a copy of this process."""

    def __init__(self, answer):
        self.plain = answer
        self.random = _get()

    def answer(self, line, other):
        if '"do"' not in line:
            return self.plain(line, other)
        told, tell = _pipe()
        child = _fork()
        if child == 0:
            self.run(line, other, tell)
        _close(tell)
        parts = []
        # What the subject started may hold the other end open: the answer ends with its line.
        while not (parts and parts[-1].endswith(b"\n")):
            part = _read(told, 1 << 20)
            if not part:
                break
            parts.append(part)
        _close(told)
        try:
            _, ending = _wait(child, 0)
        except ChildProcessError:  # the subject has its children reaped, or ignores them
            ending = 1 << 8
        text = b"".join(parts)
        if not text.endswith(b"\n"):
            self.end_like(ending)
        return text[:-1].decode("utf-8")

    def run(self, line, other, tell):
        """What the copy does; it never returns."""
        try:
            _set(self.random)
            meter = Meter()
            meter.begin()
            start = monotonic()
            text = self.plain(line, other)
            if monotonic() - start > LOOK:
                text = meter.told(text, monotonic() - start)
            data = (text + "\n").encode("utf-8", "backslashreplace")
            while data:
                data = data[_write(tell, data):]
            _exit(0)
        except BaseException:
            _write(2, ("driver: %s" % traceback.format_exc()).encode("utf-8", "replace"))
        finally:
            _exit(1)

    @staticmethod
    def end_like(ending):
        """Ends this process as the copy ended: the caller sees what a new process would show."""
        if _is_exited(ending):
            _exit(_status(ending))
        _kill(os.getpid(), _signal(ending))
        _exit(1)
