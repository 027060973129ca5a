"""``handouts init``: a working project to edit."""

from __future__ import annotations

from pathlib import Path

import click

from handouts.cli.reporting import shown
from handouts.cli.session import Session, examples, pass_session


@click.command(epilog=examples("handouts init", "handouts init my-clinic"))
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path), required=False)
@pass_session
def init(session: Session, folder: Path | None) -> None:
    """Write a sample project to start from.

    Words for one treatment, three clinics and their logos, and files that open the staff page with a
    double click. It makes leaflets as it is; change it to yours line by line. Without FOLDER it is
    written where you are. Nothing is overwritten.
    """
    from handouts.press.project import start

    target = session.folder / folder if folder else session.folder
    for path in start(target):
        session.console.result(shown(path))
    where = "" if target == Path() else f'-C "{target}" '
    session.console.talk(f"Next: handouts {where}build")
