"""Keeps what a probe prints and warns, so that it can stand in the probe's answer."""

import io
import warnings

import specter_values as values

OUTPUT_LIMIT = 1 << 16  # characters kept of what a probe prints


class Capture(io.TextIOBase):
    """Stands in for `sys.stdout` and `sys.stderr` and keeps what is printed."""

    encoding = "utf-8"
    errors = "strict"

    def __init__(self, name):
        self.name = name
        self.parts = []
        self.size = 0
        self.buffer = _Bytes(self)

    def writable(self):
        return True

    def write(self, text):
        if type(text) is not str and not isinstance(text, str):
            raise TypeError("write() argument must be str, not %s" % type(text).__name__)
        if self.size < OUTPUT_LIMIT:
            self.parts.append(text[: OUTPUT_LIMIT - self.size])
            self.size += len(text)
        return len(text)

    def take(self):
        """What was printed since the last call."""
        text = "".join(self.parts)
        self.parts.clear()
        self.size = 0
        return text


class _Bytes(io.RawIOBase):
    """The `buffer` of a `Capture`."""

    def __init__(self, capture):
        self.capture = capture

    def writable(self):
        return True

    def write(self, data):
        self.capture.write(bytes(data).decode("utf-8", "backslashreplace"))
        return len(data)


class Warned(list):
    """Collects warnings; every one is shown each time, so that no registry makes order matter."""

    def install(self):
        warnings.simplefilter("always")
        warnings.showwarning = self.show

    def show(self, message, category, filename, lineno, file=None, line=None):
        if len(self) < 100:
            self.append((category.__name__, values.scrub(str(message))))

    def take(self):
        """The text of what was warned since the last call."""
        text = ",".join(
            '{"category":%s,"message":%s}' % (values.quote(c), values.string(m)) for c, m in self
        )
        self.clear()
        return "[" + text + "]"
