"""Both sides under two names in one folder, so that one process can import both.

`MODULE_original` and `MODULE_mutant` are copies with their absolute imports of themselves renamed.
`calls_original` and `calls_mutant` (see inside/wrap.py) hold the same functions for both.
"""

import re
import shutil

from metering import fresh

SIDES = ("original", "mutant")


def lay(module, original, mutant, folder):
    """Fills `folder` with both sides, and the metadata that some libraries ask their version."""
    fresh(folder)
    for side, source in zip(SIDES, (original, mutant)):
        rename(module, source, folder, "%s_%s" % (module, side))
    for told in original.glob("*.dist-info"):
        shutil.copytree(told, folder / told.name)


def rename(module, source, folder, name):
    base = source / module
    if base.is_dir():
        target = folder / name
        shutil.copytree(base, target, ignore=shutil.ignore_patterns("__pycache__"))
        files = sorted(target.rglob("*.py"))
    else:
        target = folder / (name + ".py")
        shutil.copy(source / (module + ".py"), target)
        files = [target]
    for file in files:
        text = file.read_text("utf-8")
        file.write_text(renamed_imports(text, module, name), "utf-8")


def renamed_imports(text, module, name):
    """`text` with its absolute imports of `module` turned to `name`."""
    word = re.escape(module)
    text = re.sub(
        r"(?m)^(\s*)from %s(?=[.\s])" % word, lambda m: "%sfrom %s" % (m.group(1), name), text
    )
    return re.sub(
        r"(?m)^(\s*)import %s(?=\s*$)" % word,
        lambda m: "%simport %s as %s" % (m.group(1), name, module), text,
    )
