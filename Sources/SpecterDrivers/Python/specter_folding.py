"""Works out what constant expressions of a source come to, without running any of it.

Texts put together of constants (`"a" + B`, f-strings, `%`, `.format`, `.join`), arithmetic of
numbers, and lists made by a comprehension over constants. A name stands for its value where the
file binds it once, or by module and classes alone: then for the one bound last above.
"""

import ast
import operator
import re

LONGEST = 4000  # characters of a text
LARGEST = 10**120  # of a whole number
MOST = 64  # items of a list
DEEPEST = 12  # names and operators inside each other
WORK = 20_000  # parts of one expression that are looked at, names followed
_ARITHMETIC = {
    ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul,
    ast.Div: operator.truediv, ast.FloorDiv: operator.floordiv, ast.Mod: operator.mod,
}
_NUMBERS = (int, float)
_WIDE = re.compile(r"\d{4}")  # a width that would fill memory


class Unknown(Exception):
    """Not a constant, or too large."""


class Folder:
    """Folds expressions of one file."""

    def __init__(self, tree):
        self.work = 0
        bound, local = {}, set()
        for function in ast.walk(tree):
            if isinstance(function, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)):
                local.update(map(id, ast.walk(function)))
        for node in ast.walk(tree):
            for name, value in _bindings(node):
                bound.setdefault(name, []).append((value, id(node) in local))
        self.bound = {}
        for name, values in bound.items():
            plain = all(value and not is_local for value, is_local in values)
            if plain or len(values) == 1 and values[0][0]:
                self.bound[name] = sorted([v for v, _ in values], key=lambda v: v.lineno)

    def _named(self, name, line):
        """What is bound to a name above a line, or first where nothing is."""
        values = self.bound[name]
        return next((v for v in reversed(values) if v.lineno < line), values[0])

    def fold(self, node):
        """The value of an expression: a text, a number, or a list of such; None where it is not
        known."""
        self.work = 0
        try:
            return self._value(node, {}, 0)
        except (Unknown, ArithmeticError, TypeError, ValueError, LookupError, AttributeError):
            return None

    def _value(self, node, names, depth):
        self.work += 1
        if depth > DEEPEST or self.work > WORK:
            raise Unknown
        inner = depth + 1
        if isinstance(node, ast.Constant):
            return _bounded(node.value)
        if isinstance(node, ast.Name) and node.id in names:
            return names[node.id]
        if isinstance(node, ast.Name) and node.id in self.bound:
            return self._value(self._named(node.id, node.lineno), {}, inner)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            if node.value.id in ("self", "cls") and node.attr in self.bound:
                return self._value(self._named(node.attr, node.lineno), {}, inner)
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
            return -self._value(node.operand, names, inner)
        if isinstance(node, ast.BinOp):
            return self._operated(node, names, inner)
        if isinstance(node, ast.JoinedStr):
            return _bounded("".join([self._part(part, names, inner) for part in node.values]))
        if isinstance(node, (ast.Tuple, ast.List)) and len(node.elts) <= MOST:
            return [self._value(item, names, inner) for item in node.elts]
        if isinstance(node, (ast.ListComp, ast.GeneratorExp)):
            return self._comprehended(node, names, inner)
        if isinstance(node, ast.Call):
            return self._called(node, names, inner)
        raise Unknown

    def _operated(self, node, names, depth):
        left = self._value(node.left, names, depth)
        right = self._value(node.right, names, depth)
        if isinstance(left, str) and isinstance(node.op, ast.Mod) and not _WIDE.search(left):
            return _bounded(left % (tuple(right) if isinstance(right, list) else right))
        if isinstance(left, str) and isinstance(right, str) and isinstance(node.op, ast.Add):
            return _bounded(left + right)
        if not isinstance(left, _NUMBERS) or not isinstance(right, _NUMBERS):
            raise Unknown
        if isinstance(node.op, ast.Pow) and abs(left) <= 10_000 and 0 <= right <= 400:
            return _bounded(left**right)
        if isinstance(node.op, ast.LShift) and 0 <= right <= 400:
            return _bounded(left << right)
        if type(node.op) in _ARITHMETIC:
            return _bounded(_ARITHMETIC[type(node.op)](left, right))
        raise Unknown

    def _part(self, node, names, depth):
        """A piece of an f-string."""
        if isinstance(node, ast.FormattedValue):
            if node.conversion != -1 or node.format_spec:
                raise Unknown
            return str(_plain(self._value(node.value, names, depth)))
        return self._value(node, names, depth)

    def _comprehended(self, node, names, depth):
        if len(node.generators) != 1:
            raise Unknown
        loop = node.generators[0]
        if loop.ifs or loop.is_async or not isinstance(loop.target, ast.Name):
            raise Unknown
        items = self._value(loop.iter, names, depth)
        if not isinstance(items, list):
            raise Unknown
        return [
            self._value(node.elt, {**names, loop.target.id: item}, depth) for item in items
        ]

    def _called(self, node, names, depth):
        function = node.func
        arguments = [self._value(item, names, depth) for item in node.args]
        if isinstance(function, ast.Name) and function.id == "range" and not node.keywords:
            numbers = range(*arguments)
            if len(numbers) > MOST:
                raise Unknown
            return list(numbers)
        if not isinstance(function, ast.Attribute) or function.attr not in ("format", "join"):
            raise Unknown
        named = {item.arg: self._value(item.value, names, depth) for item in node.keywords}
        text = self._value(function.value, names, depth)
        if not isinstance(text, str) or function.attr == "format" and _WIDE.search(text):
            raise Unknown
        if function.attr == "join":
            return _bounded(text.join(*arguments))
        for item in [*arguments, *named.values()]:
            _plain(item)
        return _bounded(text.format(*arguments, **named))


def _plain(value):
    if isinstance(value, list):
        raise Unknown
    return value


def _bounded(value):
    if isinstance(value, str) and len(value) <= LONGEST:
        return value
    if isinstance(value, bool) or isinstance(value, float) or value is None:
        return value
    if isinstance(value, int) and abs(value) <= LARGEST:
        return value
    raise Unknown


def _bindings(node):
    """Names that a node binds, each with the expression, or None where it is no plain one."""
    if isinstance(node, ast.Assign):
        for target in node.targets:
            if isinstance(target, ast.Name):
                yield target.id, node.value
            else:
                yield from _targets(target)
    elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
        if node.value:
            yield node.target.id, node.value
    elif isinstance(node, (ast.AugAssign, ast.For, ast.NamedExpr)):
        yield from _targets(node.target)
    elif isinstance(node, ast.arg):
        yield node.arg, None
    elif isinstance(node, ast.withitem) and node.optional_vars:
        yield from _targets(node.optional_vars)
    elif isinstance(node, (ast.Import, ast.ImportFrom)):
        for name in node.names:
            yield (name.asname or name.name).split(".")[0], None


def _targets(node):
    for inner in ast.walk(node):
        if isinstance(inner, ast.Name):
            yield inner.id, None
