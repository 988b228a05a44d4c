"""Puts a library's public surface under a recorder, in place: classes stay the same classes and
functions are replaced in every module of the package that holds them, before tests import them."""

import functools
import inspect
import sys
import types

import specter_surface

OPERATORS = {
    "__%s__" % name: name
    for name in (
        "eq ne lt le gt ge hash repr str len bool contains getitem setitem delitem next reversed "
        "add radd sub rsub mul rmul truediv rtruediv floordiv mod rmod pow neg pos abs invert "
        "matmul lshift rshift xor int float complex index round divmod iadd isub imul call enter "
        "format and or"
    ).split()
}
_SKIPPED = "_specter_wrapped"


def public_map(module, include=()):
    """Ids of the public classes and functions and their names; a first name wins."""
    found, keep = {}, []
    for item in specter_surface.describe(module, include)["operations"]:
        if item["kind"] not in ("function", "class", "error"):
            continue
        thing = module
        for part in item["id"].split("."):
            thing = getattr(thing, part)
        if id(thing) not in found or len(item["id"]) < len(found[id(thing)]):
            found[id(thing)] = item["id"]
        keep.append(thing)
    return found, keep


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
                elif id(thing) in recorder.public and callable(thing):
                    self.replace_function(module, name, thing)
        for kind in classes.values():
            self.wrap_class(kind)

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
            return property(getter, member.fset, member.fdel, member.__doc__)
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
        for base in kind.__mro__[1:]:
            if base is object:
                break
            if "__init__" in vars(base) or "__new__" in vars(base):
                if specter_surface.is_own(base, self.package):
                    return  # wrapped there, and it tells the class from the object
                break
        if kind.__init__ is not object.__init__ or kind.__new__ is not object.__new__:
            return
        original = kind.__init__

        def __init__(self, *args, **kwargs):
            original(self, *args, **kwargs)

        try:
            kind.__init__ = self.wrapper(__init__, "init", kind.__name__)
        except (AttributeError, TypeError):
            pass

    def wrapper(self, function, form, name, owner=None):
        """A function that calls `function` and tells the recorder when test code called it."""
        recorder, step_for = self.recorder, _FORMS[form]
        package, tests = self.package, self.tests

        def wrapper(*args, **kwargs):
            silent = recorder.depth or not recorder.enabled
            if silent or is_inside(sys._getframe(1), package, tests):
                recorder.depth += 1
                try:
                    return function(*args, **kwargs)
                finally:
                    recorder.depth -= 1
            recorder.depth += 1
            try:
                begun = step_for(recorder, name, owner, args, kwargs)
            except Exception as fault:
                recorder.refused[type(fault).__name__] += 1
                begun = None
            failed, result = True, None
            try:
                result = function(*args, **kwargs)
                failed = False
                return result
            finally:
                if begun is not None:
                    made = args[0] if form == "init" and args else result
                    try:
                        recorder.finish(begun[0], begun[1], made, failed)
                    except Exception as fault:
                        recorder.refused["%s while following" % type(fault).__name__] += 1
                recorder.depth -= 1

        functools.update_wrapper(wrapper, function)
        try:
            wrapper.__signature__ = inspect.signature(function)
        except (ValueError, TypeError):
            pass
        setattr(wrapper, _SKIPPED, True)
        return wrapper


def is_inside(frame, package, tests):
    """Whether the caller is the library itself; tests may lie in its package."""
    name = frame.f_globals.get("__name__") or ""
    if name.partition(".")[0] != package:
        return False
    return not frame.f_code.co_filename.startswith(tests)


def _found(begun, target):
    return None if begun is None else (begun, target)


def _function(recorder, name, owner, args, kwargs):
    return _found(recorder.begin({"call": name}, args, kwargs), name)


def _owner_name(recorder, thing):
    return recorder.public.get(id(type(thing)))


def _method(recorder, name, owner, args, kwargs):
    public = _owner_name(recorder, args[0])
    target = public + "." + name if public else None
    return _found(recorder.begin({"call": name}, args[1:], kwargs, on=args[0]), target)


def _get(recorder, name, owner, args, kwargs):
    public = _owner_name(recorder, args[0])
    target = public + "." + name if public else None
    return _found(recorder.begin({"get": name}, (), {}, on=args[0]), target)


def _operate(recorder, name, owner, args, kwargs):
    public = _owner_name(recorder, args[0])
    if name == "getitem":
        uses = []
        try:
            index = recorder.write(args[1], uses)
        except Exception:
            index = None
        if index is not None and not uses:
            return _found(recorder.begin({"item": index}, (), {}, on=args[0]), public)
    return _found(recorder.begin({"op": name}, args[1:], kwargs, on=args[0]), public)


def _iterate(recorder, name, owner, args, kwargs):
    public = _owner_name(recorder, args[0])
    return _found(recorder.begin({"iterate": 100}, (), {}, on=args[0]), public)


def _construct(recorder, name, owner, args, kwargs):
    kind = args[0] if isinstance(args[0], type) else type(args[0])
    public = recorder.public.get(id(kind))
    if public is None:
        return None
    return _found(recorder.begin({"call": public}, args[1:], kwargs), public)


def _static(recorder, name, owner, args, kwargs):
    public = recorder.public.get(id(owner))
    if public is None:
        return None
    identity = public + "." + name
    return _found(recorder.begin({"call": identity}, args, kwargs), identity)


def _class(recorder, name, owner, args, kwargs):
    public = recorder.public.get(id(args[0]))
    if public is None:
        return None
    identity = public + "." + name
    return _found(recorder.begin({"call": identity}, args[1:], kwargs), identity)


_FORMS = {
    "function": _function,
    "method": _method,
    "get": _get,
    "op": _operate,
    "iterate": _iterate,
    "init": _construct,
    "new": _construct,
    "static": _static,
    "class": _class,
}
