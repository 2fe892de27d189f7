"""Hostile texts by hand. Each is a name, the suffix of its file, and a function from a size to bytes."""

import base64
import random
import string
import zlib

noise = random.Random(3)
LETTERS = string.ascii_letters
WORD = string.ascii_letters + string.digits
SYMBOLS = WORD + "+/"
DASHES = "-----"
VALUE = "Zq7_" + "pX2vLk9" + "Rw4Tn"


def chosen(alphabet, count):
    return "".join(noise.choices(alphabet, k=count)).encode()


def repeated(part, start=b"", end=b""):
    if isinstance(part, str):
        part = part.encode()
    return lambda size: start + part * ((size - len(start) - len(end)) // len(part)) + end


def each(make, count=2000):
    """Many different parts: what `make` gives, over and over from a stock of `count`."""

    def text(size):
        stock = [make() for _ in range(count)]
        length = sum(map(len, stock)) / count
        return b"".join(noise.choices(stock, k=int(size / length)))

    return text


def nested(encode, core, most=64):
    """Something encoded again and again while it fits."""

    def text(size):
        value = core
        for _ in range(most):
            next_value = encode(value)
            if len(next_value) > size:
                break
            value = next_value
        return value * max(1, size // len(value))

    return text


def as_utf16(text, order="little"):
    codec = "utf-16-le" if order == "little" else "utf-16-be"
    return lambda size: text(size // 2).decode("latin-1").encode(codec)


def key_id():
    return b"AK" + b"IA" + chosen(string.ascii_uppercase + "234567", 16)


def secret_key():
    return chosen(SYMBOLS, 40)


def private_key_head():
    return (DASHES + "BEGIN RSA PRIVATE " + "KEY" + DASHES).encode()


def token():
    """A token of GitHub's, with its checksum: six digits in base 62."""
    body = chosen(WORD, 30)
    check, digits = zlib.crc32(body), ""
    for _ in range(6):
        check, digit = divmod(check, 62)
        digits = (string.digits + string.ascii_uppercase + string.ascii_lowercase)[digit] + digits
    return b"gh" + b"p_" + body + digits.encode()


def random_line(alphabet):
    return lambda size: (chosen(alphabet, 65536) * (size // 65536 + 1))[:size]


def minified():
    name = lambda: chosen(LETTERS, 2)
    return b"var %s=function(%s){return %s.key==%s?%s:{token:%s,auth:!0}};" % tuple(
        name() for _ in range(6)
    )


def escaped_json(size):
    value = b'{"password":"' + chosen(WORD, 12) + b'"}'
    for _ in range(8):
        value = b'{"a":"' + value.replace(b"\\", b"\\\\").replace(b'"', b'\\"') + b'"}'
    return value * (size // len(value) + 1)


def encoded_archive():
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    return base64.b64encode(packer.compress(chosen(WORD, 8)) + packer.flush()) + b"\n"


def percent(value):
    return value.replace(b"%", b"%25")


def backslashes(value):
    return value.replace(b"\\", b"\\u005c")


def entities(value):
    return value.replace(b"&", b"&amp;")


def cases():
    yield "one byte: a", ".txt", repeated("a")
    for byte in b'A0="\'`{}[]()<>-_./\\%&:;,@#$!?*+| \t\n\r\0\xff\x80~':
        yield f"one byte: {bytes([byte])!r}", ".txt", repeated(bytes([byte]))
    for byte in b'="\\-_./ ':
        yield f"one byte in code: {bytes([byte])!r}", ".py", repeated(bytes([byte]))
    for suffix in ".txt", ".py", ".env", ".yaml", ".sh", ".json", ".tf", ".xml":
        for part in (
            "password=", 'password="', "password='", "password = ", "password:", "password: \n",
            "password\n", "password ", 'password="a"', "password=abc ", "password=abcdef12\n",
            "password=${", "key/", "key ", "key.", "key-", "key=", 'key":"', "token(\"", "secret\\",
            "passwordpassword", "auth,", '"name":"key","value":"', "name=key ", "<key>", "pwd;",
            'password="correct horse 17"\n', "token='" + VALUE + "'\n",
        ):
            yield f"{part!r} in {suffix}", suffix, repeated(part)
        yield f"words and values in {suffix}", suffix, each(
            lambda: noise.choice([b"password", b"api_token", b"secret_key", b"auth"])
            + noise.choice([b"=", b": ", b'="', b" "]) + chosen(WORD, noise.randrange(1, 40))
            + noise.choice([b"\n", b" ", b'"\n', b'", '])
        )
        yield f"words and values on one line in {suffix}", suffix, each(
            lambda: noise.choice([b"password", b"api_token", b"secret_key", b"auth"])
            + noise.choice([b"=", b": ", b'="', b" "]) + chosen(WORD, noise.randrange(1, 40))
            + noise.choice([b" ", b'", ', b";"])
        )
        yield f"random in quotes in {suffix}", suffix, each(
            lambda: b'"' + chosen(WORD, noise.randrange(24, 60)) + b'", '
        )
        yield f"random of two letters in quotes in {suffix}", suffix, each(
            lambda: b'"' + chosen("abcdefgh0123", 40) + b'", '
        )
    yield "nested quotes", ".txt", repeated("\"'\"'")
    yield "nested quotes and backslashes", ".py", repeated("\\\"\\'")
    yield "triple quotes", ".py", repeated('password="""')
    yield "%25 of %25", ".txt", nested(percent, b"%41" * 4)
    yield "%2525...", ".txt", repeated("%" + "25" * 200)
    yield "%41 everywhere", ".txt", repeated("%41")
    yield "%41 in words", ".txt", repeated("%41%42%43 ")
    yield "\\u005c of \\u005c", ".txt", nested(backslashes, b"\\u0041" * 4)
    yield "\\u0041 everywhere", ".py", repeated("\\u0041")
    yield "\\\" everywhere", ".py", repeated('\\"')
    yield "\\\\ everywhere", ".py", repeated("\\\\")
    yield "\\\":\\\" everywhere", ".py", repeated('\\"a\\":\\"b\\",')
    yield "&amp; of &amp;", ".html", nested(entities, b"&quot;:" * 4)
    yield "&quot; everywhere", ".html", repeated("&quot;:")
    yield "&#65; everywhere", ".html", repeated("&#65;")
    yield "JSON in JSON", ".json", escaped_json
    yield "base64 of base64 of text", ".txt", nested(base64.b64encode, b"password = correct horse\n" * 3)
    yield "base64 of text, short", ".txt", repeated(base64.b64encode(b"password: hunter2 x") + b"\n")
    yield "hex of text", ".txt", repeated(b"password: hunter2 xxxx".hex() + "\n")
    yield "hex of text in one line", ".txt", repeated(b"password: hunter2 xxxx".hex())
    yield "base64 of small archives", ".txt", each(encoded_archive)
    yield "heads of archives in base64", ".txt", repeated("H4sIAAAAAAAAAAAAAAAAAAAAAAAA\n\n")
    yield "heads of zip in base64", ".txt", repeated("UEsDBBQAAAAIAAAAIQAAAAAAAAAA\n\n")
    yield "random base64 in one line", ".txt", random_line(SYMBOLS)
    yield "random base64 in lines", ".txt", each(lambda: chosen(SYMBOLS, 76) + b"\n")
    yield "random base64, slashes", ".txt", random_line(LETTERS + "/" * 40)
    yield "random bytes", ".bin", lambda size: noise.randbytes(size)
    yield "random letters and blanks", ".txt", random_line(LETTERS + "    ")
    yield "random of all printable", ".txt", random_line(string.printable)
    yield "hex dump", ".txt", each(
        lambda: b"%08x  " % noise.getrandbits(32) + noise.randbytes(16).hex(" ").encode() + b"  |"
        + chosen(WORD + "....", 16) + b"|\n"
    )
    yield "hex in one line", ".txt", random_line("0123456789abcdef")
    yield "numbers", ".txt", random_line("0123456789")
    yield "digests", ".txt", each(lambda: noise.randbytes(32).hex().encode() + b"  file.txt\n")
    yield "UUIDs", ".txt", each(
        lambda: b"-".join(noise.randbytes(n).hex().encode() for n in (4, 2, 2, 2, 6)) + b"\n"
    )
    yield "minified code", ".js", each(minified)
    yield "JSON, deeply nested", ".json", lambda size: b'{"key":' * (size // 8) + b"1" + b"}" * (size // 8)
    yield "brackets, deeply nested", ".json", lambda size: b"[" * (size // 2) + b"]" * (size // 2)
    yield "YAML anchors", ".yaml", each(lambda: b"a%d: &a%d [*b,*b]\n" % ((noise.getrandbits(16),) * 2))
    yield "heads of private keys", ".pem", repeated(private_key_head() + b"\n")
    yield "heads of private keys in one line", ".txt", repeated(private_key_head())
    yield "one head, then base64", ".pem", repeated(
        chosen(SYMBOLS, 64) + b"\n", private_key_head() + b"\n"
    )
    yield "heads with short bodies", ".pem", each(
        lambda: private_key_head() + b"\n" + chosen(SYMBOLS, 64) + b"\n", 200
    )
    yield "whole private keys", ".pem", each(
        lambda: private_key_head() + b"\n" + (chosen(SYMBOLS, 64) + b"\n") * 12
        + private_key_head().replace(b"BEGIN", b"END") + b"\n", 200
    )
    yield "heads of web tokens", ".txt", repeated("eyJ")
    yield "heads of web tokens, apart", ".txt", repeated("eyJ ")
    yield "heads of web tokens, with stops", ".txt", repeated("eyJhbGciOiJIUzI1NiJ9.")
    yield "web tokens without end", ".txt", each(lambda: b"eyJhbGciOiJIUzI1NiJ9.eyJ" + chosen(WORD, 40) + b" ")
    yield "logins in addresses", ".txt", repeated("http://a:b@")
    yield "logins in addresses, open", ".txt", repeated("http://a:")
    yield "logins in addresses, real", ".txt", each(lambda: b"https://ada:" + chosen(WORD, 16) + b"@h.io/ ")
    yield "postgres://", ".txt", repeated("postgres://")
    yield "key ids", ".txt", each(lambda: key_id() + b"\n")
    yield "key ids in one line", ".txt", each(lambda: key_id() + b" ")
    yield "key ids, nearly", ".txt", each(lambda: key_id()[:-1] + b" ")
    yield "AKIA", ".txt", repeated("AK" + "IA")
    yield "AKIA, apart", ".txt", repeated("AK" + "IA ")
    yield "pairs of key id and secret", ".txt", each(
        lambda: b"aws_access_key_id = " + key_id() + b"\naws_secret_access_key = " + secret_key() + b"\n"
    )
    yield "secrets of AWS alone", ".txt", each(lambda: b"aws_secret_access_key = " + secret_key() + b"\n")
    yield "one pair, over and over", ".txt", repeated(
        b"aws_access_key_id = " + key_id() + b"\naws_secret_access_key = " + secret_key() + b"\n"
    )
    yield "tokens", ".txt", each(lambda: token() + b"\n")
    yield "tokens, 20 MB of different ones", ".txt", each(lambda: token() + b"\n", 100_000)
    yield "tokens in one line", ".txt", each(lambda: token() + b" ")
    yield "tokens with comments that allow", ".py", each(
        lambda: b'a = "' + token() + b'"  # secrets-sync: allow it is a test\n'
    )
    yield "tokens with comments that do not", ".py", each(
        lambda: b'a = "' + token() + b'"  # secrets-sync: allow\n'
    )
    yield "comments that allow", ".py", repeated("# secrets-sync: allow nothing at all\n")
    yield "comments of others", ".py", repeated("# gitleaks:allow kingfisher:ignore\n")
    yield "tokens behind continued lines", ".sh", each(lambda: token() + b" \\\n")
    yield "tokens in base64", ".txt", each(lambda: base64.b64encode(b"t: " + token()) + b"\n")
    yield "tokens in one run of base64", ".txt", lambda size: base64.b64encode(
        each(lambda: token() + b"\n")(size * 3 // 4)
    )
    yield "tokens in percent", ".txt", each(lambda: b"".join(b"%%%02X" % c for c in token()) + b"\n")
    yield "tokens in escapes", ".txt", each(lambda: b"".join(b"\\u%04x" % c for c in token()) + b"\n")
    yield "tokens in UTF-16", ".txt", as_utf16(each(lambda: token() + b"\n"))
    yield "tokens in UTF-16 in runs", ".bin", each(
        lambda: token().decode().encode("utf-16-le") + b"\xff\x01\x02"
    )
    yield "tokens in UTF-32", ".bin", lambda size: each(lambda: token() + b"\n")(size // 4).decode().encode(
        "utf-32-le"
    )
    yield "UTF-16 of words and values", ".txt", as_utf16(repeated("password=abcdef12\n"))
    yield "UTF-16, big-endian", ".txt", as_utf16(repeated("api_key: '" + VALUE + "'\n"), "big")
    yield "UTF-16 of one byte", ".txt", as_utf16(repeated("a"))
    yield "UTF-16 of base64", ".txt", as_utf16(random_line(SYMBOLS))
    yield "runs of UTF-16, short", ".bin", repeated(b"a\0b\0c\0d\0e\0f\0g\0h\0\xff\xff\xff")
    yield "zeros and letters", ".bin", repeated(b"a\0\0\0\0b\0\0")
    yield "zeros, every second one", ".bin", repeated(b"\xff\0")
    yield "lines of context words", ".txt", repeated(
        "aws azure github slack stripe twilio datadog heroku openai secret token key password\n"
    )
    yield "context words in one line", ".txt", repeated(
        "aws azure github slack stripe twilio datadog heroku openai secret token key password "
    )
    yield "words of services and values", ".txt", each(
        lambda: noise.choice([b"twilio", b"datadog", b"algolia", b"jira", b"bitbucket", b"twitter"])
        + noise.choice([b"_key = ", b"_secret: ", b" "]) + chosen("0123456789abcdef", 32) + b"\n"
    )
    yield "XML elements", ".xml", repeated("<a><password></password></a>")
    yield "XML, open", ".xml", repeated("<string name=\"api_key\">")
    yield "dots and words", ".txt", repeated("a.b.c.key.d.secret.")
    yield "SQL", ".sql", repeated("IDENTIFIED BY 'a' ")
    yield "resolve", ".yaml", repeated("{{resolve:secretsmanager:")
    yield "arn", ".txt", repeated("arn:aws:secretsmanager:eu-west-1:123456789012:secret:a")
