"""What of a treatment and of a clinic can be changed, named like the headings that it stands below on the page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from handouts.content.words_of import NAMES
from handouts.editing.scalars import node_at
from handouts.source.nodes import Mapping, Scalar, Sequence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handouts.editing.scalars import Path
    from handouts.errors import Place
    from handouts.source import Source
    from handouts.source.nodes import Node

#: Keys below a treatment whose values are no words for a page.
_APART: Final = frozenset({"picture", "fields", "values", "same_in_every_language", "translated_words", "sources"})

#: Keys of a clinic that are shown as they are, or that this page has no field for.
_NOT_OF_CLINICS: Final = frozenset(
    {"same_as", "country", "paper", "languages", "layouts", "words", "values", "changes", "mail", "press", "fonts"}
)

#: Letters from which on words get a field of several lines.
_LONG: Final = 28

_SAID: Final = {
    "title": "Title",
    "also_called": "Also called",
    "summary": "Summary",
    "name": "Name",
    "address": "Address, line",
    "phone": "Telephone",
    "out_of_hours": "Telephone, out of hours",
    "email": "E-mail",
    "website": "Website",
    "hours": "Opening hours, line",
    "small_print": "Small print",
    "emergency/text": "In an emergency: words",
    "emergency/phone": "In an emergency: telephone",
    "booking/link": "Booking page: link",
    "booking/show": "Booking page: as printed",
    "brand/colour": "Brand colour",
    "brand/logo": "Logo: file",
    "brand/logo_on_dark": "Logo for dark grounds: file",
    "about/version": "About: version",
    "about/author": "About: written by",
    "about/reviewed": "About: reviewed on",
    "about/reviewed_by": "About: reviewed by",
    "about/review_due": "About: next review by",
    "about/translated_from": "About: translated from version",
    "about/translator": "About: translated by",
}


@dataclass(frozen=True, slots=True)
class Field:
    """One scalar that can be changed: its way in, its name for people, its words, and where they stand."""

    path: Path
    label: str
    words: str
    place: Place

    @property
    def key(self) -> str:
        """The way in as one word, for forms."""
        return "/".join(map(str, self.path))

    @property
    def is_long(self) -> bool:
        """Whether it wants several lines."""
        return len(self.words) > _LONG or "\n" in self.words

    @property
    def is_colour(self) -> bool:
        """Whether it is the brand's."""
        return self.path[-1] == "colour"


def treatment_fields(source: Source, treatment: str) -> tuple[Field, ...]:
    """The words of a treatment in a file, in its order; none where it is not there."""
    node = node_at(source.root, ("treatments", treatment))
    return tuple(_of_treatment(node, ("treatments", treatment))) if isinstance(node, Mapping) else ()


def _of_treatment(node: Mapping, path: Path) -> Iterator[Field]:
    for entry in node.entries:
        key = str(entry.key.words)
        if key == "sections" and isinstance(entry.value, Sequence):
            for number, section in enumerate(entry.value.items):
                if isinstance(section, Mapping):
                    yield from _section(section, (*path, "sections", number))
        elif key not in _APART:
            yield from _named(entry.value, (*path, key), len(path), _APART)


def _section(section: Mapping, path: Path) -> Iterator[Field]:
    """A section's fields, each under its heading."""
    title = section.entry("title")
    heading = str(title.value.words) if title and isinstance(title.value, Scalar) else "Section"
    for entry in section.entries:
        key = str(entry.key.words)
        if key not in NAMES:
            yield from _below(entry.value, (*path, key), f"{heading}: {_KEYS.get(key, key)}")


_KEYS: Final = {
    "title": "heading",
    "text": "words",
    "call_us_if": "words",
    "note": "closing note",
    "steps": "step",
    "benefits": "benefit",
    "points": "point",
    "questions": "question",
    "name": "name",
    "ask": "question",
    "answer": "answer",
}


def _below(node: Node, path: Path, label: str) -> Iterator[Field]:
    """All scalars of one key of a section: numbered in lists, by their keys in items."""
    if isinstance(node, Scalar):
        if node.words is not None:
            yield Field(path, label, str(node.words), node.place)
    elif isinstance(node, Sequence):
        for number, item in enumerate(node.items):
            yield from _below(item, (*path, number), f"{label} {number + 1}")
    else:
        for entry in node.entries:
            key = str(entry.key.words)
            if key not in NAMES:
                yield from _below(entry.value, (*path, key), f"{label}, {_KEYS.get(key, key)}")


def clinic_fields(source: Source, clinic: str) -> tuple[Field, ...]:
    """A clinic's own lines in a file, in its order; what it takes from others stands there."""
    node = node_at(source.root, ("clinics", clinic))
    path: Path = ("clinics", clinic)
    if not isinstance(node, Mapping):
        return ()
    found = (
        field
        for entry in node.entries
        if str(entry.key.words) not in _NOT_OF_CLINICS
        for field in _named(entry.value, (*path, str(entry.key.words)), len(path), _NOT_OF_CLINICS)
    )
    return tuple(found)


def _named(node: Node, path: Path, root: int, without: frozenset[str]) -> Iterator[Field]:
    """Scalars that are called by their keys below a treatment or a clinic."""
    if isinstance(node, Scalar):
        if node.words is not None:
            keys = [str(step) for step in path[root:] if isinstance(step, str)]
            last = f" {path[-1] + 1}" if isinstance(path[-1], int) else ""
            yield Field(path, _SAID.get("/".join(keys), " ".join(keys)) + last, str(node.words), node.place)
    elif isinstance(node, Sequence):
        for number, item in enumerate(node.items):
            yield from _named(item, (*path, number), root, without)
    else:
        for entry in node.entries:
            if str(entry.key.words) not in without:
                yield from _named(entry.value, (*path, str(entry.key.words)), root, without)
