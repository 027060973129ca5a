"""The command line: one module a command; all printing lives in ``console``, all endings in ``failures``.

Commands import the rooms they need when they run, so that ``handouts --help`` needs Click alone.
"""

from __future__ import annotations

import os
import sys
from functools import partial

from handouts.cli.console import Console
from handouts.cli.failures import ended
from handouts.cli.tree import handouts


def run(arguments: list[str] | None = None) -> int:
    """Run one command line, the process's own by default, and return its exit code."""
    return ended(partial(handouts.main, arguments, prog_name="handouts", standalone_mode=False), Console)


def main() -> None:
    """The program ``handouts``."""
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "1")  # looking for some takes pydantic 30 ms at every start
    sys.exit(run())
