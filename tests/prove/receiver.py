"""aiosmtpd as a process of its own: it writes the Message-ID of each mail to a file before it says that it took it."""

from __future__ import annotations

import email
import signal
import sys
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller


class Receiver:
    """Takes everything."""

    def __init__(self, log: Path) -> None:
        self.log = log

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: ANN401, N802 - aiosmtpd's names
        with self.log.open("a", encoding="utf-8") as file:
            file.write(f"{email.message_from_bytes(envelope.content)['Message-ID']}\n")
        return "250 2.0.0 taken"


if __name__ == "__main__":
    Controller(Receiver(Path(sys.argv[2])), hostname="127.0.0.1", port=int(sys.argv[1])).start()
    signal.pause()
