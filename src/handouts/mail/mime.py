"""Words and a PDF as the bytes of a mail (RFC 5322, MIME RFC 2045 to 2047, 2183), the same on every Python.

The standard library's ``email`` writes other bytes in other releases, and in some lets an encoded word in a subject
become a header of its own (CVE-2024-6923). What is written here is read back by it.
"""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

#: A line with an encoded word in it, without its end, and what an encoded word has around its letters (RFC 2047 2).
_ENCODED_LINE: Final = 76
_AROUND: Final = len("=?utf-8?b??=")

#: A line of base64 (RFC 2045 6.8).
_BASE64_LINE: Final = 76

#: A line of a header should not be longer (RFC 5322 2.1.1).
_HEADER_LINE: Final = 78

Header = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a mail: its own headers, and its bytes, lines ended by CRLF."""

    headers: tuple[Header, ...]
    body: bytes

    def encoded(self) -> bytes:
        """The part as it stands in the mail."""
        return header_block(self.headers) + b"\r\n" + self.body


def header_block(headers: Iterable[Header]) -> bytes:
    """Headers, one below the other. Each value is ASCII on one line, or comes folded from :func:`unstructured`."""
    return "".join(f"{name}: {value}\r\n" for name, value in headers).encode("ascii")


def unstructured(words: str, name: str) -> str:
    """Words as the value of a header: as they are if they are short ASCII, else as encoded words.

    Args:
        words: one line.
        name: the header's, for the room that it takes.
    """
    if words.isascii() and words == words.strip() and len(name) + 2 + len(words) <= _HEADER_LINE:
        return words
    return "\r\n ".join(_encoded_words(words, len(name) + 2))


def mailbox(words: str, address: str, name: str) -> str:
    """An address with words before it, such as a clinic's name: a quoted string, or encoded words (RFC 5322 3.4).

    Args:
        words: one line.
        address: one addr-spec.
        name: the header's, for the room that it takes.
    """
    if words.isascii() and len(words) <= _HEADER_LINE // 2:
        quoted = words.replace("\\", "\\\\").replace('"', '\\"')
        return f'"{quoted}" <{address}>'
    return "\r\n ".join((*_encoded_words(words, len(name) + 2), f"<{address}>"))


def _encoded_words(words: str, taken: int) -> Iterator[str]:
    """The words in pieces, one a line, none of which cuts a letter in two; so many signs stand before the first."""
    piece = b""
    for letter in words:
        data = letter.encode()
        if len(piece) + len(data) > (_ENCODED_LINE - _AROUND - taken) // 4 * 3:
            yield _encoded_word(piece)
            piece, taken = b"", 1
        piece += data
    yield _encoded_word(piece)


def _encoded_word(data: bytes) -> str:
    return f"=?utf-8?b?{base64.b64encode(data).decode('ascii')}?="


def text_part(text: str, subtype: str, language: str) -> Part:
    """Text as quoted-printable: short lines of ASCII, readable as they are."""
    data = text.replace("\r\n", "\n").replace("\n", "\r\n").encode()
    headers = (
        ("Content-Type", f"text/{subtype}; charset=utf-8"),
        ("Content-Language", language),
        ("Content-Transfer-Encoding", "quoted-printable"),
    )
    return Part(headers, binascii.b2a_qp(data, istext=True, header=False))


def pdf_part(pdf: bytes, file_name: str) -> Part:
    """A PDF as a file to keep. The name is plain ASCII."""
    letters = base64.b64encode(pdf)
    lines = (letters[at : at + _BASE64_LINE] + b"\r\n" for at in range(0, len(letters), _BASE64_LINE))
    headers = (
        ("Content-Type", "application/pdf"),
        ("Content-Disposition", f'attachment; filename="{file_name}"'),
        ("Content-Transfer-Encoding", "base64"),
    )
    return Part(headers, b"".join(lines))


def multipart(kind: str, boundary: str, parts: Iterable[Part]) -> Part:
    """Several parts as one. No line of quoted-printable or base64 starts like a boundary that holds ``=_``."""
    mark = boundary.encode("ascii")
    body = b"".join(b"--" + mark + b"\r\n" + part.encoded() + b"\r\n" for part in parts)
    return Part((("Content-Type", f'multipart/{kind};\r\n boundary="{boundary}"'),), body + b"--" + mark + b"--\r\n")
