"""How a run ends: every exception becomes a message on stderr and an exit code.

What handouts raises on purpose says what to do next. Anything else is a fault of ours: it is written to a log that
names versions and program lines, and no value, so that nobody's words or addresses are in it.
"""

from __future__ import annotations

import errno
import os
import sys
from typing import TYPE_CHECKING

import click

from handouts.cli.console import counted
from handouts.errors import ContentInvalid, ExitCode, FindingsStand, HandoutsError, OutputNotWritten, Overset

if TYPE_CHECKING:
    from collections.abc import Callable

    from handouts.cli.console import Console

EXIT_CODES = {
    ExitCode.FINE: "fine",
    ExitCode.FINDINGS: "findings that fail the build",
    ExitCode.USAGE: "a command, option or name that is not known",
    ExitCode.CONTENT_INVALID: "mistakes in the files; what they spoil was not made",
    ExitCode.OVERSET: "words that do not fit their layout; those leaflets were not made",
    ExitCode.STANDARD_NOT_MET: "a finished PDF breaks its standard",
    ExitCode.DELIVERY_FAILED: "a file could not be written, or some mail did not go out",
    ExitCode.BUG: "a fault of handouts; a log was written and is named",
    ExitCode.INTERRUPTED: "stopped with Ctrl-C; every file listed is whole",
}


def ended(run: Callable[[], object], console: Callable[[], Console]) -> ExitCode:
    """Run a command to its end.

    Args:
        run: the command; what it returns is its exit code, if it returns one.
        console: the console it printed to, asked for when it is needed, as options set it up.

    Returns:
        The exit code of the process.
    """
    try:
        code = run()
        sys.stdout.flush()
    except click.exceptions.Exit as done:  # how Click ends after --help
        return ExitCode(done.exit_code)
    except (KeyboardInterrupt, Exception) as error:  # noqa: BLE001 - the last stop
        return _exit_code(error, console())
    return ExitCode(code) if isinstance(code, int) else ExitCode.FINE


def _exit_code(error: BaseException, console: Console) -> ExitCode:
    if isinstance(error, HandoutsError):
        return failed(error, console)
    if isinstance(error, click.ClickException):
        error.show()
        return ExitCode.USAGE
    if isinstance(error, click.Abort | KeyboardInterrupt):
        console.fault("Stopped. Every file listed above is whole; run the same command again for the rest.")
        return ExitCode.INTERRUPTED
    if isinstance(error, OSError) and error.errno in {errno.EPIPE, errno.EINVAL} and _stdout_is_gone():
        return ExitCode.DELIVERY_FAILED
    return bug(error, console)


def failed(error: HandoutsError, console: Console) -> ExitCode:
    """Say why a command failed, and give its exit code."""
    if isinstance(error, ContentInvalid | Overset | FindingsStand):
        console.problems(error.problems)
        console.fault(f"{counted(len(error.problems), 'problem')}, nothing was made.")
    else:
        console.fault(str(error))
    if isinstance(error, OutputNotWritten):
        console.fault("What stood there before is untouched.")
    return error.exit_code


def _stdout_is_gone() -> bool:
    """Whether the reader of our results has left (``handouts list icons | head``); if so, say nothing more to it."""
    try:
        sys.stdout.flush()
    except (OSError, ValueError):
        # The interpreter flushes once more on its way out, and would complain.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return True
    return False


def bug(error: BaseException, console: Console) -> ExitCode:
    """Write a fault of ours down, and say where."""
    from handouts.cli.buglog import written

    log = written(error)
    console.fault(
        f"A fault of handouts, not of your files ({type(error).__name__}). Nothing half-made was left behind."
    )
    console.fault(f"Please report it with this file, which holds none of your words: {log}")
    return ExitCode.BUG
