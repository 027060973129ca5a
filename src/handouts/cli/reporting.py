"""What a command says to a program: the members of its JSON object. And paths as a person would type them."""

from __future__ import annotations

import os
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from handouts.errors import ContentInvalid, FindingsStand, HandoutsError, Overset

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from handouts.cli.console import Console
    from handouts.errors import Problem
    from handouts.press.made import Made


@contextmanager
def failures_as_json(console: Console, *, wanted: bool, made: Iterable[Made] | None = None) -> Iterator[None]:
    """When the command fails, print its JSON object all the same; the exit code stays what it is.

    Args:
        console: where to.
        wanted: whether a program asked for JSON.
        made: files written so far, for commands that write some.
    """
    try:
        yield
    except HandoutsError as error:
        if wanted:
            problems = error.problems if isinstance(error, ContentInvalid | Overset | FindingsStand) else ()
            files = {} if made is None else {"files": made_members(made)}
            console.result_json(**files, problems=problem_members(problems), error=None if problems else str(error))
        raise


def problem_members(problems: Iterable[Problem]) -> list[dict[str, Any]]:
    """Problems for a program."""
    return [
        {**asdict(problem.place), "severity": str(problem.severity), "message": problem.message} for problem in problems
    ]


def made_members(made: Iterable[Made]) -> list[dict[str, Any]]:
    """Files made, for a program."""
    return [{"path": shown(each.path), "bytes": each.size, "job": asdict(each.job)} for each in made]


def shown(path: Path | str) -> str:
    """A path from where the user stands, if it lies below; otherwise whole. An address of a store stays as it is."""
    if isinstance(path, str):
        return path
    whole, here = Path(os.path.abspath(path)), Path.cwd()  # noqa: PTH100 - resolves "..", and follows no link
    return os.fspath(whole.relative_to(here)) if whole.is_relative_to(here) else os.fspath(whole)
