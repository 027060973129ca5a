"""``handouts mail retry``: failed mails once more, because a person asks for it."""

from __future__ import annotations

import click

from handouts.cli.console import counted
from handouts.cli.mail.desk import Desk, batch_argument, pass_desk
from handouts.cli.session import examples


@click.command(epilog=examples("handouts mail retry 2026-11-23-1", "handouts mail retry 2026-11-23-1 --row 5"))
@batch_argument
@click.option("--row", metavar="ROW", type=int, multiple=True, help="Only this row. May be given more than once.")
@click.option("--withdraw", is_flag=True, help="The other way round: end what still waits, so that it is never sent.")
@pass_desk
def retry(desk: Desk, batch: str, row: tuple[int, ...], *, withdraw: bool) -> None:
    """Queue failed mails again, as they were prepared. Then send the batch.

    A wrong address is mended in the list, which is then prepared again.
    """
    from handouts.mail.lock import sole_sender
    from handouts.mail.settling import retry as again
    from handouts.mail.settling import withdraw as end
    from handouts.mail.states import State

    if withdraw and row:
        raise click.UsageError("--withdraw ends the whole batch; it takes no --row.")
    with desk.ledger() as ledger, sole_sender(desk.path()):
        found = desk.batch(ledger, batch)
        if withdraw:
            desk.console.talk(f"{counted(end(ledger, found.id), 'mail')} will not be sent.")
            return
        entries = [each for each in ledger.entries(found.id, State.FAILED) if not row or each.line in row]
        count = sum(again(ledger, entry.key) for entry in entries)
    desk.console.talk(f"{counted(count, 'mail waits', 'mails wait')} again. Send: handouts mail send {found.id}")
