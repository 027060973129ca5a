"""``handouts mail preview``: every mail as it will go."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from handouts.cli.mail.desk import Desk, batch_argument, pass_desk
from handouts.cli.reporting import shown
from handouts.cli.session import examples

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handouts.mail.records import Entry

#: Pixels an inch of the picture of an attachment's first page.
_DPI = 100


@click.command(epilog=examples("handouts mail preview 2026-11-23-1", "handouts mail preview last --out look"))
@batch_argument
@click.option("--row", metavar="ROW", type=int, multiple=True, help="Only this row. May be given more than once.")
@click.option(
    "--out",
    metavar="FOLDER",
    type=click.Path(file_okay=False, path_type=Path),
    help="Write each mail as a file .eml there, and page 1 of what is attached as a picture.",
)
@pass_desk
def preview(desk: Desk, batch: str, row: tuple[int, ...], out: Path | None) -> None:
    """Show every mail as it will go: addresses, words, attachment.

    What is shown are the very bytes that will be sent. Pictures need the package
    pypdfium2. Without it, you are shown the line that installs it.
    """
    with desk.ledger() as ledger:
        found = desk.batch(ledger, batch)
        lines = set()
        for entry in ledger.entries(found.id):
            if row and entry.line not in row:
                continue
            lines.add(entry.line)
            if entry.content is None:
                desk.console.talk(f"row {entry.line}: {entry.state}, and its words are forgotten")
            elif out is None:
                desk.console.result(_as_text(entry, entry.content))
            else:
                for path in _files(entry, entry.content, out):
                    desk.console.result(shown(path))
    if strange := [str(each) for each in row if each not in lines]:
        raise click.UsageError(f"No mail of {found.id} has the row {', '.join(strange)}.")


def _as_text(entry: Entry, content: bytes) -> str:
    from handouts.mail.message import opened

    mail = opened(content)
    heads = [f"{name}: {_receiver(value) if name == 'To' else value}" for name, value in mail.headers if name in _SHOWN]
    attached = f"[{mail.attachment}: {len(mail.pdf) / 1000:.0f} kB]"
    return "\n".join((f"--- row {entry.line} ({entry.state})", *heads, "", mail.plain.rstrip(), "", attached, ""))


def _receiver(spec: str) -> str:
    """The address, in its own letters too where it has others than ASCII."""
    from handouts.mail.addresses import Address, read_address

    found = read_address(spec)
    return found.shown if isinstance(found, Address) else spec


_SHOWN = frozenset({"From", "To", "Reply-To", "Subject", "Content-Language"})


def _files(entry: Entry, content: bytes, folder: Path) -> Iterator[Path]:
    """Files that only their owner can read, as they hold clients' words; their names say nothing."""
    from importlib.util import find_spec

    from handouts.mail.message import opened
    from handouts.press.output import private_folder, write

    stem = private_folder(folder) / f"{entry.batch}-{entry.line:05}"
    yield write(stem.with_name(f"{stem.name}.eml"), content)
    if find_spec("pypdfium2") is not None:
        from handouts.press.pictures import first_picture, png

        first = first_picture(opened(content).pdf, _DPI)
        yield write(stem.with_name(f"{stem.name}.png"), png(first))
