"""What came of a build, told at its end: what failed and why, what was made, and what lies there without belonging."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING

from handouts.cli.console import counted
from handouts.cli.reporting import made_members, problem_members, shown
from handouts.errors import ExitCode

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from pathlib import Path

    from handouts.cli.console import Console
    from handouts.errors import Problem
    from handouts.press.batch import Proof
    from handouts.press.destination import Destination
    from handouts.press.made import Made

#: Lines of a list that are shown without ``-v``.
_MOST = 10


@dataclass(slots=True)
class Outcome:
    """What came of a build so far. Files made are kept for programs only, as there may be many."""

    console: Console
    json: bool
    start: float
    made: int = 0
    files: list[Made] = field(default_factory=list)
    #: The leaflets that were not made, each with the path of its file.
    failed: list[tuple[Path | str, Proof]] = field(default_factory=list)
    #: Of those, the paths where an older file stands.
    dated: set[Path | str] = field(default_factory=set)
    #: How many are up to date, and for programs their paths.
    unchanged: int = 0
    left: list[Path | str] = field(default_factory=list)
    strays: Sequence[Path | str] = ()
    pruned: Sequence[Path | str] = ()

    def take(self, made: Made) -> None:
        """A file was made."""
        self.made += 1
        if self.json:
            self.files.append(made)
        else:
            self.console.result(shown(made.path))

    def fail(self, path: Path | str, proof: Proof, *, dated: bool) -> None:
        """A leaflet was not made; ``dated`` says whether an older file stands in its place."""
        self.failed.append((path, proof))
        if dated:
            self.dated.add(path)

    def leave(self, folder: Destination, names: Collection[str]) -> None:
        """Files are up to date."""
        self.unchanged = len(names)
        if self.json:
            self.left.extend(map(folder.at, names))

    def told(self) -> ExitCode:
        """Say what came of it, and give the exit code."""
        if self.json:
            self._as_json()
        problems = self._problems()
        if problems:
            self.console.problems(problems)
            self._failures(len(problems))
        if self.made or self.unchanged:
            self.console.talk(self._sentence())
        if self.pruned:
            self._list(f"{counted(len(self.pruned), 'file')} removed that belonged to nothing any more:", self.pruned)
        elif self.strays:
            head = f"{counted(len(self.strays), 'file')} of earlier builds, to be removed with handouts build --prune:"
            self._list(head, self.strays)
        if not problems:
            return ExitCode.FINE
        from handouts.press.batch import failure

        return failure([proof for _, proof in self.failed]).exit_code

    def _problems(self) -> tuple[Problem, ...]:
        """All of them, each once, in the order of the files: many leaflets may share one mistake."""
        return tuple(sorted({problem for _, proof in self.failed for problem in proof.problems}))

    def _failures(self, problems: int) -> None:
        said = counted(problems, "problem")
        if not (self.made or self.unchanged or self.dated):
            self.console.fault(f"{said}, nothing was made.")
            return
        self.console.fault(f"{said}, {counted(len(self.failed), 'leaflet')} not made:")
        for line in self._shortened([self._failure(path) for path, _ in self.failed]):
            self.console.fault(line)

    def _failure(self, path: Path | str) -> str:
        return f"  {shown(path)}{' (the file there is out of date)' if path in self.dated else ''}"

    def _sentence(self) -> str:
        took = f"in {self.console.clock() - self.start:.1f} s"
        if not self.made:
            return f"{counted(self.unchanged, 'leaflet')} up to date, seen {took}."
        also = f", {self.unchanged} up to date" if self.unchanged else ""
        return f"{counted(self.made, 'leaflet')} made{also} {took}."

    def _list(self, head: str, paths: Sequence[Path | str]) -> None:
        self.console.talk(head)
        for line in self._shortened([f"  {shown(path)}" for path in paths]):
            self.console.talk(line)

    def _shortened(self, lines: list[str]) -> list[str]:
        if self.console.loudness > 0 or len(lines) <= _MOST + 1:
            return lines
        return [*lines[:_MOST], f"  and {len(lines) - _MOST} more"]

    def _as_json(self) -> None:
        self.console.result_json(
            files=made_members(self.files),
            unchanged=[shown(path) for path in self.left],
            failed=[
                {"path": shown(path), "job": asdict(proof.job), "out_of_date": path in self.dated}
                for path, proof in self.failed
            ],
            strays=[shown(path) for path in self.strays],
            pruned=[shown(path) for path in self.pruned],
            problems=problem_members(self._problems()),
            error=None,
        )
