"""One mail to one client, from frozen values to the very bytes that are kept, previewed and sent.

Nothing that somebody wrote reaches a header but through a gate of our own, and the bytes are read back before anybody
may send them: exactly the planned headers, one sender, one receiver, the words and the PDF as they went in.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from email.header import decode_header, make_header
from email.parser import BytesHeaderParser, BytesParser
from email.policy import compat32, default
from email.utils import format_datetime, parseaddr
from typing import TYPE_CHECKING, Final

from handouts.errors import ContentInvalid, MessageBroken, Place, Problem
from handouts.mail import mime
from handouts.mail.addresses import Address, read_address
from handouts.mail.twins import html_twin, plain_text
from handouts.mail.values import hidden_sign

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from email.message import EmailMessage

    from handouts.mail.wording import Wording

#: The longest value of a header that words stand in, in characters.
VALUE_LIMIT: Final = 200

#: The longest line of a mail, without its end (RFC 5322 2.1.1).
_LINE: Final = 998

_KEY: Final = re.compile(r"[0-9a-f]{32}")
_LANGUAGE: Final = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_FILE_NAME: Final = re.compile(r"[a-z0-9][a-z0-9-]{0,40}\.pdf")

#: Headers that a draft does without: a person sends it, later, and from a mail program that writes its own.
_NOT_IN_DRAFTS: Final = frozenset({"Date", "Message-ID", "Auto-Submitted", "X-Handouts-Key"})


@dataclass(frozen=True, slots=True)
class Message:
    """What one mail is made of.

    ``key`` is its name in the ledger, ``brand`` the clinic's colour, ``date`` when it was prepared, with its time zone.
    ``place`` is where the clinic's name stands, for the case that it cannot stand in a header.
    """

    key: str
    sender: Address
    reply_to: Address | None
    to: Address
    wording: Wording
    brand: str
    date: datetime
    pdf: bytes = field(repr=False)
    place: Place | None = None

    @property
    def message_id(self) -> str:
        """The same whenever this mail is made or sent again, so that mailboxes know a second copy."""
        return f"<{self.key}@{self.sender.domain}>"


@dataclass(frozen=True, slots=True)
class Opened:
    """A mail as its reader has it. ``headers`` are decoded."""

    headers: tuple[tuple[str, str], ...] = field(repr=False)
    plain: str = field(repr=False)
    html: str = field(repr=False)
    attachment: str
    pdf: bytes = field(repr=False)


def message_bytes(message: Message) -> bytes:
    """The mail as it will go out, lines ended by CRLF.

    Raises:
        ContentInvalid: the clinic's name or the subject cannot stand in a header.
        MessageBroken: a value that only we make is wrong, or the mail does not read back as it was meant.
    """
    _gate(message)
    headers = _headers(message)
    wording = message.wording
    twins = plain_text(wording), html_twin(wording, message.brand)
    words = mime.multipart(
        "alternative",
        f"=_words_{message.key}",
        (mime.text_part(text, kind, wording.language) for text, kind in zip(twins, ("plain", "html"), strict=True)),
    )
    pdf = mime.pdf_part(message.pdf, wording.attachment)
    whole = mime.multipart("mixed", f"=_whole_{message.key}", (words, pdf))
    content = mime.header_block(headers) + whole.encoded()
    _read_back(content, message, [name for name, _ in (*headers, *whole.headers)], twins)
    return content


def _headers(message: Message) -> tuple[mime.Header, ...]:
    wording = message.wording
    reply_to = () if message.reply_to is None else (("Reply-To", message.reply_to.spec),)
    return (
        ("From", mime.mailbox(_spaced(wording.clinic), message.sender.spec, "From")),
        ("To", message.to.spec),
        *reply_to,
        ("Subject", mime.unstructured(_spaced(wording.subject), "Subject")),
        ("Date", format_datetime(message.date)),
        ("Message-ID", message.message_id),
        ("X-Handouts-Key", message.key),
        ("Auto-Submitted", "auto-generated"),
        ("Content-Language", wording.language),
        ("MIME-Version", "1.0"),
    )


def _spaced(words: str) -> str:
    """The words with single plain spaces: others are lost on the way, or shown as signs."""
    return " ".join(words.split())


def _gate(message: Message) -> None:
    """Let through only what can stand in a header on any Python and in any mail program."""
    wording = message.wording
    problems = []
    for what, words in (("The clinic's name", wording.clinic), ("The subject of the mail", wording.subject)):
        fault = _fault_of(words)
        if fault is not None:
            place = message.place or Place("clinics.yaml")
            problems.append(Problem(place, f"{what} cannot stand in the head of a mail: {fault}"))
    if problems:
        raise ContentInvalid(problems)
    addresses = (message.sender, message.to, *(() if message.reply_to is None else (message.reply_to,)))
    checks = {
        "an address": all(read_address(each.spec) == each for each in addresses),
        "the key": _KEY.fullmatch(message.key),
        "the language": _LANGUAGE.fullmatch(wording.language),
        "the name of the file": _FILE_NAME.fullmatch(wording.attachment),
        "the time": message.date.tzinfo is not None,
    }
    _assert_all(checks)


def _fault_of(words: str) -> str | None:
    """Why words cannot stand in a header."""
    if not words.strip():
        return "there are no words."
    if len(words) > VALUE_LIMIT:
        return f"it has more than {VALUE_LIMIT} characters."
    # An encoded word (RFC 2047) inside other words becomes a header of its own on some Pythons (CVE-2024-6923).
    if "=?" in words:
        return 'the signs "=?" mean something else there.'
    hidden = hidden_sign(words)
    return None if hidden is None else f"an invisible sign ({hidden}) is in it."


def _read_back(content: bytes, message: Message, planned: list[str], twins: tuple[str, str]) -> None:
    """See that another reader finds in the bytes what was meant, and nothing else."""
    head, _, _ = content.partition(b"\r\n\r\n")
    lines = content.split(b"\r\n")
    bare = content.replace(b"\r\n", b"")
    parsed = BytesParser(policy=default).parsebytes(content)
    opened = _opened(parsed)
    wording = message.wording
    checks = {
        "its lines": content.isascii() and max(map(len, lines)) <= _LINE and b"\n" not in bare and b"\r" not in bare,
        "its headers": [line.split(b":")[0].decode() for line in head.split(b"\r\n") if line[:1] != b" "] == planned,
        "its headers, read by others": parsed.keys() == planned,
        "its sender": _mailboxes(parsed, "From") == [message.sender.spec],
        "its sender's name": _name(content) == _spaced(wording.clinic),
        "its receiver": _mailboxes(parsed, "To") == [message.to.spec],
        "its address for answers": _mailboxes(parsed, "Reply-To")
        == ([] if message.reply_to is None else [message.reply_to.spec]),
        "its subject": str(parsed["Subject"]) == _spaced(wording.subject),
        "its words": (opened.plain, opened.html) == twins,
        "its PDF": opened.pdf == message.pdf and opened.attachment == wording.attachment,
        "its form": not any(part.defects for part in parsed.walk()),
    }
    _assert_all(checks)


_PARTS: Final = ["multipart/mixed", "multipart/alternative", "text/plain", "text/html", "application/pdf"]


def _assert_all(checks: Mapping[str, object]) -> None:
    wrong = [what for what, holds in checks.items() if not holds]
    if wrong:
        raise MessageBroken(wrong)


def _mailboxes(parsed: EmailMessage, name: str) -> list[str]:
    return [each.addr_spec for value in parsed.get_all(name, []) for each in value.addresses]


def _name(content: bytes) -> str:
    """The name of the sender. The newer parser puts spaces between the encoded words of a long one."""
    value = BytesHeaderParser(policy=compat32).parsebytes(content)["From"]
    name, _ = parseaddr(value.replace("\r\n", ""))
    return str(make_header(decode_header(name)))


def opened(content: bytes) -> Opened:
    """A mail that was made here, as its reader has it: for showing it before it is sent.

    Raises:
        MessageBroken: the bytes are not a mail of ours.
    """
    return _opened(BytesParser(policy=default).parsebytes(content))


def _opened(parsed: EmailMessage) -> Opened:
    parts = list(parsed.walk())
    if [part.get_content_type() for part in parts] != _PARTS:
        raise MessageBroken(["its parts"])
    plain, html, pdf = (part.get_content() for part in parts[2:])
    headers = tuple((name, str(value)) for name, value in parsed.items())
    return Opened(headers, _unix(plain), _unix(html), parts[-1].get_filename() or "", pdf)


def _unix(text: str) -> str:
    return text.replace("\r\n", "\n")


def as_draft(content: bytes) -> bytes:
    """A mail that was made here as a file that opens as a draft: ``X-Unsent`` is Outlook's sign for it."""
    head, _, body = content.partition(b"\r\n\r\n")
    fields = re.split(rb"\r\n(?![ \t])", head)
    kept = [field for field in fields if field.split(b":")[0].decode("ascii") not in _NOT_IN_DRAFTS]
    return b"\r\n".join((b"X-Unsent: 1", *kept)) + b"\r\n\r\n" + body


def as_test(content: bytes, to: Address, key: str) -> bytes:
    """The same mail to somebody of the clinic's own, under another name, so that it is never taken for the client's."""
    head, _, body = content.partition(b"\r\n\r\n")
    fields = re.split(rb"\r\n(?![ \t])", head)
    new = {"To": f"To: {to.spec}", "X-Handouts-Key": f"X-Handouts-Key: {key}"}
    name, _, domain = _field(fields, "Message-ID").rpartition("@")
    new["Message-ID"] = f"Message-ID: <{key}@{domain}" if name else _field(fields, "Message-ID")
    made = [new.get(field.split(b":")[0].decode("ascii"), field.decode("ascii")) for field in fields]
    return "\r\n".join(made).encode("ascii") + b"\r\n\r\n" + body


def _field(fields: list[bytes], name: str) -> str:
    return next(field.decode("ascii") for field in fields if field.split(b":")[0].decode("ascii") == name)
