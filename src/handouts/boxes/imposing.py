"""How pages are put on larger sheets, for an office printer and a pair of hands."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import model_validator

from handouts.boxes.values import Count, Length, Side
from handouts.source.words import Model
from handouts.units import MM

#: Rounding of sizes that should meet, in points: a fifth of a millimetre.
_TOLERANCE = 0.6

#: Copies on a sheet: four times as many visiting cards as the largest sheets of digital presses hold.
_MOST_COPIES = 100


class Imposition(Model):
    """The sheet that pages are put on.

    A *booklet* has two pages side by side on each side of the sheet, in such an order that the sheets, laid on each
    other and folded in the middle, read on. *Copies* are the same page in ``columns`` and ``rows``, to be cut.
    """

    kind: Literal["booklet", "copies"]
    width: Side
    height: Side
    columns: Count = 1
    rows: Count = 1
    #: How near to the sheet's edge an office printer reaches.
    safe: Length = 7 * MM

    @model_validator(mode="after")
    def _not_too_many(self) -> Self:
        if self.across * self.down > _MOST_COPIES:
            raise ValueError(f"{self.across * self.down} copies on a sheet are too many; {_MOST_COPIES} is the most")
        return self

    @property
    def across(self) -> int:
        """How many pages stand side by side."""
        return 2 if self.kind == "booklet" else self.columns

    @property
    def down(self) -> int:
        """How many pages stand one above the other."""
        return 1 if self.kind == "booklet" else self.rows

    def holds(self, width: float, height: float) -> bool:
        """Whether so many pages of this size go on the sheet."""
        return self.across * width <= self.width + _TOLERANCE and self.down * height <= self.height + _TOLERANCE
