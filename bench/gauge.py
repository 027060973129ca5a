"""``python -I -S gauge.py REPORT COMMAND ...``: run a command, and write down what it and its children used.

A process of its own, and a small one: on Linux a new process starts with the peak memory of the one that it comes
from, so a large benchmark would lend its own size to whatever it measures.
"""

from __future__ import annotations

import json
import os
import sys
import time


def main(report: str, *command: str) -> int:
    """Run, wait, and write JSON: user and system time and wall clock in milliseconds, the peak memory in MB."""
    start = time.perf_counter()
    child = os.posix_spawnp(command[0], command, os.environ)
    _, status, used = os.wait4(child, 0)
    wall = time.perf_counter() - start
    unit = 1 if sys.platform == "darwin" else 1024  # bytes there, kilobytes elsewhere (getrusage(2))
    figures = {
        "user": used.ru_utime * 1000,
        "system": used.ru_stime * 1000,
        "wall": wall * 1000,
        "peak": used.ru_maxrss * unit / 1e6,
    }
    with open(report, "w", encoding="utf-8") as file:  # noqa: PTH123 - pathlib would make this process larger
        json.dump(figures, file)
    return os.waitstatus_to_exitcode(status)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
