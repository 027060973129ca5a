"""Whether a batch may be sent as it was prepared: from the same account, and with the very bytes that were shown."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from email.parser import BytesHeaderParser
from email.policy import default
from typing import TYPE_CHECKING

from handouts.errors import LedgerUnusable, MailUnready
from handouts.mail.states import State

if TYPE_CHECKING:
    from handouts.mail.ledger import Ledger


@dataclass(frozen=True, slots=True)
class Readiness:
    """How many mails wait to be sent, and the bytes of the first."""

    count: int
    first: bytes | None = None


def readiness(ledger: Ledger, batch: str, sender: str) -> Readiness:
    """Look at every mail that waits.

    Args:
        ledger: the ledger.
        batch: the batch.
        sender: the address that the clinic mails from now.

    Raises:
        MailUnready: the mails were prepared for another account.
        LedgerUnusable: a mail's bytes are not those that were prepared.
    """
    first: bytes | None = None
    count = 0
    for entry in ledger.entries(batch, State.QUEUED):
        content = entry.content or b""
        if hashlib.sha256(content).hexdigest() != entry.digest:
            raise LedgerUnusable(
                f"The mail of row {entry.line} is not the one that was prepared: the ledger is damaged. Nothing was"
                " sent."
            )
        if sender_of(content) != sender:
            raise MailUnready(
                "This batch was prepared to come from another address than the clinic's mail account has now. Set the"
                " account back, or withdraw the batch (handouts mail retry --withdraw) and prepare it again."
            )
        first = first or content
        count += 1
    return Readiness(count, first)


def sender_of(content: bytes) -> str:
    """The address that a mail comes from."""
    head, _, _ = content.partition(b"\r\n\r\n")
    parsed = BytesHeaderParser(policy=default).parsebytes(head + b"\r\n\r\n")
    found = [each.addr_spec for each in parsed["From"].addresses] if parsed["From"] else []
    return ", ".join(found)
