"""Hostile archives: bombs, deep ones, many members, damage. The ratio counts the bytes of the file."""

import bz2
import gzip
import io
import lzma
import random
import struct
import tarfile
import zipfile
import zlib

MB = 1 << 20
noise = random.Random(7)


def zipped(members, method=zipfile.ZIP_DEFLATED):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return out.getvalue()


def tarred(members):
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name, data in members:
            entry = tarfile.TarInfo(name)
            entry.size = len(data)
            archive.addfile(entry, io.BytesIO(data))
    return out.getvalue()


def overlapping(count, size):
    """A zip of many names for one run of compressed zeros."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    data = packer.compress(bytes(size)) + packer.flush()
    crc = zlib.crc32(bytes(size))
    sizes = struct.pack("<III", crc, len(data), size)
    body = b"PK\3\4" + struct.pack("<HHHHH", 20, 0, 8, 0, 33) + sizes + struct.pack("<HH", 1, 0) + b"a" + data
    entries = b"".join(
        b"PK\1\2" + struct.pack("<HHHHHH", 20, 20, 0, 8, 0, 33) + sizes
        + struct.pack("<HHHHHII", 1, 0, 0, 0, 0, 0, 0) + b"a"
        for _ in range(count)
    )
    end = b"PK\5\6" + struct.pack("<HHHHIIH", 0, 0, count, count, len(entries), len(body), 0)
    return body + entries + end


def deep(pack, levels):
    data = b"password = nothing\n" * 100
    for _ in range(levels):
        data = pack(data)
    return data


def damaged(data, count):
    data = bytearray(data)
    for _ in range(count):
        data[noise.randrange(len(data))] = noise.randrange(256)
    return bytes(data)


def texts(count, size):
    return [(f"f{n}.txt", noise.randbytes(size // 2).hex().encode()) for n in range(count)]


def inputs():
    yield "zeros in zip, 1 GB", ".zip", lambda: zipped([("a", bytes(64 * MB))] * 16)
    yield "zip of zips of zeros", ".zip", lambda: zipped(
        [(f"{n}.zip", zipped([("a", bytes(16 * MB))])) for n in range(40)]
    )
    yield "overlapping zip", ".zip", lambda: overlapping(60_000, 4 * MB)
    yield "zip in zip, 40 deep", ".zip", lambda: deep(lambda d: zipped([("a.zip", d)]), 40)
    yield "gzip in gzip, 40 deep", ".gz", lambda: deep(gzip.compress, 40)
    yield "zeros in gzip, 512 MB", ".gz", lambda: gzip.compress(bytes(512 * MB), 9)
    yield "zeros in bzip2, 512 MB", ".bz2", lambda: bz2.compress(bytes(512 * MB))
    yield "zeros in xz, 512 MB", ".xz", lambda: lzma.compress(bytes(512 * MB), preset=0)
    yield "zip of 65,535 members", ".zip", lambda: zipped([(f"{n}", b"x") for n in range(65_535)])
    yield "tar of 100,000 members", ".tar", lambda: tarred([(f"{n}", b"x") for n in range(100_000)])
    yield "zip of 20,000 zips", ".zip", lambda: zipped(
        [(f"{n}.zip", zipped([("a", b"x")])) for n in range(20_000)], zipfile.ZIP_STORED
    )
    yield "gzip, many members", ".gz", lambda: gzip.compress(b"password = x\n") * 100_000
    yield "damaged zip", ".zip", lambda: damaged(zipped(texts(2000, 2000)), 500)
    yield "damaged tar.gz", ".gz", lambda: damaged(gzip.compress(tarred(texts(2000, 2000))), 5)
    yield "cut zip", ".zip", lambda: zipped(texts(2000, 2000))[:-30_000]
    yield "text in zip", ".zip", lambda: zipped(texts(200, 100_000))
    yield "long names", ".zip", lambda: zipped([("a" * 60_000 + str(n), b"x") for n in range(300)])
    yield "many heads of zip", ".bin", lambda: b"PK\3\4" * MB
    yield "many heads of gzip", ".gz", lambda: b"\x1f\x8b\x08\0\0\0\0\0\0\3" * (MB // 4)


def cases_of_archives(bench, only, limit=60):
    for name, suffix, make in inputs():
        if only.search(name):
            path = bench.write("input" + suffix, [make()])
            yield name, path.stat().st_size, bench.scan(path, limit=limit)
            path.unlink()
