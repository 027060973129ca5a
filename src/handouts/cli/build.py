"""``handouts build``: the PDFs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from handouts.cli.console import counted
from handouts.cli.reporting import failures_as_json, made_members, shown
from handouts.cli.session import (
    Session,
    clinics_option,
    edition_option,
    examples,
    json_option,
    languages_option,
    layouts_option,
    output_option,
    part_option,
    pass_session,
    treatments_argument,
    use_option,
)

if TYPE_CHECKING:
    from pathlib import Path

    from handouts.cli.console import Console
    from handouts.press.batch import Batch, Made


@click.command(
    epilog=examples("handouts build", "handouts build microneedling -c alder --layout a4 -o ready-to-print"),
)
@treatments_argument
@clinics_option
@layouts_option
@languages_option
@edition_option
@part_option
@use_option
@click.option("--bundle", is_flag=True, help="All treatments, or those named, in one leaflet for each clinic.")
@output_option("output, beside content.yaml")
@json_option
@pass_session
def build(
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
    output: Path | None,
    json: bool,
) -> None:
    """Make the PDFs.

    Every treatment for every clinic, in each clinic's layouts and languages, unless you name some.
    All leaflets are fitted first: if the words have a mistake or do not fit, every problem is shown
    and nothing is made. The path of each file made is printed, one a line.
    """
    from handouts.press.batch import Batch
    from handouts.press.plan import Choice
    from handouts.press.public import load

    console = session.console
    start = console.clock()
    made: list[Made] = []
    with failures_as_json(console, wanted=json, made=made):
        batch = Batch.over(
            load(session.folder), Choice(treatments, clinic, layout, language, edition, bundle, part, use), output
        )
        _prove(batch, console)
        now = console.clock()
        for each in console.track(batch.make(), map(str, batch.jobs), len(batch.jobs)):
            made.append(each)
            if not json:
                console.result(shown(each.path))
            before, now = now, console.clock()
            console.detail(f"    {each.size / 1000:.1f} kB in {1000 * (now - before):.0f} ms")
    if json:
        console.result_json(files=made_members(made), problems=[], error=None)
    console.talk(f"{counted(len(made), 'leaflet')} made in {console.clock() - start:.1f} s.")


def _prove(batch: Batch, console: Console) -> None:
    """Fit every leaflet, or stop with all that is wrong."""
    from handouts.press.batch import passed

    proofs = tuple(console.track(batch.prove(), map(str, batch.jobs), len(batch.jobs)))
    passed(proofs)
    for proof in proofs:
        console.detail(f"{proof.job}: type at {proof.scale:.1%}")
