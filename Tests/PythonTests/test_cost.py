"""What the driver tells of the cost of a probe."""

import json
import os
import tempfile
import unittest

from support import ask

SOURCE = '''
def spin(count):
    total = 0
    for number in range(count):
        total += number * number
    return total % 7

def hold(mebibytes):
    return len(bytearray(b"x") * (mebibytes << 20))

def child(count):
    import subprocess, sys
    subprocess.run([sys.executable, "-S", "-c", "sum(range(%d))" % count], check=True)

def fail(count):
    spin(count)
    raise ValueError("no")
'''
ON = {"cost": "on"}


def call(number, *steps):
    return {"id": number, "do": [{"call": name, "args": [value]} for name, value in steps]}


class Cost(unittest.TestCase):
    def answers(self, *requests):
        with tempfile.TemporaryDirectory() as root:
            with open(os.path.join(root, "spinning.py"), "w") as file:
                file.write(SOURCE)
            return [json.loads(line) for line in ask(*requests, module="spinning", root=root)]

    # SPEC: R-DRV-16
    def test_what_is_much_is_told_without_being_asked_for(self):
        hello, quick, slow, large = self.answers(
            {"hello": 1}, call(1, ("spin", 3)), call(2, ("spin", 800_000)), call(3, ("hold", 64))
        )
        self.assertIs(hello["cost"], True)
        self.assertEqual(quick, {"id": 1, "did": [{"return": 5}]})
        self.assertGreater(slow["cost"]["cpu"], 8_000)
        self.assertLess(slow["cost"]["memory"], 8 << 20)
        self.assertGreater(large["cost"]["memory"], 60 << 20)

    def test_a_large_probe_after_a_larger_one_is_told_too(self):
        first, second = self.answers(call(1, ("hold", 96)), call(2, ("hold", 48)))
        self.assertGreater(first["cost"]["memory"], 90 << 20)
        self.assertGreater(second["cost"]["memory"], 40 << 20)

    # SPEC: R-DRV-16
    def test_asked_for_it_is_told_of_every_probe_with_the_step_that_took_most(self):
        on, quick, mixed, other, off, plain = self.answers(
            ON, call(1, ("spin", 3)), call(2, ("spin", 3), ("spin", 800_000), ("hold", 64)),
            call(3, ("hold", 64), ("spin", 1_500_000)), {"cost": "off"}, call(4, ("spin", 3)),
        )
        self.assertEqual((on, off), ({"cost": True}, {"cost": False}))
        self.assertLess(quick["cost"]["cpu"], 8_000)
        self.assertEqual(quick["cost"]["cpuStep"], 0)
        self.assertEqual(mixed["cost"]["memoryStep"], 2)
        self.assertGreater(mixed["cost"]["memory"], 60 << 20)
        self.assertEqual(other["cost"]["memoryStep"], 0)
        self.assertEqual(other["cost"]["cpuStep"], 1)
        self.assertNotIn("cost", plain)

    def test_threads_and_children_count_and_so_does_what_raises(self):
        _, child, fail = self.answers(
            ON, call(1, ("child", 3_000_000)), call(2, ("fail", 800_000))
        )
        self.assertGreater(child["cost"]["cpu"], 20_000)
        self.assertGreater(fail["cost"]["cpu"], 8_000)
        self.assertEqual(fail["did"][0]["raise"]["type"], "ValueError")

    def test_the_outcome_is_the_same_measured_or_not(self):
        asked = [call(n, ("spin", n * 1000), ("hold", n % 3)) for n in range(20)]
        plain = self.answers(*asked)
        measured = self.answers(ON, *asked)[1:]
        self.assertEqual([a["did"] for a in plain], [a["did"] for a in measured])

    def test_loading_the_subject_is_no_cost_of_a_probe(self):
        with tempfile.TemporaryDirectory() as root:
            with open(os.path.join(root, "heavy.py"), "w") as file:
                file.write("data = [str(n) for n in range(300000)]\ndef size(): return 1\n")
            asked = {"id": 1, "do": [{"call": "size"}]}
            answers = ask(asked, module="heavy", root=root)
        self.assertEqual(answers, ['{"id":1,"did":[{"return":1}]}'])


if __name__ == "__main__":
    unittest.main()
