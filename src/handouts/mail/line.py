"""One line to a mail server (RFC 5321), on which it is known at every moment how far things have gone.

The standard library's ``smtplib`` is not used: it takes a stray line for the answer to the next command, checks no
certificate unless told to, tries a password twice, and cannot stop before the final dot.
"""

from __future__ import annotations

import contextlib
import re
import ssl
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from handouts.mail.faults import Distrusted, LineLost, Refused, said
from handouts.mail.octets import base64_of, path, stuffed
from handouts.mail.replies import Action, Reply, Step, judge

if TYPE_CHECKING:
    import socket
    from collections.abc import Callable, Iterator

    from handouts.mail.account import Login, Server

#: A whole answer may have so many bytes; RFC 5321 4.5.3.1.5 allows 512 a line, and EHLO has a dozen lines.
_LONGEST_REPLY = 64_000

#: An answer may come in so many pieces: a server that sends a letter each half minute must not hold us for days.
_MOST_PIECES = 100

#: Bytes handed to the network at once. Each such piece may take as long as the server's timeout, else a mail of some
#: megabytes could never leave over a slow line.
_PIECE = 65_536

_REPLY_LINE = re.compile(rb"(\d{3})(?:([ -])([^\r\n]*))?\r?\n")

_UNASKED = "an answer that nothing was asked for"


@dataclass(slots=True)
class Line:
    """An open line: after :func:`handouts.mail.dial.dial` it has said hello, is encrypted and logged in."""

    server: Server
    connection: socket.socket
    #: Puts TLS around a connection to a host.
    encrypt: Callable[[socket.socket, str], socket.socket]
    offers: dict[str, str] = field(default_factory=dict)
    _waiting: bytes = field(default=b"", repr=False)
    #: Who has logged in: a server may repeat the secret at any later step.
    _login: Login | None = field(default=None, repr=False)

    def deliver(self, sender: str, recipient: str, content: bytes, before_dot: Callable[[], None]) -> Reply:
        """Hand in one mail for one person.

        Args:
            sender: the address that bounces go to.
            recipient: the address.
            content: the message, its lines ended by CRLF.
            before_dot: called when everything but the final dot is out: it writes down that the dot will follow.

        Raises:
            Refused: the server said no; it has not taken the mail.
            LineLost: the line broke; ``after_dot`` tells whether the mail may have been taken.
        """
        self._check_size(content)
        size = f" SIZE={len(content)}" if "SIZE" in self.offers else ""
        self._ask(Step.MAIL, f"MAIL FROM:{path(sender)}{size}")
        self._ask(Step.RCPT, f"RCPT TO:{path(recipient)}")
        self._ask(Step.DATA, "DATA")
        self._send(Step.DATA, stuffed(content))
        self._expect_silence(Step.DATA)
        before_dot()
        self._expect_silence(Step.DATA)  # writing down takes a moment in which an answer to nothing may have come
        return self._dot()

    def _dot(self) -> Reply:
        self._send(Step.DOT, b".\r\n")
        self.connection.settimeout(self.server.dot_timeout)
        try:
            reply = self._reply(Step.DOT)
        finally:
            self.connection.settimeout(self.server.timeout)
        if self._overheard() == _UNASKED:  # two answers, of which nobody knows which is the one to the dot
            raise LineLost(Step.DOT, _UNASKED)
        return self._judged(Step.DOT, reply)

    def reset(self) -> None:
        """Forget a mail that was begun.

        Raises:
            LineLost: the line broke.
            Refused: the server will not.
        """
        self._ask(Step.RSET, "RSET")

    def try_sender(self, sender: str) -> None:
        """Begin a mail from an address and take that back: raises ``Refused`` where the account may not."""
        self._ask(Step.MAIL, f"MAIL FROM:{path(sender)}")
        self.reset()

    def close(self) -> None:
        """Say goodbye, if the line still stands, and hang up."""
        with contextlib.suppress(LineLost, Refused, OSError):
            self._ask(Step.QUIT, "QUIT")
        self.hang_up()

    def hang_up(self) -> None:
        """End the line without a word."""
        with contextlib.suppress(OSError):
            self.connection.close()

    def greet(self) -> None:
        """Hear the greeting; say hello; encrypt where that is asked for."""
        self._answer(Step.GREETING)
        self._hello()
        if self.server.security == "starttls":
            self._start_tls()
            self._hello()

    def log_in(self, login: Login) -> None:
        """Log in by one mechanism, tried once: a second try can lock the account.

        Raises:
            Refused: the server will not have it. Its words hold no secret, even when the server repeats what it heard.
            Distrusted: the server offers no mechanism of ours.
            LineLost: the line broke.
        """
        self._login = login
        offered = self.offers.get("AUTH", "").upper().split()
        if login.bearer:
            self._mechanism("XOAUTH2", offered)
            self._secret(f"AUTH XOAUTH2 {base64_of(login.bearing)}")
        elif "PLAIN" in offered:
            self._secret(f"AUTH PLAIN {base64_of(login.plain)}")
        else:
            self._mechanism("LOGIN", offered)
            self._secret("AUTH LOGIN", 334)
            self._secret(base64_of(login.user), 334)
            self._secret(base64_of(login.secret))

    def _mechanism(self, name: str, offered: list[str]) -> None:
        if name not in offered:
            raise Distrusted(f"the server offers no login of the kind {name}")

    def _secret(self, words: str, wanted: int = 235) -> None:
        reply = self._ask(Step.AUTH, words)
        if reply.code != wanted:  # XOAUTH2 puts its reason into a challenge; an empty line asks for the verdict
            reply = self._ask(Step.AUTH, "")
        if reply.code != wanted:
            raise LineLost(Step.AUTH, "an answer of another kind than was asked for")

    def _hello(self) -> None:
        reply = self._ask(Step.EHLO, "EHLO [127.0.0.1]")
        words = (line.partition(" ") for line in reply.text.split("\n")[1:])
        self.offers = {name.upper(): rest for name, _, rest in words}

    def _start_tls(self) -> None:
        if "STARTTLS" not in self.offers:
            raise Distrusted("the server offers no encryption (STARTTLS)")
        self._ask(Step.STARTTLS, "STARTTLS")
        self._expect_silence(Step.STARTTLS)
        self.connection = self.encrypt(self.connection, self.server.host)
        self.offers = {}

    def _check_size(self, content: bytes) -> None:
        """Before a byte goes out (RFC 1870)."""
        limit = self.offers.get("SIZE", "")
        if limit.isdigit() and 0 < int(limit) < len(content):
            reply = Reply(552, f"5.3.4 the mail has {len(content)} bytes, the server takes {limit}")
            raise Refused(Step.MAIL, reply, Action.FAIL)

    def _ask(self, step: Step, words: str) -> Reply:
        if not words.isascii() or not words.isprintable():
            # More than one command, or one that no server understands; not the words themselves: they may be secret.
            raise ValueError(f"a command of {step} that is not one line of ASCII")
        self._expect_silence(step)
        self._send(step, f"{words}\r\n".encode("ascii"))
        return self._answer(step)

    def _answer(self, step: Step) -> Reply:
        """The whole answer to a step.

        Raises:
            Refused: it is a no.
            LineLost: it is none, or it is no answer to this step.
        """
        return self._judged(step, self._reply(step))

    def _judged(self, step: Step, reply: Reply) -> Reply:
        """An answer that is a yes, without the secret that it may repeat.

        Raises:
            Refused: it is a no.
            LineLost: it is no answer to this step.
        """
        action = judge(step, reply)
        told = self._login.hushed(reply) if self._login else reply
        if action is Action.GO_ON:
            return told
        if action is Action.RECONNECT:
            raise LineLost(step, f"the server answered {told.words}")
        raise Refused(step, told, action)

    def _reply(self, step: Step) -> Reply:
        codes: set[bytes] = set()
        lines: list[str] = []
        read = 0
        pieces = iter(range(_MOST_PIECES))
        while True:
            line = self._line(step, pieces)
            read += len(line)
            found = _REPLY_LINE.fullmatch(line)
            if found is None or read > _LONGEST_REPLY:
                raise LineLost(step, "an answer that is none of SMTP")
            codes.add(found[1])
            lines.append((found[3] or b"").decode("ascii", "replace"))
            if found[2] != b"-":
                break
        if len(codes) > 1:
            raise LineLost(step, "an answer whose lines contradict each other")
        return Reply(int(found[1]), "\n".join(lines))

    def _line(self, step: Step, pieces: Iterator[int]) -> bytes:
        while b"\n" not in self._waiting:
            if len(self._waiting) > _LONGEST_REPLY or next(pieces, None) is None:
                raise LineLost(step, "an answer without end")
            self._waiting += self._receive(step)
        line, _, self._waiting = self._waiting.partition(b"\n")
        return line + b"\n"

    def _receive(self, step: Step) -> bytes:
        try:
            found = self.connection.recv(65536)
        except OSError as error:
            raise LineLost(step, said(error)) from None
        if not found:
            raise LineLost(step, "the server hung up")
        return found

    def _send(self, step: Step, data: bytes) -> None:
        try:
            for start in range(0, len(data), _PIECE):
                self.connection.sendall(data[start : start + _PIECE])
        except OSError as error:
            raise LineLost(step, said(error)) from None

    def _expect_silence(self, step: Step) -> None:
        """Nothing may be waiting when it is our turn: a stray line would be taken for the next answer."""
        why = self._overheard()
        if why:
            raise LineLost(step, why)

    def _overheard(self) -> str:
        """What has come in that was not waited for; empty when nothing has."""
        if not self._waiting:
            self.connection.settimeout(0)
            try:
                self._waiting = self.connection.recv(1)
            except (BlockingIOError, ssl.SSLWantReadError):
                return ""
            except OSError as error:
                return said(error)
            finally:
                self.connection.settimeout(self.server.timeout)
        return _UNASKED if self._waiting else "the server hung up"
