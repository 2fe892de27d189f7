"""The WSGI application in front of moto: log, faults, errors in AWS's shapes."""

import io
import json
import re
import socket
import threading
import time

from . import auth, identity, s3

JSON_ERROR_CODES = {
    "AccessDenied": "AccessDeniedException",
    "SignatureDoesNotMatch": "InvalidSignatureException",
    "InvalidClientTokenId": "UnrecognizedClientException",
}

S3_HEADERS = [("x-amz-request-id", "strict"), ("x-amz-id-2", "strict")]


class Front:
    """Serves the control paths and passes everything else on.

    POST /strict-api/faults takes a JSON list and adds to the faults that wait. A fault:
      match    substring of X-Amz-Target, or of "METHOD /path"; "*" is every request
      contains substring of the body, so that tests which share a server do not meet
      count    how many requests it meets, 1 unless told
      status, code, message   the error to answer with
      body, type              another body than an error's
      when     "before" moto sees the request, or "after" (a lost reply)
      delay    seconds to wait
      drop     true closes the connection without an answer
    POST /strict-api/users takes {"name", "statements"}: makes a user with that policy, or gives it
    another one, and answers with a key.
    POST /strict-api/buckets makes a bucket with settings, as s3.make_bucket takes them.
    POST /strict-api/keys takes {"spec", "usage", "enabled"}: makes a KMS key and answers with its id.
    POST /strict-api/stacks takes {"name", "template"}: makes a stack of CloudFormation.
    GET /strict-api/log lists the requests seen: operation, status and, where
    it says, whether to decrypt; no bodies.
    """

    def __init__(self, application, allowed_skew):
        self.application = application
        self.allowed_skew = allowed_skew
        self.faults = []
        self.log = []
        self.lock = threading.Lock()

    def __call__(self, environ, start):
        path = environ.get("PATH_INFO", "")
        method = environ["REQUEST_METHOD"]
        target = environ.get("HTTP_X_AMZ_TARGET", "")
        length = int(environ.get("CONTENT_LENGTH") or 0)
        body = environ["wsgi.input"].read(length) if length else b""
        environ["wsgi.input"] = io.BytesIO(body)
        if path == "/strict-api/faults":
            with self.lock:
                self.faults.extend(json.loads(body or b"[]"))
            return self.answer(start, 200, "{}")
        if path == "/strict-api/users":
            wanted = json.loads(body)
            document = identity.policy(*wanted["statements"])
            return self.answer(start, 200, json.dumps(identity.make_user(wanted["name"], document)))
        if path == "/strict-api/buckets":
            return self.answer(start, 200, json.dumps(s3.make_bucket(json.loads(body))))
        if path == "/strict-api/keys":
            return self.answer(start, 200, json.dumps(identity.make_key(json.loads(body))))
        if path == "/strict-api/stacks":
            return self.answer(start, 200, json.dumps(identity.make_stack(json.loads(body))))
        if path == "/strict-api/log":
            with self.lock:
                return self.answer(start, 200, json.dumps(self.log))
        if path.startswith("/moto-api"):
            return self.application(environ, start)
        auth.current.environ, auth.current.body = environ, body
        operation = target or f"{method} {path}"
        fault = self.next_fault(operation, body)
        refusal = auth.refusal(environ, body, self.allowed_skew)
        if not refusal and s3.is_s3(environ):
            refusal = s3.refusal(environ, body)
        if refusal:
            return self.error(start, environ, operation, *refusal)
        if s3.is_s3(environ):
            s3.complete(environ)
        if fault:
            answer = self.inject(fault, environ, start, operation)
            if answer is not None:
                return answer
        return self.forward(environ, start, operation)

    def next_fault(self, operation, body):
        with self.lock:
            for fault in self.faults:
                matches = fault["match"] == "*" or fault["match"] in operation
                concerns = fault.get("contains", "").encode() in body
                if matches and concerns and fault.get("count", 1) > 0:
                    fault["count"] = fault.get("count", 1) - 1
                    return dict(fault)
        return None

    def inject(self, fault, environ, start, operation):
        time.sleep(fault.get("delay", 0))
        if fault.get("when") == "after":
            b"".join(self.application(environ, lambda *_: None))
        if fault.get("drop"):
            self.note(operation, 0)
            # The server alone would keep the connection open.
            environ["werkzeug.socket"].shutdown(socket.SHUT_RDWR)
            raise ConnectionAbortedError("fault: dropped")
        if "body" in fault:
            status = fault.get("status", 200)
            self.note(operation, status)
            return self.answer(start, status, fault["body"], fault.get("type", "text/html"))
        if fault.get("status"):
            code = fault.get("code", "InternalServerError")
            message = fault.get("message", "injected")
            return self.error(start, environ, operation, fault["status"], code, message)
        return None

    def forward(self, environ, start, operation):
        captured = {}

        def capture(status, headers, _=None):
            captured["status"], captured["headers"] = status, headers
            return lambda data: None

        stored = s3.policy_answer(environ) if s3.is_s3(environ) else None
        if stored and stored[1]:
            self.note(operation, stored[0])
            return self.answer(start, stored[0], *stored[1], extra=S3_HEADERS)
        if stored:
            message = "The bucket policy does not exist"
            return self.error(start, environ, operation, 404, "NoSuchBucketPolicy", message)
        body = b"".join(self.application(environ, capture))
        status = int(captured["status"].split()[0])
        if environ.get("HTTP_X_AMZ_TARGET") and status == 403 and body.startswith(b"<?xml"):
            # moto answers refusals of JSON services in XML, and with another status.
            code = re.search(rb"<Code>(.*?)</Code>", body).group(1).decode()
            message = re.search(rb"<Message>(.*?)</Message>", body, re.S).group(1).decode()
            code = JSON_ERROR_CODES.get(code, code)
            return self.error(start, environ, operation, 400, code, message)
        self.note(operation, status)
        headers = captured["headers"]
        if s3.is_s3(environ):
            corrected = s3.corrected(body)
            if corrected != body:
                headers = [h for h in headers if h[0].lower() != "content-length"]
                headers.append(("Content-Length", str(len(corrected))))
            headers, body = headers + S3_HEADERS, corrected
        start(captured["status"], headers)
        return [body]

    def note(self, operation, status):
        entry = {"op": operation, "status": status}
        decrypts = re.search(rb'"WithDecryption": *(true|false)', auth.current.body or b"")
        if decrypts:
            entry["decrypts"] = decrypts[1] == b"true"
        with self.lock:
            self.log.append(entry)

    def error(self, start, environ, operation, status, code, message, extra=()):
        self.note(operation, status)
        if environ.get("HTTP_X_AMZ_TARGET"):
            body = json.dumps({"__type": code, "message": message})
            return self.answer(start, status, body, "application/x-amz-json-1.1")
        detail = f"<Code>{code}</Code><Message>{message}</Message>"
        if auth.scope_service(environ) == "s3":
            body = (
                f'<?xml version="1.0" encoding="UTF-8"?><Error>{detail}'
                "<RequestId>strict</RequestId></Error>"
            )
            if environ["REQUEST_METHOD"] == "HEAD":
                body = ""
            return self.answer(
                start, status, body, "application/xml", extra=S3_HEADERS + list(extra)
            )
        body = (
            f"<ErrorResponse><Error><Type>Sender</Type>{detail}</Error>"
            "<RequestId>strict</RequestId></ErrorResponse>"
        )
        return self.answer(start, status, body, "text/xml")

    def answer(self, start, status, body, content_type="application/json", extra=()):
        data = body.encode()
        headers = [
            ("Content-Type", content_type),
            ("Content-Length", str(len(data))),
            ("x-amzn-RequestId", "strict"),
            *extra,
        ]
        start(f"{status} Status", headers)
        return [data]
