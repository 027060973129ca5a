"""Opening the ledger: its file, its secret, and whether it was put back from a backup."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

from handouts.errors import LedgerUnusable
from handouts.mail.ledger import Ledger
from handouts.mail.schema import migrate
from handouts.mail.states import State
from handouts.mail.witness import Witness

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

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
    seen = witness.last()
    (known,) = ledger.database.execute("SELECT coalesce(max(number), 0) FROM event").fetchone()
    if seen > known:
        _catch_up(ledger, witness.after(known), seen)
    return Ledger(ledger.database, ledger.now, ledger.run, ledger.secret, witness)


def _catch_up(ledger: Ledger, keys: tuple[str, ...], seen: int) -> None:
    why = "may have been sent after the backup was made that this ledger comes from"
    with ledger.step() as write:
        for key in keys:
            entry = ledger.find(key)
            if entry is None:
                write("INSERT OR IGNORE INTO witnessed(key) VALUES(?)", (key,))
                continue
            if entry.state is State.SENDING:
                ledger.pass_to(write, key, State.QUEUED, why="the ledger was put back from a backup")
            if entry.state in _OPEN:
                ledger.pass_to(write, key, State.UNKNOWN, why=why)
        # Numbers go on after the witness's last, so that what follows is told apart from what was forgotten.
        write(
            "INSERT INTO event(number, at, key, after, why) VALUES(?, ?, 'ledger', 'restored', ?)",
            (seen + len(keys) * 2 + 1, ledger.now(), "put back from a backup"),
        )


#: The states in which a ledger that was put back may not know yet that a mail has gone out.
_OPEN = frozenset({State.QUEUED, State.SENDING, State.COMMITTING, State.FAILED})
