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
from typing import TYPE_CHECKING, Any

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

    def track(self, items: Iterable[Any], names: Iterable[str], total: int) -> Iterator[Any]:
        """The items one by one; while one is being made, how far the run is, on a terminal and past one second."""
        show = self.loudness >= 0 and self._live()
        start = self.clock()
        waiting = iter(items)
        for number, name in enumerate((*names, None), start=1):
            shown = show and name is not None and self.clock() - start > _SHORT
            if shown:
                click.echo(f"{_CLEAR}{number}/{total} {name}", err=True, nl=False, color=True)
            try:
                item = next(waiting)
            except StopIteration:
                return
            finally:
                if shown:
                    click.echo(_CLEAR, err=True, nl=False, color=True)
            yield item

    def _live(self) -> bool:
        return sys.stderr.isatty() and os.environ.get("TERM") != "dumb"


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
