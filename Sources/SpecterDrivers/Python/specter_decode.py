"""Reads values of the driver protocol back into Python objects."""

import base64
import builtins
import datetime
import decimal
import fractions
import math
import operator
import re

import specter_answers

_CATALOGUE = {"builtins": builtins, "math": math, "operator": operator}
# Builtins that reach outside the probe or never come back; the sandbox would stop them anyway.
_REFUSED = frozenset(
    "exec eval compile open input breakpoint exit quit help copyright credits license".split()
)


class Unusable(Exception):
    """A request that does not follow the protocol: no behaviour of the subject."""


def dotted(root, name):
    """`Version.parse` looked up step by step from `root`; AttributeError where it is missing."""
    for part in name.split("."):
        root = getattr(root, part)
    return root


class Decoder:
    """Decodes the arguments of one subject's probes."""

    def __init__(self, module, names):
        self.module = module
        self.names = names

    def decode(self, value):
        """A Python object; `Unusable` for what is no value of the protocol."""
        kind = type(value)
        if kind is list:
            return [self.decode(item) for item in value]
        if kind is not dict:
            return value
        for key in value:
            if key[:1] == "$":
                return self._tagged(key, value[key])
        return {key: self.decode(item) for key, item in value.items()}

    def _tagged(self, tag, payload):
        read = _READERS.get(tag)
        if read is None:
            raise Unusable("%s cannot be an argument" % tag)
        try:
            return read(self, payload)
        except Unusable:
            raise
        except Exception as fault:
            raise Unusable("%s: %s: %s" % (tag, type(fault).__name__, fault)) from None

    def reference(self, name):
        """The value that an earlier step named."""
        try:
            return self.names[name]
        except (KeyError, TypeError):
            raise Unusable("no step named %r" % (name,)) from None

    def named(self, name):
        """A class or function of the subject or, failing that, of the language: `len`,
        `str.upper`, `builtins.map`, `operator.add`, `math.floor`."""
        try:
            return dotted(self.module, name)
        except AttributeError:
            first, _, others = name.partition(".")
            home = _CATALOGUE.get(first if others else "", builtins)
            found = others if first in _CATALOGUE and others else name
            if found.partition(".")[0] in _REFUSED:
                raise Unusable("no callable named %r" % name) from None
            try:
                return dotted(home, found)
            except AttributeError:
                raise Unusable("no callable named %r" % name) from None

    def function(self, told):
        """A function that answers from what it is told."""
        return specter_answers.function(told, self.decode, self.fault)

    def fault(self, told):
        """An exception, made of its class and arguments."""
        kind = self.named(told["type"])
        if not (isinstance(kind, type) and issubclass(kind, BaseException)):
            raise Unusable("%r is no exception" % told["type"])
        return kind(*[self.decode(item) for item in told.get("args", ())])


def _integer(_, text):
    sign, digits = (-1, text[1:]) if text[:1] == "-" else (1, text)
    return sign * (int(digits, 16) if digits[:2] == "0x" else int(digits))


def _float(_, text):
    if text not in ("nan", "inf", "-inf"):
        raise Unusable("$float is nan, inf or -inf")
    return float(text)


def _items(make):
    return lambda decoder, items: make([decoder.decode(item) for item in items])


def _moment(kind):
    return lambda _, text: kind.fromisoformat(text)


def _micros(_, text):
    return datetime.timedelta(microseconds=int(text))


_READERS = {
    "$ref": Decoder.reference,
    "$int": _integer,
    "$float": _float,
    "$text": lambda _, points: "".join(map(chr, points)),
    "$bytes": lambda _, text: base64.b64decode(text, validate=True),
    "$bytearray": lambda _, text: bytearray(base64.b64decode(text, validate=True)),
    "$tuple": _items(tuple),
    "$set": _items(set),
    "$frozenset": _items(frozenset),
    "$iterator": _items(iter),
    "$range": _items(lambda parts: range(*parts)),
    "$slice": _items(lambda parts: slice(*parts)),
    "$complex": _items(lambda parts: complex(*parts)),
    "$fraction": _items(lambda parts: fractions.Fraction(*parts)),
    "$pattern": _items(lambda parts: re.compile(*parts)),
    "$map": lambda d, pairs: {d.decode(k): d.decode(v) for k, v in pairs},
    "$date": _moment(datetime.date),
    "$time": _moment(datetime.time),
    "$datetime": _moment(datetime.datetime),
    "$timedelta": _micros,
    "$decimal": lambda _, text: decimal.Decimal(text),
    "$enum": Decoder.named,
    "$type": Decoder.named,
    "$callable": Decoder.named,
    "$function": Decoder.function,
    "$exception": Decoder.fault,
    "$constant": lambda _, name: {"Ellipsis": ..., "NotImplemented": NotImplemented}[name],
}
