"""Opening the ledger: its file, its secret, and whether it was put back from a backup."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

from handouts.errors import LedgerUnusable
from handouts.mail.ledger import SEEN, Ledger
from handouts.mail.schema import migrate
from handouts.mail.states import State
from handouts.mail.witness import Witness

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from handouts.mail.ledger import Write

#: Bytes of the ledger's own secret.
_SECRET = 32

#: Seconds to wait for another program that is writing a step.
_PATIENCE = 30.0

#: How SQLite keeps the file: see :mod:`handouts.mail.ledger`; on macOS a sync reaches the disk itself only when asked
#: for as "full"; deleted words are overwritten, and no temporary file is made, which would hold them too.
_PRAGMAS = (
    "journal_mode = WAL",
    "synchronous = FULL",
    "fullfsync = ON",
    "checkpoint_fullfsync = ON",
    "foreign_keys = ON",
    "secure_delete = ON",
    "temp_store = MEMORY",
)


def open_ledger(
    path: Path, *, now: Callable[[], float], run: str, random: Callable[[int], bytes], witnesses: Path | None = None
) -> Ledger:
    """Open the ledger in a file, or begin one that only its owner can read.

    A ledger that was put back from a backup is brought up to what its witness saw: a mail that may have gone out since
    is *unknown*, also when it is prepared anew.

    Args:
        path: the file, in a folder that is there.
        now: the time in seconds since 1970.
        run: a name for this run, for the record.
        random: gives random bytes, for a new ledger's secret.
        witnesses: the folder, another than the ledger's, for the second record of what may have gone out.

    Raises:
        LedgerUnusable: the file is no ledger, is damaged, or was written by a newer version.
    """
    try:
        path.touch(mode=0o600)
        path.chmod(0o600)
        database = sqlite3.connect(path, timeout=_PATIENCE, isolation_level=None)
    except (sqlite3.DatabaseError, OSError) as error:
        raise _unusable(error) from error
    try:
        for pragma in _PRAGMAS:
            database.execute(f"PRAGMA {pragma}")
        migrate(database)
        database.execute("INSERT INTO secret SELECT 1, ? WHERE NOT EXISTS(SELECT 1 FROM secret)", (random(_SECRET),))
        (secret,) = database.execute("SELECT value FROM secret").fetchone()
        ledger = Ledger(database, now, run, bytes(secret))
        return ledger if witnesses is None else _witnessed(ledger, witnesses)
    except sqlite3.DatabaseError as error:
        database.close()
        raise _unusable(error) from error
    except BaseException:
        database.close()
        raise


def _unusable(error: Exception) -> LedgerUnusable:
    return LedgerUnusable(f"The ledger of mails cannot be opened: {error}. Nothing was sent.")


def _witnessed(ledger: Ledger, folder: Path) -> Ledger:
    """The ledger with its witness, brought up to what that saw."""
    witness = Witness(folder / f"{ledger.key('witness')}.sent")
    # First the witness, which is written last: a run that is sending right now must not look like a restored backup.
    last = witness.last()
    if last is not None and not ledger.read(f"{SEEN} AND number = ? AND key = ?", *last):
        _catch_up(ledger, witness)
    return Ledger(ledger.database, ledger.now, ledger.run, ledger.secret, witness)


#: What stands for a mail's key in the step that settles a ledger from a backup.
_RESTORED = "0" * 32


def _catch_up(ledger: Ledger, witness: Witness) -> None:
    """Settle what the witness saw and the ledger does not know of, and let the witness see that."""
    with ledger.step() as write:
        known = set(ledger.seen())
        lines = witness.lines()  # once more, now that nobody else writes: another program may have just done this
        if lines[-1] in known:
            return
        for key in dict.fromkeys(key for number, key in lines if (number, key) not in known and key != _RESTORED):
            _doubt(ledger, write, key)
        # Numbers go on after all that were ever used, so that what follows is told apart from what was forgotten.
        ((number,),) = ledger.read("SELECT max(number) FROM event")
        number = max(number or 0, *(number for number, _ in lines)) + 1
        write(
            "INSERT INTO event(number, at, key, after, why) VALUES(?, ?, ?, 'restored', ?)",
            (number, ledger.now(), _RESTORED, "put back from a backup"),
        )
    witness.write(number, _RESTORED)


def _doubt(ledger: Ledger, write: Write, key: str) -> None:
    """A mail that may have gone out is *unknown*, also when the ledger will hear of it only later."""
    entry = ledger.find(key)
    if entry is None:
        write("INSERT OR IGNORE INTO witnessed(key) VALUES(?)", (key,))
        return
    if entry.state is State.SENDING:
        ledger.pass_to(write, key, State.QUEUED, why="the ledger was put back from a backup")
    if entry.state in _OPEN:
        why = "may have been sent after the backup was made that this ledger comes from"
        ledger.pass_to(write, key, State.UNKNOWN, why=why)


#: The states in which a ledger that was put back may not know yet that a mail has gone out.
_OPEN = frozenset({State.QUEUED, State.SENDING, State.COMMITTING, State.FAILED})
