"""Sending a batch: each mail at most once, and every step in the ledger before the next is taken."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from handouts.mail.line import Distrusted, Line, LineLost, Refused
from handouts.mail.replies import Action
from handouts.mail.states import State

if TYPE_CHECKING:
    from collections.abc import Callable

    from handouts.mail.ledger import Entry, Ledger

#: Minutes until the next try after each no for now, give or take half; after the last, the mail failed.
WAITS: Final = (1, 5, 15, 60, 240)

#: So many lines lost, the same refusals, or unknowns in a row mean that it is not about one person.
IN_A_ROW: Final = 3

_MINUTE = 60.0
_DAY = 24 * 60 * _MINUTE


class Ended(StrEnum):
    """Why a run ended."""

    DONE = "done"
    #: What is left is due later.
    WAITING = "waiting"
    #: The daily cap was reached.
    CAP = "cap"
    #: The account's limit was reached, or the server would not go on: try again later.
    PAUSED = "paused"
    #: A person has to mend something first: the login, the certificate, the address that mail comes from.
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a run ended, and the server's words where they are the reason."""

    ended: Ended
    why: str = ""


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast: mails a minute and a day, over all batches of the ledger."""

    a_minute: float = 20.0
    a_day: int = 200


@dataclass(slots=True)
class Sender:
    """One run over one batch. ``dial`` opens a line, ``wait`` sleeps for some seconds, ``random`` gives 0 to 1."""

    ledger: Ledger
    batch: str
    sender: str
    dial: Callable[[], Line]
    wait: Callable[[float], None]
    random: Callable[[], float]
    pace: Pace = field(default_factory=Pace)
    _line: Line | None = None
    _lost: int = 0
    _same: tuple[str, int] = ("", 0)

    def run(self, *, patient: bool = False) -> Outcome:
        """Send what is due, and with ``patient`` wait for what is due later.

        The ledger's lock must be held: what an earlier run left behind is settled first.
        """
        self.ledger.recover()
        try:
            return self._run(patient=patient)
        finally:
            if self._line is not None:
                self._line.close()

    def _run(self, *, patient: bool) -> Outcome:
        while True:
            due = self.ledger.next_due(self.batch)
            if due is None:
                return Outcome(Ended.DONE)
            if due > self.ledger.now():
                if not patient:
                    return Outcome(Ended.WAITING)
                self.wait(due - self.ledger.now())
                continue
            if self.ledger.sent_since(self.ledger.now() - _DAY) >= self.pace.a_day:
                return Outcome(Ended.CAP)
            outcome = self._next()
            if outcome is not None:
                return outcome

    def _next(self) -> Outcome | None:
        """One mail; an outcome when the run has to end."""
        try:
            line = self._line = self._line or self.dial()
        except Distrusted as error:
            return Outcome(Ended.STOPPED, str(error))
        except Refused as error:
            ended = Ended.STOPPED if error.action is Action.STOP else Ended.PAUSED
            return Outcome(ended, error.reply.text)
        except LineLost as error:
            return self._line_lost(error.why)
        entry = self.ledger.claim(self.batch)
        if entry is None:
            return None
        return self._send(line, entry)

    def _send(self, line: Line, entry: Entry) -> Outcome | None:
        assert entry.address is not None  # noqa: S101 - the table's own check
        assert entry.content is not None  # noqa: S101 - same
        before = self.ledger.now()
        try:
            reply = line.deliver(
                self.sender, entry.address, entry.content, lambda: self.ledger.move(entry.key, State.COMMITTING)
            )
        except Refused as error:
            return self._refused(line, entry, error)
        except LineLost as error:
            self._hang_up()
            if error.after_dot:
                self.ledger.move(entry.key, State.UNKNOWN, why=error.why)
                return self._in_a_row(State.UNKNOWN, error.why)
            self._again(entry, error.why)
            return self._line_lost(error.why)
        except BaseException:  # an interrupt: what the ledger holds is settled by the next run
            self._hang_up()
            raise
        self.ledger.move(entry.key, State.SENT, code=reply.code, why=reply.text)
        self._lost, self._same = 0, ("", 0)
        self.wait(max(0.0, _MINUTE / self.pace.a_minute - (self.ledger.now() - before)))
        return None

    def _refused(self, line: Line, entry: Entry, error: Refused) -> Outcome | None:
        code, why = error.reply.code, error.reply.text
        self._lost = 0
        if error.action in {Action.STOP, Action.PAUSE}:
            self.ledger.move(entry.key, State.QUEUED, code=code, why=why)
            return Outcome(Ended.STOPPED if error.action is Action.STOP else Ended.PAUSED, why)
        if error.action is Action.LATER:
            self._again(entry, why, code)
        else:
            self.ledger.move(entry.key, State.FAILED, code=code, why=why)
        try:
            line.reset()
        except (LineLost, Refused):
            self._hang_up()
        return self._in_a_row(State.FAILED, why) if error.action is Action.FAIL else None

    def _again(self, entry: Entry, why: str, code: int | None = None) -> None:
        """The mail later, a little longer each time; after the last time it failed."""
        if entry.tries > len(WAITS):
            self.ledger.move(entry.key, State.FAILED, code=code, why=f"gave up: {why}")
            return
        minutes = WAITS[entry.tries - 1] * (0.5 + self.random())
        due = self.ledger.now() + minutes * _MINUTE
        self.ledger.move(entry.key, State.QUEUED, code=code, why=why, not_before=due)

    def _line_lost(self, why: str) -> Outcome | None:
        self._lost += 1
        return Outcome(Ended.PAUSED, why) if self._lost >= IN_A_ROW else None

    def _in_a_row(self, state: State, why: str) -> Outcome | None:
        """The same answer for several people in a row is about something else than people."""
        reason, count = self._same
        self._same = (f"{state} {why}", count + 1 if f"{state} {why}" == reason else 1)
        return Outcome(Ended.PAUSED, why) if self._same[1] >= IN_A_ROW else None

    def _hang_up(self) -> None:
        if self._line is not None:
            self._line.hang_up()
            self._line = None
