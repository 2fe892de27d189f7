#!/usr/bin/env python3
"""Answers what `record` asks, each answer SECONDS later: stub.py SECRETS SECONDS; prints its port.

Stands for the AWS of one account: 100 secrets a page, 50 parameters a page, ten names a GetParameters.
It checks no signature. `GET /counts` gives the requests so far and forgets them.
"""

import asyncio
import json
import re
import sys
from email.utils import formatdate

COUNT, DELAY = int(sys.argv[1]), float(sys.argv[2])
ACCOUNT = "123456789012"
MADE = 1_795_000_000.25
SECRETS = [f"bench/{number:04}" for number in range(COUNT)]
PARAMETERS = [f"/bench/{number:04}" for number in range(COUNT)]
IDENTITY = (
    '<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">'
    f"<GetCallerIdentityResult><Arn>arn:aws:iam::{ACCOUNT}:user/bench</Arn><UserId>AIDA</UserId>"
    f"<Account>{ACCOUNT}</Account></GetCallerIdentityResult></GetCallerIdentityResponse>"
)
counts = {}


def secret(name):
    version = f"00000000-0000-4000-8000-00000000{name[-4:]}"
    return {
        "ARN": f"arn:aws:secretsmanager:eu-west-1:{ACCOUNT}:secret:{name}-AbCdEf",
        "Name": name,
        "CreatedDate": MADE,
        "LastChangedDate": MADE,
    }, {version: ["AWSCURRENT"]}


def parameter(name):
    return {
        "Name": name,
        "ARN": f"arn:aws:ssm:eu-west-1:{ACCOUNT}:parameter{name}",
        "Type": "SecureString",
        "Version": 3,
        "LastModifiedDate": MADE,
    }


def page(names, size, request):
    start = int(request.get("NextToken", 0))
    token = {"NextToken": str(start + size)} if start + size < len(names) else {}
    return names[start : start + size], token


def answer(operation, request):
    if operation == "ListSecrets":
        names, token = page(SECRETS, 100, request)
        listed = [{**entry, "SecretVersionsToStages": stages} for entry, stages in map(secret, names)]
        return {"SecretList": listed, **token}
    if operation == "DescribeSecret":
        entry, stages = secret(request["SecretId"])
        return {**entry, "VersionIdsToStages": stages}
    if operation == "DescribeParameters":
        names, token = page(PARAMETERS, 50, request)
        return {"Parameters": [{**parameter(name), "Tier": "Standard"} for name in names], **token}
    sealed = {"Value": "AQICAHh=", "DataType": "text"}
    if operation == "GetParameter":
        return {"Parameter": {**parameter(request["Name"]), **sealed}}
    found = [{**parameter(name), **sealed} for name in request["Names"]]
    return {"Parameters": found, "InvalidParameters": []}


async def handle(reader, writer):
    try:
        while True:
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin1")
            length = re.search(r"(?i)\r\ncontent-length: *(\d+)", head)
            body = (await reader.readexactly(int(length[1]) if length else 0)).decode()
            target = re.search(r"(?i)\r\nx-amz-target: *\S*\.(\w+)", head)
            if head.startswith("GET /counts"):
                kind, text = "application/json", json.dumps(counts)
                counts.clear()
            else:
                name = target[1] if target else "GetCallerIdentity"
                counts[name] = counts.get(name, 0) + 1
                await asyncio.sleep(DELAY)
                if target:
                    kind, text = "application/x-amz-json-1.1", json.dumps(answer(name, json.loads(body)))
                else:
                    kind, text = "text/xml", IDENTITY
            writer.write(
                f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nDate: {formatdate(usegmt=True)}\r\n"
                f"Content-Length: {len(text)}\r\n\r\n{text}".encode()
            )
    except (asyncio.IncompleteReadError, ConnectionError):
        writer.close()


async def main():
    server = await asyncio.start_server(handle, "127.0.0.1", 0, limit=1 << 20, backlog=512)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


asyncio.run(main())
