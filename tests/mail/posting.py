"""What tests of mail begin with: a clock that only waiting moves, a ledger with letters in it, a sender, a server."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from handouts.mail.account import Login, Server
from handouts.mail.dial import dial
from handouts.mail.opening import open_ledger
from handouts.mail.records import Letter
from handouts.mail.sender import Outcome, Pace, Sender

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from fault_server import FaultServer

    from handouts.mail.ledger import Ledger
    from handouts.mail.records import Entry

CLINIC = "desk@alder.example"

#: Nothing holds a test up but what it is about.
FAST = Pace(a_minute=1e9, a_day=1_000_000)


class Clock:
    """The time in seconds; ``wait`` lets it pass and keeps how long."""

    def __init__(self) -> None:
        self.at = 1_000_000.0
        self.waited: list[float] = []

    def __call__(self) -> float:
        return self.at

    def wait(self, seconds: float) -> None:
        self.waited.append(seconds)
        self.at += seconds


def opened(path: Path, clock: Clock, run: str = "run", witnesses: Path | None = None) -> Ledger:
    return open_ledger(
        path, now=clock, run=run, random=lambda count: hashlib.sha256(b"fixed").digest()[:count], witnesses=witnesses
    )


def letter(ledger: Ledger, line: int, leaflet: str = "needling 1.0") -> Letter:
    address = f"client{line}@example.org"
    key = ledger.key("alder", leaflet, address)
    message_id = f"<{key}@alder.example>"
    content = f"To: {address}\r\nMessage-ID: {message_id}\r\n\r\nHello {line}\r\n.\r\n..dots\r\n"
    return Letter(key, line, message_id, address, content.encode())


def letters(ledger: Ledger, count: int) -> list[Letter]:
    return [letter(ledger, line) for line in range(1, count + 1)]


@dataclass
class Post:
    """A ledger with a batch ``b1``, and the server it is sent to."""

    ledger: Ledger
    clock: Clock
    server: FaultServer
    security: str = "none"
    login: Login | None = None
    timeout: float = 10.0
    pace: Pace = FAST
    halted: Callable[[], bool] = lambda: False
    told: list[Entry] = field(default_factory=list)

    def run(self, *, patient: bool = True) -> Outcome:
        assert self.ledger.now is self.clock, "else a wait would never end"
        address = Server("localhost", self.server.port, self.security, self.timeout, self.timeout)  # type: ignore[arg-type]
        sender = Sender(
            self.ledger,
            "b1",
            CLINIC,
            lambda: dial(address, self.login),
            self.clock.wait,
            lambda: 0.5,
            self.pace,
            self.halted,
            self.told.append,
        )
        return sender.run(patient=patient)
