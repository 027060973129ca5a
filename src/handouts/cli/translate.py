"""``handouts translate``: the file of a translation, and the mark that it is up to date."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from handouts.cli.names import complete_treatment
from handouts.cli.reporting import shown
from handouts.cli.session import Session, examples, pass_session, today_option

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime


@click.command(epilog=examples('handouts translate de --by "A. Reader"', "handouts translate de --mark microneedling"))
@click.argument("language", metavar="LANG")
@click.argument("treatments", metavar="[TREATMENT]...", nargs=-1, shell_complete=complete_treatment)
@click.option("--by", metavar="NAME", help="Who translates; the file says so.")
@click.option("--mark", is_flag=True, help="The translation says what the words say today: write that into its file.")
@today_option
@pass_session
def translate(
    session: Session,
    language: str,
    treatments: Sequence[str],
    *,
    by: str | None,
    mark: bool,
    today: datetime | None,
) -> None:
    """Start a translation, or say that it is up to date.

    Writes content.LANG.yaml with the words as they are, to be translated line by line; check says what
    is left. When the words change later, check names the sections that have: correct them, then run
    this with --mark. It notes the day and what was translated, and changes nothing else.
    """
    from handouts.press import calendar, translating
    from handouts.press.public import load

    if mark == bool(by):
        raise click.UsageError("Say who translates with --by, or that the translation is up to date with --mark.")
    if by and treatments:
        raise click.UsageError("A translation is started with all treatments. Take out of the file what is not wanted.")
    day = today.date() if today else calendar.this_day()
    content = load(session.folder)
    if by:
        session.console.result(shown(translating.start(content, language, by, day)))
        session.console.talk("Next: translate the words in it, then: handouts check")
    else:
        session.console.result(shown(translating.mark(content, language, treatments, day)))
