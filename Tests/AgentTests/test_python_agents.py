"""mini-swe-agent, aider and, by the Agent Client Protocol, mistral-vibe, against the scripted
endpoint. They are installed by `make test-agents AGENTS=all` alone: hundreds of megabytes each.
"""

import json
import os
import pathlib
import unittest

from bench import ADDED, LIBRARY, SPEC, Bench, scenes
from test_agents import RoundTest


def edit(path, text):
    """A turn in which the model adds to a file, in the form that aider reads edits from."""
    return {"say": f"{path}\n````\n<<<<<<< SEARCH\n=======\n{text}>>>>>>> REPLACE\n````\n"}


def aider_scenes(**changes):
    """The scenes of `bench`, without a shell: the two builds are told apart by the spec they see."""
    wrong = LIBRARY.replace("text.split()", 'text.split(" ")')
    roles = {
        "extractor": [edit("SPEC.md", SPEC)], "implementer": [edit("MODULE.py", wrong)],
        "reviser": [edit("SPEC.md", "\n" + ADDED + "\n")], **changes,
    }
    second = {"when": ["ROLE-IMPLEMENTER", "R-05"], "turns": [edit("MODULE.py", LIBRARY)]}
    return [second] + [
        {"when": f"ROLE-{role.upper()}", "turns": turns} for role, turns in roles.items()]


class PythonAgentTest(RoundTest):
    """What both must do."""

    test_claude = test_codex = test_codex_server = None

    def failing(self, agent, turns, *words, text):
        """A loop whose extractor goes by `turns` and fails with `text`; its bench and its end."""
        bench = Bench(scenes(extractor=turns))
        self.addCleanup(bench.close)
        done = bench.loop(agent, *words)
        ending = json.loads(done.stdout.splitlines()[-1])
        self.assertEqual(ending["stop"], "failed", ending)
        self.assertIn(text, ending["sentence"])
        self.assertEqual(bench.recordings(), {})
        return bench, done

    def transcripts(self, bench, role):
        return [content.decode() for path, content in bench.everything()
                if path.name == "transcript.md" and role in str(path)]


@unittest.skipUnless("SPECTER_MINI_SWE_AGENT" in os.environ, "mini-swe-agent is not installed")
class MiniTest(PythonAgentTest):
    AGENT = "mini-swe-agent:scripted"

    def test_a_round(self):
        bench = self.check(self.AGENT)
        for recording in bench.recordings().values():
            self.assertEqual(recording["agent"], "mini-swe-agent 2.4.6 (scripted)")
        # Whole lines, not what fits into a terminal's.
        told = "\n> bash: cat >> SPEC.md <<'EOF'\n" + SPEC
        self.assertIn(told, self.transcripts(bench, "extractor")[0])

    def test_a_refused_key_is_not_tried_again(self):
        bench, done = self.failing(self.AGENT, [{"status": 401}], text="refused the key")
        self.assertNotIn("beginning again", done.stderr)

    def test_nothing_done_is_no_work(self):
        self.failing(self.AGENT, [{"say": "Done."}], text="left no new or changed file")

    def test_its_turns_can_be_limited(self):
        turns = [{"run": "true"}] * 5
        bench, done = self.failing(
            self.AGENT, turns, "--agent-turns", "3", text="it used up what it was given")
        self.assertEqual(len(bench.requests()), 3)

    def test_a_model_must_be_named(self):
        bench = Bench([])
        self.addCleanup(bench.close)
        done = bench.loop("mini-swe-agent")
        self.assertEqual(done.returncode, 64)
        self.assertIn("mini-swe-agent has no model of its own", done.stderr)


@unittest.skipUnless("SPECTER_AIDER" in os.environ, "aider is not installed")
class AiderTest(PythonAgentTest):
    AGENT = "aider:scripted"

    def test_a_round(self):
        bench = self.check(self.AGENT, script=aider_scenes(), usage=(1200, None, 34))
        for recording in bench.recordings().values():
            self.assertEqual(recording["agent"], "aider 0.86.2 (scripted)")

    def test_a_refused_key_is_not_tried_again(self):
        bench, done = self.failing(self.AGENT, [{"status": 401}], text="refused the key")
        self.assertNotIn("beginning again", done.stderr)

    def test_nothing_done_is_no_work(self):
        self.failing(self.AGENT, [{"say": "All is well."}], text="left no new or changed file")


@unittest.skipUnless("SPECTER_VIBE_PYTHON" in os.environ, "mistral-vibe is not installed")
class VibeTest(PythonAgentTest):
    """`vibe-acp`, as a user would name it: a script that says where its model is starts it."""

    AGENT = "acp:{} {}".format(
        os.environ.get("SPECTER_VIBE_PYTHON"),
        pathlib.Path(__file__).resolve().parent / "vibe_agent.py")

    def test_a_round(self):
        bench = self.check(self.AGENT)
        for recording in bench.recordings().values():
            self.assertEqual(recording["agent"], "acp @mistralai/mistral-vibe 3.0.2 (scripted)")
        self.assertIn("The spec is written.", self.transcripts(bench, "extractor")[0])

    def test_a_refused_key_is_not_tried_again(self):
        bench, done = self.failing(self.AGENT, [{"status": 401}], text="refused the key")
        self.assertNotIn("beginning again", done.stderr)

    def test_nothing_done_is_no_work(self):
        self.failing(self.AGENT, [{"say": "All is well."}], text="left no new or changed file")

    def test_what_is_not_permitted_is_not_done(self):
        bench = Bench([{"when": "trial", "turns": [{"run": "touch trial.py"}, {"say": "No."}]}])
        self.addCleanup(bench.close)
        done = bench.run("agents", "test", self.AGENT, "--isolation", "none", "--seconds", "60")
        self.assertEqual(done.returncode, 2)
        self.assertIn("it was denied", done.stderr)

    def test_a_prompt_is_cancelled(self):
        bench, done = self.failing(
            self.AGENT, [{"run": "true"}, {"stall": 90}], "--agent-minutes", "0.25",
            text="it was not done within 15 s")
        events = [json.loads(line) for line in done.stdout.splitlines()]
        failed = next(event for event in events if event["event"] == "stepFailed")
        # One request was answered when it was cancelled, and that is told.
        self.assertEqual(failed["cost"]["usage"]["tokensIn"], 1200)


# The base class is run with the agents of its own.
del PythonAgentTest, RoundTest

if __name__ == "__main__":
    unittest.main(verbosity=2)
