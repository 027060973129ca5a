"""Changes on disk, told to the page as they come (Server-Sent Events, HTML Living Standard 9.2)."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final

from flask import Blueprint, Response

from handouts.web.running import running

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handouts.web.running import Running

PART: Final = Blueprint("live", __name__)

#: Seconds between two looks at the folder, and between two signs of life while nothing changes.
_LOOK: Final = 0.2
_ALIVE: Final = 15.0


@PART.get("/events")
def events() -> Response:
    """A stream that says the folder's mark whenever it is another."""
    return Response(_marks(running()), content_type="text/event-stream")


def _marks(run: Running) -> Iterator[str]:
    known, said = "", time.monotonic()
    while not run.ended.wait(_LOOK if known else 0.0):
        mark = run.desk.standing().mark
        now = time.monotonic()
        if mark != known:
            known, said = mark, now
            yield f"data: {mark}\n\n"
        elif now - said > _ALIVE:
            said = now
            run.last = now  # somebody has the page before them
            yield ": here\n\n"
