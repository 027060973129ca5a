"""A mail server that is only looked into: a few commands of IMAP on a real socket, which answers as it is told to."""

from __future__ import annotations

import contextlib
import re
import socket
import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    import ssl

#: What LIST answers when nothing else is said.
MARKED = (rb'(\HasNoChildren) "/" "INBOX"', rb'(\HasNoChildren \Sent) "/" "Gesendet &APw-ber"')


@dataclass
class ImapServer:
    """``folders`` are the lines of LIST; ``there`` the Message-IDs in each folder, by its name as it is selected."""

    there: dict[bytes, set[str]]
    folders: tuple[bytes, ...] = MARKED
    tls: ssl.SSLContext | None = None
    #: The command at which it says no, or hangs up.
    refuses: str = ""
    hangs_up_at: str = ""
    heard: list[bytes] = field(default_factory=list)

    def __enter__(self) -> Self:
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self._stopped = False
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stopped = True
        socket.create_connection(("127.0.0.1", self.port), 1).close()  # wakes up the one that waits for a caller
        self._thread.join()
        self._listener.close()

    def _serve(self) -> None:
        while True:
            connection, _ = self._listener.accept()
            if self._stopped:
                connection.close()
                return
            threading.Thread(target=self._talk, args=(connection,), daemon=True).start()

    def _talk(self, connection: socket.socket) -> None:
        with contextlib.suppress(OSError, ValueError), connection:
            line = self.tls.wrap_socket(connection, server_side=True) if self.tls else connection
            with line, line.makefile("rwb", 0) as file:
                file.write(b"* OK ready\r\n")
                self._commands(file)

    def _commands(self, file: object) -> None:
        selected = b""
        while words := file.readline():  # type: ignore[attr-defined]
            self.heard.append(words)
            tag, name, rest = (*words.strip().split(b" ", 2), b"")[:3]
            command = name.decode().upper()
            if command == self.hangs_up_at:
                return
            said, state = [], b"NO" if command == self.refuses else b"OK"
            if command == "CAPABILITY":
                said = [b"CAPABILITY IMAP4rev1 AUTH=PLAIN AUTH=XOAUTH2"]
            elif command == "AUTHENTICATE":
                file.write(b"+ \r\n")  # type: ignore[attr-defined]
                self.heard.append(file.readline())  # type: ignore[attr-defined]
            elif command == "LIST":
                said = [b"LIST " + each for each in self.folders]
            elif command == "EXAMINE":
                selected = rest
                state = b"OK" if rest in self.there and state == b"OK" else b"NO"
            elif command == "SEARCH":
                wanted = re.search(rb'"(<[^"]*>)"', rest)
                found = wanted is not None and wanted[1].decode() in self.there[selected]
                said = [b"SEARCH 7" if found else b"SEARCH"]
            file.write(b"".join(b"* " + each + b"\r\n" for each in said))  # type: ignore[attr-defined]
            file.write(tag + b" " + state + b" so\r\n")  # type: ignore[attr-defined]
            if command == "LOGOUT":
                return
