"""Programs from the start of Python to their end."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from bench.contenders import build, handouts, peer, present
from bench.figures import ratio, spread
from bench.race import NotThere, run, side_by_side
from bench.rows.common import cpu, result, usage_table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bench.contenders import Contender, Setting
    from bench.goals import Result
    from bench.race import Use
    from bench.subject import Workload

_BUILD, _CACHED, _HELP = "handouts build, no cache", "handouts build, warm cache", "handouts --help"

_PEERS: Final = ("typst", "reportlab_platypus", "weasyprint")

#: Starts are short, so that more of them cost little and tell more.
_MORE: Final = 3


def cold(setting: Setting) -> Iterator[str | Result]:
    """One leaflet, and ``--help``; files of Python's own (``.pyc``) are there on both sides."""
    load = setting.workload(1, 1)
    what = (next(iter(load.treatments)), "-c", load.clinics[0].slug)
    peers, absent = present(*_PEERS)
    contenders: dict[str, Contender] = {
        "python -c pass, for comparison": lambda: run((sys.executable, "-c", "pass")),
        _HELP: lambda: run((sys.executable, "-m", "handouts", "--help")),
        _BUILD: build(setting, load, *what),
        **{name: peer(setting, name, load) for name in peers},
    }
    try:
        contenders[_CACHED] = _with_cache(setting, load, what)
    except NotThere as error:
        absent = {**absent, _CACHED: str(error)}
    side_by_side(contenders, 1, absent)
    heat = side_by_side(contenders, setting.rounds * _MORE, absent)
    yield usage_table("One leaflet in a new process", heat)
    figures = heat.figures
    yield result("cold", lambda: ratio(figures(_BUILD, cpu), figures("typst", cpu)))
    yield result("cold, cache", lambda: ratio(figures(_CACHED, cpu), figures("typst", cpu)))
    yield result("help", lambda: spread(figures(_HELP, cpu)))


def _with_cache(setting: Setting, load: Workload, what: tuple[str, ...]) -> Contender:
    """A build whose files are made anew each time, while whatever else it has put aside stays.

    Raises:
        NotThere: it puts nothing aside.
    """
    folder = Path(shutil.copytree(load.folder, setting.fresh("cached")))
    cache, output = setting.fresh("kept"), setting.fresh("cached-output")

    def once() -> Use:
        for path in (*output.rglob("*.pdf"), *output.glob("manifest*")):
            path.unlink()
        places = {"HANDOUTS_CACHE_DIR": str(cache), "HANDOUTS_NO_CACHE": "0"}
        return run(handouts(folder, "build", *what, "-o", str(output)), places)

    before = _below(folder)
    once()
    if not any(path.is_file() for path in cache.rglob("*")) and _below(folder) == before:
        raise NotThere("the program keeps no cache")
    return once


def _below(folder: Path) -> set[Path]:
    return set(folder.rglob("*"))
