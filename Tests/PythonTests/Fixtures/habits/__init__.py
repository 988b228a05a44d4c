"""A small library with habits that make two runs of one program differ."""

import re
import warnings


class Ring:
    """Holds itself, so that only the collector of garbage lets go of it."""

    def __init__(self, name):
        self.name = name
        self._me = self

    def __del__(self):
        print("gone", self.name)
        warnings.warn("left open: " + self.name, ResourceWarning)


class Plain:
    """Goes as soon as nobody holds it."""

    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("gone", self.name)


def lose(name):
    """Makes a ring that nobody holds."""
    Ring(name)


def length(text):
    return len(text)


class Engine:
    """An object that the module offers ready-made."""

    def __init__(self, speed):
        self.speed = speed


class Bag(list):
    """Has its operators from a built-in class, but for one."""

    def __contains__(self, item):
        return True


def sort(items, key=len, kind=Bag, clock=lambda: 0):
    return kind(sorted(items, key=key))


def __getattr__(name):
    if name == "__version__":
        warnings.warn("ask somebody else", DeprecationWarning, stacklevel=2)
        return "1.0"
    raise AttributeError(name)


default_engine = Engine(3)
PATTERN = re.compile("a+", re.I)
HANDLERS = {"sort": sort, "Bag": Bag}

if __name__ == "__main__":
    print("run")
