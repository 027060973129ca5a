"""What placing gives beside things to paint: places kept for the clinic, and words that stick out of their column."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from handouts.boxes import Clinic, Qr
    from handouts.typeset.galley import Area


@dataclass(frozen=True, slots=True)
class SlotArea:
    """A place kept for the clinic's details: what the layout says of it, where it lies, and on which ground."""

    slot: Clinic | Qr
    area: Area
    ground: str
    #: In a bundle, the number of the treatment that it stands among, counted from 1; 0 for what all share.
    treatment: int = 0


@dataclass(frozen=True, slots=True)
class TooWide:
    """A word wider than its column: ``node`` is the Text it stands in, ``over`` how much too wide, in points."""

    node: int
    word: str
    over: float


@dataclass(frozen=True, slots=True)
class FolioArea:
    """Where the number of a page goes: it is known only when all pages are."""

    style: str
    area: Area
