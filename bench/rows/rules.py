"""What looking leaflets over costs, of all that a build costs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bench.contenders import OURS, ours
from bench.figures import spread
from bench.race import side_by_side
from bench.rows.common import cpu, result

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bench.contenders import Setting
    from bench.goals import Result


def rules(setting: Setting) -> Iterator[str | Result]:
    """The share of the rules in one process that makes a leaflet of each treatment: no body is looked at twice."""
    load = setting.workload(1)
    plain, looked = f"{OURS}, no rules", f"{OURS}, rules"
    heat = side_by_side(
        {plain: ours(setting, "unwritten", load, None), looked: ours(setting, "looked", load, None)}, setting.rounds
    )

    def shares() -> list[float]:
        pairs = zip(heat.figures(plain, cpu), heat.figures(looked, cpu), strict=True)
        return [100 * (with_ - without) / with_ for without, with_ in pairs]

    yield result("rules", lambda: spread(shares()))
