"""Sending a batch: each mail at most once, and every step in the ledger before the next is taken."""

from __future__ import annotations

import contextlib
import hashlib
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from handouts.errors import LedgerUnusable
from handouts.mail.discreet import discreet
from handouts.mail.faults import Distrusted, LineLost, Refused
from handouts.mail.replies import Action, Step
from handouts.mail.settling import recover
from handouts.mail.states import State

if TYPE_CHECKING:
    from collections.abc import Callable

    from handouts.mail.ledger import Ledger
    from handouts.mail.line import Line
    from handouts.mail.records import Entry

#: Minutes until the next try after each no for now, give or take half; after the last, the mail failed.
WAITS: Final = (1, 5, 15, 60, 240)

#: Seconds before a new line is tried when one was lost, give or take half.
LINE_WAITS: Final = (5, 30)

#: So many lines lost, the same refusals, or unknowns in a row mean that it is not about one person.
IN_A_ROW: Final = 3

#: A line on which nothing is said for so many seconds is closed; servers wait five minutes (RFC 5321 4.5.3.2.7).
_IDLE: Final = 60.0

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
    #: A person asked the run to end; no mail was cut off by that.
    HALTED = "halted"


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a run ended, the server's words where they are the reason, and when it can go on, in seconds since 1970."""

    ended: Ended
    why: str = ""
    until: float | None = None


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast: mails a minute and a day, over all batches of the ledger."""

    a_minute: float = 20.0
    a_day: int = 200


def _nothing(_entry: Entry) -> None:
    """Tell nobody."""


def _never() -> bool:
    return False


@dataclass(slots=True)
class Sender:
    """One run over one batch.

    ``dial`` opens a line, ``wait`` sleeps for some seconds (or until ``halted`` turns true), ``random`` gives 0 to 1.
    ``halted`` says whether somebody wants the run to end: it then ends after the mail at hand. ``tell`` hears of each
    mail after a try.
    """

    ledger: Ledger
    batch: str
    sender: str
    dial: Callable[[], Line]
    wait: Callable[[float], None]
    random: Callable[[], float]
    pace: Pace = field(default_factory=Pace)
    halted: Callable[[], bool] = _never
    tell: Callable[[Entry], None] = _nothing
    _line: Line | None = None
    #: Since when, and for how many seconds, no mail goes out: the pace, or a line that was lost.
    _since: float = 0.0
    _pause: float = 0.0
    _lost: int = 0
    _same: tuple[object, int] = (None, 0)

    def run(self, *, patient: bool = False) -> Outcome:
        """Send what is due, and with ``patient`` wait for what is due later.

        The ledger's lock must be held: what an earlier run left behind is settled first. An interrupt in the middle of
        a mail leaves it queued if the final dot was not out, and unknown otherwise.

        Raises:
            LedgerUnusable: a step could not be written down; the one after it was not taken.
        """
        recover(self.ledger)
        try:
            while True:
                outcome = self._until_due(patient=patient) or self._next()
                if outcome is not None:
                    return outcome
        except BaseException:
            self._hang_up()
            with contextlib.suppress(LedgerUnusable):
                recover(self.ledger)
            raise
        finally:
            self._close()

    def _until_due(self, *, patient: bool) -> Outcome | None:
        """Wait until a mail may go out; an outcome when none may."""
        while True:
            if self.halted():
                return Outcome(Ended.HALTED)
            due = self.ledger.next_due(self.batch)
            if due is None:
                return Outcome(Ended.DONE)
            now = self.ledger.now()
            if due > now and not patient:
                return Outcome(Ended.WAITING, until=due)
            seconds = max(due - now, self._rest(now))
            if seconds <= 0:
                return self._capped(now)
            if seconds >= _IDLE:
                self._close()
            self.wait(seconds)

    def _rest(self, now: float) -> float:
        """Seconds that are left of a pause; one that began in the future, as the clock was set back, begins now."""
        self._since = min(self._since, now)
        return self._since + self._pause - now

    def _capped(self, now: float) -> Outcome | None:
        """An outcome when as many mails went out in the last 24 hours as may."""
        first = self.ledger.nth_last_dot(self.pace.a_day)
        if first is None or first + _DAY <= now:
            return None
        return Outcome(Ended.CAP, until=first + _DAY)

    def _next(self) -> Outcome | None:
        """One mail; an outcome when the run has to end."""
        try:
            line = self._line = self._line or self.dial()
        except Distrusted as error:
            return Outcome(Ended.STOPPED, str(error))
        except Refused as error:
            ended = Ended.STOPPED if error.action is Action.STOP else Ended.PAUSED
            return Outcome(ended, discreet(error.reply.words, self.sender))
        except LineLost as error:
            return self._line_lost(discreet(error.why, self.sender))
        entry = self.ledger.claim(self.batch)
        if entry is None:
            return None
        self._since, self._pause = self.ledger.now(), _MINUTE / self.pace.a_minute
        outcome = self._send(line, entry)
        self.tell(self.ledger.entry(entry.key))
        return outcome

    def _send(self, line: Line, entry: Entry) -> Outcome | None:
        assert entry.address is not None  # noqa: S101 - the table's own check
        assert entry.content is not None  # noqa: S101 - same
        if hashlib.sha256(entry.content).hexdigest() != entry.digest:
            raise LedgerUnusable(
                f"Row {entry.line} of batch {entry.batch} is not what was prepared: the ledger is damaged."
                " Nothing more is sent."
            )
        try:
            reply = line.deliver(
                self.sender, entry.address, entry.content, lambda: self.ledger.move(entry.key, State.COMMITTING)
            )
        except Refused as error:
            return self._refused(line, entry, error)
        except LineLost as error:
            return self._cut_off(entry, error)
        except LedgerUnusable as error:  # it was not written down that the dot would follow, so it did not
            self._hang_up()
            with contextlib.suppress(LedgerUnusable):
                self.ledger.release(entry.key, why="the second record could not be written")
            raise error from error.__cause__
        self.ledger.move(entry.key, State.SENT, code=reply.code, why=reply.words)
        self._lost, self._same = 0, (None, 0)
        return None

    def _cut_off(self, entry: Entry, error: LineLost) -> Outcome | None:
        """The line was lost in the middle of a mail."""
        self._hang_up()
        if error.after_dot:
            self.ledger.move(entry.key, State.UNKNOWN, why=error.why)
        elif error.step is Step.MAIL:  # nothing of this mail was taken: it is about the line
            self.ledger.release(entry.key, why=error.why)
        else:
            self._again(entry, error.why)
        return self._line_lost(discreet(error.why, entry.address))

    def _refused(self, line: Line, entry: Entry, error: Refused) -> Outcome | None:
        code, why = error.reply.code, error.reply.words
        self._lost = 0
        if error.action in {Action.STOP, Action.PAUSE}:
            self.ledger.release(entry.key, code=code, why=why)
            ended = Ended.STOPPED if error.action is Action.STOP else Ended.PAUSED
            return Outcome(ended, discreet(why, entry.address))
        if error.action is Action.LATER:
            self._again(entry, why, code)
        else:
            self.ledger.move(entry.key, State.FAILED, code=code, why=why)
        try:
            line.reset()
        except (LineLost, Refused):
            self._hang_up()
        if error.action is Action.LATER:
            return None
        return self._refused_alike((error.step, code, error.reply.enhanced), discreet(why, entry.address))

    def _again(self, entry: Entry, why: str, code: int | None = None) -> None:
        """The mail later, a little longer each time; after the last time it failed."""
        if entry.tries > len(WAITS):
            self.ledger.move(entry.key, State.FAILED, code=code, why=f"gave up: {why}")
            return
        due = self.ledger.now() + WAITS[entry.tries - 1] * _MINUTE * (0.5 + self.random())
        self.ledger.move(entry.key, State.QUEUED, code=code, why=why, not_before=due)

    def _line_lost(self, why: str) -> Outcome | None:
        """A new line after a while; when too many were lost in a row, none."""
        self._lost += 1
        if self._lost >= IN_A_ROW:
            return Outcome(Ended.PAUSED, why)
        self._since, self._pause = self.ledger.now(), LINE_WAITS[self._lost - 1] * (0.5 + self.random())
        return None

    def _refused_alike(self, reason: object, why: str) -> Outcome | None:
        """The same answer for several people in a row is about something else than people."""
        before, count = self._same
        self._same = (reason, count + 1 if reason == before else 1)
        return Outcome(Ended.PAUSED, why) if self._same[1] >= IN_A_ROW else None

    def _close(self) -> None:
        if self._line is not None:
            self._line.close()
            self._line = None

    def _hang_up(self) -> None:
        if self._line is not None:
            self._line.hang_up()
            self._line = None
