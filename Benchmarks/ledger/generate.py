#!/usr/bin/env python3
"""Makes a repository with a ledger of many deployments, in the format of docs/ledger-format.md.

usage: generate.py DIRECTORY DEPLOYMENTS [SECRETS]

Each deployment is of a commit of its own, five minutes after the one before; after every tenth,
one of the secrets (30 unless told otherwise) has a new version. Two thirds are in Secrets Manager,
the rest are parameters. Everything is made from the number of the deployment, so that two runs give
the same ids. Git reads it by `fast-import`, the notes beside the ledger too.
"""

import hashlib
import json
import subprocess
import sys
from datetime import datetime, timedelta, timezone

DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
PERSON = "Deployer <deployer@example.com>"
START = datetime(2025, 1, 1, tzinfo=timezone.utc)
ROTATION = 10


def stamp(moment):
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def ulid(moment, number):
    random = int.from_bytes(hashlib.sha256(b"ulid %d" % number).digest()[:10], "big")
    value = int(moment.timestamp() * 1000) << 80 | random
    return "".join(DIGITS[value >> 5 * place & 31] for place in range(25, -1, -1))


def object_id(kind, content):
    return hashlib.sha1(b"%s %d\0" % (kind, len(content)) + content).hexdigest()


def item(secret, secrets, version):
    """The secret at its version number, changed last at deployment `version`'s time."""
    changed = stamp(START + timedelta(minutes=5 * version * ROTATION - 2))
    if secret < secrets * 2 // 3:
        name = f"shop/service-{secret:03}/database"
        digest = hashlib.sha256(f"{secret} {version}".encode()).hexdigest()
        return {
            "store": "sm", "name": name,
            "arn": f"arn:aws:secretsmanager:eu-west-1:123456789012:secret:{name}-AbCdEf",
            "version": "-".join([digest[:8], digest[8:12], digest[12:16], digest[16:20],
                                 digest[20:32]]),
            "stages": ["AWSCURRENT"], "created": changed,
        }
    name = f"/shop/prod/service-{secret:03}/endpoint"
    return {
        "store": "ssm", "name": name,
        "arn": f"arn:aws:ssm:eu-west-1:123456789012:parameter{name}",
        "version": version // secrets + 1, "modified": changed, "type": "SecureString",
        "tier": "Standard",
    }


def main():
    directory, deployments = sys.argv[1], int(sys.argv[2])
    secrets = int(sys.argv[3]) if len(sys.argv) > 3 else 30
    subprocess.run(["git", "init", "--quiet", "--initial-branch=main", directory], check=True)
    importer = subprocess.Popen(
        ["git", "-C", directory, "fast-import", "--quiet"], stdin=subprocess.PIPE)
    write = importer.stdin.write

    def data(content):
        write(b"data %d\n%s\n" % (len(content), content))

    def commit(reference, seconds, message, mark=None):
        write(f"commit {reference}\n".encode())
        if mark:
            write(b"mark :%d\n" % mark)
        write(f"author {PERSON} {seconds} +0000\n"
              f"committer {PERSON} {seconds} +0000\n".encode())
        data(message)

    items = [json.dumps(item(s, secrets, 0), separators=(",", ":")) for s in range(secrets)]
    items.sort()
    by_secret = [next(p for p, text in enumerate(items) if f"service-{s:03}/" in text)
                 for s in range(secrets)]
    commits, notes = [], []
    parent, previous = None, None
    for number in range(deployments):
        moment = START + timedelta(minutes=5 * number)
        seconds = int(moment.timestamp())
        if number and number % ROTATION == 0:
            version = number // ROTATION
            secret = version % secrets
            items[by_secret[secret]] = json.dumps(
                item(secret, secrets, version), separators=(",", ":"))

        # The deployed commit: one file, whose content is the number.
        content, message = b"%d\n" % number, b"deployment %d\n" % number
        blob = object_id(b"blob", content)
        tree = object_id(b"tree", b"100644 version\0" + bytes.fromhex(blob))
        lines = [f"tree {tree}"] + ([f"parent {parent}"] if parent else []) + [
            f"author {PERSON} {seconds} +0000", f"committer {PERSON} {seconds} +0000", "", ""]
        parent = object_id(b"commit", "\n".join(lines).encode() + message)
        commits.append(parent)
        commit("refs/heads/main", seconds, message, mark=number + 1)
        write(b"M 100644 inline version\n")
        data(content)

        identifier = ulid(moment, number)
        head = json.dumps({
            "schema": 1, "id": identifier, "seq": number + 1, "prev": previous, "commit": parent,
            "tree": tree, "env": "prod", "at": stamp(moment),
            "by": {"arn": "arn:aws:sts::123456789012:assumed-role/ci/run-%d" % number,
                   "git": PERSON},
            "account": "123456789012", "region": "eu-west-1", "status": "deployed",
            "kind": "deploy",
        }, separators=(",", ":"))
        record = f'{head[:-1]},"items":[{",".join(items)}]}}\n'.encode()
        previous = "sha256:" + hashlib.sha256(record).hexdigest()
        path = f"records/{parent[:2]}/{parent[2:]}/{identifier}.json"
        commit(
            "refs/secrets-sync/ledger/prod", seconds,
            f"record: prod {parent[:10]} ({secrets} secrets)\n\n"
            f"Record: {path}\nSeq: {number + 1}\n".encode())
        write(f"M 100644 inline {path}\n".encode())
        data(record)
        notes.append(f"prod: deployed {stamp(moment)}, {secrets} secrets ({identifier})\n")

    commit("refs/notes/secrets-sync", int(START.timestamp()), b"notes\n")
    for number, text in enumerate(notes):
        write(b"N inline :%d\n" % (number + 1))
        data(text.encode())
    importer.stdin.close()
    if importer.wait() != 0:
        sys.exit("generate.py: git fast-import failed")
    tip = subprocess.run(
        ["git", "-C", directory, "rev-parse", "refs/heads/main"],
        check=True, capture_output=True, text=True).stdout.strip()
    if commits and tip != commits[-1]:
        sys.exit("generate.py: Git gave the commits other ids than the ledger names")


if __name__ == "__main__":
    main()
