"""The real agents, through `specter`, against a scripted endpoint (`make test-agents`)."""

import json
import os
import pathlib
import shutil
import tempfile
import unittest

from bench import BUILD, EXTRACT, KEY, Bench, scenes, together

# Codex takes the tools of a model that it does not know from its own defaults, a shell among them.
AGENTS = {"claude": "claude", "codex": "codex:scripted"}
# An agent of the protocol's own library, the way a user would name it.
ACP = "acp:{} {}".format(
    os.environ.get("SPECTER_ACP_PYTHON", "python3"),
    pathlib.Path(__file__).resolve().parent / "acp_agent.py")
OTHER_KEY = "another-key-0123456789"


# SPEC: R-CLI-18, R-CLI-19
class RoundTest(unittest.TestCase):
    """Extractor, implementer and reviser, each a fresh process in the sealed sandbox."""

    def check(self, agent, script=None, usage=(2400, 400, 68)):
        """A loop to its end; `usage` is that of each turn: tokens in, cached ones, tokens out."""
        bench = Bench(script)
        self.addCleanup(bench.close)
        done = bench.loop(agent)
        self.assertEqual(done.returncode, 0, done.stdout[-3000:] + done.stderr)
        self.assertIn('"stop":"converged"', done.stdout)
        recordings = bench.recordings()
        # One extraction, a build that counts words wrong, a revision, and two builds that hold.
        roles = sorted(name.split("-")[0] for name in recordings)
        self.assertEqual(roles, ["extractor"] + ["implementer"] * 3 + ["reviser"])
        for name, recording in recordings.items():
            self.assertEqual(recording["isolation"], "sealed", name)
            self.assertTrue(recording["agent"].startswith(agent.split(":")[0] + " "), recording)
            if usage is None:
                self.assertNotIn("usage", recording)
                continue
            # By default two requests of each turn, as the endpoint counts them.
            told = recording["usage"]
            self.assertEqual((told["tokensIn"], told.get("cached"), told["tokensOut"]), usage)
        # The key was the relay's to add, and it is nowhere.
        requests = bench.requests()
        self.assertTrue(all(request["key"] == KEY[-4:] for request in requests))
        self.assert_nowhere(bench, KEY)
        self.check_replay(bench)
        return bench

    def assert_nowhere(self, bench, text):
        for path, content in bench.everything():
            self.assertNotIn(text.encode(), content, f"in {path}")

    def check_replay(self, bench):
        """What was recorded is replayed to the same end, with no agent installed."""
        spec = (bench.spec / "SPEC.md").read_text()
        asked = len(bench.requests())
        done = bench.run(
            "loop", "specs/tiny", "--fresh", "--restart", "--agent", "recorded", "--probes", "60",
            SPECTER_CLAUDE="/none", SPECTER_CODEX="/none")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual((bench.spec / "SPEC.md").read_text(), spec)
        self.assertEqual(len(bench.requests()), asked)

    def test_claude(self):
        self.check(AGENTS["claude"])

    def test_codex(self):
        self.check(AGENTS["codex"])

    def test_codex_server(self):
        self.check("codex-server:scripted")


# SPEC: R-CLI-20
class FaultTest(unittest.TestCase):
    """Each fault is told apart, begun again or not, and said in words."""

    def loop(self, agent, turns, *words, **environment):
        """A loop whose extractor goes by `turns`, and which ends where a build would begin."""
        bench = Bench(scenes(extractor=turns, implementer=[{"status": 401}]))
        self.addCleanup(bench.close)
        done = bench.loop(AGENTS[agent], *words, **environment)
        return bench, done

    def assert_failed(self, done, text):
        ending = json.loads(done.stdout.splitlines()[-1])
        self.assertEqual(ending["event"], "ended", done.stdout[-2000:] + done.stderr)
        self.assertEqual(ending["stop"], "failed", ending)
        self.assertIn(text, ending["sentence"])
        self.assertEqual(done.returncode, 2)

    @staticmethod
    def refusals(agent, status):
        """More refusals than the agents bear by themselves, then the work."""
        times = {"claude": 5, "codex": 10 if status >= 500 else 1}[agent]
        return [{"status": status, "times": times}, {"run": EXTRACT}, {"say": "Done."}]

    def assert_extracted(self, bench, done):
        roles = [name.split("-")[0] for name in bench.recordings()]
        self.assertEqual(roles, ["extractor"], done.stdout[-2000:] + done.stderr)

    def each(self, body):
        together(self, AGENTS, body)

    def test_a_refused_key_is_not_tried_again(self):
        def body(agent):
            bench, done = self.loop(agent, [{"status": 401}])
            self.assert_failed(done, "refused the key")
            self.assertNotIn("beginning again", done.stderr)

        self.each(body)

    def test_too_many_requests_are_waited_for(self):
        def body(agent):
            bench, done = self.loop(agent, self.refusals(agent, 429))
            self.assert_extracted(bench, done)
            self.assertIn("asked too often", done.stderr)
            self.assertIn("beginning again in 5 s", done.stderr)

        self.each(body)

    def test_a_failing_endpoint_is_tried_again(self):
        def body(agent):
            bench, done = self.loop(agent, self.refusals(agent, 500))
            self.assert_extracted(bench, done)
            self.assertIn("endpoint failed", done.stderr)
            # What the turn that failed took is counted; it got no token.
            self.assertEqual(list(bench.recordings().values())[0]["usage"]["tokensOut"], 68)

        self.each(body)

    def test_an_endpoint_that_breaks_off_is_tried_again(self):
        def body(agent):
            # Two turns break off, the third is answered.
            times = {"claude": 13, "codex": 7}[agent]
            turns = [{"hangup": True, "times": times}, {"run": EXTRACT}, {"say": "Done."}]
            bench, done = self.loop(agent, turns)
            self.assert_extracted(bench, done)
            self.assertIn("can't be reached", done.stderr)

        self.each(body)

    def test_a_stall_is_ended(self):
        def body(agent):
            bench, done = self.loop(agent, [{"stall": 60}], "--stall", "4")
            self.assert_failed(done, "said nothing for 4 s")
            self.assertIn("beginning again", done.stderr)

        self.each(body)

    def test_nothing_done_is_no_work(self):
        def body(agent):
            bench, done = self.loop(agent, [{"say": "All is well, I have finished."}])
            self.assert_failed(done, "left no new or changed file")
            self.assertEqual(bench.recordings(), {})

        self.each(body)

    def test_work_outside_of_the_folder_is_none(self):
        def body(agent):
            turns = [{"run": "cp SPEC.md /tmp/SPEC.md; echo more >> /tmp/SPEC.md"}, {"say": "Done."}]
            bench, done = self.loop(agent, turns)
            self.assert_failed(done, "wrote outside of its folder: /tmp/SPEC.md")

        self.each(body)

    def test_what_is_no_spec_goes_back_a_set_number_of_times(self):
        def body(agent):
            turns = [{"run": "echo '### `half(' >> SPEC.md"}, {"say": "Done."}]
            bench, done = self.loop(agent, turns)
            self.assert_failed(done, "no extraction was accepted in 3 attempts")
            self.assertEqual(len(bench.recordings()), 3)

        self.each(body)

    def test_a_missing_program_is_named(self):
        for agent, variable in (("claude", "SPECTER_CLAUDE"), ("codex", "SPECTER_CODEX")):
            bench, done = self.loop(agent, [], **{variable: "/no/such/program"})
            self.assert_failed(done, f"{agent} is not installed")

    def test_without_a_key_nothing_is_started(self):
        for agent in AGENTS:
            bench, done = self.loop(agent, [], ANTHROPIC_API_KEY="", OPENAI_API_KEY="")
            self.assert_failed(done, "has no key")
            self.assertEqual(bench.requests(), [])


class AcpTest(RoundTest):
    """An agent that speaks the Agent Client Protocol: it is asked, and asks back."""

    # The round of the base class, with this agent alone.
    test_claude = test_codex = test_codex_server = None

    def trial(self, turns, *words, seconds="60", **environment):
        """`specter agents test`, whose agent goes by `turns`."""
        bench = Bench([{"when": "trial of ten seconds", "turns": turns}])
        self.addCleanup(bench.close)
        agent = " ".join([ACP, *words])
        return bench, bench.run("agents", "test", agent, "--seconds", seconds, **environment)

    def test_a_round(self):
        bench = self.check(ACP, usage=None)
        names = {recording["agent"] for recording in bench.recordings().values()}
        self.assertEqual(names, {"acp small 1.2.3"})
        transcripts = [
            content.decode() for path, content in bench.everything()
            if path.name == "transcript.md" and "extractor" in str(path)]
        # A text that came in two pieces is one.
        self.assertIn("\nThe spec is written.\n", transcripts[0])

    def test_a_refusal_is_a_failure_in_words(self):
        bench, done = self.trial([{"say": "I refuse to do this."}])
        self.assertEqual(done.returncode, 2)
        self.assertIn("its turn failed: the model refused", done.stderr)

    def test_a_refused_key_is_told_apart(self):
        bench, done = self.trial([{"status": 401}])
        self.assertEqual(done.returncode, 2)
        self.assertIn("refused the key", done.stderr)
        self.assertNotIn("beginning again", done.stderr)

    def test_nothing_done_is_no_work(self):
        bench, done = self.trial([{"say": "All is well, I have finished."}])
        self.assertEqual(done.returncode, 2)
        self.assertIn("left no new or changed file", done.stderr)

    def test_a_program_in_the_temporary_folder_is_not_its_work(self):
        folder = pathlib.Path(tempfile.mkdtemp(prefix="agent[1]*", dir="/tmp"))
        self.addCleanup(shutil.rmtree, folder)
        os.chmod(folder, 0o755)
        program, script = ACP.removeprefix("acp:").split(" ")
        agent = shutil.copy(script, folder)
        bench = Bench([{
            "when": "trial of ten seconds", "turns": [{"say": "All is well, I have finished."}]}])
        self.addCleanup(bench.close)
        done = bench.run("agents", "test", "acp:%s '%s'" % (program, agent), "--seconds", "60")
        self.assertEqual(done.returncode, 2)
        self.assertIn("left no new or changed file", done.stderr)

    def test_a_file_can_be_written_through_the_client(self):
        bench, done = self.trial([{"say": 'print("ready")'}], "--save", "a/../trial.py")
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)

    def test_a_file_elsewhere_is_refused_to_it(self):
        bench, done = self.trial([{"say": 'print("ready")'}], "--save", "/ws/../tmp/trial.py")
        self.assertEqual(done.returncode, 2)
        self.assertIn("the path is not in the workspace: /tmp/trial.py", done.stderr)

    def test_what_is_not_permitted_is_not_done(self):
        bench = Bench([{"when": "trial", "turns": [{"run": "touch trial.py"}, {"say": "No."}]}])
        self.addCleanup(bench.close)
        done = bench.run("agents", "test", ACP, "--isolation", "none", "--seconds", "60")
        self.assertEqual(done.returncode, 2)
        self.assertIn("it was denied bash", done.stderr)

    def test_a_missing_program_is_named(self):
        bench = Bench([])
        self.addCleanup(bench.close)
        done = bench.run("agents", "test", "acp:/no/such/program --acp")
        self.assertEqual(done.returncode, 2)
        self.assertIn("there is no program '/no/such/program'", done.stderr)

    def test_a_script_beside_the_reference_is_not_bound(self):
        bench = Bench()
        self.addCleanup(bench.close)
        script = ACP.split(" ")[1]
        bench.write("project/agent.py", pathlib.Path(script).read_text())
        (bench.folder / "link").symlink_to(bench.project)
        for folder in (bench.project, bench.folder / "link"):
            done = bench.loop(ACP.replace(script, str(folder / "agent.py")), "--restart")
            self.assertEqual(done.returncode, 2)
            self.assertIn(f"holds {bench.project}", done.stdout)
        self.assertEqual(bench.requests(), [])

    def test_an_agent_that_speaks_otherwise_ends_early(self):
        bench = Bench([])
        self.addCleanup(bench.close)
        done = bench.run("agents", "test", "acp:/bin/echo hello")
        self.assertEqual(done.returncode, 2)
        self.assertIn("ended before its turn was complete", done.stderr)


class SealTest(unittest.TestCase):
    """An implementer that looks for the original, and one that looks for the key."""

    LOOK = (
        "env; ls -la / /tmp /root FOLDER FOLDER/project/ref; cat FOLDER/project/ref/*.py; "
        "curl -s -m 5 http://127.0.0.1:PORT/v1/models; echo looked"
    )

    def test_it_finds_neither(self):
        def body(agent):
            bench = Bench([])
            self.addCleanup(bench.close)
            look = self.LOOK.replace("PORT", str(bench.port))
            look = look.replace("FOLDER", str(bench.folder))
            bench.serve(scenes(implementer=[
                {"run": look}, {"run": BUILD}, {"say": "It is built."}]))
            for name, path in (("ANTHROPIC_BASE_URL", ""), ("OPENAI_BASE_URL", "/v1")):
                bench.environment[name] = f"http://127.0.0.1:{bench.port}{path}"
            done = bench.loop(agent)
            self.assertEqual(done.returncode, 0, done.stdout[-2000:] + done.stderr)
            transcripts = [
                content.decode() for path, content in bench.everything()
                if path.name == "transcript.md" and "implementer" in str(path)]
            self.assertEqual(len(transcripts), 3)
            for text in transcripts:
                # It looked, saw its own folder, and nothing of the original.
                self.assertIn("SPEC.md", text)
                self.assertNotIn("text.split())\n\n\ndef", text.split("def shout")[0])
                self.assertNotIn("project/ref/" + bench.module + ".py\n", text)
                self.assertNotIn(KEY, text)

        together(self, (*AGENTS.values(), ACP), body)

    def test_a_login_of_its_own_is_used_and_kept_nowhere(self):
        token = "sk-ant-oat-planted-0123456789abcdef"
        bench = Bench(scenes(extractor=[{"run": "env; " + EXTRACT}, {"say": "Done."}]))
        self.addCleanup(bench.close)
        bench.write("home/.claude/.credentials.json",
                    json.dumps({"claudeAiOauth": {"accessToken": token}}))
        done = bench.loop("claude", ANTHROPIC_API_KEY="")
        self.assertEqual(done.returncode, 0, done.stdout[-2000:] + done.stderr)
        self.assertTrue(all(request["key"] == token[-4:] for request in bench.requests()))
        for path, content in bench.everything():
            if not path.name.endswith("credentials.json"):
                self.assertNotIn(token.encode(), content, f"in {path}")


if __name__ == "__main__":
    unittest.main(verbosity=2)
