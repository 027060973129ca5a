"""``handouts schema``: what editors need to help while one writes."""

from __future__ import annotations

import click

from handouts.cli.reporting import shown
from handouts.cli.session import Session, examples, pass_session


@click.command(epilog=examples("handouts schema content", "handouts schema --write"))
@click.argument("kind", type=click.Choice(["content", "translation", "clinics", "layout"]), required=False)
@click.option("--write", is_flag=True, help='Write into the folder ".handouts", where the files\' first line points.')
@pass_session
def schema(session: Session, kind: str | None, *, write: bool) -> None:
    """Print or write what editors need to help you.

    The JSON Schema of a file: with it an editor completes keys and underlines mistakes.
    """
    from handouts.press.project import schema_text, write_schemas

    if write:
        for path in write_schemas(session.folder, (kind,) if kind else None):
            session.console.result(shown(path))
    elif kind:
        session.console.result_bytes(schema_text(kind).encode())
    else:
        raise click.UsageError("Say which: content, translation, clinics or layout. Or write all of them with --write.")
