"""Runs ghostwritten tests on both sides until one tells them apart or the CPU time is over.

    hypothesis_run.py FOLDER TESTS SECONDS EXAMPLES SEED

Prints `{"told","function","witness","runs","seconds"}` as its last line. Each function gets an
equal share of what is left of the time; a call that takes over a second is an error of its side,
unless the other side was slow too.
"""

import copy
import json
import resource
import signal
import sys
import time
import unittest
import warnings

CALL = 1.0  # CPU seconds of one call
QUICK = 0.1  # the other side must be this much quicker for a call that was ended to count
MEMORY = 2 << 30
COUNT = {"runs": 0}
SPENT = {}  # CPU seconds of the last call of each side


class Hung(Exception):
    """A call that was ended."""


def hung(*_):
    raise Hung()


def main(folder, tests, seconds, examples, seed):
    sys.path.insert(0, folder)
    warnings.simplefilter("ignore")
    import calls_mutant
    import calls_original

    for module in (calls_original, calls_mutant):
        for name, function in list(vars(module).items()):
            if getattr(function, "__module__", "") == module.__name__:
                setattr(module, name, copying(function))
    with open(tests, encoding="utf-8") as file:
        waiting = list(json.load(file)["tests"].items())
    signal.signal(signal.SIGPROF, hung)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    end = float(seconds)  # of CPU time, from the start of this process
    begun = time.process_time()
    answer = {"told": False, "runs": 0}
    while waiting and not answer["told"] and time.process_time() < end:
        name, text = waiting.pop(0)
        share = (end - time.process_time()) / (len(waiting) + 1)
        found = tried(name, text, time.process_time() + share, int(examples), int(seed))
        if found:
            answer.update(told=True, function=name, witness=found)
        # The last line counts, also where this process is ended from outside.
        answer.update(runs=COUNT["runs"], seconds=time.process_time() - begun, unrun=len(waiting))
        print(json.dumps(answer), flush=True)


def copying(function):
    """What one side does to its arguments is not the other side's business."""
    def call(*values, **named):
        def own(value):
            try:
                return copy.deepcopy(value)
            except Exception:
                return value
        values, named = list(map(own, values)), {key: own(named[key]) for key in named}
        begun = time.process_time()
        signal.setitimer(signal.ITIMER_PROF, CALL)
        try:
            return function(*values, **named)
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
            SPENT[function.__module__] = time.process_time() - begun
    return call


def tried(name, text, end, examples, seed):
    """The smallest failing call, as text; None where none was found."""
    import hypothesis

    space = {}
    exec(text, space)
    test = next(value for key, value in space.items() if key.startswith("test_"))
    inner, best = test.hypothesis.inner_test, []

    def bounded(*values, **named):
        if time.process_time() > end:
            raise unittest.SkipTest("the time is over")
        COUNT["runs"] += 1
        SPENT.clear()
        try:
            return inner(*values, **named)
        except unittest.SkipTest:
            raise
        except BaseException as error:
            if max(SPENT.values(), default=0) >= CALL and min(SPENT.values()) > CALL * QUICK:
                return None  # two slow calls, of which one was ended: not a difference
            if isinstance(error, Exception) or type(error).__name__ == "Failed":
                said = ", ".join("%s=%r" % pair for pair in named.items())
                best.append("%s(%s)" % (name, said))
            raise

    test.hypothesis.inner_test = bounded
    settings = hypothesis.settings(
        max_examples=examples, deadline=None, database=None, print_blob=False,
        suppress_health_check=list(hypothesis.HealthCheck), report_multiple_bugs=False,
        verbosity=hypothesis.Verbosity.quiet,
    )
    try:
        hypothesis.seed(seed)(settings(test))()
    except unittest.SkipTest:
        pass  # what failed before the time was over counts
    except hypothesis.errors.Flaky:
        return None
    except BaseException as error:
        if isinstance(error, KeyboardInterrupt):
            raise
    return min(best, key=len) if best else None


if __name__ == "__main__":
    main(*sys.argv[1:])
