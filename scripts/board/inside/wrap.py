"""Writes a module of plain functions, one for each public function and method of a library.

    wrap.py FOLDER PACKAGE OUT

Peers compare functions by `==`; a library's own objects, iterators and errors are never equal over
two copies. Each function here calls the library and gives plain data. A method is called on an
object that is made for the call: its function takes the constructor's parameters too. Run by the
peers' interpreter, on the original; both sides' modules differ in the name that they import.
"""

import collections.abc
import inspect
import json
import re
import sys
import types
import typing

OPERATORS = (
    "eq lt le gt ge contains len str repr add sub mul and or xor getitem iter bool neg".split()
)
BINARY = {"eq", "lt", "le", "gt", "ge", "add", "sub", "mul", "and", "or", "xor"}
KNOWN = {"builtins", "typing", "datetime", "decimal", "fractions", "collections.abc", "types"}


def main(folder, name, out):
    sys.path.insert(0, folder)
    package = __import__(name)
    lines, told, skipped = [], [], []
    for kind, words, function, maker in targets(package, name):
        try:
            lines += written(kind, words, function, maker)
            told.append(".".join(words))
        except Unwritable as fault:
            skipped.append("%s: %s" % (".".join(words), fault))
    head = [
        "import collections.abc, datetime, decimal, fractions, types, typing",
        "import board_plain",
        "import %s as library" % name,
        "own = board_plain.own_errors(library)",
        "plain = board_plain.plain",
        "",
    ]
    with open(out, "w", encoding="utf-8") as file:
        file.write("\n".join(head + lines) + "\n")
    print(json.dumps({"functions": told, "skipped": skipped}))


class Unwritable(Exception):
    """Why a function can't be called by a plain one."""


def targets(package, name):
    """Public functions, and methods with the class that makes their object."""
    names = getattr(package, "__all__", None)
    names = names or [key for key in vars(package) if not key.startswith("_")]
    for key in sorted(set(names)):
        thing = getattr(package, key, None)
        if not getattr(thing, "__module__", "").split(".")[0] == name:
            continue
        if inspect.isclass(thing):
            if not issubclass(thing, BaseException):
                yield "make", [key], thing, None
                yield from methods(thing, key, name)
        elif callable(thing):
            yield "function", [key], thing, None


def methods(kind, key, name):
    seen = {}
    for base in reversed(kind.__mro__):
        if base.__module__.split(".")[0] == name:
            seen.update(vars(base))
    for member, value in sorted(seen.items()):
        operator = member.strip("_") if member.startswith("__") else None
        if member.startswith("_") and operator not in OPERATORS:
            continue
        if isinstance(value, (classmethod, staticmethod)):
            yield "static", [key, member], getattr(kind, member), None
        elif isinstance(value, property):
            yield "property", [key, member], None, kind
        elif inspect.isfunction(value):
            yield "binary" if operator in BINARY else "method", [key, member], value, kind


def written(kind, words, function, maker):
    """The source lines of one plain function."""
    made = parameters(maker) if maker else []
    taken = parameters(function) if function else []
    if kind == "method":
        taken = taken[1:]
    elif kind == "binary":
        taken = renamed(made, "other_")
    elif maker is None and taken and taken[0].name == "self":
        taken = taken[1:]
    clash = {one.name for one in taken}
    made = [renamed([one], "new_")[0] if one.name in clash else one for one in made]
    given, required = made + taken, []
    for one in given:
        required.append(one.default is inspect.Parameter.empty)
    # A parameter with a default may not stand before one without.
    order = [one for one, need in zip(given, required) if need]
    order += [one for one, need in zip(given, required) if not need]
    head = ", ".join(spelled(one) for one in order)
    body = []
    if maker:
        body.append("made = library.%s(%s)" % (words[0], passed(made)))
    if kind == "binary":
        body.append("other = library.%s(%s)" % (words[0], passed(taken)))
        body.append("answer = made.%s(other)" % words[1])
    elif maker:
        tail = "" if kind == "property" else "(%s)" % passed(taken)
        body.append("answer = made.%s%s" % (words[1], tail))
    else:
        body.append("answer = library.%s(%s)" % (".".join(words), passed(taken)))
    # What a method does to its object counts too.
    body.append("return plain(%s, library)" % ("(answer, made)" if maker else "answer"))
    return [
        "", "def %s(%s):" % ("__".join(word.strip("_") for word in words), head), "    try:",
        *("        " + line for line in body), "    except own as error:",
        "        return '$raise', type(error).__name__, str(error)", "",
    ]


class One:
    """A parameter: its name here and there, default, annotation, whether it goes by keyword."""

    def __init__(self, name, there, default, note, keyword):
        self.name, self.there, self.default = name, there, default
        self.note, self.keyword = note, keyword


def parameters(function):
    """Parameters that a plain function can hand on; optional ones that it can't are left out."""
    try:
        signature = inspect.signature(function)
    except (TypeError, ValueError) as fault:
        raise Unwritable(str(fault)) from None
    made_by = function.__init__ if inspect.isclass(function) else function
    found = []
    for name, one in signature.parameters.items():
        if one.kind is one.VAR_KEYWORD:
            continue
        if one.default is not one.empty and not is_literal(one.default):
            continue
        keyword = one.kind is one.KEYWORD_ONLY or one.default is not one.empty
        found.append(One(name, name, one.default, note(hint(made_by, one.annotation)), keyword))
    return found


def hint(function, annotation):
    """What an annotation means; None where it can't be told, as with names for checkers only."""
    if annotation is inspect.Parameter.empty:
        return None
    space = dict(vars(typing), **getattr(inspect.unwrap(function), "__globals__", {}))
    try:
        return eval(annotation, space) if isinstance(annotation, str) else annotation
    except Exception:
        return None


def is_literal(value):
    return value is None or type(value) in (bool, int, float, str, bytes) or value == ()


def note(hint):
    """An annotation as source, where everything in it is of the standard library."""
    hint = without_callables(hint)
    text = typing._type_repr(hint) if hint is not None else ""
    if text in ("", "inspect._empty", "typing.Any", "Any"):
        return ""
    waiting, holders = [hint], set()
    while waiting:
        one = waiting.pop()
        waiting += list(typing.get_args(one))
        if isinstance(one, typing.TypeVar):
            # Numbers can be ordered, hashed and compared: what containers ask of items.
            text = re.sub(r"[~+-]%s\b" % one.__name__, "int", text)
        else:
            holders.add(getattr(one, "__module__", "builtins"))
    if holders - KNOWN or "<" in text or "~" in text:
        return ""
    return text.replace("NoneType", "None")


def without_callables(hint):
    """`hint` without functions among its alternatives: one that is made up for a test answers
    either side as it likes."""
    parts = typing.get_args(hint)
    if typing.get_origin(hint) in (typing.Union, types.UnionType):
        kept = [one for one in parts if typing.get_origin(one) is not collections.abc.Callable]
        return typing.Union[tuple(kept)] if kept and len(kept) < len(parts) else hint
    return None if typing.get_origin(hint) is collections.abc.Callable else hint


def renamed(some, prefix):
    return [One(prefix + o.name, o.there, o.default, o.note, o.keyword) for o in some]


def spelled(one):
    text = one.name + (": " + one.note if one.note else "")
    return text if one.default is inspect.Parameter.empty else text + " = %r" % (one.default,)


def passed(some):
    return ", ".join(
        ("%s=%s" % (o.there, o.name)) if o.keyword else o.name
        for o in sorted(some, key=lambda o: o.keyword)
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
