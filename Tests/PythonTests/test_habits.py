"""What libraries do that could make one and the same program answer in two ways."""

import json
import unittest

from support import ask


def habits(*probes, **options):
    requests = [{"id": n, "do": steps} for n, steps in enumerate(probes)]
    return [json.loads(line) for line in ask(*requests, module="habits", **options)]


CHEAP = [[{"call": "length", "args": ["word%d" % n]}] for n in range(3000)]


class Garbage(unittest.TestCase):
    # SPEC: R-DRV-13
    def test_what_an_object_says_when_it_goes_belongs_to_its_own_probe(self):
        for step in ({"call": "lose", "args": ["a"]}, {"let": "r", "call": "Ring", "args": ["a"]},
                     {"call": "Ring", "args": ["a"]}):
            answers = habits([step], *CHEAP)
            self.assertEqual(answers[0]["out"], "gone a\n")
            self.assertEqual(answers[0]["warned"][0]["message"], "left open: a")
            for answer in answers[1:]:
                self.assertEqual(set(answer) - {"cost"}, {"id", "did"})

    def test_an_object_without_a_ring_goes_in_its_own_probe_too(self):
        made = [{"let": "p", "call": "Plain", "args": ["b"]}]
        for answer in habits(made, made, CHEAP[0], made)[:2]:
            self.assertEqual(answer["out"], "gone b\n")
        self.assertNotIn("out", habits(made, CHEAP[0])[1])

    def test_the_order_of_probes_does_not_change_who_says_it(self):
        probes = [[{"let": "r", "call": "Ring", "args": [str(n)]}] for n in range(200)]
        there = {a["out"] for a in habits(*probes)}
        back = [a["out"] for a in habits(*probes[::-1])]
        self.assertEqual(there, {"gone %d\n" % n for n in range(200)})
        self.assertEqual(back, ["gone %d\n" % n for n in range(199, -1, -1)])

class Greeting(unittest.TestCase):
    def test_what_greeting_or_describing_provokes_belongs_to_no_probe(self):
        for request in ({"hello": 1}, {"describe": True}):
            lines = ask(request, {"id": 1, "do": CHEAP[0]}, module="habits")
            self.assertEqual(lines[1], '{"id":1,"did":[{"return":5}]}')

    def test_a_probe_that_provokes_it_is_told(self):
        self.assertEqual(len(habits([{"get": "__version__"}])[0]["warned"]), 1)


if __name__ == "__main__":
    unittest.main()
