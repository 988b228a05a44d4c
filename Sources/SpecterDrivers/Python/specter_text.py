"""Texts inside values: strings, messages, names of types and errors, dates and times."""

import datetime
import functools
import json.encoder
import re

TEXT_LIMIT = 1 << 16  # characters of one repr or message
quote = json.encoder.c_encode_basestring or json.encoder.py_encode_basestring

_ADDRESS = re.compile(r"0x[0-9a-fA-F]{6,}")
_OBJECT_AT = re.compile(r"<(?:[\w<>]+\.)*(\w+) object at 0x[0-9a-fA-F]+>")


def scrub(text):
    """Takes memory addresses and the module names of default reprs out of a text."""
    if len(text) > TEXT_LIMIT:
        text = text[:TEXT_LIMIT] + "…"
    if "0x" in text:
        text = _OBJECT_AT.sub(r"<\1 object at 0x…>", text)
        text = _ADDRESS.sub("0x…", text)
    return text


def string(value):
    """A string; lone surrogates, which no UTF-8 can carry, become code points. An address in a
    default repr says nothing about a subject, wherever the text went."""
    if " at 0x" in value:
        value = scrub(value)
    if not value.isascii():
        try:
            value.encode()
        except UnicodeEncodeError:
            return '{"$text":[' + ",".join([str(ord(c)) for c in value]) + "]}"
    return quote(value)


def offset(moment):
    """A moment's distance from UTC, `+01:00`; empty where it has none."""
    distance = moment.utcoffset()
    if distance is None:
        return ""
    text = "-" if distance < datetime.timedelta(0) else "+"
    seconds, micros = divmod(abs(distance) // datetime.timedelta(microseconds=1), 1000000)
    text += "%02d:%02d" % (seconds // 3600, seconds // 60 % 60)
    if seconds % 60 or micros:
        text += ":%02d" % (seconds % 60) + (".%06d" % micros if micros else "")
    return text


def clock(v):
    """Time of day to the microsecond."""
    return "%02d:%02d:%02d.%06d" % (v.hour, v.minute, v.second, v.microsecond)


def day(v):
    """A date as ISO 8601 writes it."""
    return "%04d-%02d-%02d" % (v.year, v.month, v.day)


def callable_name(value):
    """The public name of a function, method or builtin."""
    if isinstance(value, functools.partial):
        return "partial(%s)" % callable_name(value.func)
    return getattr(value, "__qualname__", None) or type(value).__name__


def type_name(kind):
    """A class's name without its module, which a rebuild is free to choose."""
    return kind.__qualname__.rpartition("<locals>.")[2]


@functools.lru_cache(maxsize=None)
def error_bases(kind):
    """Public base classes of an error, nearest first, up to Exception."""
    bases = [
        base.__name__
        for base in kind.__mro__[1:]
        if issubclass(base, BaseException) and not base.__name__.startswith("_")
    ]
    if "Exception" in bases:
        bases.remove("BaseException")
    return bases


def error(value):
    """An exception as `raise` and `$exception` show it."""
    kind = type(value)
    try:
        message = str(value)
    except BaseException as fault:
        message = "<str raises %s>" % type(fault).__name__
    return '{"bases":[%s],"message":%s,"type":%s}' % (
        ",".join(map(quote, error_bases(kind))),
        string(scrub(message)),
        quote(type_name(kind)),
    )


def representation(value):
    """`repr` with addresses scrubbed; a default one is the bare name of the class."""
    kind = type(value)
    if kind.__repr__ is object.__repr__:
        return "<%s>" % type_name(kind)
    try:
        return scrub(repr(value))
    except BaseException as fault:
        return "<repr raises %s>" % type(fault).__name__
