"""The rectangles that drawings are seen in: sizes, viewBoxes, and what is cut off at their edges (SVG 2, 8)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from handouts.graphics.drawing import Clip, Shape, rounded
from handouts.graphics.svg.faults import PLAIN, Fault, quoted
from handouts.graphics.svg.shapes import Frame
from handouts.graphics.svg.values import Matrix, length, moved, numbers, points

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from handouts.graphics.drawing import Step
    from handouts.graphics.svg.tree import Node

#: What is smaller has no size.
_SMALLEST: Final = 1e-3

#: How many times as wide as high a drawing may be, or the other way round.
_MOST_TIMES: Final = 50

#: How far outside of its frame something may lie, in sizes of the frame: rubbish beside the page is cut off, but not
#: whatever lies beyond all sense.
_FARTHEST: Final = 1000

#: How much two shapes of frame may differ and still count as one.
_ALIKE: Final = 1e-3

#: How far an edge may stand out and still be seen whole, as a share of the frame.
_SLACK: Final = 1e-4

_SIZE: Final = "export it with a size and a viewBox"


def size(root: Node) -> Frame:
    """The size of the whole drawing: what it says, else its viewBox.

    Raises:
        Fault: it says none, or one that no logo has.
    """
    if root.attributes.get("transform", "none").strip() not in {"none", ""}:
        raise Fault("is turned or moved as a whole", PLAIN, root.line)
    box = view(root)
    given = [_given(root, "width"), _given(root, "height")]
    if box is None and None in given:
        raise Fault("says neither its size nor its viewBox", _SIZE, root.line)
    if box is not None:
        across, down = box[2:]
        width = given[0] if given[0] is not None else given[1] * across / down if given[1] is not None else across
        height = given[1] if given[1] is not None else width * down / across
    else:
        width, height = given[0] or 0.0, given[1] or 0.0
    if min(width, height) < _SMALLEST:
        raise Fault("has no size", _SIZE, root.line)
    if max(width / height, height / width) > _MOST_TIMES:
        raise Fault(f"is more than {_MOST_TIMES} times as long one way as the other", _SIZE, root.line)
    return Frame(width, height)


def _given(root: Node, name: str) -> float | None:
    written = root.attributes.get(name, "auto").strip()
    if written in {"auto", ""} or written.endswith("%"):
        return None
    return length(written, 0)


def view(node: Node) -> tuple[float, float, float, float] | None:
    """Left, top, width and height of what a viewBox shows.

    Raises:
        Fault: it is none, or shows nothing.
    """
    written = node.attributes.get("viewBox", "")
    if not written.strip():
        return None
    found = numbers(written)
    if len(found) != 4:  # noqa: PLR2004 - left, top, width, height
        raise Fault(f"has a viewBox that cannot be read ({quoted(written)})", _SIZE, node.line)
    left, top, width, height = found
    if min(width, height) < _SMALLEST:
        raise Fault("has a viewBox without size", _SIZE, node.line)
    return left, top, width, height


def viewed(node: Node, frame: Frame) -> Frame:
    """What percentages inside are of: what the viewBox shows, or the frame where there is none."""
    box = view(node)
    return Frame(box[2], box[3]) if box else frame


def fitted(node: Node, frame: Frame) -> Matrix:
    """How what the viewBox shows goes into a frame: whole, in the middle.

    Raises:
        Fault: it is to be stretched or cut off instead.
    """
    box = view(node)
    if box is None:
        return (1, 0, 0, 1, 0, 0)
    left, top, width, height = box
    asked = " ".join(node.attributes.get("preserveAspectRatio", "").split())
    alike = abs(frame.width * height / (frame.height * width) - 1) <= _ALIKE
    if not alike and asked not in {"", "xMidYMid", "xMidYMid meet"}:
        raise Fault(f"is stretched or moved in its frame (preserveAspectRatio: {quoted(asked)})", PLAIN, node.line)
    scale = min(frame.width / width, frame.height / height)
    across, down = (frame.width - width * scale) / 2, (frame.height - height * scale) / 2
    return (scale, 0, 0, scale, across - left * scale, down - top * scale)


def seen_through(frame: Frame, place: Matrix, items: Sequence[Shape | Clip]) -> list[Shape | Clip]:
    """What is seen through a frame that is transformed by ``place``: as it is, if all of it lies inside."""
    edge = moved(place, rounded(0, 0, frame.width, frame.height, 0))
    upright = place[1] == place[2] == 0
    if not items or (upright and _inside(_extent(edge, 0), items)):
        return list(items)
    return [Clip(edge, tuple(items))]


def check_reach(frame: Frame, items: Iterable[Shape | Clip]) -> None:
    """Nothing lies beyond all sense, or nowhere.

    Raises:
        Fault: something does.
    """
    farthest = _FARTHEST * max(frame.width, frame.height)
    for item in items:
        numbers = [number for step in item.steps for number in step[1:]]
        if isinstance(item, Clip):
            check_reach(frame, item.shapes)
        else:
            numbers += [item.width, *item.dash]
        if not all(abs(number) <= farthest for number in numbers):
            raise Fault("has parts that lie far outside of it")


def _inside(frame: tuple[float, float, float, float], items: Iterable[Shape | Clip]) -> bool:
    left, bottom, right, top = frame
    slack = _SLACK * max(right - left, top - bottom)
    for item in items:
        x, y, x2, y2 = _extent(item.steps, _thickness(item) if isinstance(item, Shape) else 0.0)
        if min(x - left, y - bottom, right - x2, top - y2) < -slack:
            return False
    return True


def _thickness(shape: Shape) -> float:
    """How far a line may reach beyond its path: mitres reach furthest (ISO 32000-1 8.4.3.5)."""
    if shape.stroke is None:
        return 0.0
    return shape.width / 2 * (shape.miter if shape.joins == "miter" else 1.5)


def _extent(steps: Sequence[Step], more: float) -> tuple[float, float, float, float]:
    across, up = zip(*(point for step in steps for point in points(step[1:])), strict=True)
    return min(across) - more, min(up) - more, max(across) + more, max(up) + more
