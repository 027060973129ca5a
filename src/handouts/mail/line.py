"""One line to a mail server (RFC 5321), on which it is known at every moment how far things have gone.

The standard library's ``smtplib`` is not used: it takes a stray line for the answer to the next command, checks no
certificate unless told to, tries a password twice, and cannot stop before the final dot.
"""

from __future__ import annotations

import base64
import contextlib
import re
import ssl
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from handouts.mail.replies import Action, Reply, Step, judge

if TYPE_CHECKING:
    import socket
    from collections.abc import Callable

#: A whole answer may have so many bytes; RFC 5321 4.5.3.1.5 allows 512 a line, and EHLO has a dozen lines.
_LONGEST_REPLY = 64_000

_REPLY_LINE = re.compile(rb"(\d{3})([ -]?)([^\r\n]*)\r?\n")


class LineLost(Exception):
    """The line broke, or says what was not asked. ``after_dot``: the server may have taken the mail."""

    def __init__(self, step: Step, why: str) -> None:
        self.step, self.why = step, why
        super().__init__(f"{step}: {why}")

    @property
    def after_dot(self) -> bool:
        """Whether the final dot may have gone out."""
        return self.step is Step.DOT


class Distrusted(Exception):
    """The server is not the one it should be, or would have had the password in the clear. Nothing was said to it."""


class Refused(Exception):
    """The server answered no; ``action`` is what that asks for."""

    def __init__(self, step: Step, reply: Reply, action: Action) -> None:
        self.step, self.reply, self.action = step, reply, action
        super().__init__(f"{step}: {reply.code}")


@dataclass(frozen=True, slots=True)
class Server:
    """Where mail is handed in.

    ``security`` is TLS from the first byte (usually port 465) or asked for (usually 587); ``none`` is for a server on
    this very machine only. ``timeout`` is in seconds; an answer to the final dot may take ten minutes (4.5.3.2.6).
    """

    host: str
    port: int
    security: Literal["implicit", "starttls", "none"] = "implicit"
    timeout: float = 30.0
    dot_timeout: float = 600.0


@dataclass(frozen=True, slots=True)
class Login:
    """Who hands mail in. ``secret`` is a password, or a token where ``bearer`` says so; neither is ever shown."""

    user: str
    secret: str = field(repr=False)
    bearer: bool = False


@dataclass(slots=True)
class Line:
    """An open line: after :func:`handouts.mail.dial.dial` it has said hello, is encrypted and logged in."""

    server: Server
    connection: socket.socket
    #: Puts TLS around a connection to a host.
    encrypt: Callable[[socket.socket, str], socket.socket]
    offers: dict[str, str] = field(default_factory=dict)
    _waiting: bytes = b""

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
        self._ask(Step.MAIL, f"MAIL FROM:<{sender}>{size}")
        self._ask(Step.RCPT, f"RCPT TO:<{recipient}>")
        self._ask(Step.DATA, "DATA")
        self._send(Step.DATA, _stuffed(content))
        self._expect_silence(Step.DATA)
        before_dot()
        self.connection.settimeout(self.server.dot_timeout)
        self._send(Step.DOT, b".\r\n")
        reply = self._answer(Step.DOT)
        self.connection.settimeout(self.server.timeout)
        return reply

    def reset(self) -> None:
        """Forget a mail that was begun.

        Raises:
            LineLost: the line broke.
            Refused: the server will not.
        """
        self._ask(Step.RSET, "RSET")

    def try_sender(self, sender: str) -> None:
        """Begin a mail from an address and take that back: raises ``Refused`` where the account may not."""
        self._ask(Step.MAIL, f"MAIL FROM:<{sender}>")
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
            Refused: the server will not have it.
            Distrusted: the server offers no mechanism of ours.
        """
        offered = self.offers.get("AUTH", "").upper().split()
        if login.bearer:
            self._mechanism("XOAUTH2", offered)
            words = f"user={login.user}\1auth=Bearer {login.secret}\1\1"
            self._secret(f"AUTH XOAUTH2 {_base64(words)}")
        elif "PLAIN" in offered:
            words = f"\0{login.user}\0{login.secret}"
            self._secret(f"AUTH PLAIN {_base64(words)}")
        else:
            self._mechanism("LOGIN", offered)
            self._secret("AUTH LOGIN", 334)
            self._secret(_base64(login.user), 334)
            self._secret(_base64(login.secret))

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
        reply = self._reply(step)
        action = judge(step, reply)
        if action is Action.GO_ON:
            return reply
        if action is Action.RECONNECT:
            raise LineLost(step, f"the server answered {reply.words}")
        raise Refused(step, reply, action)

    def _reply(self, step: Step) -> Reply:
        codes: set[bytes] = set()
        lines: list[str] = []
        read = 0
        while True:
            line = self._line(step)
            read += len(line)
            found = _REPLY_LINE.fullmatch(line)
            if found is None or read > _LONGEST_REPLY:
                raise LineLost(step, "an answer that is none of SMTP")
            codes.add(found[1])
            lines.append(found[3].decode("ascii", "replace"))
            if found[2] != b"-":
                break
        if len(codes) > 1:
            raise LineLost(step, "an answer whose lines contradict each other")
        return Reply(int(found[1]), "\n".join(lines))

    def _line(self, step: Step) -> bytes:
        while b"\n" not in self._waiting:
            if len(self._waiting) > _LONGEST_REPLY:
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
            self.connection.sendall(data)
        except OSError as error:
            raise LineLost(step, said(error)) from None

    def _expect_silence(self, step: Step) -> None:
        """Nothing may be waiting when it is our turn: a stray line would be taken for the next answer."""
        if not self._waiting:
            self.connection.settimeout(0)
            try:
                self._waiting = self.connection.recv(1)
            except (BlockingIOError, ssl.SSLWantReadError):
                return
            except OSError as error:
                raise LineLost(step, said(error)) from None
            finally:
                self.connection.settimeout(self.server.timeout)
        raise LineLost(step, "an answer that nothing was asked for" if self._waiting else "the server hung up")


def said(error: OSError) -> str:
    """What went wrong, in words that name nobody."""
    if isinstance(error, TimeoutError):
        return "no answer in time"
    if isinstance(error, ssl.SSLError):
        return (error.reason or "TLS failed").replace("_", " ").lower()
    return error.strerror or type(error).__name__


def _base64(words: str) -> str:
    return base64.b64encode(words.encode()).decode("ascii")


def _stuffed(content: bytes) -> bytes:
    """The content as it goes over the line: every line ends with CRLF, a dot at its start is doubled (4.5.2)."""
    lines = re.split(rb"\r\n|\r|\n", content)
    if lines[-1] == b"":
        lines.pop()
    return b"".join(b"." + line + b"\r\n" if line.startswith(b".") else line + b"\r\n" for line in lines)
