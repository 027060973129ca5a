from __future__ import annotations

import hashlib
import itertools
import sqlite3
import stat
from typing import TYPE_CHECKING

import pytest

from handouts.errors import LedgerUnusable
from handouts.mail.opening import open_ledger
from handouts.mail.records import Letter
from handouts.mail.settling import recover
from handouts.mail.states import NEXT, State

if TYPE_CHECKING:
    from pathlib import Path

    from handouts.mail.ledger import Ledger


class Clock:
    def __init__(self) -> None:
        self.at = 1_000_000.0

    def __call__(self) -> float:
        return self.at


@pytest.fixture
def clock() -> Clock:
    return Clock()


def opened(path: Path, clock: Clock, run: str = "run") -> Ledger:
    return open_ledger(path, now=clock, run=run, random=lambda count: hashlib.sha256(b"fixed").digest()[:count])


@pytest.fixture
def ledger(tmp_path: Path, clock: Clock) -> Ledger:
    return opened(tmp_path / "ledger.sqlite", clock)


def letter(ledger: Ledger, line: int, leaflet: str = "needling 1.0") -> Letter:
    address = f"client{line}@example.org"
    key = ledger.key("alder", leaflet, address)
    return Letter(key, line, f"<{key}@alder.example>", address, f"To: {address}\r\n\r\nHello {line}\r\n".encode())


def letters(ledger: Ledger, count: int) -> list[Letter]:
    return [letter(ledger, line) for line in range(1, count + 1)]


def claimed(ledger: Ledger, batch: str = "b1") -> str:
    entry = ledger.claim(batch)
    assert entry is not None
    return entry.key


def test_a_new_ledger_can_be_read_by_its_owner_alone(ledger: Ledger, tmp_path: Path) -> None:
    assert stat.S_IMODE((tmp_path / "ledger.sqlite").stat().st_mode) == 0o600
    assert ledger.database.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    assert ledger.database.execute("PRAGMA synchronous").fetchone() == (2,), "FULL: a commit is on the disk"


def test_the_secret_is_kept_so_that_keys_stay_the_same(tmp_path: Path, clock: Clock) -> None:
    first = opened(tmp_path / "a", clock)
    key = first.key("alder", "needling 1.0", "anna@example.org")
    first.database.close()
    again = open_ledger(tmp_path / "a", now=clock, run="2", random=lambda count: b"\1" * count)
    assert again.key("alder", "needling 1.0", "anna@example.org") == key
    other = open_ledger(tmp_path / "b", now=clock, run="1", random=lambda count: b"\1" * count)
    assert other.key("alder", "needling 1.0", "anna@example.org") != key


def test_a_key_says_nothing_of_its_parts(ledger: Ledger) -> None:
    key = ledger.key("alder", "needling", "anna@example.org")
    assert len(key) == 32
    assert set(key) <= set("0123456789abcdef")
    assert ledger.key("alder", "needlinganna", "@example.org") != key


def test_the_same_leaflet_for_the_same_person_is_taken_once(ledger: Ledger) -> None:
    assert ledger.add("b1", "alder", letters(ledger, 3)) == ()
    again = ledger.add("b2", "alder", letters(ledger, 4))
    assert again == tuple(one.key for one in letters(ledger, 3))
    assert ledger.counts("b1") == {State.QUEUED: 3}
    assert ledger.counts("b2") == {State.QUEUED: 1}


def test_a_batch_goes_in_whole_or_not_at_all(ledger: Ledger) -> None:
    twins = [letter(ledger, 1), Letter("f" * 32, 2, letter(ledger, 1).message_id, "b@example.org", b"x")]
    with pytest.raises(sqlite3.IntegrityError):
        ledger.add("b1", "alder", twins)
    assert ledger.counts("b1") == {}
    assert ledger.database.execute("SELECT count(*) FROM batch").fetchone() == (0,)


def test_mails_are_claimed_in_the_order_of_the_list_and_only_when_due(ledger: Ledger, clock: Clock) -> None:
    ledger.add("b1", "alder", letters(ledger, 2))
    first = claimed(ledger)
    assert ledger.entry(first).line == 1
    assert ledger.entry(first).tries == 1
    ledger.move(first, State.QUEUED, code=451, why="later", not_before=clock.at + 60)
    second = claimed(ledger)
    assert ledger.entry(second).line == 2
    assert ledger.claim("b1") is None
    assert ledger.next_due("b1") == clock.at + 60
    clock.at += 60
    assert claimed(ledger) == first
    assert ledger.entry(first).tries == 2


@pytest.mark.parametrize(
    ("before", "after"),
    [(before, after) for before, after in itertools.product(State, State) if before != after],
    ids=str,
)
def test_the_database_itself_refuses_every_step_that_is_not_allowed(
    before: State, after: State, ledger: Ledger
) -> None:
    ways = {
        State.QUEUED: (),
        State.SENDING: (State.SENDING,),
        State.COMMITTING: (State.SENDING, State.COMMITTING),
        State.SENT: (State.SENDING, State.COMMITTING, State.SENT),
        State.FAILED: (State.FAILED,),
        State.UNKNOWN: (State.SENDING, State.COMMITTING, State.UNKNOWN),
        State.SUPPRESSED: (State.SUPPRESSED,),
    }
    ledger.add("b1", "alder", letters(ledger, 1))
    key = letter(ledger, 1).key
    for state in ways[before]:
        ledger.move(key, state)
    if after in NEXT[before]:
        ledger.move(key, after)
        assert ledger.entry(key).state is after
    else:
        with pytest.raises(sqlite3.IntegrityError, match="cannot pass"):
            ledger.move(key, after)
        assert ledger.entry(key).state is before


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM mail",
        "DELETE FROM event",
        "UPDATE event SET why = 'other'",
        "UPDATE mail SET digest = printf('%064d', 0)",
        "UPDATE mail SET message_id = 'other'",
        "UPDATE mail SET address = 'other@example.org'",
        "UPDATE mail SET content = x'00'",
        "UPDATE mail SET address = NULL",
        "UPDATE mail SET state = 'sending', address = NULL",
        "INSERT INTO step VALUES('queued', 'queued')",
        "DELETE FROM step",
        "DELETE FROM secret",
        "UPDATE secret SET value = zeroblob(32)",
        "INSERT OR REPLACE INTO secret VALUES(1, zeroblob(32))",
        "INSERT OR REPLACE INTO mail SELECT * FROM mail",
        "INSERT OR REPLACE INTO event SELECT * FROM event",
    ],
)
def test_nothing_that_was_written_down_can_be_changed(statement: str, ledger: Ledger) -> None:
    ledger.add("b1", "alder", letters(ledger, 1))
    with pytest.raises(sqlite3.IntegrityError):
        ledger.database.execute(statement)


def test_what_a_dead_run_left_is_queued_before_the_dot_and_unknown_after_it(ledger: Ledger) -> None:
    ledger.add("b1", "alder", letters(ledger, 3))
    before, after = claimed(ledger), claimed(ledger)
    ledger.move(after, State.COMMITTING)
    assert recover(ledger) == (1, 1)
    assert ledger.entry(before).state is State.QUEUED
    assert ledger.entry(after).state is State.UNKNOWN
    assert recover(ledger) == (0, 0)


def test_every_step_is_an_event(ledger: Ledger, clock: Clock) -> None:
    ledger.add("b1", "alder", letters(ledger, 1))
    key = claimed(ledger)
    clock.at += 1
    ledger.move(key, State.COMMITTING)
    ledger.move(key, State.SENT, code=250, why="2.0.0 queued")
    events = ledger.database.execute("SELECT before, after, code, at FROM event ORDER BY number").fetchall()
    assert [event[:2] for event in events] == [
        (None, "queued"),
        ("queued", "sending"),
        ("sending", "committing"),
        ("committing", "sent"),
    ]
    assert events[-1][2:] == (250, clock.at)
    assert ledger.nth_last_dot(1) == clock.at
    assert ledger.nth_last_dot(2) is None


def test_batches_are_told_from_the_oldest_on(ledger: Ledger, clock: Clock) -> None:
    for name in ("b2", "b1"):
        ledger.add(name, "alder", [])
        clock.at += 1
    assert [(batch.id, batch.clinic, batch.made) for batch in ledger.batches()] == [
        ("b2", "alder", clock.at - 2),
        ("b1", "alder", clock.at - 1),
    ]


def test_a_mail_that_is_not_there_is_a_fault_of_ours(ledger: Ledger) -> None:
    assert ledger.find("f" * 32) is None
    with pytest.raises(KeyError):
        ledger.entry("f" * 32)


def test_what_was_sent_is_final_and_nothing_is_tried_again_of_itself() -> None:
    assert NEXT[State.SENT] == frozenset()
    assert NEXT[State.SUPPRESSED] == frozenset()
    assert State.SENDING not in NEXT[State.UNKNOWN] | NEXT[State.FAILED]
    assert {state for state, follows in NEXT.items() if State.SENT in follows} == {State.COMMITTING, State.UNKNOWN}


def test_what_is_printed_of_a_mail_says_nothing_of_its_person(ledger: Ledger) -> None:
    ledger.add("b1", "alder", letters(ledger, 1))
    shown = f"{letter(ledger, 1)!r} {ledger.entry(letter(ledger, 1).key)!r} {ledger!r}"
    assert letter(ledger, 1).key in shown
    for private in ("client1", "example.org", "Hello", repr(ledger.secret)):
        assert private not in shown


def test_a_wait_that_was_written_while_the_clock_was_wrong_does_not_hold_a_mail_up(
    ledger: Ledger, clock: Clock
) -> None:
    ledger.add("b1", "alder", letters(ledger, 1))
    key = claimed(ledger)
    ledger.move(key, State.QUEUED, why="later", not_before=clock.at + 60)
    clock.at -= 400 * 86400
    assert ledger.next_due("b1") == 0
    assert claimed(ledger) == key


def test_dots_of_a_clock_that_was_years_ahead_do_not_use_up_the_day(ledger: Ledger, clock: Clock) -> None:
    ledger.add("b1", "alder", letters(ledger, 2))
    clock.at += 400 * 86400
    ledger.move(claimed(ledger), State.COMMITTING)
    clock.at -= 400 * 86400
    assert ledger.nth_last_dot(1) is None
    clock.at += 3600
    ledger.move(claimed(ledger), State.COMMITTING)
    clock.at -= 3600
    assert ledger.nth_last_dot(1) == clock.at + 3600, "an hour ahead still counts"


def test_a_damaged_file_is_said_so_and_not_shown_as_a_fault_of_the_program(tmp_path: Path, clock: Clock) -> None:
    ledger = opened(tmp_path / "l", clock)
    ledger.add("b1", "alder", [letter(ledger, line) for line in range(1, 400)])
    ledger.database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    ledger.database.execute("PRAGMA cache_size = 0")
    whole = (tmp_path / "l").read_bytes()
    (tmp_path / "l").write_bytes(whole[:4096] + b"\x55" * (len(whole) - 4096))
    with pytest.raises(LedgerUnusable, match=r"cannot be (read|written).*Nothing more is sent"):
        list(ledger.entries("b1"))
    with pytest.raises(LedgerUnusable, match=r"cannot be (read|written).*Nothing more is sent"):
        ledger.claim("b1")


def test_a_ledger_of_a_newer_version_is_left_alone(tmp_path: Path, clock: Clock) -> None:
    database = opened(tmp_path / "l", clock).database
    database.execute("PRAGMA user_version = 99")
    database.close()
    with pytest.raises(LedgerUnusable, match=r"newer version.*Update handouts"):
        opened(tmp_path / "l", clock)


def test_what_is_no_ledger_is_said_so(tmp_path: Path, clock: Clock) -> None:
    (tmp_path / "l").write_bytes(b"this is no database, but a file of words" * 40)
    with pytest.raises(LedgerUnusable, match="cannot be opened"):
        opened(tmp_path / "l", clock)
    with pytest.raises(LedgerUnusable, match="cannot be opened"):
        opened(tmp_path, clock)
