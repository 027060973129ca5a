"""``handouts check``: all mistakes of all files, and whether every leaflet fits. Writes nothing."""

from __future__ import annotations

import click

from handouts.cli.console import counted
from handouts.cli.reporting import failures_as_json, problem_members
from handouts.cli.session import (
    Session,
    clinics_option,
    edition_option,
    examples,
    json_option,
    languages_option,
    layouts_option,
    pass_session,
    treatments_argument,
    use_option,
)


@click.command(epilog=examples("handouts check", "handouts check microneedling -c alder --json"))
@treatments_argument
@clinics_option
@layouts_option
@languages_option
@edition_option
@use_option
@json_option
@pass_session
def check(
    session: Session,
    treatments: tuple[str, ...],
    clinic: tuple[str, ...],
    layout: tuple[str, ...],
    language: tuple[str, ...],
    *,
    edition: str,
    use: str,
    json: bool,
) -> None:
    """Show every mistake, and whether all words fit.

    Each problem is shown with its file, line and column, and how to mend it. Warnings do not make
    the check fail. Nothing is written.
    """
    from handouts.press.batch import Batch, passed
    from handouts.press.choice import Choice
    from handouts.press.public import load

    console = session.console
    with failures_as_json(console, wanted=json):
        batch = Batch.over(load(session.folder), Choice(treatments, clinic, layout, language, edition, use=use))
        proofs = tuple(console.track(batch.prove(), len(batch.jobs)))
        passed(proofs)
    warnings = batch.warnings()
    for proof in proofs:
        console.detail(f"{proof.job}: type at {proof.scale:.1%}")
    if json:
        console.result_json(problems=problem_members(warnings), error=None)
    console.warnings(warnings)
    also = f", {counted(len(warnings), 'warning')}" if warnings else ""
    console.talk(f"{counted(len(batch.jobs), 'leaflet')} checked, no mistakes{also}.")
