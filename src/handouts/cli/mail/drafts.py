"""``handouts mail drafts``: mails as files that open as drafts, for clinics that send by hand."""

from __future__ import annotations

from pathlib import Path

import click

from handouts.cli.console import counted
from handouts.cli.mail.desk import Desk, batch_argument, pass_desk
from handouts.cli.reporting import shown
from handouts.cli.session import examples


@click.command(
    epilog=examples("handouts mail drafts last --out drafts", "handouts mail drafts 2026-11-23-1 --out drafts")
)
@batch_argument
@click.option(
    "--out",
    metavar="FOLDER",
    required=True,
    type=click.Path(file_okay=False, path_type=Path),
    help="Where to put them; made when missing.",
)
@pass_desk
def drafts(desk: Desk, batch: str, out: Path) -> None:
    """Write each mail as a file that opens as a draft in Outlook, Thunderbird or Apple Mail.

    You send them yourself. handouts cannot see whether you did, so each is "unknown" from then on,
    and is never sent by it: say what became of them with handouts mail resolve.
    """
    from handouts.mail.lock import sole_sender
    from handouts.mail.message import as_draft
    from handouts.mail.settling import hand_out
    from handouts.press.output import private_folder, write

    with desk.ledger() as ledger, sole_sender(desk.path()):
        found = desk.batch(ledger, batch)
        private_folder(out)
        count = 0
        for entry in hand_out(ledger, found.id):
            count += 1
            path = out / f"{entry.batch}-{entry.line:05}.eml"
            desk.console.result(shown(write(path, as_draft(entry.content or b""))))
    desk.console.talk(
        f"{counted(count, 'draft')}. When you have sent them: handouts mail resolve {found.id} --sent all"
    )
