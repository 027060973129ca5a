"""``handouts serve``: the staff page, in a browser on this machine."""

from __future__ import annotations

from pathlib import Path

import click

from handouts.cli.session import Session, examples, pass_session


@click.command(epilog=examples("handouts serve", "handouts serve --read-only --port 8080"))
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="The port; 0 takes a free one.")
@click.option("--host", metavar="ADDRESS", default="127.0.0.1", help="For other machines too; needs --password.")
@click.option("--password", metavar="WORDS", help="Asked of everybody who opens the page.")
@click.option("--read-only", is_flag=True, help="Show, print and save only: no words changed, no mail.")
@click.option(
    "--ledger",
    metavar="FILE",
    envvar="HANDOUTS_LEDGER",
    type=click.Path(dir_okay=False, path_type=Path),
    help="The record of all mails, in a folder of this computer alone.  [default: in your own data folder]",
)
@click.option("--no-browser", is_flag=True, help="Print the address, and open no browser.")
@pass_session
def serve(
    session: Session,
    *,
    port: int,
    host: str,
    password: str | None,
    read_only: bool,
    ledger: Path | None,
    no_browser: bool,
) -> None:
    """Open the staff page: choose, see, print and save leaflets in a browser.

    It is there for this machine alone, under an address that is printed, until you press Ctrl-C or
    nobody has used it for an hour. Needs the packages flask and pypdfium2; without them you are shown
    the line that installs them.
    """
    from contextlib import suppress
    from functools import partial

    from handouts.cli.failures import bug
    from handouts.errors import MissingExtra, OutputNotWritten

    for package in ("flask", "pypdfium2"):
        try:
            __import__(package)
        except ImportError as error:
            raise MissingExtra("The staff page", package) from error
    from handouts.web.server import LOOPBACK, served

    if host not in LOOPBACK and not password:
        raise click.UsageError("--host lets other machines in: choose a --password for them.")
    try:
        page = served(
            session.folder,
            host=host,
            port=port,
            password=password or "",
            read_only=read_only,
            equipment=session.equipment(),
            ledger=ledger,
            fault=partial(bug, console=session.console),
        )
    except OSError as error:
        raise OutputNotWritten(f"The page cannot listen at {host}, port {port}: {error.strerror}.") from error
    session.console.result(page.address)
    session.console.talk("The page is open until you press Ctrl-C here.")
    if not no_browser:
        click.launch(page.address)
    with suppress(KeyboardInterrupt):
        page.until_idle()
