"""What an agent may not do, and what it may not use up (`make test-agents`)."""

import json
import subprocess
import unittest

import jsonschema

from bench import EXTRACT, Bench, scenes, together
from test_agents import ACP

ESCALATE = {"call": "exec_command", "with": {
    "cmd": "touch /var/elsewhere", "sandbox_permissions": "require_escalated",
    "justification": "It must be there."}}
# Without isolation each of these has less than it asks for: a tool call that it is denied, and how
# that is noted.
DENIED = {
    "claude": ({"call": "Read", "with": {"file_path": "/etc/hostname"}}, "Read", "/etc/hostname"),
    "codex:scripted": (ESCALATE, "shell", "outside of its sandbox"),
    "codex-server:scripted": (
        ESCALATE, "shell", "/bin/bash -lc 'touch /var/elsewhere'"),
}


class DeniedTest(unittest.TestCase):
    """A tool that an agent is not allowed is told apart, and said in words."""

    def trial(self, agent, turns, *words):
        bench = Bench([{"when": "trial", "turns": turns}])
        self.addCleanup(bench.close)
        return bench, bench.run("agents", "test", agent, "--isolation", "none", *words)

    def test_a_denied_tool_is_not_tried_again(self):
        def body(agent):
            call, tool, _ = DENIED[agent]
            bench, done = self.trial(agent, [call, {"say": "I was not allowed to."}])
            self.assertEqual(done.returncode, 2)
            self.assertIn(f"it was denied {tool}. Run it sealed", done.stderr)
            self.assertNotIn("beginning again", done.stderr)

        together(self, DENIED, body)

    def test_work_in_spite_of_a_denial_counts_and_the_denial_is_kept(self):
        def body(agent):
            call, tool, what = DENIED[agent]
            turns = [call, {"run": EXTRACT}, {"say": "Done."}]
            bench = Bench(scenes(extractor=turns, implementer=[{"status": 401}]))
            self.addCleanup(bench.close)
            done = bench.loop(agent, "--isolation", "none")
            recordings = bench.recordings()
            self.assertEqual(len(recordings), 1, done.stdout[-2000:] + done.stderr)
            for name, recording in recordings.items():
                level = "none" if agent == "claude" else "folder"
                self.assertEqual(recording["isolation"], level)
                folder = bench.project / "corpora/tiny/recordings" / name
                access = (folder / "access.log").read_text()
                self.assertIn(f"denied {tool} {what}", access)
                self.assertIn("[denied: ", (folder / "transcript.md").read_text())

        together(self, DENIED, body)

    def test_what_was_tried_elsewhere_in_vain_was_not_written(self):
        turns = [{"call": "Edit", "with": {
            "file_path": "/etc/hostname", "old_string": "a", "new_string": "b"}}, {"say": "No."}]
        bench, done = self.trial("claude", turns)
        self.assertIn("it left no new or changed file", done.stderr)

    def test_codex_works_in_its_own_sandbox(self):
        turns = [{"run": "touch /var/elsewhere; echo 'print(\"ready\")' > trial.py"},
                 {"say": "Done."}]
        for agent in ("codex:scripted", "codex-server:scripted"):
            with self.subTest(agent=agent):
                bench, done = self.trial(agent, turns)
                self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
                self.assertIn("isolation folder", done.stdout)
                self.assertFalse(subprocess.run(["test", "-e", "/var/elsewhere"]).returncode == 0)


class LimitTest(unittest.TestCase):
    """A turn that has used up what it was given is asked to end, where it can be, and counted."""

    def spent(self, agent, turns, *words, text, usage):
        """A loop whose extractor goes by `turns`, and what its failed step used."""
        bench = Bench(scenes(extractor=turns))
        self.addCleanup(bench.close)
        done = bench.loop(agent, *words)
        events = [json.loads(line) for line in done.stdout.splitlines()]
        self.assertEqual(events[-1]["stop"], "failed", done.stdout[-2000:] + done.stderr)
        self.assertIn(text, events[-1]["sentence"])
        failed = next(event for event in events if event["event"] == "stepFailed")
        used = failed["cost"]["usage"]
        self.assertEqual(used and (used["tokensIn"], used["tokensOut"]), usage)
        return done

    def test_tokens(self):
        # Codex tells its tokens when the command is done, and asks again at the same time.
        turns = [{"run": "true"}, {"stall": 60}]
        for agent in ("claude", "codex-server:scripted"):
            with self.subTest(agent=agent):
                done = self.spent(
                    agent, turns, "--agent-tokens", "1000", usage=(1200, 34),
                    text="it used up what it was given: 1234 of 1000 tokens")
                self.assertNotIn("beginning again", done.stderr)

    def test_time(self):
        self.spent(
            "codex-server:scripted", [{"run": "true"}, {"stall": 60}], "--agent-minutes", "0.1",
            text="it was not done within 6 s", usage=(1200, 34))

    def test_silence(self):
        # Two turns of one request each, and one that is never answered.
        self.spent(
            "codex-server:scripted", [{"run": "true"}, {"stall": 60}], "--stall", "4",
            text="it said nothing for 4 s", usage=(2400, 68))

    def test_a_prompt_is_cancelled(self):
        # Cancelled, this agent tells what it used.
        self.spent(
            ACP, [{"run": "true"}, {"stall": 60}], "--agent-minutes", "0.15",
            text="it was not done within 9 s", usage=(100, 10))


class SchemaTest(unittest.TestCase):
    """What Specter sends to `codex app-server` is what that version's own schema says."""

    def test_messages(self):
        bench = Bench([{"when": "trial", "turns": [{"run": "true"}, {"stall": 60}]}])
        self.addCleanup(bench.close)
        codex = bench.environment["SPECTER_CODEX"]
        sent, told = bench.folder / "sent.jsonl", bench.folder / "told.jsonl"
        # Without a sandbox, so that what is sent can be kept on its way; Codex's own is off here.
        bench.write("codex", f'#!/bin/sh\ncase "$*" in *app-server*) ;; *) exec {codex} "$@";; esac\n'
                             f'tee {sent} | {codex} "$@" | tee {told}\n')
        (bench.folder / "codex").chmod(0o755)
        done = bench.run(
            "agents", "test", "codex-server:scripted@low", "--isolation", "none", "--seconds", "6",
            SPECTER_CODEX=str(bench.folder / "codex"))
        self.assertIn("it was not done within 6 s", done.stderr)
        schema = bench.folder / "schema"
        schema.mkdir()
        subprocess.run(
            [codex, "app-server", "generate-json-schema", "--out", str(schema)], check=True,
            env={**bench.environment, "HOME": str(bench.folder)}, capture_output=True)
        messages = [json.loads(line) for line in sent.read_text().splitlines()]
        methods = [message["method"] for message in messages if "method" in message]
        self.assertEqual(methods, [
            "initialize", "initialized", "thread/start", "turn/start", "turn/interrupt"])
        for message in messages:
            kind = "ClientRequest" if "id" in message else "ClientNotification"
            rules = json.loads((schema / f"{kind}.json").read_text())
            jsonschema.Draft7Validator(rules).validate(message)
        # It was understood.
        self.assertIn('"status":"interrupted"', told.read_text())
        # The check can fail: a thread that is none of its kind is refused.
        turn = next(message for message in messages if message.get("method") == "turn/start")
        rules = json.loads((schema / "ClientRequest.json").read_text())
        with self.assertRaises(jsonschema.ValidationError):
            wrong = {**turn, "params": {**turn["params"], "threadId": 7}}
            jsonschema.Draft7Validator(rules).validate(wrong)


if __name__ == "__main__":
    unittest.main(verbosity=2)
