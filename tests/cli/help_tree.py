"""The help of every command, one after another. Run it to write the golden file anew: python tests/cli/help_tree.py"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from handouts.cli.tree import handouts

if TYPE_CHECKING:
    from collections.abc import Iterator

GOLDEN = Path(__file__).with_name("help.txt")
SETTINGS = handouts.context_settings


def commands(command: click.Command = handouts, path: tuple[str, ...] = ("handouts",)) -> Iterator[tuple[str, ...]]:
    """The path of every command below, itself first."""
    yield path
    if isinstance(command, click.Group):
        for name in command.list_commands(click.Context(command)):
            found = command.get_command(click.Context(command), name)
            assert found is not None
            yield from commands(found, (*path, name))


def context_of(path: tuple[str, ...]) -> click.Context:
    """The context in which the command of a path prints its help."""
    context = click.Context(handouts, info_name="handouts", **SETTINGS)
    for name in path[1:]:
        group = context.command
        assert isinstance(group, click.Group)
        found = group.get_command(context, name)
        assert found is not None
        context = click.Context(found, parent=context, info_name=name, **found.context_settings)
    return context


def help_tree() -> str:
    """All of it, as a terminal of 100 letters shows it."""
    before = os.environ.get("COLUMNS")
    os.environ["COLUMNS"] = "100"
    try:
        return "\n\n".join(f"$ {' '.join(path)} --help\n{context_of(path).get_help()}" for path in commands()) + "\n"
    finally:
        if before is None:
            del os.environ["COLUMNS"]
        else:
            os.environ["COLUMNS"] = before


if __name__ == "__main__":
    GOLDEN.write_text(help_tree(), encoding="utf-8")
