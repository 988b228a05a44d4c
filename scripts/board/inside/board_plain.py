"""Turns what a library gives into plain data that can be compared over two copies of it."""

import collections.abc
import itertools
import re
import types

MOST = 100  # items of an iterator that are read


def own_errors(library):
    """The library's own classes of errors: no two copies share them."""
    top = library.__name__.split(".")[0]
    found = [
        value for value in vars(library).values()
        if isinstance(value, type) and issubclass(value, Exception)
        and value.__module__.split(".")[0] == top
    ]
    return tuple(found) or (NoError,)


class NoError(Exception):
    """Never raised: for a library without errors of its own."""


def plain(value, library, depth=4):
    if value is None or isinstance(value, (bool, int, str, bytes)):
        return value
    if isinstance(value, float):
        return value if value == value else "$nan"
    own = type(value).__module__.split(".")[0] == library.__name__
    if own and depth:
        fields = {}
        for name in sorted(dir(value)):
            if name.startswith("_"):
                continue
            try:
                field = getattr(value, name)
            except Exception as error:
                field = type(error).__name__
            if not callable(field):
                fields[name] = plain(field, library, depth - 1)
        items = list(value) if isinstance(value, collections.abc.Collection) else None
        # Addresses and the copy's own name differ without meaning anything.
        text = re.sub(r" at 0x[0-9a-f]+", "", str(value)).replace(library.__name__, "library")
        return "$object", type(value).__name__, text, fields, plain(items, library, depth - 1)
    if own or isinstance(value, type) or callable(value):
        return "$named", getattr(value, "__name__", type(value).__name__)
    if isinstance(value, (list, tuple)):
        items = [plain(item, library, depth) for item in value]
        return items if isinstance(value, list) else tuple(items)
    if isinstance(value, (set, frozenset)):
        return ["$set"] + sorted((plain(item, library, depth) for item in value), key=repr)
    if isinstance(value, dict):
        return {key: plain(item, library, depth) for key, item in value.items()}
    if isinstance(value, (types.GeneratorType, collections.abc.Iterator)):
        return ["$iterator"] + [
            plain(item, library, depth) for item in itertools.islice(value, MOST)
        ]
    if type(value).__eq__ is object.__eq__:
        return "$other", type(value).__name__
    return value
