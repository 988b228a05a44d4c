"""Runs the steps of a probe on a subject.

An answer is `{"id":7,"did":[…],…}`: the id first, the rest canonical. A step's outcome is
one of `{"return":V}`, `{"raise":{…}}`, `{"missing":"name"}` (the subject has no such operation) and
`{"unusable":"why"}` (the request is wrong); all but the first end the probe. Beside `return` or
`raise` stand `args_after`, `kwargs_after` and `self_after` where an argument, or the object that a
step is on, was changed.
"""

import copy
import functools
import gc
import json.decoder
import operator
import pickle
import sys
import types

import specter_values as values
from specter_decode import Decoder, Unusable, dotted

COLLECTED_EVERY = 4096  # collections of a probe's own garbage after which all of it is collected
ATOMS = frozenset((str, int, float, bool, type(None), bytes, complex, range))  # can't be changed

_scan = json.decoder.JSONDecoder().scan_once
_encode = values.encode
_observe = values.observe
_allocated = gc.get_count


def _context_exit(value, fault=None):
    kind = None if fault is None else type(fault)
    return type(value).__exit__(value, kind, fault, None)


OPERATORS = {
    name: getattr(operator, name)
    for name in (
        "eq ne lt le gt ge contains add sub mul truediv floordiv mod pow neg pos abs invert matmul "
        "lshift rshift xor index getitem setitem delitem iadd isub imul itruediv ifloordiv imod "
        "ipow imatmul iand ior ixor ilshift irshift concat"
    ).split()
}
OPERATORS.update(
    {
        "and": operator.and_, "or": operator.or_, "not": operator.not_, "len": len, "str": str,
        "hash": hash, "bool": bool, "int": int, "float": float, "complex": complex,
        "round": round, "divmod": divmod, "reversed": reversed, "iter": iter, "next": next,
        "list": list, "tuple": tuple, "set": set, "dict": dict, "sorted": sorted, "sum": sum,
        "min": min, "max": max, "any": any, "all": all, "format": format, "bytes": bytes,
        "type": type, "isinstance": isinstance, "issubclass": issubclass, "callable": callable,
        "repr": values.representation, "copy": copy.copy, "deepcopy": copy.deepcopy,
        "pickle": lambda v, protocol=4: pickle.loads(pickle.dumps(v, protocol)),
        "call": lambda v, *args, **kwargs: v(*args, **kwargs),
        "enter": lambda v: type(v).__enter__(v), "exit": _context_exit,
        "radd": lambda v, other: other + v, "rsub": lambda v, other: other - v,
        "rmul": lambda v, other: other * v, "rmod": lambda v, other: other % v,
        "rtruediv": lambda v, other: other / v, "rfloordiv": lambda v, other: other // v,
        "rpow": lambda v, other: other**v, "rdivmod": lambda v, other: divmod(other, v),
        "rmatmul": lambda v, other: other @ v, "rlshift": lambda v, other: other << v,
        "rrshift": lambda v, other: other >> v, "rand": lambda v, other: other & v,
        "ror": lambda v, other: other | v, "rxor": lambda v, other: other ^ v,
        "setattr": setattr, "in": lambda v, other: v in other,
    }
)


@functools.lru_cache(maxsize=2000)
def _slots(kind, package):
    """Slots of a class of the subject's own; None for a class that may hold state elsewhere."""
    names = []
    for base in kind.__mro__[:-1]:
        home = base.__module__
        if home in ("collections.abc", "_collections_abc", "typing", "abc"):
            continue
        if not isinstance(home, str) or home.partition(".")[0] != package:
            return None
        names += [n for n, m in vars(base).items() if isinstance(m, types.MemberDescriptorType)]
    return names


def collect_by_hand():
    """Keeps garbage until the session collects it, or there is a great deal of it; what was made
    up to now is never looked at again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 50, 50)


class Missing(Exception):
    """The subject has no operation of this name."""


class Session:
    """One subject's probes: each has its own named values, while module state stays."""

    def __init__(self, module, out, err, warned):
        self.module = module
        self.out = out
        self.err = err
        self.warned = warned
        self.names = {}
        self.hashes = {}
        self.collections = 0
        self.known = {}  # id of a named value → its last text and state, itself
        self.package = (module.__name__ if module else "").partition(".")[0]
        self.decoder = Decoder(module, self.names)

    def answer(self, line, other):
        """The answer to one request; `other` answers what is no probe."""
        try:
            request = _scan(line, 0)[0]
            steps = request.get("do")
        except (StopIteration, ValueError, AttributeError, RecursionError):
            return '{"error":"not a request of the driver protocol, version 1"}'
        if type(steps) is not list:
            return other(request)
        if self.collections > COLLECTED_EVERY:
            self.forget()
        plain = '"$' not in line  # then no argument is tagged, and none needs decoding
        did = []
        out, err, warned, run = self.out, self.err, self.warned, self.run
        before = _allocated()[0]
        try:
            for step in steps:
                did.append(run(step, plain))
        except Missing as fault:
            did.append('{"missing":%s}' % values.string(str(fault)))
        except Unusable as fault:
            did.append('{"unusable":%s}' % values.string(str(fault)))
        except Raised as fault:
            did.append(fault.args[0])
        except BaseException as fault:
            did.append(raised(fault))
        if self.names or self.hashes or _allocated()[0] - before > 1:
            self.tidy()
        if out.parts or err.parts or warned or sys.stdout is not out or sys.stderr is not err:
            printed = self.printed()
        else:
            printed = ""
        return '{"id":%s,"did":[%s]%s}' % (_encode(request.get("id")), ",".join(did), printed)

    def tidy(self):
        """Drops what the probe leaves, so that what its objects say when they go is its own.

        Objects that hold each other go only when garbage is collected. Left to the interpreter,
        that happens some thousand objects later, in the middle of another probe;
        `collect_by_hand` has it wait for this.
        """
        self.reset()
        gc.collect(0)
        self.collections += 1

    def forget(self):
        """Collects what earlier probes kept for a while; what it says belongs to no probe."""
        self.collections = 0
        gc.collect()
        self.printed()

    def printed(self):
        """What the probe printed and warned, as members of the answer."""
        out, err, warned = self.out, self.err, self.warned
        if sys.stdout is not out or sys.stderr is not err:
            sys.stdout, sys.stderr = out, err  # a subject that put its own there keeps none
        if not (out.parts or err.parts or warned):
            return ""
        text = ""
        if err.parts:
            text += ',"err":' + values.string(values.scrub(err.take()))
        if out.parts:
            text += ',"out":' + values.string(values.scrub(out.take()))
        if warned:
            text += ',"warned":' + warned.take()
        return text

    def reset(self):
        """Drops all named values."""
        self.names.clear()
        self.known.clear()
        self.hashes.clear()

    def run(self, step, plain):
        """Runs one step and gives its outcome's text; the subject's exceptions pass through."""
        if type(step) is not dict:
            raise Unusable("a step is an object")
        get = step.get
        on = get("on")
        args = get("args") or ()
        kwargs = get("kwargs") or {}
        if not plain:
            decode = self.decoder.decode
            args = [decode(item) for item in args]
            if kwargs:
                kwargs = {key: decode(item) for key, item in kwargs.items()}
        name = get("call")
        if name is not None:
            target = self.operation(name) if on is None else None
            if target is None:
                subject = self.decoder.reference(on)
                return self.watched(step, getattr(subject, name), args, kwargs, on)
            for item in args:
                if type(item) not in ATOMS:
                    return self.watched(step, target, args, kwargs, None)
            if not kwargs:
                return self.returned(step, target(*args))
            for item in kwargs.values():
                if type(item) not in ATOMS:
                    return self.watched(step, target, args, kwargs, None)
            return self.returned(step, target(*args, **kwargs))
        if "get" in step:
            return self.returned(
                step, self.operation(get("get")) if on is None
                else dotted(self.decoder.reference(on), get("get"))
            )
        subject = self.decoder.reference(on)
        if "item" in step:
            return self.returned(step, subject[self.decoder.decode(get("item"))])
        if "iterate" in step:
            return self.iterated(step, subject, get("iterate"))
        return self.operated(step, subject, get("op"), args, kwargs, on)

    def operation(self, name):
        """What the module calls `name`."""
        try:
            return dotted(self.module, name) if "." in name else getattr(self.module, name)
        except AttributeError:
            raise Missing(name) from None
        except TypeError:
            raise Unusable("an operation's name is a string") from None

    def returned(self, step, result):
        """The outcome of a step that returned, and its name for later steps."""
        name = step.get("let")
        if name is None:
            kind = type(result)
            if kind is str and result.isascii() and " at 0x" not in result:
                return '{"return":' + values.quote(result) + "}"
            return '{"return":' + _observe(result) + "}"
        text = _observe(result, False)
        self.names[name] = result
        if type(result) not in ATOMS:
            self.known[id(result)] = text, self.state(result), result
        return '{"return":' + text + "}"

    def operated(self, step, subject, name, args, kwargs, on):
        """Applies an operator."""
        function = OPERATORS.get(name)
        if function is None:
            raise Unusable("no operator %r" % (name,))
        if name == "hash":  # only equality of hashes within one probe has a meaning
            number = self.hashes.setdefault(hash(subject), len(self.hashes))
            return '{"return":{"$hash":%d}}' % number
        return self.watched(step, functools.partial(function, subject), args, kwargs, on)

    def iterated(self, step, subject, limit):
        """Takes up to `limit` items; an iterator stays where that leaves it."""
        values.observe(None, True)
        text, fault = values.iterate(subject, limit)
        if fault is not None:
            raise Raised('{"after":%s,"raise":%s}' % (text, values.error(fault)))
        if step.get("let") is not None:
            raise Unusable("what was iterated has no name")
        return '{"return":' + text + "}"

    def watched(self, step, target, args, kwargs, on):
        """Calls `target` and tells which arguments it changed."""
        before = self.texts(args, kwargs, on)
        fault = None
        try:
            outcome = self.returned(step, target(*args, **kwargs))
        except BaseException as raised_here:
            fault = raised_here
            outcome = raised(fault)
        after = self.texts(args, kwargs, on, True)
        if before != after:
            outcome = self.changed(outcome, before, after)
        if fault is not None:
            raise Raised(outcome)
        return outcome

    def texts(self, args, kwargs, on, again=False):
        """Canonical texts of what a call may change; None for what it can't."""
        text = self.text
        return (
            [None if type(a) in ATOMS else text(a, again) for a in args],
            {k: None if type(a) in ATOMS else text(a, again) for k, a in kwargs.items()},
            None if on is None else text(self.names[on], again),
        )

    def text(self, value, again):
        """Canonical text; a named value's is written `again` only where its state is another."""
        known = self.known.get(id(value))
        if known is None:
            return None if type(value) in ATOMS else _observe(value, False)
        if not again:
            return known[0]
        state = self.state(value)
        if state is not None and known[1] is not None and len(state) == len(known[1]):
            if all(map(operator.is_, state, known[1])):
                return known[0]
        text = _observe(value, False)
        self.known[id(value)] = text, state, value
        return text

    def state(self, value):
        """All that an object of the subject holds, where every part of it is unchangeable."""
        slots = _slots(type(value), self.package)
        if slots is None:
            return None
        held = [getattr(value, name, None) for name in slots]
        own = getattr(value, "__dict__", None)
        if own:
            held += own
            held += own.values()
        for item in held:
            if type(item) not in ATOMS:
                return None
        return held

    def changed(self, outcome, before, after):
        """Adds the changed arguments to an outcome, keys in order."""
        members = []
        if before[0] != after[0]:
            texts = ",".join(text or "null" for text in after[0])
            members.append('"args_after":[' + texts + "]")
        if before[1] != after[1]:
            texts = sorted((k, t) for k, t in after[1].items() if t is not None)
            inner = ",".join(values.string(k) + ":" + t for k, t in texts)
            members.append('"kwargs_after":{' + inner + "}")
        last = []
        if before[2] != after[2]:
            last.append('"self_after":' + after[2])
        return "{" + ",".join(members + [outcome[1:-1]] + last) + "}"


class Raised(BaseException):
    """A step that raised, its outcome already written."""


def raised(fault):
    """The outcome of a step that raised."""
    if type(fault) is Raised:
        return fault.args[0]
    return '{"raise":' + values.error(fault) + "}"
