"""What every kind of section has in common."""

from __future__ import annotations

import re
import unicodedata
from abc import abstractmethod
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal, Self

from pydantic import AfterValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from handouts.document.composer import paragraph
from handouts.document.elements import Element, Role
from handouts.source.words import Model, Switch, Words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from handouts.document.composer import Composer
    from handouts.document.elements import Node

_ID = re.compile(r"[a-z][a-z0-9_-]{0,60}")


def _seen(character: str) -> bool:
    """Whether a character shows something: no space, control, joiner, direction mark or filler of Hangul."""
    return unicodedata.category(character)[0] not in "ZC" and character not in "\u115f\u1160\u3164\uffa0\u034f"


def _not_blank(words: Words) -> Words:
    if not any(_seen(character) for character in words):
        raise PydanticCustomError("blank", "There are no words here. Write them, or take the whole line out.")
    return words


def _id(words: Words) -> Words:
    if not _ID.fullmatch(words):
        raise PydanticCustomError(
            "section_id", "An id is small letters, digits, - and _, and starts with a letter, such as aftercare."
        )
    return words


#: Words of which there must be some: a blank paragraph would be read aloud as nothing.
Line = Annotated[Words, AfterValidator(_not_blank)]


def _not_empty(items: tuple[object, ...]) -> tuple[object, ...]:
    if not items:
        raise PydanticCustomError("empty_list", "This list is empty. Write at least one line, or take the key out.")
    return items


#: A list with at least one thing in it. (pydantic's own ``min_length`` complains a second time about a list whose only
#: item has a mistake.)
SOME = (AfterValidator(_not_empty), Field(json_schema_extra={"minItems": 1}))

#: One or more lines, as a list in the file.
Lines = Annotated[tuple[Line, ...], *SOME]


class Base(Model):
    """A section: a title of free words, and what its kind adds. The kind is the key that it uses."""

    #: How layouts, translations and ``changes`` call this kind. Also the style of the section's element.
    kind: ClassVar[str]
    #: The keys that tell a section of this kind from the others.
    keys: ClassVar[tuple[str, ...]]

    #: The key whose words a clinic may put anew under ``changes``; None for kinds that hold a list.
    changeable: ClassVar[str | None] = None

    title: Line
    #: Left out, it is the kind. Unique in its treatment.
    id: Annotated[Words, AfterValidator(_id)] | None = None
    part: Literal["before", "after", "both"] = "both"
    note: Line | None = None
    #: Advice that is not from the treatment's own sources, and that each clinic may word anew.
    editable_by_clinic: Switch = False
    #: The id of one of the treatment's sources.
    source: Words | None = None

    @property
    def name(self) -> str:
        """What the section is called by: its id, or its kind."""
        return self.id or self.kind

    @model_validator(mode="after")
    def _advice_has_a_source(self) -> Self:
        if self.editable_by_clinic and self.source is None:
            raise PydanticCustomError(
                "no_source",
                "Words that a clinic may change are advice of our own: say where it comes from with a line such as"
                ' "source: fda-consumer".',
            )
        return self

    def changed(self, words: Words) -> Self:
        """The section with a clinic's own words, which stand where they were written: in the clinic's file.

        Raises:
            ValueError: this kind has no words of its own that could be replaced. Loading looks for that first.
        """
        if self.changeable is None:
            raise ValueError(f"a section of the kind {self.kind} cannot be changed by a clinic")
        return self.model_copy(update={self.changeable: words})

    @abstractmethod
    def contents(self, composer: Composer) -> tuple[Node, ...]:
        """What stands below the heading."""

    def elements(self, composer: Composer) -> tuple[Node, ...]:
        """The section as one ``Sect``: its heading, what its kind holds, its note."""
        heading = Element(Role.H2, "heading", composer.inline(self.title), place=self.title.place)
        note = (paragraph("note", composer.inline(self.note), self.note.place),) if self.note else ()
        kids = (heading, *self.contents(composer), *note)
        return (Element(Role.SECT, self.kind, kids, name=self.name, place=self.title.place),)


def bulleted(style: str, lines: Iterable[Words], composer: Composer) -> Element:
    """A list without order, one paragraph an item. The marks are the layout's to draw."""
    items = (
        Element(
            Role.LI,
            "item",
            (Element(Role.LBODY, "body", (paragraph("text", composer.inline(line), line.place),)),),
            place=line.place,
        )
        for line in lines
    )
    return Element(Role.L, style, tuple(items), numbering="None")
