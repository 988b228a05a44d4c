"""The tools of the board: each says of a pair whether the changed library behaves otherwise.

All get the same CPU time, on one core. A tool that has not answered a quarter later is ended, and
what it had said by then counts. `ask` gives an `Answer`; what a tool makes once for a library
(wrapping functions, ghostwritten tests, Pynguin's tests) is made by `prepare`, at its own cost.
"""

import ast
import json
import pathlib
import re
import shutil
import subprocess
import sys

import sides
from metering import fresh

HERE = pathlib.Path(__file__).resolve().parent
INSIDE = HERE / "inside"
# Hypothesis's own setting for "as many as the time allows".
MANY = 1_000_000
# Pynguin asserts the order of sets that it prints.
FIXED = {"PYTHONHASHSEED": "0"}


class Answer:
    """What a tool said of a pair, and what that cost."""

    def __init__(self, told, cost, witness="", runs=0, rate=None, how="", note=""):
        self.told, self.cost, self.witness, self.runs = told, cost, witness, runs
        self.rate, self.how, self.note = rate, how, note


class Setting:
    """What a run of the board is given."""

    def __init__(self, specter, peers, meter, seconds, seed, scratch):
        self.specter, self.python = specter, peers / "bin/python"
        self.peers, self.meter, self.seconds = peers, meter, seconds
        self.seed, self.scratch = seed, scratch

    @property
    def limit(self):
        """When a tool is ended: its time, a quarter of it, and two seconds for starting."""
        return self.seconds * 1.25 + 2


class Specter:
    """`specter diff` with its default of 600 generated probes an operation, with fewer and more."""

    def __init__(self, name, probes):
        self.name, self.probes = name, probes

    def prepare(self, setting, library):
        return None

    def ask(self, setting, library, pair):
        # Half of the time for probing, as wall time: what remains is for running again in fresh
        # processes and for shrinking, which no budget bounds.
        cost = setting.meter.run(
            [setting.specter, "diff", "--module", library.module, library.folder, pair.folder,
             "--probes", self.probes, "--budget", "%gs" % (setting.seconds / 2), "--seed",
             setting.seed, "--json"], setting.limit,
        )
        try:
            answer = json.loads(cost.output)
        except ValueError:
            note = "late" if cost.late else "failed: " + cost.errors.strip()[-200:]
            return Answer(False, cost, note=note)
        causes = sorted((one.get("witnessText") or "" for one in answer["causes"]), key=len)
        probes, surface = answer["probes"], answer["surface"]
        witness = causes[0] if causes else " ".join(map(json.dumps, surface[:1]))
        return Answer(
            cost.status == 1, cost, witness, probes["dev"] + probes["heldOut"],
            probes["perSecond"], "behaviour" if causes else "surface",
            "; ".join(["%d causes" % len(causes)] + answer["notes"]),
        )


class Both:
    """What peers that need both sides in one process share."""

    def prepare(self, setting, library):
        base = setting.scratch / "original"
        if (base / "ready").exists():
            return None
        sides.lay(library.module, library.folder, library.folder, base)
        shutil.copy(INSIDE / "board_plain.py", base)
        cost = setting.meter.run(
            [setting.python, INSIDE / "wrap.py", base, library.module + "_original",
             base / "calls_original.py"], 120,
        )
        if cost.status:
            raise RuntimeError("wrapping %s: %s" % (library.module, cost.errors[-400:]))
        text = (base / "calls_original.py").read_text()
        (base / "calls_mutant.py").write_text(
            text.replace("import %s_original as" % library.module,
                         "import %s_mutant as" % library.module)
        )
        (base / "ready").write_text(cost.output)
        return cost

    def both(self, setting, library, pair):
        """A folder with both sides and the functions of both."""
        folder = setting.scratch / "both"
        sides.lay(library.module, library.folder, pair.folder, folder)
        base = setting.scratch / "original"
        for name in ("board_plain.py", "calls_original.py", "calls_mutant.py"):
            shutil.copy(base / name, folder)
        return folder

    def read(self, cost):
        """The answer in the last line that can be read."""
        for line in reversed(cost.output.splitlines()):
            try:
                told = json.loads(line)
            except ValueError:
                continue
            seconds = told.get("seconds") or 0
            notes = ["%d functions not reached" % told["unrun"]] if told.get("unrun") else []
            notes += ["%d refused" % len(told["refused"])] if told.get("refused") else []
            return Answer(
                told["told"], cost, told.get("witness", ""), told["runs"],
                told["runs"] / seconds if seconds else None, "behaviour",
                "; ".join(notes + ["late"] * cost.late),
            )
        if cost.status == 1:
            raise RuntimeError("the board's own script failed: %s" % cost.errors[-600:])
        return Answer(False, cost, note="late" if cost.late else "crashed: %d" % cost.status)


class Hypothesis(Both):
    """Ghostwritten tests of equivalence."""

    def __init__(self, name, examples):
        self.name, self.examples = name, examples

    def prepare(self, setting, library):
        super().prepare(setting, library)
        base = setting.scratch / "original"
        self.tests = base / "tests.json"
        if self.tests.exists():
            return None
        return setting.meter.run(
            [setting.python, INSIDE / "hypothesis_write.py", base, self.tests], 300
        )

    def ask(self, setting, library, pair):
        folder = self.both(setting, library, pair)
        return self.read(setting.meter.run(
            [setting.python, INSIDE / "hypothesis_run.py", folder, self.tests, setting.seconds,
             self.examples, setting.seed], setting.limit, folder,
        ))


class CrossHair(Both):
    """`crosshair diffbehavior`, function by function."""

    name = "CrossHair diffbehavior"

    def ask(self, setting, library, pair):
        folder = self.both(setting, library, pair)
        return self.read(setting.meter.run(
            [setting.python, INSIDE / "crosshair_run.py", folder, setting.seconds],
            setting.limit, folder,
        ))


class Griffe:
    """Breaking changes of the surface."""

    name = "griffe (structure alone)"

    def prepare(self, setting, library):
        return None

    def ask(self, setting, library, pair):
        cost = setting.meter.run(
            [setting.python, INSIDE / "griffe_run.py", library.module, library.folder,
             pair.folder], setting.limit,
        )
        answer = Both().read(cost)
        answer.how, answer.rate = "surface", None
        return answer


class Pynguin:
    """Tests generated once on the original, with the time for each module and again for its
    assertions, and run on the rest."""

    name = "Pynguin"

    def prepare(self, setting, library):
        self.tests = fresh(setting.scratch / "pynguin")
        total, seconds = None, max(1, int(setting.seconds))
        for module in modules(library):
            cost = setting.meter.run(
                [setting.peers / "bin/pynguin", "--project-path", library.folder,
                 "--module-name", module, "--output-path", self.tests, "--report-dir", self.tests,
                 "--maximum-search-time", seconds, "--maximum-mutation-time", seconds, "--seed",
                 setting.seed],
                # It looks for assertions after the search and writes at the end: not cut short.
                setting.seconds * 8 + 30, environment={"PYNGUIN_DANGER_AWARE": "1", **FIXED},
            )
            total = cost if total is None else added(total, cost)
        # Tests that fail on the original itself say nothing.
        self.flaky = sorted(
            set(self.failing(setting, library, library.folder)[0])
            | set(self.failing(setting, library, library.folder)[0])
        )
        return total

    def failing(self, setting, library, folder, *more):
        cost = setting.meter.run(
            [setting.python, "-m", "pytest", "-q", "--tb=no", "-rfE", "-p", "no:cacheprovider",
             "-p", "no:hypothesispytest", *more, "."],
            setting.limit, self.tests,
            {"PYTHONPATH": str(folder), "PYTHONDONTWRITEBYTECODE": "1", **FIXED},
        )
        return re.findall(r"(?m)^(?:FAILED|ERROR) (\S+)", cost.output), cost

    def ask(self, setting, library, pair):
        skip = ["--deselect=" + name for name in self.flaky]
        found, cost = self.failing(setting, library, pair.folder, *skip)
        found = [name for name in found if name not in self.flaky]
        witness = min((self.source(name) for name in found), key=len) if found else ""
        if cost.late:
            # A test that hangs is told as one that fails.
            return Answer(True, cost, "", how="behaviour", note="hung")
        return Answer(bool(found), cost, witness, how="behaviour")

    def source(self, name):
        """The text of a test's body."""
        file, _, function = name.partition("::")
        text = (self.tests / file).read_text()
        for node in ast.parse(text).body:
            if isinstance(node, ast.FunctionDef) and node.name == function:
                return "\n".join(ast.unparse(one) for one in node.body)
        return text


def modules(library):
    """The library's modules that define a function or class."""
    base = library.folder / library.module
    if not base.is_dir():
        return [library.module]
    found = []
    for file in sorted(base.rglob("*.py")):
        tree = ast.parse(file.read_text("utf-8"))
        if any(isinstance(node, (ast.FunctionDef, ast.ClassDef)) for node in tree.body):
            parts = file.relative_to(library.folder).with_suffix("").parts
            found.append(".".join(parts[:-1] if parts[-1] == "__init__" else parts))
    return found


def added(one, other):
    one.wall, one.cpu = one.wall + other.wall, one.cpu + other.cpu
    one.late = one.late or other.late
    return one


def board():
    """Every tool, in the table's order."""
    return [
        Specter("specter diff, 100 probes", 100),
        Specter("specter diff, 600 probes (default)", 600),
        Specter("specter diff, 4,000 probes", 4000),
        Hypothesis("Hypothesis ghostwriter, 100 examples", 100),
        Hypothesis("Hypothesis ghostwriter, all the time", MANY),
        CrossHair(),
        Pynguin(),
        Griffe(),
    ]


def install(peers):
    """Puts the peers in an environment of their own."""
    pins = HERE / "peers.txt"
    done = peers / "installed.txt"
    if not done.exists() or done.read_text() != pins.read_text():
        subprocess.run([sys.executable, "-m", "venv", str(peers)], check=True)
        subprocess.run(
            [str(peers / "bin/pip"), "install", "--quiet", "--disable-pip-version-check",
             "--only-binary", ":all:", "-r", str(pins)], check=True,
        )
        done.write_text(pins.read_text())


def pinned():
    """The peers' versions."""
    lines = (HERE / "peers.txt").read_text().splitlines()
    return [line for line in lines if line and line[0] != "#"]
