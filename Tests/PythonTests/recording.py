"""Recording a piece of test code in this process."""

import importlib
import json
import os
import unittest
import warnings

import support
from support import FIXTURES

import specter_recorder
import specter_wrapping


def record(body, **more):
    """Steps and targets of the probes that a piece of test code gives."""
    import shapes

    module = importlib.reload(shapes)
    public, keep, operations = specter_wrapping.public_map(module)
    recorder = specter_recorder.Recorder(module, public, operations)
    installer = specter_wrapping.Installer(recorder, keep)
    installer.install()
    try:
        exec(compile(body, "test_it.py", "exec"), {"__name__": "test_it", "shapes": module, **more})
    finally:
        recorder.enabled = False
        installer.release()
    recorder.settle()
    probes = [(json.loads(text), target) for text, (target, _) in recorder.probes.items()]
    return probes, recorder.refused


class Quiet(unittest.TestCase):
    """Tests that import the fixtures and keep their output to themselves."""

    @classmethod
    def setUpClass(cls):
        support.sys.path.insert(0, FIXTURES)
        cls.addClassCleanup(support.sys.path.remove, FIXTURES)

    def setUp(self):
        self.output, support.sys.stdout = support.sys.stdout, open(os.devnull, "w")
        self.addCleanup(self.restore)

        caught = warnings.catch_warnings()
        caught.__enter__()
        self.addCleanup(caught.__exit__, None, None, None)
        warnings.simplefilter("ignore")

    def restore(self):
        support.sys.stdout.close()
        support.sys.stdout = self.output
