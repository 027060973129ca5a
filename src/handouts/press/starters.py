"""Files to double-click that open the staff page, for whoever uses no terminal: Windows, macOS, Linux."""

from __future__ import annotations

import contextlib
import shlex
import sys
from importlib.resources import files
from pathlib import Path
from typing import Final

#: What a starter's name is on each system, and the file it comes from. Finder opens a ``.command`` in a Terminal.
_STARTERS: Final = {
    "staff-page.bat": "staff-page.bat",
    "staff-page.command": "staff-page.sh",
    "staff-page.sh": "staff-page.sh",
}

_PYTHON: Final = "@PYTHON@"


def starters(python: str = sys.executable) -> dict[str, bytes]:
    """The starters by their names.

    Each runs ``handouts serve`` for the folder it lies in. It takes the program from ``.venv`` beside it, from the
    Python that wrote it, or from where commands are found, in this order.

    Args:
        python: the path of a Python that has handouts.
    """
    return {name: _written(source, python) for name, source in _STARTERS.items()}


def _written(source: str, python: str) -> bytes:
    text = (Path(str(files("handouts.press"))) / source).read_text(encoding="utf-8")
    if source.endswith(".bat"):  # cmd.exe finds a label surely only where lines end in CRLF
        return text.replace(_PYTHON, python.replace("%", "%%")).replace("\n", "\r\n").encode()
    return text.replace(_PYTHON, shlex.quote(python)).encode()


def allow(path: Path) -> None:
    """Let whoever may read a starter run it. A disk that knows no such right has it for all files, or for none."""
    rights = path.stat().st_mode
    with contextlib.suppress(OSError):
        path.chmod(rights | (rights & 0o444) >> 2)
