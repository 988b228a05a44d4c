"""Specter's Python driver: driver protocol, version 1, on standard input and output.

    driver.py --root DIR --module NAME [--seed N]

One request a line in, one answer a line out, in order. Answers are written when no more input is
waiting (or 20 ms after the last write), so that many requests may be in flight at the cost of one.
After a crash the caller therefore sends what was not answered again, one request at a time; after
`{"prompt":"on"}` every answer is written before the next request is looked at.
"""

import os
import sys

sys.dont_write_bytecode = True

CHUNK = 1 << 18  # bytes read at once
WAIT = 0.02  # longest time in seconds that an answer waits while others are worked on
ANSWERS = 1 << 20  # characters of answers after which they are written in any case


def options(arguments):
    """The command line as a dict; exits with 64 when it is wrong."""
    found = {"--root": "", "--module": "", "--seed": ""}
    for name, value in zip(arguments[::2], arguments[1::2]):
        if name not in found:
            break
        found[name] = value
    else:
        if len(arguments) % 2 == 0 and found["--module"]:
            return found
    sys.stderr.write("usage: driver.py --root DIR --module NAME [--seed N]\n")
    sys.exit(64)


def restart_unisolated():
    """`-I` ignores PYTHONHASHSEED; starts again with all that `-I` means but for that variable."""
    seed = os.environ.get("PYTHONHASHSEED")
    if not seed or not sys.flags.ignore_environment or os.environ.get("SPECTER_RESTARTED"):
        return
    environment = {k: v for k, v in os.environ.items() if not k.startswith("PYTHON")}
    environment.update(PYTHONHASHSEED=seed, SPECTER_RESTARTED="1")
    flags = ["-s", "-P", "-S", "-B"]
    os.execve(sys.executable, [sys.executable, *flags, *sys.argv], environment)


def take_channels():
    """Keeps the protocol's two ends to ourselves: the subject reads nothing and prints to 2."""
    requests, answers = os.dup(0), os.dup(1)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    os.dup2(2, 1)
    return requests, answers


def load(name):
    """Imports the subject; the module, and None or the error as the protocol tells it."""
    import importlib

    import specter_values as values

    try:
        return importlib.import_module(name), None
    except BaseException as fault:
        import traceback

        last = traceback.extract_tb(fault.__traceback__)[-1:]
        where = "%s:%d" % (os.path.basename(last[0].filename), last[0].lineno) if last else ""
        return None, '{"hello":1,"error":{"bases":%s,"message":%s,"type":%s,"where":%s}}' % (
            values.encode(values.error_bases(type(fault))),
            values.string(values.scrub(str(fault))),
            values.quote(values.type_name(type(fault))),
            values.string(where),
        )


class Replies:
    """Answers to what is no probe."""

    def __init__(self, module, name, fault, session, root):
        self.module, self.name, self.fault, self.session = module, name, fault, session
        self.root = root
        self.tracing = None
        self.wait = WAIT
        self.forks = False  # a copy tells what its probe took, and this process took to copy itself

    def __call__(self, request):
        import specter_values as values

        if "id" in request:
            return '{"id":%s,"error":"a probe has `do`"}' % values.encode(request["id"])
        if self.fault:
            return self.fault
        if "hello" in request:
            return self.hello()
        if "describe" in request:
            return self.describe(request.get("include") or ())
        if "reset" in request:
            self.session.reset()
            return '{"reset":true}'
        if "trace" in request:
            return self.trace(request["trace"])
        if "cost" in request:
            return self.cost(request["cost"])
        if "fork" in request:
            return self.fork(request["fork"])
        if "prompt" in request:
            return self.prompt(request["prompt"])
        return '{"error":"no such request in the driver protocol, version 1"}'

    def hello(self):
        import specter_fork
        import specter_values as values

        version = getattr(self.module, "__version__", None)
        self.session.printed()  # a module may warn of that; a fresh process greets before a probe
        subject = self.name + (" " + version if isinstance(version, str) else "")
        return (
            '{"hello":1,"cost":true,"deterministic":true,"driver":"python/1","fork":%s,'
            '"prompt":true,"python":"%d.%d.%d","subject":%s,"trace":true}'
            % (
                "true" if specter_fork.is_possible() else "false",
                *sys.version_info[:3],
                values.string(subject),
            )
        )

    def trace(self, wanted):
        """From the next lines of input on, answers tell what they were the first to reach."""
        import specter_trace

        self.answer_plainly()
        if wanted == "on":
            self.tracing = specter_trace.begin(self.session, self.root)
        return '{"trace":%s}' % ("true" if wanted == "on" else "false")

    def cost(self, wanted):
        """From the next lines of input on, every answer tells what its probe cost."""
        from specter_cost import Exact

        self.answer_plainly()
        if wanted == "on":
            Exact(self.session).begin()
        return '{"cost":%s}' % ("true" if wanted == "on" else "false")

    def fork(self, wanted):
        """From the next lines of input on, every probe is run in a copy of this process."""
        from specter_fork import Copies

        self.answer_plainly()
        self.forks = wanted == "on"
        if self.forks:
            self.session.answer = Copies(self.session.answer).answer
        return '{"fork":%s}' % ("true" if wanted == "on" else "false")

    def prompt(self, wanted):
        """From the next lines of input on, no answer waits for another."""
        self.wait = -1 if wanted == "on" else WAIT
        return '{"prompt":%s}' % ("true" if wanted == "on" else "false")

    def answer_plainly(self):
        """Ends what the last such request began."""
        if self.tracing:
            self.tracing.end()
            self.tracing = None
        self.forks = False
        for name in ("answer", "run"):
            vars(self.session).pop(name, None)

    def describe(self, include):
        import json

        import specter_surface

        try:
            described = specter_surface.describe(self.module, include)
        except Exception as fault:
            described = {"error": "describe: %s: %s" % (type(fault).__name__, fault)}
        self.session.printed()  # what properties or signatures printed belongs to no probe
        return json.dumps(described, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def write_all(descriptor, text):
    data = memoryview(text.encode("utf-8", "backslashreplace"))
    while data:
        data = data[os.write(descriptor, data):]


def serve(requests, answers, session, other, meter):
    """Reads requests until the end of input."""
    from time import monotonic

    from specter_cost import LOOK

    rest = b""
    answer = session.answer
    while True:
        chunk = os.read(requests, CHUNK)
        if not chunk:
            return
        lines = (rest + chunk).split(b"\n")
        rest = lines.pop()
        meter.mark()
        ready, size, last = [], 0, monotonic()
        before = last
        for line in lines:
            text = answer(line.decode("utf-8", "replace"), other)
            now = monotonic()
            if now - before > LOOK and not other.forks:
                text = meter.told(text, now - before)
                now = monotonic()
            before = now
            ready.append(text)
            size += len(text)
            if text[2:3] != "i":  # `{"trace":…}`, `{"cost":…}`: what follows is answered otherwise
                answer = session.answer
            if size > ANSWERS or now - last > other.wait:
                write_all(answers, "\n".join(ready) + "\n")
                meter.mark()
                ready, size, last = [], 0, monotonic()
                before = last
        if ready:
            write_all(answers, "\n".join(ready) + "\n")


def main():
    chosen = options(sys.argv[1:])
    restart_unisolated()
    requests, answers = take_channels()
    here = os.path.dirname(os.path.abspath(__file__))
    sys.path.insert(0, here)
    import specter_clock
    import specter_cost
    import specter_fork  # noqa: F401
    import specter_steps as steps
    import specter_surface  # noqa: F401 before the subject can shadow anything
    import specter_trace  # noqa: F401
    from specter_capture import Capture, Warned

    sys.path.remove(here)
    specter_clock.mend()
    if chosen["--root"]:
        sys.path.insert(0, os.path.abspath(chosen["--root"]))
    out, err, warned = Capture("<stdout>"), Capture("<stderr>"), Warned()
    warned.install()
    sys.stdout, sys.stderr, sys.argv = out, err, [chosen["--module"]]
    if chosen["--seed"]:
        import random

        random.seed(int(chosen["--seed"]))
    module, fault = load(chosen["--module"])
    session = steps.Session(module, out, err, warned)
    steps.collect_by_hand()
    session.printed()  # what the import printed belongs to no probe
    if fault:
        session.answer = lambda line, other: fault
    meter = specter_cost.Meter()
    meter.begin()
    other = Replies(module, chosen["--module"], fault, session, chosen["--root"])
    status = 1
    try:
        serve(requests, answers, session, other, meter)
        status = 0
    except BaseException as broken:
        os.write(2, ("driver: %s: %s\n" % (type(broken).__name__, broken)).encode())
    finally:
        os._exit(status)  # exit handlers and threads of the subject are no part of the protocol


if __name__ == "__main__":
    main()
