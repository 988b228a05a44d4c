"""Ghostwrites a test of equivalence for each function: what `hypothesis write --equivalent
--errors-equivalent calls_original.F calls_mutant.F` prints, all in one process.

    hypothesis_write.py FOLDER OUT

What the ghostwriter leaves open (`st.nothing()`, and `st.none()` for what defaults to None) is
filled with a mixture of plain values; iterators that only the first side could read become lists.
"""

import inspect
import json
import sys

FILLED = "st.one_of(st.text(), st.integers(), st.floats(), st.booleans(), st.none(), " \
    "st.lists(st.integers()), st.lists(st.text()), st.dictionaries(st.text(), st.integers()), " \
    "st.datetimes(), st.timedeltas())"


def main(folder, out):
    sys.path.insert(0, folder)
    import calls_mutant
    import calls_original
    from hypothesis.extra import ghostwriter

    tests, skipped = {}, []
    for name, function in vars(calls_original).items():
        if not inspect.isfunction(function) or function.__module__ != "calls_original":
            continue
        try:
            text = ghostwriter.equivalent(
                function, getattr(calls_mutant, name), allow_same_errors=True, style="pytest"
            )
        except Exception as fault:
            skipped.append("%s: %s" % (name, fault))
            continue
        text = text.replace("st.iterables(", "st.lists(").replace("st.nothing()", FILLED)
        tests[name] = text.replace("=st.none()", "=" + FILLED)
    with open(out, "w", encoding="utf-8") as file:
        json.dump({"tests": tests, "skipped": skipped}, file)


if __name__ == "__main__":
    main(*sys.argv[1:])
