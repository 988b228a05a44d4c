"""Objects that the recorder follows, and how it sees that one has changed."""

import types
from pickle import dumps  # the module's own is heard

import specter_values as values


class Made:
    """One recorded call: a step, what it refers to, and its place in the run."""

    __slots__ = ("step", "uses", "order")

    def __init__(self, step, uses, order):
        self.step = step  # with {"$ref": Tracked} in place of names
        self.uses = uses
        self.order = order


class Tracked:
    """An object whose making is known."""

    __slots__ = ("object", "origin", "changes", "print", "spoiled")

    def __init__(self, thing, origin):
        self.object = thing  # kept alive, so that its id stays its own
        self.origin = origin
        self.changes = []
        self.print = fingerprint(thing)
        self.spoiled = ""


def is_opaque(thing):
    """Whether an object's state can't be seen, so that every call on it counts as a change."""
    kind = type(thing)
    return kind.__module__ in ("builtins", "itertools", "contextlib") and (
        hasattr(kind, "__next__") or hasattr(kind, "__exit__") or kind is types.FunctionType
    )


def fingerprint(thing):
    """Bytes that differ when an object's state does."""
    if is_opaque(thing):
        return b""
    try:
        return dumps(thing, 4)
    except Exception:
        return values.observe([type(thing).__name__, _private(thing), values.fields(thing)], False)


def _private(thing):
    held = dict(getattr(thing, "__dict__", None) or {})
    for base in type(thing).__mro__:
        slots = base.__dict__.get("__slots__", ())
        for name in (slots,) if isinstance(slots, str) else slots:
            held[str(name)] = getattr(thing, str(name), None)
    return held
