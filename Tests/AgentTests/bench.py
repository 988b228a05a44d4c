"""A project of a test's own, a scripted endpoint, and `specter` run in it."""

import concurrent.futures
import json
import os
import pathlib
import shutil
import subprocess
import tempfile

import endpoint

ROOT = pathlib.Path(__file__).resolve().parents[2]
SPECTER = os.environ.get("SPECTER_BINARY", str(ROOT / ".build/debug/specter"))
KEY = "sk-test-planted-0123456789abcdef"

LIBRARY = """def shout(text: str) -> str:
    return text.upper() + "!"


def whisper(text: str) -> str:
    return text.lower() + "..."


def first(text: str) -> str:
    return text[:1]


def count(text: str) -> int:
    return len(text.split())
"""

SPEC = """
## Words

### `shout(text: str) -> str`

- **R-01** The result MUST be the text in upper case, then one exclamation mark.

```pycon
>>> shout("ab")
'AB!'
```

### `whisper(text: str) -> str`

- **R-02** The result MUST be the text in lower case, then three full stops.

```pycon
>>> whisper("AB")
'ab...'
```

### `first(text: str) -> str`

- **R-03** The result MUST be the first character, or nothing of an empty text.

```pycon
>>> first("ab")
'a'
```

### `count(text: str) -> int`

- **R-04** The result MUST be the number of words.

```pycon
>>> count("a b")
2
```
"""
ADDED = "- **R-05** Words MUST be what `str.split` without arguments gives."
# The front matter is there already; the first build counts words wrong, the second reads what the
# reviser added.
EXTRACT = "cat >> SPEC.md <<'EOF'\n" + SPEC + "EOF"
REVISE = "cat >> SPEC.md <<'EOF'\n" + ADDED + "\nEOF"
BUILD = (
    "cat > MODULE.py <<'EOF'\n" + LIBRARY.replace("text.split()", 'text.split(" ")') + "EOF\n"
    + "if grep -q R-05 SPEC.md; then sed -i 's/text.split(.*))/text.split())/' MODULE.py; fi\n"
)


def scenes(**changes):
    """The scenes of a loop that converges in its second round; `changes` by role."""
    roles = {
        "extractor": [{"run": EXTRACT}, {"say": "The spec is written."}],
        "implementer": [{"run": BUILD}, {"say": "It is built."}],
        "reviser": [{"run": REVISE}, {"say": "The spec is revised."}],
    }
    roles.update(changes)
    return [{"when": f"ROLE-{role.upper()}", "turns": turns} for role, turns in roles.items()]


def together(test, agents, body):
    """Runs `body` for all agents at one time, since most of it is waiting; each is a test alone."""
    with concurrent.futures.ThreadPoolExecutor() as pool:
        running = {agent: pool.submit(body, agent) for agent in agents}
    for agent, run in running.items():
        with test.subTest(agent=agent):
            run.result()


class Bench:
    """A folder with a library, a project and a server; gone at its end."""

    def __init__(self, script=None):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="specter-agents-"))
        self.folder.chmod(0o755)
        self.module = "tiny" + self.folder.name[-8:].replace("_", "x").lower()
        self.project = self.folder / "project"
        self.spec = self.project / "specs" / "tiny"
        self.write("project/ref/" + self.module + ".py", LIBRARY)
        for role in ("extractor", "implementer", "reviser"):
            text = f"ROLE-{role.upper()}: work in this folder as BRIEF.md says.{{{{findings}}}}\n"
            self.write(f"project/specs/tiny/prompts/{role}.md", text)
        self.log = self.folder / "requests.jsonl"
        self.serve(script or scenes())
        self.environment = {
            "PATH": os.environ["PATH"], "HOME": str(self.folder / "home"),
            "SPECTER_CACHE": str(self.folder / "cache"), "NO_COLOR": "1",
            "ANTHROPIC_BASE_URL": f"http://127.0.0.1:{self.port}", "ANTHROPIC_API_KEY": KEY,
            "OPENAI_BASE_URL": f"http://127.0.0.1:{self.port}/v1", "OPENAI_API_KEY": KEY,
        }
        for name in ("CLAUDE", "CODEX", "MINI_SWE_AGENT", "AIDER"):
            name = "SPECTER_" + name
            if name in os.environ:
                self.environment[name] = os.environ[name]
        self.run("init", "specs/tiny", "--from", "path:../../ref", check=True)

    def serve(self, script):
        text = json.dumps(script).replace("MODULE", self.module)
        self.server = endpoint.serve(json.loads(text), self.log)
        self.port = self.server.server_address[1]

    def write(self, path, text):
        target = self.folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text)

    def run(self, *words, check=False, seconds=300, **environment):
        done = subprocess.run(
            [SPECTER, *words], cwd=self.project, env={**self.environment, **environment},
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
            timeout=seconds)
        if check and done.returncode != 0:
            raise AssertionError(done.stdout + done.stderr)
        return done

    def loop(self, agent, *words, **environment):
        return self.run(
            "loop", "specs/tiny", "--agent", agent, "--probes", "60", "--record", "--json", *words,
            **environment)

    def requests(self):
        if not self.log.exists():
            return []
        return [json.loads(line) for line in self.log.read_text().splitlines()]

    def recordings(self):
        folder = self.project / "corpora" / "tiny" / "recordings"
        if not folder.exists():
            return {}
        return {
            path.name: json.loads((path / "recording.json").read_text())
            for path in sorted(folder.iterdir())
        }

    def everything(self):
        """Every byte that Specter left, to search for what must not be there."""
        for path in sorted(self.folder.rglob("*")):
            if path.is_file() and path != self.log:
                yield path, path.read_bytes()

    def close(self):
        self.server.shutdown()
        self.server.server_close()
        shutil.rmtree(self.folder, ignore_errors=True)
