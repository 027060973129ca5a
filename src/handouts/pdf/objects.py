"""PDF objects as ASCII text (ISO 32000-1 7.3): numbers, names, strings, arrays, dictionaries, references, streams."""

from __future__ import annotations

import re
import zlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

#: The highest level of zlib that does not search fonts and vectors in vain: 9 takes twice the time for 0.2 % less.
_LEVEL = 7

#: How much of its window zlib keeps free (deflate.h, MIN_LOOKAHEAD).
_AHEAD = 262

#: A delimiter after a name needs no space before it (ISO 32000-1 7.2.2).
_DELIMITERS = frozenset("/<[(")

_IRREGULAR = re.compile(r"[^A-Za-z0-9.+*_-]")


def number(value: float, places: int = 2) -> str:
    """A number in as few letters as it takes. Two places of a point are 3.5 micrometres."""
    if isinstance(value, int):
        return str(value)
    text = f"{value:.{places}f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    if text.startswith(("0.", "-0.")):
        return text.replace("0.", ".", 1)
    return "0" if text in {"-0", ""} else text


def numbers(values: Iterable[float], places: int = 2) -> str:
    """Numbers with a space between."""
    return " ".join(number(value, places) for value in values)


def name(text: str) -> str:
    """A name; what is not a plain letter goes as its UTF-8 bytes in hex (ISO 32000-1 7.3.5)."""
    return "/" + _IRREGULAR.sub(lambda found: "".join(f"#{byte:02X}" for byte in found[0].encode()), text)


def text_string(text: str) -> str:
    """Words for people (7.9.2.2): plain where printable ASCII will do, UTF-16BE with its mark elsewhere."""
    if text.isascii() and text.isprintable():
        escaped = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
        return f"({escaped})"
    return f"<FEFF{utf16(text)}>"


def utf16(text: str) -> str:
    """Hex digits of UTF-16BE, surrogate pairs included."""
    return text.encode("utf-16-be").hex().upper()


def ref(number_of_object: int) -> str:
    """A reference to an object."""
    return f"{number_of_object} 0 R"


def array(items: Iterable[str]) -> str:
    """An array of objects."""
    return f"[{' '.join(items)}]"


def dictionary(entries: Mapping[str, str]) -> str:
    """A dictionary; keys are plain names without their slash."""
    pairs = [f"/{key}{value}" if value[0] in _DELIMITERS else f"/{key} {value}" for key, value in entries.items()]
    return f"<<{''.join(pairs)}>>"


def deflated(data: bytes, level: int = _LEVEL) -> bytes:
    """Data as a stream holds it. Most streams are small, and clearing zlib's usual tables takes longer than they do."""
    bits = min(max((len(data) + _AHEAD).bit_length(), 12), zlib.MAX_WBITS)
    packer = zlib.compressobj(level, zlib.DEFLATED, bits, bits - 7)
    return packer.compress(data) + packer.flush()


def stream(entries: Mapping[str, str], data: bytes, *, compress: bool = True, packed: bool = False) -> bytes:
    """A stream object. An end of line stands before ``endstream``, which PDF/A asks for (ISO 19005-2 6.1.7.1).

    It is CR LF: data may end in a CR of its own, which would make one end of line with a bare LF. Data that is
    ``packed`` was deflated before.
    """
    if compress:
        data = data if packed else deflated(data)
        entries = {**entries, "Filter": "/FlateDecode"}
    head = dictionary({**entries, "Length": str(len(data))})
    return b"%s\nstream\n%s\r\nendstream" % (head.encode("ascii"), data)
