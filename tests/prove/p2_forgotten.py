"""P2: what was forgotten, searched for byte by byte in every file of the ledger."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

from tests.prove.posting import Desk
from tests.prove.servers import scripted

from handouts.mail.erasing import forget

if TYPE_CHECKING:
    from pathlib import Path

TITLE = "forget leaves no byte of an address or of its mail in any file, with the ledger open and closed"

_COUNT = 40


def prove(scratch: Path, *, full: bool) -> tuple[str, bool]:  # noqa: ARG001 - one size
    hits = looks = 0
    with scripted(scratch) as served:
        desk = Desk(scratch / "desk", served.port)
        desk.folder.mkdir()
        desk.fill(_COUNT, 4000, "zanzibar")
        there = _hits(desk.folder)
        desk.run("before-sent", str(_COUNT // 2))  # some are sent, one is unknown, some wait
        ledger = desk.open()
        for line in range(1, _COUNT + 1):
            forget(ledger, f"Zanzibar{line}@example.org")
            looks, hits = looks + 1, hits + (_hits(desk.folder) if line == _COUNT else 0)
        ledger.database.close()
        hits += _hits(desk.folder)
        before = len(served.taken())
        desk.run()
        after = len(served.taken())
    return (
        f"{looks} forgotten: {hits} hits (before: {there}), {after - before} sent after",
        not hits and there > 0 and after == before,
    )


def _hits(folder: Path) -> int:
    found = 0
    for path in folder.rglob("*"):
        text = path.read_bytes().lower() if path.is_file() else b""
        found += sum(text.count(canary) for canary in (b"zanzibar", base64.b64encode(b"zanzibar")[:8].lower()))
    return found
