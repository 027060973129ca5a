"""The root of the command tree: what holds for every command."""

from __future__ import annotations

import platform
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Final

import click

from handouts import __version__
from handouts.cache import Cache, usual_folder
from handouts.cli.console import Console, colour_wished
from handouts.cli.failures import EXIT_CODES, ended
from handouts.cli.session import Session

#: The commands in the order that one meets them, by the names of their modules.
_MODULES: Final = (
    "init",
    "check",
    "build",
    "gather",
    "preview",
    "serve",
    "mail",
    "status",
    "translate",
    "verify",
    "show",
    "listing",
    "schema",
    "layout",
    "doctor",
    "completion",
)

#: By the name that is typed.
_COMMANDS: Final = {"list" if name == "listing" else name: name for name in _MODULES}

_HELP = "\n".join(
    (
        "\b",
        "Examples:",
        "  handouts init my-clinic",
        "  handouts -C my-clinic build",
        "",
        "Every option is an environment variable too: HANDOUTS_BUILD_CLINIC=alder is -c alder.",
        "",
        "\b",
        "Exit codes:",
        *(f"  {code:>3}  {meaning}" for code, meaning in EXIT_CODES.items()),
    )
)


class Tree(click.Group):
    """A group that ends every command in one way."""

    def invoke(self, ctx: click.Context) -> object:
        """Run the command; whatever happens becomes a message and an exit code."""
        return ended(partial(super().invoke, ctx), lambda: _console(ctx))

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - Click's signature
        """In the order that one meets them."""
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of a name, loaded when it is asked for: a run needs one of them."""
        if cmd_name not in _COMMANDS:
            for known in _COMMANDS:  # one of them may have been meant
                self.get_command(ctx, known)
        elif cmd_name not in self.commands:
            module = _COMMANDS[cmd_name]
            self.commands[cmd_name] = getattr(import_module(f"handouts.cli.{module}"), module)
        return self.commands.get(cmd_name)


def _console(ctx: click.Context) -> Console:
    return ctx.obj.console if isinstance(ctx.obj, Session) else Console(colour=ctx.color)


def _version(ctx: click.Context, _parameter: click.Parameter, value: bool) -> None:  # noqa: FBT001 - Click's signature
    if not value or ctx.resilient_parsing:
        return
    from importlib.metadata import version

    Console().result(f"handouts {__version__} (Python {platform.python_version()}, ReportLab {version('reportlab')})")
    ctx.exit()


@click.group(
    cls=Tree,
    epilog=_HELP,
    context_settings={
        "auto_envvar_prefix": "HANDOUTS",
        "help_option_names": ["-h", "--help"],
        "max_content_width": 100,
        "show_default": True,
    },
)
@click.option(
    "-C",
    "--folder",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=".",
    help="The folder with content.yaml and clinics.yaml.",
)
@click.option(
    "--cache-dir",
    metavar="FOLDER",
    type=click.Path(file_okay=False, path_type=Path),
    help="Where runs keep what later ones need again. It may be deleted at any time.  [default: your cache folder]",
)
@click.option("--no-cache", is_flag=True, help="Keep nothing for later runs, and take nothing from earlier ones.")
@click.option("-v", "--verbose", is_flag=True, help="Say more: how well the words fit, and how long it took.")
@click.option("-q", "--quiet", is_flag=True, help="Say nothing but results and what is wrong.")
@click.option("--no-color", is_flag=True, help="No colour, as with the environment variable NO_COLOR.")
@click.option(
    "-V", "--version", is_flag=True, is_eager=True, expose_value=False, callback=_version, help="Print the versions."
)
@click.pass_context
def handouts(
    ctx: click.Context,
    folder: Path,
    cache_dir: Path | None,
    *,
    no_cache: bool,
    verbose: bool,
    quiet: bool,
    no_color: bool,
) -> None:
    """Patient handouts in every clinic's brand, from one file of words."""
    if verbose and quiet:
        raise click.UsageError("-v and -q say the opposite of each other. Choose one.")
    ctx.color = colour_wished(off=no_color)
    kept = Cache(None if no_cache else cache_dir or usual_folder())
    ctx.obj = Session(folder, Console(int(verbose) - int(quiet), ctx.color), kept)
