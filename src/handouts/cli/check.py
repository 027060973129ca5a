"""``handouts check``: all mistakes of all files, what does not fit, what rules find; and score cards, where asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from handouts.cli.console import counted
from handouts.cli.reporting import failures_as_json
from handouts.cli.session import (
    Keyword,
    Session,
    clinics_option,
    edition_option,
    examples,
    json_option,
    languages_option,
    layouts_option,
    pass_session,
    today_option,
    treatments_argument,
    use_option,
)

if TYPE_CHECKING:
    from datetime import datetime

    from handouts.errors import Problem
    from handouts.press.batch import Batch
    from handouts.press.looking import Looking


@click.command(
    epilog=examples(
        "handouts check",
        "handouts check microneedling -c alder --json",
        "handouts check --explain claims",
        "handouts check microneedling --card",
    )
)
@treatments_argument
@clinics_option
@layouts_option
@languages_option
@edition_option
@use_option
@click.option(
    "--format",
    "form",
    cls=Keyword,
    type=click.Choice(["text", "json", "github"]),
    default="text",
    help="json: as --json; github: annotations for the lines of a change.",
)
@click.option("--explain", metavar="RULE", help="Say what a rule looks for, why, and who says so.")
@click.option(
    "--card", is_flag=True, help="Also write score cards for a reviewer (PEMAT-P, CDC), to score-cards in the output."
)
@today_option
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
    form: str,
    explain: str | None,
    card: bool,
    today: datetime | None,
    json: bool,
) -> None:
    """Show every mistake, whether all words fit, and what could mislead or has run out.

    Each problem is shown with its file, line and column, and how to mend it. Warnings do not make
    the check fail. Nothing is written but the score cards, if you ask for them.
    """
    from handouts.cli import findings
    from handouts.press import calendar
    from handouts.press.batch import Batch
    from handouts.press.choice import Choice
    from handouts.press.looking import Looking
    from handouts.press.public import load

    if explain is not None:
        findings.explain(session.console, explain)
        return
    with failures_as_json(session.console, wanted=json or form == "json"):
        content = load(session.folder)
        choice = Choice(treatments, clinic, layout, language, edition, use=use)
        batch = Batch.over(content, choice, equipment=session.equipment())
        looking = Looking.over(content, today.date() if today else calendar.this_day())
        cards = _cards(session, batch, looking) if card else []
    _tell(session, batch, looking, "json" if json else form, cards)


def _cards(session: Session, batch: Batch, looking: Looking) -> list[str]:
    """Write the score cards of all treatments among the leaflets, and return where they lie."""
    from handouts.cli.reporting import shown
    from handouts.press.cards import write_cards
    from handouts.press.destination import destination

    to = destination(batch.folder)
    names = write_cards(batch.jobs, looking.judge.content, looking.judge.today, session.equipment(), to)
    return [shown(to.at(name)) for name in names]


def _tell(session: Session, batch: Batch, looking: Looking, form: str, cards: list[str]) -> None:
    """Prove every leaflet, and say what was found in the form that is wanted."""
    from handouts.cli import findings
    from handouts.errors import Severity
    from handouts.preflight import unchecked
    from handouts.press.batch import passed, problems_of

    console = session.console
    proofs = []
    for proof in console.track(batch.prove(), len(batch.jobs)):
        if not proof.problems:
            looking.look_at(proof.job, batch.press)
        proofs.append(looking.judged(proof))
    found = looking.findings(batch.jobs)
    notes = [finding.problem(looking.judge.content) for finding in found if finding.severity is Severity.WARNING]
    settings = looking.settings(batch.jobs)
    warnings: tuple[Problem, ...] = (*notes, *settings)
    waived = looking.waived(batch.jobs)
    told = (*problems_of(proofs), *warnings)
    if form == "json":
        members = findings.members(found, told)
        waivers = findings.waiver_members(waived)
        console.result_json(problems=members, waived=waivers, unchecked=list(unchecked()), cards=cards, error=None)
    elif form == "github":
        findings.annotate(console, told)
    else:
        findings.tell_cards(console, cards)
    if form != "github":
        console.warnings(settings)
    passed(proofs)
    if form != "github":
        console.warnings(notes)
    for proof in proofs:
        console.detail(f"{proof.job}: type at {proof.scale:.1%}")
    findings.tell_waived(console, waived)
    findings.tell_unchecked(console)
    also = f", {counted(len(warnings), 'warning')}" if warnings else ""
    console.talk(f"{counted(len(batch.jobs), 'leaflet')} checked, no mistakes{also}.")
