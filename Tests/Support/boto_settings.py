#!/usr/bin/env python3
"""What a second client, boto3, sees of a secret, or writes.

    boto_settings.py sm NAME | ssm NAME | binary NAME TEXT

The first two print a JSON object of the settings, the third makes a secret of bytes. The environment
says where to and as whom.
"""

import json
import sys

import boto3


def tags(list_of_tags):
    return {tag["Key"]: tag["Value"] for tag in list_of_tags}


def secret(name):
    sm = boto3.client("secretsmanager")
    answer = sm.describe_secret(SecretId=name)
    value = sm.get_secret_value(SecretId=name)
    return {
        "description": answer.get("Description"),
        "key": answer.get("KmsKeyId"),
        "tags": tags(answer.get("Tags", [])),
        "replicas": [copy["Region"] for copy in answer.get("ReplicationStatus", [])],
        "versions": len(sm.list_secret_version_ids(SecretId=name, IncludeDeprecated=True)["Versions"]),
        "binary": "SecretBinary" in value,
        "value": value.get("SecretString") or value["SecretBinary"].decode(),
    }


def parameter(name):
    ssm = boto3.client("ssm")
    filters = [{"Key": "Name", "Option": "Equals", "Values": [name]}]
    answer = ssm.describe_parameters(ParameterFilters=filters)["Parameters"][0]
    value = ssm.get_parameter(Name=name, WithDecryption=True)["Parameter"]
    listed = ssm.list_tags_for_resource(ResourceType="Parameter", ResourceId=name)
    return {
        "description": answer.get("Description"),
        "key": answer.get("KeyId"),
        "type": answer["Type"],
        "tier": answer["Tier"],
        "tags": tags(listed["TagList"]),
        "versions": value["Version"],
        "value": value["Value"],
    }


what, name = sys.argv[1:3]
if what == "binary":
    boto3.client("secretsmanager").create_secret(Name=name, SecretBinary=sys.argv[3].encode())
else:
    print(json.dumps(secret(name) if what == "sm" else parameter(name)))
