"""What the proofs share: a ledger with a batch, runs that are killed, and the truth of what a server took."""

from __future__ import annotations

import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from handouts.mail.opening import open_ledger
from handouts.mail.records import Letter
from handouts.mail.settling import settle
from handouts.mail.states import State

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from pathlib import Path

    from handouts.mail.ledger import Ledger

BATCH = "2026-11-23-1"


@dataclass(frozen=True)
class Desk:
    """A ledger in a folder, and the port of the server that it is sent to."""

    folder: Path
    port: int

    @property
    def path(self) -> Path:
        return self.folder / "mail.sqlite"

    @property
    def witnesses(self) -> Path:
        return self.folder / "witnesses"

    def open(self) -> Ledger:
        self.witnesses.mkdir(parents=True, exist_ok=True)
        return open_ledger(
            self.path, now=time.time, run="proof", random=lambda count: b"\5" * count, witnesses=self.witnesses
        )

    def fill(self, count: int, size: int = 0, name: str = "client") -> None:
        """A batch of so many mails, each with so many bytes more than it needs."""
        ledger = self.open()
        ledger.add(BATCH, "alder", [letter(ledger, line, size, name) for line in range(1, count + 1)])
        ledger.database.close()

    def run(self, *kill: str) -> bool:
        """One run in a process of its own.

        Returns:
            Whether it was killed.
        """
        command = [
            sys.executable,
            "-m",
            "tests.prove.child",
            str(self.path),
            str(self.witnesses),
            BATCH,
            str(self.port),
        ]
        done = subprocess.run([*command, *kill], capture_output=True, text=True, timeout=600, check=False)
        if done.returncode not in {0, -9}:
            raise RuntimeError(done.stderr)
        return done.returncode == -9

    def counts(self) -> dict[str, int]:
        ledger = self.open()
        try:
            return {str(state): count for state, count in ledger.counts(BATCH).items()}
        finally:
            ledger.database.close()

    def look_up(self, sent_among: Callable[[Collection[str]], Collection[str]]) -> int:
        """Settle what is unknown by what the server has.

        Returns:
            How many that were.
        """
        ledger = self.open()
        try:
            unknown = tuple(ledger.entries(BATCH, State.UNKNOWN))
            there = sent_among([entry.message_id for entry in unknown])
            for entry in unknown:
                settle(ledger, entry.key, sent=entry.message_id in there, why="looked up")
        finally:
            ledger.database.close()
        return len(unknown)

    def verdict(self, taken: Collection[str]) -> tuple[int, int, int]:
        """How many mails were taken twice, how many *sent* ones the server never took, and how many are not sent."""
        ledger = self.open()
        try:
            entries = tuple(ledger.entries(BATCH))
        finally:
            ledger.database.close()
        times = Counter(taken)
        twice = sum(1 for count in times.values() if count > 1)
        lost = sum(1 for entry in entries if entry.state is State.SENT and not times[entry.message_id])
        waiting = sum(1 for entry in entries if entry.state is not State.SENT)
        return twice, lost, waiting


def letter(ledger: Ledger, line: int, size: int, name: str) -> Letter:
    address = f"{name}{line}@example.org"
    key = ledger.key("alder", "needling", "all", address, "")
    message_id = f"<{key}@alder.example>"
    filling = ("x" * 70 + "\r\n") * (size // 72)
    head = f"From: desk@alder.example\r\nTo: {address}\r\nMessage-ID: {message_id}\r\nSubject: Information\r\n\r\n"
    return Letter(key, line, message_id, address, f"{head}Hello {line}\r\n.dots\r\n{filling}".encode())
