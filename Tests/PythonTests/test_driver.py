"""The protocol as a caller sees it, through a real driver process."""

import json
import os
import tempfile
import unittest

import support
from support import ask, outcomes


class Protocol(unittest.TestCase):
    # SPEC: R-DRV-02
    def test_hello_names_driver_and_subject(self):
        hello = json.loads(ask({"hello": 1})[0])
        self.assertEqual(hello["driver"], "python/1")
        self.assertEqual(hello["subject"], "shapes")
        self.assertTrue(hello["deterministic"])

    # SPEC: R-DRV-01, R-DRV-10
    def test_answers_come_in_order_with_the_id_first_and_the_rest_canonical(self):
        lines = ask(*[{"id": n, "do": [{"call": "echo", "args": [n]}]} for n in range(500)])
        self.assertEqual(lines, ['{"id":%d,"did":[{"return":%d}]}' % (n, n) for n in range(500)])

    # SPEC: R-DRV-17
    def test_a_prompt_driver_writes_each_answer_before_the_next_probe(self):
        probes = [{"id": n, "do": [{"call": "echo", "args": [n]}]} for n in range(3)]
        for prompt, count in (("on", 4), ("off", 0)):
            lines = ask({"prompt": prompt}, *probes, {"id": 3, "do": [{"call": "die"}]}, check=False)
            self.assertEqual(len(lines), count)
            if lines:
                self.assertEqual(lines[0], '{"prompt":true}')

    # SPEC: R-DRV-01
    def test_rubbish_gets_an_answer_each(self):
        lines = ask("x", "[]", "7", '{"id":1}', '{"id":2,"do":[3]}', "[" * 100000,
                    '{"id":3,"do":[{"op":"eq"}]}', '{"id":4,"do":[{"call":7}]}', {"reset": True})
        self.assertEqual(len(lines), 9)
        for line in lines[:-1]:
            self.assertRegex(line, '"error"|"unusable"')
        self.assertEqual(lines[-1], '{"reset":true}')

    # SPEC: R-DRV-02
    def test_a_failed_import_is_told_in_hello(self):
        for body, kind in (("1/0", "ZeroDivisionError"), ("import sys; sys.exit(3)", "SystemExit"),
                           ("def", "SyntaxError")):
            with tempfile.TemporaryDirectory() as folder:
                with open(os.path.join(folder, "broken.py"), "w") as file:
                    file.write(body)
                lines = ask({"hello": 1}, {"id": 1, "do": []}, root=folder, module="broken")
            self.assertEqual(json.loads(lines[0])["error"]["type"], kind)
            self.assertEqual(len(lines), 2)

    # SPEC: R-DRV-01, R-DRV-13
    def test_what_the_subject_prints_never_reaches_the_protocol(self):
        line = ask({"id": 1, "do": [
            {"call": "shout", "args": ["a", "b"], "kwargs": {"end": "!"}}]})[0]
        self.assertEqual(
            line, '{"id":1,"did":[{"return":"A B!"}],"err":"err\\n","out":"raw\\n"}')

    # SPEC: R-DRV-13
    def test_warnings_are_told_each_time(self):
        probe = {"id": 1, "do": [{"call": "old", "args": ["ab"]}]}
        for line in ask(probe, probe):
            self.assertEqual(
                line, '{"id":1,"did":[{"return":"abab"}],"warned":'
                '[{"category":"DeprecationWarning","message":"old old"}]}')

    def test_an_exit_and_a_bottomless_recursion_are_outcomes(self):
        self.assertEqual(outcomes({"call": "leave", "args": [3]})[0]["raise"]["type"],
                         "SystemExit")
        self.assertEqual(outcomes({"call": "dive"})[0]["raise"]["type"], "RecursionError")

    def test_a_process_that_dies_dies(self):
        done = support.run("driver.py", "--root", support.FIXTURES, "--module", "shapes",
                           data=b'{"id":1,"do":[{"call":"die"}]}\n', check=False)
        self.assertEqual((done.returncode, done.stdout), (3, b""))

    def test_the_hash_seed_counts_in_spite_of_isolation(self):
        probe = {"id": 1, "do": [{"call": "echo", "args": [{"$set": ["a", "b", "c", "d"]}],
                                  "let": "s"}, {"on": "s", "iterate": 9}]}
        seen = {ask(probe, seed=3)[0] for _ in range(4)}
        self.assertEqual(len(seen), 1)
        self.assertGreater(len({ask(probe, seed=n)[0] for n in range(1, 9)}), 1)


class Steps(unittest.TestCase):
    # SPEC: R-DRV-06, R-DRV-11
    def test_named_objects_live_for_one_probe(self):
        first, second = ask(
            {"id": 1, "do": [{"let": "b", "call": "Box.parse", "args": ["3"]},
                             {"on": "b", "get": "area"}, {"on": "b", "op": "len"}]},
            {"id": 2, "do": [{"on": "b", "get": "area"}]})
        self.assertEqual(json.loads(first)["did"][1:], [{"return": 9}, {"return": 0}])
        self.assertIn("unusable", json.loads(second)["did"][0])

    # SPEC: R-DRV-05
    def test_the_first_raise_ends_the_probe(self):
        did = outcomes({"let": "b", "call": "Box", "args": [1]},
                       {"on": "b", "call": "put", "args": ["bad"]}, {"on": "b", "op": "len"})
        self.assertEqual(len(did), 2)
        self.assertEqual(did[1]["raise"], {
            "bases": ["ValueError", "Exception"], "message": "bad thing", "type": "ShapeError"})

    # SPEC: R-DRV-12
    def test_a_missing_operation_is_no_raise(self):
        self.assertEqual(outcomes({"call": "nope"}), [{"missing": "nope"}])
        self.assertEqual(outcomes({"call": "Box.nope"}), [{"missing": "Box.nope"}])

    # SPEC: R-DRV-13
    def test_changed_arguments_are_told(self):
        did = outcomes({"call": "sort_in_place", "args": [[2, 1]]})
        self.assertEqual(did, [{"args_after": [[1, 2]], "return": None}])
        self.assertEqual(outcomes({"call": "sort_in_place", "args": [[1, 2]]}), [{"return": None}])

    def test_a_changed_object_is_told_by_the_step_that_changed_it(self):
        did = outcomes({"let": "b", "call": "Box", "args": [1]},
                       {"on": "b", "call": "put", "args": [5]}, {"on": "b", "op": "str"})
        self.assertEqual(did[1]["self_after"]["fields"]["items"], [5])
        self.assertNotIn("self_after", did[2])

    # SPEC: R-DRV-15
    def test_hashes_are_only_equal_or_not(self):
        make = {"call": "Point", "args": [1, "a"]}
        did = outcomes(dict(make, let="p"), dict(make, let="q"), {"on": "p", "op": "hash"},
                       {"on": "q", "op": "hash"})
        self.assertEqual(did[2], did[3])

    def test_an_iterator_stops_at_the_limit_and_goes_on_from_there(self):
        did = outcomes({"let": "n", "call": "numbers", "args": [9]}, {"on": "n", "iterate": 3},
                       {"on": "n", "op": "next"}, {"on": "n", "iterate": 9})
        self.assertEqual(did[1]["return"], {"$iterator": [0, 1, 2], "more": True})
        self.assertEqual(did[3]["raise"]["type"], "ShapeError")

    def test_an_endless_iterator_is_cut(self):
        self.assertTrue(outcomes({"call": "forever"})[0]["return"]["more"])

    def test_copies_and_pickles_come_back(self):
        for op in ("copy", "deepcopy", "pickle"):
            did = outcomes({"let": "b", "call": "Box", "args": [2]}, {"on": "b", "op": op})
            self.assertEqual(did[0]["return"], did[1]["return"], op)

    def test_a_callback_is_a_named_callable(self):
        did = outcomes({"call": "each", "args": [{"$callable": "len"}, ["a", "bc"]]})
        self.assertEqual(did, [{"return": [1, 2]}])

    def test_hidden_state_is_no_part_of_an_object(self):
        did = outcomes({"let": "p", "call": "Plain"}, {"on": "p", "call": "call"},
                       {"on": "p", "call": "call"})
        self.assertEqual(did[0]["return"], {
            "$object": "Plain", "fields": {"me": {"$cycle": 1}}, "repr": "<Plain>"})
        self.assertEqual(did[1:], [{"return": 1}, {"return": 2}])


if __name__ == "__main__":
    unittest.main()
