"""Starts the server and prints one line of JSON with its port and, if asked for, its keys."""

import argparse
import json
import os
import sys
import threading

from moto import settings
from moto.core import DEFAULT_ACCOUNT_ID
from moto.core.authorization import ActionAuthenticatorMixin
from moto.iam.models import iam_backends
from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app
from werkzeug.serving import make_server

from . import auth, secretsmanager, ssm
from .front import Front

ALLOW_ALL = json.dumps(
    {
        "Version": "2012-10-17",
        "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}],
    }
)


def parse_arguments():
    parser = argparse.ArgumentParser(prog="strict_moto", description=__doc__)
    parser.add_argument("-p", "--port", type=int, default=0, help="0 takes a free one")
    parser.add_argument(
        "--enforce",
        action="store_true",
        help="make a user with a key and a role, and accept signed requests only",
    )
    parser.add_argument("--collect-after-seconds", type=float, default=86_400)
    parser.add_argument("--maximum-versions", type=int, default=100)
    parser.add_argument("--clock-skew", type=float, default=900)
    parser.add_argument(
        "--until-input-ends",
        action="store_true",
        help="stop when standard input is closed, as it is when the starter ends",
    )
    return parser.parse_args()


def make_identity():
    """A user who may do everything, and a role that may, too."""
    backend = iam_backends[DEFAULT_ACCOUNT_ID]["aws"]
    backend.create_user(DEFAULT_ACCOUNT_ID, "tester")
    backend.put_user_policy("tester", "all", ALLOW_ALL)
    key = backend.create_access_key("tester")
    role = backend.create_role("deployer", ALLOW_ALL, "/", None, "", [], "3600")
    backend.put_role_policy("deployer", "all", ALLOW_ALL)
    return {
        "accessKeyId": key.access_key_id,
        "secretAccessKey": key.secret_access_key,
        "account": DEFAULT_ACCOUNT_ID,
        "role": role.arn,
    }


def stop_with_input():
    while sys.stdin.buffer.read(4096):
        pass
    os._exit(0)


def main():
    arguments = parse_arguments()
    secretsmanager.install(arguments.maximum_versions, arguments.collect_after_seconds)
    ssm.install()
    auth.install()
    started = {}
    if arguments.enforce:
        started = make_identity()
        settings.INITIAL_NO_AUTH_ACTION_COUNT = 0
        ActionAuthenticatorMixin.request_count = 0
    front = Front(DomainDispatcherApplication(create_backend_app), arguments.clock_skew)
    server = make_server("127.0.0.1", arguments.port, front, threaded=True)
    os.environ["MOTO_PORT"] = str(server.server_port)
    print(json.dumps({"port": server.server_port, **started}), flush=True)
    if arguments.until_input_ends:
        threading.Thread(target=stop_with_input, daemon=True).start()
    server.serve_forever()


if __name__ == "__main__":
    main()
