"""Several treatments in one leaflet: each with its own title and numbers to call, the clinic's details once for all."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from handouts.compose.body import Copy, compose_body
from handouts.compose.imprint import BOOKING, CONTACT, MASTHEAD
from handouts.document.elements import Element, Imprint, Metadata, Role, Slot, numbered, walk
from handouts.document.fields import CLINIC_FIELDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from handouts.document.elements import Node
    from handouts.locales import Locale

#: The fields that all treatments share. The numbers to call hang in each treatment's own section.
SHARED: Final = ("appointment", *MASTHEAD, *BOOKING, *CONTACT)


@dataclass(frozen=True, slots=True)
class Bundle:
    """All that the body of a bundle is composed from.

    ``before`` and ``after`` are what is shared, and stands before the treatments and after them.
    """

    treatments: tuple[Copy, ...]
    before: Copy
    after: Copy

    @property
    def key(self) -> tuple[object, ...]:
        """What the body is kept by."""
        return tuple(copy.key for copy in (*self.treatments, self.before, self.after))

    @property
    def locale(self) -> Locale:
        """The language of all of it."""
        return self.after.locale

    def body(self) -> Element:
        """The tree: what is shared, around a section for each treatment.

        Raises:
            ContentInvalid: a link, a placeholder or a picture in the words is wrong.
        """
        kids = (*compose_body(self.before).kids, *self._sections(), *compose_body(self.after).kids)
        return numbered(Element(Role.DOCUMENT, "document", kids))

    def _sections(self) -> Iterator[Element]:
        for nth, copy in enumerate(self.treatments, 1):
            kids = tuple(_renamed(kid, nth) for kid in compose_body(copy).kids)
            yield Element(Role.SECT, "treatment", kids, name=copy.treatment.slug)


def divided(shows: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """A layout's fields: what is shared and stands before the treatments, what each of them shows, what comes after."""
    own = [name for name in shows if name not in SHARED]
    first = min((nth for nth, name in enumerate(shows) if name in own and name not in CLINIC_FIELDS), default=0)
    before = tuple(name for name in shows[:first] if name in SHARED)
    after = tuple(name for name in shows[first:] if name in SHARED)
    return before, tuple(own), after


def scoped(name: str, nth: int) -> str:
    """The name of a slot of one treatment in a bundle, counted from 1."""
    return f"{name} {nth}"


def is_of(slot: str, nth: int) -> bool:
    """Whether a slot is that of one treatment in a bundle, counted from 1."""
    return slot.endswith(f" {nth}")


def bundled(treatments: Sequence[Copy], shared: Copy, shows: Sequence[str]) -> Bundle:
    """What a bundle's body is composed from.

    Args:
        treatments: each with the fields that are its own.
        shared: with all fields that are shared.
        shows: the layout's fields, in reading order.
    """
    before, _, after = divided(shows)
    halves = (replace(shared, shape=replace(shared.shape, shows=half)) for half in (before, after))
    return Bundle(tuple(treatments), *halves)


def imprint(treatments: Sequence[Imprint], shared: Imprint) -> Imprint:
    """The clinic's part of a bundle: what is shared, and what hangs in each treatment under its number."""
    parts = list(shared.parts)
    for nth, each in enumerate(treatments, 1):
        parts += [(scoped(name, nth), part) for name, part in each.parts]
    return Imprint(tuple(_numbered(parts)))


def metadata(every: Sequence[Metadata], title: str) -> Metadata:
    """What a bundle says of itself: of all its treatments, with the date of the latest review."""
    return Metadata(
        title=title,
        author=", ".join(dict.fromkeys(one.author for one in every)),
        subject=" ".join(one.subject for one in every),
        code=", ".join(one.code for one in every),
        date=max(one.date for one in every),
        notice=next((one.notice for one in every if one.notice), ""),
    )


def _renamed(node: Node, nth: int) -> Node:
    """The same with the slots of one treatment called by its number."""
    if isinstance(node, Slot):
        return replace(node, name=scoped(node.name, nth))
    if isinstance(node, Element):
        return replace(node, kids=tuple(_renamed(kid, nth) for kid in node.kids))
    return node


def _numbered(parts: Sequence[tuple[str, Element]]) -> Iterator[tuple[str, Element]]:
    start = 0
    for name, part in parts:
        own = numbered(part, start)
        start += sum(1 for _ in walk(own))
        yield name, own
