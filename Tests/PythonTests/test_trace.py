import json
import os
import tempfile
import unittest

from support import ask

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


class Trace(unittest.TestCase):
    def answers(self, *requests):
        with tempfile.TemporaryDirectory() as root:
            with open(os.path.join(root, "sizes.py"), "w") as file:
                file.write(SOURCE)
            return [json.loads(line) for line in ask(*requests, module="sizes", root=root)]

    def test_what_a_probe_was_first_to_reach_is_told_once(self):
        on, first, again, big, last = self.answers(
            {"trace": "on"}, probe(1, 1), probe(2, 1), probe(3, 9), probe(4, 2)
        )
        self.assertEqual(on, {"trace": True})
        self.assertEqual(
            first["reached"],
            ["sizes.py:>3", "sizes.py:3>5", "sizes.py:5>6", "sizes.py:6>5", "sizes.py:5>7"],
        )
        self.assertNotIn("reached", again)
        self.assertEqual(big, {"id": 3, "did": [{"return": "big"}], "reached": ["sizes.py:3>4"]})
        self.assertNotIn("reached", last)

    def test_without_tracing_and_after_it_answers_are_plain(self):
        plain, _, off, after = self.answers(
            probe(1, 9), {"trace": "on"}, {"trace": "off"}, probe(2, 1)
        )
        self.assertEqual(plain, {"id": 1, "did": [{"return": "big"}]})
        self.assertEqual(off, {"trace": False})
        self.assertEqual(after, {"id": 2, "did": [{"return": 1}]})

    def test_the_outcome_is_the_same_traced_or_not(self):
        asked = [probe(number, argument) for number, argument in enumerate([0, 3, 4, "x", None])]
        plain = self.answers(*asked)
        traced = self.answers({"trace": "on"}, *asked)[1:]
        self.assertEqual([a["did"] for a in plain], [a["did"] for a in traced])


if __name__ == "__main__":
    unittest.main()
