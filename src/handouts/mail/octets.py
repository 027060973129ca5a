"""Bytes as they go over a line to a mail server (RFC 5321)."""

from __future__ import annotations

import base64
import re
from typing import Final

#: What stands between the angle brackets of MAIL and RCPT: neither a bracket nor a blank, which would begin a
#: parameter, nor a sign beyond ASCII.
_PATH: Final = re.compile(r"[!-;=?-~]+@[!-;=?-~]+")


def path(address: str) -> str:
    """An address between angle brackets.

    Raises:
        ValueError: it would not end at its bracket; a fault of ours, as addresses are read before. It is not named.
    """
    if _PATH.fullmatch(address) is None:
        raise ValueError("an address that cannot stand in a command")
    return f"<{address}>"


def base64_of(words: str) -> str:
    """Words as the commands of a login carry them (RFC 4954)."""
    return base64.b64encode(words.encode()).decode("ascii")


def stuffed(content: bytes) -> bytes:
    """The content as it goes over the line: every line ends with CRLF, a dot at its start is doubled (4.5.2)."""
    lines = re.split(rb"\r\n|\r|\n", content)
    if lines[-1] == b"":
        lines.pop()
    return b"".join(b"." + line + b"\r\n" if line.startswith(b".") else line + b"\r\n" for line in lines)
