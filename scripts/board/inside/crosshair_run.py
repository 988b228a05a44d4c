"""Runs CrossHair's `diffbehavior` on each pair of functions until one differs or
the CPU time is over.

    crosshair_run.py FOLDER SECONDS

One process for all functions, through the call that the command makes: a start costs a second.
Prints `{"told","function","witness","runs","seconds"}` as its last line.
"""

import inspect
import json
import re
import sys
import time
from collections import Counter


def main(folder, seconds):
    sys.path.insert(0, folder)
    import calls_original
    import calls_mutant  # noqa: F401  so that its import is not traced
    from crosshair.diff_behavior import diff_behavior
    from crosshair.main import checked_fn_load
    from crosshair.options import DEFAULT_OPTIONS, AnalysisOptionSet

    names = [
        name for name, value in vars(calls_original).items()
        if inspect.isfunction(value) and value.__module__ == "calls_original"
    ]
    # An object of one copy's class means nothing to the other copy.
    kinds = {
        key for module in list(sys.modules.values()) for key, value in list(vars(module).items())
        if inspect.isclass(value)
        and str(value.__module__).split(".")[0].endswith("_original")
    }
    foreign = re.compile(r"\b(%s)\(" % "|".join(map(re.escape, sorted(kinds) or ["-"])))
    end = float(seconds)  # of CPU time, from the start of this process
    begun = time.process_time()
    answer = {"told": False, "runs": 0, "refused": []}
    while names and not answer["told"] and time.process_time() < end:
        name = names.pop(0)
        share = (end - time.process_time()) / (len(names) + 1)
        options = DEFAULT_OPTIONS.overlay(
            AnalysisOptionSet(per_condition_timeout=share, max_uninteresting_iterations=sys.maxsize)
        )
        options.stats = Counter()
        try:
            one = checked_fn_load("calls_original." + name, sys.stderr)
            two = checked_fn_load("calls_mutant." + name, sys.stderr)
            found = diff_behavior(one, two, options)
        except BaseException as error:
            if isinstance(error, KeyboardInterrupt):
                raise
            found = "%s: %s" % (type(error).__name__, error)
        answer["runs"] += options.stats["num_paths"]
        if isinstance(found, str):
            answer["refused"].append("%s: %s" % (name, found[:200]))
            found = []
        found = [one for one in found if not foreign.search(" ".join(one.args.values()))]
        if found:
            texts = [
                "%s(%s)" % (name, ", ".join("%s=%s" % pair for pair in one.args.items()))
                for one in found
            ]
            answer.update(told=True, function=name, witness=min(texts, key=len))
        # The last line counts, also where this process is ended from outside.
        answer.update(seconds=time.process_time() - begun, unrun=len(names))
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
