"""board SPECTER: Specter beside its peers on the same seeded mutants, in the same time.

    python3 scripts/board SPECTER [--seed N] [--mutants N] [--controls N] [--seconds S]
        [--libraries a,b] [--out FOLDER] [--table]

SECONDS are CPU seconds that a tool may use on one pair; each library's work is held to one core.
Prints the table as markdown; the raw lists go to FOLDER/MODULE.json. `--table` prints the table of
the lists that lie there. See docs/benchmarks.md, "The board".
"""

import argparse
import datetime
import json
import os
import pathlib
import platform
import subprocess
import sys
import threading

sys.dont_write_bytecode = True

import libraries  # noqa: E402
import pairs  # noqa: E402
import table  # noqa: E402
import tools  # noqa: E402
from metering import Meter, fresh  # noqa: E402

ROOT = pathlib.Path(__file__).resolve().parents[2]
HERE = pathlib.Path(__file__).resolve().parent
BUILD, PEERS = ROOT / ".build/board", ROOT / ".build/bench-peers"
WITNESS = 200  # characters of a witness that the raw list keeps


def main():
    ask = argparse.ArgumentParser(prog="board")
    ask.add_argument("specter", type=pathlib.Path)
    ask.add_argument("--seed", type=int, default=1)
    ask.add_argument("--mutants", type=int, default=10)
    ask.add_argument("--controls", type=int, default=3)
    ask.add_argument("--seconds", type=float, default=10)
    ask.add_argument("--libraries", default="")
    ask.add_argument("--out", type=pathlib.Path, default=BUILD / "out")
    ask.add_argument("--table", action="store_true")
    ask.add_argument("--core", type=int, help=argparse.SUPPRESS)
    given = ask.parse_args()
    rows = libraries.chosen([name for name in given.libraries.split(",") if name])
    given.out = given.out.resolve()
    if given.core is not None:
        os.sched_setaffinity(0, {given.core})
        meter = Meter()
        try:
            for row in rows:
                measure(row, given, meter)
        finally:
            meter.close()
        return
    if not given.table:
        given.out.mkdir(parents=True, exist_ok=True)
        tools.install(PEERS)
        spread([row[2] for row in rows])
    files = [given.out / (row[2] + ".json") for row in rows]
    print(table.table([json.loads(file.read_text()) for file in files if file.exists()]))


def spread(modules):
    """A process for each library, on one core each: every tool has one core at a time."""
    waiting, lock = list(modules), threading.Lock()
    failed = []

    def work(core):
        while True:
            with lock:
                if not waiting:
                    return
                module = waiting.pop(0)
            # The last of two equal options counts.
            more = ["--libraries", module, "--core", str(core)]
            done = subprocess.run([sys.executable, str(HERE), *sys.argv[1:], *more])
            if done.returncode:
                failed.append(module)

    threads = [threading.Thread(target=work, args=(core,)) for core in os.sched_getaffinity(0)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failed:
        sys.exit("board: no result for %s" % ", ".join(failed))


def measure(row, given, meter):
    """One library's raw list, written as it grows."""
    library = libraries.fetch(row, BUILD / "wheels", PEERS / "bin/python")
    scratch = fresh(BUILD / "work" / library.module)
    setting = tools.Setting(
        given.specter.resolve(), PEERS, meter, given.seconds, given.seed,
        fresh(BUILD / "sides" / library.module),
    )
    changed, left_out = pairs.mutants(library, scratch, given.seed, given.mutants)
    same = pairs.equivalents(library, scratch, given.seed, given.controls)
    changed = spaced(changed, same)
    board = tools.board()
    result = {
        "title": library.title, "kind": library.kind, "seed": given.seed,
        "seconds": given.seconds, "leftOut": left_out, "cpuBy": meter.kind,
        "versions": tools.pinned() + [version(given.specter)], "python": platform.python_version(),
        "date": datetime.date.today().isoformat(), "order": [tool.name for tool in board],
        "load": round(os.getloadavg()[0], 1), "prepared": {}, "pairs": [],
    }
    for tool in board:
        cost = tool.prepare(setting, library)
        if cost:
            result["prepared"][tool.name] = round(cost.cpu, 2)
    for pair in changed:
        entry = {"name": pair.name, "mutant": pair.is_mutant, **pair.what, "tools": {}}
        for tool in board:
            entry["tools"][tool.name] = plain(tool.ask(setting, library, pair))
        result["pairs"].append(entry)
        told = [name for name, one in entry["tools"].items() if one["told"]]
        print("%s %s: %s" % (library.module, pair.name, ", ".join(told) or "none"),
              file=sys.stderr, flush=True)
        text = json.dumps(result, indent=1, ensure_ascii=True)
        (given.out / (library.module + ".json")).write_text(text + "\n")
    return result


def spaced(many, few):
    """Both lists in one, the few spread evenly, so that a run that was stopped has some of each."""
    placed = [((place + 1) / len(many), 0, one) for place, one in enumerate(many)]
    placed += [((place + 1) / len(few), 1, one) for place, one in enumerate(few)]
    return [one for _, _, one in sorted(placed, key=lambda item: item[:2])]


def plain(answer):
    """An answer as data. The witness's whole length is kept where its text is cut."""
    cost = answer.cost
    return {
        "told": answer.told, "how": answer.how if answer.told else "", "note": answer.note,
        "witness": answer.witness[:WITNESS] if answer.told else "",
        "size": len(answer.witness) if answer.told else 0,
        "runs": answer.runs, "rate": answer.rate and round(answer.rate, 1),
        "wall": round(cost.wall, 2), "cpu": round(cost.cpu, 2), "late": cost.late,
    }


def version(specter):
    done = subprocess.run([str(specter), "--version"], capture_output=True, text=True)
    return "specter==" + done.stdout.strip()


main()
