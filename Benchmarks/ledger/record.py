#!/usr/bin/env python3
"""Measures what Benchmarks/ledger/record describes: record.py BINARY WORK [SECRETS]."""

import json
import os
import resource
import statistics
import subprocess
import sys
import time
import urllib.request

import boto3
from botocore.config import Config

HERE = os.path.dirname(os.path.abspath(__file__))
SUPPORT = os.path.join(HERE, "..", "..", "Tests", "Support")
SERVERS = os.path.join(HERE, "..", "aws", "servers.py")
REGION = "eu-west-1"
DELAY = 0.02
RUNS = 5

binary, work = sys.argv[1:3]
count = int(sys.argv[3]) if len(sys.argv) > 3 else 500
secrets = [f"bench/{number:04}" for number in range(count)]
parameters = [f"/bench/{number:04}" for number in range(count)]
running = []
COMMAND = [binary, "record", "--quiet", "--no-references"]


def start(*arguments, **options):
    process = subprocess.Popen(
        [sys.executable, *map(str, arguments)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        **options,
    )
    running.append(process)
    return process.stdout.readline()


def environment(port, keys):
    kept = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
    return {
        **kept,
        "AWS_ACCESS_KEY_ID": keys[0],
        "AWS_SECRET_ACCESS_KEY": keys[1],
        "HOME": work,
        "AWS_REGION": REGION,
        "AWS_ENDPOINT_URL": f"http://127.0.0.1:{port}",
        "AWS_EC2_METADATA_DISABLED": "true",
        "GIT_CONFIG_NOSYSTEM": "1",
    }


def client(port, keys, service):
    return boto3.client(
        service,
        region_name=REGION,
        endpoint_url=f"http://127.0.0.1:{port}",
        aws_access_key_id=keys[0],
        aws_secret_access_key=keys[1],
        config=Config(retries={"mode": "standard"}),
    )


def run(arguments, port, keys, directory):
    subprocess.run(
        arguments,
        env=environment(port, keys),
        cwd=directory,
        check=True,
        stdout=subprocess.DEVNULL,
    )


def repository(port, keys):
    directory = os.path.join(work, f"repository-{port}")
    run(["git", "init", "--quiet", directory], port, keys, work)
    run(["git", "config", "user.name", "Benchmark"], port, keys, directory)
    run(["git", "config", "user.email", "benchmark@example.com"], port, keys, directory)
    with open(os.path.join(directory, ".secrets-sync.toml"), "w") as file:
        file.write('[environments.prod]\nsecrets = ["sm:bench/*", "ssm:/bench/**"]\n')
    run(["git", "add", "--all"], port, keys, directory)
    run(["git", "commit", "--quiet", "--message", "Base"], port, keys, directory)
    return directory


def one_by_one(port, keys):
    """As people write it: each secret and each parameter is described, over one connection."""
    manager, ssm = client(port, keys, "secretsmanager"), client(port, keys, "ssm")
    begin = time.perf_counter()
    for name in secrets:
        manager.describe_secret(SecretId=name)
    for name in parameters:
        ssm.get_parameter(Name=name, WithDecryption=False)
    return time.perf_counter() - begin


def timed(port, keys, directory):
    """The times of some runs, and what processor time each took."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    times = []
    for _ in range(RUNS):
        begin = time.perf_counter()
        run(COMMAND, port, keys, directory)
        times.append(time.perf_counter() - begin)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    processor = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return times, processor / RUNS


def measure(what, port, keys, requests):
    directory = repository(port, keys)
    run(COMMAND, port, keys, directory)
    requests()
    times, _ = timed(port, keys, directory)
    ours = {name: each / RUNS for name, each in sorted(requests().items())}
    theirs = one_by_one(port, keys)
    other = requests()
    text = subprocess.run(
        [binary, "show", "--format", "json"],
        env=environment(port, keys),
        cwd=directory,
        check=True,
        stdout=subprocess.PIPE,
    ).stdout
    items = json.loads(text)["records"][0]["items"]
    assert len(items) == 2 * count, len(items)
    assert not any("GetSecretValue" in name for name in ours)
    median = statistics.median(times)
    print(f"{what}: record {median:.3f} s (least {min(times):.3f}), {sum(ours.values()):g} requests")
    print("  " + ", ".join(f"{name} {each:g}" for name, each in ours.items()))
    print(f"  boto3, one by one: {theirs:.3f} s, {sum(other.values())} requests")
    print(f"  {theirs / median:.1f} times faster")
    return directory


def moto():
    ready = json.loads(start("-m", "strict_moto", "--enforce", "--until-input-ends", cwd=SUPPORT))
    port, keys = ready["port"], (ready["accessKeyId"], ready["secretAccessKey"])
    manager, ssm = client(port, keys, "secretsmanager"), client(port, keys, "ssm")
    for secret, parameter in zip(secrets, parameters):
        manager.create_secret(Name=secret, SecretString=secret)
        ssm.put_parameter(Name=parameter, Value=parameter, Type="SecureString")
    # Whatever was made within a second of the reading is read again.
    time.sleep(2)
    seen = 0

    def requests():
        nonlocal seen
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/strict-api/log") as answer:
            log = json.load(answer)
        fresh, seen = log[seen:], len(log)
        result = {}
        for entry in fresh:
            name = entry["op"].split(".")[-1].replace("POST /", "GetCallerIdentity")
            result[name] = result.get(name, 0) + 1
        return result

    slow = int(start(SERVERS, "delay", port, DELAY))
    directory = measure("moto behind 20 ms", slow, keys, requests)
    times, processor = timed(port, keys, directory)
    print(f"  without the 20 ms: record {statistics.median(times):.3f} s, of processor time of its own")
    print(f"  {processor:.3f} s; the rest is moto's, which does one request after the other")


def stub():
    port = int(start(os.path.join(HERE, "stub.py"), count, DELAY))

    def requests():
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/counts") as answer:
            return json.load(answer)

    measure("a stub of 20 ms", port, ("AKIABENCH", "bench"), requests)


try:
    stub()
    moto()
finally:
    for process in running:
        process.kill()
