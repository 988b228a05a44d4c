"""Sample strings that a regular expression matches, and the pieces it is made of."""

import re
import re._constants as ops
import re._parser as parser
import warnings

REPEATED = 2  # how often an unbounded repetition repeats in a long sample
LONGEST = 80  # characters of a sample
ALIKE = 6  # samples whose choices all go one way

_CLASSES = {
    ops.CATEGORY_DIGIT: "07",
    ops.CATEGORY_NOT_DIGIT: "x ",
    ops.CATEGORY_SPACE: " \t",
    ops.CATEGORY_NOT_SPACE: "x",
    ops.CATEGORY_WORD: "aZ_9",
    ops.CATEGORY_NOT_WORD: "- ",
}
_OTHERS = "xA0 -_.é"


def looks_like_regex(text):
    """Whether a literal is likely meant as a pattern."""
    return bool(re.search(r"\\[dDwWsSbB.()\[\]]|\(\?|\[[^\]]+\]|[)\w][*+?]|\^.|.\$$|\w\|\w", text))


def samples(pattern, flags=0, count=14):
    """Up to `count` strings, most of which the pattern matches; none for a broken pattern. The
    first `ALIKE` take the same choice everywhere, the others each place its own."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = parser.parse(pattern, flags)
    except (re.error, RecursionError, OverflowError, ValueError):
        return []
    made = []
    for variant in range(count):
        try:
            sampler = _Sampler(variant) if variant < ALIKE else _MixedSampler(variant)
            text = sampler.sequence(tree)
        except (RecursionError, ValueError):
            break
        if text not in made and 0 < len(text) <= LONGEST:
            made.append(text)
    return made


class _Sampler:
    """Makes one string; `variant` decides which way choices go."""

    def __init__(self, variant):
        self.variant = variant
        self.groups = {}

    def pick(self, choices):
        return choices[self.variant % len(choices)]

    def sequence(self, tree):
        return "".join([self.one(op, argument) for op, argument in tree])[: LONGEST + 1]

    def one(self, op, argument):
        if op is ops.LITERAL:
            return chr(argument)
        if op is ops.NOT_LITERAL:
            return self.pick([c for c in _OTHERS if ord(c) != argument])
        if op is ops.ANY:
            return self.pick(_OTHERS)
        if op is ops.IN:
            return self.character(argument)
        if op is ops.BRANCH:
            return self.sequence(self.pick(argument[1]))
        if op is ops.SUBPATTERN:
            text = self.sequence(argument[3])
            self.groups[argument[0]] = text
            return text
        if op in (ops.MAX_REPEAT, ops.MIN_REPEAT, ops.POSSESSIVE_REPEAT):
            return self.repeat(*argument)
        if op is ops.ATOMIC_GROUP:
            return self.sequence(argument)
        if op is ops.GROUPREF:
            return self.groups.get(argument, "")
        if op is ops.GROUPREF_EXISTS:
            chosen = argument[1] if argument[0] in self.groups else argument[2]
            return self.sequence(chosen) if chosen else ""
        return ""  # anchors and look-around match nothing by themselves

    def repeat(self, low, high, tree):
        most = min(int(high), max(int(low), REPEATED)) if high is not ops.MAXREPEAT else max(
            int(low), REPEATED
        )
        times = int(low) if self.variant % 2 == 0 else most
        if times == 0 and self.variant == 0:
            times = min(1, most)
        return "".join([self.sequence(tree) for _ in range(min(times, LONGEST))])

    def character(self, members):
        found = characters(members)
        if members and members[0][0] is ops.NEGATE:
            found = [c for c in _OTHERS if c not in set(found)] or ["~"]
        return self.pick(found or [""])


class _MixedSampler(_Sampler):
    """Makes one string in which every place has a choice of its own: one part optional and left
    out, the next one there, and the characters of a run not all the same."""

    def __init__(self, variant):
        super().__init__(variant)
        self.state = variant * 2654435761 + 12345

    def below(self, bound):
        # The generator of POSIX's rand: the same everywhere.
        self.state = (self.state * 1103515245 + 12345) % 2**31
        return (self.state >> 8) % bound

    def pick(self, choices):
        return choices[self.below(len(choices))]

    def repeat(self, low, high, tree):
        low = min(int(low), LONGEST)
        most = low + REPEATED + 1 if high is ops.MAXREPEAT else min(int(high), low + REPEATED + 1)
        return "".join([self.sequence(tree) for _ in range(low + self.below(most - low + 1))])


def characters(members):
    """Ends of the ranges and the single characters of a character class."""
    found = []
    for op, argument in members:
        if op is ops.LITERAL:
            found.append(chr(argument))
        elif op is ops.RANGE:
            found.extend([chr(argument[0]), chr(argument[1])])
        elif op is ops.CATEGORY:
            found.extend(_CLASSES.get(argument, "x"))
    return found


def pieces(pattern, flags=0, count=60):
    """What a pattern is made of: alternatives, literal runs and members of character classes."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = parser.parse(pattern, flags)
    except (re.error, RecursionError, OverflowError, ValueError):
        return []
    found = []
    try:
        _collect(tree, found)
    except RecursionError:
        pass
    return list(dict.fromkeys(found))[:count]


def _collect(tree, found):
    run = ""
    for op, argument in tree:
        if op is ops.LITERAL:
            run += chr(argument)
            continue
        if run:
            found.append(run)
            run = ""
        if op is ops.IN:
            found.extend(characters(argument))
        elif op is ops.BRANCH:
            for branch in argument[1]:
                found.append(_Sampler(0).sequence(branch))
                _collect(branch, found)
        elif op is ops.SUBPATTERN:
            _collect(argument[3], found)
        elif op in (ops.MAX_REPEAT, ops.MIN_REPEAT, ops.POSSESSIVE_REPEAT):
            _collect(argument[2], found)
        elif op in (ops.ASSERT, ops.ASSERT_NOT):
            _collect(argument[1], found)
        elif op is ops.ATOMIC_GROUP:
            _collect(argument, found)
    if run:
        found.append(run)
