"""Describes a module's public surface by introspection, as `describe` answers it.

Public is what `__all__` names; without one, every name without an underscore that the module's own
package defines. Methods come from the classes' own package and the abstract collections.
"""

import ast
import collections.abc
import enum
import functools
import inspect
import json
import re
import types

import specter_commands
import specter_values as values

VALUE_LIMIT = 1 << 16  # characters of one constant; a longer one is given by its digest
OPERATORS = (
    "eq ne lt le gt ge hash str repr len bool contains getitem setitem delitem iter next reversed "
    "add radd sub rsub mul rmul truediv floordiv mod pow neg pos abs invert and or xor int float "
    "index call enter exit format"
).split()
COPIES = {  # what copies an object, and the members by which a class has a say in it
    "copy": ("__copy__",), "deepcopy": ("__deepcopy__",), "pickle": (),
}
_STATE = (
    "__getstate__", "__setstate__", "__reduce__", "__reduce_ex__", "__getnewargs__",
    "__getnewargs_ex__",
)
_KINDS = {
    inspect.Parameter.POSITIONAL_ONLY: "positional",
    inspect.Parameter.POSITIONAL_OR_KEYWORD: "any",
    inspect.Parameter.KEYWORD_ONLY: "keyword",
    inspect.Parameter.VAR_POSITIONAL: "rest",
    inspect.Parameter.VAR_KEYWORD: "keywordRest",
}
_DATA = (type(None), bool, int, float, complex, str, bytes, range)
_PROPERTIES = (property, functools.cached_property, types.MemberDescriptorType)
_TUPLE_FIELD = type(collections.namedtuple("_", "a").a)
_FOREIGN = ("typing", "typing_extensions", "__future__", "types", "_thread", "logging")


def is_data(value, depth=0):
    """Whether a value is nothing but data, so that its text says all of it."""
    kind = type(value)
    if kind in _DATA:
        return True
    if depth > 20:
        return False
    if kind in (list, tuple, set, frozenset):
        return all(is_data(item, depth + 1) for item in value)
    if kind is dict:
        return all(is_data(k, depth + 1) and is_data(v, depth + 1) for k, v in value.items())
    return isinstance(value, enum.Enum) or kind.__module__ in ("datetime", "decimal", "fractions")


def is_name(value):
    """Whether a value is a class or function that a caller knows by a public name."""
    if not isinstance(value, (type, types.FunctionType, types.BuiltinFunctionType)):
        return False
    return not any(p[:1] in "_<" for p in values.type_name(value).split("."))


def is_told(value, package):
    """Whether a constant that is no data has a value to tell: patterns, named classes and
    functions, and objects of the package's own classes, which show what a caller sees of them."""
    if isinstance(value, (re.Pattern, bytearray)) or is_name(value):
        return True
    if type(value) in (list, tuple, set, frozenset):
        return all(is_data(item) or is_told(item, package) for item in value)
    if type(value) is dict:
        return all(is_data(v) or is_told(v, package) for v in value.values())
    return is_own(type(value), package)


def canonical(value):
    """A value in canonical form; iterators are left as they are."""
    text = values.observe(value, False)
    if len(text) > VALUE_LIMIT:
        import hashlib

        return {"$digest": "sha256:" + hashlib.sha256(text.encode()).hexdigest()}
    return json.loads(text)


def annotation(written):
    """A type as written, without the modules that a rebuild is free to choose."""
    if written is inspect.Parameter.empty:
        return ""
    if not isinstance(written, str):
        written = inspect.formatannotation(written)
    return re.sub(r"\b(?:[A-Za-z_]\w*\.)+(?=[A-Za-z_])", "", written).strip("'\"")


def parameters(function, bound=False):
    """Parameters and return type; (None, "") where the language can't tell."""
    try:
        signature = inspect.signature(function)
    except (ValueError, TypeError):
        return None, ""
    listed = []
    for place, item in enumerate(signature.parameters.values()):
        if bound and place == 0:
            continue
        told = {
            "name": item.name,
            "type": annotation(item.annotation),
            "kind": _KINDS[item.kind],
            "required": item.default is item.empty
            and item.kind not in (item.VAR_POSITIONAL, item.VAR_KEYWORD),
        }
        if item.default is not item.empty and (is_data(item.default) or is_name(item.default)):
            told["default"] = canonical(item.default)
        listed.append(told)
    return listed, annotation(signature.return_annotation)


def summary(thing):
    """First line of the documentation."""
    text = getattr(thing, "__doc__", None)
    lines = inspect.cleandoc(text).splitlines() if isinstance(text, str) else []
    return lines[0].strip() if lines else ""


def imported_names(module):
    """Names that a module takes from outside its own package, read from its source."""
    try:
        with open(module.__file__, "rb") as file:
            tree = ast.parse(file.read())
    except (OSError, SyntaxError, ValueError, AttributeError, TypeError):
        return set()
    package = module.__name__.partition(".")[0]
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and not node.level:
            if (node.module or "").partition(".")[0] != package:
                names.update(alias.asname or alias.name for alias in node.names)
    return names


def is_own(thing, package):
    """Whether a class or function was defined in the package."""
    home = getattr(thing, "__module__", None)
    return isinstance(home, str) and home.partition(".")[0] == package


def public_names(module, include=()):
    """Public names of a module, sorted; `include` names more, or their members."""
    more = {name.partition(".")[0] for name in include if isinstance(name, str)}
    return sorted(set(_public_names(module)) | {n for n in more if n and hasattr(module, n)})


def _public_names(module):
    listed = getattr(module, "__all__", None)
    if listed is not None:
        return [n for n in listed if isinstance(n, str) and hasattr(module, n)]
    package = module.__name__.partition(".")[0]
    foreign = imported_names(module)
    names = []
    for name, thing in vars(module).items():
        if name.startswith("_") or isinstance(thing, types.ModuleType):
            continue
        if isinstance(thing, type) or callable(thing):
            keep = is_own(thing, package) and not isinstance(thing, _aliases())
        else:
            keep = name not in foreign and (is_data(thing) or is_told(thing, package))
        if keep:
            names.append(name)
    return names


def _aliases():
    import typing

    return (type(typing.Any), typing.TypeVar, typing.NewType, type(typing.List[int]))


def describe(module, include=()):
    """The whole surface: operations in the order of their ids, and the error classes."""
    package = module.__name__.partition(".")[0]
    symbols = {}
    public = public_names(module, include)
    for name in public:
        thing = getattr(module, name)
        if isinstance(thing, types.ModuleType) or type(thing).__module__ in _FOREIGN[:3]:
            continue
        if isinstance(thing, type) and _is_second_name(thing, name, module, public):
            # Its members are those of the class: described twice they would count twice.
            symbols[name] = dict(_constant(thing, package), value=canonical(thing))
        elif isinstance(thing, type):
            _describe_class(symbols, name, thing, package, 0)
        elif callable(thing) and not is_data(thing):
            told, returns = parameters(thing)
            symbols[name] = _symbol("function", thing, told, returns)
        else:
            symbols[name] = _constant(thing, package)
    operations = [dict(symbols[key], id=key) for key in sorted(symbols)]
    errors = [
        {"id": item["id"], "bases": item["bases"]}
        for item in operations
        if item["kind"] == "error"
    ]
    commands = specter_commands.commands(module)
    return {"operations": operations, "errors": errors, "commands": commands}


def _is_second_name(kind, name, module, public):
    own = kind.__name__
    return own != name and own in public and getattr(module, own, None) is kind


def _symbol(kind, thing, told, returns="", **more):
    return {
        "kind": kind, "parameters": told, "returns": returns, "summary": summary(thing), **more
    }


def _constant(thing, package):
    told = {"kind": "constant", "parameters": [], "returns": "", "summary": ""}
    if is_data(thing) or is_told(thing, package):
        told["value"] = canonical(thing)
    return told


def _describe_class(symbols, name, kind, package, depth):
    """Adds a class and its members."""
    failing = issubclass(kind, BaseException)
    told, _ = ([], "") if issubclass(kind, enum.Enum) else parameters(kind)
    bases = values.error_bases(kind) if failing else [
        base.__name__
        for base in kind.__mro__[1:]
        if base is not object and not base.__name__.startswith("_")
    ]
    symbols[name] = _symbol("error" if failing else "class", kind, told, bases=bases)
    symbols[name].update(_operators(kind, package))
    for member in sorted(_member_names(kind, package)):
        found = inspect.getattr_static(kind, member, None)
        identity = name + "." + member
        if isinstance(kind, enum.EnumMeta) and member in kind.__members__:
            symbols[identity] = _constant(kind.__members__[member], package)
        elif isinstance(found, type):
            if depth < 2 and is_own(found, package):
                _describe_class(symbols, identity, found, package, depth + 1)
        else:
            symbols[identity] = _member(kind, member, found, package)


def _operators(kind, package):
    """Operators that a class or a base of the package defines, which are probed, and those that it
    has from elsewhere, which a rebuilt class may define itself."""
    defined = {n for base in _own_bases(kind, package) for n in vars(base)}
    told = {"operators": [], "inherited": []}
    for op in OPERATORS:
        name = "__%s__" % op
        found = getattr(kind, name, None)
        if found is not None and name in defined:
            told["operators"].append(op)
        elif found is not None and found is not getattr(object, name, None):
            told["inherited"].append(op)
    for op, names in COPIES.items():
        is_own_way = any(name in defined for name in names + _STATE)
        told["operators" if is_own_way else "inherited"].append(op)
    return told


def _own_bases(kind, package):
    """Classes whose members count as the class's own: not those of the standard library."""
    return [
        base for base in kind.__mro__
        if is_own(base, package) or base.__module__ in ("collections.abc", "_collections_abc")
    ]


def _member_names(kind, package):
    names = set()
    for base in _own_bases(kind, package):
        names.update(n for n in vars(base) if not n.startswith("_"))
        for own in ("__dataclass_fields__", "__members__"):
            names.update(n for n in vars(base).get(own, ()) if not n.startswith("_"))
    return names


def _member(kind, name, found, package):
    """One member that is no class."""
    if isinstance(found, (staticmethod, classmethod)):
        told, returns = parameters(getattr(kind, name))
        return _symbol("method", found.__func__, told, returns, static=True)
    if isinstance(found, _PROPERTIES) or isinstance(found, _TUPLE_FIELD) or (
        name in getattr(kind, "__dataclass_fields__", ())
    ):
        getter = getattr(found, "fget", None) or getattr(found, "func", None)
        returns = parameters(getter)[1] if getter else ""
        return _symbol("property", found if getter else None, [], returns)
    if callable(found):
        told, returns = parameters(found, bound=True)
        return _symbol("method", found, told, returns)
    return _constant(found, package)
