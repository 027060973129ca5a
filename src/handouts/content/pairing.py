"""A translation's lines beside those of the content file: each has its partner, and what is no word stays there."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from handouts.content.words_of import NAMES, words_of
from handouts.document import inline
from handouts.errors import did_you_mean
from handouts.source.words import Model, Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handouts.blocks import Section
    from handouts.errors import Problem
    from handouts.source import Source

#: A way into a file.
Path = tuple[str | int, ...]

#: The lines above the sections.
HEADS: Final = ("title", "also_called", "summary")

#: Steps of the way into a treatment itself.
_TOP: Final = 2

_RULE: Final = "A leaflet never mixes languages"


@dataclass(frozen=True, slots=True)
class Paired:
    """What a translation puts in the place of a treatment's words, and what keeps it from that."""

    words: dict[str, Any]
    problems: list[Problem] = field(default_factory=list)


def paired(ours: Any, theirs: Any, path: Path, sources: tuple[Source, Source]) -> Paired:  # noqa: ANN401 - two treatments
    """Pair the lines of a treatment with those of its translation.

    Args:
        ours: the treatment in the content file.
        theirs: the same in another language.
        path: its way in, the same in both files.
        sources: the translation's file, and the content file.
    """
    pairing = _Pairing(*sources, frozenset(ours.same_in_every_language))
    heads = {name: pairing.line(name, getattr(ours, name), getattr(theirs, name), path) for name in HEADS}
    sections = tuple(pairing.sections(ours.sections, theirs.sections, path))
    return Paired({**heads, "sections": sections}, pairing.problems)


@dataclass(frozen=True, slots=True)
class _Pairing:
    theirs: Source
    ours: Source
    same: frozenset[Words]
    problems: list[Problem] = field(default_factory=list)

    def line(self, name: str | int, ours: Any, theirs: Any, path: Path) -> Any:  # noqa: ANN401 - a value of any field
        """The translation of one value: of a line, a list, or a model."""
        if ours is None and theirs is not None:
            message = f'{self.ours.name} has no "{name}" here. Take it out, or add it there first.'
            self._problem((*path, name), message, key=True)
        elif ours is not None and theirs is None:
            if len(path) > _TOP or name not in self.same:
                self._missing(name, ours, path)
            return ours
        elif isinstance(ours, tuple):
            return self._list(ours, theirs, (*path, name))
        elif isinstance(ours, Model):
            return self.model(ours, theirs, (*path, name))
        elif ours is not None:
            self._same_marks(ours, theirs)
        return theirs

    def model(self, ours: Model, theirs: Model, path: Path) -> Model:
        """A model with the translation's words, and all else as it is."""
        update = {}
        for name in type(ours).model_fields:
            if name not in NAMES:
                update[name] = self.line(name, getattr(ours, name), getattr(theirs, name), path)
            elif name in theirs.model_fields_set and name != "id":
                message = f'"{name}" is the same in every language and stands in {self.ours.name}. Take it out here.'
                self._problem((*path, name), message, key=True)
        return ours.model_copy(update=update)

    def _list(self, ours: tuple[Any, ...], theirs: tuple[Any, ...], path: Path) -> tuple[Any, ...]:
        if len(ours) != len(theirs):
            there = self._there(next(_first_words(ours[0]), None))
            message = f'"{path[-1]}" has {len(theirs)} here and {len(ours)} in {there}. {_RULE}: translate each.'
            self._problem(path, message, key=True)
            return ours
        pairs = enumerate(zip(ours, theirs, strict=True))
        return tuple(self.line(number, one, other, path) for number, (one, other) in pairs)

    def sections(self, ours: tuple[Section, ...], theirs: tuple[Section, ...], path: Path) -> Iterator[Section | Model]:
        """The sections in the order of the content file, each with the words of the one of its name."""
        named: dict[str, tuple[int, Section]] = {}
        for number, section in enumerate(theirs):
            here = (*path, "sections", number)
            if section.name in named:
                self._problem(
                    here, f'Two sections are called "{section.name}". Give each the id that it has in {self.ours.name}.'
                )
            elif section.name not in {each.name for each in ours}:
                near = did_you_mean(section.name, [each.name for each in ours])
                self._problem(here, f'No section of {self.ours.name} is called "{section.name}".{near}')
            named.setdefault(section.name, (number, section))
        for section in ours:
            number, other = named.get(section.name, (0, None))
            if other is None:
                self._no_section(section, path)
            elif type(other) is not type(section):
                message = f'This section is one of "{section.kind}" in {self._there(section.title)}.'
                self._problem((*path, "sections", number), message)
            else:
                yield self.model(section, other, (*path, "sections", number))
                continue
            yield section

    def _no_section(self, section: Section, path: Path) -> None:
        if section.name not in self.same:
            message = f'The section "{section.name}" of {self._there(section.title)} is missing. {_RULE}.'
            self._problem((*path, "sections"), message, key=True)

    def _missing(self, name: str | int, ours: Any, path: Path) -> None:  # noqa: ANN401 - a value of any field
        there = self._there(next(_first_words(ours), None))
        self._problem(path, f'"{name}" is missing here, and stands in {there}. {_RULE}: translate it.')

    def _same_marks(self, ours: Words, theirs: Words) -> None:
        """Whatever is filled in stands in both; a number that is left out would be missed by nobody."""
        wanted, found = _asked(ours), _asked(theirs)
        if wanted != found and theirs.place is not None:
            missing, there = sorted(wanted - found), self._there(ours)
            message = f'"{min(found - wanted, default="")}" is not in these words in {there}. Take it out here.'
            if missing:
                message = f'{there} has "{missing[0]}" in these words. Put it in here too.'
            self.problems.append(self.theirs.at(theirs.place, message, len(theirs)))

    def _there(self, words: Words | None) -> str:
        return str(words.place) if words is not None and words.place is not None else self.ours.name

    def _problem(self, path: Path, message: str, *, key: bool = False) -> None:
        self.problems.append(self.theirs.problem(path, message, key=key))


def _asked(words: Words) -> set[str]:
    return {f"{{{name}}}" for name in inline.placeholders(words)}


def _first_words(value: object) -> Iterator[Words]:
    yield from words_of(value, without=NAMES)
