"""A leaflet in a process that has made others, and of which ours keeps nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bench.contenders import OURS, ours, peer, present
from bench.figures import ratio, spread
from bench.race import side_by_side
from bench.rows.common import cpu, further, result

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bench.contenders import Setting
    from bench.goals import Result


def fresh(setting: Setting) -> Iterator[str | Result]:
    """What one more leaflet costs: of ours nothing is kept, of Typst its compiler with all it remembers."""
    load = setting.workload(1 if setting.quick else 4)
    peers, absent = present("typst")
    contenders = {}
    for key, count in (("few", 1), ("many", load.leaflets)):
        contenders[f"{OURS} {key}"] = ours(setting, "fresh", load, count)
        contenders |= {f"{name} {key}": peer(setting, name, load, first=count, written=False) for name in peers}
    heat = side_by_side(contenders, setting.rounds, absent)

    def each(name: str) -> list[float]:
        if name in absent:
            heat.figures(name, cpu)
        return further(heat.figures(f"{name} many", cpu), heat.figures(f"{name} few", cpu), load.leaflets - 1)

    yield "".join(f"{name}: {spread(each(name))} ms of CPU for one more leaflet.\n" for name in (OURS, *peers))
    yield result("fresh", lambda: ratio(each("typst"), each(OURS)))
