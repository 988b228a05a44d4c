"""Reads a subject's source without running it: its bare size and the constants in it.

    survey.py --root DIR --modules a,b [--include GLOB,GLOB]

prints `{"bareBytes":N,"choices":[[NAME,CONSTANT],…],"constants":[…],"files":[{"path","bytes",
"bareBytes"}],"notes":[…]}`. Bare code has no comments, docstrings and blank lines; indentation and
line ends count. Constants are in the driver protocol's encoding, most frequent first; expressions
of constants count as what they come to. Choices are what the source compares a parameter of that
name with.
"""

import ast
import collections
import fnmatch
import io
import json
import os
import re
import sys
import tokenize

sys.dont_write_bytecode = True

MOST_CONSTANTS = 2000
MOST_CHOICES = 500
LONGEST = 200  # characters of a literal that is kept
_FORMATS = re.compile(r"%[-#0 +]*\d*(?:\.\d+)?[A-Za-z%]|\{[^{}\n]{0,40}\}")
_REGEX_CALLS = frozenset(
    "compile match fullmatch search sub subn split findall finditer template".split()
)


def main(arguments):
    chosen = dict(zip(arguments[::2], arguments[1::2]))
    known = {"--root", "--modules", "--include"}
    if len(arguments) % 2 or set(chosen) - known or not {"--root", "--modules"} <= set(chosen):
        sys.stderr.write("usage: survey.py --root DIR --modules a,b [--include GLOB,GLOB]\n")
        return 64
    told = survey(
        chosen["--root"],
        [name for name in chosen["--modules"].split(",") if name],
        [glob for glob in chosen.get("--include", "").split(",") if glob],
    )
    text = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    sys.stdout.buffer.write(text.encode("utf-8", "backslashreplace") + b"\n")
    return 0


def survey(root, modules, globs=()):
    """Everything that `main` prints."""
    files, notes, counted, asked = [], [], collections.Counter(), collections.Counter()
    for path in source_files(root, modules, notes):
        relative = os.path.relpath(path, root)
        if globs and not any(fnmatch.fnmatch(relative, glob) for glob in globs):
            continue
        try:
            with open(path, "rb") as file:
                source = file.read()
            tree = ast.parse(source)
            bare = bare_size(source, tree)
            found, compared = constants(tree)
        except (OSError, SyntaxError, ValueError, RecursionError, tokenize.TokenError) as fault:
            notes.append("%s: skipped: %s" % (relative, fault))
            continue
        files.append({"path": relative, "bytes": len(source), "bareBytes": bare})
        counted.update(found)
        asked.update(compared)
    return {
        "bareBytes": sum(item["bareBytes"] for item in files),
        "choices": list(map(json.loads, _most(asked, MOST_CHOICES))),
        "constants": list(map(json.loads, _most(counted, MOST_CONSTANTS))),
        "files": files,
        "notes": notes,
    }


def _most(counted, count):
    """The most frequent texts."""
    return sorted(counted, key=lambda text: (-counted[text], text))[:count]


def source_files(root, modules, notes):
    """Paths of the modules' sources, packages whole, in order."""
    for name in modules:
        base = os.path.join(root, *name.split("."))
        if os.path.isdir(base):
            for folder, inner, names in os.walk(base):
                inner[:] = sorted(n for n in inner if n != "__pycache__")
                for file in sorted(names):
                    if file.endswith(".py"):
                        yield os.path.join(folder, file)
        elif os.path.isfile(base + ".py"):
            yield base + ".py"
        else:
            notes.append("%s: no such module" % name)


def docstrings(tree):
    """Expression nodes that are docstrings."""
    for node in ast.walk(tree):
        if isinstance(
            node, (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
        ) and node.body:
            first = node.body[0]
            if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant):
                if isinstance(first.value.value, str):
                    yield first


def bare_size(source, tree=None):
    """Bytes of a source without comments, docstrings and blank lines."""
    tree = tree or ast.parse(source)
    encoding, _ = tokenize.detect_encoding(io.BytesIO(source).readline)
    text = source.decode(encoding).replace("\r\n", "\n")
    lines = text.split("\n")
    keep = {}  # blank lines inside strings are code
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        row, column = token.start
        if token.type == tokenize.COMMENT:
            lines[row - 1] = lines[row - 1][:column]
        elif token.type == tokenize.STRING and token.end[0] > row:
            keep.update(dict.fromkeys(range(row, token.end[0] - 1)))
    for node in docstrings(tree):
        first, last = node.lineno - 1, node.end_lineno - 1
        start = len(lines[first].encode()[: node.col_offset].decode())
        stop = len(lines[last].encode()[: node.end_col_offset].decode())
        rest = lines[last][stop:].lstrip(" \t;")
        before = lines[first][:start]
        for row in range(first, last + 1):
            lines[row] = ""
            keep.pop(row, None)
        lines[first] = before + rest
    kept = [
        line if row in keep else line.rstrip()
        for row, line in enumerate(lines)
        if row in keep or line.strip()
    ]
    return sum(len(line.encode()) + 1 for line in kept)


def constants(tree):
    """Counts of the encoded constants of one file and of what is inside them; and of the pairs of a
    parameter's name and what it is compared with."""
    import specter_choices
    import specter_folding
    import specter_values as values

    folder = specter_folding.Folder(tree)
    counted = collections.Counter()
    skipped = {id(node.value) for node in docstrings(tree)}
    patterns = dict(regex_arguments(tree))
    whole = set()  # what is part of a folded expression
    for node in ast.walk(tree):
        known = isinstance(node, ast.Constant)
        if id(node) in skipped or id(node) in whole and not known:
            continue
        if not known and not isinstance(node, _EXPRESSIONS) and id(node) not in patterns:
            continue
        value = node.value if known else folder.fold(node)
        if not known and value is not None:
            whole.update(map(id, ast.walk(node)))
        is_pattern = id(node) in patterns
        for item in value if isinstance(value, list) else [value]:
            counted.update(map(values.observe, _found(item, is_pattern, patterns.get(id(node), 0))))
    return counted, collections.Counter(
        "[%s,%s]" % (values.observe(name), values.observe(value))
        for name, value in specter_choices.choices(tree, folder)
    )


# Expressions that may come to a constant though they are none.
_EXPRESSIONS = (ast.UnaryOp, ast.BinOp, ast.JoinedStr, ast.ListComp, ast.GeneratorExp, ast.Call)


def _found(value, is_pattern, flags):
    """A constant, unless it is too long, and what is inside it."""
    if type(value) in (int, float, complex):
        yield value
    elif type(value) in (str, bytes):
        if len(value) <= LONGEST:
            yield value
        if type(value) is str and (is_pattern or len(value) <= LONGEST):
            yield from inside(value, is_pattern, flags)


def regex_arguments(tree):
    """First arguments of calls such as `re.compile`, by identity, with the flags."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args:
            if isinstance(node.func.value, ast.Name) and node.func.value.id in ("re", "regex"):
                if node.func.attr in _REGEX_CALLS:
                    yield id(node.args[0]), _flags(node)


def _flags(call):
    """The flags that a call names, wherever it does."""
    flags = 0
    for given in [*call.args[1:], *[item.value for item in call.keywords]]:
        for node in ast.walk(given):
            if isinstance(node, ast.Attribute) and node.attr.isupper():
                flags |= int(getattr(re, node.attr, 0))
    return flags & ~(re.LOCALE | re.DEBUG)


def inside(text, is_pattern, flags=0):
    """Strings that a literal suggests: matches of a pattern, its pieces, format directives."""
    import specter_samples

    found = []
    if is_pattern or specter_samples.looks_like_regex(text):
        if "\n" in text and not is_pattern:
            flags |= re.VERBOSE  # a part of a pattern over several lines
        found += specter_samples.samples(text, flags)
        found += specter_samples.pieces(text, flags)
    found += _FORMATS.findall(text)
    return found


if __name__ == "__main__":
    sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
    sys.exit(main(sys.argv[1:]))
