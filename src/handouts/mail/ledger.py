"""The ledger: what is to be mailed, what was, and what nobody can know. Every step is on the disk before the next.

SQLite in WAL mode with ``synchronous=FULL``: a commit is synced before it is reported (NORMAL is twenty times cheaper
and may lose the last commits with the power, which here would be a mail sent twice).
"""

from __future__ import annotations

import hashlib
import hmac
import sqlite3
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from handouts.errors import LedgerUnusable
from handouts.mail.discreet import discreet
from handouts.mail.records import Batch, Entry
from handouts.mail.states import State

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from handouts.mail.records import Letter
    from handouts.mail.witness import Witness

#: States from which on a mail may have gone out, by us or by a person's own hand.
_WITNESSED: Final = frozenset({State.COMMITTING, State.UNKNOWN})

#: The steps that a witness has seen too: those, and the settling of a ledger from a backup.
SEEN: Final = "SELECT number, key FROM event WHERE after IN ('committing', 'unknown', 'restored')"

#: Letters of a key: 128 bits.
_KEY = 32

#: Seconds: no wait is longer. A moment further ahead was written while the clock was wrong.
_DAY = 24 * 60 * 60.0

#: Letters of a server's answer that are kept: enough for its code and its sentence.
_REPLY = 200

#: Runs a statement inside a step.
Write = Callable[[str, tuple[object, ...]], sqlite3.Cursor]


_COLUMNS: Final = "key, batch, line, message_id, address, content, digest, state, tries, not_before, code, reply, at"


@dataclass(frozen=True, slots=True)
class Ledger:
    """An open ledger. ``now`` gives the time in seconds since 1970, ``run`` is the name of this run."""

    database: sqlite3.Connection
    now: Callable[[], float]
    run: str
    secret: bytes = field(repr=False)
    witness: Witness | None = None

    def key(self, *parts: str) -> str:
        """The name of a mail: the same for the same parts in this ledger, and it says nothing about them."""
        words = "\0".join(parts).encode()
        return hmac.new(self.secret, words, hashlib.sha256).hexdigest()[:_KEY]

    def mark(self, address: str) -> str:
        """What stands for an address in the list of those that want no mail."""
        return self.key("suppressed", address.casefold())

    def add(self, batch: str, clinic: str, letters: Iterable[Letter]) -> tuple[str, ...]:
        """Put a batch into the ledger, all of it or nothing.

        A mail to somebody who wants none is *suppressed* from the start. One that this ledger, put back from a backup,
        has forgotten but may have sent is *unknown* from the start.

        Returns:
            The keys that were there already, in this batch or an earlier one: those are not mailed again.
        """
        there: list[str] = []
        with self.step() as write:
            write("INSERT INTO batch(id, clinic, made) VALUES(?, ?, ?)", (batch, clinic, self.now()))
            for letter in letters:
                if self.find(letter.key) is not None:
                    there.append(letter.key)
                else:
                    self._insert(write, batch, letter)
        return tuple(there)

    def _insert(self, write: Write, batch: str, letter: Letter) -> None:
        state, why = State.QUEUED, ""
        if self.is_suppressed(letter.address):
            state = State.SUPPRESSED
        elif write("SELECT 1 FROM witnessed WHERE key = ?", (letter.key,)).fetchone() is not None:
            state, why = State.UNKNOWN, "may have been sent after the backup was made that this ledger comes from"
        kept = state is not State.SUPPRESSED
        write(
            "INSERT INTO mail(key, batch, line, message_id, address, content, digest, state, reply, at)"
            " VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                letter.key,
                batch,
                letter.line,
                letter.message_id,
                letter.address if kept else None,
                letter.content if kept else None,
                letter.digest,
                state,
                why or None,
                self.now(),
            ),
        )
        self._event(write, letter.key, None, state, why=why)

    def claim(self, batch: str) -> Entry | None:
        """The next mail of a batch that is due, now *sending*; None when nothing is due.

        Mails to people who have said meanwhile that they want none are *suppressed* on the way.
        """
        while True:
            with self.step() as write:
                found = write(
                    f"SELECT {_COLUMNS} FROM mail WHERE batch = ? AND state = 'queued'"  # noqa: S608 - our own column names
                    " AND (not_before <= ? OR not_before > ?) ORDER BY not_before, line LIMIT 1",
                    (batch, self.now(), self.now() + _DAY),
                ).fetchone()
                if found is None:
                    return None
                entry = _entry(found)
                if self.is_suppressed(entry.address or ""):
                    self.suppress(write, entry.key)
                    continue
                self.pass_to(write, entry.key, State.SENDING)
                write("UPDATE mail SET tries = tries + 1, run = ? WHERE key = ?", (self.run, entry.key))
            return self.entry(entry.key)

    def suppress(self, write: Write, key: str) -> None:
        """Inside a step: nothing more of this mail; its words are forgotten."""
        self.pass_to(write, key, State.SUPPRESSED, why="wants no mail")
        write("UPDATE mail SET address = NULL, content = NULL WHERE key = ?", (key,))

    def next_due(self, batch: str) -> float | None:
        """When the next mail of a batch is due, in seconds since 1970; None when none is queued."""
        asked = "SELECT min(iif(not_before > ?, 0, not_before)) FROM mail WHERE batch = ? AND state = 'queued'"
        ((due,),) = self.read(asked, self.now() + _DAY, batch)
        return None if due is None else float(due)

    def move(
        self, key: str, state: State, *, code: int | None = None, why: str = "", not_before: float | None = None
    ) -> None:
        """Write down that a mail has passed to another state; it is on the disk when this returns.

        Raises:
            LedgerUnusable: it could not be written, such as when the disk is full.
            sqlite3.IntegrityError: a mail cannot pass to that state; a fault of ours.
        """
        with self.step() as write:
            number = self.pass_to(write, key, state, code=code, why=why)
            if not_before is not None:
                write("UPDATE mail SET not_before = ? WHERE key = ?", (not_before, key))
        if state in _WITNESSED and self.witness is not None:
            self.witness.write(number, key)

    def release(self, key: str, *, code: int | None = None, why: str = "") -> None:
        """Queue a claimed mail again as if it had not been claimed: what went wrong was not about it."""
        with self.step() as write:
            self.pass_to(write, key, State.QUEUED, code=code, why=why)
            write("UPDATE mail SET tries = tries - 1 WHERE key = ?", (key,))

    def pass_to(self, write: Write, key: str, state: State, *, code: int | None = None, why: str = "") -> int:
        """Inside a step: a mail passes to another state.

        Returns:
            The number of this event.
        """
        before, address = write("SELECT state, address FROM mail WHERE key = ?", (key,)).fetchone()
        words = discreet(why, address)[:_REPLY]
        write(
            "UPDATE mail SET state = ?, code = ?, reply = ?, at = ? WHERE key = ?",
            (state, code, words or None, self.now(), key),
        )
        return self._event(write, key, before, state, code=code, why=words)

    def entry(self, key: str) -> Entry:
        """A mail by its key.

        Raises:
            KeyError: the ledger has no such mail.
        """
        found = self.find(key)
        if found is None:
            raise KeyError(key)
        return found

    def find(self, key: str) -> Entry | None:
        """A mail by its key, None when the ledger has none: what became of it and when."""
        found = self.read(f"SELECT {_COLUMNS} FROM mail WHERE key = ?", key)  # noqa: S608 - same
        return _entry(found[0]) if found else None

    def entries(self, batch: str, *states: State) -> Iterator[Entry]:
        """The mails of a batch in the order of its list, or those in some states."""
        rows = self.read("SELECT key, state FROM mail WHERE batch = ? ORDER BY line", batch)
        return (self.entry(str(key)) for key, state in rows if not states or state in states)

    def batches(self) -> tuple[Batch, ...]:
        """All batches, the oldest first."""
        return tuple(Batch(*row) for row in self.read("SELECT id, clinic, made FROM batch ORDER BY made, id"))

    def counts(self, batch: str) -> Mapping[State, int]:
        """How many mails of a batch are in each state."""
        rows = self.read("SELECT state, count(*) FROM mail WHERE batch = ? GROUP BY state", batch)
        return {State(state): int(count) for state, count in rows}

    def nth_last_dot(self, count: int) -> float | None:
        """When the last final dot but some was about to go out, over all batches: for a cap a day.

        Whatever became of those mails, the server has counted them. None when there were fewer.
        """
        asked = "SELECT at FROM event WHERE after = 'committing' AND at <= ? ORDER BY at DESC LIMIT 1 OFFSET ?"
        found = self.read(asked, self.now() + _DAY, count - 1)
        return float(found[0][0]) if found else None

    def seen(self) -> list[tuple[int, str]]:
        """The numbers and keys of the steps that the witness should have."""
        return [(int(number), str(key)) for number, key in self.read(f"{SEEN} ORDER BY number")]

    def is_suppressed(self, address: str) -> bool:
        """Whether somebody wants no mail."""
        return bool(self.read("SELECT 1 FROM suppressed WHERE mark = ?", self.mark(address)))

    def _event(
        self, write: Write, key: str, before: str | None, after: State, *, code: int | None = None, why: str = ""
    ) -> int:
        written = write(
            "INSERT INTO event(at, key, before, after, code, why) VALUES(?, ?, ?, ?, ?, ?)",
            (self.now(), key, before, after, code, why or None),
        )
        return written.lastrowid or 0

    @contextmanager
    def step(self) -> Iterator[Write]:
        """Statements that happen together or not at all, and are on the disk when the block ends.

        Raises:
            LedgerUnusable: the file cannot be written.
        """
        with _usable("written"):
            self.database.execute("BEGIN IMMEDIATE")
            try:
                yield self.database.execute
                self.database.execute("COMMIT")
            finally:
                if self.database.in_transaction:
                    self.database.execute("ROLLBACK")

    def read(self, asked: str, *values: object) -> list[tuple[Any, ...]]:
        """Rows of the tables.

        Raises:
            LedgerUnusable: the file cannot be read.
        """
        with _usable("read"):
            return self.database.execute(asked, values).fetchall()


@contextmanager
def _usable(done: str) -> Iterator[None]:
    """What the disk or the file is to blame for, as a failure of ours; what our statements are to blame for, as it is.

    Raises:
        LedgerUnusable: the disk is full or gone, the file is damaged, or another program would not let go of it.
    """
    try:
        yield
    except (sqlite3.IntegrityError, sqlite3.ProgrammingError):
        raise
    except sqlite3.DatabaseError as error:
        raise LedgerUnusable(f"The ledger of mails cannot be {done}: {error}. Nothing more is sent.") from error


def _entry(row: tuple[object, ...]) -> Entry:
    names = Entry.__dataclass_fields__
    values = dict(zip(names, row, strict=True))
    values["state"] = State(str(values["state"]))
    return Entry(**values)  # type: ignore[arg-type] # the table's own types, checked by STRICT
