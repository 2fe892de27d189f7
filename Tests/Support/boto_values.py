#!/usr/bin/env python3
"""Values written and read by boto3, for Tests/SecretsTests/Contract/SecondClientTests.swift.

    boto_values.py write ENTRIES
    boto_values.py read ENTRIES

ENTRIES is a JSON list of {"store": "sm" or "ssm", "name": ..., "type": ..., "text": ... or "hex": ...};
for a parameter `type` is String, StringList or SecureString. `read` prints a JSON list of
[type, hex], where the type of a secret is "text" or "binary".
"""

import json
import sys

import boto3

verb, entries = sys.argv[1], json.loads(sys.argv[2])
sm = boto3.client("secretsmanager")
ssm = boto3.client("ssm")


def write(entry):
    name = entry["name"]
    if entry["store"] == "ssm":
        ssm.put_parameter(Name=name, Value=entry["text"], Type=entry["type"])
    elif "hex" in entry:
        sm.create_secret(Name=name, SecretBinary=bytes.fromhex(entry["hex"]))
    else:
        sm.create_secret(Name=name, SecretString=entry["text"])


def read(entry):
    name = entry["name"]
    if entry["store"] == "ssm":
        answer = ssm.get_parameter(Name=name, WithDecryption=True)["Parameter"]
        return [answer["Type"], answer["Value"].encode().hex()]
    answer = sm.get_secret_value(SecretId=name)
    if "SecretBinary" in answer:
        return ["binary", answer["SecretBinary"].hex()]
    return ["text", answer["SecretString"].encode().hex()]


if verb == "write":
    for each in entries:
        write(each)
else:
    print(json.dumps([read(each) for each in entries]))
