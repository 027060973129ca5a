"""The rows of the benchmark: each a function from the setting to tables and results, as they come."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bench.rows.batch import batch
from bench.rows.cold import cold
from bench.rows.first import first
from bench.rows.fresh import fresh
from bench.rows.growth import growth
from bench.rows.leaflets import leaflets
from bench.rows.memory import memory
from bench.rows.page import page
from bench.rows.pixels import pixels
from bench.rows.rules import rules
from bench.rows.unchanged import unchanged

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bench.contenders import Setting
    from bench.goals import Result

    #: Text to be printed, and results for the last table.
    Row = Callable[[Setting], Iterator[str | Result]]

ROWS: Final[dict[str, Row]] = {
    row.__name__: row for row in (leaflets, batch, first, fresh, cold, unchanged, pixels, page, rules, memory, growth)
}
