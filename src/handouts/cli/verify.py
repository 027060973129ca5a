"""``handouts verify``: what a leaflet is that somebody found, whether it was changed, and whether it is current."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from handouts.cli.reporting import failures_as_json, problem_members, shown
from handouts.cli.session import Session, examples, json_option, pass_session, today_option

if TYPE_CHECKING:
    from datetime import datetime

    from handouts.cli.console import Console
    from handouts.errors import ExitCode
    from handouts.press.destination import Destination
    from handouts.press.identity import Identity


@click.command(
    epilog=examples(
        "handouts verify output/alder/microneedling_alder_en_a4.pdf",
        "handouts verify found.pdf --json",
    )
)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "-o", "--output", metavar="FOLDER", help="Where leaflets were put.  [default: output, beside content.yaml]"
)
@today_option
@json_option
@pass_session
def verify(session: Session, file: Path, *, output: str | None, today: datetime | None, json: bool) -> ExitCode:
    """Say what a leaflet is, whether it was changed, and whether it is current.

    The file is compared with the manifest of the output folder, and with the words as they are now.
    The exit code is 1 when it was changed, or when its words no longer hold.
    """
    from handouts.errors import ExitCode
    from handouts.press import calendar
    from handouts.press.asked import OUTPUT
    from handouts.press.destination import below, destination
    from handouts.press.identity import identity
    from handouts.press.public import load

    with failures_as_json(session.console, wanted=json):
        content = load(session.folder)
        folder = destination(output or below(content.folder, content.settings.output or OUTPUT))
        day = today.date() if today else calendar.this_day()
        found = identity(file.read_bytes(), content, folder, day)
    if json:
        _as_json(session.console, found)
    else:
        _tell(session.console, found, folder)
    return ExitCode.FINDINGS if found.is_current is False or not found.is_whole else ExitCode.FINE


def _tell(console: Console, found: Identity, folder: Destination) -> None:
    console.result(f"{found.signs.title}\n{found.signs.code}".strip())
    if found.entry is not None:
        console.result(f"The same as {shown(folder.at(found.entry.path))}, as it was made.")
    elif found.signs.whole:
        console.result("As it was made; the manifest does not list it: made elsewhere, mailed, or by an earlier build.")
    else:
        console.result("CHANGED since it was made. Do not rely on it.")
    if found.since:
        console.result(f"OUT OF DATE: otherwise today: {', '.join(found.since)}.")
    elif found.entry is None and not found.signs.whole:
        return
    elif found.is_current is None:
        console.result("It holds several leaflets. Whether their words are current, it does not tell.")
    elif not found.held:
        console.result("Current: its words are those of today.")
    console.problems(found.held)


def _as_json(console: Console, found: Identity) -> None:
    console.result_json(
        title=found.signs.title,
        code=found.signs.code,
        whole=found.is_whole,
        current=found.is_current if found.is_whole else False,
        path=found.entry.path if found.entry else None,
        waivers=list(found.entry.waivers) if found.entry else [],
        since=list(found.since),
        problems=problem_members(found.held),
        error=None,
    )
