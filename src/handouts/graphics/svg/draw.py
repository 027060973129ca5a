"""An SVG's elements as shapes and clips, in the order of painting (SVG 2, 3.3)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from handouts.graphics.drawing import Clip, Drawing, Shape
from handouts.graphics.svg.faults import OUTLINES, PLAIN, SIMPLER, Fault, quoted
from handouts.graphics.svg.frame import check_reach, fitted, seen_through, size, viewed
from handouts.graphics.svg.shapes import MOST_STEPS, SHAPES, Frame, has_inside, outline
from handouts.graphics.svg.sheet import INHERITED, Sheet, sheet
from handouts.graphics.svg.style import Style, style
from handouts.graphics.svg.tree import DEEPEST, MOST_ELEMENTS, Node, parse
from handouts.graphics.svg.values import Matrix, length, matrix, moved, stretch, times

if TYPE_CHECKING:
    from collections.abc import Mapping

    from handouts.graphics.drawing import Step
    from handouts.graphics.svg.style import Line

Item = Shape | Clip

#: How often a part may be used inside a part that is used.
_MOST_USES: Final = 16

#: The shortest row of dashes that print can show, as a share of the drawing's longer side.
_FINEST_DASH: Final = 1 / 1000

_UNITED: Final = "in the drawing program make that one shape"

_POINTER: Final = re.compile(r"url\(\s*[\"']?#([^\"')]*)[\"']?\s*\)", re.IGNORECASE)


def drawing(data: bytes) -> Drawing:
    """The drawing in an SVG file, in units of its own, its colours literal.

    Raises:
        Fault: a ``ValueError`` whose words finish the sentence 'The picture "logo.svg" ...'.
    """
    root = parse(data)
    frame = size(root)
    artist = _Artist(sheet(root), _named(root), max(frame.width, frame.height))
    upright = (1.0, 0.0, 0.0, -1.0, 0.0, frame.height)  # y is up in a Drawing
    items = artist.whole(root, upright, frame)
    check_reach(frame, items)
    if not items:
        raise Fault("paints nothing")
    return Drawing(frame.width, frame.height, tuple(seen_through(frame, upright, items)))


def _named(root: Node) -> dict[str, Node]:
    """The elements by their ids; of two with one id, the first."""
    found: dict[str, Node] = {}
    for node in root.walk():
        found.setdefault(node.attributes.get("id", ""), node)
    return found


@dataclass(frozen=True, slots=True)
class _Place:
    """Where an element is drawn: its coordinates, what is handed down to it, and the parts whose use led here."""

    matrix: Matrix
    frame: Frame
    handed: Mapping[str, str]
    uses: tuple[Node, ...] = ()
    depth: int = 0

    def inside(self, by: Matrix, handed: Mapping[str, str]) -> _Place:
        """The place inside an element that lies here."""
        return replace(self, matrix=times(self.matrix, by), handed=handed, depth=self.depth + 1)


@dataclass(slots=True)
class _Artist:
    """Draws one file, and counts how much it has drawn: a part that is used again and again counts each time."""

    sheet: Sheet
    named: Mapping[str, Node]
    #: The longer side of the drawing.
    side: float
    parts: int = 0
    points: int = 0
    # What was read of an element once, as it may be used many times.
    declared: dict[Node, dict[str, str]] = field(default_factory=dict)
    outlines: dict[tuple[Node, Frame], tuple[Step, ...]] = field(default_factory=dict)
    matrices: dict[Node, Matrix] = field(default_factory=dict)
    inherited: dict[Node, Mapping[str, str]] = field(default_factory=dict)

    def whole(self, root: Node, upright: Matrix, frame: Frame) -> list[Item]:
        """All that the file draws."""
        try:
            own = self._style(root, INHERITED)
            place = _Place(times(upright, fitted(root, frame)), viewed(root, frame), own.handed)
            return self._clipped(self._kids(root, place), own, place) if own.shown else []
        except Fault as fault:
            raise fault.on(root.line) from fault

    def _kids(self, node: Node, place: _Place) -> list[Item]:
        return [item for kid in node.kids for item in self._part(kid, place)]

    def _part(self, node: Node, place: _Place) -> list[Item]:
        try:
            return self._drawn(node, place)
        except Fault as fault:
            raise fault.on(node.line) from fault

    def _drawn(self, node: Node, place: _Place) -> list[Item]:
        """What one element draws; nothing, where it only says how or waits to be used."""
        self._count(1, 0)
        if place.depth > DEEPEST:
            raise Fault(f"has parts that lie more than {DEEPEST} deep in each other")
        if node.name in {"defs", "symbol", "clipPath", "style"}:
            return []
        own = self._style(node, place.handed)
        if not own.shown:
            return []
        here = self._inside(node, place, own)
        if node.name == "g":
            items = self._kids(node, here)
        elif node.name == "use":
            items = self._used(node, here)
        elif node.name == "svg":
            raise Fault("holds a drawing inside the drawing (<svg>)")
        else:
            items = self._shape(node, here, own)
        return self._clipped(items, own, here)

    def _shape(self, node: Node, place: _Place, own: Style) -> list[Item]:
        steps = self._outline(node, place.frame)
        fill, line = own.fill, own.line(place.frame.diagonal)
        if not steps or not own.seen:
            return []
        found = Shape(moved(place.matrix, steps), fill if has_inside(steps) else None, even_odd=own.even_odd)
        if line is not None:
            found = self._lined(found, line, stretch(place.matrix))
        if found.fill is None and found.stroke is None:
            return []
        self._count(0, len(steps))
        return [found]

    def _lined(self, shape: Shape, line: Line, scale: float | None) -> Shape:
        if scale is None:
            raise Fault("has a line that is stretched more one way than the other", OUTLINES)
        dash = tuple(length * scale for length in line.dash)
        period = sum(dash) * (1 + len(dash) % 2)
        if dash and period < self.side * _FINEST_DASH:
            raise Fault("has dashes that are too fine to print", SIMPLER)
        return replace(
            shape,
            stroke=line.colour,
            width=line.width * scale,
            ends=line.ends,
            joins=line.joins,
            miter=line.miter,
            dash=dash,
            dash_start=line.dash_start * scale % period if dash else 0.0,
        )

    def _used(self, node: Node, place: _Place) -> list[Item]:
        """Another element, drawn here too (SVG 2, 5.6)."""
        target = self._followed(node, place)
        place = replace(place, uses=(*place.uses, target))
        if target.name == "symbol":
            return self._symbol(target, node, place)
        if target.name in SHAPES or target.name in {"g", "use"}:
            return self._part(target, place)
        raise Fault(f"uses a <{target.name}>, which is no part to be drawn again")

    def _followed(self, node: Node, place: _Place) -> Node:
        """The part that is used."""
        identity = node.attributes.get("href", "#")[1:]
        target = self.named.get(identity)
        if not identity or target is None:
            raise Fault(f"uses a part that is not in it ({quoted('#' + identity)})")
        if target in place.uses:
            raise Fault(f"uses a part inside of itself ({quoted('#' + identity)})")
        if len(place.uses) >= _MOST_USES:
            raise Fault(f"uses parts inside of parts more than {_MOST_USES} deep")
        return target

    def _symbol(self, node: Node, use: Node, place: _Place) -> list[Item]:
        """A drawing of its own in the frame that its use gives it."""
        self._count(1, 0)
        own = self._style(node, place.handed)
        if not own.shown:
            return []
        if {"refX", "refY"} & set(node.attributes):
            raise Fault("has a symbol with a point of its own (refX)", PLAIN, node.line)
        sizes = []
        for name, whole in (("width", place.frame.width), ("height", place.frame.height)):
            given = _measured(use, name, whole)
            given = _measured(node, name, whole) if given is None else given
            sizes.append(whole if given is None else given)
        frame = Frame(*sizes)
        if min(sizes) <= 0:
            return []
        place = self._inside(node, place, own)
        inner = replace(place.inside(fitted(node, frame), own.handed), frame=viewed(node, frame))
        items = self._clipped(self._kids(node, inner), own, place)
        return items if own.own["overflow"] in {"visible", "auto"} else seen_through(frame, place.matrix, items)

    def _clipped(self, items: list[Item], own: Style, place: _Place) -> list[Item]:
        """What is seen of an element through its clip (CSS Masking 1, 5)."""
        written = own.own["clip-path"]
        if written.lower() == "none" or not items:
            return items
        found = _POINTER.fullmatch(written)
        target = self.named.get(found[1]) if found else None
        if target is None or target.name != "clipPath":
            raise Fault(f"is cut off by something that is not in it ({quoted(written)})")
        try:
            steps, even_odd = self._clip(target, place)
        except Fault as fault:
            raise fault.on(target.line) from fault
        self._count(1, len(steps))
        return [Clip(steps, tuple(items), even_odd)]

    def _clip(self, node: Node, place: _Place) -> tuple[tuple[Step, ...], bool]:
        """The one path of a clip, and the rule that says what is inside it."""
        own = self._style(node, self._handed(node))
        if node.attributes.get("clipPathUnits", "userSpaceOnUse") != "userSpaceOnUse":
            raise Fault("is cut off by a shape in units of what it cuts (clipPathUnits)")
        here = replace(self._inside(node, place, own), uses=())
        kids = [(kid, self._style(kid, own.handed)) for kid in node.kids if kid.name != "style"]
        kids = [(kid, its) for kid, its in kids if its.shown and (its.seen or kid.name == "use")]
        if len(kids) != 1:
            raise Fault("is cut off by more or less than one shape", _UNITED)
        kid, its = kids[0]
        clips = {own.own["clip-path"], its.own["clip-path"]}
        here = self._inside(kid, here, its)
        if kid.name == "use":
            kid = self._followed(kid, here)
            its = self._style(kid, here.handed)
            clips.add(its.own["clip-path"])
            here = self._inside(kid, here, its)
        if kid.name not in SHAPES or clips != {"none"}:
            raise Fault("is cut off by what is cut off itself, or is no shape", _UNITED)
        steps = self._outline(kid, here.frame)
        if not steps:
            raise Fault("is cut off by a shape without size")
        return moved(here.matrix, steps), its.clip_even_odd

    def _handed(self, node: Node) -> Mapping[str, str]:
        """What is handed down to an element where it stands, not where it is used."""
        if node.parent is None:
            return INHERITED
        if node not in self.inherited:
            self.inherited[node] = self._style(node.parent, self._handed(node.parent)).handed
        return self.inherited[node]

    def _style(self, node: Node, handed: Mapping[str, str]) -> Style:
        if node not in self.declared:
            self.declared[node] = self.sheet.declared(node)
        return style(self.declared[node], handed)

    def _outline(self, node: Node, frame: Frame) -> tuple[Step, ...]:
        if (node, frame) not in self.outlines:
            self.outlines[node, frame] = outline(node, frame)
        return self.outlines[node, frame]

    def _inside(self, node: Node, place: _Place, own: Style) -> _Place:
        """The place inside an element that lies in another; a use moves what it uses, and its clip too."""
        if node not in self.matrices:
            self.matrices[node] = matrix(node.attributes.get("transform", "none").replace("none", ""))
        by = self.matrices[node]
        if node.name == "use":
            x, y = _measured(node, "x", place.frame.width), _measured(node, "y", place.frame.height)
            by = times(by, (1, 0, 0, 1, x or 0, y or 0))
        return place.inside(by, own.handed)

    def _count(self, parts: int, points: int) -> None:
        self.parts += parts
        self.points += points
        if self.parts > MOST_ELEMENTS:
            raise Fault(f"draws more than {MOST_ELEMENTS:,} parts", SIMPLER)
        if self.points > MOST_STEPS:
            raise Fault(f"has more than {MOST_STEPS:,} points", SIMPLER)


def _measured(node: Node, name: str, whole: float) -> float | None:
    written = node.attributes.get(name, "").strip()
    return length(written, whole) if written else None
