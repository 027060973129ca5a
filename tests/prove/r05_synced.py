"""R5: the system calls of a run, by strace."""

from __future__ import annotations

import re
import subprocess
import sys
from typing import TYPE_CHECKING

from tests.prove.posting import BATCH, Desk
from tests.prove.servers import install, scripted

if TYPE_CHECKING:
    from pathlib import Path

TITLE = "before each final dot the step is synced to the disk (fsync of the ledger's log)"

_COUNT = 20
_SYNC = re.compile(r"f(?:data)?sync\(\d+<[^>]*mail\.sqlite(?:-wal)?>\)\s+= 0")
_DOT = re.compile(r'sendto\(\d+<[^>]*>, "\.\\r\\n", 3')


def prove(scratch: Path, *, full: bool) -> tuple[str, bool]:  # noqa: ARG001 - one size
    install({"strace": "strace"})
    with scripted(scratch) as served:
        desk = Desk(scratch / "desk", served.port)
        desk.folder.mkdir()
        desk.fill(_COUNT)
        trace = scratch / "trace"
        watch = ["strace", "-y", "-f", "-o", str(trace), "-e", "trace=fsync,fdatasync,sendto"]
        child = [
            sys.executable,
            "-m",
            "tests.prove.child",
            str(desk.path),
            str(desk.witnesses),
            BATCH,
            str(served.port),
        ]
        subprocess.run([*watch, *child], check=True, capture_output=True)
    synced = dots = 0
    fresh = False
    for line in trace.read_text(encoding="utf-8", errors="replace").splitlines():
        if _SYNC.search(line):
            fresh = True
        elif _DOT.search(line):
            dots, synced, fresh = dots + 1, synced + fresh, False
        elif "sendto(" in line and "DATA" in line:
            fresh = False
    return f"{synced} of {dots} dots", synced == dots == _COUNT
