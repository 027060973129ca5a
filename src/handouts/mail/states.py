"""The states of a mail, and how it may pass from one to another.

A mail is *sending* while its words go out without the final dot: no server can have taken it yet (RFC 5321 4.1.1.4).
It is *committing* from just before the dot until the answer is written down: if the line dies then, nobody here can
know, and it is *unknown* until a look-up or a person says what became of it. *Sent* means that the clinic's own mail
server took it, and is final.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final


class State(StrEnum):
    """Where one mail stands."""

    QUEUED = "queued"
    SENDING = "sending"
    COMMITTING = "committing"
    SENT = "sent"
    FAILED = "failed"
    UNKNOWN = "unknown"
    SUPPRESSED = "suppressed"


#: What may follow each state. A mail leaves *unknown* and *failed* only because a look-up or a person says so, or
#: because the ledger was put back from a backup that is older than what became of the mail.
NEXT: Final[dict[State, frozenset[State]]] = {
    State.QUEUED: frozenset({State.SENDING, State.FAILED, State.SUPPRESSED, State.UNKNOWN}),
    State.SENDING: frozenset({State.COMMITTING, State.QUEUED, State.FAILED}),
    State.COMMITTING: frozenset({State.SENT, State.QUEUED, State.FAILED, State.UNKNOWN}),
    State.UNKNOWN: frozenset({State.SENT, State.QUEUED, State.FAILED}),
    State.FAILED: frozenset({State.QUEUED, State.SUPPRESSED, State.UNKNOWN}),
    State.SENT: frozenset(),
    State.SUPPRESSED: frozenset(),
}
