"""A treatment as ``content.yaml`` has it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Final, Literal

from pydantic import AfterValidator, BeforeValidator, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

from handouts.blocks import Section
from handouts.blocks.base import SOME, Line
from handouts.content.forms import Day, Language, Link, Number, Slug, Version
from handouts.source.frozen import FrozenMap
from handouts.source.words import Model, Switch, Words

if TYPE_CHECKING:
    from datetime import date

#: What ``reviewed_by`` says while no clinician has read the words: every page then says so.
NOT_REVIEWED: Final = "none"

#: A source of a value that is not in the list of sources: the clinics' own rule.
CLINIC_POLICY: Final = "clinic-policy"

#: Lists that hold whole sentences, in which a comma is a comma.
SENTENCES: Final = frozenset({"do", "avoid", "points"})

#: Ways of saying "nobody" that would be printed as a name.
_NOBODY: Final = frozenset({"no", "nobody", "no one", "n/a", "na", "-", "?", "tbc", "tbd", "todo", "unknown"})

#: Lines that a handwritten note may take.
_MOST_LINES: Final = 20

Name = Annotated[
    Words,
    Field(
        json_schema_extra={"pattern": "^[a-z][a-z0-9_]{0,60}$"},
        description="What the words call it in braces: small letters, digits and _",
    ),
]


def _name(words: Words) -> Words:
    if words.isascii() and words.isidentifier() and words == words.lower():
        return words
    raise PydanticCustomError(
        "name", f'"{words}" cannot stand in braces. Write small letters, digits and _, such as days_without_retinoids.'
    )


PlaceholderName = Annotated[Name, AfterValidator(_name)]


def _reviewer(words: Words) -> Words:
    bare = "".join(character for character in words if character.isalnum() or character == " ").strip().lower()
    if bare == NOT_REVIEWED:
        return Words(NOT_REVIEWED, words.place)
    if bare in _NOBODY or words.strip().lower() in _NOBODY or not bare:
        message = f'"{words}" would be printed as a name. Write none while no clinician has read the words.'
        raise PydanticCustomError("reviewer", message)
    return words


def _count(value: object) -> object:
    if isinstance(value, str):
        if not (value.isascii() and value.isdigit() and 1 <= int(value[:3]) <= _MOST_LINES and len(value) <= 2):  # noqa: PLR2004 - two digits
            raise PydanticCustomError("lines", f'"{value}" is not a number of lines from 1 to {_MOST_LINES}.')
        return int(value)
    return value


class PersonalField(Model):
    """A line that a copy for one client may have filled in."""

    kind: Literal["text", "date", "datetime"]
    required: Switch = False
    lines: Annotated[
        int, BeforeValidator(_count), WithJsonSchema({"type": "integer", "minimum": 1, "maximum": _MOST_LINES})
    ] = 1


class Value(Model):
    """A number that each clinic may change within bounds."""

    default: Number
    unit: Line | None = Field(None, description="days, weeks, hours ... printed in the leaflet's language")
    range: tuple[Number, Number] = Field(description="The least and the most that a clinic may say")
    source: Slug = Field(description="The id of a source, or clinic-policy")


class Reference(Model):
    """Something that was read for the words."""

    id: Slug
    title: Line
    link: Link | None = None
    seen: Day | None = Field(None, description="The day when somebody last looked there")


class About(Model):
    """Who wrote the words, who has checked them, and until when they hold."""

    version: Version
    author: Line
    reviewed: Day
    reviewed_by: Annotated[Line, AfterValidator(_reviewer)] = Field(
        description='A name and role, or none: then every page says "Sample text, not clinically reviewed"'
    )
    review_due: Day
    sources: tuple[Reference, ...] = ()


class TreatmentEntry(Model):
    """A treatment as it is written below its short name."""

    title: Line
    also_called: Line | None = None
    summary: Line
    picture: Words | None = Field(None, description="One of the illustrations that come with the program")
    fields: FrozenMap[PlaceholderName, PersonalField] = Field(
        default_factory=FrozenMap, description="What a copy for one client may have filled in"
    )
    values: FrozenMap[PlaceholderName, Value] = Field(
        default_factory=FrozenMap, description="Numbers that a clinic may change within bounds"
    )
    same_in_every_language: tuple[Words, ...] = Field(
        (), description="title, also_called, summary or the ids of sections that a translation may leave out"
    )
    sections: Annotated[tuple[Section, ...], *SOME]
    about: About


class Translation(Model):
    """Who translated the words, from which, and when somebody last held them against each other."""

    translated_from: Version = Field(description="The version of the words that this is a translation of")
    translator: Line = Field(description="Who translated the words")
    reviewed: Day = Field(description="The day when the translation was last held against the words")
    translated_words: FrozenMap[Words, Words] = Field(
        default_factory=FrozenMap,
        description='What was translated, as marks of its blocks; "handouts translate --mark" writes them',
    )


class Treatment(TreatmentEntry):
    """A treatment with its short name: all that a body is composed from. ``about`` is that of the content file."""

    slug: str
    #: For words in another language than that of the content file.
    translation: Translation | None = None

    @property
    def dated(self) -> date:
        """The day of the words: when they, or their translation, were last reviewed."""
        return max(self.about.reviewed, self.translation.reviewed) if self.translation else self.about.reviewed


class ContentFile(Model):
    """``content.yaml``: the language of its words, and the treatments by their short names."""

    language: Language
    treatments: FrozenMap[Slug, TreatmentEntry]
