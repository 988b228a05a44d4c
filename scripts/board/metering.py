"""Runs a command under a limit of CPU time and says what it cost, with all that it started."""

import os
import pathlib
import resource
import shutil
import signal
import subprocess
import time

_V1 = pathlib.Path("/sys/fs/cgroup/cpuacct")
_V2 = pathlib.Path("/sys/fs/cgroup")
_LOOK = 0.05  # seconds between two looks at what a command has used
_IDLE = 6  # wall time allowed for a second of CPU time, on a machine that does other things too


class Cost:
    """Wall and CPU seconds, whether it was killed, and what it wrote."""

    def __init__(self, wall, cpu, late, status, output, errors):
        self.wall, self.cpu, self.late = wall, cpu, late
        self.status, self.output, self.errors = status, output, errors


class Meter:
    """Counts CPU time by a control group where one can be made: a process that outlives its parent
    in a namespace of its own is in no parent's account. Else by what children report."""

    def __init__(self):
        self.folder, self.kind = None, "what children report"
        for base, kind in ((_V1, "cpuacct"), (_V2, "cgroup v2")):
            if not (base / ("cpuacct.usage" if base == _V1 else "cgroup.controllers")).exists():
                continue
            try:
                folder = base / ("specter-board-%d" % os.getpid())
                folder.mkdir()
                if self.read(folder) is not None:
                    self.folder, self.kind = folder, kind
                    return
                folder.rmdir()
            except OSError:
                pass

    @staticmethod
    def read(folder):
        """CPU seconds of a group; None where it does not say."""
        try:
            return int((folder / "cpuacct.usage").read_text()) / 1e9
        except OSError:
            pass
        try:
            lines = (folder / "cpu.stat").read_text().splitlines()
            return int(dict(line.split() for line in lines)["usage_usec"]) / 1e6
        except (OSError, KeyError, ValueError):
            return None

    def close(self):
        if self.folder:
            try:
                self.folder.rmdir()
            except OSError:
                pass

    def enter(self):
        """In the child: joins the group, and a session of its own that can be ended as a whole."""
        os.setsid()
        if self.folder:
            (self.folder / "cgroup.procs").write_text(str(os.getpid()))

    def used(self):
        if self.folder:
            return self.read(self.folder)
        spent = resource.getrusage(resource.RUSAGE_CHILDREN)
        return spent.ru_utime + spent.ru_stime

    def run(self, command, limit, cwd=None, environment=None):
        """Runs a command until it has used `limit` seconds of CPU time, its descendants' included;
        of wall time where that can't be told. What sleeps is ended after `_IDLE` times as long."""
        before, start = self.used(), time.monotonic()
        child = subprocess.Popen(
            [str(part) for part in command], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.PIPE, cwd=cwd, preexec_fn=self.enter,
            env=dict(os.environ, **(environment or {})),
        )
        late = False
        while True:
            try:
                output, errors = child.communicate(timeout=_LOOK)
                break
            except subprocess.TimeoutExpired:
                wall = time.monotonic() - start
                spent = self.used() - before if self.folder else wall
                if not late and (spent > limit or wall > limit * _IDLE):
                    late = True
                    os.killpg(child.pid, signal.SIGKILL)
        return Cost(
            time.monotonic() - start, self.used() - before, late, child.returncode,
            output.decode("utf-8", "replace"), errors.decode("utf-8", "replace"),
        )


def fresh(folder):
    """An empty folder."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder
