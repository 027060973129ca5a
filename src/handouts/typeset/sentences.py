"""Sentences: where running words can be cut so that each idea stands on a line of its own, as easy read asks for."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

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

    A sentence that ends where a span ends is not cut there: what follows may be a note's mark or a comma in bold.
    """
    done: list[tuple[Span, ...]] = []
    line: list[Span] = []
    for span in spans:
        *closed, last = _cut(span.text) if not span.keep else (span.text,)
        for text in closed:
            done.append((*line, replace(span, text=text)))
            line = []
        line.append(replace(span, text=last))
    return (*done, tuple(line))


def _cut(text: str) -> tuple[str, ...]:
    ends = [found.end() for found in _END.finditer(text)]
    return tuple(text[start:end] for start, end in zip([0, *ends], [*ends, len(text)], strict=True))
