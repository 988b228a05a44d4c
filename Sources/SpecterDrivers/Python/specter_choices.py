"""What the source compares its parameters with: `if mode == "fast"`, `level in ("a", "b")`,
`Unit[unit.upper()]`, `TABLE.get(name)`, and the keys it asks of them, `options.get("width")`. Such
constants are the arguments that take a function elsewhere, and the parameter's name says where they
belong."""

import ast

LONGEST = 60  # characters of a text
MOST = 40  # choices of one comparison
_ASKED = frozenset("get pop setdefault startswith endswith removeprefix removesuffix".split())
_SAME = frozenset("lower upper casefold strip lstrip rstrip title capitalize".split())


def choices(tree, folder):
    """Pairs of a parameter's name and a constant, in the order of the source, none twice."""
    found = {}
    tables = dict(_tables(tree))
    for node in ast.walk(tree):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)):
            for name, value in _Compared(node, folder, tables).pairs():
                if _is_choice(value):
                    found[name, type(value).__name__, value] = (name, value)
    return list(found.values())


def _is_choice(value):
    if isinstance(value, str):
        return len(value) <= LONGEST
    return type(value) in (int, float) and abs(value) <= 2**53


def _tables(tree):
    """Names that are bound to a dict of constant keys or to an enumeration, with the keys."""
    for node in ast.walk(tree):
        if isinstance(node, (ast.Assign, ast.AnnAssign)) and isinstance(node.value, ast.Dict):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            keys = [k.value for k in node.value.keys if isinstance(k, ast.Constant)]
            for target in targets:
                if isinstance(target, ast.Name) and keys:
                    yield target.id, keys[:MOST]
        elif isinstance(node, ast.ClassDef):
            bases = [ast.unparse(base).split(".")[-1] for base in node.bases]
            if any(base.endswith(("Enum", "Flag")) for base in bases):
                yield node.name, _members(node)[:MOST]


def _members(node):
    """The names of an enumeration's members."""
    return [
        target.id
        for item in node.body
        if isinstance(item, ast.Assign)
        for target in item.targets
        if isinstance(target, ast.Name) and not target.id.startswith("_")
    ]


class _Compared:
    """One function's parameters and what they are compared with."""

    def __init__(self, function, folder, tables):
        self.function, self.folder, self.tables = function, folder, tables
        given = function.args
        every = [*given.posonlyargs, *given.args, *given.kwonlyargs]
        every += [item for item in (given.vararg, given.kwarg) if item]
        self.roots = {item.arg: item.arg for item in every if item.arg not in ("self", "cls")}
        body = function.body if isinstance(function.body, list) else [function.body]
        self.nodes = [node for item in body for node in ast.walk(item)]
        for node in self.nodes:
            self._alias(node)

    def _alias(self, node):
        """A loop's variable stands for the items of what it goes over, and a name for what it was
        made of."""
        if isinstance(node, (ast.For, ast.comprehension)):
            target, source = node.target, node.iter
        elif isinstance(node, ast.Assign) and len(node.targets) == 1:
            target, source = node.targets[0], node.value
        else:
            return
        root = self._root(source)
        if root and isinstance(target, ast.Name):
            self.roots.setdefault(target.id, root[0])

    def _root(self, node):
        """The parameter that an expression is but for its case and blanks, and the methods on the
        way; None where it is something else."""
        methods = []
        while isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            if node.func.attr not in _SAME:
                return None
            methods.append(node.func.attr)
            node = node.func.value
        if isinstance(node, ast.Name) and node.id in self.roots:
            return self.roots[node.id], methods
        return None

    def pairs(self):
        for node in self.nodes:
            if isinstance(node, ast.Compare) and len(node.ops) == 1:
                sides = node.left, node.comparators[0]
                for one, other in (sides, sides[::-1]):
                    yield from self._with(one, other)
            elif isinstance(node, ast.Subscript) and isinstance(node.value, ast.Name):
                yield from self._with(node.slice, node.value)
                yield from self._with(node.value, node.slice)
            elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                if node.func.attr in ("get", "pop") and node.args:
                    yield from self._with(node.args[0], node.func.value)
                if node.func.attr in _ASKED and node.args:
                    yield from self._with(node.func.value, node.args[0])
            elif isinstance(node, ast.Match):
                for case in node.cases:
                    for part in ast.walk(case.pattern):
                        if isinstance(part, ast.MatchValue):
                            yield from self._with(node.subject, part.value)

    def _with(self, one, other):
        root = self._root(one)
        if not root:
            return
        name, methods = root
        for value in self._constants(other):
            # The table is asked in one case, and its users mostly write small letters.
            if isinstance(value, str) and "upper" in methods:
                value = value.lower()
            yield name, value

    def _constants(self, node):
        if isinstance(node, ast.Name) and node.id in self.tables:
            return self.tables[node.id]
        if isinstance(node, ast.Set):
            node = ast.List(node.elts, ast.Load())
        if isinstance(node, ast.Dict):
            node = ast.List([key for key in node.keys if key], ast.Load())
        value = self.folder.fold(node)
        return value[:MOST] if isinstance(value, list) else [value]
