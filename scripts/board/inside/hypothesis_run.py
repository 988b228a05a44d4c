"""Runs ghostwritten tests on both sides until one tells them apart or the time is over.

    hypothesis_run.py FOLDER TESTS SECONDS EXAMPLES SEED

Prints `{"told","function","witness","runs","seconds"}` as its last line. Each function gets an
equal share of what is left of the time; a call that takes over a second is an error of its side.
"""

import copy
import json
import signal
import sys
import time
import unittest
import warnings

CALL = 1.0  # seconds of one example
COUNT = {"runs": 0}


class Hung(Exception):
    """A call that was ended."""


def hung(*_):
    raise Hung()


def main(folder, tests, seconds, examples, seed):
    start = time.monotonic()
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
    signal.signal(signal.SIGALRM, hung)
    end = start + float(seconds)
    begun = time.monotonic()
    answer = {"told": False, "runs": 0}
    while waiting and not answer["told"] and time.monotonic() < end:
        name, text = waiting.pop(0)
        share = (end - time.monotonic()) / (len(waiting) + 1)
        found = tried(name, text, time.monotonic() + share, int(examples), int(seed))
        if found:
            answer.update(told=True, function=name, witness=found)
        # The last line counts, also where this process is ended from outside.
        answer.update(runs=COUNT["runs"], seconds=time.monotonic() - begun, unrun=len(waiting))
        print(json.dumps(answer), flush=True)


def copying(function):
    """What one side does to its arguments is not the other side's business."""
    def call(*values, **named):
        def own(value):
            try:
                return copy.deepcopy(value)
            except Exception:
                return value
        return function(*map(own, values), **{key: own(value) for key, value in named.items()})
    return call


def tried(name, text, end, examples, seed):
    """The smallest failing call, as text; None where none was found."""
    import hypothesis

    space = {}
    exec(text, space)
    test = next(value for key, value in space.items() if key.startswith("test_"))
    inner, best = test.hypothesis.inner_test, []

    def bounded(*values, **named):
        if time.monotonic() > end:
            raise unittest.SkipTest("the time is over")
        COUNT["runs"] += 1
        signal.setitimer(signal.ITIMER_REAL, CALL)
        try:
            return inner(*values, **named)
        except unittest.SkipTest:
            raise
        except BaseException as error:
            if isinstance(error, Exception) or type(error).__name__ == "Failed":
                said = ", ".join("%s=%r" % pair for pair in named.items())
                best.append("%s(%s)" % (name, said))
            raise
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)

    test.hypothesis.inner_test = bounded
    settings = hypothesis.settings(
        max_examples=examples, deadline=None, database=None, print_blob=False,
        suppress_health_check=list(hypothesis.HealthCheck), report_multiple_bugs=False,
        verbosity=hypothesis.Verbosity.quiet,
    )
    try:
        hypothesis.seed(seed)(settings(test))()
    except unittest.SkipTest:
        pass
    except BaseException as error:
        if isinstance(error, KeyboardInterrupt):
            raise
    return min(best, key=len) if best else None


if __name__ == "__main__":
    main(*sys.argv[1:])
