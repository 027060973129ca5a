"""``handouts status``: what is due for review and when, over treatments, clinics and languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from handouts.cli.session import Session, examples, json_option, pass_session, today_option

if TYPE_CHECKING:
    from datetime import datetime

    from handouts.press.reviews import Review


@click.command(epilog=examples("handouts status", "handouts status --today 2027-03-01 --json"))
@today_option
@json_option
@pass_session
def status(session: Session, *, today: datetime | None, json: bool) -> None:
    """Show what is due for review, and when: the most urgent first.

    A line for each treatment in each language, with the clinics that give it; then the waivers, and
    the day on which each ends.
    """
    from handouts.press import calendar
    from handouts.press.public import load
    from handouts.press.reviews import reviews

    day = today.date() if today else calendar.this_day()
    content = load(session.folder)
    found = reviews(content, day)
    if json:
        session.console.result_json(
            reviews=[
                {
                    "treatment": each.treatment,
                    "language": each.language,
                    "version": each.version,
                    "reviewed": each.reviewed.isoformat(),
                    "reviewed_by": each.reviewed_by,
                    "due": each.due.isoformat(),
                    "days": each.days,
                    "state": str(each.state),
                    "clinics": list(each.clinics),
                }
                for each in found
            ],
            waivers=[
                {"rule": str(each.rule), "place": each.place and str(each.place), "until": each.until.isoformat()}
                for each in content.settings.waivers
            ],
        )
        return
    width = max((len(f"{each.treatment} {each.version} {each.language}") for each in found), default=0)
    for each in found:
        name = f"{each.treatment} {each.version} {each.language}"
        session.console.result(f"{each.due}  {_when(each):<19}  {name:<{width}}  {', '.join(each.clinics)}")
    for waiver in sorted(content.settings.waivers, key=lambda one: one.until):
        session.console.result(f"{waiver.until}  waiver of {waiver.rule} ends  {waiver.place or 'everywhere'}")


def _when(review: Review) -> str:
    days = abs(review.days)
    said = f"{days} day{'' if days == 1 else 's'}"
    return f"OVERDUE by {said}" if review.days < 0 else f"in {said}"
