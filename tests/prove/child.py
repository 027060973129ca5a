"""A run of the sender as a process of its own, killed without warning at the step that is asked for.

``python -m tests.prove.child LEDGER WITNESSES BATCH PORT [STEP NTH]``; ``any`` kills at the NTH step, whichever it is.
"""

from __future__ import annotations

import os
import random
import signal
import sys
import time
from pathlib import Path
from typing import Any

from handouts.mail.account import Server
from handouts.mail.dial import dial
from handouts.mail.ledger import Ledger
from handouts.mail.line import Line
from handouts.mail.lock import sole_sender
from handouts.mail.opening import open_ledger
from handouts.mail.replies import Step
from handouts.mail.sender import Pace, Sender
from handouts.mail.witness import Witness

#: Every step of one mail at which a run can be killed, in their order.
STEPS = (
    "claimed",
    "asked-mail",
    "answered-mail",
    "asked-rcpt",
    "answered-rcpt",
    "asked-data",
    "answered-data",
    "half-body",
    "body",
    "before-committing",
    "after-committing",
    "witnessed",
    "dot",
    "answered-dot",
    "before-sent",
    "after-sent",
    "told",
)

SENDER = "desk@alder.example"


class Killer:
    """Counts steps, and ends the process at the one that was asked for."""

    def __init__(self, step: str, nth: int) -> None:
        self.step, self.nth, self.seen = step, nth, 0

    def __call__(self, step: str) -> None:
        if self.step in {step, "any"}:
            self.seen += 1
            if self.seen == self.nth:
                os.kill(os.getpid(), signal.SIGKILL)


def wire(hit: Killer) -> None:
    """Let the killer hear of every step, without a change to what the steps do."""
    claim, move, write = Ledger.claim, Ledger.move, Witness.write
    send, answer = Line._send, Line._reply  # noqa: SLF001 - steps have no other place to be seen

    def claimed(self: Ledger, batch: str) -> Any:  # noqa: ANN401 - as it was
        found = claim(self, batch)
        if found is not None:
            hit("claimed")
        return found

    def moved(self: Ledger, key: str, state: Any, **more: Any) -> None:  # noqa: ANN401 - as it was
        hit(f"before-{state}")
        move(self, key, state, **more)
        hit(f"after-{state}")

    def witnessed(self: Witness, number: int, key: str) -> None:
        write(self, number, key)
        hit("witnessed")

    def sent(self: Line, step: Step, data: bytes) -> None:
        if step is Step.DATA and data != b"DATA\r\n":
            send(self, step, data[: len(data) // 2])
            hit("half-body")
            send(self, step, data[len(data) // 2 :])
            hit("body")
            return
        send(self, step, data)
        hit("dot" if step is Step.DOT else f"asked-{step}")

    def answered(self: Line, step: Step) -> Any:  # noqa: ANN401 - as it was
        reply = answer(self, step)
        hit(f"answered-{step}")
        return reply

    Ledger.claim, Ledger.move, Witness.write = claimed, moved, witnessed  # type: ignore[method-assign]
    Line._send, Line._reply = sent, answered  # type: ignore[method-assign] # noqa: SLF001 - same


def main(arguments: list[str]) -> int:
    """Send what waits; the exit code tells whether the run came to its end."""
    path, witnesses, batch, port, *kill = arguments
    hit = Killer(kill[0], int(kill[1])) if kill else Killer("", 0)
    wire(hit)
    server = Server("localhost", int(port), "none", timeout=30, dot_timeout=30)
    ledger = open_ledger(Path(path), now=time.time, run=str(os.getpid()), random=os.urandom, witnesses=Path(witnesses))
    with sole_sender(Path(path)):
        sender = Sender(
            ledger,
            batch,
            SENDER,
            lambda: dial(server, None),
            time.sleep,
            random.random,
            Pace(a_minute=1e9, a_day=10_000_000),
            tell=lambda _entry: hit("told"),
        )
        sys.stdout.write(f"{sender.run().ended}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
