"""A small library with habits that make two runs of one program differ."""

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
