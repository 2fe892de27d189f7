#!/usr/bin/env python3
"""Stands in for everything that hands out AWS credentials, on one port of this machine:

    metadata_server.py STRICT_MOTO_PORT ROLE_ARN [--until-input-ends]

Every path starts with the name of a world, which is made at its first use, so that tests share the
server without meeting:

- /WORLD/latest/…                the instance metadata service, version 2 only (IMDSv2)
- /WORLD/container               a container's credentials; wants `Authorization: container-token`
- /WORLD/federation/credentials  the portal of IAM Identity Center; wants the last access token
- /WORLD/token                   its tokens (OIDC); wants the last refresh token, once
- /WORLD/v1/token                the keys of `aws login`; wants the last refresh token, once, and a proof
  of the key (DPoP, ES256) for exactly this request

The keys are real ones for strict_moto: each is had by AssumeRole, as a session
named after its source ("instance", "container", "sso", "login"), so that the call which follows verifies.

Prints one line of JSON: its port. Listens on 127.0.0.1 alone.

POST /WORLD/__faults takes a JSON list and adds faults; the first that matches is applied. A fault:
  match   substring of "METHOD path", without the world
  times   how many requests it meets, 1 unless told
  status  the status to answer with, and `body`
  hang    seconds to answer nothing for, then the connection is closed
  life    seconds until the credentials or token in the answer expire; may be negative
GET /WORLD/__key is the private key of the sign-in, in PEM. GET /WORLD/__log lists the requests as {"key": "METHOD path", "headers": {…}, "body": "…"}, without the
query of the portal.
"""

import argparse
import base64
import collections
import datetime
import json
import os
import sys
import threading
import time
import urllib.parse
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import boto3
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, utils

ROLE_NAME = "deployer role"  # the space has to be escaped on the wire
CLIENT = ("client", "client secret")

lock = threading.Lock()


def base64url(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


arguments = None
sts = None


class World:
    def __init__(self):
        self.faults = []
        self.log = []
        self.metadata_tokens = set()
        self.access, self.refresh, self.renewals = "access-1", "refresh-1", 0
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.proofs = set()

    def key_text(self):
        form = serialization.PrivateFormat.TraditionalOpenSSL
        encryption = serialization.NoEncryption()
        return self.key.private_bytes(serialization.Encoding.PEM, form, encryption).decode()

    def proves(self, proof, url):
        """Whether the token is signed with the key, is for that address, is new and was not seen."""
        parts = proof.split(".")
        if len(parts) != 3:
            return False
        header, claims, signature = (base64.urlsafe_b64decode(part + "==") for part in parts)
        header, claims = json.loads(header), json.loads(claims)
        point = self.key.public_key().public_numbers()
        key = {
            "kty": "EC",
            "crv": "P-256",
            "x": base64url(point.x.to_bytes(32, "big")),
            "y": base64url(point.y.to_bytes(32, "big")),
        }
        if header != {"typ": "dpop+jwt", "alg": "ES256", "jwk": key} or len(signature) != 64:
            return False
        r, s = int.from_bytes(signature[:32], "big"), int.from_bytes(signature[32:], "big")
        message = ".".join(parts[:2]).encode()
        try:
            der = utils.encode_dss_signature(r, s)
            self.key.public_key().verify(der, message, ec.ECDSA(hashes.SHA256()))
        except InvalidSignature:
            return False
        if claims["jti"] in self.proofs or abs(claims["iat"] - time.time()) > 900:
            return False
        self.proofs.add(claims["jti"])
        return (claims["htm"], claims["htu"]) == ("POST", url)


worlds = collections.defaultdict(World)


def make_client():
    """STS of strict_moto, as a user of its own."""
    statement = {"Effect": "Allow", "Action": "sts:AssumeRole", "Resource": "*"}
    body = json.dumps({"name": "metadata", "statements": [statement]}).encode()
    url = f"http://127.0.0.1:{arguments.moto}"
    with urllib.request.urlopen(f"{url}/strict-api/users", body) as answer:
        keys = json.load(answer)
    return boto3.client(
        "sts",
        region_name="eu-west-1",
        endpoint_url=url,
        aws_access_key_id=keys["accessKeyId"],
        aws_secret_access_key=keys["secretAccessKey"],
    )


def assumed(session):
    """Keys of the role, as a session of that name."""
    return sts.assume_role(RoleArn=arguments.role, RoleSessionName=session)["Credentials"]


def time_text(seconds):
    moment = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(seconds=seconds)
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    # Without these two every answer takes 44 ms.
    disable_nagle_algorithm = True
    wbufsize = 65_536

    def log_message(self, *_):
        pass

    def handle_request(self):
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        name, _, rest = self.path[1:].partition("/")
        path, _, query = f"/{rest}".partition("?")
        with lock:
            world = self.world = worlds[name]
        if path == "/__faults":
            with lock:
                world.faults.extend(json.loads(body))
            return self.answer(200, {})
        if path == "/__key":
            return self.answer(200, world.key_text())
        if path == "/__log":
            with lock:
                return self.answer(200, world.log)
        key = f"{self.command} {path}"
        with lock:
            world.log.append({"key": key, "headers": dict(self.headers), "body": body.decode()})
            waiting = (f for f in world.faults if f["match"] in key and f.get("times", 1) > 0)
            fault = next(waiting, {})
            if fault:
                fault["times"] = fault.get("times", 1) - 1
        if "hang" in fault:
            time.sleep(fault["hang"])
            self.close_connection = True
            return None
        if "status" in fault:
            return self.answer(fault["status"], fault.get("body", ""))
        life = fault.get("life", 3_600)
        if path.startswith("/latest/"):
            return self.metadata(path, life)
        if path == "/container":
            return self.container(life)
        if path == "/federation/credentials":
            return self.portal(urllib.parse.parse_qs(query), life)
        if path == "/v1/token":
            return self.sign_in(json.loads(body), life)
        if path == "/token":
            return self.renew(body, life)
        return self.answer(404, {})

    do_GET = do_PUT = do_POST = handle_request

    def metadata(self, path, life):
        if path == "/latest/api/token":
            seconds = self.headers.get("x-aws-ec2-metadata-token-ttl-seconds", "")
            # A forwarded request comes from somewhere else than this machine.
            if self.command != "PUT" or not seconds.isdigit() or "X-Forwarded-For" in self.headers:
                return self.answer(400, "")
            token = os.urandom(16).hex()
            with lock:
                self.world.metadata_tokens.add(token)
            return self.answer(200, token)
        if self.headers.get("x-aws-ec2-metadata-token") not in self.world.metadata_tokens:
            return self.answer(401, "")
        folder = "/latest/meta-data/iam/security-credentials/"
        if path == folder:
            return self.answer(200, ROLE_NAME)
        if path == folder + urllib.parse.quote(ROLE_NAME):
            keys = {"Code": "Success", "Type": "AWS-HMAC", **self.keys("instance", life)}
            return self.answer(200, keys)
        return self.answer(404, "")

    def container(self, life):
        if self.headers.get("Authorization") != "container-token":
            return self.answer(403, {"code": "AccessDenied", "message": "no"})
        return self.answer(200, self.keys("container", life))

    def keys(self, session, life):
        keys = assumed(session)
        return {
            "AccessKeyId": keys["AccessKeyId"],
            "SecretAccessKey": keys["SecretAccessKey"],
            "Token": keys["SessionToken"],
            "Expiration": time_text(life),
        }

    def portal(self, query, life):
        if self.headers.get("x-amz-sso_bearer_token") != self.world.access:
            message = {"message": "Session token not found or invalid"}
            return self.answer(401, message, ("x-amzn-ErrorType", "UnauthorizedException"))
        if "account_id" not in query or "role_name" not in query:
            message = {"message": "account_id and role_name are missing"}
            return self.answer(400, message, ("x-amzn-ErrorType", "InvalidRequestException"))
        keys = assumed("sso")
        credentials = {
            "accessKeyId": keys["AccessKeyId"],
            "secretAccessKey": keys["SecretAccessKey"],
            "sessionToken": keys["SessionToken"],
            "expiration": int((time.time() + life) * 1_000),
        }
        return self.answer(200, {"roleCredentials": credentials})

    def renew(self, body, life):
        wanted = json.loads(body)
        with lock:
            expected = {
                "grantType": "refresh_token",
                "clientId": CLIENT[0],
                "clientSecret": CLIENT[1],
                "refreshToken": self.world.refresh,
            }
            if wanted != expected:
                error = {"error": "invalid_grant", "error_description": "Invalid refresh token"}
                return self.answer(400, error, ("x-amzn-ErrorType", "InvalidGrantException"))
            self.world.renewals += 1
            number = self.world.renewals + 1
            self.world.access, self.world.refresh = f"access-{number}", f"refresh-{number}"
            token = {
                "accessToken": self.world.access,
                "refreshToken": self.world.refresh,
                "expiresIn": life,
                "tokenType": "Bearer",
            }
        return self.answer(200, token)

    def sign_in(self, wanted, life):
        with lock:
            url = f"http://{self.headers['Host']}{self.path}"
            expected = {
                "clientId": CLIENT[0],
                "grantType": "refresh_token",
                "refreshToken": self.world.refresh,
            }
            if wanted != expected or not self.world.proves(self.headers.get("DPoP", ""), url):
                error = {"error": "INVALID_REQUEST", "message": "no"}
                return self.answer(400, error, ("x-amzn-ErrorType", "ValidationException"))
            self.world.renewals += 1
            self.world.refresh = f"refresh-{self.world.renewals + 1}"
            refresh = self.world.refresh
        keys = assumed("login")
        token = {
            "accessToken": {
                "accessKeyId": keys["AccessKeyId"],
                "secretAccessKey": keys["SecretAccessKey"],
                "sessionToken": keys["SessionToken"],
            },
            "tokenType": "aws_sigv4",
            "expiresIn": life,
            "refreshToken": refresh,
        }
        return self.answer(200, token)

    def answer(self, status, body, *headers):
        is_text = isinstance(body, str)
        data = (body if is_text else json.dumps(body)).encode()
        self.send_response(status)
        self.send_header("Content-Type", "text/plain" if is_text else "application/json")
        self.send_header("Content-Length", str(len(data)))
        for name, value in headers:
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)
        self.wfile.flush()
        return None


def stop_with_input():
    while sys.stdin.buffer.read(4096):
        pass
    os._exit(0)


def main():
    global arguments, sts
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("moto", type=int)
    parser.add_argument("role")
    parser.add_argument("--until-input-ends", action="store_true")
    arguments = parser.parse_args()
    sts = make_client()
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    print(json.dumps({"port": server.server_address[1]}), flush=True)
    if arguments.until_input_ends:
        threading.Thread(target=stop_with_input, daemon=True).start()
    server.serve_forever()


if __name__ == "__main__":
    main()
