"""What the tools are asked about: the original beside mutants and controls of it, as folders."""

import json
import pathlib
import shutil
import subprocess
import sys

import controls
from metering import fresh

ROOT = pathlib.Path(__file__).resolve().parents[2]
DRIVERS = ROOT / "Sources/SpecterDrivers"
sys.path[:0] = [str(DRIVERS / "Python"), str(DRIVERS / "Adequacy")]
sys.dont_write_bytecode = True

import mutate  # noqa: E402  the mutator of `specter diff --kill-rate`


class Pair:
    """A changed library in `folder`; `what` says how it was changed."""

    def __init__(self, name, folder, is_mutant, what):
        self.name, self.folder, self.is_mutant, self.what = name, folder, is_mutant, what


def loaded(library, folder):
    """Operations that the driver tells of a folder, and the files that importing it loads; None
    where it can't be imported."""
    asked = subprocess.run(
        [sys.executable, "-I", "-S", "-B", str(DRIVERS / "Python/driver.py"), "--root",
         str(folder), "--module", library.module],
        input=b'{"describe":true}\n', capture_output=True, timeout=60,
    )
    try:
        operations = {one["id"] for one in json.loads(asked.stdout.splitlines()[0])["operations"]}
    except (IndexError, KeyError, ValueError):
        return None
    text = (
        "import sys; sys.path.insert(0, %r); import %s; "
        "print([m.__file__ for m in sys.modules.values() if getattr(m, '__file__', None)])"
    ) % (str(folder), library.module)
    told = subprocess.run(
        [sys.executable, "-I", "-S", "-B", "-c", text], capture_output=True, text=True, timeout=60
    )
    if told.returncode:
        return None
    import ast

    files = {pathlib.Path(one) for one in ast.literal_eval(told.stdout.strip().splitlines()[-1])}
    inside = {str(one.relative_to(folder)) for one in files if folder in one.parents}
    return operations, inside


def mutants(library, folder, seed, count):
    """The first `count` changes that `specter diff --kill-rate` draws with `seed`, without those
    that end the import or take an operation away (any tool sees these) and those in files that
    importing the library does not load (no tool can). Also how many were left out."""
    known, files = loaded(library, library.folder)
    drawn = mutate.mutants(str(library.folder), [library.module], seed, count * 4)["mutants"]
    pairs, left_out = [], 0
    for change in drawn:
        if len(pairs) == count:
            break
        place = folder / ("mutant-%02d" % (len(pairs) + 1))
        copied(library, place)
        path = place / change["file"]
        source = path.read_bytes()
        path.write_bytes(
            source[: change["start"]] + change["text"].encode() + source[change["end"] :]
        )
        told = loaded(library, place) if change["file"] in files else None
        if told is None or not known <= told[0]:
            left_out += 1
            continue
        what = {key: change[key] for key in ("file", "line", "kind", "before", "after")}
        pairs.append(Pair(place.name, place, True, what))
    return pairs, left_out


def equivalents(library, folder, seed, count):
    """`count` controls, the kinds in turn, each made of every file that importing loads."""
    known, files = loaded(library, library.folder)
    pairs = []
    for number in range(count):
        kind = controls.KINDS[number % len(controls.KINDS)]
        place = folder / ("control-%02d" % (number + 1))
        copied(library, place)
        changed = 0
        for file in sorted(files):
            path = place / file
            text = controls.control(path.read_text("utf-8"), kind, seed * 1000 + number)
            if text is not None:
                path.write_text(text, "utf-8")
                changed += 1
        told = loaded(library, place)
        assert told and told[0] == known, "a control of %s lost its surface" % library.name
        pairs.append(Pair(place.name, place, False, {"kind": kind, "files": changed}))
    return pairs


def copied(library, place):
    """A copy of the module and of the wheel's metadata, which some libraries ask their version."""
    fresh(place)
    base = library.folder / library.module
    if base.is_dir():
        shutil.copytree(base, place / library.module, ignore=shutil.ignore_patterns("__pycache__"))
    else:
        shutil.copy(library.folder / (library.module + ".py"), place)
    for told in library.folder.glob("*.dist-info"):
        shutil.copytree(told, place / told.name)
