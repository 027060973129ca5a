"""One leaflet for each of many clinics whose logos were never seen, against all peers."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from bench.contenders import OURS, build, called, one_process, peer, present
from bench.figures import Spread, number, ratio, spread
from bench.race import Heat, side_by_side
from bench.rows.common import cpu, further, result, usage_table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bench.contenders import Setting
    from bench.goals import Result

#: Peers that take minutes make these many, and the rest is reckoned from what one more costs.
_SLOW = ("reportlab_platypus", "weasyprint")


def first(setting: Setting) -> Iterator[str | Result]:
    """1,000 clinics x 1 leaflet; of slow peers one leaflet and some, from which their 1,000 are reckoned."""
    clinics, some = (100, 11) if setting.quick else (1000, 41)
    load = setting.workload(clinics, 1)
    peers, absent = present("typst", *_SLOW)
    contenders = {OURS: build(setting, load, *one_process(load.folder))}
    for name in peers:
        if name in _SLOW:
            contenders[_of(name, 1)] = peer(setting, name, load, first=1)
            contenders[_of(name, some)] = peer(setting, name, load, first=some)
        else:
            contenders[name] = peer(setting, name, load)
    heat = side_by_side(contenders, setting.rounds, absent)
    whole = Heat({key: uses for key, uses in heat.uses.items() if key in {OURS, "typst"}}, heat.absent)
    yield usage_table(f"{clinics:,} clinics x 1 leaflet", whole, load.leaflets)
    note = f"{clinics} clinics" if setting.quick else ""
    yield result("first typst", lambda: ratio(heat.figures("typst", cpu), heat.figures(OURS, cpu)), note)
    for name in _SLOW:
        reckoned = partial(_reckoned, heat, name, some, clinics)
        if name in peers:
            each = number(spread(reckoned()).middle / clinics)
            yield f"{called(name)}: {each} ms of CPU a PDF, from {some} of them.\n"
        yield result(f"first {name}", partial(_times_ours, heat, name, some, clinics), note)


def _of(name: str, count: int) -> str:
    return f"{name} {count}"


def _reckoned(heat: Heat, name: str, some: int, clinics: int) -> list[float]:
    """CPU of a peer for all clinics, round by round."""
    if name in heat.absent:
        heat.figures(name, cpu)
    few, many = heat.figures(_of(name, 1), cpu), heat.figures(_of(name, some), cpu)
    each = further(many, few, some - 1)
    return [start + more * (clinics - 1) for start, more in zip(few, each, strict=True)]


def _times_ours(heat: Heat, name: str, some: int, clinics: int) -> Spread:
    return ratio(_reckoned(heat, name, some, clinics), heat.figures(OURS, cpu))
