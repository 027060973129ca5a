"""``handouts gather``: all leaflets in one file, for a print shop."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from handouts.cli.console import counted
from handouts.cli.reporting import failures_as_json, shown
from handouts.cli.session import (
    Session,
    clinics_option,
    edition_option,
    examples,
    json_option,
    languages_option,
    layouts_option,
    overdue_option,
    part_option,
    pass_session,
    today_option,
    treatments_argument,
    use_option,
)

if TYPE_CHECKING:
    from datetime import datetime

    from handouts.press.destination import Destination


@click.command(
    epilog=examples(
        "handouts gather --layout a4 --for press",
        "handouts gather microneedling --layout a6-card -o cards.pdf",
    )
)
@treatments_argument
@clinics_option
@layouts_option
@languages_option
@edition_option
@part_option
@use_option
@click.option("--bundle", is_flag=True, help="All treatments, or those named, in one leaflet for each clinic.")
@click.option("-o", "--output", metavar="FILE", help="The file.  [default: leaflets.pdf, in the output folder]")
@today_option
@overdue_option
@json_option
@pass_session
def gather(
    session: Session,
    treatments: tuple[str, ...],
    clinic: tuple[str, ...],
    layout: tuple[str, ...],
    language: tuple[str, ...],
    *,
    edition: str,
    part: str,
    use: str,
    bundle: bool,
    output: str | None,
    today: datetime | None,
    allow_overdue: bool,
    json: bool,
) -> None:
    """Make all leaflets into one PDF, for a print shop.

    Its bookmarks name the clinics, and its page numbers begin anew with each leaflet. What several
    leaflets share is in the file once. When one of them cannot be made, no file is written.
    """
    from handouts.press import calendar
    from handouts.press.batch import Batch
    from handouts.press.choice import Choice
    from handouts.press.destination import destination
    from handouts.press.gathered import gathered
    from handouts.press.public import load

    with failures_as_json(session.console, wanted=json, made=()):
        choice = Choice(treatments, clinic, layout, language, edition, bundle, part, use)
        day = today.date() if today else calendar.this_day()
        kept = session.equipment()
        batch = Batch.over(load(session.folder), choice, equipment=kept, today=day, allow_overdue=allow_overdue)
        folder, name = _placed(output) if output else (destination(batch.folder), "leaflets.pdf")
        count = gathered(batch, folder, name, session.console.track)
    path = shown(folder.at(name))
    if json:
        session.console.result_json(files=[{"path": path, "leaflets": count}], problems=[], error=None)
        return
    session.console.result(path)
    session.console.talk(f"{counted(count, 'leaflet')} in one file.")


def _placed(output: str) -> tuple[Destination, str]:
    """Where a file goes, and its name there.

    Raises:
        NameNotAllowed: it is none for a PDF.
    """
    from handouts.errors import NameNotAllowed
    from handouts.press.destination import destination, is_address
    from handouts.press.names import is_reserved

    above, _, name = output.rpartition("/") if is_address(output) else (str(Path(output).parent), "", Path(output).name)
    if not name.lower().endswith(".pdf") or is_reserved(name):
        raise NameNotAllowed(f'"{name}" is no name for a PDF on every system. Call it something like "leaflets.pdf".')
    return destination(above), name
