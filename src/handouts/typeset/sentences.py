"""Sentences: where running words can be cut so that each idea stands on a line of its own, as easy read asks for."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from handouts.typeset.paragraph import Span

#: The end of a sentence, its blank included: a mark that ends one, perhaps a quote or a bracket, and a blank before
#: what can begin another. A short word with a capital before the point is a title or an abbreviation (Dr. Mrs. St.).
_END = re.compile(
    r"(?<!\b[A-Z]\.)(?<!\b[A-Z]\w\.)(?<!\b[A-Z]\w\w\.)"
    '(?:(?<=[.!?…])|(?<=[.!?…][)"\u201d\u2019\u00bb]))'
    r"\s+(?=[^\sa-z])"
)


def sentences(spans: Iterable[Span]) -> tuple[tuple[Span, ...], ...]:
    """The spans, cut after each sentence. The blank between two stays at the end of the first, to keep words apart.

    A number to call or an address is never cut.
    """
    line = tuple(spans)
    whole = "".join(span.text for span in line)
    stops = list(accumulate((len(span.text) for span in line), initial=0))
    kept = [(start, stop) for span, (start, stop) in zip(line, pairwise(stops), strict=True) if span.keep]
    ends = [end.end() for end in _END.finditer(whole) if not any(start < end.end() < stop for start, stop in kept)]
    return tuple(tuple(_between(line, start, end)) for start, end in pairwise((0, *ends, len(whole))))


def _between(spans: Iterable[Span], start: int, end: int) -> Iterator[Span]:
    """What lies between two places in the words of all spans."""
    at = 0
    for span in spans:
        text = span.text[max(0, start - at) : max(0, end - at)]
        at += len(span.text)
        if text:
            yield replace(span, text=text)
