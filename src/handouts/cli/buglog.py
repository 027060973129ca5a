"""The log of a fault of ours: versions and the lines of program it went through, and no value.

A traceback's messages and a frame's paths can hold a clinic's words or a person's name, so they are left out: only
the classes of the exceptions and the places in program files below their package are written.
"""

from __future__ import annotations

import os
import platform
import sys
import traceback
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING

from handouts import __version__

if TYPE_CHECKING:
    from collections.abc import Iterator

_PACKAGES = ("click", "pydantic", "pyyaml", "uharfbuzz", "reportlab", "pillow", "qrcode")


def written(error: BaseException, *, now: datetime | None = None) -> Path | str:
    """Write the log and say where it is; where no log can be written, the log itself.

    Args:
        error: what happened.
        now: the time for the log's name; the clock's when not given.
    """
    from platformdirs import user_log_path

    stamp = (now or datetime.now(UTC)).strftime("%Y%m%d-%H%M%S")
    text = "\n".join(log(error)) + "\n"
    try:
        folder = user_log_path("handouts", appauthor=False, ensure_exists=True)
        path = folder / f"fault-{stamp}-{os.getpid()}.log"
        path.write_text(text, encoding="utf-8")
    except OSError:
        return f"(no log could be written; this is it)\n{text}"
    return path


def log(error: BaseException) -> Iterator[str]:
    """The lines of the log."""
    yield f"handouts {__version__}, Python {platform.python_version()}, {platform.system()} {platform.machine()}"
    yield ", ".join(_versions())
    linked: BaseException | None = error
    seen: set[int] = set()
    while linked is not None and id(linked) not in seen:
        seen.add(id(linked))
        yield f"{type(linked).__module__}.{type(linked).__qualname__}"
        yield from (f"  {_program(frame.filename)}:{frame.lineno} {frame.name}" for frame in _frames(linked))
        linked = linked.__cause__ or linked.__context__


def _frames(error: BaseException) -> list[traceback.FrameSummary]:
    return list(traceback.extract_tb(error.__traceback__))


def _versions() -> Iterator[str]:
    for package in _PACKAGES:
        try:
            yield f"{package} {version(package)}"
        except PackageNotFoundError:
            yield f"{package} missing"


def _program(filename: str) -> str:
    """A program file's path below the folder it was installed in; what lies before it may hold a person's name."""
    path = Path(filename)
    roots = [Path(entry) for entry in sys.path if entry]
    below = [path.relative_to(root) for root in roots if path.is_relative_to(root)]
    return min((str(short) for short in below), key=len, default=path.name)
