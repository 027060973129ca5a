"""Who takes part: our own program and the peers, each as something that can be run once."""

from __future__ import annotations

import shutil
import sys
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Final

from bench.peers import PEERS, missing
from bench.race import run
from bench.subject import CLINICS, FONTS, WORDS, Workload
from bench.workload import make

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from bench.race import Use

    Contender = Callable[[], Use]

OURS: Final = "handouts"

#: What makes our QR codes: the peers' encoder, or the one that is there without any setting.
ZXING, DEFAULT = "zxing", "qrcode"

_MADE: Final = frozenset({"content.yaml", "clinics.yaml", "logos", CLINICS, FONTS, WORDS})


@dataclass(frozen=True, slots=True)
class Setting:
    """How the benchmark was asked to run, and where it keeps its files."""

    scratch: Path
    rounds: int = 5
    #: A few minutes: fewer clinics, so that ratios hold less well.
    quick: bool = False
    #: Also the largest numbers, which take hours in a slow program.
    long: bool = False
    plot: Path | None = None
    #: Workloads that were made, by their numbers.
    made: dict[tuple[int, int], Workload] = field(default_factory=dict, repr=False)

    def workload(self, clinics: int, treatments: int = 10) -> Workload:
        """A workload of so many clinics and treatments; one of each size is made."""
        size = clinics, treatments
        if size not in self.made:
            self.made[size] = make(self.scratch / f"{clinics}x{treatments}", *size)
        return self.made[size]

    def fresh(self, name: str) -> Path:
        """A folder that is not there yet."""
        folder = self.scratch / name
        shutil.rmtree(folder, ignore_errors=True)
        return folder


def build(setting: Setting, load: Workload, *arguments: str, encoder: str = ZXING) -> Contender:
    """``handouts build`` of a whole workload in one process, with nothing left of earlier runs."""

    def once() -> Use:
        _tidy(load, encoder)
        output, cache = setting.fresh("ours"), setting.fresh("cache")
        return run(handouts(load.folder, "build", "-o", str(output), *arguments), {"XDG_CACHE_HOME": str(cache)})

    return once


def ours(setting: Setting, what: str, load: Workload, count: int | None = None, *, encoder: str = ZXING) -> Contender:
    """A run of :mod:`bench.ours`, with nothing left of earlier runs."""
    command = (sys.executable, "-m", "bench.ours", what, str(load.folder), *(() if count is None else (str(count),)))

    def once() -> Use:
        _tidy(load, encoder)
        return run(command, {"XDG_CACHE_HOME": str(setting.fresh("cache"))})

    return once


def peer(setting: Setting, name: str, load: Workload, *, first: int | None = None, written: bool = True) -> Contender:
    """A peer's run over a whole workload, or over the ``first`` leaflets of it."""
    count = () if first is None else (str(first),)

    def once() -> Use:
        output = str(setting.fresh("peer")) if written else "-"
        return run((sys.executable, "-m", "bench.peers", name, str(load.folder), output, *count))

    return once


def present(*names: str) -> tuple[tuple[str, ...], dict[str, str]]:
    """Those of the peers that can run, and why the others cannot."""
    lacks = {name: missing(name) for name in names}
    skipped = {name: f"skipped: {' and '.join(lack)} not installed" for name, lack in lacks.items() if lack}
    return tuple(name for name in names if name not in skipped), skipped


def called(key: str) -> str:
    """How tables call a contender."""
    return PEERS[key].name if key in PEERS else key


def handouts(folder: Path, *arguments: str) -> tuple[str, ...]:
    """Our own program on a project's folder, as a command."""
    return (sys.executable, "-m", "handouts", "-C", str(folder), *arguments)


def one_process(folder: Path) -> tuple[str, ...]:
    """The arguments by which ``handouts build`` stays in one process, where it knows of more."""
    known = run(handouts(folder, "build", "--help")).said
    return ("-j", "1") if "-j" in known.replace(",", " ").split() else ()


def _tidy(load: Workload, encoder: str) -> None:
    """Remove whatever a run has left in the project's folder, and say what makes its QR codes."""
    for path in load.folder.iterdir():
        if path.name not in _MADE:
            remove = partial(shutil.rmtree, path) if path.is_dir() else path.unlink
            remove()
    (load.folder / "handouts.yaml").write_text(f"qr: {{encoder: {encoder}}}\n", encoding="utf-8")
