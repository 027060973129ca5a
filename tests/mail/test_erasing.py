from __future__ import annotations

import shutil
import sqlite3
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from fault_server import Fault, FaultServer
from posting import Clock, Post, letter, letters, opened

from handouts.errors import LedgerInUse, LedgerUnusable
from handouts.mail import erasing, opening
from handouts.mail.erasing import KEPT, forget, purge, welcome
from handouts.mail.records import Letter
from handouts.mail.states import State

if TYPE_CHECKING:
    from pathlib import Path

    from handouts.mail.ledger import Ledger


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def ledger(tmp_path: Path, clock: Clock) -> Ledger:
    (tmp_path / "state").mkdir()
    return opened(tmp_path / "mail.sqlite", clock, witnesses=tmp_path / "state")


def sealed(ledger: Ledger, line: int, words: bytes = b"Dear Canaria, about your peel\r\n") -> Letter:
    one = letter(ledger, line)
    return Letter(one.key, line, one.message_id, one.address, one.content + words * 3000)


def raw(folder: Path) -> bytes:
    """Every byte of every file, as they lie there while the ledger is open."""
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def sent(ledger: Ledger, key: str) -> None:
    for state in (State.SENDING, State.COMMITTING, State.SENT):
        ledger.move(key, state, why=f"to {ledger.entry(key).address}")


def test_nothing_of_a_person_who_is_forgotten_is_left_in_any_byte(ledger: Ledger, clock: Clock, tmp_path: Path) -> None:
    ledger.add("b1", "alder", [sealed(ledger, line) for line in range(1, 5)])
    ledger.add("b2", "alder", [sealed(ledger, 5), letter(ledger, 1, "peel")])
    with FaultServer([Fault("rcpt", "550 5.1.1 <client1@example.org> client1 is unknown")]) as server:
        Post(ledger, clock, server).run()
    assert b"client1" in raw(tmp_path)
    for line in range(1, 6):
        forget(ledger, f"Client{line}@Example.org")
    left = raw(tmp_path).lower()
    for words in (b"client1", b"client2", b"example.org", b"canaria", b"your peel"):
        assert words not in left
    assert ledger.counts("b1") == {State.FAILED: 1, State.SENT: 3}
    assert ledger.counts("b2") == {State.SUPPRESSED: 2}
    ledger.database.close()
    assert b"example.org" not in raw(tmp_path)


def test_others_stay_as_they_are(ledger: Ledger) -> None:
    ledger.add("b1", "alder", letters(ledger, 2))
    assert forget(ledger, letter(ledger, 1).address) == 1
    other = ledger.entry(letter(ledger, 2).key)
    assert (other.state, other.content) == (State.QUEUED, letter(ledger, 2).content)


def test_who_is_forgotten_gets_no_mail_any_more_until_they_ask_for_it(ledger: Ledger) -> None:
    forget(ledger, "CLIENT1@example.org")
    ledger.add("b1", "alder", letters(ledger, 1))
    assert ledger.counts("b1") == {State.SUPPRESSED: 1}
    assert ledger.entry(letter(ledger, 1).key).address is None
    assert welcome(ledger, "client1@example.org")
    assert not welcome(ledger, "client1@example.org")
    ledger.add("b2", "alder", [letter(ledger, 1, "peel")])
    assert ledger.counts("b2") == {State.QUEUED: 1}


def test_forgetting_need_not_mean_that_no_mail_is_wanted(ledger: Ledger) -> None:
    forget(ledger, "client1@example.org", wants_none=False)
    ledger.add("b1", "alder", letters(ledger, 1))
    assert ledger.counts("b1") == {State.QUEUED: 1}


def test_who_has_said_no_since_the_batch_was_prepared_gets_none(ledger: Ledger) -> None:
    ledger.add("b1", "alder", letters(ledger, 3))
    for line in (1, 2):
        ledger.database.execute("INSERT INTO suppressed VALUES(?)", (ledger.mark(letter(ledger, line).address),))
    entry = ledger.claim("b1")
    assert entry is not None
    assert entry.line == 3
    assert ledger.counts("b1") == {State.SUPPRESSED: 2, State.SENDING: 1}


def test_a_leaflet_that_was_sent_is_known_again_after_its_person_was_forgotten(ledger: Ledger) -> None:
    ledger.add("b1", "alder", letters(ledger, 1))
    key = letter(ledger, 1).key
    sent(ledger, key)
    forget(ledger, letter(ledger, 1).address, wants_none=False)
    assert ledger.add("b2", "alder", letters(ledger, 1)) == (key,)
    found = ledger.find(key)
    assert found is not None
    assert (found.state, found.at, found.address) == (State.SENT, ledger.now(), None)


def test_what_ended_90_days_ago_is_forgotten_and_what_did_not_is_kept(
    ledger: Ledger, clock: Clock, tmp_path: Path
) -> None:
    assert KEPT == 90 * 86400
    ledger.add("b1", "alder", letters(ledger, 4))
    keys = [one.key for one in letters(ledger, 4)]
    sent(ledger, keys[0])
    ledger.move(keys[1], State.FAILED, why="no")
    clock.at += 1000
    sent(ledger, keys[2])
    clock.at += KEPT - 500
    assert purge(ledger, clock.at - KEPT) == 2
    assert purge(ledger, clock.at - KEPT) == 0
    kept = [entry.line for entry in ledger.entries("b1") if entry.address is not None]
    assert kept == [3, 4]
    assert ledger.counts("b1") == {State.SENT: 2, State.FAILED: 1, State.QUEUED: 1}
    assert b"client1@" not in raw(tmp_path)
    assert b"client2@" not in raw(tmp_path)


def test_what_a_run_that_died_left_is_forgotten_too(ledger: Ledger) -> None:
    ledger.add("b1", "alder", letters(ledger, 1))
    entry = ledger.claim("b1")
    assert entry is not None
    assert forget(ledger, letter(ledger, 1).address) == 1
    assert ledger.counts("b1") == {State.SUPPRESSED: 1}


def test_a_program_that_reads_the_ledger_while_it_forgets_is_reported(
    tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "_PATIENCE", 0.05)
    ledger, other = opened(tmp_path / "m", clock), opened(tmp_path / "m", clock)
    ledger.add("b1", "alder", letters(ledger, 2))
    other.database.execute("BEGIN")
    other.database.execute("SELECT * FROM mail").fetchone()
    with pytest.raises(LedgerInUse, match="Close it"):
        forget(ledger, letter(ledger, 1).address)
    other.database.execute("ROLLBACK")
    erasing.scrub(ledger)
    assert b"client1@" not in raw(tmp_path)
    writing = opened(tmp_path / "m", clock)
    writing.database.execute("BEGIN IMMEDIATE")
    with pytest.raises(LedgerInUse):
        erasing.scrub(ledger)
    shutil.rmtree(tmp_path, ignore_errors=True)


def test_a_disk_too_full_to_forget_on_is_not_called_another_program(ledger: Ledger) -> None:
    class Full:
        def execute(self, _: str) -> None:
            error = sqlite3.OperationalError("database or disk is full")
            error.sqlite_errorcode = sqlite3.SQLITE_FULL
            raise error

    with pytest.raises(LedgerUnusable, match=r"cannot be rewritten: database or disk is full.*may still hold"):
        erasing.scrub(replace(ledger, database=Full()))  # type: ignore[arg-type]
