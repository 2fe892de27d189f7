#!/usr/bin/env python3
"""What Python itself does with scripts that write parameters.

    script_oracle.py SEED COUNT FOLDER    writes so many made-up scripts, and runs each
    script_oracle.py FILE...              runs these

Prints a JSON list of {"file", "calls", "error"}: the calls of put_ssm_parameter in their order, each
[profile, region, name, value in hexadecimal, type], and the name of the exception that ended the
script, if one did.
"""

import contextlib
import io
import json
import random
import runpy
import sys
import types
import warnings

TYPES = ("String", "StringList", "SecureString")


class Updater:
    """The class of the scripts, which writes down what it is asked for."""

    calls = []

    def __init__(self, profile_name, region_name):
        self.place = [profile_name, region_name]

    def put_ssm_parameter(self, name: str, value: str, value_type: str = "SecureString"):
        if not isinstance(name, str) or not isinstance(value, str) or value_type not in TYPES:
            raise TypeError("not what the service takes")
        self.calls.append(self.place + [name, value.encode().hex(), value_type])


def run(path):
    Updater.calls.clear()
    error = None
    output = io.StringIO()
    try:
        with contextlib.redirect_stdout(output), contextlib.redirect_stderr(output):
            runpy.run_path(path, run_name="__main__")
    except BaseException as exception:
        error = type(exception).__name__
    return {"file": path, "calls": list(Updater.calls), "error": error}


class Writer:
    """Makes scripts up: plain ones, and ones that are hard to read."""

    PLAIN = ["x", "ab", "é", "\\n", "\\\\", "\\x41", "\\u00e9", "\\U0001f600", "\\101", " ", "$y", "%s"]
    HARD = ["{", "}", "\\7", "\\400", "\\d", "\\N{BULLET}", "\\ud83d", "{{", "}}", "{x}", "\n", "\\\n", "#",
            '\\"', "\\'", '"', "'", "\\{", "\\{{", "{1:>{2}}", '{"a"}', "{'a'!r}", "\\x4", "\\",
            "\x0c", "\t", "\\0", "\\8", "\\r"]
    OTHER = ["k", "None", "1", 'b"x"', '"a" * 2', '"a".upper()', '"a" if 1 else "b"', '("a", "b")',
             '(y := "a")', 'str("a")', '"%s" % "a"', '["a"][0]']
    STATEMENTS = ["k = 'x'", "N = -1", "pass", '"""text"""', "import os, sys", "print('done')",
                  "print(f'{1}', end='')", "k: str = 'x'"]
    HARD_STATEMENTS = ["k = os", "k += 'a'", "ssm = None", "print(exit())", "exit()", "del ssm",
                       "import os as ssm", "ssm.put_ssm_parameter = lambda *a: None",
                       "for i in 'ab':\n    ssm.put_ssm_parameter('/l', i)",
                       "if False:\n    ssm.put_ssm_parameter('/l', 'x')",
                       "if False: ssm.put_ssm_parameter('/l', 'x')",
                       "def f():\n\tssm.put_ssm_parameter('/l', 'x')",
                       "class C:\n  ssm.put_ssm_parameter('/l', 'x')",
                       "while 0:\n    pass\nelse:\n    ssm.put_ssm_parameter('/l', 'x')",
                       "try:\n    ssm.put_ssm_parameter('/l', 1)\nexcept TypeError:\n    pass"]
    BYTES = [b"'", b'"', b"\\", b"{", b"}", b"(", b")", b"\n", b"    ", b"\t", b",", b";", b"#", b"f",
             b"r", b"b", b"=", b".", b"\x0c", b"\r", b"\x00", b"+", b":", b"\xc2\xa0", b"\xff", b"@"]

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.number = 0

    def one(self, *choices):
        return self.random.choice(choices)

    def chance(self, share):
        return self.random.random() < share

    def text(self):
        pieces = self.PLAIN if self.plain else self.PLAIN + self.HARD
        text = "".join(self.random.choice(pieces) for _ in range(self.random.randrange(5)))
        quote = self.one("'", '"', "'''", '"""')
        return self.one("", "", "", "r", "f", "u", "b", "Rf") + quote + text + quote

    def expression(self):
        share = self.random.random()
        if share < 0.6:
            return self.text()
        if share < 0.75:
            return self.text() + self.one(" ", "", "\n") + self.text()
        if share < 0.85:
            return self.text() + self.one(" + ", "+", " +\n") + self.text()
        if share < 0.93 or self.plain:
            return "(" + self.expression() + self.one("", "\n", " # why\n") + ")"
        return self.random.choice(self.OTHER)

    def call(self):
        self.number += 1
        name = f"'/app/{self.number}'"
        kind = self.one("", "", "'String'", '"StringList"', "'SecureString'")
        share = self.random.random()
        if share < 0.6 or self.plain:
            arguments = [name, self.expression()] + (["value_type=" + kind] if kind else [])
        elif share < 0.7:
            arguments = [name, self.expression(), kind or "'String'"]
        elif share < 0.9:
            arguments = ["name=" + name, "value=" + self.expression()]
            arguments += ["value_type=" + kind] if kind else []
            self.random.shuffle(arguments)
        else:
            arguments = self.one([name], ["*" + name], [name, "'x'", "more=1"], [name, "'x'", "'y'"])
        comma = self.one(", ", ",", ",\n    ", ", # why\n  ")
        return f"ssm.put_ssm_parameter{self.one('', ' ')}({comma.join(arguments)}{self.one('', ',')})"

    def statement(self):
        share = self.random.random()
        if share < 0.7:
            return self.call()
        if share < 0.75:
            return self.call() + "; " + self.call()
        if share < 0.8:
            name = self.one("'__main__'", '"__main__"', "'main'")
            return f"if __name__ == {name}:\n    {self.call()}\n    pass"
        if share < 0.9 or self.plain:
            return self.random.choice(self.STATEMENTS)
        return self.random.choice(self.HARD_STATEMENTS)

    def script(self):
        self.plain = self.chance(0.6)
        lines = []
        if self.chance(0.2):
            lines.append(self.one("#!/usr/bin/env python3", "# coding: latin-1", "# coding=ascii",
                                  "# -*- coding: utf-8 -*-", "# vim: set fileencoding=cp1252 :"))
        lines.append("from ssm_utils import SsmParameterUpdater")
        arguments = ["'app-dev', 'us-east-1'", "region_name='eu-west-1', profile_name='app'"]
        if not self.plain:
            arguments += ["None, 'us-east-1'", "'us-east-1', 'app-dev'", "P, R", "'app-dev'"]
        lines.append(f"ssm = SsmParameterUpdater({self.random.choice(arguments)})")
        lines += [self.statement() for _ in range(1 + self.random.randrange(5))]
        text = self.one("\n", "\n", "\n", "\r\n", "\r").join("\n".join(lines).split("\n"))
        data = text.encode()
        if "latin-1" in lines[0]:
            with contextlib.suppress(UnicodeEncodeError):
                data = text.encode("latin-1")
        if self.chance(0.05):
            data = b"\xef\xbb\xbf" + data
        if self.chance(0.2):
            data = bytearray(data)
            for _ in range(self.one(1, 1, 2, 3)):
                place = self.random.randrange(len(data))
                if self.chance(0.4):
                    del data[place]
                else:
                    data[place:place] = self.random.choice(self.BYTES)
        return bytes(data)


def main(arguments):
    warnings.simplefilter("ignore")
    module = types.ModuleType("ssm_utils")
    module.SsmParameterUpdater = Updater
    sys.modules["ssm_utils"] = module
    paths = arguments
    if len(arguments) == 3 and arguments[0].isdigit():
        writer = Writer(int(arguments[0]))
        paths = [f"{arguments[2]}/ssm-{number}.py" for number in range(int(arguments[1]))]
        for path in paths:
            with open(path, "wb") as file:
                file.write(writer.script())
    print(json.dumps([run(path) for path in paths]))


main(sys.argv[1:])
