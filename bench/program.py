"""What leaflets cost here and in other programs, as Markdown tables.

    python -m bench [--only ROWS] [--rounds N] [--quick | --long] [--plot FILE]

Contenders run in new processes, one after the other, round after round, so that what disturbs the machine disturbs all
alike; compare ratios before times. CPU is user and system time of a process and its children. Every figure is a median,
with the lowest and the highest round in brackets. Nothing is asserted. Linux and macOS only, as Windows does not tell
what a child process used in this way.
"""

from __future__ import annotations

import argparse
import os
import platform
import re
import sys
import tempfile
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Final

from bench.contenders import Setting
from bench.goals import Result, goals_table
from bench.rows import ROWS

if TYPE_CHECKING:
    from collections.abc import Sequence

_ROUNDS: Final = 5

_PACKAGES: Final = ("reportlab", "uharfbuzz", "qrcode", "zxing-cpp", "typst", "weasyprint")


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, and print the tables."""
    asked = _parser().parse_args(arguments)
    print(_machine())
    results = []
    with tempfile.TemporaryDirectory(dir=asked.scratch) as scratch:
        setting = Setting(Path(scratch), max(1, asked.rounds), asked.quick, asked.long, asked.plot)
        for name in asked.only:
            for said in ROWS[name](setting):
                if isinstance(said, Result):
                    results.append(said)
                else:
                    print(said, flush=True)
    if results:
        print(goals_table(results))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m bench", description="What leaflets cost here and in other programs. Nothing is asserted."
    )
    add = parser.add_argument
    add("--only", type=_rows, default=tuple(ROWS), metavar="ROWS", help=f"some of: {','.join(ROWS)} (default: all)")
    add("--rounds", type=int, default=_ROUNDS, help="how often each is measured (default: %(default)s)")
    size = parser.add_mutually_exclusive_group()
    size.add_argument(
        "--quick", action="store_true", help="fewer clinics: a few minutes, and ratios that hold less well"
    )
    size.add_argument("--long", action="store_true", help="also 20,000 and 50,000 files")
    add("--plot", type=Path, metavar="FILE", help="write the plot of growth here, as SVG")
    add("--scratch", type=Path, metavar="FOLDER", help="where files go while it runs (default: the system's own place)")
    return parser


def _rows(names: str) -> tuple[str, ...]:
    asked = tuple(names.split(","))
    unknown = [name for name in asked if name not in ROWS]
    if unknown:
        raise argparse.ArgumentTypeError(f"there is no row {', '.join(unknown)}; there are {', '.join(ROWS)}")
    return asked


def _machine() -> str:
    """Where and with what this was measured."""
    found = []
    for package in _PACKAGES:
        try:
            found.append(f"{package} {version(package)}")
        except PackageNotFoundError:
            found.append(f"no {package}")
    return (
        f"{_processor()}, {os.cpu_count()} cores, {platform.system()}, Python {sys.version.split()[0]}; "
        f"{', '.join(found)}. Fonts: FiraGO and Source Serif; the peers' hold Latin letters alone, without kerning."
        " The peers' QR codes come from zxing-cpp.\n"
    )


def _processor() -> str:
    try:
        names = re.findall(r"^model name\s*:\s*(.+)$", Path("/proc/cpuinfo").read_text(encoding="utf-8"), re.MULTILINE)
    except OSError:
        names = []
    return names[0] if names else platform.processor() or platform.machine()
