"""What shapes are painted with, and what is handed down to those inside others."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, cast

from handouts.graphics.svg.faults import FLAT, OUTLINES, SIMPLER, Fault, quoted
from handouts.graphics.svg.sheet import INHERITED, OWN
from handouts.graphics.svg.values import colour, length, numbers

if TYPE_CHECKING:
    from collections.abc import Mapping

#: The most dashes and gaps that repeat.
_MOST_DASHES: Final = 20

_LISTED: Final = re.compile(r"[\s,]+")


@dataclass(frozen=True, slots=True)
class Style:
    """What holds for one element: ``handed`` for those inside it too, ``own`` for itself alone."""

    handed: Mapping[str, str]
    own: Mapping[str, str]

    @property
    def shown(self) -> bool:
        """Whether the element and what lies in it is drawn at all."""
        return self.own["display"] != "none" and _visible(self.own["opacity"], "opacity")

    @property
    def seen(self) -> bool:
        """Whether the element itself is visible."""
        return _one_of("visibility", self.handed["visibility"], ("visible", "hidden", "collapse")) == "visible"

    @property
    def even_odd(self) -> bool:
        """The rule that says what is inside the path."""
        return _rule("fill-rule", self.handed)

    @property
    def clip_even_odd(self) -> bool:
        """The same for a path that others are seen through."""
        return _rule("clip-rule", self.handed)

    @property
    def fill(self) -> str | None:
        """The colour of the inside as ``#rrggbb``."""
        return self._paint("fill")

    def line(self, whole: float) -> Line | None:
        """The line along the path; ``whole`` is what a percentage is of. None where there is none."""
        found = self._paint("stroke")
        width = length(self.handed["stroke-width"], whole)
        if width < 0:
            raise Fault(f"has a line of {quoted(self.handed['stroke-width'])} width")
        if found is None or width == 0:
            return None
        miter = numbers(self.handed["stroke-miterlimit"])
        if len(miter) != 1 or miter[0] < 1:
            raise Fault(f"has a style that cannot be read ({quoted(self.handed['stroke-miterlimit'])})")
        return Line(
            found,
            width,
            cast("Ends", _one_of("stroke-linecap", self.handed["stroke-linecap"], ("butt", "round", "square"))),
            cast("Joins", _one_of("stroke-linejoin", self.handed["stroke-linejoin"], ("miter", "round", "bevel"))),
            miter[0],
            self._dash(whole),
            length(self.handed["stroke-dashoffset"], whole),
        )

    def _paint(self, name: Literal["fill", "stroke"]) -> str | None:
        written = self.handed[name]
        if written.lower() == "currentcolor":
            written = self.handed["color"]
        if written.lower().startswith("url("):
            raise Fault(f"paints with a gradient or a pattern ({quoted(written)})", FLAT)
        return colour(written) if _visible(self.handed[f"{name}-opacity"], f"{name}-opacity") else None

    def _dash(self, whole: float) -> tuple[float, ...]:
        written = self.handed["stroke-dasharray"]
        if written.lower() == "none":
            return ()
        lengths = tuple(length(part, whole) for part in _LISTED.split(written)[: _MOST_DASHES + 1])
        if len(lengths) > _MOST_DASHES:
            raise Fault(f"has lines of more than {_MOST_DASHES} kinds of dashes", SIMPLER)
        if min(lengths) < 0:
            raise Fault(f"has dashes that cannot be read ({quoted(written)})")
        return lengths if any(lengths) else ()


Ends = Literal["butt", "round", "square"]
Joins = Literal["miter", "round", "bevel"]


@dataclass(frozen=True, slots=True)
class Line:
    """A line along a path, in units of where it stands."""

    colour: str
    width: float
    ends: Ends
    joins: Joins
    miter: float
    dash: tuple[float, ...]
    dash_start: float


def style(declared: Mapping[str, str], above: Mapping[str, str]) -> Style:
    """An element's style inside of what is handed down from above (CSS Cascade 4, 7)."""
    handed, own = dict(above), dict(OWN)
    for name, value in declared.items():
        word = value.lower()
        if name in OWN:
            own[name] = OWN[name] if word in {"initial", "unset"} else value
        elif word == "initial":
            handed[name] = INHERITED[name]
        elif word not in {"inherit", "unset"}:
            handed[name] = value
    return Style(handed, own)


def _visible(written: str, name: str) -> bool:
    """Whether something is wholly there; False where it is wholly gone.

    Raises:
        Fault: it is see-through; only flat colours are painted.
    """
    share = length(written, 1.0)
    if 0 < share < 1:
        raise Fault(f"is see-through in places ({quoted(f'{name}: {written}')})", FLAT)
    return share > 0


def _rule(name: str, handed: Mapping[str, str]) -> bool:
    return _one_of(name, handed[name], ("nonzero", "evenodd")) == "evenodd"


def _one_of(name: str, written: str, known: tuple[str, ...]) -> str:
    if written.lower() not in known:
        mend = OUTLINES if name.startswith("stroke") else FLAT
        raise Fault(f"has a style that is not known here ({quoted(f'{name}: {written}')})", mend)
    return written.lower()
