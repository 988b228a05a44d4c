"""Finds the commands by which a library is used: its scripts, and `python -m NAME`."""

import ast
import configparser
import glob
import os

_GROUPS = ("console_scripts", "gui_scripts")


def commands(module):
    """Names of the commands, sorted. Nothing is run and nothing imported."""
    found = set()
    if _has_main(module):
        found.add("python -m " + module.__name__)
    package = module.__name__.partition(".")[0]
    for name, target in _scripts(_root(module)):
        if target.partition(":")[0].strip().partition(".")[0] == package:
            found.add(name)
    return sorted(found)


def _root(module):
    """The folder that holds the top-level package; empty for a module without a file."""
    file = getattr(module, "__file__", None)
    if not isinstance(file, str):
        return ""
    folder = os.path.dirname(os.path.abspath(file))
    depth = module.__name__.count(".") + (1 if os.path.basename(file) == "__init__.py" else 0)
    for _ in range(depth):
        folder = os.path.dirname(folder)
    return folder


def _has_main(module):
    """Whether a package has a `__main__` module, or a module asks whether it is run."""
    for folder in getattr(module, "__path__", ()):
        if os.path.isfile(os.path.join(folder, "__main__.py")):
            return True
    if hasattr(module, "__path__"):
        return False
    try:
        with open(module.__file__, "rb") as file:
            tree = ast.parse(file.read())
    except (OSError, SyntaxError, ValueError, AttributeError, TypeError):
        return False
    return any(isinstance(node, ast.If) and _asks_for_main(node.test) for node in tree.body)


def _asks_for_main(test):
    names = {node.id for node in ast.walk(test) if isinstance(node, ast.Name)}
    texts = {node.value for node in ast.walk(test) if isinstance(node, ast.Constant)}
    return "__name__" in names and "__main__" in texts


def _scripts(root):
    """Names and targets (`package.module:function`) of the scripts declared beside the package."""
    if not root:
        return
    for file in sorted(glob.glob(os.path.join(glob.escape(root), "*.dist-info/entry_points.txt"))):
        parser = configparser.ConfigParser(delimiters=("=",), interpolation=None, strict=False)
        parser.optionxform = str
        try:
            parser.read(file, encoding="utf-8")
        except (OSError, configparser.Error, ValueError):
            continue
        for group in _GROUPS:
            if parser.has_section(group):
                yield from parser.items(group)
    yield from _project_scripts(os.path.join(root, "pyproject.toml"))


def _project_scripts(file):
    try:
        import tomllib

        with open(file, "rb") as opened:
            project = tomllib.load(opened).get("project") or {}
        for group in ("scripts", "gui-scripts"):
            for name, target in (project.get(group) or {}).items():
                if isinstance(target, str):
                    yield name, target
    except (ImportError, OSError, ValueError, AttributeError):
        return
