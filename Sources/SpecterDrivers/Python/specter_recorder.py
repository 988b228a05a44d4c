"""Records calls that test code makes into a library's public surface, as probes.

Every outermost call becomes one probe: the shortest list of steps that makes its inputs anew
(constructors, calls that returned an object, and calls that changed one), then the call itself.
An object is followed from the recorded call that made it; one of unknown origin, or changed behind
the recorder's back, can't be written down, and the calls that use it are counted as unencodable.
"""

import collections
import json
import pickle

import specter_decode
import specter_values as values

LONGEST = 60  # steps of a probe
LARGEST = 1 << 16  # characters of a probe
MOST_OBJECTS = 50_000  # objects followed at a time

DECODABLE = frozenset(
    "bytes bytearray complex range date time datetime timedelta Decimal Fraction Pattern "
    "ellipsis".split()
)
_CONTAINERS = {list: None, tuple: "$tuple", set: "$set", frozenset: "$frozenset"}


class Unencodable(Exception):
    """An argument that no probe can carry; the reason in a word."""


class Made:
    """One recorded call: a step, what it refers to, and its place in the run."""

    __slots__ = ("step", "uses", "order", "owner")

    def __init__(self, step, uses, order, owner):
        self.step = step  # with {"$ref": Tracked} in place of names
        self.uses = uses
        self.order = order
        self.owner = owner


class Tracked:
    """An object whose making is known."""

    __slots__ = ("object", "origin", "changes", "print", "spoiled")

    def __init__(self, thing, origin):
        self.object = thing  # kept alive, so that its id stays its own
        self.origin = origin
        self.changes = []
        self.print = fingerprint(thing)
        self.spoiled = ""


def fingerprint(thing):
    """Bytes that differ when an object's state does."""
    try:
        return pickle.dumps(thing, 4)
    except Exception:
        return values.observe([type(thing).__name__, _private(thing), values.fields(thing)], False)


def _private(thing):
    held = dict(getattr(thing, "__dict__", None) or {})
    for base in type(thing).__mro__:
        slots = base.__dict__.get("__slots__", ())
        for name in (slots,) if isinstance(slots, str) else slots:
            held[str(name)] = getattr(thing, str(name), None)
    return held


class Recorder:
    """Keeps what was called; `wrap` of the installer tells it of every call."""

    def __init__(self, module, public):
        self.module = module
        self.public = public  # id(class or function) → public name
        self.depth = 0
        self.order = 0
        self.origin = "collection"
        self.tracked = {}
        self.probes = {}  # canonical steps → (target, origin)
        self.refused = collections.Counter()
        self.enabled = True

    # Writing values

    def write(self, value, uses):
        """A value as a step holds it; adds the objects that it refers to."""
        kind = type(value)
        if kind in (str, int, float, bool, type(None)):
            return json.loads(values.observe(value))
        if kind in _CONTAINERS:
            items = [self.write(item, uses) for item in value]
            if kind in (set, frozenset):
                items.sort(key=spell)
            return items if kind is list else {_CONTAINERS[kind]: items}
        if kind is dict:
            return self._mapping(value, uses)
        known = self.find(value)
        if known is not None:
            uses.append(known)
            return {"$ref": known}
        if kind is slice:
            ends = (value.start, value.stop, value.step)
            return {"$slice": [self.write(end, uses) for end in ends]}
        if kind.__name__ in DECODABLE and kind.__module__ in (
            "builtins", "datetime", "decimal", "fractions", "re"
        ):
            return json.loads(values.observe(value))
        return self._named(value)

    def _mapping(self, value, uses):
        if all(type(k) is str and k[:1] != "$" and k.isprintable() for k in value):
            return {k: self.write(v, uses) for k, v in value.items()}
        return {"$map": [[self.write(k, uses), self.write(v, uses)] for k, v in value.items()]}

    def _named(self, value):
        """A class, function or enum member that has a public name."""
        text = json.loads(values.observe(value, False))
        name = self.public.get(id(value))
        if name:
            return {"$type" if isinstance(value, type) else "$callable": name}
        owner = self.public.get(id(type(value)))
        if owner and "$enum" in text:
            return {"$enum": owner + "." + value.name}
        own = getattr(value, "__module__", None) == "builtins"
        if own and ("$type" in text or "$callable" in text):
            try:
                found = specter_decode.Decoder(None, {}).decode(text)
            except specter_decode.Unusable:
                found = None
            if found is value:
                return text
        raise Unencodable(type(value).__name__)

    def find(self, value):
        """How a followed object was made; None for one that is not followed."""
        known = self.tracked.get(id(value))
        if known is None or known.object is not value:
            return None
        if not known.spoiled and fingerprint(value) != known.print:
            known.spoiled = "changed outside the recorded calls"
        if known.spoiled:
            raise Unencodable(known.spoiled)
        return known

    # Recording

    def begin(self, step, args, kwargs, on=None):
        """Writes a call down before it runs; None when it can't be written."""
        uses = []
        try:
            if on is not None:
                known = self.find(on)
                if known is None:
                    raise Unencodable("object of unknown origin")
                uses.append(known)
                step = dict(step, on=known)
            if args:
                step = dict(step, args=[self.write(item, uses) for item in args])
            if kwargs:
                step = dict(
                    step, kwargs={k: self.write(item, uses) for k, item in kwargs.items()}
                )
        except (Unencodable, RecursionError) as fault:
            self.refused[str(fault) or "too deep"] += 1
            return None
        except Exception as fault:
            self.refused["%s while writing" % type(fault).__name__] += 1
            return None
        return step, uses

    def finish(self, begun, target, result, failed):
        """Emits the probe, follows what the call returned and what it changed."""
        step, uses = begun
        self.order += 1
        made = Made(step, uses, self.order, None)
        self.emit(made, target)
        for known in dict.fromkeys(uses):
            after = fingerprint(known.object)
            if after != known.print:
                known.print = after
                known.changes.append(made)
                if failed:
                    known.spoiled = "changed by a call that raised"
        if not failed:
            self.follow(result, made, 0)

    def follow(self, result, origin, depth):
        """Follows an object that a call returned, or the objects in the list that it returned."""
        kind = type(result)
        if kind in (list, tuple) and depth < 2 and len(result) <= 20:
            holder = None
            for place, item in enumerate(result):
                if self.is_followed_kind(type(item)) or type(item) in (list, tuple):
                    holder = holder or Tracked(result, origin)
                    self.order += 1
                    step = {"item": place, "on": holder}
                    self.follow(item, Made(step, [holder], self.order, None), depth + 1)
            return
        if not self.is_followed_kind(kind) or id(result) in self.tracked:
            return
        if len(self.tracked) >= MOST_OBJECTS:
            self.tracked.clear()
        self.tracked[id(result)] = Tracked(result, origin)

    def is_followed_kind(self, kind):
        """Whether objects of a class have an identity of their own to follow."""
        home = getattr(kind, "__module__", "") or ""
        package = self.module.__name__.partition(".")[0]
        return home.partition(".")[0] == package and kind is not type

    def emit(self, made, target):
        """Writes one probe: all that its objects need, in the order in which it happened."""
        needed = {}
        waiting = [made]
        while waiting:
            one = waiting.pop()
            if one.order in needed:
                continue
            needed[one.order] = one
            if len(needed) > LONGEST:
                self.refused["too many steps"] += 1
                return
            for known in one.uses:
                waiting.append(known.origin)
                waiting.extend(c for c in known.changes if c.order < made.order)
        steps, names = [], {}
        ordered = [needed[key] for key in sorted(needed)]
        origins = {id(k.origin): k for one in ordered for k in one.uses}
        for one in ordered:
            step = _resolve(one.step, names)
            known = origins.get(id(one))
            if known is not None and one is not made:
                names[id(known.origin)] = "v%d" % (len(names) + 1)
                step["let"] = names[id(known.origin)]
            steps.append(step)
        text = spell(steps)
        if len(text) > LARGEST:
            self.refused["too large"] += 1
        elif text not in self.probes:
            self.probes[text] = (target or self.root_target(made), self.origin)

    def root_target(self, made):
        """The operation that made the object of a class with no public name."""
        on = made.step.get("on")
        while isinstance(on, Tracked):
            made = on.origin
            on = made.step.get("on")
        return made.step.get("call", "")


def _resolve(value, names):
    """Puts names in the place of objects."""
    if isinstance(value, Tracked):
        return names[id(value.origin)]
    if isinstance(value, dict):
        return {key: _resolve(item, names) for key, item in value.items()}
    if isinstance(value, list):
        return [_resolve(item, names) for item in value]
    return value


def spell(value):
    """Canonical JSON text."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
