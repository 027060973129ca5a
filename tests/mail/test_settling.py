from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from posting import Clock, letter, letters, opened

from handouts.mail.erasing import forget
from handouts.mail.settling import hand_out, recover, retry, settle, withdraw
from handouts.mail.states import State

if TYPE_CHECKING:
    from pathlib import Path

    from handouts.mail.ledger import Ledger


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    ledger = opened(tmp_path / "mail.sqlite", Clock())
    ledger.add("b1", "alder", letters(ledger, 3))
    return ledger


def unknown(ledger: Ledger) -> str:
    entry = ledger.claim("b1")
    assert entry is not None
    ledger.move(entry.key, State.COMMITTING)
    assert recover(ledger) == (0, 1)
    return entry.key


def test_a_run_that_died_costs_no_try(ledger: Ledger) -> None:
    entry = ledger.claim("b1")
    assert entry is not None
    assert recover(ledger) == (1, 0)
    assert (ledger.entry(entry.key).state, ledger.entry(entry.key).tries) == (State.QUEUED, 0)


def test_an_unknown_mail_is_sent_when_a_look_up_finds_it(ledger: Ledger) -> None:
    key = unknown(ledger)
    assert settle(ledger, key, sent=True, why="found in the folder Sent")
    assert (ledger.entry(key).state, ledger.entry(key).reply) == (State.SENT, "found in the folder Sent")
    assert not settle(ledger, key, sent=False, why="too late"), "sent is final"
    assert ledger.entry(key).state is State.SENT


def test_an_unknown_mail_is_queued_when_a_person_says_that_it_was_not_sent(ledger: Ledger) -> None:
    key = unknown(ledger)
    assert settle(ledger, key, sent=False, why="a person says so")
    entry = ledger.claim("b1")
    assert entry is not None
    assert entry.key == key


def test_an_unknown_mail_that_was_forgotten_cannot_be_sent_again(ledger: Ledger) -> None:
    key = unknown(ledger)
    assert forget(ledger, letter(ledger, 1).address) == 1
    assert ledger.entry(key).state is State.UNKNOWN
    assert settle(ledger, key, sent=False, why="not found")
    assert (ledger.entry(key).state, ledger.entry(key).reply) == (
        State.FAILED,
        "not found; its words were forgotten",
    )


def test_only_failed_mails_are_tried_again_and_their_tries_are_counted_anew(ledger: Ledger) -> None:
    entry = ledger.claim("b1")
    assert entry is not None
    assert not retry(ledger, entry.key)
    ledger.move(entry.key, State.FAILED, code=550, why="no such user")
    assert retry(ledger, entry.key)
    again = ledger.entry(entry.key)
    assert (again.state, again.tries, again.not_before) == (State.QUEUED, 0, 0)


def test_a_failed_mail_that_was_forgotten_is_not_tried_again(ledger: Ledger) -> None:
    key = letter(ledger, 1).key
    ledger.move(key, State.FAILED, why="no")
    forget(ledger, letter(ledger, 1).address)
    assert not retry(ledger, key)
    assert ledger.entry(key).state is State.FAILED


def test_a_batch_can_be_withdrawn_and_what_was_sent_stays_sent(ledger: Ledger) -> None:
    entry = ledger.claim("b1")
    assert entry is not None
    ledger.move(entry.key, State.COMMITTING)
    ledger.move(entry.key, State.SENT)
    assert withdraw(ledger, "b1") == 2
    assert ledger.counts("b1") == {State.SENT: 1, State.FAILED: 2}
    assert ledger.claim("b1") is None


def test_drafts_are_handed_out_again_but_not_those_that_were_forgotten(ledger: Ledger) -> None:
    key = unknown(ledger)
    first = [entry.line for entry in hand_out(ledger, "b1")]
    assert first == [2, 3], "the one that is unknown for another reason is none of a person's"
    forget(ledger, letter(ledger, 2).address)
    assert [entry.line for entry in hand_out(ledger, "b1")] == [3]
    assert ledger.counts("b1") == {State.UNKNOWN: 3}
    assert ledger.entry(key).reply != ledger.entry(letter(ledger, 3).key).reply
