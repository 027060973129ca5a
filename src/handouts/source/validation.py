"""A file against its model: all complaints at once, each at its line and in words a receptionist understands."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from pydantic import ValidationError

from handouts.errors import ContentInvalid, did_you_mean
from handouts.source import nodes, shape
from handouts.source.sentences import sentence, unknown_key
from handouts.source.words import Model

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pydantic_core import ErrorDetails

    from handouts.errors import Problem
    from handouts.source.reader import Source

M = TypeVar("M", bound=Model)


def check(source: Source, model: type[M]) -> tuple[M | None, tuple[Problem, ...]]:
    """The file as a value of ``model``, and everything that is wrong with it.

    Returns:
        The value, or None when the file does not have the model's form; and the problems of its YAML and of its
        form together, so that those of several files can be put into one list. With any problem, make nothing.
    """
    if not source.whole:
        return None, source.problems
    try:
        return model.model_validate(source.data), source.problems
    except ValidationError as error:
        found = error.errors(include_url=False)
        return None, (*source.problems, *_problems(found, source, model))


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
            parent = source.node(loc[:-1])
            flow = isinstance(parent, nodes.Mapping) and parent.flow
            yield source.problem(loc, unknown_key(str(loc[-1]), slips[loc], flow=flow), key=True)
        elif error["type"] == "missing" and _is_misspelt(loc, slips):
            continue
        elif error["type"] == "missing":
            yield source.problem(loc[:-1], sentence(error, ""))
        else:
            yield source.problem(loc, sentence(error, _name(loc)), key=loc[-1:] == ("[key]",))


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
