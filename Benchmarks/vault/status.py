#!/usr/bin/env python3
"""Measures what Benchmarks/vault/status describes: status.py BINARY WORK AWS [FILES]."""

import json
import os
import statistics
import subprocess
import sys
import time
import urllib.request

HERE = os.path.dirname(os.path.abspath(__file__))
SUPPORT = os.path.join(HERE, "..", "..", "Tests", "Support")
REGION = "eu-west-1"
RUNS = 15

binary, work, aws = sys.argv[1:4]
count = int(sys.argv[4]) if len(sys.argv) > 4 else 200
server = subprocess.Popen(
    [sys.executable, "-m", "strict_moto", "--enforce", "--until-input-ends"],
    stdin=subprocess.PIPE,
    stdout=subprocess.PIPE,
    stderr=subprocess.DEVNULL,
    cwd=SUPPORT,
)
ready = json.loads(server.stdout.readline())
endpoint = f"http://127.0.0.1:{ready['port']}"
environment = {
    "PATH": os.environ["PATH"],
    "HOME": work,
    "AWS_ACCESS_KEY_ID": ready["accessKeyId"],
    "AWS_SECRET_ACCESS_KEY": ready["secretAccessKey"],
    "AWS_REGION": REGION,
    "AWS_DEFAULT_REGION": REGION,
    "AWS_ENDPOINT_URL": endpoint,
    "AWS_EC2_METADATA_DISABLED": "true",
    "GIT_CONFIG_NOSYSTEM": "1",
}


def bucket(name):
    body = json.dumps({"name": name, "versioning": "Enabled"}).encode()
    request = urllib.request.Request(f"{endpoint}/strict-api/buckets", body, method="POST")
    urllib.request.urlopen(request).read()


def run(arguments, directory, statuses=(0,)):
    result = subprocess.run(
        arguments, env=environment, cwd=directory, capture_output=True, text=True
    )
    if result.returncode not in statuses:
        sys.exit(f"{arguments}: {result.returncode}\n{result.stdout}{result.stderr}")
    return result


def clone(name):
    directory = os.path.join(work, name)
    run(["git", "init", "--quiet", directory], work)
    for key, value in (("user.name", name), ("user.email", f"{name}@example.com")):
        run(["git", "config", key, value], directory)
    with open(os.path.join(directory, ".gitignore"), "w") as file:
        file.write("secured/\n")
    with open(os.path.join(directory, ".secrets-sync.toml"), "w") as file:
        file.write(
            f'[environments.prod]\naccount = "{ready["account"]}"\n'
            '[vault]\nfiles = ["secured/*.tf"]\nbucket = "vault"\n'
        )
    return directory


def write(directory, number, text):
    folder = os.path.join(directory, "secured")
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, f"module-{number}.tf"), "w") as file:
        file.write(f"# {number}\n" + text * 40)


def timed(arguments, directory, statuses):
    times = []
    for _ in range(RUNS + 1):
        begin = time.perf_counter()
        run(arguments, directory, statuses)
        times.append(time.perf_counter() - begin)
    return statistics.median(times[1:]), min(times[1:])


def line(name, ours, theirs):
    print(
        f"{name}: vault status {ours[0] * 1000:.0f} ms (least {ours[1] * 1000:.0f}), "
        f"aws s3 sync --dryrun {theirs[0] * 1000:.0f} ms (least {theirs[1] * 1000:.0f}), "
        f"{theirs[0] / ours[0]:.1f} times"
    )


def compare(name, directory, statuses):
    line(f"moto, {name}", *both(directory, statuses))
    answers = subprocess.Popen(
        [sys.executable, os.path.join(HERE, "answers.py"), str(ready["port"])],
        stdout=subprocess.PIPE,
    )
    environment["AWS_ENDPOINT_URL"] = f"http://127.0.0.1:{int(answers.stdout.readline())}"
    try:
        line(f"known answers, {name}", *both(directory, statuses))
    finally:
        environment["AWS_ENDPOINT_URL"] = endpoint
        answers.kill()
        answers.wait()


def both(directory, statuses):
    ours = timed([binary, "vault", "status"], directory, statuses)
    sync = [aws, "s3", "sync", "secured", "s3://plain/secured", "--dryrun"]
    return ours, timed(sync, directory, (0,))


try:
    bucket("vault")
    bucket("plain")
    ann, bob = clone("ann"), clone("bob")
    for number in range(count):
        write(ann, number, "a = 1\n")
    begin = time.perf_counter()
    run([binary, "vault", "push", "--yes"], ann)
    print(f"vault push of {count}: {time.perf_counter() - begin:.2f} s")
    begin = time.perf_counter()
    run([binary, "vault", "pull", "--yes"], bob)
    print(f"vault pull of {count}: {time.perf_counter() - begin:.2f} s")
    begin = time.perf_counter()
    run([aws, "s3", "sync", "secured", "s3://plain/secured"], bob)
    print(f"aws s3 sync of {count}: {time.perf_counter() - begin:.2f} s")
    compare(f"{count} files, all the same", bob, (0,))
    for number in range(10):
        write(ann, number, "a = 2\n")
    run([binary, "vault", "push", "--yes"], ann)
    run([aws, "s3", "sync", "secured", "s3://plain/secured"], ann)
    compare("ten newer in the vault", bob, (1,))
finally:
    server.stdin.close()
    server.wait()
