"""What the recorder hears of objects, callbacks, iterators and context managers; each replays."""

import json
import unittest

from recording import Quiet, record
from support import ask


class Breadth(Quiet):
    def last(self, body):
        """The last probe's steps and target, and the outcome of its last step when it is run."""
        probes, refused = record(body)
        self.assertEqual(dict(refused), {})
        return probes[-1], self.replayed([probes[-1]])[-1][-1]

    def replayed(self, probes):
        """What the driver answers to each probe, the same under another hash seed."""
        requests = [{"id": n, "do": steps} for n, (steps, _) in enumerate(probes)]
        first, second = ask(*requests, seed=1), ask(*requests, seed=2)
        self.assertEqual(first, second)
        for line in first:
            self.assertNotRegex(line, '"unusable"|"missing"|has no answer')
        return [json.loads(line)["did"] for line in first]

    def test_functions_of_the_language_go_by_name(self):
        (steps, target), told = self.last("import operator; shapes.apply(operator.add, 1, 2)")
        self.assertEqual(steps[0]["args"], [{"$callable": "operator.add"}, 1, 2])
        self.assertEqual((target, told), ("apply", {"return": 3}))
        (steps, _), told = self.last("shapes.each(str.upper, ['a'])")
        self.assertEqual((steps[0]["args"][0], told), ({"$callable": "str.upper"}, {"return": ["A"]}))

    def test_a_function_of_the_tests_is_carried_by_its_answers(self):
        (steps, _), told = self.last("shapes.each(lambda word: word + '!', ['a', 'b', 'a'])")
        self.assertEqual(steps[0]["args"][0], {"$function": {
            "answers": [{"args": ["a"], "return": "a!"}, {"args": ["b"], "return": "b!"}],
            "name": "<lambda>",
            "parameters": [{"kind": "any", "name": "word", "required": True}]}})
        self.assertEqual(told, {"return": ["a!", "b!", "a!"]})

    def test_answers_may_change_be_arguments_and_be_errors(self):
        _, told = self.last("left = [1, 2]; shapes.each(lambda _: left.pop(), ['a', 'a'])")
        self.assertEqual(told, {"return": [2, 1]})
        (steps, _), told = self.last("shapes.apply(lambda box: box, [1])")
        self.assertEqual(steps[0]["args"][0]["$function"]["answers"][0]["return"], {"$arg": 0})
        self.assertEqual(told, {"return": [1]})
        _, told = self.last(
            "def bad(x): raise KeyError(x)\n"
            "try: shapes.apply(bad, 1)\nexcept KeyError: pass")
        self.assertEqual((told["raise"]["type"], told["raise"]["message"]), ("KeyError", "1"))

    def test_answers_given_after_the_call_returned_count(self):
        _, told = self.last("list(shapes.later(lambda x: x + 1, [1, 2, 3]))")
        self.assertEqual(told, {"return": {"$iterator": [2, 3, 4]}})

    def test_the_library_s_own_objects_reach_a_function_of_the_tests(self):
        _, told = self.last("shapes.apply(lambda p: p.x, shapes.Point(4, 2))")
        self.assertEqual(told, {"return": 4})

    def test_a_function_that_comes_back_is_the_test_s_own(self):
        found = {}
        record("def f(): pass\nfound['same'] = shapes.echo(f) is f", found=found)
        self.assertEqual(found, {"same": True})

    def test_a_decorated_function_is_heard(self):
        (steps, target), told = self.last("@shapes.doubled\ndef f(x): return x + 1\nf(4)")
        self.assertEqual([step.get("op") for step in steps], [None, "call"])
        self.assertEqual((target, told), ("doubled", {"return": 10}))
        (steps, _), told = self.last("@shapes.doubled\ndef f(x): return x + 1\nf(x=4)")
        self.assertEqual((steps[-1]["call"], told), ("__call__", {"return": 10}))

    def test_iterators_are_carried_by_their_items(self):
        for made in ("iter([1, 2, 3])", "(x for x in (1, 2, 3))", "map(int, '123')"):
            (steps, _), told = self.last("shapes.take(2, %s)" % made)
            self.assertEqual(steps[0]["args"][1]["$iterator"][:2], [1, 2])
            self.assertEqual(told, {"return": [1, 2]})

    def test_an_iterator_that_the_library_gave_is_made_anew(self):
        (steps, _), told = self.last(
            "n = shapes.numbers(9); shapes.take(2, n); shapes.take(1, n)")
        self.assertEqual([step["call"] for step in steps], ["numbers", "take", "take"])
        self.assertEqual(told["return"], [3])  # `zip` took one that it did not give

    def test_context_managers_are_entered_and_left(self):
        (steps, target), told = self.last("with shapes.opened(3) as box: box.put('x')")
        self.assertEqual([s.get("op", s.get("call")) for s in steps], ["opened", "enter", "exit"])
        self.assertEqual((target, told), ("opened", {"return": False}))
        probes, _ = record("with shapes.opened(3) as box: box.put('x')")
        steps = next(steps for steps, target in probes if target == "Box.put")
        self.assertEqual([s.get("op", s.get("call")) for s in steps], ["opened", "enter", "put"])
        (steps, target), told = self.last("with shapes.Gate() as gate: raise KeyError('k')")
        self.assertEqual(steps[-1], {
            "args": [{"$exception": {"args": ["k"], "type": "KeyError"}}], "on": "v1", "op": "exit"})
        self.assertEqual((target, told["return"]), ("Gate", True))

    def test_copies_and_pickles_are_heard_and_followed(self):
        for made, name in (
            ("copy.copy(b)", "copy"), ("copy.deepcopy(b)", "deepcopy"),
            ("pickle.loads(pickle.dumps(b))", "pickle"),
        ):
            (steps, _), told = self.last("import copy, pickle\nb = shapes.Shelf()\n%s.size" % made)
            self.assertEqual([s.get("op") for s in steps[1:]], [name, None])
            self.assertEqual(told, {"return": 3})

    def test_members_that_come_from_the_language_are_heard(self):
        (steps, target), told = self.last("s = shapes.Shelf(); s['a'] = 1; s.get('b', 7)")
        self.assertEqual((steps[-1]["call"], target, told), ("get", "Shelf.get", {"return": 7}))
        (steps, target), told = self.last("p = shapes.Pile([1]); p.append(2); p[1]")
        self.assertEqual((target, told), ("Pile", {"return": 2}))

    def test_reflected_and_compared_and_contained(self):
        self.assertEqual(self.last("10 - shapes.Shelf()")[1], {"return": 10})
        self.assertEqual(self.last("'a' in shapes.Shelf()")[1], {"return": False})
        (steps, _), told = self.last("shapes.Point(1, 2) < shapes.Point(1, 3)")
        self.assertEqual((steps[-1]["op"], told), ("lt", {"return": True}))

    def test_what_is_assigned_is_a_step(self):
        (steps, _), told = self.last("b = shapes.Box(1); b.width = 5; b.area")
        self.assertEqual(steps[1], {"args": ["width", 5], "on": "v1", "op": "setattr"})
        self.assertEqual(told, {"return": 25})
        (steps, target), told = self.last("s = shapes.Shelf(); s.size = 4; s.size")
        self.assertEqual((target, told), ("Shelf.size", {"return": 8}))

    def test_objects_of_the_module_s_own_are_had_by_name(self):
        (steps, _), told = self.last("shapes.ORIGIN.moved(3).x; shapes.ORIGIN.moved(3)")
        self.assertEqual(steps[0], {"get": "ORIGIN", "let": "v1"})
        self.assertEqual(told["return"]["fields"], {"x": 3, "y": 0})

    def test_a_loop_does_not_crowd_out_the_rest(self):
        probes, refused = record("for n in range(1000): shapes.echo(n)")
        self.assertLessEqual(len(probes), 200)
        self.assertGreater(max(steps[0]["args"][0] for steps, _ in probes), 900)
        self.assertEqual(dict(refused), {})

    def test_calls_of_other_threads_are_left_alone(self):
        probes, _ = record(
            "import threading\nt = threading.Thread(target=shapes.echo, args=(1,))\n"
            "t.start(); t.join(); shapes.echo(2)")
        self.assertEqual([steps[0]["args"] for steps, _ in probes], [[2]])

    def test_a_class_without_constructor_stays_one(self):
        found = {}
        record("try: shapes.Mark(1)\nexcept TypeError as e: found['e'] = str(e)\n"
               "class Both(shapes.Mark, shapes.Gate): pass\nfound['s'] = Both().state\n"
               "class Made(shapes.Mark):\n def __new__(cls, x): return object.__new__(cls)\n"
               "found['m'] = type(Made(1)).__name__", found=found)
        self.assertEqual(found, {"e": "Mark() takes no arguments", "s": [], "m": "Made"})


if __name__ == "__main__":
    unittest.main()
