"""``handouts mail status``: what became of every mail, by its row."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from handouts.cli.mail.desk import Desk, clock, pass_desk
from handouts.cli.reporting import shown
from handouts.cli.session import examples, json_option

if TYPE_CHECKING:
    from handouts.mail.ledger import Ledger
    from handouts.mail.records import Entry


@click.command(epilog=examples("handouts mail status", "handouts mail status 2026-11-23-1 --failed again.csv"))
@click.argument("batch", metavar="[BATCH]", required=False)
@click.option(
    "--failed",
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write the rows that were not mailed, with the reason, as a list that can be mended and prepared again.",
)
@json_option
@pass_desk
def status(desk: Desk, batch: str | None, failed: Path | None, *, json: bool) -> None:
    """Say what became of every mail, or of every batch.

    Mails are told by the row of their list, never by name.
    """
    if failed is not None and batch is None:
        raise click.UsageError("Name the batch whose rows are to be written.")
    with desk.ledger() as ledger:
        names = [each.id for each in ledger.batches()] if batch is None else [desk.batch(ledger, batch).id]
        if json:
            desk.console.result_json(batches=[_members(ledger, name, rows=batch is not None) for name in names])
        elif batch is None:
            for name in names:
                desk.console.result(summary(ledger, name))
            if not names:
                desk.console.talk("No mail was prepared yet.")
        else:
            for entry in ledger.entries(names[0]):
                desk.console.result(_line(entry))
            desk.console.talk(summary(ledger, names[0]))
        if failed is not None:
            give_back(desk, ledger, names[0], failed)


def summary(ledger: Ledger, batch: str) -> str:
    """One line: ``2026-11-23-1: 35 sent, 1 failed, 1 unknown``."""
    counts = ledger.counts(batch)
    said = ", ".join(f"{count} {state}" for state, count in sorted(counts.items(), key=lambda each: each[0]))
    return f"{batch}: {said or 'no mails'}"


def _line(entry: Entry) -> str:
    why = f"  {entry.reply}" if entry.reply and entry.state != "sent" else ""
    return f"row {entry.line}  {entry.state}  {clock(entry.at)}{why}"


def _members(ledger: Ledger, batch: str, *, rows: bool) -> dict[str, object]:
    found: dict[str, object] = {"batch": batch, "counts": {str(k): v for k, v in ledger.counts(batch).items()}}
    if rows:
        found["rows"] = [
            {"row": each.line, "state": str(each.state), "at": each.at, "reason": each.reply}
            for each in ledger.entries(batch)
        ]
    return found


def give_back(desk: Desk, ledger: Ledger, batch: str, file: Path) -> None:
    """The rows that were not mailed as a list; it holds addresses, so it is written only where it was asked for."""
    from handouts.mail.returned import returned
    from handouts.mail.states import State
    from handouts.press.output import write

    entries = tuple(ledger.entries(batch, State.FAILED, State.UNKNOWN))
    desk.console.result(shown(write(file, returned(entries))))
