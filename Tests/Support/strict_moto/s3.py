"""Rules of S3 that moto 5.2.1 leaves out, and buckets made without asking the server's own S3."""

import base64
import hashlib
import re
import urllib.parse

from moto.core import DEFAULT_ACCOUNT_ID
from moto.s3.models import s3_backends

from . import auth


def backend():
    return s3_backends[DEFAULT_ACCOUNT_ID]["aws"]


def make_bucket(wanted):
    """Makes {"name", "region", "versioning", "encryption", "publicAccess", "ownership",
    "lifecycle", "policy"}."""
    name = wanted["name"]
    if name not in backend().buckets:
        backend().create_bucket(name, wanted.get("region", "eu-west-1"))
    bucket = backend().buckets[name]
    if wanted.get("versioning"):
        backend().put_bucket_versioning(name, wanted["versioning"])
    if wanted.get("encryption"):
        default = {"SSEAlgorithm": wanted["encryption"]}
        if wanted.get("key"):
            default["KMSMasterKeyID"] = wanted["key"]
        rule = {"ApplyServerSideEncryptionByDefault": default, "BucketKeyEnabled": True}
        backend().put_bucket_encryption(name, {"Rule": rule})
    if wanted.get("publicAccess"):
        backend().put_public_access_block(name, wanted["publicAccess"])
    if wanted.get("ownership"):
        backend().put_bucket_ownership_controls(name, wanted["ownership"])
    if wanted.get("lifecycle"):
        backend().put_bucket_lifecycle(name, wanted["lifecycle"])
    if wanted.get("policy"):
        # Kept from moto's own check, which ignores conditions and would refuse everybody.
        policies[name] = wanted["policy"]
    return {"name": bucket.name}


policies = {}


def bucket_name(environ):
    """The bucket of a request, named in its host or in its path."""
    label = environ.get("HTTP_HOST", "").split(".")[0]
    if label in backend().buckets:
        return label
    return urllib.parse.unquote(environ.get("RAW_URI", "/").split("?")[0]).strip("/").split("/")[0]


def refusal(environ, body):
    """What S3 refuses and moto does not: (status, code, message, headers) or None."""
    bucket = backend().buckets.get(bucket_name(environ))
    if bucket is None:
        return None
    where = [("x-amz-bucket-region", bucket.region_name)]
    scope = re.search(
        r"Credential=[^/]+/\d{8}/([^/]+)/s3/", environ.get("HTTP_AUTHORIZATION", "")
    )
    if scope and scope.group(1) != bucket.region_name:
        return (
            301,
            "PermanentRedirect",
            "The bucket you are attempting to access must be addressed using the specified endpoint.",
            where,
        )
    owner = environ.get("HTTP_X_AMZ_EXPECTED_BUCKET_OWNER")
    if owner and owner != DEFAULT_ACCOUNT_ID:
        return 403, "AccessDenied", "Access Denied", where
    checksum = environ.get("HTTP_X_AMZ_CHECKSUM_SHA256")
    if checksum and checksum != base64.b64encode(hashlib.sha256(body).digest()).decode():
        return (
            400,
            "BadDigest",
            "The SHA256 you specified did not match the calculated checksum.",
            where,
        )
    return None


def complete(environ):
    """Tells moto which checksum it is: it looks for the SDKs' header only."""
    if environ.get("HTTP_X_AMZ_CHECKSUM_SHA256"):
        environ.setdefault("HTTP_X_AMZ_SDK_CHECKSUM_ALGORITHM", "SHA256")


def corrected(body):
    """The answer under the name that S3 gives it."""
    return re.sub(rb"(</?)GetBucketVersioningResponse", rb"\1VersioningConfiguration", body)


def policy_answer(environ):
    """The stored policy, for GetBucketPolicy and GetBucketPolicyStatus, or the storing of one; None
    to ask moto."""
    name = bucket_name(environ)
    query = environ.get("QUERY_STRING", "").rstrip("=")
    if environ["REQUEST_METHOD"] == "PUT" and query == "policy":
        policies[name] = auth.current.body.decode()
        return 204, ("", "application/xml")
    if environ["REQUEST_METHOD"] != "GET" or query not in ("policy", "policyStatus"):
        return None
    if name not in policies:
        return 404, None
    if query == "policy":
        return 200, (policies[name], "application/json")
    public = '"Principal": "*"' in policies[name] and "Condition" not in policies[name]
    return 200, (
        f'<?xml version="1.0" encoding="UTF-8"?><PolicyStatus xmlns="{NAMESPACE}">'
        f"<IsPublic>{str(public).lower()}</IsPublic></PolicyStatus>",
        "application/xml",
    )


NAMESPACE = "http://s3.amazonaws.com/doc/2006-03-01/"


def is_s3(environ):
    return auth.scope_service(environ) == "s3" and not environ.get("HTTP_X_AMZ_TARGET")
