"""Smart typography: curly quotes, dashes, ellipses and no-break spaces by a language's rules. Never changes a word."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from handouts.document.inline import Edit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

#: U+00A0, U+2019, U+2026.
NO_BREAK_SPACE: Final = "\u00a0"
APOSTROPHE: Final = "\u2019"
ELLIPSIS: Final = "\u2026"

_DOTS: Final = re.compile(r"(?<!\.)\.{3}(?!\.)")
_SPACED_HYPHEN: Final = re.compile(r"(?<=[^\s\u2013\u2014-]) --?(?= [^\s\u2013\u2014-])")
_STRAIGHT: Final = re.compile("[\"']")
_OPENERS: Final = "([{<\u2013\u2014-/\u201c\u201e\u2018\u201a\u00ab\u2039\"'"


def dots(text: str) -> Iterator[Edit]:
    """Three full stops are one ellipsis."""
    for found in _DOTS.finditer(text):
        yield Edit(*found.span(), ELLIPSIS)


def dashes(text: str, dash: str) -> Iterator[Edit]:
    """A hyphen between spaces is a dash, and never starts a line."""
    for found in _SPACED_HYPHEN.finditer(text):
        yield Edit(*found.span(), NO_BREAK_SPACE + dash)


def bonds(units: Iterable[str], leaders: Iterable[str]) -> re.Pattern[str]:
    """Finds the space between a number and its unit (``9 am``), or between it and what leads to it (``SPF 50``)."""
    unit, leader = _any_of(units), _any_of(leaders)
    return re.compile(rf"(?<=\d)(?P<a> )(?=(?:{unit})(?!\w))|(?<!\w)(?:{leader})(?P<b> )(?=\d)")


def no_breaks(text: str, bond: re.Pattern[str]) -> Iterator[Edit]:
    """Keep together what the space of a ``bond`` stands between."""
    for found in bond.finditer(text):
        yield Edit(*found.span("a" if found["a"] else "b"), NO_BREAK_SPACE)


def _any_of(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)) or r"(?!)"


def quotes(text: str, double: Sequence[str], single: Sequence[str]) -> Iterator[Edit]:
    """Straight quotes become the language's own; a straight single one inside or after a word is an apostrophe."""
    single_is_open = False
    for found in _STRAIGHT.finditer(text):
        index, sign = found.start(), found[0]
        opens = _starts_a_word(text, index)
        if sign == '"':
            yield Edit(index, index + 1, double[0] if opens else double[1])
        elif opens and not single_is_open and _closes_later(text, index):
            single_is_open = True
            yield Edit(index, index + 1, single[0])
        elif single_is_open and not _is_word(text[index + 1 : index + 2]):
            single_is_open = False
            yield Edit(index, index + 1, single[1])
        else:
            yield Edit(index, index + 1, APOSTROPHE)


def _starts_a_word(text: str, index: int) -> bool:
    before, after = text[index - 1 : index], text[index + 1 : index + 2]
    return (not before or before.isspace() or before in _OPENERS) and bool(after) and not after.isspace()


def _closes_later(text: str, index: int) -> bool:
    return re.search(r"(?<=\S)'(?!\w)", text[index + 1 :]) is not None


def _is_word(sign: str) -> bool:
    return sign.isalnum()
