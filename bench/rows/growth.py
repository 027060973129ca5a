"""Whether a file costs the same among a hundred as among thousands."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Final

from bench.contenders import OURS, build, one_process
from bench.figures import Spread, ratio, spread
from bench.plot import Point, plot
from bench.race import Heat, side_by_side
from bench.rows.common import cpu, further, peak, result
from bench.tables import table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bench.contenders import Setting
    from bench.goals import Result

_TREATMENTS: Final = 10


def growth(setting: Setting) -> Iterator[str | Result]:
    """CPU a file over 100, 1,000 and 10,000 files, with ``--long`` 50,000, each step in turn."""
    sizes = _sizes(setting)
    loads = {size: setting.workload(size // _TREATMENTS) for size in sizes}
    heat = side_by_side(
        {_key(size): build(setting, load, *one_process(load.folder)) for size, load in loads.items()},
        setting.rounds,
    )
    there = [size for size in sizes if _key(size) not in heat.absent]
    steps = list(itertools.pairwise(there))
    yield _table(heat, there, steps)
    for size in sizes:
        if _key(size) in heat.absent:
            yield f"{size:,} files: {heat.absent[_key(size)]}.\n"
    if setting.plot and there:
        setting.plot.write_text(plot(_points(heat, there), "CPU ms a file", "files in one run"), encoding="utf-8")
        yield f"The plot is in {setting.plot}.\n"
    yield _flat(heat, sizes, steps)


def _sizes(setting: Setting) -> tuple[int, ...]:
    if setting.quick:
        return 50, 100, 200
    return (100, 1000, 10_000, 50_000) if setting.long else (100, 1000, 10_000)


def _key(size: int) -> str:
    return f"{OURS} {size}"


def _step(heat: Heat, few: int, many: int) -> list[float]:
    return further(heat.figures(_key(many), cpu), heat.figures(_key(few), cpu), many - few)


def _points(heat: Heat, sizes: Sequence[int]) -> list[Point]:
    return [Point(size, spread([each / size for each in heat.figures(_key(size), cpu)])) for size in sizes]


def _table(heat: Heat, sizes: Sequence[int], steps: Sequence[tuple[int, int]]) -> str:
    more = {many: str(spread(_step(heat, few, many))) for few, many in steps}
    rows = [
        (
            f"{point.size:,}",
            str(point.figure),
            more.get(point.size, "-"),
            str(spread(heat.figures(_key(point.size), peak))),
        )
        for point in _points(heat, sizes)
    ]
    return table(("Files in one run", "CPU ms a file", "CPU ms of one more", "peak MB"), rows)


def _flat(heat: Heat, sizes: Sequence[int], steps: Sequence[tuple[int, int]]) -> Result:
    """The cost of one more file in the last step by that in the first: flat where their rounds lie among each other."""
    whole = len(steps) == len(sizes) - 1
    note = "" if whole else f"up to {steps[-1][1]:,} files" if steps else ""

    def figure() -> Spread:
        if not steps:
            heat.figures(_key(sizes[0]), cpu)
            heat.figures(_key(sizes[1]), cpu)
        return ratio(_step(heat, *steps[-1]), _step(heat, *steps[0]))

    def verdict(found: Spread) -> str:
        first, last = (spread(_step(heat, *step)) for step in (steps[0], steps[-1]))
        return "met" if last.overlaps(first) or found.middle <= 1 else "not met"

    return result("growth", figure, note, verdict)
