"""The names of styles: those that the words of a leaflet ask for. A name that nothing asks for is a slip of the pen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from handouts.blocks import KINDS
from handouts.boxes import Clinic, Folio, Repeat, Show
from handouts.errors import Place, Problem, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from handouts.boxes import Node
    from handouts.layouts import Layout

#: What words are called by: parts of the leaflet, of its sections, and the clinic's details.
NAMES: Final = (
    *("title", "part", "also-called", "summary", "heading", "text", "name", "label", "do", "avoid", "ask", "answer"),
    *("note", "scan", "appointment-when", "appointment-with", "appointment-ask", "about", "sources", "notice"),
    *("clinic-name", "phone", "out-of-hours", "emergency", "booking-link", "address", "hours", "email", "website"),
    "small-print",
)
#: Lists that have a style of their own, and the one for all others.
LISTS: Final = ("steps", "benefits", "points", "do", "avoid", "default")
#: What stands before a name, and a full stop, to make it more particular.
CONTEXTS: Final = (*KINDS, "do", "avoid", "appointment", "booking", *(f"{name}.grid" for name in LISTS))


def unknown_styles(layout: Layout, nodes: Iterable[Node]) -> Iterator[Problem]:
    """A problem for each style that no words ask for, at its line."""
    used: set[str] = set()
    for node in nodes:
        if isinstance(node, Show | Repeat | Clinic):
            used.update(node.styles.values())
            known = (*NAMES, *(f"list.{name}" for name in LISTS))
            yield from (_unknown(layout, name, known) for name in node.styles if not _is_known(name, known))
        if isinstance(node, Folio):
            used.add(node.folio)
    for names, known in ((layout.styles, NAMES), (layout.lists, LISTS)):
        own = (name for name in names if name not in used and _is_own(layout, name))
        yield from (_unknown(layout, name, known) for name in own if not _is_known(name, known))


def _is_own(layout: Layout, name: str) -> bool:
    """Whether the layout's own file names the style: one that it has from another layout may have no use in it."""
    place = getattr(name, "place", None)
    return place is None or place.file == f"layouts/{layout.name}.yaml"


def _is_known(name: str, known: Iterable[str]) -> bool:
    context, _, last = name.rpartition(".")
    return name in known or (context in CONTEXTS and last in NAMES)


def _unknown(layout: Layout, name: str, known: Iterable[str]) -> Problem:
    place = getattr(name, "place", None) or Place(f"layouts/{layout.name}.yaml")
    message = f'nothing asks for the style "{name}".{did_you_mean(name, known)}'
    return Problem(place, message, length=len(name))
