"""How much memory the largest batch takes at its peak."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bench.contenders import OURS, build, one_process
from bench.figures import spread
from bench.race import side_by_side
from bench.rows.common import peak, result, usage_table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bench.contenders import Setting
    from bench.goals import Result


def memory(setting: Setting) -> Iterator[str | Result]:
    """20,000 PDFs in one process, with ``--long``; 2,000 are among the rows of ``batch``. One round: it is no noise."""
    if not setting.long:
        return
    load = setting.workload(2000)
    heat = side_by_side({OURS: build(setting, load, *one_process(load.folder))}, 1)
    yield usage_table("2,000 clinics x 10 leaflets", heat, load.leaflets)
    yield result("memory, many", lambda: spread(heat.figures(OURS, peak)))
