"""Whether mails were sent: looked up by their Message-ID in the account's folder of sent mail (IMAP, RFC 3501)."""

from __future__ import annotations

import contextlib
import imaplib
import re
import ssl
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from handouts.errors import LookUpFailed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from handouts.content.mail_settings import MailSettings
    from handouts.mail.account import Login

#: The only form of a Message-ID that goes into a command: our own.
_MESSAGE_ID: Final = re.compile(r"<[0-9a-f]{32}@[A-Za-z0-9.-]{1,253}>")

#: One line of the answer to LIST: flags, the separator, the name in quotes or bare (RFC 3501 7.2.2).
_LISTED: Final = re.compile(rb'\((?P<flags>[^)]*)\) (?:"[^"]*"|NIL) (?P<name>"(?:[^"\\]|\\.)*"|[^\r\n]+)')

#: What the folder is called where the server does not mark it (RFC 6154), in the order of trying.
_NAMES: Final = ("Sent", "Sent Items", "Sent Mail", "Sent Messages", "INBOX.Sent", "Gesendet", "Gesendete Elemente")


@dataclass(frozen=True, slots=True)
class Mailbox:
    """Where sent mail is kept. ``folder`` None: the one that the server marks.

    ``keeps_sent``: the server itself puts a copy of every mail there, so that one that is missing was not sent.
    ``patience`` is how many seconds it may take until the copy is there.
    """

    host: str
    port: int = 993
    folder: str | None = None
    encrypted: bool = True
    keeps_sent: bool = False
    timeout: float = 30.0
    patience: float = 600.0


def mailbox_of(settings: MailSettings) -> Mailbox | None:
    """Where a clinic's sent mail is looked up, if its settings tell."""
    found = settings.sent_mail
    if found is None:
        return None
    folder = None if found.folder is None else str(found.folder)
    encrypted = settings.server_security != "none"
    return Mailbox(str(found.host), found.port, folder, encrypted, found.keeps_sent)


def sent_among(message_ids: Iterable[str], mailbox: Mailbox, login: Login | None) -> frozenset[str]:
    """Those mails that the folder holds.

    Args:
        message_ids: the mails, by their Message-ID.
        mailbox: where to look.
        login: the same as for sending.

    Raises:
        LookUpFailed: the server cannot be reached, is not to be trusted, refuses the login, or has no such folder.
    """
    wanted = tuple(message_ids)
    strange = [each for each in wanted if not _MESSAGE_ID.fullmatch(each)]
    if strange:
        raise ValueError("a Message-ID that is none of ours")
    if login is None:
        raise LookUpFailed("a login is needed, and there is none for a server that asks for no password.")
    try:
        with _connected(mailbox, login) as server:
            _select(server, mailbox)
            return frozenset(each for each in wanted if _holds(server, each))
    except imaplib.IMAP4.error:
        raise LookUpFailed("the server refused the login, or broke off.") from None
    except ssl.SSLCertVerificationError:
        raise LookUpFailed("the server's certificate is not to be trusted. The password was not sent.") from None
    except OSError as error:
        why = "no answer in time" if isinstance(error, TimeoutError) else error.strerror or type(error).__name__
        raise LookUpFailed(f"{mailbox.host}, port {mailbox.port}: {why}.") from None


@contextlib.contextmanager
def _connected(mailbox: Mailbox, login: Login) -> Iterator[imaplib.IMAP4]:
    server = _open(mailbox)
    try:
        if login.bearer:
            said = f"user={login.user}\1auth=Bearer {login.secret}\1\1".encode()
            server.authenticate("XOAUTH2", lambda _challenge: said)
        else:
            server.authenticate("PLAIN", lambda _challenge: f"\0{login.user}\0{login.secret}".encode())
        yield server
    finally:
        with contextlib.suppress(OSError, imaplib.IMAP4.error):
            server.logout()
        with contextlib.suppress(OSError):
            server.shutdown()


def _open(mailbox: Mailbox) -> imaplib.IMAP4:
    if not mailbox.encrypted:
        return imaplib.IMAP4(mailbox.host, mailbox.port, timeout=mailbox.timeout)
    context = ssl.create_default_context()
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return imaplib.IMAP4_SSL(mailbox.host, mailbox.port, ssl_context=context, timeout=mailbox.timeout)


def _select(server: imaplib.IMAP4, mailbox: Mailbox) -> None:
    """Open the folder to read only."""
    folders = tuple(_folders(server))
    marked = [name for name, flags in folders if "\\sent" in flags]
    known = {name for name, _ in folders}
    usual = [name for name in map(_quoted, _NAMES) if name in known]
    wanted = [_quoted(mailbox.folder)] if mailbox.folder else [*marked, *usual]
    for name in wanted:
        status, _ = server.select(name, readonly=True)
        if status == "OK":
            return
    raise LookUpFailed("the server has no folder of sent mail that it marks as such. Name it under imap: folder:")


def _folders(server: imaplib.IMAP4) -> Iterator[tuple[str, str]]:
    """Every folder's name, in quotes, and its flags in small letters."""
    _, lines = server.list()
    for line in lines:
        found = _LISTED.search(line) if isinstance(line, bytes) else None
        if found is not None:
            name = found["name"].decode("utf-8", "replace")
            yield (name if name.startswith('"') else _quoted(name)), found["flags"].decode("ascii", "replace").lower()


def _quoted(name: str) -> str:
    """A name as a quoted string (RFC 3501 4.3), with letters beyond ASCII as the server writes them (5.1.3)."""
    if not name.isascii() or not name.isprintable():
        raise LookUpFailed("the folder's name has letters beyond ASCII. Leave folder: out, if the server marks it.")
    return '"' + name.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _holds(server: imaplib.IMAP4, message_id: str) -> bool:
    status, found = server.search(None, "HEADER", "Message-ID", f'"{message_id}"')
    if status != "OK":
        raise LookUpFailed("the server would not search.")
    return bool(found and found[0] and found[0].split())
