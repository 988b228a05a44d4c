"""Lists the breaking changes that griffe sees between two folders that hold a package.

    griffe_run.py PACKAGE OLD NEW

What `griffe check` does, without the git repository that the command wants. Prints
`{"told","witness","runs","seconds"}`.
"""

import json
import sys
import time

import griffe


def main(package, old, new):
    begun = time.monotonic()
    trees = [
        griffe.load(package, search_paths=[folder], try_relative_path=False, allow_inspection=False)
        for folder in (old, new)
    ]
    found = [
        one.explain(griffe.ExplanationStyle.ONE_LINE)
        for one in griffe.find_breaking_changes(*trees)
    ]
    answer = {"told": bool(found), "runs": 0, "seconds": time.monotonic() - begun}
    if found:
        answer["witness"] = min(found, key=len).split(": ", 1)[-1]
    print(json.dumps(answer))


if __name__ == "__main__":
    main(*sys.argv[1:])
