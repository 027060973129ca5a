"""Sending while the page is looked at: one batch at a time, in a thread of its own, ended after a whole mail."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from handouts.errors import HandoutsError
from handouts.mail.lock import sole_sender
from handouts.mail.office import Office, sender_of_batch

if TYPE_CHECKING:
    from collections.abc import Callable

    from handouts.content.mail_settings import MailSettings
    from handouts.mail.account import Login
    from handouts.mail.records import Entry
    from handouts.mail.sender import Outcome


@dataclass(slots=True)
class Round:
    """One run over one batch. ``why`` says what ended it, where nothing of a mail did."""

    batch: str
    thread: threading.Thread | None = None
    halt: threading.Event = field(default_factory=threading.Event)
    outcome: Outcome | None = None
    why: str = ""

    @property
    def goes_on(self) -> bool:
        """Whether mails are still being sent."""
        return self.thread is not None and self.thread.is_alive()


@dataclass(slots=True)
class Postman:
    """Who sends for the page."""

    office: Office
    #: Is told of a fault of ours.
    fault: Callable[[BaseException], object] | None = None
    last: Round | None = None
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def start(self, batch: str, settings: MailSettings, login: Login | None) -> bool:
        """Begin to send a batch; False while another is being sent."""
        with self._lock:
            if self.last is not None and self.last.goes_on:
                return False
            tour = Round(batch)
            tour.thread = threading.Thread(target=self._send, args=(tour, settings, login))
            self.last = tour
            tour.thread.start()
            return True

    def stop(self) -> None:
        """End after the mail at hand, and wait until that is done."""
        if self.last is not None and self.last.thread is not None:
            self.last.halt.set()
            self.last.thread.join()

    @property
    def is_at_work(self) -> bool:
        """Whether mails are being sent."""
        return self.last is not None and self.last.goes_on

    def of(self, batch: str) -> Round | None:
        """The last run, if it was over this batch."""
        return self.last if self.last is not None and self.last.batch == batch else None

    def _send(self, tour: Round, settings: MailSettings, login: Login | None) -> None:
        try:
            with self.office.ledger() as ledger, sole_sender(self.office.path()):
                tour.outcome = sender_of_batch(ledger, tour.batch, (settings, login), tour.halt, _nothing).run()
        except HandoutsError as error:
            tour.why = str(error)
        except Exception as error:  # noqa: BLE001 - nobody else would hear of it, in a thread
            tour.why = "A fault of handouts, not of your files. What was sent is in the list."
            if self.fault is not None:
                self.fault(error)


def _nothing(_entry: Entry) -> None:
    """The page reads the ledger."""
