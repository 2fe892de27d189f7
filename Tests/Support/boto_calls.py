#!/usr/bin/env python3
"""The calls of Tests/AWSTests/Services/DifferentialTests.swift, made by boto3.

    boto_calls.py ACCOUNT

The environment says where to and as whom. Prints a JSON list of [name, result], where a result is
a list of strings, or ["error", code].
"""

import hashlib
import base64
import json
import sys

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

account = sys.argv[1]
config = Config(retries={"total_max_attempts": 1}, parameter_validation=False)
results = []


def client(service):
    return boto3.client(service, config=config)


def step(name, call):
    try:
        result = call()
    except ClientError as error:
        result = ["error", error.response["Error"]["Code"]]
    results.append([name, [str(item) for item in result]])


def token(number):
    return f"00000000-0000-4000-8000-{number:012d}"


def tags(pairs):
    return [{"Key": key, "Value": value} for key, value in pairs]


def pages(client, operation, key, **parameters):
    for page in client.get_paginator(operation).paginate(**parameters):
        yield from page.get(key, [])


def secrets_manager():
    sm = client("secretsmanager")
    name = "diff/plus+a=b@c.d-e_f"
    text = "ü 日本 \"q\" \\ \n\t😀"
    step(
        "create",
        lambda: [
            sm.create_secret(
                Name=name,
                ClientRequestToken=token(1),
                Description="of ü, \"quoted\"",
                Tags=tags([("where + how", "a=b/ü:!")]),
                SecretString=text,
            )["VersionId"]
        ],
    )
    step(
        "put",
        lambda: sm.put_secret_value(
            SecretId=name,
            ClientRequestToken=token(2),
            VersionStages=["AWSCURRENT", "a stage: + ü!"],
            SecretBinary=bytes([0, 255, 34]),
        )["VersionStages"],
    )

    def get(**which):
        answer = sm.get_secret_value(SecretId=name, **which)
        value = answer.get("SecretString") or answer["SecretBinary"].hex()
        return [value, answer["VersionId"]]

    step("get", get)
    step("get version", lambda: get(VersionId=token(1)))
    step("get stage", lambda: get(VersionStage="a stage: + ü!"))
    for odd in ("sp ace", "ünï", "with:colon", "managed!name", "50%25+", "a/../b"):
        step(f"describe {odd}", lambda: [sm.describe_secret(SecretId=odd)["Name"]])
    step(
        "update",
        lambda: [sm.update_secret(SecretId=name, Description="", KmsKeyId="alias/ü")["Name"]],
    )
    step("tag", lambda: sm.tag_resource(SecretId=name, Tags=tags([("a:b", "")])) and [])
    step("untag", lambda: sm.untag_resource(SecretId=name, TagKeys=["a:b", "none + ü"]) and [])

    def describe():
        answer = sm.describe_secret(SecretId=name)
        stages = sorted(f"{v} {sorted(s)}" for v, s in answer["VersionIdsToStages"].items())
        pairs = [f"{tag['Key']}={tag['Value']}" for tag in answer["Tags"]]
        return [answer.get("Description", ""), answer["KmsKeyId"]] + [s.replace("'", '"') for s in stages] + pairs

    step("describe", describe)
    step(
        "move stage",
        lambda: [
            sm.update_secret_version_stage(
                SecretId=name,
                VersionStage="AWSCURRENT",
                RemoveFromVersionId=token(2),
                MoveToVersionId=token(1),
            )["Name"]
        ],
    )
    step(
        "versions",
        lambda: sorted(
            version["VersionId"]
            for version in sm.list_secret_version_ids(
                SecretId=name, MaxResults=100, IncludeDeprecated=True
            )["Versions"]
        ),
    )

    def batch():
        answer = sm.batch_get_secret_value(SecretIdList=[name, "sp ace"])
        values = [value["SecretString"] for value in answer["SecretValues"]]
        return values + [f"{e['SecretId']} {e['ErrorCode']}" for e in answer["Errors"]]

    step("batch", batch)
    step(
        "batch by filter",
        lambda: [
            value["SecretString"]
            for value in sm.batch_get_secret_value(
                Filters=[
                    {"Key": "name", "Values": ["diff/plus+a="]},
                    {"Key": "tag-key", "Values": ["where +"]},
                ],
                MaxResults=20,
            )["SecretValues"]
        ],
    )

    def listed(key, values, **more):
        return [
            secret["Name"]
            for secret in pages(
                sm,
                "list_secrets",
                "SecretList",
                Filters=[{"Key": key, "Values": values}],
                PaginationConfig={"PageSize": 100},
                **more,
            )
        ]

    step("list", lambda: listed("name", ["diff/plus+a="]))
    step("list by tag", lambda: listed("tag-key", ["where +", "!other"], IncludePlannedDeletion=True))
    step("list in pages", lambda: listed("name", ["pages/"]))
    step(
        "password",
        lambda: [
            len(
                sm.get_random_password(
                    PasswordLength=20, ExcludeCharacters="\"+ ü", IncludeSpace=True
                )["RandomPassword"]
            )
        ],
    )
    step(
        "rotate",
        lambda: [
            sm.rotate_secret(
                SecretId=name,
                ClientRequestToken=token(3),
                RotationRules={"ScheduleExpression": "rate(10 days)"},
                RotateImmediately=False,
            )["Name"]
        ],
    )
    step(
        "replicate",
        lambda: [
            state["Region"]
            for state in sm.replicate_secret_to_regions(
                SecretId=name, AddReplicaRegions=[{"Region": "us-east-1", "KmsKeyId": "alias/x"}]
            )["ReplicationStatus"]
        ],
    )
    other = "diff/other"
    step(
        "create other",
        lambda: [
            sm.create_secret(
                Name=other,
                ClientRequestToken=token(4),
                SecretString="x",
                AddReplicaRegions=[
                    {"Region": "eu-central-1"},
                    {"Region": "us-east-1", "KmsKeyId": "k"},
                ],
            )["Name"]
        ],
    )
    step(
        "take copies back",
        lambda: [
            state["Region"]
            for state in sm.remove_regions_from_replication(
                SecretId=other, RemoveReplicaRegions=["us-east-1", "eu-central-1"]
            )["ReplicationStatus"]
        ],
    )
    step("delete", lambda: [sm.delete_secret(SecretId=other, RecoveryWindowInDays=7)["Name"]])
    step("restore", lambda: [sm.restore_secret(SecretId=other)["Name"]])
    step(
        "delete now",
        lambda: [sm.delete_secret(SecretId=other, ForceDeleteWithoutRecovery=True)["Name"]],
    )


def parameter_store():
    ssm = client("ssm")
    name = "/diff/a.b_c-d"
    text = "ü \"q\" \\ \n+ % 😀"
    step(
        "ssm put",
        lambda: [
            ssm.put_parameter(
                Name=name,
                Value=text,
                Overwrite=False,
                Type="SecureString",
                Description="ü: \"d\"",
                Tags=tags([("a b", "c+d:ü")]),
            )["Version"]
        ],
    )
    step(
        "ssm put again",
        lambda: [ssm.put_parameter(Name=name, Value="two", Overwrite=True)["Version"]],
    )

    def get(which):
        parameter = ssm.get_parameter(Name=which, WithDecryption=True)["Parameter"]
        return [parameter["Value"], parameter["Version"], parameter.get("Selector")]

    step(
        "ssm label",
        lambda: ssm.label_parameter_version(
            Name=name, ParameterVersion=1, Labels=["gss-live", "a.b_c-d"]
        )["InvalidLabels"],
    )
    for selector in ("", ":1", ":gss-live", ":nothing"):
        step(f"ssm get {selector}", lambda: get(name + selector))
    for odd in ("/sp ace", "/ünï", "plus+", "a!b", "/a/../b"):
        step(f"ssm get {odd}", lambda: get(odd))

    def several():
        answer = ssm.get_parameters(Names=[name, "/none"], WithDecryption=True)
        return [p["Value"] for p in answer["Parameters"]] + answer["InvalidParameters"]

    step("ssm several", several)
    step(
        "ssm path",
        lambda: [
            p["Value"]
            for p in pages(
                ssm,
                "get_parameters_by_path",
                "Parameters",
                Path="/diff",
                Recursive=True,
                WithDecryption=True,
                PaginationConfig={"PageSize": 10},
            )
        ],
    )
    step(
        "ssm path in pages",
        lambda: [
            p["Value"]
            for p in pages(
                ssm,
                "get_parameters_by_path",
                "Parameters",
                Path="/pages",
                Recursive=False,
                WithDecryption=True,
                PaginationConfig={"PageSize": 10},
            )
        ],
    )
    step(
        "ssm history",
        lambda: [
            f"{p['Version']} {p['Labels']}".replace("'", '"')
            for p in pages(
                ssm,
                "get_parameter_history",
                "Parameters",
                Name=name,
                WithDecryption=False,
                PaginationConfig={"PageSize": 50},
            )
        ],
    )
    step(
        "ssm describe",
        lambda: [
            p["Name"]
            for p in pages(
                ssm,
                "describe_parameters",
                "Parameters",
                ParameterFilters=[
                    {"Key": "tag:a b", "Option": "Equals", "Values": ["c+d:ü"]},
                    {"Key": "Name", "Option": "BeginsWith", "Values": ["/diff"]},
                ],
                PaginationConfig={"PageSize": 50},
            )
        ],
    )
    step(
        "ssm unlabel",
        lambda: ssm.unlabel_parameter_version(
            Name=name, ParameterVersion=1, Labels=["a.b_c-d"]
        )["InvalidLabels"],
    )
    resource = {"ResourceType": "Parameter", "ResourceId": name}
    step("ssm tag", lambda: ssm.add_tags_to_resource(**resource, Tags=tags([("ü", "=")])) and [])
    step("ssm untag", lambda: ssm.remove_tags_from_resource(**resource, TagKeys=["a b"]) and [])
    step(
        "ssm tags",
        lambda: [
            f"{tag['Key']}={tag['Value']}"
            for tag in ssm.list_tags_for_resource(**resource)["TagList"]
        ],
    )
    step(
        "ssm delete several",
        lambda: ssm.delete_parameters(Names=["/none"])["InvalidParameters"],
    )
    step("ssm delete", lambda: ssm.delete_parameter(Name=name) and [])
    step("ssm delete again", lambda: ssm.delete_parameter(Name=name) and [])


def s3():
    s3 = client("s3")
    bucket = {"Bucket": "diff-bucket", "ExpectedBucketOwner": account}
    keys = [
        "a/../b", "b", "./x/.", "/starts", "a//b", "sp ace+plus", "100%25", "é/日本/😀",
        "a:b!c*d'e(f)g", "q?x=1&y=2#z", "a=b,c;d@e$f", "~t_i-l.d",
    ]

    def put(key, text, **more):
        body = text.encode()
        return s3.put_object(
            **bucket,
            Key=key,
            Body=body,
            ContentType="application/octet-stream",
            ChecksumSHA256=base64.b64encode(hashlib.sha256(body).digest()).decode(),
            **more,
        )

    for key in keys:
        step(f"s3 put {key}", lambda: [put(key, f"content of {key}")["ETag"]])
    for key in keys:
        step(f"s3 get {key}", lambda: [s3.get_object(**bucket, Key=key)["Body"].read().decode()])
        step(f"s3 head {key}", lambda: [s3.head_object(**bucket, Key=key)["ContentLength"]])
        step(
            f"s3 list {key}",
            lambda: [e["Key"] for e in pages(s3, "list_objects_v2", "Contents", **bucket, Prefix=key)],
        )
    step(
        "s3 list all",
        lambda: [e["Key"] for e in pages(s3, "list_objects_v2", "Contents", **bucket)],
    )
    step("s3 absent", lambda: [put("new", "v", IfNoneMatch="*")["ETag"]])
    step("s3 taken", lambda: [put("new", "w", IfNoneMatch="*")["ETag"]])
    etag = s3.head_object(**bucket, Key="new")["ETag"]
    step("s3 matching", lambda: [put("new", "x", IfMatch=etag, Metadata={"origin": "a b"})["ETag"]])
    step("s3 stale", lambda: [put("new", "y", IfMatch=etag)["ETag"]])
    step("s3 missing", lambda: [put("none", "y", IfMatch=etag)["ETag"]])
    step(
        "s3 encrypted",
        lambda: [
            put("kms", "v", ServerSideEncryption="aws:kms", SSEKMSKeyId="alias/x")["SSEKMSKeyId"]
        ],
    )
    odd = {**bucket, "Key": "v/../ü + versions"}
    first = {**odd, "VersionId": put(odd["Key"], "one")["VersionId"]}
    put(odd["Key"], "two")
    step("s3 get version", lambda: [s3.get_object(**first)["Body"].read().decode()])
    step("s3 head version", lambda: [s3.head_object(**first)["ContentLength"]])
    step(
        "s3 delete version",
        lambda: ["it" if s3.delete_object(**first)["VersionId"] == first["VersionId"] else ""],
    )
    step("s3 version gone", lambda: [s3.get_object(**first)["Body"].read().decode()])
    step(
        "s3 versions",
        lambda: [
            e["Key"] for e in pages(s3, "list_object_versions", "Versions", **bucket, Prefix="new")
        ],
    )
    step("s3 delete", lambda: [s3.delete_object(**bucket, Key="a/../b")["DeleteMarker"]])
    step("s3 gone", lambda: [s3.get_object(**bucket, Key="a/../b")["ETag"]])
    step(
        "s3 list in pages",
        lambda: [e["Key"] for e in pages(s3, "list_objects_v2", "Contents", **bucket, Prefix="pages/")],
    )
    step("s3 versioning", lambda: [s3.get_bucket_versioning(**bucket)["Status"]])
    step("s3 encryption", lambda: s3.get_bucket_encryption(**bucket) and [])
    step("s3 public", lambda: s3.get_public_access_block(**bucket) and [])
    step("s3 policy status", lambda: s3.get_bucket_policy_status(**bucket) and [])
    step("s3 policy", lambda: s3.get_bucket_policy(**bucket) and [])


def others():
    sts, kms = client("sts"), client("kms")
    step("identity", lambda: [sts.get_caller_identity()["Account"]])
    role = {"RoleArn": f"arn:aws:iam::{account}:role/deployer", "RoleSessionName": "a+b=c,d.e@f-g"}
    step(
        "role",
        lambda: [
            sts.assume_role(**role, ExternalId="id:1/2+3=4,5.6@7-8", DurationSeconds=900)[
                "AssumedRoleUser"
            ]["Arn"]
        ],
    )
    step(
        "web role",
        lambda: [
            sts.assume_role_with_web_identity(**role, WebIdentityToken="a+b/c=d.e&f.ü h")[
                "AssumedRoleUser"
            ]["Arn"]
        ],
    )
    context = {"EncryptionContext": {"purpose": "a \"b\" ü+", "x": ""}}
    blob = kms.encrypt(KeyId="alias/diff", Plaintext=b"\x00\xffv", **context)["CiphertextBlob"]
    step(
        "decrypt",
        lambda: [
            kms.decrypt(KeyId="alias/diff", CiphertextBlob=blob, **context)["Plaintext"].hex()
        ],
    )
    hashed = {"KeyId": "alias/mac", "MacAlgorithm": "HMAC_SHA_256"}
    mac = kms.generate_mac(**hashed, Message=b"message")["Mac"]
    step("mac", lambda: [kms.verify_mac(**hashed, Message=b"message", Mac=mac)["MacValid"]])
    step("wrong mac", lambda: [kms.verify_mac(**hashed, Message=b"other", Mac=mac)["MacValid"]])
    step("key", lambda: [kms.describe_key(KeyId="alias/diff")["KeyMetadata"]["KeySpec"]])
    step("no key", lambda: [kms.describe_key(KeyId="alias/none ü")["KeyMetadata"]["KeySpec"]])
    cloudformation = client("cloudformation")
    step(
        "stack",
        lambda: [
            r["LogicalResourceId"]
            for r in cloudformation.describe_stack_resources(StackName="diff-stack")[
                "StackResources"
            ]
        ],
    )
    step(
        "no stack",
        lambda: cloudformation.describe_stack_resources(StackName="none + ü") and [],
    )
    step("exports", lambda: [e["Name"] for e in cloudformation.list_exports()["Exports"]])
    cloudtrail = client("cloudtrail")
    attributes = [{"AttributeKey": "ResourceName", "AttributeValue": "diff/ü + a:b!"}]
    step(
        "events",
        lambda: [
            e["EventId"]
            for e in pages(
                cloudtrail,
                "lookup_events",
                "Events",
                LookupAttributes=attributes,
                StartTime=1_700_000_000,
                PaginationConfig={"PageSize": 50},
            )
        ],
    )


secrets_manager()
parameter_store()
s3()
others()
print(json.dumps(results))
