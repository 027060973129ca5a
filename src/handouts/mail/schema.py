"""The ledger's tables (SQLite). What must never happen is refused by the database itself, not only by our code."""

from __future__ import annotations

from sqlite3 import complete_statement
from typing import TYPE_CHECKING, Final

from handouts.errors import LedgerUnusable
from handouts.mail.states import NEXT, State

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

#: The version of the tables; it stands in the file as ``user_version``.
VERSION: Final = 1

_STATES = ", ".join(f"'{state}'" for state in State)

#: (before, after) of every step that is allowed.
_STEPS = ", ".join(f"('{before}', '{after}')" for before, follows in NEXT.items() for after in sorted(follows))

_TABLES = f"""
CREATE TABLE secret(
  one INTEGER PRIMARY KEY CHECK(one = 1),
  value BLOB NOT NULL CHECK(length(value) = 32)
) STRICT;

CREATE TABLE batch(
  id TEXT PRIMARY KEY,
  clinic TEXT NOT NULL,
  made REAL NOT NULL
) STRICT;

CREATE TABLE mail(
  key TEXT PRIMARY KEY CHECK(length(key) = 32),
  batch TEXT NOT NULL REFERENCES batch(id),
  line INTEGER NOT NULL,
  message_id TEXT NOT NULL UNIQUE,
  address TEXT,
  content BLOB,
  digest TEXT NOT NULL CHECK(length(digest) = 64),
  state TEXT NOT NULL CHECK(state IN ({_STATES})),
  tries INTEGER NOT NULL DEFAULT 0,
  not_before REAL NOT NULL DEFAULT 0,
  code INTEGER,
  reply TEXT,
  run TEXT,
  at REAL NOT NULL,
  CHECK(state NOT IN ('queued', 'sending', 'committing') OR (address IS NOT NULL AND content IS NOT NULL))
) STRICT;

CREATE INDEX due ON mail(batch, state, not_before, line);
CREATE INDEX ended ON mail(state, at);

CREATE TABLE event(
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  at REAL NOT NULL,
  key TEXT NOT NULL,
  before TEXT,
  after TEXT NOT NULL,
  code INTEGER,
  why TEXT
) STRICT;

CREATE INDEX dots ON event(at) WHERE after = 'committing';

CREATE TABLE suppressed(mark TEXT PRIMARY KEY CHECK(length(mark) = 32)) STRICT;

CREATE TABLE witnessed(key TEXT PRIMARY KEY CHECK(length(key) = 32)) STRICT;

CREATE TABLE step(before TEXT NOT NULL, after TEXT NOT NULL, PRIMARY KEY(before, after)) STRICT;
INSERT INTO step VALUES {_STEPS};

CREATE TRIGGER secret_stays BEFORE DELETE ON secret BEGIN SELECT RAISE(ABORT, 'keys would change'); END;
CREATE TRIGGER secret_is_final BEFORE UPDATE ON secret BEGIN SELECT RAISE(ABORT, 'keys would change'); END;
CREATE TRIGGER secret_is_one BEFORE INSERT ON secret WHEN EXISTS(SELECT 1 FROM secret) BEGIN
  SELECT RAISE(ABORT, 'keys would change');
END;

CREATE TRIGGER mail_is_one BEFORE INSERT ON mail WHEN EXISTS(SELECT 1 FROM mail WHERE key = NEW.key) BEGIN
  SELECT RAISE(ABORT, 'a mail is in the ledger once');
END;

CREATE TRIGGER mail_is_new BEFORE INSERT ON mail WHEN NEW.state NOT IN ('queued', 'suppressed')
AND NOT (NEW.state = 'unknown' AND EXISTS(SELECT 1 FROM witnessed WHERE key = NEW.key)) BEGIN
  SELECT RAISE(ABORT, 'a mail begins as queued');
END;

CREATE TRIGGER mail_steps BEFORE UPDATE OF state ON mail
WHEN OLD.state <> NEW.state AND NOT EXISTS(SELECT 1 FROM step WHERE before = OLD.state AND after = NEW.state) BEGIN
  SELECT RAISE(ABORT, 'a mail cannot pass from that state to this one');
END;

CREATE TRIGGER mail_is_frozen BEFORE UPDATE OF key, batch, line, message_id, digest ON mail BEGIN
  SELECT RAISE(ABORT, 'what was prepared stays as it is');
END;

CREATE TRIGGER mail_words_are_frozen BEFORE UPDATE OF address, content ON mail
WHEN NEW.address IS NOT NULL OR NEW.content IS NOT NULL BEGIN
  SELECT RAISE(ABORT, 'what was prepared is forgotten or stays as it is');
END;

CREATE TRIGGER mail_stays BEFORE DELETE ON mail BEGIN
  SELECT RAISE(ABORT, 'a mail is never taken out of the ledger');
END;

CREATE TRIGGER event_is_one BEFORE INSERT ON event WHEN EXISTS(SELECT 1 FROM event WHERE number = NEW.number) BEGIN
  SELECT RAISE(ABORT, 'events are only added');
END;
CREATE TRIGGER event_stays BEFORE DELETE ON event BEGIN SELECT RAISE(ABORT, 'events are only added'); END;
CREATE TRIGGER event_is_final BEFORE UPDATE ON event BEGIN SELECT RAISE(ABORT, 'events are only added'); END;
CREATE TRIGGER witnessed_stays BEFORE DELETE ON witnessed BEGIN SELECT RAISE(ABORT, 'it may have been sent'); END;
CREATE TRIGGER step_is_whole BEFORE INSERT ON step BEGIN SELECT RAISE(ABORT, 'steps are only read'); END;
CREATE TRIGGER step_stays BEFORE DELETE ON step BEGIN SELECT RAISE(ABORT, 'steps are only read'); END;
CREATE TRIGGER step_is_final BEFORE UPDATE ON step BEGIN SELECT RAISE(ABORT, 'steps are only read'); END;
"""  # noqa: S608 - the names of our own states

#: For each older version, the statements that lead to the next one.
_MIGRATIONS: Final[dict[int, str]] = {0: _TABLES}


def migrate(database: sqlite3.Connection) -> None:
    """Bring the tables to :data:`VERSION`, wholly or not at all, while no other program looks at them.

    Raises:
        LedgerUnusable: the ledger was written by a newer version of the program.
    """
    database.execute("BEGIN IMMEDIATE")
    try:
        (found,) = database.execute("PRAGMA user_version").fetchone()
        _refuse_newer(found)
        for version in range(found, VERSION):
            for statement in _statements(_MIGRATIONS[version]):
                database.execute(statement)
        database.execute(f"PRAGMA user_version = {VERSION}")
    except BaseException:
        database.execute("ROLLBACK")
        raise
    database.execute("COMMIT")


def _refuse_newer(found: int) -> None:
    if found > VERSION:
        raise LedgerUnusable(
            f"The ledger of mails was written by a newer version of handouts (its tables are number {found}, these are"
            f" number {VERSION}). Update handouts, then try again."
        )


def _statements(script: str) -> Iterator[str]:
    """One statement after another; a trigger holds several semicolons."""
    statement = ""
    for line in script.splitlines():
        statement += f"{line}\n"
        if complete_statement(statement):
            yield statement
            statement = ""
