"""Puts a library's public surface under a recorder, in place: classes stay the same classes and
functions are replaced in every module of the package that holds them, before tests import them."""

import contextlib
import copy
import enum
import functools
import inspect
import pickle
import sys
import threading
import types

import specter_forms
import specter_surface

OPERATORS = {
    "__%s__" % name: name
    for name in (
        "eq ne lt le gt ge hash repr str len bool contains getitem setitem delitem next reversed "
        "add sub mul truediv floordiv mod divmod pow matmul lshift rshift and or xor radd rsub "
        "rmul rtruediv rfloordiv rmod rdivmod rpow rmatmul rlshift rrshift rand ror rxor neg pos "
        "abs invert int float complex index round iadd isub imul itruediv ifloordiv imod ipow "
        "imatmul iand ior ixor ilshift irshift call enter format bytes"
    ).split()
}
_FUNCTIONS = (types.FunctionType, types.BuiltinFunctionType, type(functools.lru_cache(len)))
_SLOTS = (types.FunctionType, types.MethodDescriptorType, types.WrapperDescriptorType)
_FOREIGN = ("builtins", "collections", "collections.abc", "_collections_abc")
_SILENT = ("__hash__", "__format__")  # inherited ones that tell nothing of a class
_SKIPPED = "_specter_wrapped"


def public_map(module, include=()):
    """Ids of the public classes and functions and their names, where the shortest wins; what has
    to be kept alive for that; ids of all operations."""
    found, keep = {}, []
    operations = specter_surface.describe(module, include)["operations"]
    for item in operations:
        if item["kind"] not in ("function", "class", "error"):
            continue
        thing = module
        for part in item["id"].split("."):
            thing = getattr(thing, part)
        if id(thing) not in found or len(item["id"]) < len(found[id(thing)]):
            found[id(thing)] = item["id"]
        keep.append(thing)
    return found, keep, [item["id"] for item in operations]


def package_modules(module):
    """The package's modules that are loaded, the named one first."""
    package = module.__name__.partition(".")[0]
    loaded = [m for n, m in sorted(sys.modules.items()) if n.partition(".")[0] == package]
    return [module] + [m for m in loaded if m is not module and isinstance(m, types.ModuleType)]


class Installer:
    """Wraps what a recorder listens to."""

    def __init__(self, recorder, keep, tests=""):
        self.recorder = recorder
        self.tests = tests or "\0"
        self.keep = keep
        self.package = recorder.module.__name__.partition(".")[0]
        self.notes = []
        self.functions = {}
        self.replaced = []  # (home, name, original) of what is the language's
        self.handed = {}  # ids of functions that calls returned, and of what was handed out

    def install(self):
        """Wraps functions in every module of the package, and members of its classes in place."""
        recorder = self.recorder
        classes = {}
        for module in package_modules(recorder.module):
            for name, thing in list(vars(module).items()):
                if isinstance(thing, type):
                    for kind in thing.__mro__:
                        if specter_surface.is_own(kind, self.package):
                            classes[id(kind)] = kind
                elif id(thing) in recorder.public and isinstance(thing, _FUNCTIONS):
                    self.replace_function(module, name, thing)
        for kind in classes.values():
            self.wrap_class(kind)
        for kind in classes.values():
            self.wrap_foreign(kind)
        self.wrap_standard()

    def wrap_standard(self):
        """What the language does with any object; heard for those that the recorder follows."""
        manager = contextlib._GeneratorContextManager
        for home, name, operator in (
            (manager, "__enter__", "enter"), (manager, "__exit__", "exit"), (copy, "copy", "copy"),
            (copy, "deepcopy", "deepcopy"), (pickle, "dumps", "pickle"),
        ):
            self.put(home, name, self.wrapper(getattr(home, name), "seen", operator))
        recorder, original = self.recorder, pickle.loads

        @functools.wraps(original)
        def loads(data, *args, **kwargs):
            result = original(data, *args, **kwargs)
            made = recorder.pickled.get(data) if type(data) is bytes else None
            if made is not None and not recorder.depth and recorder.enabled:
                recorder.follow(result, made, 0)
            return result

        self.put(pickle, "loads", loads)

    def put(self, home, name, thing):
        """Replaces something of the language's, until `release`."""
        self.replaced.append((home, name, getattr(home, name)))
        setattr(home, name, thing)

    def release(self):
        """Gives the language back what was replaced."""
        while self.replaced:
            setattr(*self.replaced.pop())

    def replace_function(self, module, name, function):
        wrapper = self.functions.get(id(function))
        if wrapper is None:
            identity = self.recorder.public[id(function)]
            wrapper = self.wrapper(function, "function", identity)
            for extra in ("cache_info", "cache_clear"):
                if hasattr(function, extra):
                    setattr(wrapper, extra, getattr(function, extra))
            self.functions[id(function)] = wrapper
            self.recorder.public[id(wrapper)] = identity
            self.keep += [function, wrapper]
        try:
            setattr(module, name, wrapper)
        except Exception as fault:
            self.notes.append("%s.%s: not recorded: %s" % (module.__name__, name, fault))

    def wrap_class(self, kind):
        for name, member in list(vars(kind).items()):
            wrapped = self.wrapped_member(kind, name, member)
            if wrapped is None:
                continue
            try:
                setattr(kind, name, wrapped)
            except (AttributeError, TypeError) as fault:
                self.notes.append("%s.%s: not recorded: %s" % (kind.__name__, name, fault))
        if not any(n in vars(kind) for n in ("__init__", "__new__")):
            self.wrap_inherited_constructor(kind)

    def wrapped_member(self, kind, name, member):
        """What to put in a member's place; None for what is left alone."""
        if getattr(member, _SKIPPED, False):
            return None
        if name == "__new__" and isinstance(member, staticmethod):
            member = member.__func__  # what Python makes of it in every class
            if getattr(member, _SKIPPED, False):
                return None
        if isinstance(member, types.FunctionType):
            if name in ("__init__", "__new__"):
                return self.constructor(kind, name, member)
            if name == "__iter__":
                return self.wrapper(member, "iterate", name)
            if name == "__exit__":
                return self.wrapper(member, "op", "exit")
            if name in OPERATORS:
                return self.wrapper(member, "op", OPERATORS[name])
            return None if name.startswith("_") else self.wrapper(member, "method", name)
        if name.startswith("_"):
            return None
        if isinstance(member, staticmethod) and isinstance(member.__func__, types.FunctionType):
            return staticmethod(self.wrapper(member.__func__, "static", name, kind))
        if isinstance(member, classmethod) and isinstance(member.__func__, types.FunctionType):
            return classmethod(self.wrapper(member.__func__, "class", name))
        if type(member) is property and member.fget is not None:
            getter = self.wrapper(member.fget, "get", name)
            setter = member.fset and self.wrapper(member.fset, "set", name)
            return property(getter, setter, member.fdel, member.__doc__)
        return None

    def constructor(self, kind, name, function):
        """`__init__` or `__new__`; of two, the one that Python runs last tells of the object."""
        if name == "__new__":
            if any("__init__" in vars(base) for base in kind.__mro__[:-1]):
                return None
            return staticmethod(self.wrapper(function, "new", kind.__name__))
        return self.wrapper(function, "init", kind.__name__)

    def wrap_inherited_constructor(self, kind):
        """Gives a class that has no constructor at all one that a recorder can hear."""
        if specter_surface.values.type_name(kind).startswith("_") or isinstance(
            kind, (specter_surface.enum.EnumMeta,)
        ):
            return
        if issubclass(kind, (BaseException, type)):
            return
        for base in kind.__mro__[1:]:
            if "__init__" in vars(base) or "__new__" in vars(base):
                if base.__module__ not in _FOREIGN:
                    return  # heard there, where it tells the class from the object, or not ours
                break

        def __init__(self, *args, **kwargs):
            following = super(kind, self).__init__
            if getattr(following, "__objclass__", None) is object and (args or kwargs):
                if type(self).__init__ is kind.__init__:  # as if there were none
                    if type(self).__new__ is object.__new__:
                        raise TypeError("%s() takes no arguments" % type(self).__name__)
                    return
            following(*args, **kwargs)

        try:
            kind.__init__ = self.wrapper(__init__, "init", kind.__name__)
        except (AttributeError, TypeError):
            pass

    def wrap_foreign(self, kind):
        """Has a class's members heard that it has from the language's own containers."""
        if issubclass(kind, (BaseException, type, enum.Enum)):
            return
        for place, base in enumerate(kind.__mro__):
            if base.__module__ not in _FOREIGN or base is object:
                continue
            for name, member in list(vars(base).items()):
                is_known = name in OPERATORS or name == "__iter__" or not name.startswith("_")
                if not is_known or name in _SILENT or not isinstance(member, _SLOTS):
                    continue
                if getattr(member, "__isabstractmethod__", False):
                    continue
                if any(name in vars(earlier) for earlier in kind.__mro__[:place]):
                    continue
                form = "iterate" if name == "__iter__" else "op" if name in OPERATORS else "method"
                try:
                    setattr(kind, name, self.wrapper(
                        passed_on(kind, name, member), form, OPERATORS.get(name, name)))
                except (AttributeError, TypeError):
                    break

    def wrapper(self, function, form, name, owner=None):
        """A function that calls `function` and tells the recorder when test code called it."""
        recorder, hear = self.recorder, self.hear
        package, tests = self.package, self.tests

        def wrapper(*args, **kwargs):
            if threading.get_ident() != recorder.thread:
                return function(*args, **kwargs)
            silent = recorder.depth or not recorder.enabled
            if not silent:
                silent = is_inside(sys._getframe(1), package, tests)
            recorder.depth += 1
            try:
                if silent:
                    return function(*args, **kwargs)
                return hear(function, form, name, owner, args, kwargs)
            finally:
                recorder.depth -= 1

        functools.update_wrapper(wrapper, function)
        try:
            wrapper.__signature__ = inspect.signature(function)
        except (ValueError, TypeError):
            pass
        setattr(wrapper, _SKIPPED, True)
        return wrapper

    def hear(self, function, form, name, owner, args, kwargs):
        """Records a call of the test code; what it returns, or a recorded function in its place."""
        recorder = self.recorder
        if form == "function" and not kwargs and recorder.passes_over(name, args):
            return function(*args)
        begun, failed, result = None, True, None
        try:
            stood, named = recorder.stood(args, kwargs)
            begun = specter_forms.FORMS[form](recorder, name, owner, stood, named)
        except Exception as fault:
            recorder.refused[type(fault).__name__] += 1
        if begun is None:
            return function(*args, **kwargs)
        try:
            result = self.hand_out(recorder.stands.original(function(*stood, **named)))
            failed = False
            return result
        finally:
            made = args[0] if form == "init" and args else result
            try:
                call = recorder.finish(begun[0], begun[1], made, failed)
                if name == "pickle" and form == "seen" and type(result) is bytes:
                    recorder.pickled[result] = call
            except Exception as fault:
                recorder.refused["%s while following" % type(fault).__name__] += 1

    def hand_out(self, result):
        """A function that the library made, so that calls of it are heard; else the result."""
        if type(result) is not types.FunctionType or id(result) in self.recorder.public:
            return result
        if id(result) in self.handed:
            return self.handed[id(result)]
        home = result.__globals__.get("__name__") or ""
        if home.partition(".")[0] != self.package:
            return result
        owner = []
        handed = self.wrapper(result, "value", "call", owner)
        owner.append(handed)
        self.handed[id(result)] = self.handed[id(handed)] = handed
        self.keep.append(result)
        return handed


def passed_on(kind, name, member):
    """A member that calls the one that comes after a class in the order of its bases."""

    def inherited(self, *args, **kwargs):
        return getattr(super(kind, self), name)(*args, **kwargs)

    return functools.update_wrapper(inherited, member)


def is_inside(frame, package, tests):
    """Whether the caller is the library itself; tests may lie in its package."""
    name = frame.f_globals.get("__name__") or ""
    if name.partition(".")[0] != package:
        return False
    return not frame.f_code.co_filename.startswith(tests)
