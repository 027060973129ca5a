"""R11: how long a thousand mails take when no pace holds them up."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from tests.prove.posting import Desk
from tests.prove.servers import scripted

if TYPE_CHECKING:
    from pathlib import Path

TITLE = "1,000 mails with 30 kB of PDF in 8 s at most, every step synced"

#: 30 kB in the base64 of a mail.
_SIZE = 30_000 * 4 // 3


def prove(scratch: Path, *, full: bool) -> tuple[str, bool]:
    count = 1000 if full else 200
    with scripted(scratch) as served:
        desk = Desk(scratch / "desk", served.port)
        desk.folder.mkdir()
        desk.fill(count, _SIZE)
        begin = time.perf_counter()
        desk.run()
        seconds = time.perf_counter() - begin
        taken = served.taken()
    return f"{count:,} mails in {seconds:.1f} s", len(set(taken)) == count and seconds <= 8 * count / 1000
