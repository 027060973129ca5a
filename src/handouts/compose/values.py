"""What the placeholders in a treatment's words stand for: its values, its fields, the clinic's facts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handouts.compose.personal import nodes_of
from handouts.content.placeholders import spoken
from handouts.document import inline
from handouts.document.elements import Text
from handouts.errors import ContentInvalid, Place, Problem
from handouts.source.frozen import FrozenMap
from handouts.source.words import Words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from handouts.compose.body import Values
    from handouts.compose.personal import Said
    from handouts.content.clinic import Clinic
    from handouts.content.treatment import Treatment
    from handouts.document.elements import Node
    from handouts.locales import Locale


#: Words that a clinic prints differently, by section and field; placeholders, and the words that each stands in.
Changes = FrozenMap[Words, Words]
Asked = tuple[tuple[str, Words], ...]


def changes_of(treatment: Treatment, clinic: Clinic, language: str) -> Changes:
    """The words that this clinic prints differently in this language, by section and field."""
    by_language = clinic.changes.get(Words(treatment.slug))
    return (by_language.get(Words(language)) if by_language else None) or Changes()


def changed(treatment: Treatment, changes: Changes) -> Treatment:
    """The treatment with other words in some sections."""
    sections = tuple(
        section.changed(words) if (words := changes.get(Words(section.name))) else section
        for section in treatment.sections
    )
    return treatment.model_copy(update={"sections": sections})


def asked(treatment: Treatment) -> Asked:
    """The placeholders in a treatment's words, and the words that each stands in."""
    return tuple((name, words) for words in spoken(treatment) for name in inline.placeholders(words))


def named_values(
    treatment: Treatment,
    clinic: Clinic,
    locale: Locale,
    facts: Mapping[str, tuple[Node, ...]],
    asking: Asked,
    said: Said = (),
) -> Values:
    """The values that the treatment's words name, so that a body knows nothing else of the clinic.

    ``asking`` are those that they name; ``said`` is what a copy for one client says of them, as it is printed; without
    it there are lines to write on.

    Raises:
        ContentInvalid: the words ask for a fact that this clinic does not give.
    """
    known = {**nodes_of(said, treatment.fields, locale), **_values(treatment, clinic, locale), **facts}
    problems = [
        Problem(
            words.place or Place("content.yaml"),
            f'These words ask for "{{{name}}}", which the clinic "{clinic.slug}" does not give.',
        )
        for name, words in asking
        if name.startswith("clinic.") and name not in known
    ]
    if problems:
        raise ContentInvalid(problems)
    return tuple((name, known[name]) for name in sorted({name for name, _ in asking if name in known}))


def _values(treatment: Treatment, clinic: Clinic, locale: Locale) -> dict[str, tuple[Node, ...]]:
    own = clinic.values.get(Words(treatment.slug), FrozenMap())
    found: dict[str, tuple[Node, ...]] = {}
    for name, value in treatment.values.items():
        number = own.get(name, value.default)
        found[name] = (Text(locale.quantity(str(number), value.unit), place=getattr(number, "place", None)),)
    return found
