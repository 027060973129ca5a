"""``handouts mail resolve``: mails of which nobody here can know whether they went out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from handouts.cli.console import counted
from handouts.cli.mail.desk import Desk, batch_argument, pass_desk
from handouts.cli.session import examples
from handouts.errors import ExitCode

if TYPE_CHECKING:
    from handouts.mail.ledger import Ledger
    from handouts.mail.records import Entry


@click.command(
    epilog=examples("handouts mail resolve 2026-11-23-1", "handouts mail resolve 2026-11-23-1 --sent 5 --not-sent 8")
)
@batch_argument
@click.option("--sent", metavar="ROW", multiple=True, help="You saw that this row's mail was sent; or: all.")
@click.option("--not-sent", metavar="ROW", multiple=True, help="You saw that it was not: it is queued again; or: all.")
@pass_desk
def resolve(desk: Desk, batch: str, sent: tuple[str, ...], not_sent: tuple[str, ...]) -> ExitCode:
    """Settle mails that are unknown: by what you saw, or by looking into the account's folder of sent mail.

    A mail that is found there was sent. One that is not found is queued again only where the
    account keeps a copy of every mail by itself; else it stays unknown until you say what you saw.
    """
    from handouts.mail.lock import sole_sender
    from handouts.mail.settling import settle
    from handouts.mail.states import State

    with desk.ledger() as ledger, sole_sender(desk.path()):
        found = desk.batch(ledger, batch)
        unknown = tuple(ledger.entries(found.id, State.UNKNOWN))
        if sent or not_sent:
            was, was_not = _chosen(unknown, sent), _chosen(unknown, not_sent)
            if was & was_not:
                raise click.UsageError("A row was sent or it was not. Name it once.")
            for entry in unknown:
                if entry.key in was | was_not:
                    settle(ledger, entry.key, sent=entry.key in was, why="a person saw it")
        elif unknown:
            _look_up(desk, ledger, found.clinic, unknown)
        left = len(tuple(ledger.entries(found.id, State.UNKNOWN)))
    desk.console.talk(f"{counted(len(unknown) - left, 'mail')} settled, {left} still unknown.")
    if left:
        look = "Look for them in the folder of sent mail, then say what you saw"
        desk.console.fault(f"{look}: handouts mail resolve {found.id} --sent ROW, or --not-sent ROW")
    return ExitCode.DELIVERY_FAILED if left else ExitCode.FINE


def _chosen(unknown: tuple[Entry, ...], rows: tuple[str, ...]) -> set[str]:
    if "all" in rows:
        return {entry.key for entry in unknown}
    by_row = {str(entry.line): entry.key for entry in unknown}
    strange = [row for row in rows if row not in by_row]
    if strange:
        raise click.UsageError(f"No unknown mail has the row {', '.join(strange)}.")
    return {by_row[row] for row in rows}


def _look_up(desk: Desk, ledger: Ledger, clinic: str, unknown: tuple[Entry, ...]) -> None:
    from handouts.errors import LookUpFailed
    from handouts.mail.lookup import mailbox_of, sent_among
    from handouts.mail.settling import settle

    _, settings = desk.clinic(clinic)
    mailbox = mailbox_of(settings)
    if mailbox is None:
        desk.console.talk("The clinic's mail settings name no imap: server to look into.")
        return
    try:
        found = sent_among([entry.message_id for entry in unknown], mailbox, desk.login(settings))
    except LookUpFailed as error:
        desk.console.fault(f"The folder of sent mail could not be looked into: {error}")
        return
    for entry in unknown:
        if entry.message_id in found:
            settle(ledger, entry.key, sent=True, why="found in the folder of sent mail")
        elif mailbox.keeps_sent and ledger.now() - entry.at > mailbox.patience:
            settle(ledger, entry.key, sent=False, why="not in the folder of sent mail")
