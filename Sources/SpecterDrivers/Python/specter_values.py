"""Values as the driver protocol writes them: canonical text out, Python objects in.

Equal observations are equal bytes: keys sorted by code point, no spaces, one spelling a value.
`encode` gives text rather than objects to be dumped later, since a probe's whole budget is a few
microseconds. What JSON lacks is a tagged object (`{"$bytes":…}`); a dict whose own keys begin
with `$` is written as `$map`, so no data can pose as a tag.
"""

import base64
import datetime
import decimal
import enum
import fractions
import functools
import io
import itertools
import re
import types

from specter_text import (
    callable_name, clock, day, error, error_bases, offset, quote, representation, scrub, string,
    type_name,
)

__all__ = [  # with what others need of the texts
    "encode", "error", "error_bases", "fields", "iterate", "observe", "quote", "representation",
    "scrub", "string", "type_name",
]

EXACT = 1 << 53  # largest integer that every JSON reader keeps
DEEPEST = 100  # nested containers
OBJECTS_DEEP = 3  # nested objects whose fields are written
ITERATOR_LIMIT = 100  # items taken from an iterator that a call returns
MOST_WRITERS = 2000  # types whose way of writing is remembered

class _State:
    """What one encoding carries along; the driver is single-threaded."""

    path = []  # ids of the containers being written
    objects = 0  # how many of them are objects
    consume = True  # whether iterators may be used up


def encode(value):
    """The canonical text of a value."""
    write = _WRITERS.get(type(value))
    return write(value) if write else _other(value)


def observe(value, consume=True):
    """`encode` for a whole observation; without `consume` iterators are left untouched."""
    _State.path.clear()
    _State.objects = 0
    _State.consume = consume
    return encode(value)


def suspended():
    """Puts an observation aside that calls back into code which observes; `resume` takes it."""
    state = _State.path, _State.objects, _State.consume
    _State.path = []
    return state


def resume(state):
    """Goes on with an observation that was put aside."""
    _State.path, _State.objects, _State.consume = state


def _int(value):
    if -EXACT <= value <= EXACT:
        return repr(value)
    # Past Python's own limit on decimal digits hexadecimal still works.
    return '{"$int":"%s"}' % (value if value.bit_length() < 13000 else hex(value))


def _float(value):
    text = repr(value)
    return '{"$float":"%s"}' % text if text[-1] in "nf" else text


def _enter(value):
    """Notes a container; the text to write in its place when it must not be entered."""
    path = _State.path
    key = id(value)
    if key in path:
        return '{"$cycle":%d}' % (len(path) - path.index(key))
    if len(path) >= DEEPEST:
        return '{"$deep":%s}' % quote(type(value).__name__)
    path.append(key)
    return None


def _items(value):
    texts = [encode(item) for item in value]
    _State.path.pop()
    return texts


def _list(value):
    return _enter(value) or "[" + ",".join(_items(value)) + "]"


def _tagged_list(tag, ordered=True):
    def write(value):
        stop = _enter(value)
        if stop:
            return stop
        texts = _items(value)
        if not ordered:
            texts.sort()
        return '{"%s":[%s]}' % (tag, ",".join(texts))

    return write


def _plain_key(key):
    if type(key) is not str or key[:1] == "$":
        return False
    return key.isascii() or string(key)[0] == '"'


def _dict(value):
    return _enter(value) or _entries(value, sort=True)


def _entries(value, sort):
    """Entries of a mapping: an object where every key is plain and order has no meaning."""
    try:
        if sort and all(map(_plain_key, value)):
            return "{" + ",".join([quote(k) + ":" + encode(value[k]) for k in sorted(value)]) + "}"
        pairs = ["[" + encode(k) + "," + encode(v) + "]" for k, v in value.items()]
        if sort:
            pairs.sort()
        return '{"$map":[' + ",".join(pairs) + "]}"
    finally:
        _State.path.pop()


def _bytes(tag):
    return lambda v: '{"%s":"%s"}' % (tag, base64.b64encode(v).decode())


def _tag(tag, text):
    return lambda v: '{"%s":%s}' % (tag, text(v))


def _pairs(tag, *names):
    return lambda v: '{"%s":[%s]}' % (tag, ",".join([encode(getattr(v, n)) for n in names]))


@functools.lru_cache(maxsize=None)
def _descriptors(kind):
    """Public names that a class gives its objects as properties, slots or tuple fields."""
    found = set()
    for base in kind.__mro__:
        for name, member in vars(base).items():
            if name[:1] != "_" and isinstance(
                member,
                (property, functools.cached_property, types.MemberDescriptorType),
            ):
                found.add(name)
    found.update(n for n in getattr(kind, "_fields", ()) if isinstance(n, str) and n[:1] != "_")
    return tuple(sorted(found))


def fields(value):
    """Public attributes of an object, as a list of names and texts."""
    names = _descriptors(type(value))
    own = getattr(value, "__dict__", None)
    if type(own) is dict and own:
        names = sorted({*names, *[n for n in own if type(n) is str and n[:1] != "_"]})
    written = []
    for name in names:
        try:
            item = getattr(value, name)
        except AttributeError:
            continue  # an empty slot
        except BaseException as fault:
            written.append(quote(name) + ':{"$raise":%s}' % quote(type(fault).__name__))
            continue
        written.append(string(name) + ":" + encode(item))
    return written


def _object(value, content=None):
    """Any other object; `content` gives the text of the builtin value that it holds."""
    stop = _enter(value)
    if stop:
        return stop
    depth = len(_State.path)
    try:
        inner = content(value) if content else ""
    except Exception as fault:
        inner = '{"$raise":%s}' % quote(type(fault).__name__)
    del _State.path[depth:]
    text = '{"$object":' + quote(type_name(type(value)))
    if _State.objects < OBJECTS_DEEP:
        _State.objects += 1
        written = fields(value)
        _State.objects -= 1
        if written:
            text += ',"fields":{' + ",".join(written) + "}"
    _State.path.pop()
    text += ',"repr":' + string(representation(value))
    return text + (',"value":' + inner if inner else "") + "}"


def _iterator(value):
    if not _State.consume:
        return '{"$iterator":[],"more":true}'
    return iterate(value, ITERATOR_LIMIT)[0]


def iterate(value, limit):
    """Takes up to `limit` items: the text, and the exception that ended it early, if any."""
    texts, more, fault = [], False, None
    try:
        iterator = iter(value)
        for item in itertools.islice(iterator, limit):
            texts.append(encode(item))
        if len(texts) == limit:
            more = next(iterator, _State) is not _State
    except Exception as raised:
        fault = raised
    text = '{"$iterator":[' + ",".join(texts) + "]"
    text += ',"more":true' if more else ""
    return text + (',"raise":' + error(fault) if fault else "") + "}", fault


def _match(value):
    inner = '{"groupdict":%s,"groups":%s,"span":%s,"text":%s}'
    return '{"$match":' + inner % tuple(
        map(encode, (value.groupdict(), value.groups(), value.span(), value.group()))
    ) + "}"


def _enum(value):
    name = "%s.%s" % (type_name(type(value)), value.name)
    return '{"$enum":%s,"value":%s}' % (quote(name), encode(value.value))


def _view(value):
    if isinstance(value, type({}.items())):
        return '{"$items":[%s]}' % ",".join(map(encode, value))
    return '{"$view":[%s]}' % ",".join(map(encode, value))


_FUNCTIONS = (
    types.FunctionType, types.BuiltinFunctionType, types.MethodType, types.WrapperDescriptorType,
    types.MethodWrapperType, types.MethodDescriptorType, types.ClassMethodDescriptorType,
    functools.partial, type(functools.lru_cache(len)),
)
_VIEWS = (type({}.keys()), type({}.values()), type({}.items()))


def _is_iterator(value):
    """Whether only its items count: no public face beside `__next__`."""
    kind = type(value)
    if not hasattr(kind, "__next__") or not hasattr(kind, "__iter__"):
        return False
    if isinstance(value, io.IOBase):
        return False
    plain = kind.__repr__ is object.__repr__ and not _descriptors(kind)
    own = getattr(value, "__dict__", None) or ()
    return isinstance(value, types.GeneratorType) or (
        plain and not any(n[:1] != "_" for n in own)
    ) or kind.__module__ in ("builtins", "itertools", "collections", "_collections")


_ALL = slice(None)
_CONTENTS = (  # how to reach the builtin value under a subclass that overrides its methods
    (int, int.__pos__),
    (float, float.__pos__),
    (str, str.__str__),
    (bytes, lambda v: bytes.__getitem__(v, _ALL)),
    (bytearray, lambda v: bytearray.__getitem__(v, _ALL)),
    (list, lambda v: list.__getitem__(v, _ALL)),
    (set, set),
    (frozenset, frozenset),
)


def _subclass(value):
    """The text of the builtin value inside an instance of a subclass; empty where there is none."""
    for base, content in _CONTENTS:
        if isinstance(value, base):
            return encode(content(value))
    if isinstance(value, dict):
        _State.path.append(0)
        return _entries(dict(dict.items(value)), sort="Ordered" not in type(value).__name__)
    if isinstance(value, tuple) and not hasattr(value, "_fields"):
        return encode(tuple.__getitem__(value, _ALL))
    return ""


def _other(value):
    """Everything whose type is not exactly a builtin one; remembers how a type is written."""
    kind = type(value)
    write = _writer(value, kind)
    if write is None:
        return _iterator(value) if _is_iterator(value) else _object(value)
    if len(_WRITERS) < MOST_WRITERS:
        _WRITERS[kind] = write
    return write(value)


def _writer(value, kind):
    """How objects of a type are written; None where the object itself decides."""
    for base, write in _BY_BASE:
        if issubclass(kind, base):
            return write
    return None if hasattr(kind, "__next__") else _object


_BY_BASE = (
    (enum.Enum, _enum),
    (type, lambda v: '{"$type":%s}' % quote(type_name(v))),
    (_FUNCTIONS, lambda v: '{"$callable":%s}' % string(callable_name(v))),
    (BaseException, lambda v: '{"$exception":%s}' % error(v)),
    (types.ModuleType, lambda v: '{"$module":%s}' % quote(v.__name__)),
    (_VIEWS, _view),
    ((io.StringIO, io.BytesIO), lambda v: _object(v, lambda w: encode(w.getvalue()))),
    ((*(base for base, _ in _CONTENTS), dict, tuple), lambda v: _object(v, _subclass)),
)

_WRITERS = {
    type(None): lambda v: "null",
    bool: lambda v: "true" if v else "false",
    int: _int,
    float: _float,
    str: string,
    list: _list,
    dict: _dict,
    tuple: _tagged_list("$tuple"),
    set: _tagged_list("$set", ordered=False),
    frozenset: _tagged_list("$frozenset", ordered=False),
    bytes: _bytes("$bytes"),
    bytearray: _bytes("$bytearray"),
    complex: _pairs("$complex", "real", "imag"),
    range: _pairs("$range", "start", "stop", "step"),
    slice: _pairs("$slice", "start", "stop", "step"),
    decimal.Decimal: _tag("$decimal", lambda v: quote(str(v))),
    fractions.Fraction: _tag(
        "$fraction", lambda v: "[%s,%s]" % (_int(v.numerator), _int(v.denominator))
    ),
    datetime.date: _tag("$date", lambda v: quote(day(v))),
    datetime.time: _tag("$time", lambda v: quote(clock(v) + offset(v))),
    datetime.datetime: _tag(
        "$datetime", lambda v: quote(day(v) + "T" + clock(v) + offset(v))
    ),
    datetime.timedelta: _tag(
        "$timedelta", lambda v: quote(str(v // datetime.timedelta(microseconds=1)))
    ),
    re.Match: _match,
    re.Pattern: lambda v: '{"$pattern":[%s,%d]}' % (encode(v.pattern), v.flags),
    type(Ellipsis): lambda v: '{"$constant":"Ellipsis"}',
    type(NotImplemented): lambda v: '{"$constant":"NotImplemented"}',
}
