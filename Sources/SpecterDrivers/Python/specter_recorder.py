"""Records calls that test code makes into a library's public surface, as probes.

Every outermost call becomes one probe: the shortest list of steps that makes its inputs anew
(constructors, calls that returned an object, and calls that changed one), then the call itself.
An object is followed from the recorded call that made it; one of unknown origin, or changed behind
the recorder's back, can't be written down, and the calls that use it are counted as unencodable.
Functions and iterators of the test code are carried by their answers (`specter_stands`).
"""

import collections
import enum
import json
import threading
import types
from pickle import loads  # the module's own is heard

import specter_decode
import specter_stands
import specter_surface
import specter_values as values
from specter_followed import Made, Tracked, fingerprint, is_opaque
from specter_stands import Unencodable

LONGEST = 60  # steps of a probe
LARGEST = 1 << 16  # characters of a probe
MOST_OBJECTS = 50_000  # objects followed at a time
MOST_ALIKE = 200  # probes of one operation from one test
MOST_PENDING = 20_000  # probes that wait for answers

DECODABLE = frozenset(
    "bytes bytearray complex range date time datetime timedelta Decimal Fraction Pattern "
    "ellipsis".split()
)
_ATOMS = (str, int, float, bool, type(None))
_CONTAINERS = {list: None, tuple: "$tuple", set: "$set", frozenset: "$frozenset"}


# Modules whose functions a probe names as `operator.add`; docs/driver-protocol.md lists them.
_CATALOGUE = ("", "operator.", "math.", "builtins.")
_NAMED = (
    types.FunctionType, types.BuiltinFunctionType, types.MethodDescriptorType,
    types.WrapperDescriptorType, types.ClassMethodDescriptorType, type,
)


class Share:
    """The probes of one operation that one test made."""

    def __init__(self):
        self.seen = 0
        self.stride = 1
        self.texts = []


class Recorder:
    """Keeps what was called; `wrap` of the installer tells it of every call."""

    def __init__(self, module, public, operations=()):
        self.module = module
        self.public = public  # id(class or function) → public name
        self.operations = frozenset(operations)
        self.depth = 0
        self.order = 0
        self.origin = "collection"
        self.tracked = {}
        self.probes = {}  # canonical steps → (target, origin)
        self.shares = collections.defaultdict(Share)
        self.pending = []  # (steps, target, origin) of probes that wait for answers
        self.refused = collections.Counter()
        self.enabled = True
        self.stands = specter_stands.Stands(self.write, self._is_told)
        self.thread = threading.get_ident()  # calls of other threads have no order
        self.pickled = {}  # bytes → the call that made them
        self.find_constants()

    def find_constants(self):
        """Follows the module's own objects that stand under a public name."""
        for name in specter_surface.public_names(self.module):
            thing = getattr(self.module, name)
            self._constant(name, thing)
            if isinstance(thing, type) and specter_surface.is_own(thing, self.module.__name__):
                for inner, member in list(vars(thing).items()):
                    if not inner.startswith("_"):
                        self._constant(name + "." + inner, member)

    def _constant(self, name, thing):
        if not self.is_followed_kind(type(thing)) or isinstance(thing, enum.Enum):
            return
        if not hasattr(type(thing), "__get__") and id(thing) not in self.public:
            self.order += 1
            self.tracked.setdefault(id(thing), Tracked(thing, Made({"get": name}, [], self.order)))

    # Writing values

    def write(self, value, uses):
        """A value as a step holds it; adds the objects that it refers to."""
        kind = type(value)
        if kind in _ATOMS:
            return json.loads(values.observe(value))
        if kind in _CONTAINERS:
            items = [self.write(item, uses) for item in value]
            if kind in (set, frozenset):
                items.sort(key=spell)
            return items if kind is list else {_CONTAINERS[kind]: items}
        if kind is dict:
            return self._mapping(value, uses)
        stand = self.stands.known(value)
        if stand is not None:
            return stand
        known = None if id(value) in self.public else self.find(value)
        if known is not None:
            uses.append(known)
            return {"$ref": known}
        if isinstance(value, BaseException):
            return specter_stands.written_error(
                value, self.public, lambda item: self.write(item, uses))
        if kind is slice:
            ends = (value.start, value.stop, value.step)
            return {"$slice": [self.write(end, uses) for end in ends]}
        if kind.__name__ in DECODABLE and kind.__module__ in (
            "builtins", "datetime", "decimal", "fractions", "re"
        ):
            return json.loads(values.observe(value))
        rest = specter_stands.rest(value, lambda item: self.write(item, uses))
        return self._named(value) if rest is None else rest

    def _mapping(self, value, uses):
        if all(type(k) is str and k[:1] != "$" and k.isprintable() for k in value):
            return {k: self.write(v, uses) for k, v in value.items()}
        return {"$map": [[self.write(k, uses), self.write(v, uses)] for k, v in value.items()]}

    def _named(self, value):
        """A class, function or enum member that has a public name."""
        name = self._name(value)
        if name:
            return {"$type" if isinstance(value, type) else "$callable": name}
        owner = self.public.get(id(type(value)))
        if owner and isinstance(value, enum.Enum):
            return {"$enum": owner + "." + value.name}
        raise Unencodable(type(value).__name__)

    def _name(self, value):
        """The name by which the driver finds this very class or function; None where there is
        none."""
        name = self.public.get(id(value))
        if name or not isinstance(value, _NAMED):
            return name
        own = getattr(value, "__qualname__", None)
        for prefix in _CATALOGUE:
            try:
                if specter_decode.Decoder(self.module, {}).named(prefix + own) is value:
                    return prefix + own
            except (specter_decode.Unusable, TypeError):
                continue
        return None

    def _is_told(self, value):
        return self.follows(value) or self._name(value) is not None

    def follows(self, value):
        """Whether an object's making is known."""
        known = self.tracked.get(id(value))
        return known is not None and known.object is value

    def find(self, value):
        """How a followed object was made; None for one that is not followed."""
        if not self.follows(value):
            return None
        known = self.tracked[id(value)]
        if not known.spoiled and fingerprint(value) != known.print and not self.mended(known):
            known.spoiled = "changed outside the recorded calls"
        if known.spoiled:
            raise Unencodable(known.spoiled)
        return known

    def mended(self, known):
        """Whether attributes that the test code assigned explain what changed; adds a step for
        each. That an object holds the same thing as another one is lost."""
        thing, steps = known.object, []
        try:
            before, now = vars(loads(known.print)), vars(thing)
            for name in sorted(set(now) - set(before)) + list(before):
                if values.observe(before.get(name), False) == values.observe(now[name], False):
                    continue
                if name.startswith("_"):
                    return False
                uses = []
                value = self.write(now[name], uses)
                steps.append(({"op": "setattr", "args": [name, value]}, uses))
        except Exception:
            return False
        for step, uses in steps:
            self.order += 1
            made = Made(dict(step, on=known), [known, *uses], self.order)
            known.changes.append(made)
        known.print = fingerprint(thing)
        return bool(steps)

    # Recording

    def enter(self, origin):
        """Begins a test; what the one before left unfinished is written."""
        self.settle()
        self.depth = 0  # an alarm may have ended a call anywhere
        self.origin = origin

    def stood(self, args, kwargs):
        """Arguments with stand-ins in the place of functions and iterators without a name."""
        replaced = self.stands.replaced
        return tuple(map(replaced, args)), {k: replaced(v) for k, v in kwargs.items()}

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
        """Emits the probe, follows what the call returned and what it changed; the call."""
        step, uses = begun
        self.order += 1
        made = Made(step, uses, self.order)
        self.emit(made, target)
        for known in dict.fromkeys(uses):
            after = fingerprint(known.object)
            if after != known.print or is_opaque(known.object):
                known.print = after
                known.changes.append(made)
                if len(known.changes) > LONGEST:
                    known.spoiled = "too many steps"
                elif failed and not is_opaque(known.object):
                    known.spoiled = "changed by a call that raised"
        if not failed:
            self.follow(result, made, 0)
        return made

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
                    self.follow(item, Made(step, [holder], self.order), depth + 1)
            return
        if id(result) in self.tracked or id(result) in self.public:
            return
        if not self.is_followed_kind(kind) and not is_opaque(result):
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
        probe = steps, target or self.root_target(made), self.origin
        try:
            self.keep(*probe, spell(steps))
        except TypeError:  # a stand-in, whose answers are known later
            if len(self.pending) < MOST_PENDING:
                self.pending.append(probe)
            else:
                self.refused["too many functions"] += 1

    def settle(self):
        """Writes the probes that waited for the answers of functions and iterators."""
        waiting, self.pending = self.pending, []
        for steps, target, origin in waiting:
            try:
                text = spell(steps, lambda stand: stand.encoded())
            except Unencodable as fault:
                self.refused[str(fault)] += 1
            else:
                self.keep(steps, target, origin, text)

    def keep(self, steps, target, origin, text):
        """Adds one probe, unless there is an equal one."""
        if len(text) > LARGEST:
            self.refused["too large"] += 1
        elif text not in self.probes:
            target = self.operation(target)
            if self.is_wanted(text, target, origin):
                self.probes[text] = target, origin

    def is_wanted(self, text, target, origin):
        """Whether a test has not made enough probes of an operation. From one that makes more,
        in a loop, every second one is kept, then every fourth, and so on."""
        share = self.shares[target, origin]
        share.seen += 1
        if share.seen % share.stride:
            return False
        share.texts.append(text)
        if len(share.texts) > MOST_ALIKE:
            share.stride *= 2
            for one in share.texts[::2]:
                self.probes.pop(one, None)
            share.texts = share.texts[1::2]
            return text in share.texts
        return True

    def passes_over(self, target, args):
        """Whether a call need not be written down, as one of a loop that made enough probes."""
        share = self.shares.get((target, self.origin))
        if share is None or not (share.seen + 1) % share.stride:
            return False
        if not all(type(item) in _ATOMS for item in args):
            return False  # it may change something that is followed
        share.seen += 1
        return True

    def operation(self, target):
        """The nearest operation that the surface has: a member that a class has from elsewhere
        counts for the class."""
        if target in self.operations or "." not in target:
            return target
        return self.operation(target.rpartition(".")[0])

    def root_target(self, made):
        """The operation that made the object of a class with no public name."""
        on = made.step.get("on")
        while isinstance(on, Tracked):
            made = on.origin
            on = made.step.get("on")
        return made.step.get("call") or made.step.get("get", "")


def _resolve(value, names):
    """Puts names in the place of objects."""
    if isinstance(value, Tracked):
        return names[id(value.origin)]
    if isinstance(value, dict):
        return {key: _resolve(item, names) for key, item in value.items()}
    if isinstance(value, list):
        return [_resolve(item, names) for item in value]
    return value


def spell(value, default=None):
    """Canonical JSON text; `default` gives what stands for an object that is no data."""
    return json.dumps(
        value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=default)
