"""One run of the page: its folder, its guard, and when somebody last asked for something."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from flask import current_app

if TYPE_CHECKING:
    from handouts.editing.scalars import Path
    from handouts.web.desk import Desk
    from handouts.web.guard import Guard
    from handouts.web.postman import Postman

#: Where it is kept among an application's extensions.
NAME: Final = "handouts"


@dataclass(frozen=True, slots=True)
class Undo:
    """The last change: what stood there before, and the digest of the file since."""

    file: str
    path: Path
    label: str
    words: str = field(repr=False)
    digest: str = ""


@dataclass(slots=True)
class Running:
    """What all requests of one run share."""

    desk: Desk
    guard: Guard
    postman: Postman
    #: Whether words may be changed and mail prepared.
    read_only: bool = False
    #: When somebody last asked for something, in seconds of a clock that only goes forward.
    last: float = field(default_factory=time.monotonic)
    #: Whether the ticket in the opened address was used.
    opened: bool = False
    undo: Undo | None = None
    #: Held while a file is compared and written, so that two who save at once do not pass each other.
    saving: threading.Lock = field(default_factory=threading.Lock, repr=False)
    #: Set when the page has ended: streams that are open end too.
    ended: threading.Event = field(default_factory=threading.Event, repr=False)


def running() -> Running:
    """The run that the request at hand belongs to."""
    found: Running = current_app.extensions[NAME]
    return found
