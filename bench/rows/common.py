"""What rows share: a table of contenders, and results that may not be there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bench.contenders import called
from bench.figures import Spread, spread
from bench.goals import GOALS, Result
from bench.race import NotThere
from bench.tables import table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from bench.race import Heat, Use


def cpu(use: Use) -> float:
    """Milliseconds of CPU of a whole process."""
    return use.cpu


def wall(use: Use) -> float:
    """Milliseconds that it took by the clock."""
    return use.wall


def peak(use: Use) -> float:
    """MB of memory at its peak."""
    return use.peak


def usage_table(head: str, heat: Heat, leaflets: int = 1) -> str:
    """What each contender used: times a leaflet, in milliseconds, and memory of the whole process."""
    unit = "ms a PDF" if leaflets > 1 else "ms"
    rows = [
        (
            called(key),
            *(
                str(spread([part / leaflets for part in parts]))
                for parts in ([use.cpu for use in uses], [use.system for use in uses], [use.wall for use in uses])
            ),
            str(spread([use.peak for use in uses])),
        )
        for key, uses in heat.uses.items()
    ]
    lines = table((head, f"CPU {unit}", "of it system", f"wall {unit}", "peak MB"), rows)
    return lines + "".join(f"\n{called(key)}: {why}.\n" for key, why in heat.absent.items())


def result(
    key: str, figure: Callable[[], Spread], note: str = "", verdict: Callable[[Spread], str] | None = None
) -> Result:
    """The result of a goal; where a contender did not take part, the reason why there is none."""
    try:
        found = figure()
    except NotThere as error:
        return Result(GOALS[key], None, str(error))
    return Result(GOALS[key], found, note, verdict(found) if verdict else "")


def further(many: Iterable[float], few: Iterable[float], files: int) -> list[float]:
    """What one more file costs, round by round: what ``files`` more of them cost, start of the program left out."""
    return [(large - small) / files for large, small in zip(many, few, strict=True)]
