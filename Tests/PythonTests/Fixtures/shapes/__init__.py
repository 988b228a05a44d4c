"""A small library with every habit that the driver has to cope with."""

import collections
import collections.abc
import contextlib
import dataclasses
import enum
import functools
import os
import sys
import warnings
from string import ascii_letters  # noqa: F401 imported data is not public

LIMIT = 12
TABLE = {"b": (1, 2.0), "a": None}
_hidden = 1
print("imported")


class ShapeError(ValueError):
    """Something is wrong with a shape."""


class Colour(enum.Enum):
    RED = 1
    BLUE = "b"


class Point(collections.namedtuple("Point", "x y")):
    __slots__ = ()

    def moved(self, dx=0):
        return Point(self.x + dx, self.y)


@dataclasses.dataclass
class Box:
    """A box of things."""

    width: int
    label: str = "box"
    items: list = dataclasses.field(default_factory=list)

    KIND = "box"

    def put(self, item, *more, loud=False, **options):
        """Adds things."""
        if item == "bad":
            raise ShapeError("bad thing")
        self.items.extend([item, *more])
        if loud:
            print("put", item)
        return len(self.items)

    @property
    def area(self):
        return self.width ** 2

    @classmethod
    def parse(cls, text):
        return cls(int(text))

    @staticmethod
    def unit():
        return "cm"

    def twin(self):
        return [Box(self.width), Box(self.width)]

    def __iter__(self):
        return iter(self.items)

    def __len__(self):
        return len(self.items)


class Plain:
    def __init__(self):
        self._calls = 0
        self.me = self

    def call(self):
        self._calls += 1
        return self._calls


def _wrap(function):
    @functools.wraps(function)
    def inner(*args, **kwargs):
        warnings.warn("old " + function.__name__, DeprecationWarning, stacklevel=2)
        return function(*args, **kwargs)

    return inner


@_wrap
def old(word: str, times: "int" = 2) -> str:
    """Repeats.

    More text."""
    return word * times


def shout(*words, sep=" ", end):
    sys.stderr.write("err\n")
    sys.stdout.buffer.write(b"raw\n")
    os.write(1, b"straight to the descriptor\n")
    return sep.join(words).upper() + end


def sort_in_place(items):
    items.sort()


def echo(value):
    return value


def numbers(stop):
    for number in range(stop):
        if number == 7:
            raise ShapeError("seven")
        yield number


def forever():
    while True:
        yield 1


def dive(depth=0):
    return dive(depth + 1)


def leave(code):
    sys.exit(code)


def die():
    os._exit(3)


def each(function, items):
    return [function(echo(item)) for item in items]


def apply(function, *args):
    return function(*args)


def later(function, items):
    for item in items:
        yield function(item)


def take(count, items):
    return [item for item, _ in zip(items, range(count))]


def doubled(function):
    """A decorator."""

    def inner(*args, **kwargs):
        return function(*args, **kwargs) * 2

    return inner


@contextlib.contextmanager
def opened(width):
    yield Box(width)


class Gate:
    """A context manager of its own."""

    def __init__(self):
        self.state = []

    def __enter__(self):
        self.state.append("in")
        return self

    def __exit__(self, kind, fault, trace):
        self.state.append(kind and kind.__name__)
        return kind is KeyError


class Shelf(collections.abc.MutableMapping):
    """Most of it comes from the language."""

    def __init__(self):
        self._held = {}
        self.limit = 3

    @property
    def size(self):
        return self.limit

    @size.setter
    def size(self, value):
        self.limit = value * 2

    def __getitem__(self, key):
        return self._held[key]

    def __setitem__(self, key, value):
        self._held[key] = value

    def __delitem__(self, key):
        del self._held[key]

    def __iter__(self):
        return iter(self._held)

    def __len__(self):
        return len(self._held)

    def __rsub__(self, other):
        return other - len(self)


class Mark:
    """Nothing."""


class Kept:
    """Says itself how it is kept."""

    def __init__(self, value=1):
        self.value = value

    def __copy__(self):
        return Kept(self.value + 1)

    def __getstate__(self):
        return {"value": -self.value}


class Twin:
    """Says itself how it is copied."""

    def __copy__(self):
        return self


class Pile(list):
    """A list."""


ORIGIN = Point(0, 0)
EMPTY = Gate()
