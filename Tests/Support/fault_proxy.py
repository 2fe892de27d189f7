#!/usr/bin/env python3
"""Forwards HTTP to 127.0.0.1:UPSTREAM, untouched but for the faults it is told to apply.

    fault_proxy.py UPSTREAM [--tls CERTIFICATE KEY] [--until-input-ends]

Prints its port. Signatures stay valid, because Host and every other header pass as they came.

POST /__faults takes a JSON list and adds faults to the queue. A fault:
  match   substring of "METHOD path X-Amz-Target start-of-body"; "" is every request
  times   how many requests it meets, 1 unless told
  do      status    answers with code, headers ([[name, value]]) and body, or `size` bytes of none
          reset     resets the connection
          close     closes it without an answer
          truncate  sends only the first `bytes` of the body under the whole length
          hang      answers nothing for `seconds`
          delay     waits `seconds`, then forwards
          skew      forwards, with a Date that is `seconds` off, or answers with `code` and that
          unsized   forwards, and ends the body after `bytes` by closing, without any length
          half      forwards, and answers with the first half of the body as if it were all
          slow      forwards, and answers with `rate` bytes a second
          lose      forwards, and resets the connection instead of answering
          mute      forwards, and answers nothing for `seconds`
GET /__log lists the requests: what matched, the fault, method, path, headers and body, and the port
that it came from.
"""

import argparse
import http.client
import json
import os
import socket
import socketserver
import ssl
import struct
import sys
import threading
import time
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler

OWN_HEADERS = ("content-length", "transfer-encoding", "date", "connection")

lock = threading.Lock()
faults = []
log = []


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    # Without these two every answer takes 44 ms.
    disable_nagle_algorithm = True
    wbufsize = 65_536
    upstream = 0

    def log_message(self, *_):
        pass

    def handle_request(self):
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        if self.path == "/__faults":
            with lock:
                faults.extend(json.loads(body))
            return self.answer(200, [], b"{}")
        if self.path == "/__log":
            with lock:
                return self.answer(200, [], json.dumps(log).encode())
        fault = self.next_fault(body)
        action = fault.get("do")
        skew = fault["seconds"] if action == "skew" else 0
        if action == "status" or (skew and "code" in fault):
            headers = [tuple(header) for header in fault.get("headers", [])]
            filler = b"x" * fault.get("size", 0)
            answer = filler or fault.get("body", "").encode()
            return self.answer(fault["code"], headers, answer, skew=skew)
        if action in ("lose", "mute"):
            self.forward(body)
            time.sleep(fault.get("seconds", 0))
        if action in ("reset", "lose", "mute"):
            # Closing with data unsent and no time to linger sends RST.
            linger = struct.pack("ii", 1, 0)
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
            self.close_connection = True
            self.connection.close()
            return None
        if action == "close":
            self.close_connection = True
            self.connection.shutdown(socket.SHUT_RDWR)
            return None
        if action == "hang":
            time.sleep(fault["seconds"])
            return None
        if action == "delay":
            time.sleep(fault["seconds"])
        status, headers, answer = self.forward(body)
        if action == "half":
            answer = answer[: len(answer) // 2]
        limit = fault["bytes"] if action in ("truncate", "unsized") else None
        rate = fault["rate"] if action == "slow" else None
        sized = action != "unsized"
        return self.answer(status, headers, answer, skew=skew, limit=limit, rate=rate, sized=sized)

    do_GET = do_PUT = do_POST = do_DELETE = do_HEAD = handle_request

    def next_fault(self, body):
        start = body[:200].decode("latin1")
        key = f"{self.command} {self.path} {self.headers.get('X-Amz-Target', '')} {start}"
        with lock:
            found = {}
            for fault in faults:
                if fault.get("match", "") in key and fault.get("times", 1) > 0:
                    fault["times"] = fault.get("times", 1) - 1
                    found = fault
                    break
            entry = {
                "key": key,
                "fault": found.get("do"),
                "headers": dict(self.headers),
                "method": self.command,
                "path": self.path,
                "body": body.decode("latin1"),
                "connection": self.client_address[1],
            }
            log.append(entry)
        return found

    def forward(self, body):
        connection = http.client.HTTPConnection("127.0.0.1", self.upstream, timeout=60)
        connection.putrequest(
            self.command, self.path, skip_host=True, skip_accept_encoding=True
        )
        for name, value in self.headers.items():
            connection.putheader(name, value)
        connection.endheaders(body)
        response = connection.getresponse()
        return response.status, response.getheaders(), response.read()

    def answer(self, status, headers, body, skew=0, limit=None, rate=None, sized=True):
        self.send_response_only(status)
        for name, value in headers:
            if name.lower() not in OWN_HEADERS:
                self.send_header(name, value)
        self.send_header("Date", formatdate(time.time() + skew, usegmt=True))
        if sized:
            # What there would be is said even where there is none.
            length = next((v for n, v in headers if n.lower() == "content-length"), len(body))
            self.send_header("Content-Length", str(length if self.command == "HEAD" else len(body)))
        else:
            self.send_header("Connection", "close")
        self.end_headers()
        if rate is not None:
            for index in range(len(body)):
                self.wfile.write(body[index : index + 1])
                self.wfile.flush()
                time.sleep(1 / rate)
        elif self.command != "HEAD":
            try:
                self.wfile.write(body if limit is None else body[:limit])
                self.wfile.flush()
            except OSError:
                # A client that has read enough of a large body.
                self.close_connection = True
        if limit is not None:
            self.close_connection = True
            self.connection.shutdown(socket.SHUT_RDWR)


class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    request_queue_size = 64


def stop_with_input():
    while sys.stdin.buffer.read(4096):
        pass
    os._exit(0)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("upstream", type=int)
    parser.add_argument("--tls", nargs=2, metavar=("CERTIFICATE", "KEY"))
    parser.add_argument("--until-input-ends", action="store_true")
    arguments = parser.parse_args()
    Handler.upstream = arguments.upstream
    server = Server(("127.0.0.1", 0), Handler)
    if arguments.tls:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(*arguments.tls)
        # The handshake belongs to the connection's thread, not to the one that accepts.
        server.socket = context.wrap_socket(
            server.socket, server_side=True, do_handshake_on_connect=False
        )
    print(json.dumps({"port": server.server_address[1]}), flush=True)
    if arguments.until_input_ends:
        threading.Thread(target=stop_with_input, daemon=True).start()
    server.serve_forever()


if __name__ == "__main__":
    main()
