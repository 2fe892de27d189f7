"""Rules of users that take forever: the scan must end, as incomplete, and name the rule."""

TRIPLE = "'''"
BOMBS = {
    "(a+)+$": lambda size: b"a" * (size - 1) + b"!",
    "(a|aa)+b": lambda size: b"a" * size,
    "(a|a)*b": lambda size: (b"a" * 60 + b" ") * (size // 61),
    "a.*b.*c.*d": lambda size: b"abc" * (size // 3),
    "(.*)(.*)(.*)x": lambda size: b"a" * size,
    "(.*)(.*)(.*)x ": lambda size: (b"a" * 200 + b"\n") * (size // 201),
    "(?s).*.*.*x": lambda size: b"a\n" * (size // 2),
    "(x{50}){50}y": lambda size: b"x" * size,
    "(x{1000}){1000}": lambda size: b"x" * size,
    "([a-z]+ )*[0-9]": lambda size: (b"word " * 50 + b"\n") * (size // 251),
    "(?:(?:a?){20}){20}b": lambda size: b"a" * size,
    "[a-z]{1,3000}[0-9]": lambda size: b"a" * size,
    "(?i)" + "|".join(f"word{n}end" for n in range(10_000)): lambda size: b"word" * (size // 4),
    "(" * 200 + "a" + ")*" * 200 + "b": lambda size: b"a" * size,
    "a": lambda size: b"a" * size,
    "": lambda size: b"a" * size,
}


def rules_of(expression, extra=""):
    return f"[[rules]]\nid = \"bomb\"\nregex = {TRIPLE}{expression}{TRIPLE}\n{extra}"


def cases_of_users(bench, sizes, only, limit=60):
    for expression, make in BOMBS.items():
        name = "rule " + (expression if len(expression) < 36 else expression[:30] + "...")
        if not only.search(name):
            continue
        rules = bench.write("bomb.toml", [rules_of(expression).encode()])
        for size in sizes:
            path = bench.write("input.txt", [make(size)])
            run = bench.scan(path, "--rules", str(rules), limit=limit)
            yield name, size, run
            path.unlink()
    # In 2,000 members of an archive, each of which could take its time.
    import archives

    for expression in ["(a+)+$", "a.*b.*c.*d"]:
        name = f"rule {expression} in an archive"
        if not only.search(name):
            continue
        rules = bench.write("bomb.toml", [rules_of(expression).encode()])
        text = (b"abc" * 3000 if "b" in expression else b"a" * 9000) + b"!"
        path = bench.write("input.zip", [archives.zipped([(f"{n}", text) for n in range(2000)])])
        yield name, 2000 * len(text), bench.scan(path, "--rules", str(rules), limit=limit)
        path.unlink()
