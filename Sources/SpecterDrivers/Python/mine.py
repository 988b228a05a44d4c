"""Runs a library's own tests under the recorder and writes the calls they make as probes.

    mine.py --root DIR --module NAME --tests DIR --tools DIR --out FILE
            [--test-seconds 10] [--seconds 120] [--doctest-glob GLOB] [--include NAME,NAME]

Pytest (which runs unittest's tests too) lies in `--tools`. The tests' configuration is read, its
extra options are emptied. The last line of FILE is the summary; the status is 0 when the file was
written, whatever the tests did.
"""

import os
import sys

sys.dont_write_bytecode = True

_OPTIONS = {
    "--root": None, "--module": None, "--tests": None, "--tools": "", "--out": None,
    "--test-seconds": "10", "--seconds": "120", "--doctest-glob": "",
    "--include": "",
}
_EMPTIED = (
    "addopts=", "filterwarnings=", "required_plugins=", "minversion=0", "xfail_strict=false",
    "log_cli=false", "log_file=", "markers=",
)


DEEPEST = 5000  # frames: the recorder adds its own to those of the tests
SAVED_EVERY = 5  # seconds after which what was recorded is written, lest a crash take it along


class TooSlow(BaseException):
    """A test that ran past its time."""


class Plugin:
    """Tells the recorder which test runs and counts how tests ended."""

    def __init__(self, recorder, seconds, total, save):
        self.recorder = recorder
        self.save = save
        self.saved = _now()
        self.seconds = seconds
        self.until = _now() + total
        self.counts = {"passed": 0, "failed": 0, "skipped": 0}
        self.notes = []
        self.session = None

    def origin(self, nodeid):
        """`FILE::TEST` without the parameters of a parametrised test."""
        path, mark, test = nodeid.partition("::")
        return path + mark + test.partition("[")[0]

    def pytest_sessionstart(self, session):
        self.session = session
        self.limit(max(1.0, self.until - _now()))

    def limit(self, seconds):
        """Lets the alarm ring after so many seconds; 0 turns it off."""
        import signal

        signal.signal(signal.SIGALRM, self.alarm)
        signal.setitimer(signal.ITIMER_REAL, seconds)

    def pytest_collectstart(self, collector):
        self.recorder.enter(self.origin(collector.nodeid))

    def pytest_collectreport(self, report):
        if report.failed:
            self.counts["failed"] += 1
            self.note("%s: not collected: %s" % (report.nodeid, _last_line(report.longrepr)))

    def pytest_runtest_logstart(self, nodeid, location):
        self.recorder.enter(self.origin(nodeid))

    def pytest_runtest_setup(self, item):
        self.limit(self.seconds)

    def pytest_runtest_teardown(self, item, nextitem):
        self.limit(0)
        if _now() > self.until and self.session is not None:
            self.session.shouldstop = "time is up"
            self.note("stopped: time is up")
        if _now() > self.saved + SAVED_EVERY:
            self.save(self)
            self.saved = _now()

    def alarm(self, signum, frame):
        raise TooSlow("the test ran past its time")

    def pytest_runtest_logreport(self, report):
        if report.outcome == "failed":
            self.counts["failed"] += 1
            self.note("%s: %s" % (report.nodeid, _last_line(report.longrepr)))
        elif report.outcome == "skipped":
            self.counts["skipped"] += 1
        elif report.when == "call":
            self.counts["passed"] += 1

    def note(self, text):
        if len(self.notes) < 50 and text not in self.notes:
            self.notes.append(text[:300])


def _now():
    from time import monotonic

    return monotonic()


def _last_line(text):
    lines = [line for line in str(text).splitlines() if line.strip()]
    marked = [line[2:].strip() for line in lines if line.startswith("E ")]
    return (marked or lines or [""])[-1].strip()


def options(arguments):
    """The command line as a dict; exits with 64 when it is wrong."""
    found = dict(_OPTIONS)
    pairs = list(zip(arguments[::2], arguments[1::2]))
    if len(arguments) % 2 == 0 and all(name in found for name, _ in pairs):
        found.update(pairs)
        if None not in found.values():
            return {name.strip("-"): value for name, value in found.items()}
    sys.stderr.write("usage: mine.py" + "".join(" %s …" % name for name in _OPTIONS) + "\n")
    sys.exit(64)


def pytest_arguments(chosen):
    """Arguments that keep the tests' layout and drop the rest of their configuration."""
    listed = [
        chosen["tests"], "-q", "--no-header", "--continue-on-collection-errors", "--assert=plain",
        "--tb=short", "-p", "no:cacheprovider", "-p", "no:randomly", "-p", "no:xdist",
        "-p", "no:cov", "-p", "no:faulthandler",
    ]
    for name in _EMPTIED:
        listed += ["-o", name]
    if chosen["doctest-glob"]:
        listed += ["--doctest-glob", chosen["doctest-glob"]]
    return listed


def run_tests(chosen, plugin):
    """Runs pytest; once more without any configuration when that is what stops it."""
    import pytest

    arguments = pytest_arguments(chosen)
    status = pytest.main(arguments, plugins=[plugin])
    if int(status) in (3, 4):
        plugin.note("pytest stopped with status %d; run again without configuration" % status)
        kept = [a for i, a in enumerate(arguments) if a != "-o" and arguments[i - 1] != "-o"]
        bare = ["-c", os.devnull, "--rootdir", chosen["tests"]]
        status = pytest.main(kept + bare, plugins=[plugin])
    if int(status) == 5:
        plugin.note("no tests were found")


def write(path, lines):
    """Writes the file whole or not at all."""
    temporary = path + ".part"
    with open(temporary, "w", encoding="utf-8", errors="backslashreplace") as file:
        file.writelines(line + "\n" for line in lines)
    os.replace(temporary, path)


def main():
    chosen = options(sys.argv[1:])
    for name in ("root", "tests", "tools", "out"):
        chosen[name] = os.path.abspath(chosen[name]) if chosen[name] else ""
    here = os.path.dirname(os.path.abspath(__file__))
    sys.path[:0] = [here]
    import specter_clock
    import specter_recorder
    import specter_wrapping

    sys.path.remove(here)
    specter_clock.mend()
    sys.path[:0] = [path for path in (chosen["root"], chosen["tools"]) if path]
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    os.dup2(2, 1)  # what tests print is no result
    import importlib

    module = importlib.import_module(chosen["module"])
    public, keep, operations = specter_wrapping.public_map(module, chosen["include"].split(","))
    recorder = specter_recorder.Recorder(module, public, operations)
    installer = specter_wrapping.Installer(recorder, keep, chosen["tests"])
    installer.install()

    def save(plugin):
        write(chosen["out"], result(recorder, installer, plugin))

    plugin = Plugin(recorder, float(chosen["test-seconds"]), float(chosen["seconds"]), save)
    leave = keep_running()
    sys.setrecursionlimit(DEEPEST)
    try:
        run_tests(chosen, plugin)
    except BaseException as fault:  # a test that ends the process must not take the probes along
        plugin.note("pytest ended with %s: %s" % (type(fault).__name__, fault))
    plugin.limit(0)
    recorder.enabled = False
    save(plugin)
    sys.stderr.flush()
    leave(0)  # the tests' threads and exit handlers are not waited for


def keep_running():
    """Makes `os._exit` in a test an exception, in this process alone; the real one."""
    real, here = os._exit, os.getpid()

    def leave(status):
        if os.getpid() != here:
            real(status)
        raise SystemExit(status)

    os._exit = leave
    return real


def result(recorder, installer, plugin):
    """Lines of the file: a probe each, and the summary."""
    spell = sys.modules["specter_recorder"].spell
    recorder.settle()
    lines = [
        '{"do":%s,"origin":%s,"pool":"dev","target":%s}'
        % (text, spell("mined:" + origin), spell(target))
        for text, (target, origin) in recorder.probes.items()
    ]
    summary = dict(
        plugin.counts,
        recorded=len(lines),
        unencodable=sum(recorder.refused.values()),
        reasons=dict(recorder.refused.most_common(20)),
        notes=installer.notes[:20] + plugin.notes,
    )
    return lines + [spell({"summary": summary})]


if __name__ == "__main__":
    main()
