"""Users, keys, a role and a stack, made without asking the server's own IAM."""

import json

from moto.core import DEFAULT_ACCOUNT_ID
from moto.cloudformation.models import cloudformation_backends
from moto.iam.models import iam_backends
from moto.kms.models import kms_backends


def policy(*statements):
    return json.dumps({"Version": "2012-10-17", "Statement": list(statements)})


ALLOW_ALL = policy({"Effect": "Allow", "Action": "*", "Resource": "*"})


def make_user(name, document):
    """A user with one policy; its key."""
    backend = iam_backends[DEFAULT_ACCOUNT_ID]["aws"]
    if name not in backend.users:
        backend.create_user(DEFAULT_ACCOUNT_ID, name)
    backend.put_user_policy(name, "policy", document)
    key = backend.create_access_key(name)
    return {"accessKeyId": key.access_key_id, "secretAccessKey": key.secret_access_key}


def make_tester():
    """A user who may do everything, and a role that may, too."""
    backend = iam_backends[DEFAULT_ACCOUNT_ID]["aws"]
    role = backend.create_role("deployer", ALLOW_ALL, "/", None, "", [], "3600")
    backend.put_role_policy("deployer", "all", ALLOW_ALL)
    return {
        **make_user("tester", ALLOW_ALL),
        "account": DEFAULT_ACCOUNT_ID,
        "role": role.arn,
    }


def make_key(wanted):
    """A key of KMS in eu-west-1."""
    key = kms_backends[DEFAULT_ACCOUNT_ID]["eu-west-1"].create_key(
        policy="",
        key_usage=wanted.get("usage", "ENCRYPT_DECRYPT"),
        key_spec=wanted.get("spec", "SYMMETRIC_DEFAULT"),
        description="",
        tags=[],
    )
    key.enabled = wanted.get("enabled", True)
    if not key.enabled:
        key.key_state = "Disabled"
    if "alias" in wanted:
        backend = kms_backends[DEFAULT_ACCOUNT_ID]["eu-west-1"]
        backend.create_alias(key.id, wanted["alias"])
    return {"id": key.id, "arn": key.arn}


def make_stack(wanted):
    """A stack in eu-west-1, of a template in JSON."""
    stack = cloudformation_backends[DEFAULT_ACCOUNT_ID]["eu-west-1"].create_stack(
        name=wanted["name"], template=json.dumps(wanted["template"]), parameters={}, tags={}
    )
    return {"id": stack.stack_id}
