"""Reaching a mail server: connection, encryption, login. A password is said to the right host or not at all."""

from __future__ import annotations

import ipaddress
import socket
import ssl
from typing import TYPE_CHECKING

from handouts.mail.faults import Distrusted, LineLost, said
from handouts.mail.line import Line
from handouts.mail.replies import Step

if TYPE_CHECKING:
    from handouts.mail.account import Login, Server


def dial(server: Server, login: Login | None) -> Line:
    """A line that is encrypted and logged in.

    Raises:
        Distrusted: the certificate is not that host's, encryption is not to be had, or the server is not on this
            machine and encryption is not wanted; no password was said.
        Refused: the server said no to the login, or to us.
        LineLost: there is no such server, or it does not answer.
    """
    try:
        connection = socket.create_connection((server.host, server.port), server.timeout)
    except OSError as error:
        raise LineLost(Step.GREETING, said(error)) from None
    except UnicodeError:
        raise LineLost(Step.GREETING, "there can be no server of that name") from None
    line = Line(server, connection, encrypted)
    try:
        # Else the lone final dot waits 40 ms for the other side's acknowledgement (RFC 896), and so does the doubt.
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if server.security == "none":
            _check_loopback(connection)
        elif server.security == "implicit":
            line.connection = encrypted(connection, server.host)
        line.greet()
        if login is not None:
            line.log_in(login)
    except BaseException:
        line.hang_up()
        raise
    return line


def _check_loopback(connection: socket.socket) -> None:
    if not ipaddress.ip_address(connection.getpeername()[0]).is_loopback:
        raise Distrusted("mail goes unencrypted only to a server on this very machine")


def encrypted(connection: socket.socket, host: str) -> ssl.SSLSocket:
    """TLS 1.2 or newer around a connection, the certificate checked against the host's name and the system's roots.

    Raises:
        Distrusted: the certificate is not that host's, is out of date, or nobody known has signed it; or the server
            speaks no TLS, or only what is too old.
        LineLost: the line broke.
    """
    context = ssl.create_default_context()
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    try:
        return context.wrap_socket(connection, server_hostname=host)
    except ssl.SSLCertVerificationError as error:
        raise Distrusted(f"the server's certificate is not to be trusted: {error.verify_message}") from None
    except (ssl.SSLEOFError, ssl.SSLZeroReturnError) as error:
        raise LineLost(Step.STARTTLS, said(error)) from None
    except ssl.SSLError as error:
        raise Distrusted(f"no encryption could be agreed on with the server: {said(error)}") from None
    except OSError as error:
        raise LineLost(Step.STARTTLS, said(error)) from None
