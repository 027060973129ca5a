"""Histories of a ledger, made up at random: lists come in twice, servers refuse and hang up, the program is killed at
any statement, people look up, retry, forget and put back a backup. After every step the promise must hold.
"""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from posting import CLINIC, FAST, Clock, opened

from handouts.mail.erasing import forget, purge, welcome
from handouts.mail.faults import LineLost, Refused
from handouts.mail.records import Letter
from handouts.mail.replies import Action, Reply, Step
from handouts.mail.sender import Sender
from handouts.mail.settling import retry, settle, withdraw
from handouts.mail.states import State

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable

    from handouts.mail.ledger import Ledger

#: What can become of one mail on a line. Only what follows "kept" was taken by the server.
WAYS: Final = (
    "taken",
    "lost before the mail",
    "lost before the dot",
    "refused",
    "later",
    "paused",
    "stopped",
    "killed before the dot",
    "refused at the dot",
    "later at the dot",
    "lost at the dot",
    "killed at the dot",
    "kept, then lost",
    "kept, then killed",
)


class Killed(BaseException):
    """The program is no more."""


class Mortal:
    """A database whose program is killed when it has run so many statements; nothing is run after that."""

    def __init__(self, database: sqlite3.Connection, lives: int | None) -> None:
        self.database, self.lives, self.dead = database, lives, False

    @property
    def in_transaction(self) -> bool:
        return not self.dead and self.database.in_transaction

    def execute(self, statement: str, values: tuple[object, ...] = ()) -> sqlite3.Cursor:
        if self.lives is not None:
            self.lives -= 1
            self.dead = self.dead or self.lives < 0
        if self.dead:
            raise Killed
        return self.database.execute(statement, values)


@dataclass
class World:
    """The server: what it took, who wants no mail, and what becomes of the mails that come next."""

    taken: list[str] = field(default_factory=list)
    unwanted: set[str] = field(default_factory=set)
    plan: list[str] = field(default_factory=list)
    mortal: Mortal | None = None

    def kill(self) -> None:
        assert self.mortal is not None
        self.mortal.dead = True
        raise Killed

    def reset(self) -> None:
        """As a line has it."""

    close = hang_up = reset

    def deliver(self, sender: str, recipient: str, content: bytes, before_dot: Callable[[], None]) -> Reply:
        assert sender == CLINIC
        assert recipient.casefold() not in self.unwanted, "a mail to somebody who wants none"
        way = self.plan.pop() if self.plan else "taken"
        if way == "lost before the mail":
            raise LineLost(Step.MAIL, "hung up")
        if way == "lost before the dot":
            raise LineLost(Step.DATA, "hung up")
        if way == "killed before the dot":
            self.kill()
        self._refuse(way, Step.RCPT, "refused", "later", "paused", "stopped")
        before_dot()
        if way == "killed at the dot":
            self.kill()
        self._refuse(way, Step.DOT, "refused at the dot", "later at the dot")
        if way == "lost at the dot":
            raise LineLost(Step.DOT, "hung up")
        self.taken.append(content.decode())
        if way == "kept, then lost":
            raise LineLost(Step.DOT, "hung up")
        if way == "kept, then killed":
            self.kill()
        return Reply(250, "2.0.0 queued")

    @staticmethod
    def _refuse(way: str, step: Step, *ways: str) -> None:
        actions = (Action.FAIL, Action.LATER, Action.PAUSE, Action.STOP)
        for one, action in zip(ways, actions, strict=False):
            if way == one:
                raise Refused(step, Reply(450 if action is Action.LATER else 550, "no"), action)


class Histories(RuleBasedStateMachine):
    """A clinic, its ledger and its clients."""

    def __init__(self) -> None:
        super().__init__()
        shared = Path("/dev/shm")  # noqa: S108 - a folder of our own in it; its syncs cost nothing
        self.folder = Path(tempfile.mkdtemp(dir=shared if shared.is_dir() else None))
        (self.folder / "state").mkdir()
        self.clock, self.world = Clock(), World()
        self.ledger: Ledger = self._open()
        self.batches = 0
        self.known: set[str] = set()
        #: What each backup knows: its batches, its keys, and who wanted no mail then.
        self.backups: list[tuple[int, set[str], set[str]]] = []

    def _open(self) -> Ledger:
        return opened(self.folder / "mail.sqlite", self.clock, witnesses=self.folder / "state")

    def _reopen(self) -> None:
        self.ledger.database.close()
        self.ledger = self._open()

    def _key(self, client: int, leaflet: str) -> str:
        return self.ledger.key("alder", leaflet, f"client{client}@example.org")

    def _mails(self) -> list[Any]:
        names = (f"b{number}" for number in range(1, self.batches + 1))
        return [entry for name in names for entry in self.ledger.entries(name)]

    @rule(
        clients=st.lists(st.integers(1, 5), min_size=1, unique=True),
        leaflet=st.sampled_from(("peel", "laser")),
        shouted=st.booleans(),
    )
    def prepare(self, clients: list[int], leaflet: str, *, shouted: bool) -> None:
        self.batches += 1
        letters = []
        for line, client in enumerate(clients, 1):
            address = f"client{client}@example.org"
            key = self._key(client, leaflet)
            letters.append(
                Letter(key, line, f"<{key}@alder.example>", address.upper() if shouted else address, key.encode())
            )
        keys = {letter.key for letter in letters}
        there = self.ledger.add(f"b{self.batches}", "alder", letters)
        assert set(there) == keys & self.known, "who is in the ledger is told, and nobody else"
        self.known |= keys

    @precondition(lambda self: self.batches)
    @rule(
        data=st.data(),
        plan=st.lists(st.sampled_from(WAYS), max_size=6),
        lives=st.none() | st.integers(1, 80),
        patient=st.booleans(),
    )
    def send(self, data: st.DataObject, plan: list[str], lives: int | None, *, patient: bool) -> None:
        batch = data.draw(st.integers(1, self.batches))
        self._send(f"b{batch}", plan, lives, patient=patient)

    def _send(self, batch: str, plan: list[str], lives: int | None = None, *, patient: bool = True) -> None:
        self.world.plan, self.world.mortal = plan, Mortal(self.ledger.database, lives)
        ledger = replace(self.ledger, database=self.world.mortal)  # type: ignore[arg-type]
        line: Any = self.world
        sender = Sender(ledger, batch, CLINIC, lambda: line, self.clock.wait, lambda: 0.5, FAST)
        try:
            sender.run(patient=patient)
        except Killed:
            self._reopen()

    @rule()
    def look_up(self) -> None:
        for entry in self._mails():
            if entry.state is State.UNKNOWN:
                assert settle(self.ledger, entry.key, sent=entry.key in self.world.taken, why="looked up")

    @rule()
    def retry(self) -> None:
        for entry in self._mails():
            assert retry(self.ledger, entry.key) <= (entry.state is State.FAILED)

    @precondition(lambda self: self.batches)
    @rule()
    def withdraw(self) -> None:
        withdraw(self.ledger, f"b{self.batches}")

    @rule(client=st.integers(1, 5), wants_none=st.booleans())
    def forget(self, client: int, *, wants_none: bool) -> None:
        address = f"Client{client}@example.org"
        forget(self.ledger, address, wants_none=wants_none)
        if wants_none:
            self.world.unwanted.add(address.casefold())
        assert not [entry for entry in self._mails() if (entry.address or "").casefold() == address.casefold()]

    @rule(client=st.integers(1, 5))
    def welcome(self, client: int) -> None:
        address = f"client{client}@example.org"
        assert welcome(self.ledger, address) is (address in self.world.unwanted)
        self.world.unwanted.discard(address)

    @rule(days=st.integers(0, 100))
    def purge(self, days: int) -> None:
        self.clock.at += days * 86400.0
        purge(self.ledger, self.clock.at - 90 * 86400.0)

    @rule(hours=st.integers(-400, 400))
    def set_the_clock(self, hours: int) -> None:
        self.clock.at = max(1e6, self.clock.at + hours * 3600.0)

    @rule()
    def back_up(self) -> None:
        copy = self.folder / f"backup{len(self.backups)}"
        self.ledger.database.execute("VACUUM INTO ?", (str(copy),))
        self.backups.append((self.batches, set(self.known), set(self.world.unwanted)))

    @precondition(lambda self: self.backups)
    @rule(data=st.data())
    def restore(self, data: st.DataObject) -> None:
        which = data.draw(st.integers(0, len(self.backups) - 1))
        self.ledger.database.close()
        for path in self.folder.glob("mail.sqlite*"):
            path.unlink()
        shutil.copyfile(self.folder / f"backup{which}", self.folder / "mail.sqlite")
        self.ledger = self._open()
        self.batches, known, unwanted = self.backups[which]
        self.known, self.world.unwanted = set(known), set(unwanted)

    @invariant()
    def nobody_got_it_twice(self) -> None:
        assert len(self.world.taken) == len(set(self.world.taken))

    @invariant()
    def the_ledger_says_nothing_that_is_not_so(self) -> None:
        mails = {entry.key: entry for entry in self._mails()}
        assert set(mails) == self.known, "nobody is lost"
        for key, entry in mails.items():
            if entry.state is State.SENT:
                assert key in self.world.taken
            elif key in self.world.taken:
                assert entry.state in {State.UNKNOWN, State.COMMITTING}
            if entry.state in {State.QUEUED, State.SENDING, State.COMMITTING}:
                assert entry.content == key.encode()

    def teardown(self) -> None:
        """In the end everybody is sent to, has failed, or wants none."""
        try:
            for _ in range(3):
                for batch in range(1, self.batches + 1):
                    self._send(f"b{batch}", [])
                self.look_up()
            self.nobody_got_it_twice()
            self.the_ledger_says_nothing_that_is_not_so()
            assert {entry.state for entry in self._mails()} <= {State.SENT, State.FAILED, State.SUPPRESSED}
        finally:
            self.ledger.database.close()
            shutil.rmtree(self.folder)
