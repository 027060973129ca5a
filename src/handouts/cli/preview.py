"""``handouts preview``: pictures of the pages."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from handouts.cli.names import complete_treatment
from handouts.cli.reporting import shown
from handouts.cli.session import (
    Session,
    clinics_option,
    edition_option,
    examples,
    languages_option,
    layouts_option,
    output_option,
    part_option,
    pass_session,
    use_option,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handouts.press.batch import Batch


@click.command(
    epilog=examples(
        "handouts preview microneedling",
        "handouts preview microneedling -c alder --layout a4 --dpi 200 -o pictures",
    )
)
@click.argument("treatment", shell_complete=complete_treatment)
@clinics_option
@layouts_option
@languages_option
@edition_option
@part_option
@use_option
@output_option("preview, in the output folder")
@click.option("--dpi", type=click.IntRange(30, 600), default=100, help="Pixels an inch.")
@pass_session
def preview(
    session: Session,
    treatment: str,
    clinic: tuple[str, ...],
    layout: tuple[str, ...],
    language: tuple[str, ...],
    *,
    edition: str,
    part: str,
    use: str,
    output: Path | None,
    dpi: int,
) -> None:
    """Make pictures of the pages.

    A PNG of every page, and a contact sheet of all of them.
    Needs the package pypdfium2. Without it, you are shown the line that installs it.
    """
    from handouts.press.asked import OUTPUT
    from handouts.press.batch import Batch, passed
    from handouts.press.choice import Choice
    from handouts.press.public import load

    choice = Choice((treatment,), clinic, layout, language, edition, part=part, use=use)
    batch = Batch.over(load(session.folder), choice, equipment=session.equipment())
    passed(batch.prove())
    beside = session.folder / OUTPUT if isinstance(batch.folder, str) else batch.folder  # no pictures in a store
    folder = output or beside / "preview"
    for path in _written(batch, folder / treatment, dpi):
        session.console.result(shown(path))


def _written(batch: Batch, stem: Path, dpi: int) -> Iterator[Path]:
    """Every page as ``.../alder/name-1.png``, and then the contact sheet as ``.../treatment.png``."""
    from handouts.press.output import write
    from handouts.press.pictures import contact_sheet, pictures, png

    pages = []
    for pdf in batch.pdfs():
        name = Path(batch.names[pdf.job])
        for number, picture in enumerate(pictures(pdf.data, dpi), start=1):
            pages.append(picture)
            yield write(stem.parent / name.with_name(f"{name.stem}-{number}.png"), png(picture))
    yield write(stem.with_suffix(".png"), png(contact_sheet(pages)))
