"""Equivalent controls: other source that behaves the same, by construction.

Three kinds, each made of every file and then proved: locals renamed (equal up to the names of
locals), independent definitions and constants reordered (the same statements, each module and class
a permutation), comments and docstrings changed (equal without docstrings). `ast.unparse` also takes
all comments and the layout away.
"""

import ast
import copy
import random

KINDS = ("renamed locals", "reordered statements", "changed comments")

_SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef)
_COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


def control(source, kind, seed):
    """`source` written otherwise; asserts that it means the same. None where nothing changes."""
    tree = ast.parse(source)
    other = copy.deepcopy(tree)
    chance = random.Random(seed)
    if kind == KINDS[0]:
        changed = rename_locals(other, chance)
        assert canonical_locals(other) == canonical_locals(tree)
    elif kind == KINDS[1]:
        changed = reorder(other, chance)
        assert sorted_statements(other) == sorted_statements(tree)
    else:
        changed = change_docstrings(other, source)
        assert without_docstrings(other) == without_docstrings(tree)
    if not changed:
        return None
    text = ast.unparse(ast.fix_missing_locations(other))
    assert ast.dump(ast.parse(text)) == ast.dump(ast.parse(ast.unparse(other)))
    return "# Written otherwise.\n%s\n" % text


# Locals


def renamable(function):
    """Names of locals that may be renamed without anything seeing it."""
    bound, taken = set(), set()
    arguments = function.args
    for one in arguments.args + arguments.posonlyargs + arguments.kwonlyargs:
        taken.add(one.arg)
    for one in (arguments.vararg, arguments.kwarg):
        if one:
            taken.add(one.arg)
    for node in own(function):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            bound.add(node.id)
    for node in ast.walk(function):
        if node is function:
            continue
        if isinstance(node, (ast.Global, ast.Nonlocal)):
            taken.update(node.names)
        elif isinstance(node, ast.ExceptHandler) and node.name:
            taken.add(node.name)
        elif isinstance(node, ast.alias):
            taken.add((node.asname or node.name).split(".")[0])
        elif isinstance(node, (ast.MatchAs, ast.MatchStar)) and node.name:
            taken.add(node.name)
        elif isinstance(node, ast.MatchMapping) and node.rest:
            taken.add(node.rest)
        elif isinstance(node, ast.arg):
            taken.add(node.arg)
        elif isinstance(node, _SCOPES) and not isinstance(node, ast.Lambda):
            taken.add(node.name)
        if isinstance(node, _SCOPES + _COMPREHENSIONS):
            # What an inner scope binds is another variable of the same name.
            for inner in ast.walk(node):
                if isinstance(inner, ast.Name) and not isinstance(inner.ctx, ast.Load):
                    taken.add(inner.id)
        if isinstance(node, ast.Name) and node.id in ("locals", "vars", "eval", "exec", "dir"):
            return set()
    return {name for name in bound - taken if not name.startswith("__")}


def own(function):
    """Nodes of the function's own scope."""
    waiting = list(function.body)
    while waiting:
        node = waiting.pop()
        yield node
        if not isinstance(node, _SCOPES + _COMPREHENSIONS):
            waiting.extend(ast.iter_child_nodes(node))


def rename_locals(tree, chance):
    """How many locals got another name."""
    count = 0
    used = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    for function in functions(tree):
        for name in sorted(renamable(function)):
            fresh = "%s_%d" % (name, chance.randrange(1000, 10000))
            if fresh in used:
                continue
            put(function, {name: fresh})
            count += 1
    return count


def functions(tree):
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    return [node for node in ast.walk(tree) if isinstance(node, kinds)]


def put(function, names):
    for node in ast.walk(function):
        if isinstance(node, ast.Name) and node.id in names:
            node.id = names[node.id]


def canonical_locals(tree):
    """The tree's dump with renamable locals numbered in the order in which they appear."""
    tree = copy.deepcopy(tree)
    for function in functions(tree):
        names = renamable(function)
        order = []
        for node in walk_in_order(function):
            if isinstance(node, ast.Name) and node.id in names and node.id not in order:
                order.append(node.id)
        put(function, {name: "%%%d" % place for place, name in enumerate(order)})
    return ast.dump(tree)


def walk_in_order(node):
    yield node
    for child in ast.iter_child_nodes(node):
        yield from walk_in_order(child)


# Order


def reorder(tree, chance):
    """How many neighbours changed places: plain functions, and constants of literals."""
    count = 0
    for holder in ast.walk(tree):
        if not isinstance(holder, (ast.Module, ast.ClassDef)):
            continue
        body, place = holder.body, 0
        while place + 1 < len(body):
            pair = body[place : place + 2]
            # The order of a class's constants can be seen: an enumeration's members.
            plain = isinstance(holder, ast.Module) or all(
                isinstance(one, ast.FunctionDef) for one in pair
            )
            if plain and independent(*pair) and chance.random() < 0.8:
                body[place], body[place + 1] = body[place + 1], body[place]
                count += 1
                place += 1
            place += 1
    return count


def independent(one, two):
    """Whether executing two neighbours in either order binds the same."""
    names = [binds(one), binds(two)]
    if None in names or names[0] == names[1]:
        return False
    reads = {n.id for s in (one, two) for n in evaluated(s) if isinstance(n, ast.Name)}
    return not reads & set(names)


def binds(statement):
    """The one name that a statement binds by evaluating nothing that could act; else None."""
    if isinstance(statement, ast.FunctionDef) and not statement.decorator_list:
        plain = (ast.Constant, ast.Name, ast.Load, ast.Attribute, ast.Subscript, ast.Tuple,
                 ast.BinOp, ast.BitOr, ast.UnaryOp, ast.USub, ast.List)
        if all(isinstance(node, plain) for node in evaluated(statement)):
            return statement.name
    if isinstance(statement, ast.Assign) and len(statement.targets) == 1:
        if isinstance(statement.targets[0], ast.Name) and isinstance(statement.value, ast.Constant):
            return statement.targets[0].id
    return None


def evaluated(statement):
    """Nodes that are evaluated when the statement itself is executed."""
    if not isinstance(statement, ast.FunctionDef):
        return list(ast.walk(statement.value))
    arguments = statement.args
    every = arguments.args + arguments.posonlyargs + arguments.kwonlyargs
    every += [one for one in (arguments.vararg, arguments.kwarg) if one]
    parts = [one.annotation for one in every if one.annotation]
    parts += arguments.defaults + [one for one in arguments.kw_defaults if one]
    parts += [statement.returns] if statement.returns else []
    return [node for part in parts for node in ast.walk(part)]


def sorted_statements(tree):
    """The dump with every module's and class's statements in one order."""
    tree = copy.deepcopy(tree)
    for holder in reversed(list(ast.walk(tree))):
        if isinstance(holder, (ast.Module, ast.ClassDef)):
            holder.body.sort(key=ast.dump)
    return ast.dump(tree)


# Comments


def docstring(node):
    holders = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    if isinstance(node, holders) and node.body and isinstance(node.body[0], ast.Expr):
        value = node.body[0].value
        if isinstance(value, ast.Constant) and isinstance(value.value, str):
            return value
    return None


def change_docstrings(tree, source):
    """How many docstrings say something else; none where the source reads them."""
    if "__doc__" in source:
        return 0
    found = [text for text in map(docstring, ast.walk(tree)) if text]
    for text in found:
        text.value = "Said otherwise."
    return len(found)


def without_docstrings(tree):
    tree = copy.deepcopy(tree)
    for text in map(docstring, ast.walk(tree)):
        if text:
            text.value = ""
    return ast.dump(tree)
