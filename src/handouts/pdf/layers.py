"""Layers to content streams, with marked content around all that is painted.

What names a node of the document becomes its marked content; everything else is an artifact, by default and without a
word (ISO 32000-1 14.6, 14.8.2.2). Marked-content sequences stand one after another and never inside each other: some
readers lose all words after a nested one.

The parts of a layer are painted one by one, each from the default graphics state to the default graphics state, and a
part that comes again in another file is painted once: only the numbers of its marks differ.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING

from handouts.pdf.fonts import visible
from handouts.pdf.objects import utf16
from handouts.pdf.painter import Pen
from handouts.typeset.pages import PlacedRun

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from handouts.pdf.painter import Resources
    from handouts.typeset.pages import Layer, Placed


@dataclass(frozen=True, slots=True)
class Mark:
    """One marked-content sequence: the node it shows, and the words it stands for where its glyphs say others."""

    node: int
    role: str
    mcid: int
    actual_text: str | None = None


@dataclass(frozen=True, slots=True)
class Painted:
    """A content stream, and its marked content in order."""

    content: bytes
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Fragment:
    """A part of a content stream: operators, and between them the sequences that are still to be numbered.

    ``sequences`` are (node, role, actual text); each stands before its piece of ``operators``, which are one more.
    """

    operators: tuple[str, ...]
    sequences: tuple[tuple[int, str, str | None], ...]


def paint_layer(layer: Layer, roles: Mapping[int, str], resources: Resources, first: int) -> Painted:
    """The content stream of one layer of a page. ``roles`` are structure types by node; marks count from ``first``.

    The stream starts and ends with the default graphics state, so that layers do not colour each other.
    """
    return numbered(partial(fragment, roles=roles, resources=resources), layer, first)


def numbered(paint: Callable[[Layer], Fragment], layer: Layer, first: int) -> Painted:
    """The same, each part as ``paint`` makes it."""
    written: list[str] = []
    marks: list[Mark] = []
    for part in layer.parts or (layer,):
        one = paint(part)
        written.append(one.operators[0])
        for (node, role, actual), operators in zip(one.sequences, one.operators[1:], strict=True):
            mark = Mark(node, role, first + len(marks), actual)
            marks.append(mark)
            written += (_begin(mark), operators)
    return Painted("\n".join(filter(None, written)).encode("ascii"), tuple(marks))


def fragment(layer: Layer, roles: Mapping[int, str], resources: Resources) -> Fragment:
    """What a layer without parts is painted by."""
    if not layer.items:
        return Fragment(("",), ())
    pen = Pen(resources)
    pen.write("q")
    operators: list[str] = []
    sequences: list[tuple[int, str, str | None]] = []
    for node, actual, items in _sequences(layer.items, resources):
        if node is None:
            pen.write("/Artifact BMC")
        else:
            operators.append(pen.taken())
            sequences.append((node, roles[node] if actual is None else "Span", actual))
        pen.paint(items)
        pen.write("EMC")
    pen.write("Q")
    return Fragment((*operators, pen.taken()), tuple(sequences))


def actual_text(item: Placed, resources: Resources) -> str | None:
    """What a run of words says, where its glyphs would say something else; None where they say it themselves."""
    if not isinstance(item, PlacedRun):
        return None
    meant = visible(item.run.text)
    return None if visible(resources.subset(item.run).said(item.run)) == meant else meant


def _sequences(
    items: Sequence[Placed], resources: Resources
) -> Iterator[tuple[int | None, str | None, tuple[Placed, ...]]]:
    """Things that follow one another with the same node; a run with words of its own stands alone."""
    keyed = []
    for index, item in enumerate(items):
        actual = actual_text(item, resources) if item.node is not None else None
        keyed.append(((item.node, actual, index if actual is not None else -1), item))
    for (node, actual, _), group in groupby(keyed, key=lambda pair: pair[0]):
        yield node, actual, tuple(item for _, item in group)


def _begin(mark: Mark) -> str:
    words = "" if mark.actual_text is None else f"/ActualText<FEFF{utf16(mark.actual_text)}>"
    return f"/{mark.role}<</MCID {mark.mcid}{words}>>BDC"
