"""The lists of words that rules look for: data files beside this module, with a reason and a source for each entry."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, TypeVar

from handouts.blocks.base import SOME, Line
from handouts.content.forms import Slug  # noqa: TC001 - pydantic reads annotations when the class is made
from handouts.errors import ContentInvalid
from handouts.source import Model, check, read

if TYPE_CHECKING:
    from collections.abc import Sequence

M = TypeVar("M", bound=Model)


class Term(Model):
    """A word of the trade, and how it is said to a person; it is no jargon where the leaflet explains it."""

    word: Line
    say: Line


class Claim(Model):
    """A group of words that promise or sell, why they mislead, and who says so.

    ``unless`` are words of the same sentence that make it fair.
    """

    group: Slug
    words: Annotated[tuple[Line, ...], *SOME]
    unless: tuple[Line, ...] = ()
    severity: Literal["error", "warning"]
    mend: Line
    why: Line
    source: Line


class _Jargon(Model):
    needed: tuple[Line, ...]
    terms: Annotated[tuple[Term, ...], *SOME]


class _Claims(Model):
    claims: Annotated[tuple[Claim, ...], *SOME]


@dataclass(frozen=True, slots=True)
class Lists:
    """The lists, read once in a run."""

    terms: tuple[Term, ...]
    #: Words that nothing simpler can stand for.
    needed: tuple[str, ...]
    claims: tuple[Claim, ...]
    #: A pattern for each claim, and one for all terms.
    patterns: tuple[re.Pattern[str], ...] = field(repr=False)
    jargon: re.Pattern[str] = field(repr=False)


def lists() -> Lists:
    """The lists that come with the program."""
    jargon = _read("jargon.yaml", _Jargon)
    terms, needed = jargon.terms, tuple(map(str, jargon.needed))
    claims = _read("claims.yaml", _Claims).claims
    patterns = tuple(any_of(each.words) for each in claims)
    return Lists(terms, needed, claims, patterns, any_of([each.word for each in terms]))


def any_of(words: Sequence[str]) -> re.Pattern[str]:
    """Any of these words, in any case. ``*`` at an end stands for any letters; a space for any white."""
    whole = [_pattern(each) for each in words if each[:1].isalnum()]
    signs = [_pattern(each) for each in words if not each[:1].isalnum()]  # "% off" stands after a figure
    begun = [rf"(?<![^\W_])(?:{'|'.join(whole)})"] if whole else []
    return re.compile(rf"(?:{'|'.join((*begun, *signs))})(?![^\W_])", re.IGNORECASE)


def _pattern(words: str) -> str:
    return re.escape(words).replace(r"\*", r"[^\W_]*").replace(r"\ ", r"\s+")


def _read(name: str, model: type[M]) -> M:
    source = read(Path(str(files("handouts.preflight"))) / name, name=f"preflight/{name}")
    found, problems = check(source, model)
    if found is None or problems:
        raise ContentInvalid(problems)
    return found
