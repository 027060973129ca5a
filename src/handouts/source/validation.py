"""A file against its model: all complaints at once, each at its line and in words a receptionist understands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from pydantic import ValidationError

from handouts.errors import ContentInvalid, did_you_mean
from handouts.source import nodes, shape
from handouts.source.sentences import sentence, two_kinds, unknown_key
from handouts.source.words import Model

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pydantic_core import ErrorDetails

    from handouts.errors import Problem
    from handouts.source.reader import Source

M = TypeVar("M", bound=Model)


def check(
    source: Source, model: type[M], context: Mapping[str, str] | None = None
) -> tuple[M | None, tuple[Problem, ...]]:
    """The file as a value of ``model``, and everything that is wrong with it.

    Args:
        source: the file.
        model: its form.
        context: words of the file's own that stand for others, for forms that ask for them.

    Returns:
        The value, or None when the file does not have the model's form; and the problems of its YAML and of its
        form together, so that those of several files can be put into one list. With any problem, make nothing.
    """
    if not source.whole:
        return None, source.problems
    try:
        return model.model_validate(source.data, context=context), source.problems
    except ValidationError as error:
        found = error.errors(include_url=False)
        return None, (*source.problems, *source.without_echoes(_problems(found, source, model)))


@dataclass(frozen=True, slots=True)
class Sound(Generic[M]):
    """What of a file is in order: the value without the entries that are not, and their names.

    ``value`` is None when something is wrong beside the entries.
    """

    value: M | None
    broken: frozenset[str]
    problems: tuple[Problem, ...]


def check_entries(source: Source, model: type[M], part: str) -> Sound[M]:
    """Like :func:`check` for a file that is mostly a mapping of independent entries, under the key ``part``.

    An entry with mistakes is left out of the value, so that it does not hide what else is wrong with the others.
    """
    value, problems = check(source, model)
    if value is not None or not isinstance(source.data, dict):
        return Sound(value, frozenset(), problems)
    errors = [error["loc"] for error in _errors(source.data, model)]
    if any(loc[2:] == ("[key]",) for loc in errors):  # what the entry was meant to be called nobody knows
        return Sound(None, frozenset(), problems)
    broken = frozenset(loc[1] for loc in errors if _is_entry(loc, part))
    entries = source.data.get(part)
    kept = {name: entry for name, entry in entries.items() if name not in broken} if isinstance(entries, dict) else None
    rest = {**source.data, part: kept}
    sound = None if _errors(rest, model) else model.model_validate(rest)
    return Sound(sound, frozenset(map(str, broken)), problems)


def _is_entry(loc: tuple[int | str, ...], part: str) -> bool:
    return loc[0] == part and len(loc) > 1


def _errors(data: object, model: type[Model]) -> Sequence[ErrorDetails]:
    try:
        model.model_validate(data)
    except ValidationError as error:
        return error.errors(include_url=False)
    return ()


def validate(source: Source, model: type[M]) -> M:
    """The file as a value of ``model``.

    Raises:
        ContentInvalid: with everything that is wrong with the file.
    """
    value, problems = check(source, model)
    if value is None or problems:
        raise ContentInvalid(problems)
    return value


def _problems(found: Sequence[ErrorDetails], source: Source, model: type[Model]) -> Iterator[Problem]:
    slips = {error["loc"]: _known(model, error["loc"]) for error in found if error["type"] == "extra_forbidden"}
    for error in found:
        loc = error["loc"]
        if error["type"] == "extra_forbidden":
            yield source.problem(loc, _unknown(source, model, loc, slips[loc]), key=True)
        elif error["type"] == "missing" and _is_misspelt(loc, slips):
            continue
        elif error["type"] == "missing":
            yield source.problem(loc[:-1], sentence(error, _name(loc[:-1])))
        else:
            yield source.problem(loc, sentence(error, _name(loc)), key=loc[-1:] == ("[key]",))


def _unknown(source: Source, model: type[Model], loc: tuple[int | str, ...], known: tuple[str, ...]) -> str:
    name = str(loc[-1])
    parent = source.node(loc[:-1])
    is_tag = parent is source.node(loc[:-2])
    if is_tag and name in shape.keys(model, loc[:-2]):
        return two_kinds(name, str(loc[-2]))
    return unknown_key(name, known, flow=isinstance(parent, nodes.Mapping) and parent.flow)


def _known(model: type[Model], loc: tuple[int | str, ...]) -> tuple[str, ...]:
    """The keys that the model takes where ``loc`` has one it does not take."""
    return shape.keys(model, loc[:-1])


def _is_misspelt(loc: tuple[int | str, ...], slips: dict[tuple[int | str, ...], tuple[str, ...]]) -> bool:
    """Whether the missing key stands there with a slip of the pen, which has a problem of its own."""
    wanted = f'Did you mean "{loc[-1]}"'
    return any(slip[:-1] == loc[:-1] and wanted in did_you_mean(str(slip[-1]), known) for slip, known in slips.items())


def _name(loc: tuple[int | str, ...]) -> str:
    """The nearest key above a value, or the number of an item where there is none."""
    names = [step for step in loc if isinstance(step, str) and not step.startswith("[")]
    return names[-1] if names else "this file"
