"""The libraries of the board: pinned wheels of different kinds, fetched and unpacked.

Each line names a file by its digest, so that a board of another day runs on the same bytes.
"""

import pathlib
import subprocess
import sys
import zipfile

# name on the index, version, module, kind, SHA-256 of the wheel
LIBRARIES = [
    ("pyhumps", "3.8.0", "humps", "text functions",
     "060e1954d9069f428232a1adda165db0b9d8dfdce1d265d36df7fbff540acfd6"),
    ("semantic-version", "2.10.0", "semantic_version", "objects",
     "de78a3b8e0feda74cabc54aab2da702113e33ac9d9eb9d2389bcf1f58b7d9177"),
    ("tomli", "2.5.0", "tomli", "parser",
     "32a7b79ac57a2e83670ce329ccf675798bc5a2094783a63676866b70503f2e2b"),
    ("ordered-set", "4.1.0", "ordered_set", "container",
     "046e1132c71fcf3330438a539928932caf51ddbc582496833e23de611de14562"),
    ("humanize", "4.17.0", "humanize", "numbers and dates",
     "02d0899527760efe18011944f882df4970943b4cdff7b5a0ba7fed43a576ef98"),
]


class Library:
    """One library, unpacked in `folder`."""

    def __init__(self, row, folder):
        self.name, self.version, self.module, self.kind, self.digest = row
        self.folder = folder

    @property
    def title(self):
        return "%s %s" % (self.name, self.version)


def chosen(names):
    """Rows of `LIBRARIES` by module or name, in their order; all without names."""
    rows = [row for row in LIBRARIES if not names or row[0] in names or row[2] in names]
    if names and len(rows) != len(set(names)):
        sys.exit("board: no such library among %s" % ", ".join(row[0] for row in LIBRARIES))
    return rows


def fetch(row, cache, python):
    """The unpacked library; nothing is fetched twice. `python` has pip."""
    name, version, module, _, digest = row
    folder = cache / ("%s-%s" % (name, version))
    if not (folder / "unpacked").exists():
        folder.mkdir(parents=True, exist_ok=True)
        pinned = folder / "requirements.txt"
        pinned.write_text("%s==%s --hash=sha256:%s\n" % (name, version, digest))
        # A wheel of plain Python, whatever else the index has for this machine.
        command = [
            str(python), "-m", "pip", "download", "--quiet", "--no-deps", "--require-hashes",
            "--only-binary", ":all:", "--platform", "any", "--implementation", "py", "--abi",
            "none", "--python-version", "3.11", "--dest", str(folder), "-r", str(pinned),
        ]
        done = subprocess.run(command, capture_output=True, text=True)
        if done.returncode:
            sys.exit("board: fetching %s: %s" % (name, done.stderr.strip()))
        fresh = folder / "unpacking"
        with zipfile.ZipFile(next(pathlib.Path(folder).glob("*.whl"))) as wheel:
            wheel.extractall(fresh)
        fresh.rename(folder / "unpacked")
    return Library(row, folder / "unpacked")
