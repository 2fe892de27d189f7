#!/usr/bin/env python3
"""Measures what Benchmarks/aws/run describes: measure.py BINARY WORK AWS [READS]."""

import json
import os
import statistics
import subprocess
import sys
import time

import boto3
from botocore.config import Config

HERE = os.path.dirname(os.path.abspath(__file__))
SUPPORT = os.path.join(HERE, "..", "..", "Tests", "Support")
REGION = "eu-west-1"
IN_FLIGHT = 16  # as AWSSettings.maximumConcurrentRequests
DELAY = 0.02

binary, work, aws = sys.argv[1:4]
reads = int(sys.argv[4]) if len(sys.argv) > 4 else 500
running = []


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


def moto():
    ready = json.loads(start("-m", "strict_moto", "--enforce", "--until-input-ends", cwd=SUPPORT))
    keys = {
        "AWS_ACCESS_KEY_ID": ready["accessKeyId"],
        "AWS_SECRET_ACCESS_KEY": ready["secretAccessKey"],
    }
    return ready["port"], keys


def environment(port, keys):
    kept = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
    return {
        **kept,
        **keys,
        "HOME": work,
        "AWS_REGION": REGION,
        "AWS_DEFAULT_REGION": REGION,
        "AWS_ENDPOINT_URL": f"http://127.0.0.1:{port}",
        "AWS_EC2_METADATA_DISABLED": "true",
        "GIT_CONFIG_NOSYSTEM": "1",
    }


def client(port, keys, service="secretsmanager"):
    return boto3.client(
        service,
        region_name=REGION,
        endpoint_url=f"http://127.0.0.1:{port}",
        aws_access_key_id=keys["AWS_ACCESS_KEY_ID"],
        aws_secret_access_key=keys["AWS_SECRET_ACCESS_KEY"],
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


def timed(arguments, port, keys, directory, runs):
    """The median of the times of a command, which must succeed."""
    times = []
    for _ in range(runs + 1):
        begin = time.perf_counter()
        run(arguments, port, keys, directory)
        times.append(time.perf_counter() - begin)
    return statistics.median(times[1:])


def repository(port, keys, pattern):
    """A repository in which all secrets of the pattern were recorded as deployed."""
    directory = os.path.join(work, f"repository-{port}")
    calls = [
        ["git", "init", "--quiet", directory],
        ["git", "-C", directory, "config", "user.name", "Benchmark"],
        ["git", "-C", directory, "config", "user.email", "benchmark@example.com"],
    ]
    for call in calls:
        run(call, port, keys, work)
    with open(os.path.join(directory, ".secrets-sync.toml"), "w") as file:
        file.write(f'[environments.prod]\nsecrets = ["{pattern}"]\n')
    calls = [
        ["git", "add", "--all"],
        ["git", "commit", "--quiet", "--message", "Base"],
        [binary, "record", "--quiet"],
    ]
    for call in calls:
        run(call, port, keys, directory)
    return directory


def text(value):
    return value.decode() if isinstance(value, bytes) else value


def recorded(keys, names, port):
    """The requests of `verify`, signed; and what moto answers, for the stub."""
    requests, answers = [], {}

    def capture(request, **_):
        path = request.url.split("/", 3)[3]
        body = request.body if isinstance(request.body, bytes) else request.body.encode()
        headers = {name: text(value) for name, value in request.headers.items()}
        headers |= {"Host": f"127.0.0.1:{port}", "Content-Length": str(len(body))}
        lines = [f"{request.method} /{path} HTTP/1.1"]
        lines += [f"{name}: {value}" for name, value in headers.items()]
        requests.append(("\r\n".join(lines) + "\r\n\r\n").encode() + body)

    def note(operation_model, response_dict, **_):
        kind, body = response_dict["headers"].get("Content-Type", ""), response_dict["body"]
        answers.setdefault(operation_model.name, []).append([kind, text(body)])

    sts, manager = client(port, keys, "sts"), client(port, keys)
    for each in (sts, manager):
        each.meta.events.register("before-send", capture)
        each.meta.events.register("before-parse", note)
    sts.get_caller_identity()
    for name in names:
        manager.describe_secret(SecretId=name)
    return requests, {
        "GetCallerIdentity": {"": answers["GetCallerIdentity"][0]},
        "DescribeSecret": dict(zip(names, answers["DescribeSecret"])),
    }


def loop_of_boto3(port, keys, names):
    manager = client(port, keys)
    begin = time.perf_counter()
    for name in names:
        manager.describe_secret(SecretId=name)
    return time.perf_counter() - begin


def values_by_boto3(port, keys, names, service):
    """What a script does that reads each value by itself."""
    store = client(port, keys, service)
    begin = time.perf_counter()
    for name in names:
        if service == "ssm":
            store.get_parameter(Name=name, WithDecryption=True)
        else:
            store.get_secret_value(SecretId=name)
    return time.perf_counter() - begin


def copied(port, keys, directory):
    """Seconds of `copy` where all secrets are made, and where all are changed; three runs each."""
    makes, changes = [], []
    for number in range(3):
        for times, source in ((makes, "sm:bench/*"), (changes, "sm:other/*")):
            begin = time.perf_counter()
            copy = [binary, "copy", source, f"sm:copied{number}/*", "--yes", "--quiet"]
            run(copy, port, keys, directory)
            times.append(time.perf_counter() - begin)
    return statistics.median(makes), statistics.median(changes)


def written_by_boto3(port, keys, names):
    """What a script does that writes each by itself, and looks at nothing."""
    manager = client(port, keys)
    times = []
    for write in (
        lambda name: manager.create_secret(Name=f"script/{name}", SecretString=name),
        lambda name: manager.put_secret_value(SecretId=f"script/{name}", SecretString=name[::-1]),
    ):
        begin = time.perf_counter()
        for name in names:
            write(name)
        times.append(time.perf_counter() - begin)
    return times


def load(port, file):
    tool = os.path.join(work, "load")
    times = []
    for _ in range(4):
        result = subprocess.run(
            [tool, str(port), str(IN_FLIGHT), file], check=True, stdout=subprocess.PIPE
        )
        times.append(float(result.stdout))
    return statistics.median(times[1:])


def show(what, ours, theirs, other):
    print(f"{what:46} {ours * 1e3:9.1f} ms {theirs * 1e3:9.1f} ms  {theirs / ours:7.2f}  {other}")


def main():
    port, keys = moto()
    names = [f"bench/{number:04}" for number in range(reads)]
    manager = client(port, keys)
    for name in names:
        manager.create_secret(Name=name, SecretString=name)
    directory = repository(port, keys, "sm:bench/*")
    requests, answers = recorded(keys, names, port)
    signed = os.path.join(work, "requests")
    with open(signed, "wb") as file:
        for request in requests:
            file.write(f"{len(request)}\n".encode() + request)
    canned = os.path.join(work, "answers")
    with open(canned, "w") as file:
        json.dump(answers, file)
    servers = os.path.join(HERE, "servers.py")
    slow = int(start(servers, "delay", port, DELAY))
    stub = int(start(servers, "stub", canned, 0))
    slow_stub = int(start(servers, "stub", canned, DELAY))

    verify = [binary, "verify", "--quiet"]
    print(f"{'':46} {'ours':>12} {'other':>12}  {'other/ours'}  other")
    for what, where in (("moto", slow), ("stub", slow_stub)):
        show(
            f"{reads} reads, {what}, 20 ms an answer",
            timed(verify, where, keys, directory, 5),
            loop_of_boto3(where, keys, names),
            "boto3, one after the other",
        )
    parameters = [f"/{name}" for name in names]
    ssm = client(port, keys, "ssm")
    for name in parameters:
        ssm.put_parameter(Name=name, Value=name, Type="SecureString")
    for what, ids, service, pattern in (
        ("secrets", names, "secretsmanager", "sm:bench/*"),
        ("parameters", parameters, "ssm", "ssm:/bench/*"),
    ):
        show(
            f"{reads} {what} dumped, moto, 20 ms an answer",
            timed([binary, "dump", pattern, "--format", "json"], slow, keys, directory, 5),
            values_by_boto3(slow, keys, ids, service),
            "boto3, one after the other",
        )
    for name in names:
        manager.create_secret(Name=name.replace("bench", "other"), SecretString=f"other {name}")
    ours, theirs = copied(slow, keys, directory), written_by_boto3(slow, keys, names)
    for what, our, their in zip(("made", "changed"), ours, theirs):
        show(f"{reads} secrets {what} by copy, moto, 20 ms", our, their, "boto3, one after the other")
    for what, where in (("moto", port), ("stub", stub)):
        show(
            f"{reads} reads, {what}",
            timed(verify, where, keys, directory, 5),
            load(where, signed),
            f"load tool, {IN_FLIGHT} connections",
        )

    port, keys = moto()
    manager = client(port, keys)
    for number in range(10):
        manager.create_secret(Name=f"ten/{number}", SecretString=str(number))
    show(
        "list of ten secrets",
        timed([binary, "list", "sm:ten/*"], port, keys, work, 10),
        timed([aws, "secretsmanager", "list-secrets"], port, keys, work, 10),
        "aws secretsmanager list-secrets",
    )


try:
    main()
finally:
    for process in running:
        process.kill()
