"""Forgetting: a person's words and address leave the ledger, its log and its free pages; that a mail was sent stays.

What stays is the mail's key, which says nothing without the ledger's secret and the address, its state and its times.
"""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

from handouts.errors import LedgerInUse, LedgerUnusable
from handouts.mail.settling import recover
from handouts.mail.states import State

if TYPE_CHECKING:
    from handouts.mail.ledger import Ledger, Write

#: How long words and addresses are kept after a mail came to its end, in seconds: 90 days.
KEPT = 90 * 24 * 60 * 60.0

#: States after which nothing more happens by itself.
_ENDED = (State.SENT, State.FAILED, State.UNKNOWN, State.SUPPRESSED)

_FORGET = "UPDATE mail SET address = NULL, content = NULL WHERE key = ?"


def forget(ledger: Ledger, address: str, *, wants_none: bool = True) -> int:
    """Take an address and all its mails' words out of the ledger; what is still queued for it is never sent.

    Only who holds the ledger's lock may call this.

    Args:
        ledger: the ledger.
        address: whose.
        wants_none: remember, without the address, that no mail may go there any more.

    Returns:
        How many mails were forgotten.

    Raises:
        LedgerInUse: another program reads the ledger, so that its log cannot be emptied.
    """
    recover(ledger)
    wanted = address.casefold()
    with ledger.step() as write:
        if wants_none:
            write("INSERT OR IGNORE INTO suppressed(mark) VALUES(?)", (ledger.mark(address),))
        rows = write("SELECT key, address, state FROM mail WHERE address IS NOT NULL", ()).fetchall()
        found = [(key, State(state)) for key, known, state in rows if known.casefold() == wanted]
        for key, state in found:
            _forget(ledger, write, key, state)
    scrub(ledger)
    return len(found)


def _forget(ledger: Ledger, write: Write, key: str, state: State) -> None:
    if state is State.QUEUED:
        ledger.suppress(write, key)
    else:
        write(_FORGET, (key,))


def welcome(ledger: Ledger, address: str) -> bool:
    """Mail may go to an address again, because that person asks for it.

    Returns:
        Whether it might not.
    """
    with ledger.step() as write:
        return write("DELETE FROM suppressed WHERE mark = ?", (ledger.mark(address),)).rowcount > 0


def purge(ledger: Ledger, before: float) -> int:
    """Forget the words and addresses of all mails that came to their end before a moment.

    Only who holds the ledger's lock may call this.

    Returns:
        How many were forgotten.

    Raises:
        LedgerInUse: another program reads the ledger, so that its log cannot be emptied.
    """
    marks = ", ".join("?" * len(_ENDED))
    with ledger.step() as write:
        count = write(
            f"UPDATE mail SET address = NULL, content = NULL WHERE state IN ({marks}) AND at < ?"  # noqa: S608 - marks only
            " AND address IS NOT NULL",
            (*_ENDED, before),
        ).rowcount
    if count:
        scrub(ledger)
    return count


def scrub(ledger: Ledger) -> None:
    """Leave nothing of what was forgotten in the file's free pages or in the write-ahead log.

    Raises:
        LedgerInUse: another program reads the ledger, so that its log cannot be emptied.
        LedgerUnusable: the file cannot be written: rewriting it takes as much room again as it has.
    """
    try:
        ledger.database.execute("VACUUM")
        (busy, *_) = ledger.database.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode not in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
            raise LedgerUnusable(
                f"The ledger of mails cannot be rewritten: {error}. The file or the log beside it may still hold what"
                " was to be forgotten. Mend that, then try again."
            ) from error
        busy = True
    if busy:
        raise LedgerInUse(
            "Another program has the ledger of mails open, so that the file or the log beside it may still hold what"
            " was to be forgotten. Close it, then try again."
        )
