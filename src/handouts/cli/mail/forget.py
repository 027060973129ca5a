"""``handouts mail forget``: a person's address and words leave this machine's record."""

from __future__ import annotations

import click

from handouts.cli.console import counted
from handouts.cli.mail.desk import Desk, pass_desk
from handouts.cli.session import examples


@click.command(
    epilog=examples("handouts mail forget anna@example.org", "handouts mail forget anna@example.org --may-mail")
)
@click.argument("address", metavar="ADDRESS")
@click.option("--may-mail", is_flag=True, help="Forget what was kept, and let later mails go to this address.")
@pass_desk
def forget(desk: Desk, address: str, *, may_mail: bool) -> None:
    """Forget an address and all words to it, and mail it no more.

    What stays is that a mail was sent and when, under a name that says nothing of whom.
    """
    from handouts.errors import MailUnready
    from handouts.mail.addresses import Address, read_address
    from handouts.mail.erasing import forget as erase
    from handouts.mail.erasing import welcome
    from handouts.mail.lock import sole_sender

    found = read_address(address)
    if not isinstance(found, Address):
        raise MailUnready(found.sentence)
    with desk.ledger() as ledger, sole_sender(desk.path()):
        count = erase(ledger, found.spec, wants_none=not may_mail)
        if may_mail:
            welcome(ledger, found.spec)
    after = "may be mailed again" if may_mail else "gets no mail any more"
    desk.console.talk(f"{counted(count, 'mail')} forgotten. This address {after}.")
