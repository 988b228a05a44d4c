"""Canonical values, both ways."""

import collections
import decimal
import json
import math
import unittest

from support import echoed

import specter_decode
import specter_values as values


def text(value):
    return values.observe(value)


class Encoding(unittest.TestCase):
    # SPEC: R-DRV-14
    def test_numbers_keep_their_kind(self):
        cases = [(1, "1"), (1.0, "1.0"), (True, "true"), (-0.0, "-0.0"), (1e16, "1e+16"),
                 (2 ** 53, "9007199254740992"), (2 ** 53 + 1, '{"$int":"9007199254740993"}'),
                 (math.nan, '{"$float":"nan"}'), (-math.inf, '{"$float":"-inf"}')]
        for value, wanted in cases:
            self.assertEqual(text(value), wanted)

    def test_an_integer_past_the_limit_on_digits_is_written(self):
        big = -(10 ** 5000)
        decoded = specter_decode.Decoder(None, {}).decode(json.loads(text(big)))
        self.assertEqual(decoded, big)

    def test_order_has_no_meaning_in_sets_and_dicts(self):
        self.assertEqual(text({"b": 1, "a": 2}), '{"a":2,"b":1}')
        self.assertEqual(text({3, 1, "x"}), '{"$set":["x",1,3]}')
        self.assertEqual(text({2: 1, 1: 2}), '{"$map":[[1,2],[2,1]]}')

    def test_no_data_poses_as_a_tag(self):
        self.assertEqual(text({"$int": "1"}), '{"$map":[["$int","1"]]}')

    def test_a_lone_surrogate_is_written_in_code_points(self):
        self.assertEqual(text("a\ud800"), '{"$text":[97,55296]}')
        self.assertEqual(text({"\ud800": 1}), '{"$map":[[{"$text":[55296]},1]]}')

    def test_cycles_and_depths_end(self):
        loop = []
        loop.append(loop)
        self.assertEqual(text(loop), '[{"$cycle":1}]')
        ring = collections.OrderedDict()
        ring["me"] = ring
        self.assertIn("$cycle", text(ring))
        deep = []
        for _ in range(5000):
            deep = [deep]
        self.assertIn('{"$deep":"list"}', text(deep))

    def test_a_subclass_of_a_builtin_says_both(self):
        class Name(str):
            pass

        told = json.loads(text(Name("x")))
        self.assertEqual((told["$object"], told["value"]), ("Name", "x"))
        self.assertEqual(json.loads(text(collections.Counter("aab")))["value"], {"a": 2, "b": 1})

    def test_addresses_and_module_names_are_scrubbed(self):
        class Thing:
            pass

        self.assertEqual(json.loads(text(Thing()))["repr"], "<Thing>")
        self.assertEqual(values.scrub("<a.b.Thing object at 0x7f0011223344>"),
                         "<Thing object at 0x…>")
        self.assertEqual(values.scrub("byte 0xff"), "byte 0xff")

    def test_a_repr_or_property_that_raises_is_data(self):
        class Bad:
            def __repr__(self):
                raise KeyError("x")

            @property
            def size(self):
                raise OSError("no")

        told = json.loads(text(Bad()))
        self.assertEqual(told["repr"], "<repr raises KeyError>")
        self.assertEqual(told["fields"], {"size": {"$raise": "OSError"}})

    # SPEC: R-DRV-10
    def test_the_text_is_what_a_sorted_dump_would_write(self):
        samples = [{"é": ["\x00\x1f\x7f\u2028", {"b": None, "B": (1, {2})}], "a": b"\x00"},
                   ValueError("x"), decimal.Decimal("1.50"), slice(1, None), int, len]
        for sample in samples:
            written = text(sample)
            again = json.dumps(json.loads(written), ensure_ascii=False, sort_keys=True,
                               separators=(",", ":"))
            self.assertEqual(written, again)


class RoundTrip(unittest.TestCase):
    # SPEC: R-DRV-14
    def test_values_come_back_as_they_went(self):
        for value in (
            None, True, 1, -0.0, 1.5, "é", [1, [2]], {"a": {"b": 1}}, {"$int": "9007199254740993"},
            {"$float": "inf"}, {"$bytes": "AAE="}, {"$bytearray": "AAE="}, {"$tuple": [1, [2]]},
            {"$set": ["a", 1]}, {"$frozenset": [{"$tuple": [1]}]}, {"$map": [[1, {"$tuple": []}]]},
            {"$date": "2011-02-03"}, {"$time": "10:21:36.000000+01:00"},
            {"$datetime": "2011-02-03T10:21:36.000001"}, {"$timedelta": "-1500000"},
            {"$datetime": "2011-02-03T10:21:36.000000-01:30"}, {"$decimal": "1.50"},
            {"$fraction": [1, 3]}, {"$complex": [1.0, -0.0]}, {"$range": [0, 5, 2]},
            {"$slice": [None, 3, None]}, {"$text": [97, 55296]}, {"$pattern": ["a+", 34]},
            {"$type": "Box"}, {"$callable": "len"}, {"$enum": "Colour.RED", "value": 1},
        ):
            self.assertEqual(json.dumps(echoed(value)), json.dumps(value), value)


if __name__ == "__main__":
    unittest.main()
