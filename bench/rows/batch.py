"""Every leaflet of many clinics in one new process, with and without writing the files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bench.contenders import DEFAULT, OURS, build, one_process, ours, peer, present
from bench.figures import ratio, spread
from bench.race import side_by_side
from bench.rows.common import cpu, peak, result, usage_table, wall

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bench.contenders import Setting
    from bench.goals import Result

_SLOWER_CODES: Final = "handouts, codes by qrcode (the default)"

_IN_MEMORY: Final = ", nothing written"


def batch(setting: Setting) -> Iterator[str | Result]:
    """200 clinics x 10 leaflets: the CLI with its checks and manifest, against Typst; files synced on both sides."""
    clinics = 20 if setting.quick else 200
    load = setting.workload(clinics)
    peers, absent = present("typst")
    single = one_process(load.folder)
    contenders = {OURS: build(setting, load, *single)}
    contenders[_SLOWER_CODES] = build(setting, load, *single, encoder=DEFAULT)
    contenders |= {name: peer(setting, name, load) for name in peers}
    contenders[OURS + _IN_MEMORY] = ours(setting, "unwritten", load)
    contenders |= {f"Typst{_IN_MEMORY}": peer(setting, name, load, written=False) for name in peers}
    heat = side_by_side(contenders, setting.rounds, absent)
    yield usage_table(f"{clinics} clinics x {len(load.treatments)} leaflets", heat, load.leaflets)
    note = f"{clinics} clinics" if setting.quick else ""
    figures = heat.figures
    yield result("batch", lambda: ratio(figures("typst", cpu), figures(OURS, cpu)), note)
    yield result("batch, qrcode", lambda: ratio(figures("typst", cpu), figures(_SLOWER_CODES, cpu)), note)
    yield result("batch wall", lambda: ratio(figures("typst", wall), figures(OURS, wall)), note)
    yield result("unwritten", lambda: ratio(figures(f"Typst{_IN_MEMORY}", cpu), figures(OURS + _IN_MEMORY, cpu)), note)
    yield result("memory", lambda: spread(figures(OURS, peak)), f"{load.leaflets} PDFs" if setting.quick else "")
