"""Where a line may end: after spaces, within long compounds, after a slash of an address, between ideographs.

A small choice from the Unicode line breaking algorithm (UAX 14), made for reading: words are never hyphenated, numbers
and their units never parted. Thai, Lao, Khmer and Burmese write no spaces between words and need a dictionary that
is not here: there a line ends at spaces and at U+200B ZERO WIDTH SPACE only.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING
from unicodedata import category

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

#: Spaces that a line may be broken at. U+00A0, U+2007 and U+202F hold (UAX 14 class GL).
SPACES = " \u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008\u2009\u200a\u205f\u3000\u200b"

#: WORD JOINER and its old form hold whatever stands on both sides (UAX 14 LB11).
_JOINERS = "\u2060\ufeff"

#: Scripts whose letters a line may end between: Han, Hiragana, Katakana, Bopomofo, Hangul, full-width forms.
_IDEOGRAPH = re.compile(
    "[\u2e80-\u2fff\u3003-\u3007\u3041-\u30ff\u3105-\u312f\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff10-\uff5a\U00020000-\U0003ffff]"
)

#: Small kana, iteration and length marks, which do not begin a line (UAX 14 classes CJ and NS).
_NOT_FIRST = frozenset("ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶーゝゞヽヾ々・")


#: A compound this long may be parted after a hyphen that has this many letters on both sides.
_COMPOUND = 12
_PART = 3

_HYPHENS = "-\u2010"
_DASHES = "\u2013\u2014"

#: Where looking closer is worth while: after a space, hyphen, dash or slash, and on both sides of an ideograph.
_CANDIDATE = re.compile(
    rf"(?<=[{SPACES}{_DASHES}\u2010/-])(?![{SPACES}])|(?<={_IDEOGRAPH.pattern})|(?={_IDEOGRAPH.pattern})"
)

#: Marks that begin the next line where an address must be parted: so nobody takes one for the end of a sentence, or for
#: a hyphen of ours (Chicago Manual of Style, 17th edition, 7.46).
_IN_ADDRESS = re.compile(r"(?<=\w)(?=[@._~?&=#%-]\w)")


def segments(text: str, keep: Sequence[tuple[int, int]] = (), *, hard: bool = False) -> Iterator[tuple[int, int, int]]:
    """What must stay together, in order: where it starts, where its letters end, and where its spaces end.

    ``keep`` are (start, end) of words that are broken after a slash only, if anywhere: addresses, phone numbers. Where
    that is not enough, addresses are parted ``hard``, before their other marks too.
    """
    ends = sorted({*_ends(text, keep), *(_hard_ends(text, keep) if hard else ())})
    for start, end in pairwise([0, *ends, len(text)]):
        if start < end:
            yield start, start + len(text[start:end].rstrip(SPACES)), end


def _ends(text: str, keep: Sequence[tuple[int, int]]) -> Iterator[int]:
    for candidate in _CANDIDATE.finditer(text):
        index = candidate.start()
        if not 0 < index < len(text):
            continue
        before, after = text[index - 1], text[index]
        if before in _JOINERS or after in _JOINERS or after in SPACES:
            continue
        within = next((start for start, end in keep if start < index < end), None)
        if within is None:
            if _may_end(text, index, before, after):
                yield index
        elif before == "/" and _parts_address(text, within, index):
            yield index


def _hard_ends(text: str, keep: Sequence[tuple[int, int]]) -> Iterator[int]:
    for start, end in keep:
        address = text[start:end].strip(SPACES)
        if re.search(r"[^\W\d]", address) and not re.search(rf"[{SPACES}\u00a0\u202f]", address):
            yield from (mark.start() for mark in _IN_ADDRESS.finditer(text, start, end))


def _may_end(text: str, index: int, before: str, after: str) -> bool:
    """Whether a line may end between these two characters of running text."""
    if before in SPACES:
        return not (after in _DASHES and text[index + 1 : index + 2] in SPACES)
    if before in _HYPHENS or before in _DASHES:
        return _parts_compound(text, index, before)
    if before == "/":
        start = _word(text, index)[0]
        return text[start:index].startswith(("https://", "http://", "www.")) and _parts_address(text, start, index)
    return _between_ideographs(before, after)


def _word(text: str, index: int) -> tuple[int, int]:
    """Start and end of what stands between spaces around an index."""
    start, end = index, index
    while start and not text[start - 1].isspace() and text[start - 1] not in SPACES:
        start -= 1
    while end < len(text) and not text[end].isspace() and text[end] not in SPACES:
        end += 1
    return start, end


def _parts_compound(text: str, index: int, mark: str) -> bool:
    """Whether a compound is long enough to be parted after its hyphen or dash; numbers never are ("5-10 days")."""
    start, end = _word(text, index)
    first, second = text[start : index - 1], text[index:end]
    if mark == "\u2014":
        return first[-1:].isalpha() and second[:1].isalpha()
    return (
        end - start >= _COMPOUND
        and len(first) >= _PART
        and len(second) >= _PART
        and first[-_PART:].isalpha()
        and second[:_PART].isalpha()
    )


def _parts_address(text: str, start: int, index: int) -> bool:
    """Whether an address may be parted after this slash: not within ``https://``, and not before the last slash."""
    return (
        text[index - 2 : index - 1] not in {":", "/"} and text[index : index + 1] not in {"/", ""} and index > start + 1
    )


def _between_ideographs(before: str, after: str) -> bool:
    if not (_IDEOGRAPH.match(before) or _IDEOGRAPH.match(after)):
        return False
    if before.isspace() or after.isspace() or after in _NOT_FIRST:
        return False
    opening, closing = category(before) in {"Ps", "Pi"}, category(after) in {"Pe", "Pf", "Po", "Mn", "Mc", "Me", "Cf"}
    return not opening and not closing
