import functools
import json
import os
import tempfile
import unittest

from support import ask, interpreters

SOURCE = '''
def size(number):
    if number > 3:
        return "big"
    for step in range(number):
        number += step
    return number
'''


def probe(number, argument):
    return {"id": number, "do": [{"call": "size", "args": [argument]}]}


TRACED = ["sizes.py:>3", "sizes.py:3>5", "sizes.py:5>6", "sizes.py:6>5", "sizes.py:5>7"]
MONITORED = [
    "sizes.py:3", "sizes.py:3>5", "sizes.py:5", "sizes.py:5>5", "sizes.py:6", "sizes.py:5>7",
    "sizes.py:7",
]


def with_each_interpreter(test):
    """Runs a test with this interpreter, and with every later one at hand."""

    @functools.wraps(test)
    def tests(self):
        for self.python, version in interpreters():
            self.monitors = version >= (3, 12)
            with self.subTest("Python %d.%d" % version):
                test(self)

    return tests


class Trace(unittest.TestCase):
    def answers(self, *requests):
        with tempfile.TemporaryDirectory() as root:
            with open(os.path.join(root, "sizes.py"), "w") as file:
                file.write(SOURCE)
            told = ask(*requests, module="sizes", root=root, python=self.python)
            return [json.loads(line) for line in told]

    @with_each_interpreter
    def test_what_a_probe_was_first_to_reach_is_told_once(self):
        on, first, again, big, last = self.answers(
            {"trace": "on"}, probe(1, 1), probe(2, 1), probe(3, 9), probe(4, 2)
        )
        self.assertEqual(on, {"trace": True})
        self.assertEqual(first["reached"], MONITORED if self.monitors else TRACED)
        self.assertNotIn("reached", again)
        branch = ["sizes.py:3>4", "sizes.py:4"] if self.monitors else ["sizes.py:3>4"]
        self.assertEqual(big, {"id": 3, "did": [{"return": "big"}], "reached": branch})
        self.assertNotIn("reached", last)

    @with_each_interpreter
    def test_begun_again_everything_is_new_again(self):
        *_, first, _, again, _, plain = self.answers(
            {"trace": "on"}, probe(1, 1), {"trace": "on"}, probe(2, 1), {"cost": "on"},
            probe(3, 9),
        )
        self.assertEqual(first["reached"], again["reached"])
        self.assertNotIn("reached", plain)

    @with_each_interpreter
    def test_without_tracing_and_after_it_answers_are_plain(self):
        plain, _, off, after = self.answers(
            probe(1, 9), {"trace": "on"}, {"trace": "off"}, probe(2, 1)
        )
        self.assertEqual(plain, {"id": 1, "did": [{"return": "big"}]})
        self.assertEqual(off, {"trace": False})
        self.assertEqual(after, {"id": 2, "did": [{"return": 1}]})

    @with_each_interpreter
    def test_the_outcome_is_the_same_traced_or_not(self):
        asked = [probe(number, argument) for number, argument in enumerate([0, 3, 4, "x", None])]
        plain = self.answers(*asked)
        traced = self.answers({"trace": "on"}, *asked)[1:]
        self.assertEqual([a["did"] for a in plain], [a["did"] for a in traced])


if __name__ == "__main__":
    unittest.main()
