"""The ledger: what is to be mailed, what was, and what nobody can know. Every step is on the disk before the next.

SQLite in WAL mode with ``synchronous=FULL``: a commit is synced before it is reported (NORMAL is twenty times cheaper
and may lose the last commits with the power, which here would be a mail sent twice).
"""

from __future__ import annotations

import hashlib
import hmac
import sqlite3
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from handouts.errors import LedgerUnusable
from handouts.mail.schema import migrate
from handouts.mail.states import State

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

#: Bytes of the ledger's own secret, and letters of a key: 128 bits.
_SECRET, _KEY = 32, 32

#: Seconds to wait for another program that is writing a step.
_PATIENCE = 30.0

#: Letters of a server's answer that are kept: enough for its code and its sentence.
_REPLY = 200


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail that was prepared and has never been sent.

    ``line`` is the row of the client's list, which is how talk and logs name it. ``content`` is the whole message as it
    will go out, but for its Message-ID, which the ledger gives.
    """

    key: str
    line: int
    message_id: str
    address: str
    content: bytes

    @property
    def digest(self) -> str:
        """SHA-256 of what will go out, by which it is known again."""
        return hashlib.sha256(self.content).hexdigest()


@dataclass(frozen=True, slots=True)
class Entry:
    """A mail in the ledger. ``address`` and ``content`` are None when they were forgotten."""

    key: str
    batch: str
    line: int
    message_id: str
    address: str | None
    content: bytes | None
    digest: str
    state: State
    tries: int
    not_before: float
    code: int | None
    reply: str | None


_COLUMNS: Final = "key, batch, line, message_id, address, content, digest, state, tries, not_before, code, reply"


@dataclass(frozen=True, slots=True)
class Ledger:
    """An open ledger. ``now`` gives the time in seconds since 1970, ``run`` is the name of this run."""

    database: sqlite3.Connection
    now: Callable[[], float]
    run: str
    secret: bytes

    def key(self, *parts: str) -> str:
        """The name of a mail: the same for the same parts in this ledger, and it says nothing about them."""
        words = "\0".join(parts).encode()
        return hmac.new(self.secret, words, hashlib.sha256).hexdigest()[:_KEY]

    def mark(self, address: str) -> str:
        """What stands for an address in the list of those that want no mail."""
        return self.key("suppressed", address.casefold())

    def add(self, batch: str, clinic: str, letters: Iterable[Letter]) -> tuple[str, ...]:
        """Put a batch into the ledger, all of it or nothing.

        Returns:
            The keys that were there already, in this batch or an earlier one: those are not mailed again.
        """
        there: list[str] = []
        with self._step() as write:
            write("INSERT INTO batch(id, clinic, made) VALUES(?, ?, ?)", (batch, clinic, self.now()))
            for letter in letters:
                if self._has(letter.key):
                    there.append(letter.key)
                    continue
                state = State.SUPPRESSED if self.is_suppressed(letter.address) else State.QUEUED
                self._insert(write, batch, letter, state)
        return tuple(there)

    def _insert(self, write: _Write, batch: str, letter: Letter, state: State) -> None:
        kept = state is State.QUEUED
        write(
            "INSERT INTO mail(key, batch, line, message_id, address, content, digest, state, at)"
            " VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                letter.key,
                batch,
                letter.line,
                letter.message_id,
                letter.address if kept else None,
                letter.content if kept else None,
                letter.digest,
                state,
                self.now(),
            ),
        )
        self._event(write, letter.key, None, state)

    def recover(self) -> tuple[int, int]:
        """Settle what a run that died left behind. Only the one run that may send calls this.

        Returns:
            How many are queued again, as no server can have taken them, and how many are unknown.
        """
        counts = []
        for left, becomes, why in (
            (State.SENDING, State.QUEUED, "an earlier run ended before the final dot"),
            (State.COMMITTING, State.UNKNOWN, "an earlier run ended when the final dot may have gone out"),
        ):
            keys = [key for (key,) in self.database.execute("SELECT key FROM mail WHERE state = ?", (left,))]
            for key in keys:
                self.move(key, becomes, why=why)
            counts.append(len(keys))
        return counts[0], counts[1]

    def claim(self, batch: str) -> Entry | None:
        """The next mail of a batch that is due, now *sending*; None when nothing is due."""
        with self._step() as write:
            found = self.database.execute(
                f"SELECT {_COLUMNS} FROM mail WHERE batch = ? AND state = 'queued' AND not_before <= ?"  # noqa: S608 - our own column names
                " ORDER BY not_before, line LIMIT 1",
                (batch, self.now()),
            ).fetchone()
            if found is None:
                return None
            entry = _entry(found)
            if self.is_suppressed(entry.address or ""):
                self._move(write, entry.key, State.SUPPRESSED, why="wants no mail")
                write("UPDATE mail SET address = NULL, content = NULL WHERE key = ?", (entry.key,))
            else:
                self._move(write, entry.key, State.SENDING)
                write("UPDATE mail SET tries = tries + 1, run = ? WHERE key = ?", (self.run, entry.key))
        return self.claim(batch) if self.entry(entry.key).state is State.SUPPRESSED else self.entry(entry.key)

    def next_due(self, batch: str) -> float | None:
        """When the next mail of a batch is due, in seconds since 1970; None when none is queued."""
        (due,) = self.database.execute(
            "SELECT min(not_before) FROM mail WHERE batch = ? AND state = 'queued'", (batch,)
        ).fetchone()
        return None if due is None else float(due)

    def move(
        self, key: str, state: State, *, code: int | None = None, why: str = "", not_before: float | None = None
    ) -> None:
        """Write down that a mail has passed to another state; it is on the disk when this returns.

        Raises:
            sqlite3.IntegrityError: a mail cannot pass to that state; a fault of ours.
        """
        with self._step() as write:
            self._move(write, key, state, code=code, why=why)
            if not_before is not None:
                write("UPDATE mail SET not_before = ? WHERE key = ?", (not_before, key))

    def _move(self, write: _Write, key: str, state: State, *, code: int | None = None, why: str = "") -> None:
        (before,) = self.database.execute("SELECT state FROM mail WHERE key = ?", (key,)).fetchone()
        write(
            "UPDATE mail SET state = ?, code = ?, reply = ?, at = ? WHERE key = ?",
            (state, code, why[:_REPLY] or None, self.now(), key),
        )
        self._event(write, key, before, state, code, why)

    def entry(self, key: str) -> Entry:
        """A mail by its key.

        Raises:
            KeyError: the ledger has no such mail.
        """
        found = self.database.execute(f"SELECT {_COLUMNS} FROM mail WHERE key = ?", (key,)).fetchone()  # noqa: S608 - same
        if found is None:
            raise KeyError(key)
        return _entry(found)

    def entries(self, batch: str, *states: State) -> Iterator[Entry]:
        """The mails of a batch in the order of its list, or those in some states."""
        rows = self.database.execute(f"SELECT {_COLUMNS} FROM mail WHERE batch = ? ORDER BY line", (batch,))  # noqa: S608 - same
        return (entry for entry in map(_entry, rows) if not states or entry.state in states)

    def counts(self, batch: str) -> Mapping[State, int]:
        """How many mails of a batch are in each state."""
        rows = self.database.execute("SELECT state, count(*) FROM mail WHERE batch = ? GROUP BY state", (batch,))
        return {State(state): int(count) for state, count in rows}

    def sent_since(self, moment: float) -> int:
        """How many mails were sent since then, over all batches: for a cap a day."""
        asked = "SELECT count(*) FROM mail WHERE state = 'sent' AND at >= ?"
        return int(self.database.execute(asked, (moment,)).fetchone()[0])

    def is_suppressed(self, address: str) -> bool:
        """Whether somebody wants no mail."""
        asked = "SELECT 1 FROM suppressed WHERE mark = ?"
        return self.database.execute(asked, (self.mark(address),)).fetchone() is not None

    def _has(self, key: str) -> bool:
        return self.database.execute("SELECT 1 FROM mail WHERE key = ?", (key,)).fetchone() is not None

    def _event(
        self, write: _Write, key: str, before: str | None, after: State, code: int | None = None, why: str = ""
    ) -> None:
        write(
            "INSERT INTO event(at, key, before, after, code, why) VALUES(?, ?, ?, ?, ?, ?)",
            (self.now(), key, before, after, code, why[:_REPLY] or None),
        )

    @contextmanager
    def _step(self) -> Iterator[_Write]:
        """Statements that happen together or not at all, and are on the disk when the block ends."""
        self.database.execute("BEGIN IMMEDIATE")
        try:
            yield self.database.execute
        except BaseException:
            self.database.execute("ROLLBACK")
            raise
        self.database.execute("COMMIT")


def open_ledger(path: Path, *, now: Callable[[], float], run: str, random: Callable[[int], bytes]) -> Ledger:
    """Open the ledger in a file, or begin one that only its owner can read.

    Args:
        path: the file, in a folder that is there.
        now: the time in seconds since 1970.
        run: a name for this run, for the record.
        random: gives random bytes, for a new ledger's secret.

    Raises:
        LedgerUnusable: the file is no ledger, is damaged, or was written by a newer version.
    """
    try:
        path.touch(mode=0o600)
        database = sqlite3.connect(path, timeout=_PATIENCE, isolation_level=None)
        for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON", "secure_delete = ON"):
            database.execute(f"PRAGMA {pragma}")
        migrate(database)
        database.execute("INSERT OR IGNORE INTO secret(one, value) VALUES(1, ?)", (random(_SECRET),))
        (secret,) = database.execute("SELECT value FROM secret").fetchone()
    except (sqlite3.DatabaseError, OSError) as error:
        raise LedgerUnusable(f"The ledger of mails cannot be opened: {error}. Nothing was sent.") from error
    return Ledger(database, now, run, bytes(secret))


def _entry(row: tuple[object, ...]) -> Entry:
    names = Entry.__dataclass_fields__
    values = dict(zip(names, row, strict=True))
    values["state"] = State(str(values["state"]))
    return Entry(**values)  # type: ignore[arg-type] # the table's own types, checked by STRICT


if TYPE_CHECKING:
    _Write = Callable[[str, tuple[object, ...]], object]
