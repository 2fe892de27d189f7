"""Runs one process of the tests beside others: test_part.py LOG SECONDS COMMAND [ARGUMENT...]

A shell starts what it puts into the background with interrupts ignored, and every program that the tests start would
inherit that: one that is to be interrupted would run for ever. So the signals are as a terminal has them. And a test
that hangs is a failure with a name, not a run without an end: after SECONDS all of the process group is stopped, and
the tests that had begun and not ended are listed.
"""

import os
import re
import signal
import subprocess
import sys


def unfinished(log: str) -> list[str]:
    """The tests that the log says have started and not how they ended."""
    open_tests: dict[str, None] = {}
    with open(log, encoding="utf-8", errors="replace") as lines:
        for line in lines:
            if found := re.match(r"◇ Test (.+) started\.", line):
                open_tests[found[1]] = None
            elif found := re.match(r"[✔✘] Test (.+?\)) ", line):
                open_tests.pop(found[1], None)
    return [test for test in open_tests if test != "run" and not test.startswith("case ")]


def stop(number: int, _: object) -> None:
    sys.exit(128 + number)


def main() -> int:
    log, seconds, command = sys.argv[1], float(sys.argv[2]), sys.argv[3:]
    # A handler is not handed on to a program that is started: that has the default again.
    for number in (signal.SIGINT, signal.SIGQUIT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, stop)
    with open(log, "wb") as output:
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT, start_new_session=True
        )
    try:
        status = process.wait(seconds)
        return status if status >= 0 else 128 - status
    except subprocess.TimeoutExpired:
        with open(log, "a", encoding="utf-8") as output:
            output.write(f"\n✘ Stopped after {seconds:.0f} s. Had not ended:\n")
            output.writelines(f"✘   {test}\n" for test in unfinished(log))
        return 124
    finally:
        # What the tests have started goes with them.
        try:
            os.killpg(process.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
        process.wait()


if __name__ == "__main__":
    sys.exit(main())
