#!/usr/bin/env python3
"""Writes Tests/AWSTests/Fixtures/s3-signatures.json: what botocore signs for odd S3 requests.

    s3_vectors.py > ../AWSTests/Fixtures/s3-signatures.json

Needs botocore. The keys are AWS's published example; the date is fixed.
"""

import datetime
import json
import unittest.mock

import botocore
from botocore.auth import S3SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials
from urllib.parse import quote, urlencode

DATE = datetime.datetime(2026, 1, 31, 23, 59, 58)
HOST = "bucket.s3.eu-west-1.amazonaws.com"
ACCESS_KEY = "AKIDEXAMPLE"
SECRET_KEY = "+".join(["wJalrXUtnFEMI/K7MDENG", "bPxRfiCYEXAMPLEKEY"])
TOKEN = "a token/with+odd=characters"

KEYS = [
    "plain.txt",
    "a/../b",
    "./x",
    "//double//slash/",
    "with space + plus",
    "caf\u00e9/\u2713",
    "a:b=c&d$e,f;g@h",
    "(round) [square] {curly}",
    "quote'and!star*tilde~",
    "100%25 percent?question#hash",
    "back\\slash|pipe^caret`tick\"",
]
QUERIES = [
    {},
    {"versioning": ""},
    {"list-type": "2", "prefix": "a/b c+d", "delimiter": "/"},
    {"versionId": "x%2Fy=", "Param-3": "v", "Param": "w"},
]


def case(method, key, query, body, token):
    request = AWSRequest(
        method=method,
        url=f"https://{HOST}/" + quote(key, safe="/-_.~"),
        params=query,
        data=body,
        headers={"Host": HOST, "Content-Type": "application/octet-stream"},
    )
    prepared = f"{request.url}?{urlencode(query, quote_via=quote)}" if query else request.url
    request = AWSRequest(method=method, url=prepared, data=body, headers=dict(request.headers))
    signer = S3SigV4Auth(Credentials(ACCESS_KEY, SECRET_KEY, token), "s3", "eu-west-1")
    request.context["client_config"] = None
    request.context["payload_signing_enabled"] = True
    with unittest.mock.patch("botocore.auth.get_current_datetime", return_value=DATE):
        signer.add_auth(request)
    return {
        "method": method,
        "key": key,
        "query": [{"name": name, "value": value} for name, value in query.items()],
        "body": body.decode(),
        "token": token,
        "payloadHash": request.headers["X-Amz-Content-SHA256"],
        "authorization": request.headers["Authorization"],
    }


def main():
    cases = [case("GET", key, {}, b"", None) for key in KEYS]
    cases += [case("GET", "", query, b"", None) for query in QUERIES]
    cases += [case("PUT", key, {}, b"content", TOKEN) for key in KEYS[:3]]
    document = {
        "source": f"botocore {botocore.__version__}, S3SigV4Auth; Tests/Support/s3_vectors.py",
        "host": HOST,
        "date": DATE.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "cases": cases,
    }
    print(json.dumps(document, indent=1, ensure_ascii=True))


if __name__ == "__main__":
    main()
