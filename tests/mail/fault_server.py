"""A scripted mail server on a real socket that goes wrong where it is told to, and remembers what it took.

What it took is the truth that a sender's ledger is compared with. Steps at which a fault can happen:

greeting, ehlo, starttls, auth, mail, rcpt, data
    instead of the answer to that step.
body
    in the middle of the message's lines.
dot
    the final dot was read, and the mail is *not* taken.
reply
    the mail is taken, and the answer that says so goes wrong.
rset, quit
    after the mail.

What can go wrong is a word (see ``_FAULTS``) or an answer, such as ``"451 4.7.1 greylisted"``.
Run as a program it prints its port, and writes each mail that it takes as a line of JSON::

    python tests/mail/fault_server.py taken.jsonl
"""

from __future__ import annotations

import base64
import contextlib
import json
import os
import re
import socket
import struct
import sys
import threading
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    import ssl
    from collections.abc import Iterable
    from types import TracebackType

STEPS = ("greeting", "ehlo", "starttls", "auth", "mail", "rcpt", "data", "body", "dot", "reply", "rset", "quit")

#: Seconds after which a server that has stopped answering ends, if nobody has hung up; a sender under test waits less.
STALL = 10.0

#: What the server says at each step when all goes well.
_FINE = {
    "greeting": "220 fault.example ESMTP",
    "starttls": "220 go ahead",
    "auth": "235 2.7.0 welcome",
    "mail": "250 2.1.0 fine",
    "rcpt": "250 2.1.5 fine",
    "data": "354 go on",
    "body": "",
    "dot": "250 2.0.0 queued",
    "reply": "250 2.0.0 queued",
    "rset": "250 2.0.0 fine",
    "quit": "221 2.0.0 bye",
}


@dataclass(frozen=True)
class Fault:
    """Where, what, the how-manieth time that step is reached (from 1), and whether from then on always."""

    at: str
    do: str
    nth: int = 1
    always: bool = False


@dataclass(frozen=True)
class Taken:
    """A mail that the server said it has taken, or would have said."""

    message_id: str
    sender: str
    recipients: tuple[str, ...]
    content: bytes


class _Gone(Exception):
    """The server has ended the line."""


@dataclass
class FaultServer:
    """A server on a free port of this machine while the ``with`` block runs."""

    faults: Iterable[Fault] = ()
    #: For STARTTLS, or with ``implicit`` from the first byte.
    tls: ssl.SSLContext | None = None
    implicit: bool = False
    #: Who may log in; None: nobody has to.
    login: tuple[str, str] | None = None
    mechanisms: str = "PLAIN LOGIN XOAUTH2"
    size: int = 10_000_000
    offers_starttls: bool = True
    #: What somebody on the way adds behind the answer to STARTTLS.
    slipped_in: bytes = b""
    log: Path | None = None
    taken: list[Taken] = field(default_factory=list)
    #: Everything that was said to it, decrypted where it was encrypted, and the first bytes of each encryption.
    heard: bytearray = field(default_factory=bytearray)
    reached: dict[str, int] = field(default_factory=dict)
    _stopped: bool = False

    def __enter__(self) -> Self:
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self._lock = threading.Lock()
        self._threads = [threading.Thread(target=self._accept, daemon=True)]
        self._threads[0].start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stopped = True
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.port), 1):
            pass  # wakes up the one that waits for a caller
        self._threads[0].join()
        self._listener.close()
        for thread in self._threads[1:]:
            thread.join()

    def fault(self, step: str) -> str | None:
        """What goes wrong at a step that was reached now; None when nothing does."""
        with self._lock:
            count = self.reached[step] = self.reached.get(step, 0) + 1
        for one in self.faults:
            if one.at == step and (count == one.nth or (one.always and count > one.nth)):
                return one.do
        return None

    def take(self, mail: Taken) -> None:
        with self._lock:
            self.taken.append(mail)
            if self.log is not None:
                with self.log.open("a") as file:
                    file.write(json.dumps({"message_id": mail.message_id, "to": mail.recipients}) + "\n")

    def _accept(self) -> None:
        while True:
            connection, _ = self._listener.accept()
            if self._stopped:
                connection.close()
                return
            thread = threading.Thread(target=_Session(self, connection).run, daemon=True)
            self._threads.append(thread)
            thread.start()


class _Session:
    """One caller."""

    def __init__(self, server: FaultServer, connection: socket.socket) -> None:
        self.server, self.connection = server, connection
        self.connection.settimeout(20)
        self.connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.encrypted = False
        self.waiting = b""
        self.sender, self.recipients = "", list[str]()

    def run(self) -> None:
        try:
            if self.server.implicit:
                self._encrypt()
            if not self._goes_wrong("greeting"):
                self._say("greeting")
            while self._command():
                pass
        except (_Gone, OSError):
            pass
        finally:
            with contextlib.suppress(OSError):
                self.connection.close()

    def _command(self) -> bool:
        words = self._line().decode("utf-8", "replace").strip()
        verb = words.upper().split(" ")[0].partition(":")[0]
        step = {"HELO": "ehlo"}.get(verb, verb.lower())
        if step not in STEPS:
            self._send("502 5.5.1 what?")
            return True
        if step not in {"body", "dot", "reply"} and self._goes_wrong(step):
            return True
        getattr(self, f"_{step}")(words)
        return step != "quit"

    def _ehlo(self, _: str) -> None:
        offers = ["fault.example", f"SIZE {self.server.size}", "8BITMIME", "ENHANCEDSTATUSCODES"]
        if self.server.tls and self.server.offers_starttls and not self.encrypted:
            offers.append("STARTTLS")
        if self.server.login:
            offers.append(f"AUTH {self.server.mechanisms}")
        for offer in offers[:-1]:
            self._send(f"250-{offer}")
        self._send(f"250 {offers[-1]}")

    def _starttls(self, _: str) -> None:
        self.connection.sendall(f"{_FINE['starttls']}\r\n".encode() + self.server.slipped_in)
        self._encrypt()

    def _auth(self, words: str) -> None:
        _, mechanism, *given = words.split(" ")
        if mechanism.upper() == "LOGIN":
            self._send("334 VXNlcm5hbWU6")
            user = base64.b64decode(self._line()).decode()
            self._send("334 UGFzc3dvcmQ6")
            pair = (user, base64.b64decode(self._line()).decode())
        elif mechanism.upper() == "PLAIN":
            _, user, password = base64.b64decode(given[0]).decode().split("\0")
            pair = (user, password)
        else:
            found = re.fullmatch("user=(.*)\1auth=Bearer (.*)\1\1", base64.b64decode(given[0]).decode())
            assert found
            pair = (found[1], found[2])
            if pair != self.server.login:  # the reason comes as a challenge, the verdict after an empty line
                self._send("334 eyJzdGF0dXMiOiI0MDAifQ==")
                self._line()
        if pair == self.server.login:
            self._say("auth")
        else:
            self._send("535 5.7.8 Username and Password not accepted")

    def _mail(self, words: str) -> None:
        self.sender, self.recipients = _address(words), []
        self._say("mail")

    def _rcpt(self, words: str) -> None:
        self.recipients.append(_address(words))
        self._say("rcpt")

    def _data(self, _: str) -> None:
        self._say("data")
        lines: list[bytes] = []
        refused = False
        while (line := self._line()) != b".\r\n":
            lines.append(line[1:] if line.startswith(b".") else line)
            if len(lines) == 3:
                refused = self._goes_wrong("body")
        if refused or self._goes_wrong("dot"):
            return
        content = b"".join(lines)
        found = re.search(rb"(?im)^message-id:\s*(\S+)", content)
        message_id = found[1].decode() if found else ""
        self.server.take(Taken(message_id, self.sender, tuple(self.recipients), content))
        if not self._goes_wrong("reply"):
            self._say("reply")

    def _rset(self, _: str) -> None:
        self._say("rset")

    def _quit(self, _: str) -> None:
        self._say("quit")

    def _goes_wrong(self, step: str) -> bool:
        """Whether the right answer to a step must not be given any more."""
        do = self.server.fault(step)
        if do is None:
            return False
        if do[:1].isdigit():
            for line in do.split("\n"):
                self._send(line)
            if do.startswith("421"):
                raise _Gone
            return True
        if do == "extra":
            self._send("250 2.0.0 nobody asked") if step == "body" else self._twice(step)
            return step != "body"
        _FAULTS[do](self)
        return True

    def _twice(self, step: str) -> None:
        """The right answer, and one more that nobody asked for, in one go."""
        if step == "ehlo":
            self._send("250-fault.example\r\n250 SIZE 10000\r\n250 2.0.0 nobody asked")
        else:
            self._send(f"{_FINE[step]}\r\n250 2.0.0 nobody asked")

    def drop(self) -> None:
        raise _Gone

    def reset(self) -> None:
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        raise _Gone

    def stall(self) -> None:
        """Nothing more is said until the other side hangs up."""
        self.connection.settimeout(STALL)
        while self.connection.recv(65536):
            pass
        raise _Gone

    def junk(self) -> None:
        self.connection.sendall(b"\xff\xfeHTTP/1.1 200 OK\r\n\r\n" * 3)

    def long(self) -> None:
        """An answer of a megabyte."""
        self.connection.sendall((b"250-" + b"x" * 500 + b"\r\n") * 2_000 + b"250 end\r\n")

    def endless(self) -> None:
        """A line that does not end."""
        self.connection.sendall(b"250 " + b"x" * 1_000_000)

    def half(self) -> None:
        """Half an answer, then nothing."""
        self.connection.sendall(b"250 2.0")
        raise _Gone

    def unfinished(self) -> None:
        """An answer of more lines, of which the last never comes."""
        self.connection.sendall(b"250-2.0.0 one\r\n")
        raise _Gone

    def _encrypt(self) -> None:
        assert self.server.tls is not None
        self.server.heard += self.connection.recv(65536, socket.MSG_PEEK)  # a password that was not encrypted
        self.connection = self.server.tls.wrap_socket(self.connection, server_side=True)
        self.encrypted, self.waiting = True, b""

    def _say(self, step: str) -> None:
        self._send(_FINE[step])

    def _send(self, words: str) -> None:
        self.connection.sendall(f"{words}\r\n".encode())

    def _line(self) -> bytes:
        while b"\n" not in self.waiting:
            found = self.connection.recv(65536)
            if not found:
                raise _Gone
            self.server.heard += found
            self.waiting += found
        line, _, self.waiting = self.waiting.partition(b"\n")
        return line + b"\n"


_FAULTS = {
    "drop": _Session.drop,
    "reset": _Session.reset,
    "stall": _Session.stall,
    "junk": _Session.junk,
    "long": _Session.long,
    "endless": _Session.endless,
    "half": _Session.half,
    "unfinished": _Session.unfinished,
}


def _address(words: str) -> str:
    found = re.search(r"<([^>]*)>", words)
    return found[1] if found else ""


def main() -> None:
    with FaultServer(log=Path(sys.argv[1])) as server:
        os.write(1, f"{server.port}\n".encode())
        sys.stdin.read()


if __name__ == "__main__":
    main()
