"""Functions that answer from a list: what `{"$function":…}` means as an argument.

`{"name":N,"answers":[ROW,…],"parameters":[…]}`, where a row is
`{"args":[…],"kwargs":{…},"return":V}` or has `"raise":{"$exception":…}` in place of `return`. The
arguments of a row are compared as observations, so that they may be anything that can be
observed; iterators are not moved. `{"$arg":I}` returns the argument itself. Of several rows with equal arguments the next
one is taken at each call, and the last one stays. Without a row the function raises LookupError.
"""

import inspect
import json
import types

import specter_values as values

_KINDS = {
    "positional": inspect.Parameter.POSITIONAL_ONLY,
    "any": inspect.Parameter.POSITIONAL_OR_KEYWORD,
    "keyword": inspect.Parameter.KEYWORD_ONLY,
    "rest": inspect.Parameter.VAR_POSITIONAL,
    "keywordRest": inspect.Parameter.VAR_KEYWORD,
}


def key(args, kwargs):
    """The arguments of a row or call as one text, from texts of observations."""
    named = ",".join("%s:%s" % (values.string(k), kwargs[k]) for k in sorted(kwargs))
    return "[%s]{%s}" % (",".join(args), named)


def _written(value):
    """The text of an observation that was read."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def observed(value):
    """An argument's text, within the observation that may be under way. Tracebacks tell of the
    caller's source and count as none."""
    if isinstance(value, types.TracebackType):
        return "null"
    state = values.suspended()
    try:
        return values.observe(value, False)
    finally:
        values.resume(state)


def function(told, decode, fault):
    """The function that is told; `decode` reads values, `fault` exceptions."""
    rows = {}
    for row in told["answers"]:
        args = list(map(_written, row.get("args", ())))
        named = {k: _written(v) for k, v in row.get("kwargs", {}).items()}
        rows.setdefault(key(args, named), []).append(row)

    def answer(*args, **kwargs):
        asked = key(list(map(observed, args)), {k: observed(v) for k, v in kwargs.items()})
        found = rows.get(asked)
        if found is None:
            raise LookupError("%s has no answer to %s" % (answer.__name__, asked))
        row = found.pop(0) if len(found) > 1 else found[0]
        if "raise" in row:
            raise fault(row["raise"]["$exception"])
        result = row.get("return")
        if type(result) is dict and "$arg" in result:
            return args[result["$arg"]]
        return decode(result)

    answer.__name__ = answer.__qualname__ = told.get("name", "function")
    if told.get("parameters") is not None:
        answer.__signature__ = _signature(told["parameters"], decode)
    return answer


def _signature(parameters, decode):
    listed = []
    for one in parameters:
        default = inspect.Parameter.empty if one.get("required", True) else None
        if "default" in one:
            default = decode(one["default"])
        kind = _KINDS[one.get("kind", "any")]
        if kind in (inspect.Parameter.VAR_POSITIONAL, inspect.Parameter.VAR_KEYWORD):
            default = inspect.Parameter.empty
        listed.append(inspect.Parameter(one["name"], kind, default=default))
    return inspect.Signature(listed)
