"""``handouts layout``: a layout of one's own to start from."""

from __future__ import annotations

import click

from handouts.cli.names import complete_layout
from handouts.cli.reporting import shown
from handouts.cli.session import Session, examples, pass_session

_EXAMPLES = examples("handouts layout copy a4", "handouts layout copy a4 --as our-a4")


@click.group(epilog=_EXAMPLES)
def layout() -> None:
    """Start a layout of your own.

    A layout in your folder "layouts" wins over the built-in one of the same name.
    """


@layout.command(epilog=_EXAMPLES)
@click.argument("name", shell_complete=complete_layout)
@click.option(
    "--as",
    "new_name",
    envvar="HANDOUTS_LAYOUT_COPY_AS",
    metavar="NAME",
    help="What to call the copy.  [default: the same name]",
)
@pass_session
def copy(session: Session, name: str, new_name: str | None) -> None:
    """Copy a layout into your folder "layouts", to change there. Nothing is overwritten."""
    from handouts.press.project import copy_layout

    session.console.result(shown(copy_layout(session.folder, name, new_name or name)))
    session.console.talk(f'Clinics use it as "{new_name or name}" under layouts in clinics.yaml.')
