"""``handouts show``: the leaflet's meaning as an outline, without any design."""

from __future__ import annotations

from dataclasses import replace

import click

from handouts.cli.names import complete_clinic, complete_layout, complete_treatment
from handouts.cli.session import Session, examples, part_option, pass_session


@click.command(epilog=examples("handouts show microneedling", "handouts show microneedling -c alder --layout a4"))
@click.argument("treatment", shell_complete=complete_treatment)
@click.option("-c", "--clinic", shell_complete=complete_clinic, help="For this clinic.  [default: the first]")
@click.option("--layout", shell_complete=complete_layout, help="In this layout.  [default: the clinic's first]")
@click.option("-l", "--language", help="In this language.  [default: the clinic's first]")
@part_option
@pass_session
def show(
    session: Session, treatment: str, clinic: str | None, layout: str | None, language: str | None, part: str
) -> None:
    """Print a leaflet's words as an outline.

    As a screen reader meets them: headings, lists and links, in reading order.
    """
    from handouts.document.outline import outline
    from handouts.press.plan import one
    from handouts.press.public import load
    from handouts.press.stages import Press

    content = load(session.folder)
    job = replace(one(content, treatment, clinic=clinic, layout=layout, language=language), part=part)
    press = Press(content)
    session.console.result(outline(press.compose(press.ticket(job))))
