"""The command line: one module a command; all printing lives in ``console``, all endings in ``failures``.

Commands import the rooms they need when they run, so that ``handouts --help`` needs Click alone.
"""

from __future__ import annotations

import gc
import os
import sys
from functools import partial
from typing import Final

from handouts.cli.console import Console
from handouts.cli.failures import ended
from handouts.cli.tree import handouts

#: New objects before Python looks for garbage. Its usual 700 makes 180 searches while one leaflet is made, of modules
#: and fonts that all stay: a tenth of the time.
_GARBAGE: Final = 100_000


def run(arguments: list[str] | None = None) -> int:
    """Run one command line, the process's own by default, and return its exit code."""
    return ended(partial(handouts.main, arguments, prog_name="handouts", standalone_mode=False), Console)


def main() -> None:
    """The program ``handouts``."""
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "1")  # looking for some takes pydantic 30 ms at every start
    gc.set_threshold(_GARBAGE)
    code = run()
    gc.freeze()  # the process ends: what it holds need not be gone through again
    sys.exit(code)
