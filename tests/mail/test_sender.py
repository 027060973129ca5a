from __future__ import annotations

import itertools
import sqlite3
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from fault_server import Fault, FaultServer
from posting import CLINIC, Clock, Post, letters, opened

from handouts.errors import LedgerUnusable
from handouts.mail import sender as module
from handouts.mail.account import Server
from handouts.mail.dial import dial
from handouts.mail.line import Line
from handouts.mail.sender import Ended, Outcome, Pace
from handouts.mail.states import State
from handouts.mail.witness import Witness

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

_DAY = 24 * 60 * 60.0


@pytest.fixture
def post(tmp_path: Path) -> Iterator[Callable[..., Post]]:
    """A ledger with some letters and a server with some faults."""
    clock = Clock()
    ledger = opened(tmp_path / "ledger.sqlite", clock)
    servers: list[FaultServer] = []

    def begin(*faults: Fault, count: int = 3, **settings: object) -> Post:
        ledger.add("b1", "alder", letters(ledger, count))
        servers.append(FaultServer(faults).__enter__())
        return Post(ledger, clock, servers[0], **settings)  # type: ignore[arg-type]

    yield begin
    for server in servers:
        server.__exit__(None, None, None)
    ledger.database.close()


def states(post: Post) -> list[State]:
    return [entry.state for entry in post.ledger.entries("b1")]


def lines_taken(post: Post) -> list[str]:
    return [mail.recipients[0].partition("@")[0] for mail in post.server.taken]


def test_each_mail_goes_out_once_with_the_very_bytes_and_one_recipient(post: Callable[..., Post]) -> None:
    desk = post(count=20)
    assert desk.run() == Outcome(Ended.DONE)
    planned = letters(desk.ledger, 20)
    assert [(mail.message_id, mail.recipients, mail.content) for mail in desk.server.taken] == [
        (letter.message_id, (letter.address,), letter.content) for letter in planned
    ]
    assert {mail.sender for mail in desk.server.taken} == {CLINIC}
    assert set(states(desk)) == {State.SENT}
    assert desk.server.reached["greeting"] == 1, "one line is enough"
    assert desk.server.reached["quit"] == 1
    assert [entry.line for entry in desk.told] == list(range(1, 21))
    assert desk.run() == Outcome(Ended.DONE), "and again: nobody gets a second one"
    assert len(desk.server.taken) == 20


def test_no_more_than_so_many_a_minute(post: Callable[..., Post]) -> None:
    desk = post(count=5, pace=Pace(a_minute=20))
    desk.run()
    assert desk.clock.waited == [3.0] * 4, "between mails, not after the last"


def test_no_more_than_so_many_in_any_24_hours_whatever_became_of_them(post: Callable[..., Post]) -> None:
    desk = post(Fault("dot", "554 5.6.0 words not liked"), Fault("reply", "drop", nth=1), count=5)
    desk.pace = Pace(a_minute=1, a_day=3)
    began = desk.clock.at
    assert desk.run() == Outcome(Ended.CAP, until=began + _DAY)
    assert states(desk) == [State.FAILED, State.UNKNOWN, State.SENT, State.QUEUED, State.QUEUED]
    desk.clock.at = began + _DAY - 1
    assert desk.run().ended is Ended.CAP
    desk.pace = Pace(a_minute=60, a_day=3)
    desk.clock.at = began + _DAY
    assert desk.run().ended is Ended.CAP, "one more"
    assert lines_taken(desk) == ["client2", "client3", "client4"]


def test_a_no_for_now_is_tried_again_a_little_later_each_time_until_it_failed(post: Callable[..., Post]) -> None:
    desk = post(Fault("rcpt", "451 4.7.1 greylisted", always=True), count=1)
    assert desk.run(patient=False) == Outcome(Ended.WAITING, until=desk.clock.at + 60)
    assert states(desk) == [State.QUEUED]
    assert desk.run() == Outcome(Ended.DONE)
    assert [round(seconds / 60) for seconds in desk.clock.waited] == [1, 5, 15, 60, 240]
    (entry,) = desk.ledger.entries("b1")
    assert (entry.state, entry.code, entry.reply) == (State.FAILED, 451, "gave up: 451 4.7.1 greylisted")
    assert desk.server.reached["rcpt"] == 6


def test_others_go_on_while_one_has_to_wait(post: Callable[..., Post]) -> None:
    desk = post(Fault("rcpt", "450 4.2.1 try later"))
    desk.run()
    assert lines_taken(desk) == ["client2", "client3", "client1"]
    assert desk.server.reached["greeting"] == 1


def test_one_address_that_is_refused_fails_with_the_reason_and_without_the_address(post: Callable[..., Post]) -> None:
    desk = post(Fault("rcpt", "550 5.1.1 <client2@example.org>: client2 is unknown at example.org", nth=2))
    assert desk.run() == Outcome(Ended.DONE)
    entry = list(desk.ledger.entries("b1"))[1]
    assert (entry.state, entry.code) == (State.FAILED, 550)
    assert entry.reply == "550 5.1.1 <[address]>: [name] is unknown at [domain]"
    assert lines_taken(desk) == ["client1", "client3"]
    events = desk.ledger.database.execute("SELECT group_concat(why) FROM event").fetchone()
    assert "client2" not in events[0]


def test_the_same_refusal_for_three_in_a_row_pauses_the_run(post: Callable[..., Post]) -> None:
    desk = post(Fault("rcpt", "550 5.1.1 no such user", always=True), count=5)
    assert desk.run() == Outcome(Ended.PAUSED, "550 5.1.1 no such user")
    assert states(desk) == [State.FAILED] * 3 + [State.QUEUED] * 2


def test_different_refusals_in_a_row_do_not(post: Callable[..., Post]) -> None:
    desk = post(
        Fault("rcpt", "550 5.1.1 no such user", nth=1),
        Fault("rcpt", "550 5.1.2 no such domain", nth=2),
        Fault("rcpt", "550 5.1.1 no such user", nth=3),
        count=4,
    )
    assert desk.run() == Outcome(Ended.DONE)
    assert states(desk) == [State.FAILED] * 3 + [State.SENT]


@pytest.mark.parametrize(
    ("at", "words", "ended"),
    [
        ("mail", "550 5.4.5 Daily user sending limit exceeded", Ended.PAUSED),
        ("dot", "554 5.2.2 mailbox full", Ended.PAUSED),
        ("mail", "550 5.7.60 client does not have permissions to send as this sender", Ended.STOPPED),
        ("rcpt", "553 5.7.1 <desk@alder.example>: Sender address rejected: not owned by user", Ended.STOPPED),
        ("ehlo", "550 5.7.1 who are you", Ended.PAUSED),
        ("greeting", "554 5.7.1 you are blocked", Ended.PAUSED),
    ],
)
def test_what_is_about_the_account_ends_the_run_and_nobody_failed(
    at: str, words: str, ended: Ended, post: Callable[..., Post]
) -> None:
    desk = post(Fault(at, words))
    outcome = desk.run()
    assert outcome.ended is ended
    assert outcome.why == words.replace("desk@alder.example", "[address]")
    assert states(desk) == [State.QUEUED] * 3
    assert {entry.tries for entry in desk.ledger.entries("b1")} == {0}
    assert desk.run() == Outcome(Ended.DONE), "once it is mended all go out"


def test_lost_lines_are_dialled_again_with_a_pause_and_three_in_a_row_end_the_run(post: Callable[..., Post]) -> None:
    desk = post(Fault("greeting", "drop", always=True))
    assert desk.run() == Outcome(Ended.PAUSED, "the server hung up")
    assert desk.clock.waited == [5.0, 30.0]
    assert states(desk) == [State.QUEUED] * 3


def test_a_line_that_closes_after_some_mails_costs_nobody_a_try(post: Callable[..., Post]) -> None:
    faults = [Fault("mail", "421 4.7.0 too many mails on this line", nth=number) for number in (2, 4, 6)]
    desk = post(*faults, count=6)
    assert desk.run() == Outcome(Ended.DONE)
    assert lines_taken(desk) == [f"client{line}" for line in range(1, 7)]
    assert {entry.tries for entry in desk.ledger.entries("b1")} == {1}


def test_a_mail_that_always_breaks_the_line_lets_others_go_first_and_fails_in_the_end(
    post: Callable[..., Post],
) -> None:
    desk = post(*(Fault("rcpt", "drop", nth=number) for number in (1, 4, 5, 6, 7, 8, 9)), count=3)
    outcomes = [desk.run() for _ in range(3)]
    assert outcomes[0] == Outcome(Ended.PAUSED, "the server hung up")
    assert outcomes[-1] == Outcome(Ended.DONE)
    assert lines_taken(desk) == ["client2", "client3"]
    assert states(desk) == [State.FAILED, State.SENT, State.SENT]


def test_three_unknowns_in_a_row_pause_the_run(post: Callable[..., Post]) -> None:
    desk = post(Fault("reply", "drop", always=True), count=5)
    assert desk.run().ended is Ended.PAUSED
    assert states(desk) == [State.UNKNOWN] * 3 + [State.QUEUED] * 2
    desk.run()
    assert len(lines_taken(desk)) == 5
    assert len(set(lines_taken(desk))) == 5


def test_nothing_is_said_on_an_idle_line_for_long(post: Callable[..., Post]) -> None:
    desk = post(Fault("rcpt", "451 4.3.0 later"), count=1)
    desk.run()
    assert desk.server.reached["greeting"] == 2
    assert desk.server.reached["quit"] == 2


def test_a_batch_of_people_who_want_no_mail_any_more_is_done(post: Callable[..., Post]) -> None:
    desk = post(count=2)
    for one in letters(desk.ledger, 2):
        desk.ledger.database.execute("INSERT INTO suppressed VALUES(?)", (desk.ledger.mark(one.address),))
    assert desk.run() == Outcome(Ended.DONE)
    assert states(desk) == [State.SUPPRESSED] * 2
    assert desk.server.taken == []


def test_a_line_that_breaks_behind_a_refusal_is_dialled_anew_and_the_others_go_on(post: Callable[..., Post]) -> None:
    desk = post(Fault("rcpt", "550 5.1.1 no such user"), Fault("rset", "drop"))
    assert desk.run() == Outcome(Ended.DONE)
    assert states(desk) == [State.FAILED, State.SENT, State.SENT]
    assert desk.server.reached["greeting"] == 2


def test_nobody_needs_to_watch_or_to_end_a_run(post: Callable[..., Post]) -> None:
    desk = post(count=2)
    address = Server("localhost", desk.server.port, "none")
    sender = module.Sender(desk.ledger, "b1", CLINIC, lambda: dial(address, None), desk.clock.wait, lambda: 0.5)
    assert sender.run() == Outcome(Ended.DONE)
    assert desk.clock.waited == [3.0], "the pace that nobody asked to change"


def test_a_person_can_end_the_run_between_two_mails(post: Callable[..., Post]) -> None:
    desk = post(count=5)
    desk.halted = lambda: len(desk.told) >= 2
    assert desk.run() == Outcome(Ended.HALTED)
    assert states(desk) == [State.SENT] * 2 + [State.QUEUED] * 3
    assert desk.server.reached["quit"] == 1


@pytest.mark.parametrize(
    ("where", "left"),
    [("_send", State.QUEUED), ("_reply", State.UNKNOWN)],
    ids=["before the dot", "after the dot"],
)
def test_an_interrupt_in_the_middle_of_a_mail_leaves_it_queued_or_unknown(
    where: str, left: State, post: Callable[..., Post], monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = post(count=3)
    real = getattr(Line, where)
    calls = itertools.count(1)

    def interrupted(line: Line, step: str, *rest: object) -> object:
        if step == ("data" if where == "_send" else "dot") and next(calls) == 2:
            raise KeyboardInterrupt
        return real(line, step, *rest)

    monkeypatch.setattr(Line, where, interrupted)
    with pytest.raises(KeyboardInterrupt):
        desk.run()
    monkeypatch.undo()
    found = states(desk)
    assert left in found
    assert set(found) <= {left, State.SENT, State.QUEUED}
    desk.run()
    taken = lines_taken(desk)
    assert len(taken) == len(set(taken)) == 3
    assert states(desk).count(State.SENT) == (3 if left is State.QUEUED else 2)


def test_the_waits_are_spread_so_that_clinics_do_not_come_all_at_once(post: Callable[..., Post]) -> None:
    assert module.WAITS == (1, 5, 15, 60, 240)
    desk = post(Fault("rcpt", "451 4.7.1 greylisted"), count=1)
    spread = []
    for chance in (0.0, 0.999):
        runner = module.Sender(desk.ledger, "b1", CLINIC, lambda: None, desk.clock.wait, lambda c=chance: c)  # type: ignore[arg-type,return-value,misc]
        entry = desk.ledger.claim("b1")
        assert entry is not None
        runner._again(entry, "later")  # noqa: SLF001 - its one number
        spread.append((desk.ledger.entry(entry.key).not_before - desk.clock.at) / 60)
        desk.ledger.database.execute("UPDATE mail SET not_before = 0, tries = 0")
    assert spread == pytest.approx([0.5, 1.5], abs=0.01)


def test_a_clock_that_is_set_back_holds_nobody_up_for_long(post: Callable[..., Post]) -> None:
    desk = post(count=3, pace=Pace(a_minute=20))
    desk.clock.at = 2e9

    def back(_: object) -> bool:
        desk.clock.at -= 365 * 86400 * bool(desk.told) * (len(desk.clock.waited) < 2)
        return False

    desk.halted = lambda: back(None)
    assert desk.run() == Outcome(Ended.DONE)
    assert 0 < sum(desk.clock.waited) <= 4 * 3.0


def test_a_mail_that_is_not_what_was_prepared_is_not_sent(post: Callable[..., Post]) -> None:
    desk = post(count=2)
    desk.ledger.database.execute("DROP TRIGGER mail_words_are_frozen")
    desk.ledger.database.execute("UPDATE mail SET content = x'78' WHERE line = 2")
    with pytest.raises(LedgerUnusable, match="Row 2 of batch b1 is not what was prepared"):
        desk.run()
    assert lines_taken(desk) == ["client1"]
    assert states(desk) == [State.SENT, State.QUEUED]


def test_no_dot_follows_where_the_second_record_cannot_be_written(tmp_path: Path) -> None:
    clock = Clock()
    (tmp_path / "state").mkdir()
    ledger = opened(tmp_path / "mail.sqlite", clock, witnesses=tmp_path / "state")
    ledger.add("b1", "alder", letters(ledger, 2))
    assert ledger.witness is not None
    ledger.witness.path.mkdir()
    with FaultServer() as server:
        desk = Post(ledger, clock, server)
        with pytest.raises(LedgerUnusable, match="second record"):
            desk.run()
        assert server.taken == []
        assert states(desk) == [State.QUEUED] * 2, "known not to have gone, and so not unknown"
        ledger.witness.path.rmdir()
        desk.run()
        assert lines_taken(desk) == ["client1", "client2"]


def test_a_mail_whose_dot_was_held_back_is_queued_and_not_unknown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = Clock()
    (tmp_path / "state").mkdir()
    ledger = opened(tmp_path / "mail.sqlite", clock, witnesses=tmp_path / "state")
    ledger.add("b1", "alder", letters(ledger, 2))

    def full(*_: object) -> None:
        raise LedgerUnusable("the second record could not be written")

    with FaultServer() as server:
        desk = Post(ledger, clock, server)
        with monkeypatch.context() as disk:
            disk.setattr(Witness, "write", full)
            with pytest.raises(LedgerUnusable, match="second record"):
                desk.run()
        assert server.taken == []
        assert states(desk) == [State.QUEUED] * 2
        desk.run()
        assert lines_taken(desk) == ["client1", "client2"]


class FailingDisk:
    """A database on a disk on which some one write fails, or that one and all that follow."""

    def __init__(self, database: sqlite3.Connection, nth: int, *, for_good: bool) -> None:
        self.database, self.nth, self.for_good = database, nth, for_good
        self.writes = 0

    @property
    def in_transaction(self) -> bool:
        return self.database.in_transaction

    def execute(self, statement: str, values: tuple[object, ...] = ()) -> sqlite3.Cursor:
        if not statement.startswith(("SELECT", "ROLLBACK")):
            self.writes += 1
            if self.writes == self.nth or (self.for_good and self.writes > self.nth):
                raise sqlite3.OperationalError("database or disk is full")
        return self.database.execute(statement, values)


@pytest.mark.parametrize("for_good", [False, True])
def test_a_disk_that_fails_at_any_write_costs_no_second_mail_and_loses_none(tmp_path: Path, *, for_good: bool) -> None:
    for nth in range(1, 100):
        clock = Clock()
        ledger = opened(tmp_path / f"{nth}.sqlite", clock)
        ledger.add("b1", "alder", letters(ledger, 2))
        disk = FailingDisk(ledger.database, nth, for_good=for_good)
        with FaultServer() as server:
            desk = Post(replace(ledger, database=disk), clock, server)  # type: ignore[arg-type]
            try:
                desk.run()
            except LedgerUnusable:
                pass
            else:
                break
            desk.ledger = ledger
            desk.run()
            taken = [mail.message_id for mail in server.taken]
            found = {entry.message_id: entry.state for entry in ledger.entries("b1")}
            assert len(taken) == len(set(taken)), nth
            assert set(found.values()) <= {State.SENT, State.UNKNOWN}, nth
            assert {name for name, state in found.items() if state is State.SENT} <= set(taken), nth
            assert list(found.values()).count(State.UNKNOWN) <= 1, nth
        ledger.database.close()
    assert nth > 25, "each write had its turn"
