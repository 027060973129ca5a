"""Runs side by side: each contender in a new process, one after the other, round after round.

What disturbs the machine for a minute then disturbs all of them alike, so ratios hold where times do not.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

from bench.workload import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

_GAUGE: Final = Path(__file__).with_name("gauge.py")


class NotThere(Exception):
    """A contender cannot take part; the words say why."""


@dataclass(frozen=True, slots=True)
class Use:
    """What one process and its children used: milliseconds of CPU and wall clock, and MB of memory at its peak."""

    user: float
    system: float
    wall: float
    peak: float
    #: What it printed.
    said: str = field(default="", repr=False)

    @property
    def cpu(self) -> float:
        """User and system time together."""
        return self.user + self.system


def run(command: Sequence[str], environment: Mapping[str, str] | None = None) -> Use:
    """Run a command in a new process and tell what it used.

    Raises:
        NotThere: it failed; with the last line that it said.
    """
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        done = subprocess.run(  # noqa: S603 - our own programs
            [sys.executable, "-I", "-S", str(_GAUGE), str(report), *command],
            capture_output=True,
            text=True,
            check=False,
            cwd=ROOT,
            env=surroundings() | dict(environment or {}),
        )
        if done.returncode:
            raise NotThere(_reason(done.stderr))
        return Use(**json.loads(report.read_text(encoding="utf-8")), said=done.stdout)


@dataclass(frozen=True, slots=True)
class Heat:
    """Rounds by contender, and why some have none."""

    uses: Mapping[str, tuple[Use, ...]]
    absent: Mapping[str, str]

    def figures(self, key: str, figure: Callable[[Use], float]) -> list[float]:
        """One figure of a contender, round by round.

        Raises:
            NotThere: it did not take part.
        """
        if key in self.absent:
            raise NotThere(self.absent[key])
        return [figure(use) for use in self.uses[key]]


def side_by_side(
    contenders: Mapping[str, Callable[[], Use]], rounds: int, absent: Mapping[str, str] | None = None
) -> Heat:
    """Run each in turn, and again, ``rounds`` times; one that fails is left out from then on, with the reason."""
    used: dict[str, list[Use]] = {key: [] for key in contenders}
    failed = dict(absent or {})
    for _ in range(rounds):
        for key, contender in contenders.items():
            if key not in failed:
                try:
                    used[key].append(contender())
                except NotThere as error:
                    failed[key] = str(error)
    return Heat({key: tuple(uses) for key, uses in used.items() if key not in failed}, failed)


def surroundings() -> dict[str, str]:
    """What children find: nothing kept by runs before them, and files of Python's own (``.pyc``), as when installed."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return kept | {"PYTHONPATH": _path(), "HANDOUTS_NO_CACHE": "1"}


def _path() -> str:
    """Where the programs find the package and the benchmark itself."""
    source = ROOT / "src"
    return os.pathsep.join([str(source), str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])])


def _reason(said: str) -> str:
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    return lines[-1] if lines else "it failed without a word"
