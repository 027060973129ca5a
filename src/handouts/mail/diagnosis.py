"""What is wrong with a mail account, in plain words: found out by doing all but sending."""

from __future__ import annotations

import socket
from dataclasses import dataclass
from typing import TYPE_CHECKING

from handouts.mail.dial import dial
from handouts.mail.discreet import discreet
from handouts.mail.faults import Distrusted, LineLost, Refused
from handouts.mail.replies import Step

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handouts.mail.account import Login, Server
    from handouts.mail.line import Line

#: Bytes of a mail that carries a leaflet with pictures; a server that takes less will refuse some.
_ROOM = 5_000_000


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at."""

    what: str
    fine: bool
    words: str = ""


def diagnose(server: Server, login: Login | None, sender: str) -> Iterator[Finding]:
    """Everything up to sending, in the order in which it happens; ends with the first thing that is wrong.

    Args:
        server: where mail is handed in.
        login: who hands it in.
        sender: the address that mail comes from.
    """
    try:
        socket.getaddrinfo(server.host, server.port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        yield Finding("name", fine=False, words=f'No server is called "{server.host}". Look at preset: or host:')
        return
    yield Finding("name", fine=True, words=server.host)
    try:
        line = dial(server, login)
    except (Distrusted, LineLost, Refused) as error:
        yield Finding(_where(error), fine=False, words=plain(error))
        return
    try:
        yield from _dialled(line, server, login, sender)
    finally:
        line.close()


def _dialled(line: Line, server: Server, login: Login | None, sender: str) -> Iterator[Finding]:
    secured = {"none": "not encrypted, on this machine", "starttls": "STARTTLS", "implicit": "TLS"}[server.security]
    yield Finding("connection", fine=True, words=f"port {server.port}, {secured}")
    yield Finding("login", fine=True, words="" if login else "none is asked for")
    try:
        line.try_sender(sender)
    except (LineLost, Refused) as error:
        yield Finding("sender", fine=False, words=plain(error))
        return
    yield Finding("sender", fine=True, words="mail may come from the account's address")
    limit = line.offers.get("SIZE", "")
    least = int(limit) if limit.isdigit() else 0
    words = f"at most {least / 1e6:.0f} MB a mail" if least else "no limit is told"
    yield Finding("size", fine=not 0 < least < _ROOM, words=words)


def _where(error: Distrusted | LineLost | Refused) -> str:
    if isinstance(error, Distrusted):
        return "certificate" if "certificate" in str(error) else "encryption"
    return "login" if error.step is Step.AUTH else "connection"


def plain(error: Exception) -> str:
    """What went wrong on a line to a server, and what to do about it."""
    if isinstance(error, Distrusted):
        return f"{error}. The password was not sent. Look at host:, port: and security:, or ask who runs the server."
    if isinstance(error, LineLost):
        hints = {
            Step.GREETING: "Is the port right (465 with implicit, 587 with starttls), and does a firewall let it pass?",
            Step.STARTTLS: "Write security: implicit with port 465, or starttls with port 587.",
        }
        return f"{discreet(error.why, None)}. {hints.get(error.step, 'Try again in a few minutes.')}"
    if isinstance(error, Refused):
        said = f'The server said "{discreet(error.reply.words, None)}".'
        hints = {
            Step.AUTH: "Many providers want a password made for programs (an app password), or OAuth: token_command.",
            Step.MAIL: "The account may not send from this address: look at user:",
        }
        return f"{said} {hints.get(error.step, 'Ask who runs the server.')}"
    raise TypeError(f"{type(error).__name__} is no fault of a line")
