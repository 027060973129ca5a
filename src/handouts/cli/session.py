"""What every command gets, and the options that several commands share."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import click

from handouts.cache import Cache
from handouts.cli.names import complete_clinic, complete_layout, complete_treatment

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from handouts.cli.console import Console
    from handouts.press.equipment import Equipment

    _Command = Callable[..., Any]


@dataclass(frozen=True, slots=True)
class Session:
    """The folder a command works in, and where its words go."""

    folder: Path
    console: Console
    #: What runs keep for each other.
    cache: Cache = field(default_factory=Cache)

    def equipment(self) -> Equipment:
        """What leaflets are made with, taken from the cache as far as it is there."""
        from handouts.press.equipment import Equipment

        return Equipment.over(self.cache)


pass_session = click.make_pass_decorator(Session)

treatments_argument = click.argument(
    "treatments", metavar="[TREATMENT]...", nargs=-1, shell_complete=complete_treatment
)

clinics_option = click.option(
    "-c",
    "--clinic",
    "clinic",
    metavar="CLINIC",
    multiple=True,
    shell_complete=complete_clinic,
    help="For this clinic only. May be given more than once.",
)

layouts_option = click.option(
    "--layout",
    "layout",
    metavar="LAYOUT",
    multiple=True,
    shell_complete=complete_layout,
    help="In this layout only; with -c also one that the clinic does not list. May be given more than once.",
)

languages_option = click.option(
    "-l",
    "--language",
    "language",
    metavar="LANG",
    multiple=True,
    help="In this language only, such as en. May be given more than once.",
)

edition_option = click.option(
    "--edition",
    type=click.Choice(["standard", "ink-saver", "grey"]),
    default="standard",
    help="ink-saver: outlines in place of coloured grounds; grey: the same tones without colour.",
)

part_option = click.option(
    "--part",
    type=click.Choice(["before", "after", "all"]),
    default="all",
    help="Only what is read before the treatment, or after it.",
)


class Keyword(click.Option):
    """An option that bears a word of Python's own: its variable is called by the word, not by the parameter."""

    def resolve_envvar_value(self, ctx: click.Context) -> str | None:
        """What ``HANDOUTS_..._FOR`` says, for ``--for``."""
        return os.environ.get(f"{ctx.auto_envvar_prefix}_{self.opts[0].strip('-').upper()}") or None


use_option = click.option(
    "--for",
    "use",
    cls=Keyword,
    type=click.Choice(["office", "press"]),
    default="office",
    help="press: for a print shop, with bleed, marks and CMYK; it takes the shop's ICC profile.",
)

today_option = click.option(
    "--today",
    metavar="DATE",
    type=click.DateTime(["%Y-%m-%d"]),
    help="The day that review dates are held against, such as 2027-03-01. Usual: today.",
)

overdue_option = click.option(
    "--allow-overdue", is_flag=True, help="Make leaflets whose review is overdue too. They say so on the page."
)

json_option = click.option("--json", "json", is_flag=True, help="Print one JSON object on stdout, for programs.")


def examples(*lines: str) -> str:
    """The foot of a command's help: lines to copy and paste, kept as they are."""
    return "\n".join(("\b", "Examples:", *(f"  {line}" for line in lines)))


def output_option(usual: str) -> Callable[[_Command], _Command]:
    """Where files go; ``usual`` says it for the help."""
    return click.option(
        "-o",
        "--output",
        metavar="FOLDER",
        type=click.Path(path_type=Path),
        help=f"The folder to put them in; made when missing.  [default: {usual}]",
    )
