"""Stand-ins for what test code passes and no probe can name: its functions and its iterators.

The library is given a stand-in that does what the original does and writes down what it answered,
so that a probe carries the answers: `{"$function":{"answers":[…],"name":…}}`, `{"$iterator":[…]}`.
What is answered only after the call returned counts too, hence `encoded` is asked late.
"""

import builtins
import functools
import itertools
import json
import types

import specter_answers
import specter_surface
import specter_values as values

MOST_ANSWERS = 200  # answers of one function, items of one iterator
MOST_STANDS = 20_000  # stand-ins that are kept
PATIENCE = 2000  # calls of one function that are looked at

FUNCTIONS = (
    types.FunctionType, types.MethodType, types.BuiltinFunctionType, functools.partial,
    type(functools.lru_cache(len)),
)
_COPIED = tuple(  # iterators over containers: a copy of one leaves it where it is
    type(iter(thing)) for thing in (
        [], (), "", "é", b"", range(0), range(1 << 70), set(), {}, {}.values(), {}.items(),
        reversed([]),
    )
)
_STREAMED = (types.GeneratorType, map, filter, zip, enumerate, reversed, type(iter(len, 0))) + tuple(
    kind for kind in vars(itertools).values() if isinstance(kind, type)
)


class Unencodable(Exception):
    """What no probe can carry; the reason in a word."""


class Stand:
    """What stands for one value of the test code, and why it can't be written, if so."""

    def __init__(self, original, write):
        self.original = original  # kept alive, so that its id stays its own
        self.write = write
        self.spoiled = ""
        self.rows = []

    def encoded(self):
        """The value as a step holds it, with all that is known by now."""
        if self.spoiled:
            raise Unencodable(self.spoiled)
        return self.text()

    def guarded(self, value):
        """A value as a step holds it; spoils the stand-in when there is none."""
        try:
            return self.write(value, _Nothing())
        except (Unencodable, RecursionError) as fault:
            self.spoiled = self.spoiled or "answer: %s" % (fault or "too deep")
        except Exception as fault:
            self.spoiled = self.spoiled or "%s while writing" % type(fault).__name__
        return None


class _Nothing(list):
    """Takes no references: an answer stands by itself."""

    def append(self, _):
        raise Unencodable("refers to an object")


class Function(Stand):
    """A function of the test code; `thing` is what the library is given."""

    def __init__(self, original, write):
        super().__init__(original, write)
        self.last = {}  # arguments → the last outcome for them
        self.calls = 0

        def thing(*args, **kwargs):
            self.calls += 1
            if self.spoiled or self.calls > PATIENCE:
                return original(*args, **kwargs)
            asked = self.asked(args, kwargs)
            try:
                result = original(*args, **kwargs)
            except Exception as fault:
                self.note(asked, {"raise": self.guarded(fault)})
                raise
            self.note(asked, {"return": self.answer(result, args)})
            return result

        try:
            functools.update_wrapper(thing, original)
        except Exception:
            pass
        self.thing = thing

    def asked(self, args, kwargs):
        """Arguments as an observation shows them; iterators are left as they are."""
        try:
            texts = [specter_answers.observed(item) for item in args]
            named = {key: specter_answers.observed(item) for key, item in kwargs.items()}
        except Exception as fault:
            self.spoiled = "%s while writing" % type(fault).__name__
            return ""
        row = ['"args":[%s]' % ",".join(texts)]
        if named:
            pairs = ["%s:%s" % (values.string(k), named[k]) for k in sorted(named)]
            row.append('"kwargs":{%s}' % ",".join(pairs))
        return "{" + ",".join(row) + "}"

    def answer(self, result, args):
        """A result; one that is an argument itself says which."""
        if not isinstance(result, (str, int, float, bool, type(None))):
            for place, item in enumerate(args):
                if item is result:
                    return {"$arg": place}
        return self.guarded(result)

    def note(self, asked, outcome):
        """Adds a row, unless these arguments had this outcome when they were last asked."""
        text = json.dumps(outcome, sort_keys=True, default=id)
        if self.spoiled or self.last.get(asked) == text:
            return
        self.last[asked] = text
        self.rows.append(dict(json.loads(asked), **outcome))
        if len(self.rows) > MOST_ANSWERS:
            self.spoiled = "function with too many answers"

    def text(self):
        told = {"answers": self.rows, "name": self.name()}
        parameters = self.parameters()
        if parameters is not None:
            told["parameters"] = parameters
        return {"$function": told}

    def name(self):
        return values.type_name(self.thing) if hasattr(self.thing, "__qualname__") else "function"

    def parameters(self):
        """Names, kinds and defaults, which some libraries read; None where nothing tells them."""
        told, _ = specter_surface.parameters(self.original)
        keys = ("name", "kind", "required", "default")
        return told and [{key: one[key] for key in keys if key in one} for one in told]


class Stream(Stand):
    """An iterator of the test code, passed on item by item."""

    def __init__(self, original, write):
        super().__init__(original, write)

        def passed():
            for item in original:
                if not self.spoiled:
                    self.rows.append(self.guarded(item))
                    if len(self.rows) > MOST_ANSWERS:
                        self.spoiled = "iterator with too many items"
                yield item

        self.thing = passed()

    def text(self):
        return {"$iterator": self.rows}


class Stands:
    """The stand-ins of a run."""

    def __init__(self, write, is_told):
        self.write = write
        self.is_told = is_told  # whether a probe can say of a value what it is
        self.by_id = {}  # ids of originals and of what stands for them → the stand-in

    def replaced(self, value, depth=0):
        """A value with stand-ins in the place of functions and iterators; itself where none is."""
        kind = type(value)
        if kind is tuple and depth < 3 and value:
            items = [self.replaced(item, depth + 1) for item in value]
            same = all(one is other for one, other in zip(items, value))
            return value if same else tuple(items)
        known = self.known(value)
        if known is not None:
            return known.thing
        if kind in FUNCTIONS and not self.is_told(value):
            return self.add(Function(value, self.write))
        if kind in _STREAMED and not self.is_told(value):
            return self.add(Stream(value, self.write))
        return value

    def add(self, stand):
        if len(self.by_id) > MOST_STANDS:
            self.by_id.clear()
        self.by_id[id(stand.original)] = self.by_id[id(stand.thing)] = stand
        return stand.thing

    def known(self, value):
        """The stand-in of a value, or that it is; None where there is none."""
        stand = self.by_id.get(id(value))
        if stand is None or (stand.thing is not value and stand.original is not value):
            return None
        return stand

    def original(self, value):
        """What the test code passed, for what the library hands back of it."""
        stand = self.known(value)
        return value if stand is None or isinstance(stand, Stream) else stand.original


def rest(iterator, write):
    """What an iterator over a container still has, and that without moving it; None for others."""
    if type(iterator) not in _COPIED:
        return None
    import copy

    items = list(itertools.islice(copy.copy(iterator), MOST_ANSWERS + 1))
    if len(items) > MOST_ANSWERS:
        raise Unencodable("iterator with too many items")
    return {"$iterator": [write(item) for item in items]}


def written_error(fault, public, write):
    """An exception that can be made again from its class and arguments."""
    kind = type(fault)
    name = public.get(id(kind))
    if name is None and getattr(builtins, kind.__name__, None) is kind:
        name = kind.__name__
    try:
        same = name and str(kind(*fault.args)) == str(fault)
    except Exception:
        same = False
    if not same:
        raise Unencodable(kind.__name__)
    return {"$exception": {"args": [write(item) for item in fault.args], "type": name}}
