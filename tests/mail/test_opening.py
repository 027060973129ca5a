"""A ledger that was put back from a backup, and the second record by which it is known."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any

import pytest
from fault_server import Fault, FaultServer
from posting import Clock, Post, letter, letters, opened

from handouts.errors import LedgerUnusable
from handouts.mail import opening
from handouts.mail.settling import hand_out, settle
from handouts.mail.states import State
from handouts.mail.witness import Witness

if TYPE_CHECKING:
    from pathlib import Path

    from handouts.mail.ledger import Ledger

KEY = "0123456789abcdef" * 2


class Clinic:
    """A ledger whose file can be copied away and put back."""

    def __init__(self, folder: Path) -> None:
        (folder / "state").mkdir()
        self.folder, self.clock = folder, Clock()
        self.ledger: Ledger = self.open()

    def open(self) -> Ledger:
        return opened(self.folder / "mail.sqlite", self.clock, witnesses=self.folder / "state")

    def back_up(self, name: str = "backup") -> None:
        self.ledger.database.execute("VACUUM INTO ?", (str(self.folder / name),))

    def put_back(self, name: str = "backup") -> None:
        self.ledger.database.close()
        for path in self.folder.glob("mail.sqlite*"):
            path.unlink()
        shutil.copyfile(self.folder / name, self.folder / "mail.sqlite")
        self.ledger = self.open()

    def send(self, *faults: Fault) -> list[str]:
        """Who got a mail."""
        with FaultServer(faults) as server:
            Post(self.ledger, self.clock, server).run()
            return [mail.recipients[0].partition("@")[0] for mail in server.taken]

    def states(self, batch: str = "b1") -> list[State]:
        return [entry.state for entry in self.ledger.entries(batch)]


@pytest.fixture
def clinic(tmp_path: Path) -> Clinic:
    return Clinic(tmp_path)


def test_what_went_out_since_the_backup_is_unknown_and_not_sent_again(clinic: Clinic) -> None:
    clinic.ledger.add("b1", "alder", letters(clinic.ledger, 5))
    for state in (State.SENDING, State.COMMITTING, State.SENT):
        clinic.ledger.move(letter(clinic.ledger, 1).key, state)
    for state in (State.SENDING, State.FAILED):
        clinic.ledger.move(letter(clinic.ledger, 2).key, state)
    clinic.ledger.move(letter(clinic.ledger, 3).key, State.SENDING)
    clinic.back_up()
    clinic.ledger.release(letter(clinic.ledger, 3).key)
    clinic.ledger.move(letter(clinic.ledger, 2).key, State.QUEUED)
    assert clinic.send(Fault("rcpt", "450 4.2.0 later", nth=4)) == ["client2", "client3", "client4", "client5"]
    clinic.put_back()
    assert clinic.states() == [State.SENT] + [State.UNKNOWN] * 4
    assert clinic.send() == []
    reasons = {entry.reply for entry in clinic.ledger.entries("b1", State.UNKNOWN)}
    assert reasons == {"may have been sent after the backup was made that this ledger comes from"}
    clinic.ledger.database.close()
    clinic.ledger = clinic.open()
    assert clinic.states() == [State.SENT] + [State.UNKNOWN] * 4, "and once is enough"


def test_what_the_backup_never_heard_of_is_unknown_when_it_is_prepared_anew(clinic: Clinic) -> None:
    clinic.back_up()
    clinic.ledger.add("b1", "alder", letters(clinic.ledger, 2))
    assert clinic.send(Fault("rcpt", "550 5.1.1 no", nth=2)) == ["client1"]
    clinic.put_back()
    assert clinic.ledger.add("b1", "alder", letters(clinic.ledger, 2)) == ()
    assert clinic.states() == [State.UNKNOWN, State.QUEUED], "the second never came as far as the dot"
    assert clinic.send() == ["client2"]


def test_a_backup_that_is_put_back_twice_brings_nothing_back(clinic: Clinic) -> None:
    clinic.ledger.add("b1", "alder", letters(clinic.ledger, 3))
    clinic.back_up()
    assert clinic.send(Fault("mail", "550 5.4.5 daily limit", nth=2)) == ["client1"]
    clinic.put_back()
    assert clinic.send() == ["client2", "client3"]
    clinic.put_back()
    assert clinic.states() == [State.UNKNOWN] * 3
    assert clinic.send() == []


@pytest.mark.parametrize("left", [0, 1, 2])
def test_a_second_record_that_lost_its_end_or_all_is_mended_by_the_next_run(left: int, clinic: Clinic) -> None:
    clinic.ledger.add("b1", "alder", letters(clinic.ledger, 3))
    clinic.back_up()
    clinic.send()
    assert clinic.ledger.witness is not None
    path = clinic.ledger.witness.path
    path.write_bytes(path.read_bytes()[: left * 54 + 7])
    clinic.send()
    clinic.put_back()
    assert clinic.states() == [State.UNKNOWN] * 3
    assert clinic.send() == []


def test_drafts_that_a_person_was_given_since_the_backup_are_unknown_too(clinic: Clinic) -> None:
    clinic.ledger.add("b1", "alder", letters(clinic.ledger, 2))
    clinic.back_up()
    assert len(list(hand_out(clinic.ledger, "b1"))) == 2
    clinic.put_back()
    assert clinic.states() == [State.UNKNOWN] * 2
    assert clinic.send() == []


def test_two_programs_that_open_a_restored_ledger_at_once_settle_it_once(
    clinic: Clinic, monkeypatch: pytest.MonkeyPatch
) -> None:
    clinic.ledger.add("b1", "alder", letters(clinic.ledger, 2))
    clinic.back_up()
    clinic.send()
    real = opening._catch_up  # noqa: SLF001 - the moment between looking and settling

    def twice(*arguments: Any) -> None:  # noqa: ANN401 - passed on
        real(*arguments)
        real(*arguments)

    monkeypatch.setattr(opening, "_catch_up", twice)
    clinic.put_back()
    assert clinic.states() == [State.UNKNOWN] * 2
    events = clinic.ledger.database.execute("SELECT count(*) FROM event WHERE after = 'restored'").fetchone()
    assert events == (1,)


def test_what_the_backup_has_as_unknown_stays_so(clinic: Clinic) -> None:
    clinic.ledger.add("b1", "alder", letters(clinic.ledger, 1))
    assert clinic.send(Fault("dot", "drop")) == []
    clinic.back_up()
    assert settle(clinic.ledger, letter(clinic.ledger, 1).key, sent=False, why="looked up")
    assert clinic.send() == ["client1"]
    clinic.put_back()
    assert clinic.states() == [State.UNKNOWN]


def test_a_newer_backup_after_an_older_one_brings_nothing_back(clinic: Clinic) -> None:
    clinic.ledger.add("b1", "alder", letters(clinic.ledger, 3))
    clinic.back_up("older")
    assert clinic.send(Fault("mail", "550 5.4.5 daily limit", nth=2)) == ["client1"]
    for _ in range(20):  # steps of which the second record knows nothing
        clinic.ledger.move(letter(clinic.ledger, 2).key, State.SENDING)
        clinic.ledger.release(letter(clinic.ledger, 2).key)
    clinic.back_up("newer")
    clinic.put_back("older")
    assert clinic.states() == [State.UNKNOWN, State.QUEUED, State.QUEUED]
    assert clinic.send() == ["client2", "client3"]
    clinic.put_back("newer")
    assert clinic.states() == [State.SENT, State.UNKNOWN, State.UNKNOWN]
    assert clinic.send() == []


def test_a_ledger_that_is_up_to_date_is_left_as_it_is(clinic: Clinic) -> None:
    clinic.ledger.add("b1", "alder", letters(clinic.ledger, 2))
    clinic.send()
    before = clinic.ledger.database.execute("SELECT count(*) FROM event").fetchone()
    again = clinic.open()
    assert again.database.execute("SELECT count(*) FROM event").fetchone() == before
    assert clinic.states() == [State.SENT] * 2


def test_a_second_record_that_cannot_be_read_stops_everything(clinic: Clinic) -> None:
    clinic.ledger.add("b1", "alder", letters(clinic.ledger, 1))
    clinic.send()
    assert clinic.ledger.witness is not None
    path = clinic.ledger.witness.path
    path.write_bytes(b"x" * 54 * 2)
    with pytest.raises(LedgerUnusable, match="without it nothing is sent"):
        clinic.open()
    path.unlink()
    path.mkdir()
    with pytest.raises(LedgerUnusable, match="cannot be read"):
        clinic.open()


def test_a_line_that_a_crash_cut_off_or_left_as_zeros_is_passed_over(tmp_path: Path) -> None:
    witness = Witness(tmp_path / "w")
    assert (witness.last(), witness.lines()) == (None, [])
    for number in (3, 7):
        witness.write(number, KEY)
    with witness.path.open("ab") as file:
        file.write(b"\0" * 54 * 2 + b"0000")
    assert (witness.last(), witness.lines()) == ((7, KEY), [(3, KEY), (7, KEY)])
    witness.write(9, KEY[::-1])
    assert (witness.last(), witness.lines()) == ((9, KEY[::-1]), [(3, KEY), (7, KEY), (9, KEY[::-1])])
    assert witness.path.stat().st_size == 5 * 54


def test_a_second_record_on_a_full_disk_is_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.write", lambda _, data: len(data) - 1)
    with pytest.raises(LedgerUnusable, match="No space left"):
        Witness(tmp_path / "w").write(1, KEY)
