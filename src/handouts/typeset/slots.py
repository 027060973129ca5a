"""What a layout's slots ask for: only what there is, and each thing once. A mistake is the layout's, with its line."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from handouts.blocks import KINDS
from handouts.boxes import Clinic, Folio, Picture, Qr, Repeat, Show, Sign, nodes_of
from handouts.errors import ContentInvalid, Place, Problem, did_you_mean
from handouts.graphics.icons import NAMES as ICONS
from handouts.typeset.stylenames import unknown_styles

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from handouts.boxes import Node
    from handouts.layouts import Layout

#: What a slot of the body may show beside the kinds of section.
PARTS = ("title", "part", "also-called", "summary", "appointment", "booking", "about", "sources", "notice", "rest")
#: Halves of a section that may stand in slots of their own.
HALVES = ("", "heading", "body")
#: What a slot of the clinic's may hold.
DETAILS = (
    "logo",
    "clinic-name",
    "phone",
    "out-of-hours",
    "emergency",
    "booking-link",
    "address",
    "hours",
    "email",
    "website",
    "small-print",
)


def check_slots(layout: Layout) -> None:
    """Every name in the layout's slots is known, and nothing is shown twice.

    Raises:
        ContentInvalid: with a problem for each name that is not, at its place in the layout's file.
    """
    nodes = nodes_in(layout)
    checks = (_unknown, unknown_styles, _left_out, _twice, _not_repeatable)
    problems = [problem for check in checks for problem in check(layout, nodes)]
    if problems:
        raise ContentInvalid(problems)


def nodes_in(layout: Layout) -> tuple[Node, ...]:
    """Every box of every page."""
    return tuple(
        node
        for page in (*layout.pages, *layout.closing)
        for stack in page.stacks
        for top in stack
        for node in nodes_of(top)
    )


def _unknown(layout: Layout, nodes: Iterable[Node]) -> Iterator[Problem]:
    for node in nodes:
        if isinstance(node, Show | Repeat):
            yield from (
                _not_known(layout, name, "part of a leaflet", (*PARTS, *KINDS))
                for name in (node.show if isinstance(node, Show) else node.repeat)
                if not _is_part(name)
            )
        if isinstance(node, Clinic):
            yield from (_not_known(layout, name, "detail", DETAILS) for name in node.clinic if name not in DETAILS)
        if isinstance(node, Show | Repeat | Clinic):
            known = (*layout.styles, *layout.lists)
            yield from (_not_known(layout, name, "style", known) for name in node.styles.values() if name not in known)
        if isinstance(node, Folio) and node.folio not in layout.styles:
            yield _not_known(layout, node.folio, "style", layout.styles)
    icons = [node.sign for node in nodes if isinstance(node, Sign)]
    icons += [style.icon for style in layout.styles.values() if style.icon]
    yield from (_not_known(layout, name, "icon", ICONS) for name in icons if name not in ICONS)


def _is_part(name: str) -> bool:
    part, _, half = name.partition("/")
    return part in (*PARTS, *KINDS) and half in HALVES


def _left_out(layout: Layout, nodes: Iterable[Node]) -> Iterator[Problem]:
    """Kinds that the layout leaves out are kinds that there are, and stand in no slot."""
    shown = {name.partition("/")[0] for node in nodes if isinstance(node, Show) for name in node.show}
    for kind in layout.leaves_out_sections:
        if kind not in KINDS:
            yield _not_known(layout, kind, "kind of section", KINDS)
        elif kind in shown:
            yield Problem(
                _place(layout, kind), f'"{kind}" is left out here, and shown in a slot. Take one of them out.'
            )


def _not_known(layout: Layout, name: str, kind: str, known: Iterable[str]) -> Problem:
    return Problem(_place(layout, name), f'there is no {kind} "{name}".{did_you_mean(name, known)}', length=len(name))


def _twice(layout: Layout, nodes: Iterable[Node]) -> Iterator[Problem]:
    seen: Counter[str] = Counter()
    for node in nodes:
        for name in _names(node):
            part, _, half = name.partition("/")
            taken = (name, part) if half else (name, f"{name}/heading", f"{name}/body")
            if any(seen[other] for other in taken):
                message = f'"{name}" stands in a slot already: it would be read out twice. Take one out, or use repeat.'
                yield Problem(_place(layout, name), message, length=len(name))
            seen[name] += 1


def _not_repeatable(layout: Layout, nodes: Iterable[Node]) -> Iterator[Problem]:  # noqa: ARG001 - as its neighbours
    """The head and foot of a page that runs on stand on several pages: nothing in them may be read out."""
    for page in (*layout.pages, *layout.closing):
        for top in (*page.head, *page.foot):
            for node in nodes_of(top):
                for name in _names(node)[:1]:
                    yield Problem(_place(layout, name), _ON_SEVERAL, length=len(name))


_ON_SEVERAL = "a head or a foot stands on several pages, so it holds only what is shown before: use repeat, or again."


def _names(node: Node) -> tuple[str, ...]:
    if isinstance(node, Show):
        return node.show
    if isinstance(node, Clinic):
        return () if node.again else node.clinic
    if isinstance(node, Picture):
        return ("the picture",)
    return ("the code",) if isinstance(node, Qr) else ()


def _place(layout: Layout, name: str) -> Place:
    return getattr(name, "place", None) or Place(f"layouts/{layout.name}.yaml")
