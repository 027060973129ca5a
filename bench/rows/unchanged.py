"""A build of files that are all up to date."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bench.contenders import handouts, one_process
from bench.figures import spread
from bench.race import NotThere, run, side_by_side
from bench.rows.common import cpu, further, result, usage_table

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bench.contenders import Contender, Setting
    from bench.goals import Result
    from bench.race import Use


def unchanged(setting: Setting) -> Iterator[str | Result]:
    """What one more file that is up to date costs, its share of its clinic's words included: few against many."""
    few, many = (2, 20) if setting.quick else (20, 200)
    files = setting.workload(many).leaflets - setting.workload(few).leaflets
    contenders, absent = {}, {}
    for clinics in (few, many):
        try:
            contenders[f"{clinics} clinics x 10 leaflets"] = _again(setting, clinics)
        except NotThere as error:
            absent[f"{clinics} clinics x 10 leaflets"] = str(error)
    heat = side_by_side(contenders, setting.rounds, absent)
    yield usage_table("A rebuild with nothing to do", heat)
    small, large = (f"{clinics} clinics x 10 leaflets" for clinics in (few, many))
    note = f"{files:,} files" if setting.quick else ""
    yield result("unchanged", lambda: spread(further(heat.figures(large, cpu), heat.figures(small, cpu), files)), note)


def _again(setting: Setting, clinics: int) -> Contender:
    """A build into a folder that holds every file already.

    Raises:
        NotThere: the files were written again.
    """
    load, output = setting.workload(clinics), setting.fresh(f"unchanged-{clinics}")
    command = handouts(load.folder, "build", "-o", str(output), *one_process(load.folder))
    cache = {"XDG_CACHE_HOME": str(setting.fresh("unchanged-cache"))}

    def once() -> Use:
        return run(command, cache)

    once()
    before = _times(output)
    once()
    if _times(output) != before:
        raise NotThere("files that are up to date are written again")
    return once


def _times(folder: Path) -> dict[Path, int]:
    return {path: path.stat().st_mtime_ns for path in folder.rglob("*.pdf")}
