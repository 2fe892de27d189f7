"""Running the program on one input, and what that took."""

import json
import os
import resource
import subprocess
import sys
import sysconfig
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
MB = 1 << 20


class Run:
    """One run: processor time in seconds, most resident memory in MB, exit code, output."""

    def __init__(self, seconds, memory, status, output):
        self.seconds, self.memory, self.status, self.output = seconds, memory, status, output


def serve():
    """Starts the commands that it reads, one JSON array a line, and says what each took.

    A process of its own, and small: a process counts the memory of the one that started it as its own.
    """
    for text in sys.stdin:
        limit, output, *command = json.loads(text)

        def prepare():
            resource.setrlimit(resource.RLIMIT_CPU, (limit, limit))

        with open(output, "wb") as out:
            process = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=out, stderr=out, preexec_fn=prepare,
                cwd=os.path.dirname(output),
            )
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
        seconds = usage.ru_utime + usage.ru_stime
        print(json.dumps([seconds, usage.ru_maxrss / 1024, process.returncode]), flush=True)


class Bench:
    def __init__(self, binary=None):
        self.server = subprocess.Popen(
            [sys.executable, __file__], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        if binary is None:
            binary = subprocess.check_output([ROOT / "scripts/build"], text=True).strip()
        self.binary = str(Path(binary).resolve())
        self.folder = tempfile.TemporaryDirectory(prefix="secrets-sync-worst-")
        self.path = Path(self.folder.name)
        self.idle = min(self.scan(self.write("empty.txt", [b""])).seconds for _ in range(5))
        self.average = min(self.per_byte(text) for text in self.ordinary())

    def write(self, name, pieces):
        path = self.path / name
        with open(path, "wb") as file:
            for piece in pieces:
                file.write(piece)
        return path

    def scan(self, path, *options, limit=60):
        """Runs `scan` on a path. A run that takes more than `limit` seconds is killed."""
        output = str(self.path / "output")
        command = [limit, output, self.binary, "scan", *options, str(path)]
        self.server.stdin.write(json.dumps(command) + "\n")
        self.server.stdin.flush()
        seconds, memory, status = json.loads(self.server.stdout.readline())
        with open(output, "rb") as file:
            file.seek(max(0, os.path.getsize(output) - 4000))
            return Run(seconds, memory, status, file.read())

    def per_byte(self, path, *options):
        """Nanoseconds of processor time a byte, without those of the start."""
        size = path.stat().st_size
        return max(self.scan(path, *options).seconds - self.idle, 0) * 1e9 / size

    def ordinary(self):
        """Two files of real source text, this project's and Python's, of 47 MB at most."""
        for name, folder, suffix in [
            ("sources.swift", ROOT / "Sources", ".swift"),
            ("library.py", Path(sysconfig.get_paths()["stdlib"]), ".py"),
        ]:
            files = sorted(p for p in folder.rglob("*" + suffix) if p.is_file())
            once = b"".join(p.read_bytes() for p in files if "site-packages" not in p.parts)
            yield self.write(name, [once] * max(1, 47 * MB // len(once)))

    def ratio(self, run, size):
        return max(run.seconds - self.idle, 0) * 1e9 / size / self.average


def heading():
    print(f"{'':>44} {'MB':>5} {'ns/byte':>8} {'ratio':>7} {'RSS MB':>7} {'exit':>5}")


def line(name, size, bench, run, worst):
    ratio = bench.ratio(run, size)
    mark = "  <-- slow" if ratio > worst else ""
    if run.status == -9:
        mark += "  <-- killed at --limit"
    elif run.status not in (0, 1, 3):
        mark += "  <-- CRASH" if run.status < 0 else "  <-- exit"
    print(
        f"{name[:44]:>44} {size / MB:5.1f} {ratio * bench.average:8.1f} {ratio:7.1f} "
        f"{run.memory:7.0f} {run.status:5d}{mark}"
    )
    sys.stdout.flush()
    return bool(mark)


if __name__ == "__main__":
    serve()
