import json
import os
import signal
import subprocess
import sys
import tempfile
import unittest

from support import SCRIPTS, run

SOURCE = '''
import os
import random
import signal
import time

seen = []


def remember(value):
    seen.append(value)
    return list(seen)


def draw():
    return random.random()


def leave(status):
    os._exit(status)


def fault():
    os.kill(os.getpid(), signal.SIGSEGV)


def linger():
    if not os.fork():
        time.sleep(60)
        os._exit(0)
    return "done"


def long(size):
    return "x" * size


def fill(size):
    time.sleep(0.01)
    return len(bytearray(b"x") * size)
'''
THREADED = '''
import threading
import time

threading.Thread(target=time.sleep, args=(60,), daemon=True).start()
'''


def call(number, name, *arguments):
    return {"id": number, "do": [{"call": name, "args": list(arguments)}]}


class Fork(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = folder.name
        self.write(SOURCE)

    def write(self, source):
        with open(os.path.join(self.root, "states.py"), "w") as file:
            file.write(source)

    def arguments(self):
        return "--root", self.root, "--module", "states", "--seed", "1"

    def answers(self, *requests):
        lines = "".join(json.dumps(request) + "\n" for request in requests)
        done = run("driver.py", *self.arguments(), data=lines.encode())
        return [json.loads(line) for line in done.stdout.splitlines()]

    def values(self, *requests):
        return [a["did"][0]["return"] for a in self.answers(*requests) if "did" in a]

    # SPEC: R-DRV-18
    def test_each_probe_finds_the_subject_as_it_was_after_its_import(self):
        found = self.values(
            {"fork": "on"}, call(1, "remember", 1), call(2, "remember", 2), {"fork": "off"},
            call(3, "remember", 3), call(4, "remember", 4),
        )
        self.assertEqual(found, [[1], [2], [3], [3, 4]])

    def test_chance_goes_as_in_a_new_process(self):
        new = self.values(call(1, "draw"))
        copies = self.values({"fork": "on"}, call(1, "draw"), call(2, "draw"))
        self.assertEqual(copies, new * 2)

    def test_the_process_ends_as_a_copy_ended(self):
        for probe, ending in ((call(1, "leave", 3), 3), (call(1, "fault"), -signal.SIGSEGV)):
            lines = json.dumps({"fork": "on"}) + "\n" + json.dumps(probe) + "\n"
            done = run("driver.py", *self.arguments(), data=lines.encode(), check=False)
            self.assertEqual((done.returncode, done.stdout), (ending, b""))

    def test_what_a_probe_leaves_running_is_not_waited_for(self):
        with subprocess.Popen(
            [sys.executable, "-I", "-S", "-B", os.path.join(SCRIPTS, "driver.py"), *self.arguments()],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, start_new_session=True,
        ) as driver:
            timer = signal.signal(signal.SIGALRM, lambda *_: self.fail("no answer in 20 s"))
            signal.alarm(20)
            try:
                for request in ({"fork": "on"}, call(1, "linger")):
                    driver.stdin.write(json.dumps(request) + "\n")
                    driver.stdin.flush()
                    answer = json.loads(driver.stdout.readline())
            finally:
                signal.alarm(0)
                signal.signal(signal.SIGALRM, timer)
                os.killpg(driver.pid, signal.SIGKILL)
        self.assertEqual(answer["did"], [{"return": "done"}])

    def test_a_long_answer_comes_whole(self):
        (text,) = self.values({"fork": "on"}, call(1, "long", 300_000))
        self.assertEqual(len(text), 300_000)

    # SPEC: R-DRV-16
    def test_a_copy_tells_what_its_probe_took(self):
        on, much, little = self.answers(
            {"fork": "on"}, call(1, "fill", 32 << 20), call(2, "remember", 1)
        )
        self.assertGreater(much["cost"]["memory"], 30 << 20)
        self.assertNotIn("cost", little)

    # SPEC: R-DRV-18
    def test_a_process_with_threads_does_not_offer_it(self):
        self.assertTrue(self.answers({"hello": 1})[0]["fork"])
        self.write(THREADED)
        self.assertFalse(self.answers({"hello": 1})[0]["fork"])

    # SPEC: R-DRV-18
    def test_a_process_with_open_files_does_not_offer_it(self):
        self.write("table = open(__file__)\n")
        self.assertFalse(self.answers({"hello": 1})[0]["fork"])
        self.write("import socket\n\nends = socket.socketpair()\n")
        self.assertFalse(self.answers({"hello": 1})[0]["fork"])

    def test_children_that_the_subject_has_reaped_are_no_crash(self):
        self.write(SOURCE + "\n\nsignal.signal(signal.SIGCHLD, signal.SIG_IGN)\n")
        self.assertEqual(self.values({"fork": "on"}, call(1, "remember", 1)), [[1]])
