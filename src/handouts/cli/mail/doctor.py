"""``handouts mail doctor``: whether the clinic's account can send, and what to mend if not. Nothing is sent."""

from __future__ import annotations

import click

from handouts.cli.mail.desk import Desk, pass_desk
from handouts.cli.names import complete_clinic
from handouts.cli.session import examples
from handouts.errors import ExitCode


@click.command(epilog=examples("handouts mail doctor -c alder", "handouts mail doctor -c bayview"))
@click.option("-c", "--clinic", metavar="CLINIC", required=True, shell_complete=complete_clinic, help="Whose account.")
@pass_desk
def doctor(desk: Desk, clinic: str) -> ExitCode:
    """Connect to the clinic's mail server, log in, and say in plain words what is wrong. Nothing is sent."""
    from handouts.mail.diagnosis import diagnose
    from handouts.mail.secrets import server_of

    _, settings = desk.clinic(clinic)
    fine = True
    for finding in diagnose(server_of(settings), desk.login(settings), str(settings.user)):
        fine = fine and finding.fine
        desk.console.result(f"{finding.what:<12} {'fine' if finding.fine else 'WRONG'}  {finding.words}".rstrip())
    return ExitCode.FINE if fine else ExitCode.DELIVERY_FAILED
