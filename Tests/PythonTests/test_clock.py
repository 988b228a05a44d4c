"""Sleeping works whether or not the clock is frozen."""

import os
import pathlib
import sys
import time
import unittest

PYTHON = pathlib.Path(__file__).resolve().parents[2] / "Sources" / "SpecterDrivers" / "Python"
sys.path.insert(0, str(PYTHON))
import specter_clock  # noqa: E402


class Sleeping(unittest.TestCase):
    def setUp(self):
        self.original = time.sleep
        self.addCleanup(setattr, time, "sleep", self.original)
        self.addCleanup(os.environ.pop, "FAKETIME", None)

    def test_an_ordinary_clock_is_left_alone(self):
        os.environ.pop("FAKETIME", None)
        specter_clock.mend()
        self.assertIs(time.sleep, self.original)

    def test_a_frozen_clock_still_lets_time_pass(self):
        os.environ["FAKETIME"] = "2011-02-03 10:21:36"
        specter_clock.mend()
        start = time.monotonic()
        time.sleep(0.05)
        self.assertGreaterEqual(time.monotonic() - start, 0.05)
        with self.assertRaisesRegex(ValueError, "non-negative"):
            time.sleep(-1)
