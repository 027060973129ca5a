"""``handouts completion``: a script that lets a shell complete commands, options and names."""

from __future__ import annotations

import click

from handouts.cli.session import Session, examples, pass_session

#: Where Click looks for a shell's question.
VARIABLE = "_HANDOUTS_COMPLETE"


@click.command(
    epilog=examples(
        'eval "$(handouts completion bash)"',
        "handouts completion fish > ~/.config/fish/completions/handouts.fish",
    )
)
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
@pass_session
def completion(session: Session, ctx: click.Context, shell: str) -> None:
    """Print a script that completes names in your shell.

    Commands, options, clinics, treatments and layouts: type the beginning, then press Tab.
    """
    from click.shell_completion import get_completion_class

    kind = get_completion_class(shell)
    if kind is None:  # pragma: no cover - Click has all three
        raise click.UsageError(f"There is no completion for {shell}.")
    script = kind(ctx.find_root().command, {}, "handouts", VARIABLE).source()
    session.console.result_bytes(script.encode())
