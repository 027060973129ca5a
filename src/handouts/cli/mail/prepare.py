"""``handouts mail prepare``: mails for one client or a list, made and kept, not sent."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from handouts.cli.console import counted
from handouts.cli.mail.desk import Desk, clock, pass_desk
from handouts.cli.names import complete_clinic, complete_layout, complete_treatment
from handouts.cli.session import Keyword, examples, part_option

if TYPE_CHECKING:
    from collections.abc import Sequence

    from handouts.mail.prepare import Order, Prepared
    from handouts.mail.recipients import Recipient
    from handouts.mail.records import Entry

_FIELDS = ("name", "note", "appointment", "language")


@click.command(
    epilog=examples(
        "handouts mail prepare microneedling -c alder --to anna@example.org --name Anna",
        "handouts mail prepare microneedling -c alder --from clients.csv --part after",
    )
)
@click.argument("treatment", shell_complete=complete_treatment)
@click.option("-c", "--clinic", metavar="CLINIC", required=True, shell_complete=complete_clinic, help="Who writes.")
@click.option("--to", metavar="ADDRESS", help="One client.")
@click.option("--name", metavar="WORDS", help="The client's name, for the greeting.")
@click.option("--note", metavar="WORDS", help="A note from the clinician, where the leaflet has a place for it.")
@click.option("--appointment", metavar="WHEN", help="Such as 2026-12-01 14:30, where the leaflet has a place for it.")
@click.option("-l", "--language", metavar="LANG", help="The client's language.")
@click.option(
    "--from",
    "listed",
    cls=Keyword,
    metavar="FILE",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A list of clients: CSV with columns such as email, name, language.",
)
@click.option("--encoding", metavar="NAME", help="How the list was saved, if its letters come out wrong: cp1252 ...")
@click.option("--layout", metavar="LAYOUT", shell_complete=complete_layout, help="[default: the clinic's first]")
@part_option
@click.option("--again", is_flag=True, help="Also to those who had this leaflet before.")
@pass_desk
def prepare(
    desk: Desk,
    /,
    treatment: str,
    clinic: str,
    to: str | None,
    listed: Path | None,
    encoding: str | None,
    layout: str | None,
    part: str,
    *,
    again: bool,
    **said: str | None,
) -> None:
    """Make the mails of a batch and keep them. Nothing is sent.

    Every row of a list is looked at first: if one has a mistake, all are told, and nothing is made.
    Whoever had this leaflet before is left out and told, unless you say --again.
    The name of the batch is printed.
    """
    from handouts.mail.prepare import Order, wanted
    from handouts.mail.prepare import prepare as make
    from handouts.press import calendar
    from handouts.press.personal import Leaflets

    if (to is None) == (listed is None):
        raise click.UsageError("Say who it is for: either --to ADDRESS or --from FILE.")
    if listed is not None and any(said.values()):
        raise click.UsageError("With --from, names, notes, appointments and languages stand in the list.")
    today = calendar.this_day()
    leaflets = Leaflets.of(desk.content(), treatment, clinic, layout=layout, part=part, today=today)
    order = Order(leaflets, again)
    if listed is None:
        from handouts.mail.recipients import one_recipient

        cells = {"email": to or "", **{name: value for name in _FIELDS if (value := said[name]) is not None}}
        rows: Sequence[Recipient] = (one_recipient(cells, wanted(order)),)
    else:
        rows = _rows(desk, order, listed, encoding)
    with desk.ledger() as ledger:
        name = "--to" if listed is None else listed.name
        made = make(order, rows, ledger, datetime.now().astimezone().replace(microsecond=0), listed=name)
    _tell(desk, made)


def _rows(desk: Desk, order: Order, listed: Path, encoding: str | None) -> Sequence[Recipient]:
    from handouts.mail.prepare import wanted
    from handouts.mail.recipients import read_recipients
    from handouts.mail.table import ENCODINGS

    if encoding is not None and encoding not in ENCODINGS:
        raise click.UsageError(f"--encoding is one of {', '.join(ENCODINGS)}.")
    try:
        data = listed.read_bytes()
    except OSError as error:
        raise click.UsageError(f"The list cannot be read: {error.strerror}.") from None
    found = read_recipients(data, listed.name, wanted(order), encoding=encoding)
    desk.console.warnings(found.warnings)
    return found.rows


def _tell(desk: Desk, made: Prepared) -> None:
    console = desk.console
    for row, entry in made.before:
        console.talk(f"row {row}: {became(entry)}")
    for row in made.unwanted:
        console.talk(f"row {row}: wants no mail, and gets none")
    if not made.count:
        console.talk("No mail was made: there is nobody left to write to.")
        return
    console.result(made.batch)
    console.talk(f"{counted(made.count, 'mail')} ready, not sent. Look: handouts mail preview {made.batch}")
    console.talk(f"Then: handouts mail send {made.batch}")


def became(entry: Entry) -> str:
    """What became of an earlier mail with the same leaflet, and what can be done about it."""
    when = clock(entry.at)
    return {
        "sent": f"had this leaflet on {when}; --again mails it once more",
        "failed": f"failed on {when}; handouts mail retry {entry.batch} tries it again",
        "unknown": f"may have had this leaflet on {when}; first: handouts mail resolve {entry.batch}",
        "suppressed": "wants no mail, and gets none",
    }.get(str(entry.state), f"waits in {entry.batch}")
