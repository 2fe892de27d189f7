"""Estimate precision, and recall against what all scanners find together, from labelled lines.

The lines that any scanner reports fall into strata: reported by this project at the default level,
at the sensitive level only, by a peer only. From each stratum lines are drawn by the hash of their
key, with at most so many of one project and of one file, so that no test suite drowns the others. A
labelled line stands for as many lines as its stratum has for each line that is labelled.

The order of a hash changes neither with the program nor with other files: a new version of the
program needs labels only for lines that it newly reports.
"""
import collections
import hashlib
import os

PER_PROJECT = 40
PER_FILE = 3
LABELS = ("true", "test", "false")


def fingerprint(folder, path, line):
    with open(f"{folder}/{path}", "rb") as f:
        lines = f.read().split(b"\n")
    text = lines[line - 1].strip() if 0 < line <= len(lines) else b""
    return hashlib.sha256(path.encode() + b"\0" + text).hexdigest()[:20], lines


def read_labels(file):
    labels = {}
    if os.path.exists(file):
        for line in open(file):
            if not line.startswith("#"):
                key, label = line.rstrip("\n").split("\t")[:2]
                if label not in LABELS:
                    raise SystemExit(f"{file}: {key}: no label is called {label}")
                labels[key] = label
    return labels


def strata(columns):
    """Which stratum each line belongs to; a line is (path, number)."""
    own = [hits for name, hits in columns.items() if name.startswith("git-secrets-sync")]
    default, sensitive = own[1], own[2]
    return {"default": default, "sensitive only": sensitive - default,
            "peers only": set().union(*columns.values()) - sensitive - own[0]}


def drawn(lines, folder, seed):
    """The lines of a stratum in the order of drawing, within the limits, each text once."""
    keyed = {}
    for path, line in lines:
        key, _ = fingerprint(folder, path, line)
        keyed.setdefault(key, (path, line))
    order = sorted(keyed, key=lambda key: hashlib.sha256(f"{seed} {key}".encode()).digest())
    projects, files, out = collections.Counter(), collections.Counter(), []
    for key in order:
        path, line = keyed[key]
        project = path.split("/")[0]
        if projects[project] < PER_PROJECT and files[path] < PER_FILE:
            projects[project] += 1
            files[path] += 1
            out.append((key, path, line))
    return out


def judge(columns, folder, labels, seed, draw):
    """Rows of a table, and the drawn lines that have no label yet."""
    weights, unlabelled, sizes = {}, [], {}
    for stratum, lines in strata(columns).items():
        population = drawn(lines, folder, seed)
        sizes[stratum] = len(population)
        chosen = population[:draw]
        known = [(key, path, line) for key, path, line in chosen if key in labels]
        unlabelled += [(stratum, *item) for item in chosen if item[0] not in labels]
        for key, path, line in known:
            weights[(path, line)] = (len(population) / len(known), labels[key])
    total = collections.Counter()
    for weight, label in weights.values():
        total[label] += weight
    rows = []
    for name, hits in columns.items():
        count, labelled = collections.Counter(), 0
        for place, (weight, label) in weights.items():
            if place in hits:
                count[label] += weight
                labelled += 1
        both = count["true"] + count["test"]
        rows.append([name, len(hits), labelled,
                     share(count["true"], count.total()), share(both, count.total()),
                     share(count["true"], total["true"]), share(both, total["true"] + total["test"])])
    return rows, unlabelled, sizes


HEAD = ["scanner", "lines reported", "of them labelled", "precision, strict", "precision",
        "recall of the union, strict", "recall of the union"]


def share(part, whole):
    return f"{part / whole:.2f}" if whole else "-"
