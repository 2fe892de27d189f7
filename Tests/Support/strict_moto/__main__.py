"""Starts the server and prints one line of JSON with its port and, if asked for, its keys."""

import argparse
import json
import os
import sys
import threading

from moto import settings
from moto.core.authorization import ActionAuthenticatorMixin
from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app
from werkzeug.serving import WSGIRequestHandler, make_server

from . import auth, identity, kms, secretsmanager, ssm
from .front import Front


class Handler(WSGIRequestHandler):
    """Keeps connections open, as AWS does."""

    protocol_version = "HTTP/1.1"
    # Without these two every answer takes 44 ms.
    disable_nagle_algorithm = True
    wbufsize = 65_536

    def log_request(self, *_):
        pass


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


def stop_with_input():
    while sys.stdin.buffer.read(4096):
        pass
    os._exit(0)


def main():
    arguments = parse_arguments()
    secretsmanager.install(arguments.maximum_versions, arguments.collect_after_seconds)
    ssm.install()
    kms.install()
    auth.install()
    started = {}
    if arguments.enforce:
        started = identity.make_tester()
        settings.INITIAL_NO_AUTH_ACTION_COUNT = 0
        ActionAuthenticatorMixin.request_count = 0
    front = Front(DomainDispatcherApplication(create_backend_app), arguments.clock_skew)
    server = make_server(
        "127.0.0.1", arguments.port, front, threaded=True, request_handler=Handler
    )
    os.environ["MOTO_PORT"] = str(server.server_port)
    print(json.dumps({"port": server.server_port, **started}), flush=True)
    if arguments.until_input_ends:
        threading.Thread(target=stop_with_input, daemon=True).start()
    server.serve_forever()


if __name__ == "__main__":
    main()
