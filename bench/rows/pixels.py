"""From a key to pixels: what a person waits for who changes a word and looks at the page."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from bench.contenders import OURS, ours
from bench.figures import spread
from bench.race import side_by_side
from bench.rows.common import cpu, further, result, wall

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bench.contenders import Setting
    from bench.figures import Spread
    from bench.goals import Result
    from bench.race import Heat, Use


def pixels(setting: Setting) -> Iterator[str | Result]:
    """A word of ``content.yaml`` is written, the words are read, and page 1 is a PNG at 100 pixels an inch."""
    load, times = setting.workload(1, 1), 10 if setting.quick else 30
    contenders = {
        f"{OURS} few": ours(setting, "pixels", load, 1),
        f"{OURS} many": ours(setting, "pixels", load, times),
    }
    heat = side_by_side(contenders, setting.rounds)
    each = partial(_each, heat, times - 1)
    if not heat.absent:
        yield f"Key to pixels: {each(cpu)} ms of CPU, {each(wall)} ms of wall clock.\n"
    yield result("pixels", partial(each, wall))


def _each(heat: Heat, more: int, clock: Callable[[Use], float]) -> Spread:
    return spread(further(heat.figures(f"{OURS} many", clock), heat.figures(f"{OURS} few", clock), more))
