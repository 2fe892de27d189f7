"""Hostile texts made of the rules: their keywords, and what their patterns match but for the end."""

import json
import random
import re
import subprocess
from re import _constants as op
from re import _parser as parser

noise = random.Random(5)
SEPARATORS = {"dense": "", "blanks": " ", "lines": "\n", "quotes": '"', "equals": "=", "commas": ","}


def rules_of(binary):
    text = subprocess.check_output([binary, "rules", "list", "--format", "json"], cwd="/")
    return json.loads(text)["rules"]


def cases_of_rules(binary):
    """Each is a name, the suffix of its file, and a function from a size to bytes."""
    rules = rules_of(binary)
    for keyword in sorted({word for rule in rules for word in rule["keywords"]}):
        for name, separator in list(SEPARATORS.items())[:3]:
            yield f"keyword {keyword!r}, {name}", ".txt", filled(keyword + separator)
    for rule in rules:
        for name, make in texts_of(rule):
            yield f"{rule['id']}: {name}", ".txt", make


def filled(part, start=""):
    part = part.encode("latin-1", "replace")
    return lambda size: start.encode("latin-1", "replace") + part * max(1, size // len(part))


def texts_of(rule):
    try:
        tree = parser.parse(as_python(rule["pattern"]))
    except (re.error, RecursionError, OverflowError):
        return
    pieces = Pieces()
    short, _ = pieces.text(tree, longest=False)
    whole, ends = pieces.text(tree, longest=True)
    yield "matches, lines", filled(short + "\n")
    yield "longest matches, blanks", filled(whole[:4000] + " ")
    if len(whole) > 1:
        for name, separator in SEPARATORS.items():
            yield f"all but the last byte, {name}", filled(whole[-1501:-1] if len(whole) > 1501 else whole[:-1] + separator)
    # Where a long repetition ends: what comes before it again and again, and it without an end.
    for number, (end, unit) in enumerate(ends[:4]):
        head = whole[:end]
        yield f"repetition {number}, endless", filled(unit, head)
        yield f"up to repetition {number}, lines", filled(head[-600:] + "\n")
        yield f"up to repetition {number}, blanks", filled(head[-600:] + " ")


def as_python(pattern):
    """What PCRE2 has and Python has not is rewritten roughly: it need not match exactly."""
    names = iter(range(1000))
    pattern = re.sub(r"\(\?<(?![=!])\w+>", lambda _: f"(?P<g{next(names)}>", pattern)
    return pattern.replace("(?|", "(?:").replace(r"\h", " ").replace(r"\k<", r"(?:<")


class Pieces:
    """A text that a pattern matches, from Python's parse of it."""

    def text(self, tree, longest):
        self.longest, self.groups, self.ends, self.out = longest, {}, [], ""
        self.walk(tree)
        return self.out, self.ends

    def walk(self, tree):
        for kind, value in tree:
            if kind is op.LITERAL:
                self.out += chr(value)
            elif kind is op.NOT_LITERAL:
                self.out += "a" if value != ord("a") else "b"
            elif kind is op.ANY:
                self.out += "a"
            elif kind is op.IN:
                self.out += self.member(value)
            elif kind in (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT):
                self.repeat(*value)
            elif kind is op.SUBPATTERN:
                start = len(self.out)
                self.walk(value[3])
                self.groups[value[0]] = self.out[start:]
            elif kind is op.ATOMIC_GROUP:
                self.walk(value)
            elif kind is op.BRANCH:
                self.walk(noise.choice(value[1]))
            elif kind is op.GROUPREF:
                self.out += self.groups.get(value, "")

    def repeat(self, least, most, tree):
        most = min(int(most), 3000)
        count = most if self.longest else min(max(least, 1), most)
        start = len(self.out)
        for _ in range(count):
            self.walk(tree)
            if len(self.out) - start > 3000:
                break
        if self.longest and most >= 16:
            self.ends.append((start + (len(self.out) - start) // 2, self.out[start:][:600] or "a"))

    def member(self, items):
        negated = items and items[0][0] is op.NEGATE
        for _ in range(50):
            if negated:
                chosen = noise.choice("aZ0 ;~")
                if not any(self.has(item, chosen) for item in items[1:]):
                    return chosen
                continue
            kind, value = noise.choice(items)
            if kind is op.LITERAL:
                return chr(value)
            if kind is op.RANGE:
                return chr(noise.randint(value[0], min(value[1], 126) if value[0] < 127 else value[1]))
            if kind is op.CATEGORY:
                digits, blanks = value is op.CATEGORY_DIGIT, value is op.CATEGORY_SPACE
                return noise.choice("0123456789" if digits else " " if blanks else "abcXYZ")
        return "a"

    @staticmethod
    def has(item, letter):
        kind, value = item
        if kind is op.LITERAL:
            return chr(value) == letter
        if kind is op.RANGE:
            return value[0] <= ord(letter) <= value[1]
        return kind is op.CATEGORY and (letter.isspace() if value is op.CATEGORY_SPACE else letter.isalnum())
