"""All printing, and nothing but printing: results to stdout, talk to stderr.

Click's ``echo`` takes the colour out where the stream is no terminal; ``NO_COLOR`` (https://no-color.org) and
``TERM=dumb`` it does not know, so they are read here.
"""

from __future__ import annotations

import json
import os
import sys
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from handouts.errors import Problem

#: The version of every JSON object that a command prints; it goes up when a field changes its meaning.
JSON_SCHEMA = 1

#: Seconds before progress is worth showing.
_SHORT = 1.0

#: Carriage return and "erase in line" (ECMA-48 8.3.41).
_CLEAR = "\r\x1b[K"

#: Letters in a bar that shows how far a run is.
_BAR = 20

V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class Console:
    """Where a command's words go. ``loudness``: -1 quiet, 0 usual, 1 with details."""

    loudness: int = 0
    #: False takes all colour out; None leaves it to the terminal.
    colour: bool | None = None
    clock: Callable[[], float] = time.monotonic

    def result(self, text: str) -> None:
        """What the command was asked for, on stdout: a path, an outline, a name."""
        click.echo(text, color=self.colour)

    def result_bytes(self, data: bytes) -> None:
        """A result that has its line ends already (JSON, a script), untouched on every system."""
        click.echo(data, nl=False)

    def result_json(self, **members: Any) -> None:  # noqa: ANN401 - any value that JSON has
        """One object, with the version of its shape."""
        text = json.dumps({"schema": JSON_SCHEMA, **members}, ensure_ascii=False, indent=2)
        self.result_bytes(f"{text}\n".encode())

    def talk(self, text: str) -> None:
        """What a person may like to know, on stderr; not with ``-q``."""
        if self.loudness >= 0:
            click.echo(text, err=True, color=self.colour)

    def detail(self, text: str) -> None:
        """What a person asked for with ``-v``, on stderr."""
        if self.loudness > 0:
            click.echo(text, err=True, color=self.colour)

    def fault(self, text: str) -> None:
        """Why the command failed, on stderr, even with ``-q``."""
        click.echo(text, err=True, color=self.colour)

    def problems(self, problems: Iterable[Problem]) -> None:
        """Mistakes with their place, line and caret, on stderr, even with ``-q``."""
        for problem in problems:
            place, _, rest = str(problem).partition(": ")
            head, *excerpt = rest.split("\n")
            self.fault("\n".join((f"{click.style(place, bold=True)}: {head}", *map(_with_red_caret, excerpt))))

    def warnings(self, problems: Iterable[Problem]) -> None:
        """As ``problems``, but not with ``-q``."""
        if self.loudness >= 0:
            self.problems(problems)

    def track(self, items: Iterable[V], total: int) -> Iterator[V]:
        """The items one by one; on a terminal and past one second, how far the run is, how fast, and how long still."""
        show = self.loudness >= 0 and self._live()
        start, shown = self.clock(), False
        try:
            for done, item in enumerate(items, start=1):
                self._clear(shown)
                yield item
                took = self.clock() - start
                shown = show and took > _SHORT and done < total
                if shown:
                    click.echo(_progress(done, total, took), err=True, nl=False, color=True)
        finally:
            self._clear(shown)

    def _clear(self, shown: bool) -> None:  # noqa: FBT001 - whether there is anything
        if shown:
            click.echo(_CLEAR, err=True, nl=False, color=True)

    def _live(self) -> bool:
        return sys.stderr.isatty() and os.environ.get("TERM") != "dumb"


def _progress(done: int, total: int, seconds: float) -> str:
    """A bar, how many are done, how many a second, and the time that is left at this pace."""
    full = round(_BAR * done / total)
    left = round((total - done) * seconds / done)
    clock = f"{left // 60}:{left % 60:02}"
    return f"[{'#' * full}{'.' * (_BAR - full)}] {done}/{total}, {done / seconds:.0f} a second, {clock} left"


def colour_wished(*, off: bool) -> bool | None:
    """False where colour is unwanted: by an option, by ``NO_COLOR`` or by a terminal that has none."""
    unwanted = off or bool(os.environ.get("NO_COLOR")) or os.environ.get("TERM") == "dumb"
    return False if unwanted else None


def counted(number: int, one: str, many: str | None = None) -> str:
    """A number with its noun: "1 problem", "2 problems"."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def _with_red_caret(line: str) -> str:
    gutter, bar, rest = line.partition("| ")
    return f"{gutter}{bar}{click.style(rest, fg='red')}" if bar and not rest.strip(" ^") else line
