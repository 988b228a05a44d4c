"""Lists small changes of a subject's source, without running it.

    mutate.py --root DIR --modules a,b --seed N --count N [--kinds a,b]

prints `{"sites":N,"mutants":[{"file","line","function","kind","start","end","text","before",
"after"}]}`: `start` and `end` are byte offsets in the file, `text` replaces what is between them,
`before` and `after` are the whole lines for people. Lines are drawn first and then one change of
each, so that a table of a thousand rows does not crowd out everything else. The same seed gives the
same list.
"""

import ast
import json
import os
import random
import re
import sys
import tokenize

sys.dont_write_bytecode = True

_COMPARE = {
    "<": ["<=", ">"], "<=": ["<", ">="], ">": [">=", "<"], ">=": [">", "<="],
    "==": ["!="], "!=": ["=="], "is": ["is not"], "is not": ["is"],
    "in": ["not in"], "not in": ["in"],
}
_ARITHMETIC = {
    "+": ["-"], "-": ["+"], "*": ["+"], "/": ["*"], "//": ["*"], "%": ["//"], "**": ["*"],
    "<<": [">>"], ">>": ["<<"], "&": ["|"], "|": ["&"], "^": ["&"],
}
# Methods and functions that take the same arguments and do something near.
_TWINS = [
    ("lower", "upper"), ("lstrip", "rstrip"), ("startswith", "endswith"), ("min", "max"),
    ("any", "all"), ("find", "rfind"), ("index", "rindex"), ("split", "rsplit"),
    ("ljust", "rjust"), ("floor", "ceil"), ("title", "capitalize"), ("match", "search"),
    ("partition", "rpartition"), ("isdigit", "isalnum"), ("append", "extend"),
    ("sub", "subn"), ("match", "fullmatch"), ("strip", "lstrip"),
]
_ERRORS = ["ValueError", "TypeError", "KeyError", "IndexError", "LookupError"]
_QUANTIFIER = re.compile(r"(?<=[\w\)\]\.])[+*?](?!\?)")


def main(arguments):
    chosen = dict(zip(arguments[::2], arguments[1::2]))
    needed = {"--root", "--modules", "--seed", "--count"}
    if len(arguments) % 2 or not needed <= set(chosen) or set(chosen) - needed - {"--kinds"}:
        sys.stderr.write(
            "usage: mutate.py --root DIR --modules a,b --seed N --count N [--kinds a,b]\n"
        )
        return 64
    told = mutants(
        chosen["--root"],
        [name for name in chosen["--modules"].split(",") if name],
        int(chosen["--seed"]),
        int(chosen["--count"]),
        set(filter(None, chosen.get("--kinds", "").split(","))),
    )
    text = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    sys.stdout.buffer.write(text.encode("utf-8", "backslashreplace") + b"\n")
    return 0


def mutants(root, modules, seed, count, kinds=()):
    """Everything that `main` prints."""
    import survey

    notes, by_line, finders = [], {}, {}
    for path in survey.source_files(root, modules, notes):
        relative = os.path.relpath(path, root)
        try:
            with open(path, "rb") as file:
                finder = finders[relative] = Finder(file.read())
        except (OSError, SyntaxError, ValueError, RecursionError, tokenize.TokenError) as fault:
            notes.append("%s: skipped: %s" % (relative, fault))
            continue
        for change in finder.found:
            if not kinds or change["kind"] in kinds:
                by_line.setdefault((relative, change["line"]), []).append(change)
    chance = random.Random(seed)
    lines = sorted(by_line)
    total = sum(len(found) for found in by_line.values())
    drawn = []
    while lines and len(drawn) < count:
        chance.shuffle(lines)
        for place in lines:
            found = by_line[place]
            change = found.pop(chance.randrange(len(found)))
            # Parsing is slow: only what is drawn is looked at.
            if len(drawn) < count and finders[place[0]].finish(change):
                drawn.append(dict(change, file=place[0]))
        lines = sorted(place for place in lines if by_line[place])
    return {"sites": total, "mutants": drawn, "notes": notes}


class Finder(ast.NodeVisitor):
    """Finds the changes of one file: `found`."""

    def __init__(self, source):
        self.source = source
        self.tree = ast.parse(source)
        self.lines = source.splitlines(keepends=True)
        self.offsets = [0]
        for line in self.lines:
            self.offsets.append(self.offsets[-1] + len(line))
        self.found = []
        self.functions = []
        import survey

        self.skipped = {id(node) for node in survey.docstrings(self.tree)}
        self.patterns = {id(node) for node in survey.regex_arguments(self.tree)}
        self.plain = ast.dump(self.tree)
        self.visit(self.tree)

    def finish(self, change):
        """Adds both lines; whether the change parses and means something else."""
        text = change["text"].encode()
        changed = self.source[: change["start"]] + text + self.source[change["end"] :]
        try:
            if ast.dump(ast.parse(changed)) == self.plain:
                return False
        except (SyntaxError, ValueError):
            return False
        first = self.offsets[change["line"] - 1]
        last = changed.find(b"\n", change["start"] + len(text))
        change["before"] = self.lines[change["line"] - 1].decode("utf-8", "replace").strip()
        after = changed[first : last if last >= 0 else len(changed)]
        change["after"] = after.decode("utf-8", "replace").strip()
        return True

    # Places

    def place(self, line, column):
        return self.offsets[line - 1] + column

    def span(self, node):
        return (
            self.place(node.lineno, node.col_offset),
            self.place(node.end_lineno, node.end_col_offset),
        )

    def add(self, kind, start, end, text):
        line = self.source.count(b"\n", 0, start) + 1
        self.found.append(
            {
                "kind": kind, "start": start, "end": end, "text": text, "line": line,
                "function": ".".join(self.functions),
            }
        )

    def between(self, left, right, table, kind, wanted):
        """The operator `wanted` that stands between two nodes, replaced by its alternatives."""
        start, end = self.span(left)[1], self.span(right)[0]
        text = self.source[start:end].decode("utf-8", "replace")
        if "#" in text:
            return
        pattern = r"\s+".join(re.escape(word) for word in wanted.split())
        if wanted[0].isalpha():
            pattern = r"\b%s\b" % pattern
        matches = list(re.finditer(pattern, text))
        if len(matches) != 1:
            return
        for other in table.get(wanted, ()):
            self.add(kind, start + len(text[: matches[0].start()].encode()),
                     start + len(text[: matches[0].end()].encode()), other)

    # Nodes

    def visit_FunctionDef(self, node):
        self.functions.append(node.name)
        for default in node.args.defaults + [d for d in node.args.kw_defaults if d]:
            self.visit(default)
        for statement in node.body:
            self.visit(statement)
        self.functions.pop()

    visit_AsyncFunctionDef = visit_FunctionDef

    def visit_ClassDef(self, node):
        self.functions.append(node.name)
        for statement in node.body:
            self.visit(statement)
        self.functions.pop()

    def visit_AnnAssign(self, node):
        if node.value:
            self.visit(node.value)

    def visit_JoinedStr(self, node):
        """Columns inside f-strings are not to be trusted before Python 3.12."""

    def visit_If(self, node):
        test = ast.unparse(node.test)
        if "__name__" in test or "TYPE_CHECKING" in test:
            return
        start, end = self.span(node.test)
        text = self.source[start:end].decode("utf-8", "replace")
        self.add("condition", start, end, "not (%s)" % text)
        self.generic_visit(node)

    def visit_While(self, node):
        self.generic_visit(node)

    def visit_IfExp(self, node):
        start, end = self.span(node.test)
        text = self.source[start:end].decode("utf-8", "replace")
        self.add("condition", start, end, "not (%s)" % text)
        self.generic_visit(node)

    def visit_UnaryOp(self, node):
        if isinstance(node.op, ast.Not):
            start, end = self.span(node)
            inner = self.span(node.operand)
            self.add("condition", start, end, self.source[inner[0] : inner[1]].decode())
        self.generic_visit(node)

    def visit_Compare(self, node):
        names = {
            ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=", ast.Eq: "==",
            ast.NotEq: "!=", ast.Is: "is", ast.IsNot: "is not", ast.In: "in", ast.NotIn: "not in",
        }
        left = node.left
        for operator, right in zip(node.ops, node.comparators):
            self.between(left, right, _COMPARE, "comparison", names[type(operator)])
            left = right
        self.generic_visit(node)

    def visit_BinOp(self, node):
        names = {
            ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/", ast.FloorDiv: "//",
            ast.Mod: "%", ast.Pow: "**", ast.LShift: "<<", ast.RShift: ">>", ast.BitAnd: "&",
            ast.BitOr: "|", ast.BitXor: "^",
        }
        formats = isinstance(node.op, ast.Mod) and (
            isinstance(node.left, (ast.JoinedStr, ast.Constant))
            and not isinstance(getattr(node.left, "value", ""), (int, float))
        )
        joins = isinstance(node.op, ast.Add) and any(
            isinstance(side, ast.JoinedStr)
            or isinstance(side, ast.Constant) and isinstance(side.value, (str, bytes))
            for side in (node.left, node.right)
        )
        # Text can't be subtracted: that change would only break the function.
        if type(node.op) in names and not formats and not joins:
            self.between(node.left, node.right, _ARITHMETIC, "arithmetic", names[type(node.op)])
        self.generic_visit(node)

    def visit_BoolOp(self, node):
        name, other = ("and", "or") if isinstance(node.op, ast.And) else ("or", "and")
        for left, right in zip(node.values, node.values[1:]):
            self.between(left, right, {name: [other]}, "boolean", name)
        self.generic_visit(node)

    def visit_Return(self, node):
        value = node.value
        if value is not None and not (isinstance(value, ast.Constant) and value.value is None):
            start, end = self.span(value)
            self.add("return", start, end, "None")
        self.generic_visit(node)

    def visit_Expr(self, node):
        if id(node) in self.skipped:
            return
        if isinstance(node.value, ast.Call):
            start, end = self.span(node)
            self.add("statement", start, end, "pass")
        self.generic_visit(node)

    def visit_AugAssign(self, node):
        start, end = self.span(node)
        self.add("statement", start, end, "pass")
        self.generic_visit(node)

    def visit_Continue(self, node):
        start, end = self.span(node)
        self.add("statement", start, end, "break")

    def visit_Break(self, node):
        start, end = self.span(node)
        self.add("statement", start, end, "continue")

    def visit_Raise(self, node):
        name = node.exc.func if isinstance(node.exc, ast.Call) else node.exc
        if isinstance(name, ast.Name) and name.id in _ERRORS:
            start, end = self.span(name)
            other = _ERRORS[(_ERRORS.index(name.id) + 1) % len(_ERRORS)]
            self.add("error", start, end, other)
        self.generic_visit(node)

    def visit_Call(self, node):
        if isinstance(node.func, ast.Attribute):
            end = self.span(node.func)[1]
            self.twins(node.func.attr, end - len(node.func.attr.encode()), end)
        elif isinstance(node.func, ast.Name):
            self.twins(node.func.id, *self.span(node.func))
        self.generic_visit(node)

    def twins(self, name, start, end):
        for one, other in _TWINS:
            if name in (one, other):
                self.add("twin", start, end, other if name == one else one)

    def visit_Constant(self, node):
        value, (start, end) = node.value, self.span(node)
        if isinstance(value, bool):
            self.add("constant", start, end, str(not value))
        elif isinstance(value, int):
            self.add("constant", start, end, str(value + 1))
            if value:
                self.add("constant", start, end, "(%d)" % (value - 1))
        elif isinstance(value, float):
            self.add("constant", start, end, repr(value * 2 if value else 1.0))
        elif isinstance(value, str):
            self.text(node, value, start, end)

    def text(self, node, value, start, end):
        import specter_samples

        old = self.source[start:end].decode("utf-8", "replace")
        if "\n" in old:
            return  # several literals side by side, or a long text
        if id(node) in self.patterns or specter_samples.looks_like_regex(value):
            for changed in pattern_changes(value):
                self.add("pattern", start, end, literal(changed, old))
        elif not value:
            self.add("constant", start, end, literal("-", old))
        else:
            swapped = value[0].swapcase() + value[1:]
            other = swapped if swapped != value else value + "_"
            self.add("constant", start, end, literal(other, old))
            if len(value) > 1:
                self.add("constant", start, end, literal(value[:-1], old))


def literal(value, old):
    """`value` as source, with the prefix and quotes of `old` where they serve."""
    quote = old.rstrip()[-1]
    prefix = old[: old.index(quote)]
    if quote in "\"'" and not value.endswith("\\") and "\n" not in value:
        text = prefix + quote + value + quote
        try:
            if ast.literal_eval(text) == value:
                return text
        except (SyntaxError, ValueError):
            pass
    return repr(value)


def pattern_changes(pattern):
    """Nearby patterns that compile: an anchor, an alternative or a quantifier less."""
    changed = []
    for anchor in ("^", "$", r"\A", r"\Z", r"\b"):
        if pattern.startswith(anchor):
            changed.append(pattern[len(anchor) :])
        if pattern.endswith(anchor) and not pattern.endswith("\\" + anchor):
            changed.append(pattern[: -len(anchor)])
    for match in _QUANTIFIER.finditer(pattern):
        for other in "+*?".replace(match.group(), ""):
            changed.append(pattern[: match.start()] + other + pattern[match.end() :])
    for match in re.finditer(r"\|([^|()\[\]]*)", pattern):
        changed.append(pattern[: match.start()] + pattern[match.end() :])
    for match in re.finditer(r"\(\?i\)", pattern):
        changed.append(pattern[: match.start()] + pattern[match.end() :])
    good = []
    for text in changed:
        try:
            re.compile(text)
        except (re.error, OverflowError, RecursionError):
            continue
        if text != pattern and text not in good:
            good.append(text)
    return good


if __name__ == "__main__":
    sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
    sys.exit(main(sys.argv[1:]))
