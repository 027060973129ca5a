"""The figures of the README: one leaflet of a run, whole programs, and the sizes of the sample's files."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from bench.contenders import DEFAULT, OURS, handouts, ours
from bench.figures import Spread, number, spread
from bench.race import Heat, NotThere, run, side_by_side
from bench.rows.common import cpu, further, result, wall
from bench.tables import table
from bench.workload import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from bench.contenders import Contender, Setting
    from bench.goals import Result

#: How many leaflets one more is reckoned from.
_SOME = 10

_JUDGED = "microneedling_alder_en_a4-two-sided.pdf"


def leaflets(setting: Setting) -> Iterator[str | Result]:
    """Times are medians; the first line of a table is the measure of the others."""
    yield _warm(setting)
    files = setting.fresh("sample")
    yield _programs(setting, files)
    sizes = {path.name: path.stat().st_size for path in sorted(files.rglob("*.pdf"))}
    if sizes:
        yield table(("File", "bytes"), ((name, f"{size:,}") for name, size in sizes.items()))
    yield result("bytes", lambda: _size(sizes))


def _size(sizes: dict[str, int]) -> Spread:
    if _JUDGED not in sizes:
        raise NotThere("the sample was not built")
    return spread([sizes[_JUDGED] / 1000])


def _warm(setting: Setting) -> str:
    """CPU time of one more leaflet: for another clinic, of another treatment, and with nothing kept."""
    ways = {
        "body kept, for one more clinic": ("unwritten", setting.workload(_SOME, 1)),
        "fonts and shaped words kept": ("unwritten", setting.workload(1, _SOME)),
        "nothing kept": ("fresh", setting.workload(1, _SOME)),
    }
    contenders: dict[str, Contender] = {}
    for name, (what, load) in ways.items():
        contenders |= {f"{name} {count}": ours(setting, what, load, count, encoder=DEFAULT) for count in (1, _SOME)}
    heat = side_by_side(contenders, setting.rounds)
    if heat.absent:
        return _reasons(heat)
    rows = {
        name: [spread(further(heat.figures(f"{name} {_SOME}", cpu), heat.figures(f"{name} 1", cpu), _SOME - 1)).middle]
        for name in ways
    }
    return table(("One leaflet, warm", "CPU ms", "times"), _times(rows))


def _programs(setting: Setting, files: Path) -> str:
    """CPU time and wall clock of whole programs, from the start of Python to its end."""
    one = setting.fresh("one")
    contenders: dict[str, Contender] = {
        "`python -c pass`, for comparison": lambda: run((sys.executable, "-c", "pass")),
        "`handouts --help`": lambda: run((sys.executable, "-m", OURS, "--help")),
        "`handouts build microneedling -c alder --layout a4`": lambda: run(
            handouts(
                ROOT, "build", "microneedling", "-c", "alder", "--layout", "a4", "-o", str(setting.fresh(one.name))
            ),
            {"XDG_CACHE_HOME": str(setting.fresh("cache"))},
        ),
        "`handouts build` (six leaflets)": lambda: run(
            handouts(ROOT, "build", "-o", str(setting.fresh(files.name))),
            {"XDG_CACHE_HOME": str(setting.fresh("cache"))},
        ),
    }
    side_by_side(contenders, 1)
    heat = side_by_side(contenders, setting.rounds)
    rows = {
        name: [spread(heat.figures(name, clock)).middle for clock in (cpu, wall)]
        for name in contenders
        if name in heat.uses
    }
    return table(("A whole program", "CPU ms", "wall ms", "times"), _times(rows)) + _reasons(heat)


def _times(rows: dict[str, list[float]]) -> Iterable[tuple[str, ...]]:
    """Each row with how many times the CPU time of the first one it takes."""
    first = next(iter(rows.values()))[0]
    for name, clocks in rows.items():
        yield name, *(f"{clock:.1f}" for clock in clocks), number(clocks[0] / first)


def _reasons(heat: Heat) -> str:
    return "".join(f"{name}: {why}.\n" for name, why in heat.absent.items())
