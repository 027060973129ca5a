"""What the ledger holds, as values. Printed into a log they name a mail by its key and its row, never its person."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from handouts.mail.states import State


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail that was prepared and has never been sent.

    ``line`` is the row of the client's list, which is how talk and logs name it. ``content`` is the whole message as it
    will go out, with its Message-ID.
    """

    key: str
    line: int
    message_id: str
    address: str = field(repr=False)
    content: bytes = field(repr=False)

    @property
    def digest(self) -> str:
        """SHA-256 of what will go out, by which it is known again."""
        return hashlib.sha256(self.content).hexdigest()


@dataclass(frozen=True, slots=True)
class Entry:
    """A mail in the ledger. ``address`` and ``content`` are None when they were forgotten.

    ``at`` is when it came to its state, in seconds since 1970: of a mail that is *sent*, when it was sent.
    """

    key: str
    batch: str
    line: int
    message_id: str
    address: str | None = field(repr=False)
    content: bytes | None = field(repr=False)
    digest: str
    state: State
    tries: int
    not_before: float
    code: int | None
    reply: str | None
    at: float


@dataclass(frozen=True, slots=True)
class Batch:
    """A list that was prepared: its name, the clinic it is from, and when, in seconds since 1970."""

    id: str
    clinic: str
    made: float
