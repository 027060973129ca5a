"""``handouts mail``: leaflets by mail, each at most once, and what became of every one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from handouts.cli.mail.desk import Desk
from handouts.cli.mail.doctor import doctor
from handouts.cli.mail.drafts import drafts
from handouts.cli.mail.forget import forget
from handouts.cli.mail.prepare import prepare
from handouts.cli.mail.preview import preview
from handouts.cli.mail.resolve import resolve
from handouts.cli.mail.retry import retry
from handouts.cli.mail.send import send
from handouts.cli.mail.status import status
from handouts.cli.session import Session, examples, pass_session

if TYPE_CHECKING:
    from collections.abc import Mapping


class _InOrder(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - Click's signature
        """In the order that one needs them."""
        return list(self.commands)


_EXAMPLES: Mapping[str, str] = {"one": "--to anna@example.org --name Anna", "many": "--from clients.csv"}


@click.group(
    cls=_InOrder,
    epilog=examples(
        *(f"handouts mail prepare microneedling -c alder {who}" for who in _EXAMPLES.values()),
        "handouts mail preview 2026-11-23-1",
        "handouts mail send 2026-11-23-1 --yes-send 37",
    ),
)
@click.option(
    "--ledger",
    metavar="FILE",
    envvar="HANDOUTS_LEDGER",
    type=click.Path(dir_okay=False, path_type=Path),
    help="The record of all mails, in a folder of this computer alone.  [default: in your own data folder]",
)
@pass_session
@click.pass_context
def mail(ctx: click.Context, session: Session, ledger: Path | None) -> None:
    """Mail leaflets to clients: never twice, and never lost without a word.

    Prepare a batch, look at it, then send it. Nothing goes out before you type how many mails it is.
    """
    ctx.obj = Desk(session, ledger)


for command in (prepare, preview, drafts, send, status, resolve, retry, forget, doctor):
    mail.add_command(command)
