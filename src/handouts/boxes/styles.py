"""How words are set, how lists hang, and how far both give way to each other."""

from __future__ import annotations

from typing import Literal

from handouts.boxes.values import ColourRole, Count, Enlargement, Length, Share, SomeLength, Tracking, TypeSize, WriteIn
from handouts.document.elements import Weight
from handouts.source.words import Model, Words


class Copyfit(Model):
    """How far type may give way to the words, and how far white space may.

    ``floor`` and ``ceiling`` bound the scale of every style that ``scales``; ``tightest`` is the least that a gap may
    shrink to, as a share of itself; ``loosest`` is the most that is added to a gap when there is room.
    """

    floor: Share = 1.0
    ceiling: Enlargement = 1.0
    tightest: Share = 0.7
    loosest: Length = 6.8


#: Where a label stands: its middle beside the first line, or its top beside the top of the words. Words lower than a
#: label at their top stand beside its middle, and the next thing keeps clear of it.
LabelAt = Literal["line", "top"]


class TextStyle(Model):
    """How words of one kind are set. Sizes are nominal; x-height decides what is readable (see ``docs/layouts.md``)."""

    face: Literal["text", "heading"] = "text"
    weight: Weight = Weight.REGULAR
    size: TypeSize
    leading: SomeLength
    colour: ColourRole = "ink"
    tracking: Tracking = 0.0
    #: Follows the copyfit scale.
    scales: bool = False
    #: Even lines rather than full ones: for headings.
    balance: bool = False
    #: Lines rather end after a comma than within what stands between two: for addresses and hours.
    phrases: bool = False
    #: May shrink to this size to stay within ``lines``, and for its widest word to stay within the column.
    smallest: TypeSize | None = None
    lines: Count = 1
    align: Literal["start", "end", "centre"] = "start"
    #: From the last baseline above to the cap height of the first line.
    before: Length = 0.0
    #: An icon in front of the first line, and how far the words hang, with an icon or without.
    icon: Words | None = None
    icon_colour: ColourRole = "strong"
    #: Of the icon; without it, by the size of the words.
    icon_size: SomeLength | None = None
    icon_at: LabelAt = "line"
    hang: Length = 0.0
    #: Each sentence starts on a line of its own, with this much white above it.
    sentence_gap: SomeLength | None = None
    #: So many lines to write on below the words, and from one to the next.
    write_in: WriteIn = 0
    write_gap: Length = 24.0


class ListStyle(Model):
    """How the items of a list hang."""

    label: Literal["number", "icon", "tick", "cross", "dot", "none"] = "dot"
    size: Length = 12.0
    label_at: LabelAt = "line"
    hang: Length
    gap: Length
    columns: Count = 1
    column_gap: Length = 0.0
    colour: ColourRole = "strong"
    ground: ColourRole = "tint-2"
    ground_line: ColourRole = "tint-2-line"
    #: A line that joins the numbers of a sequence.
    connector: bool = False
    #: A thin line between two items.
    rule: ColourRole | None = None
    #: Let a closing note take the empty place at the end of a grid.
    note_in_grid: bool = False
    before: Length = 0.0
