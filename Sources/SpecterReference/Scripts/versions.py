"""Versions, specifiers and markers, as far as resolving needs them (PEP 440, PEP 508)."""

VERSION = re.compile(
    r"v?(?:(\d+)!)?(\d+(?:\.\d+)*)(?:[-_.]?(alpha|a|beta|b|preview|pre|c|rc)[-_.]?(\d*))?"
    r"(?:-(\d+)|[-_.]?(post|rev|r)[-_.]?(\d*))?(?:[-_.]?(dev)[-_.]?(\d*))?"
    r"(?:\+([a-z0-9]+(?:[-_.][a-z0-9]+)*))?", re.ASCII | re.IGNORECASE)
PHASES = {"alpha": 0, "a": 0, "beta": 1, "b": 1, "preview": 2, "pre": 2, "c": 2, "rc": 2}
REQUIREMENT = re.compile(
    r"\s*([A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?)\s*(?:\[([^\]]*)\])?\s*(.*)", re.ASCII)
MARKER = re.compile(
    r"\s*(?:(\(|\))|(===|==|!=|<=|>=|~=|<|>)|'([^']*)'|\"([^\"]*)\"|(not\s+in\b|[a-z_.]+))")


class Version:
    """A version that can be compared; `None` parts are those that are not there."""

    def __init__(self, text):
        found = VERSION.fullmatch(text.strip()) if len(text) < 200 else None
        if not found:
            raise ValueError(text)
        epoch, release, phase, number, dash, post, post_number, dev, dev_number, local = (
            found.groups())
        self.text = text.strip()
        self.epoch = int(epoch or 0)
        self.release = tuple(int(part) for part in release.split("."))
        self.pre = (PHASES[phase.lower()], int(number or 0)) if phase else None
        self.post = int(dash or post_number or 0) if dash or post else None
        self.dev = int(dev_number or 0) if dev else None
        self.local = local
        self.prerelease = self.pre is not None or self.dev is not None

    def key(self, local=True):
        release = self.release
        while release and release[-1] == 0:
            release = release[:-1]
        if self.pre is None and self.post is None and self.dev is not None:
            pre = (-1, 0)
        else:
            pre = self.pre or (9, 0)
        named = tuple(
            (1, int(part), "") if part.isdigit() else (0, 0, part)
            for part in re.split(r"[-_.]", (self.local or "").lower()) if part)
        return (
            self.epoch, release, pre, -1 if self.post is None else self.post,
            float("inf") if self.dev is None else self.dev, named if local else ())


def version(text):
    """The version of `text`, or nothing when it is none."""
    try:
        return Version(text)
    except ValueError:
        return None


def same_release(one, other):
    """Whether two versions have the same epoch and release, trailing zeros aside."""
    return one.key()[:2] == other.key()[:2]


def allows(specifier, candidate):
    """Whether one specifier such as `>=1.2` holds for a version."""
    found = re.fullmatch(r"\s*(===|==|!=|<=|>=|~=|<|>)\s*([^\s,]+)\s*", specifier)
    if not found:
        raise ValueError(specifier)
    operator, text = found.groups()
    if operator == "===":
        return candidate.text == text
    if text.endswith(".*"):
        wanted = Version(text[:-2])
        have = candidate.release + (0,) * len(wanted.release)
        same = (candidate.epoch, have[:len(wanted.release)]) == (wanted.epoch, wanted.release)
        if operator not in ("==", "!="):
            raise ValueError(specifier)
        return same == (operator == "==")
    wanted = Version(text)
    left, right = candidate.key(wanted.local is not None), wanted.key()
    if operator == "~=":
        if len(wanted.release) < 2:
            raise ValueError(specifier)
        prefix = ".".join(map(str, wanted.release[:-1]))
        return left >= right and allows(f"=={wanted.epoch}!{prefix}.*", candidate)
    # PEP 440: `>V` takes no post-release of V, and `<V` no pre-release of V.
    if operator == ">":
        post = candidate.post is not None and wanted.post is None and wanted.dev is None
        return left > right and not (
            post and candidate.pre == wanted.pre and same_release(candidate, wanted))
    if operator == "<":
        early = candidate.prerelease and not wanted.prerelease
        return left < right and not (
            early and wanted.post in (None, candidate.post) and same_release(candidate, wanted))
    return {"==": left == right, "!=": left != right, "<=": left <= right,
            ">=": left >= right}[operator]


def satisfies(specifiers, candidate):
    """Whether every specifier of a list such as `>=1,<2` holds."""
    return all(allows(one, candidate) for one in specifiers.split(",") if one.strip())


def surroundings():
    """The values of the marker variables for the Python that runs this, which is the one that the
    reference will run on."""
    return {
        "python_version": "%d.%d" % sys.version_info[:2],
        "python_full_version": platform.python_version(),
        "os_name": os.name, "sys_platform": sys.platform,
        "platform_system": platform.system(), "platform_machine": platform.machine(),
        "platform_release": platform.release(), "platform_version": platform.version(),
        "platform_python_implementation": platform.python_implementation(),
        "implementation_name": sys.implementation.name,
        "implementation_version": platform.python_version(),
    }


class Marker:
    """Evaluates an environment marker by recursive descent."""

    def __init__(self, text, variables):
        self.tokens, at, text = [], 0, text.rstrip()
        while at < len(text):
            found = MARKER.match(text, at)
            if not found:
                raise ValueError(text)
            at = found.end()
            bracket, operator, single, double, word = found.groups()
            if single is not None or double is not None:
                self.tokens.append(("value", single if single is not None else double))
            elif word and word not in ("and", "or", "in") and not word.startswith("not "):
                self.tokens.append(("value", variables[word.replace(".", "_")]))
            else:
                self.tokens.append(("sign", bracket or operator or " ".join(word.split())))
        self.at = 0

    def holds(self):
        answer = self.either(0)
        if self.at != len(self.tokens):
            raise ValueError("marker")
        return answer

    def take(self, sign):
        if self.at < len(self.tokens) and self.tokens[self.at] == ("sign", sign):
            self.at += 1
            return True
        return False

    def either(self, depth):
        answer = self.both(depth)
        while self.take("or"):
            answer = self.both(depth) or answer
        return answer

    def both(self, depth):
        answer = self.one(depth)
        while self.take("and"):
            answer = self.one(depth) and answer
        return answer

    def one(self, depth):
        if depth > 50:
            raise ValueError("marker")
        if self.take("("):
            answer = self.either(depth + 1)
            if not self.take(")"):
                raise ValueError("marker")
            return answer
        parts = self.tokens[self.at:self.at + 3]
        if [kind for kind, _ in parts] != ["value", "sign", "value"]:
            raise ValueError("marker")
        self.at += 3
        return compared(*(text for _, text in parts))


def compared(left, operator, right):
    """One comparison of a marker: by version where both sides are versions, else by text."""
    if operator in ("in", "not in"):
        return (left in right) == (operator == "in")
    if version(left) and (version(right) or right.endswith(".*")):
        return allows(operator + right, Version(left))
    return {"==": left == right, "===": left == right, "!=": left != right, "<": left < right,
            "<=": left <= right, ">": left > right, ">=": left >= right}[operator]


def requirement(line, extras):
    """Name, extras and specifiers of a `Requires-Dist` line that applies here; nothing for one
    that does not."""
    text, _, marker = line.partition(";")
    found = REQUIREMENT.fullmatch(text)
    if not found or "@" in found.group(3):
        raise ValueError(line)
    if marker.strip() and not any(
            Marker(marker, {**surroundings(), "extra": extra}).holds()
            for extra in ["", *sorted(extras)]):
        return None
    name, wanted, specifiers = found.groups()
    return (
        normalised(name), {normalised(one.strip()) for one in (wanted or "").split(",") if one},
        specifiers.strip().removeprefix("(").removesuffix(")"))
