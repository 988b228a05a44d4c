"""What the tests share: where the scripts are and how a driver is asked."""

import functools
import glob
import json
import os
import subprocess
import sys

sys.dont_write_bytecode = True

HERE = os.path.dirname(os.path.abspath(__file__))
SCRIPTS = os.path.join(HERE, "..", "..", "Sources", "SpecterDrivers", "Python")
FIXTURES = os.path.join(HERE, "Fixtures")
sys.path.insert(0, SCRIPTS)


@functools.lru_cache(maxsize=None)
def interpreters():
    """This interpreter and the later ones on this machine, each with its version: on the path, and
    where pyenv keeps them."""
    pyenv = os.environ.get("PYENV_ROOT") or os.path.expanduser("~/.pyenv")
    folders = os.environ.get("PATH", "").split(":") + sorted(
        glob.glob(os.path.join(pyenv, "versions", "*", "bin"))
    )
    found = {sys.version_info[:2]: sys.executable}
    for folder in folders:
        for path in sorted(glob.glob(os.path.join(folder, "python3.*"))):
            minor = path.rpartition(".")[2]
            version = (3, int(minor)) if minor.isdecimal() else (0, 0)
            if version <= sys.version_info[:2] or version in found:
                continue
            try:  # some are but links to a manager that has no such version
                if subprocess.run([path, "-c", ""], capture_output=True, timeout=60).returncode == 0:
                    found[version] = path
            except OSError:
                pass
    return [(found[version], version) for version in sorted(found)]


def run(script, *arguments, data=b"", seed=None, check=True, python=sys.executable):
    """Runs a script as Specter does: isolated, without site packages."""
    environment = {"PATH": os.environ.get("PATH", ""), "TZ": "UTC"}
    if seed is not None:
        environment["PYTHONHASHSEED"] = str(seed)
    done = subprocess.run(
        [python, "-I", "-S", "-B", os.path.join(SCRIPTS, script), *arguments],
        input=data, capture_output=True, env=environment, timeout=60,
    )
    if check and done.returncode:
        raise AssertionError("%s: %d: %s" % (script, done.returncode, done.stderr.decode()))
    return done


def ask(
    *requests, module="shapes", root=FIXTURES, seed=None, check=True, python=sys.executable
):
    """The driver's answers as text lines."""
    data = "".join(
        (r if isinstance(r, str) else json.dumps(r, ensure_ascii=False)) + "\n" for r in requests
    )
    done = run(
        "driver.py", "--root", root, "--module", module, data=data.encode(), seed=seed, check=check,
        python=python,
    )
    return done.stdout.decode().splitlines()


def outcomes(*steps, **options):
    """What each step of one probe did."""
    return json.loads(ask({"id": 1, "do": list(steps)}, **options)[0])["did"]


def echoed(value):
    """A value after it went into `echo` and came back."""
    return outcomes({"call": "echo", "args": [value]})[0].get("return")
