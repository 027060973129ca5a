"""How long a leaflet takes, and how large it is: medians over several rounds, printed as Markdown tables.

    python -m bench [--rounds N]

Time is CPU time in milliseconds (user and system together), which other work on the machine disturbs least; for whole
programs the wall clock is beside it. Nothing is asserted: figures are for comparing two states on one machine.

The sample's three clinics and six leaflets are the subject. *Warm* rows run in one process after a first round that is
not counted; what is kept between leaflets is named in the row. *Program* rows start Python anew each time. Linux and
macOS only, as Windows does not tell what a child process used in this way.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

from handouts.memo import Memo
from handouts.press.plan import plan
from handouts.press.public import load
from handouts.press.run import run
from handouts.press.stages import Press

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from handouts.content.content import Content
    from handouts.press.job import Job

ROOT = Path(__file__).resolve().parents[1]

_ROUNDS = 9


@dataclass(frozen=True, slots=True)
class Time:
    """What one run took, in milliseconds."""

    cpu: float
    wall: float


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table."""

    name: str
    cpu: float
    wall: float


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, and print the tables."""
    parser = argparse.ArgumentParser(prog="python -m bench", description="Time and size of the sample's leaflets.")
    parser.add_argument("--rounds", type=int, default=_ROUNDS, help="how often each is measured (default: %(default)s)")
    rounds = max(1, parser.parse_args(arguments).rounds)
    content = load(ROOT)
    jobs = plan(content)
    print(f"Medians of {rounds} rounds, {len(jobs)} leaflets, Python {sys.version.split()[0]}\n")
    warm, programs = tuple(_warm(content, jobs, rounds)), tuple(_programs(rounds))
    print(_table(("One leaflet, warm", "CPU ms", "times"), _ratios(warm)))
    print(_table(("A whole program", "CPU ms", "wall ms", "times"), _ratios(programs, wall=True)))
    cold = next(row for row in programs if "-c alder" in row.name)
    print(f"A program started for one leaflet takes {cold.cpu / warm[0].cpu:.0f} times a leaflet whose body is kept.\n")
    print(_table(("File", "bytes"), _sizes(content, jobs)))


def _warm(content: Content, jobs: Sequence[Job], rounds: int) -> Iterable[Row]:
    """CPU time of one leaflet: with the body kept for the next clinic, with fonts alone kept, with nothing kept."""
    press = Press(content)
    ways: dict[str, Callable[[], Press]] = {
        "body kept, for one more clinic": lambda: replace(press, proofs=_empty()),
        "fonts and shaped words kept": lambda: replace(
            press, proofs=_empty(), bodies=_empty(), set_bodies=_empty(), plates=_empty(), advice=_empty()
        ),
        "nothing kept": lambda: Press(content),
    }
    for name, fresh in ways.items():
        times = [_measured(partial(_each, fresh, jobs)) for _ in range(rounds + 1)][1:]
        yield Row(name, *(median(getattr(time, clock) for time in times) / len(jobs) for clock in ("cpu", "wall")))


def _empty() -> Memo[Any]:
    return Memo(256)


def _each(fresh: Callable[[], Press], jobs: Iterable[Job]) -> None:
    for job in jobs:
        run(job, fresh())


def _measured(work: Callable[[], object]) -> Time:
    cpu, wall = time.process_time(), time.perf_counter()
    work()
    return Time((time.process_time() - cpu) * 1000, (time.perf_counter() - wall) * 1000)


def _programs(rounds: int) -> Iterable[Row]:
    """CPU time and wall clock of whole programs, from the start of Python to its end."""
    with tempfile.TemporaryDirectory() as folder:
        commands = {
            "`python -c pass`, for comparison": ("-c", "pass"),
            "`handouts --help`": ("-m", "handouts", "--help"),
            "`handouts build microneedling -c alder --layout a4`": (
                *("-m", "handouts", "-C", str(ROOT), "build", "microneedling", "-c", "alder", "--layout", "a4"),
                *("-o", folder),
            ),
            "`handouts build` (six leaflets)": ("-m", "handouts", "-C", str(ROOT), "build", "-o", folder),
        }
        for name, command in commands.items():
            times = [_of_child([sys.executable, *command]) for _ in range(rounds + 1)][1:]
            yield Row(name, *(median(getattr(time, clock) for time in times) for clock in ("cpu", "wall")))


def _of_child(command: Sequence[str]) -> Time:
    before, wall = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)  # noqa: S603 - our own program, named above
    after, elapsed = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter() - wall
    used = after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
    return Time(used * 1000, elapsed * 1000)


def _sizes(content: Content, jobs: Iterable[Job]) -> Iterable[tuple[str, ...]]:
    press = Press(content)
    for job in jobs:
        yield str(job), f"{len(run(job, press).data):,}"


def _ratios(rows: Iterable[Row], *, wall: bool = False) -> Iterable[tuple[str, ...]]:
    """The rows as text, each with how many times the first row's CPU time it takes."""
    first: Row | None = None
    for row in rows:
        first = first or row
        clocks = (row.cpu, row.wall) if wall else (row.cpu,)
        yield row.name, *(f"{clock:.1f}" for clock in clocks), f"{row.cpu / first.cpu:.1f}"


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table whose columns line up on a terminal too; all but the first hold numbers."""
    lines = [tuple(head), *map(tuple, rows)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    rule = ("-" * widths[0], *("-" * (width - 1) + ":" for width in widths[1:]))
    return "\n".join(_line(line, widths) for line in (lines[0], rule, *lines[1:])) + "\n"


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    first, *numbers = zip(cells, widths, strict=True)
    return " | ".join((f"| {first[0]:<{first[1]}}", *(f"{cell:>{width}}" for cell, width in numbers))) + " |"


if __name__ == "__main__":
    main()
