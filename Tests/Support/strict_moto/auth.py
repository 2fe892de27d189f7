"""Signatures and policies, checked as AWS does.

moto decodes the request line before it checks the signature, so that correct signatures over
escaped characters fail; it trusts x-amz-content-sha256; it ignores the date; it knows policies on
every resource only, and in patterns no `?`.
"""

import datetime
import hashlib
import hmac
import json
import re
import threading
import time
import urllib.parse

from moto import settings
from moto.core.authorization import ActionAuthenticatorMixin
from moto.iam import access_control
from moto.secretsmanager.models import secretsmanager_backends
from moto.sts.exceptions import STSClientError
from moto.sts.responses import TokenResponse as STSResponse

current = threading.local()  # .environ and .body of the request that this thread serves


def scope_service(environ):
    """The service that the credential scope names; S3 without one."""
    found = re.search(
        r"Credential=[^/]+/\d{8}/[^/]+/([^/]+)/aws4_request", environ.get("HTTP_AUTHORIZATION", "")
    )
    return found.group(1) if found else "s3"


def is_enforced():
    return ActionAuthenticatorMixin.request_count >= settings.INITIAL_NO_AUTH_ACTION_COUNT


def is_public(environ, body):
    """Whether an operation proves who asks by something else than a signature."""
    form = urllib.parse.parse_qs(body.decode("latin1")) if not environ.get("HTTP_X_AMZ_TARGET") else {}
    return not environ.get("HTTP_AUTHORIZATION") and form.get("Action") == [
        "AssumeRoleWithWebIdentity"
    ]


def calculate_signature(request):
    """The signature of the raw request under the key that moto knows."""
    environ, body = current.environ, current.body
    authorization = environ["HTTP_AUTHORIZATION"]
    credentials = request._access_key.create_credentials()
    signed = re.search(r"SignedHeaders=([^,]+)", authorization).group(1)
    scope = re.search(r"Credential=[^/]+/([^,]+)", authorization).group(1)

    def header(name):
        key = name.upper().replace("-", "_")
        value = environ.get("HTTP_" + key) or environ.get(key) or ""
        return re.sub(r" +", " ", value.strip())

    target = environ.get("RAW_URI", environ.get("REQUEST_URI", "/"))
    path, _, query = target.partition("?")
    if scope_service(environ) != "s3":
        path = urllib.parse.quote(path, safe="/-_.~")
    pairs = sorted(item if "=" in item else item + "=" for item in query.split("&") if item)
    canonical = "\n".join(
        [
            environ["REQUEST_METHOD"],
            path or "/",
            "&".join(pairs),
            "".join(f"{name}:{header(name)}\n" for name in signed.split(";")),
            signed,
            environ.get("HTTP_X_AMZ_CONTENT_SHA256") or hashlib.sha256(body).hexdigest(),
        ]
    )
    digest = hashlib.sha256(canonical.encode()).hexdigest()
    text = "\n".join(["AWS4-HMAC-SHA256", header("x-amz-date"), scope, digest])
    key = ("AWS4" + credentials.secret_key).encode()
    for part in scope.split("/"):
        key = hmac.new(key, part.encode(), hashlib.sha256).digest()
    return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()


def single_resources(request):
    """The ARNs of the secrets or parameters that a request names."""
    try:
        body = json.loads(current.body or b"{}")
    except ValueError:
        return []
    prefix = f"arn:aws:{request._service}:{request._region}:{request.account_id}:"
    if request._service == "secretsmanager":
        name = body.get("SecretId") or body.get("Name")
        if not name:
            return []
        secret = secretsmanager_backends[request.account_id][request._region].secrets.get(name)
        if secret is not None:
            return [secret.arn]
        return [name if name.startswith("arn:") else f"{prefix}secret:{name}-??????"]
    given = (body.get("Name"), body.get("Path"), body.get("ResourceId"))
    names = body.get("Names") or [name for name in given if name]
    return [f"{prefix}parameter/{name.split(':')[0].lstrip('/')}" for name in names]


def match(pattern, text):
    """As IAM matches: `*` and `?` are wildcards, everything else stands for itself."""
    parts = {"*": ".*", "?": "."}
    return re.fullmatch("".join(parts.get(c, re.escape(c)) for c in pattern), text, re.DOTALL)


def install():
    authorize = ActionAuthenticatorMixin._authenticate_and_authorize_action

    def authorize_what_is_signed(self, *arguments, **named):
        if not is_public(current.environ, current.body):
            authorize(self, *arguments, **named)

    ActionAuthenticatorMixin._authenticate_and_authorize_action = authorize_what_is_signed
    access_control.IAMPolicyStatement._match = staticmethod(match)
    access_control.IAMRequestBase._calculate_signature = calculate_signature
    check = access_control.IAMRequestBase.check_action_permitted

    def check_action_permitted(self, resource):
        if resource == "*" and self._service in ("secretsmanager", "ssm"):
            resources = single_resources(self)
            for single in resources:
                check(self, single)
            if resources:
                return None
        return check(self, resource)

    access_control.IAMRequestBase.check_action_permitted = check_action_permitted
    assume_role = STSResponse.assume_role_with_web_identity

    def assume_role_with_a_token(self):
        token = self._get_param("WebIdentityToken") or ""
        if token == "an-old-one":
            raise STSClientError("ExpiredTokenException", "Token expired")
        if token.count(".") != 2:
            raise STSClientError("InvalidIdentityToken", "The ID Token provided is not a valid JWT.")
        return assume_role(self)

    STSResponse.assume_role_with_web_identity = assume_role_with_a_token


def refusal(environ, body, allowed_skew):
    """What is wrong with a signed request beyond its signature: (status, code, message) or None."""
    if not is_enforced() or is_public(environ, body):
        return None
    authorization = environ.get("HTTP_AUTHORIZATION", "")
    is_s3 = scope_service(environ) == "s3" and not environ.get("HTTP_X_AMZ_TARGET")
    if not authorization.startswith("AWS4-HMAC-SHA256 "):
        if is_s3:
            return 403, "AccessDenied", "Access Denied"
        return 400, "MissingAuthenticationTokenException", "Missing Authentication Token"
    digest = environ.get("HTTP_X_AMZ_CONTENT_SHA256", "")
    if is_s3 and not digest:
        return (
            400,
            "InvalidRequest",
            "Missing required header for this request: x-amz-content-sha256",
        )
    is_digest = re.fullmatch(r"[0-9a-f]{64}", digest)
    if is_digest and hashlib.sha256(body).hexdigest() != digest:
        if is_s3:
            return (
                400,
                "XAmzContentSHA256Mismatch",
                "The provided 'x-amz-content-sha256' header does not match what was computed.",
            )
        return (
            400,
            "InvalidSignatureException",
            "The request signature we calculated does not match the signature you provided.",
        )
    return date_refusal(environ, is_s3, allowed_skew) or header_refusal(environ, authorization)


def date_refusal(environ, is_s3, allowed_skew):
    try:
        signed_at = datetime.datetime.strptime(
            environ.get("HTTP_X_AMZ_DATE", ""), "%Y%m%dT%H%M%SZ"
        ).replace(tzinfo=datetime.timezone.utc)
    except ValueError:
        return 400, "IncompleteSignatureException", "X-Amz-Date missing"
    if abs(time.time() - signed_at.timestamp()) <= allowed_skew:
        return None
    if is_s3:
        return (
            403,
            "RequestTimeTooSkewed",
            "The difference between the request time and the current time is too large.",
        )
    return 400, "InvalidSignatureException", "Signature expired"


def header_refusal(environ, authorization):
    signed = re.search(r"SignedHeaders=([^,]+)", authorization).group(1).split(";")
    required = ["host"]
    if environ.get("HTTP_X_AMZ_SECURITY_TOKEN"):
        required.append("x-amz-security-token")
    for name in required:
        if name not in signed:
            return 400, "InvalidSignatureException", f"{name} must be signed"
    return None
