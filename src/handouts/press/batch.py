"""Many jobs in one run. What is wrong with one stops no other; whatever can be made is made, each file whole."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from handouts.errors import ContentInvalid, FindingsStand, Overset
from handouts.press.asked import OUTPUT
from handouts.press.choice import EVERYTHING, Choice
from handouts.press.destination import below, destination
from handouts.press.equipment import Equipment
from handouts.press.looking import Looking
from handouts.press.made import Made
from handouts.press.names import PATTERN, names
from handouts.press.output import Pdf
from handouts.press.plan import plan
from handouts.press.run import run
from handouts.press.stages import Press
from handouts.press.stamps import Seen, digest
from handouts.press.workers import printed

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from handouts.content.content import Content
    from handouts.errors import Problem
    from handouts.press.destination import Destination
    from handouts.press.job import Job
    from handouts.press.workers import Crew

_WORD = re.compile(r"[^\s:]+")


@dataclass(frozen=True, slots=True)
class Proof:
    """Whether a job fits: its problems, or the scale its type came to."""

    job: Job
    problems: tuple[Problem, ...] = ()
    overset: bool = False
    #: Whether all its problems are findings of rules: it could be made, and should not be.
    found: bool = False
    scale: float = 1.0


@dataclass(frozen=True, slots=True)
class Batch:
    """The jobs of one run, the names of their files and what is remembered between them."""

    press: Press
    jobs: tuple[Job, ...]
    names: Mapping[Job, str]
    #: A folder, or the address of a store.
    folder: Path | str
    #: The rules that leaflets are looked over by before they are made; None where nobody asked for a day.
    looking: Looking | None = None

    @classmethod
    def over(
        cls,
        content: Content,
        choice: Choice = EVERYTHING,
        output: Path | str | None = None,
        equipment: Equipment | None = None,
        *,
        today: date | None = None,
        allow_overdue: bool = False,
    ) -> Batch:
        """The jobs that were asked for; files go to ``output``, or where the settings say.

        ``equipment`` may be that of a run before. With ``today``, leaflets are looked over as on that day;
        those whose review is overdue are made only where it is allowed, and then say so.

        Raises:
            UnknownName: a name that was asked for is not in the files.
            NothingToMake: no clinic has what was asked for.
            ContentInvalid: a clinic lists what is not there, or names of files are not to be had.
        """
        looking = Looking.over(content, today, allow_overdue=allow_overdue) if today else None
        overdue = looking.overdue if looking else frozenset()
        press = Press(content, equipment or Equipment(), overdue)
        jobs = tuple(each for job in plan(content, choice) for each in press.prints(job))
        pattern = content.settings.filename or PATTERN
        named = names(jobs, pattern, getattr(pattern, "place", None))
        folder = output or below(content.folder, content.settings.output or OUTPUT)
        return cls(press, jobs, named, folder, looking)

    def held(self) -> Mapping[Job, Proof]:
        """The leaflets that rules keep from being made, and why."""
        looking = self.looking
        if looking is None:
            return {}
        proofs = (looking.judged(Proof(job)) for job in self.jobs)
        return {proof.job: proof for proof in proofs if proof.problems}

    def waivers(self, job: Job) -> tuple[Mapping[str, str], ...]:
        """What somebody has waived for a leaflet, as the manifest has it."""
        if self.looking is None:
            return ()
        return tuple(
            {"rule": finding.rule, "what": finding.what, "reason": str(waiver.reason), "until": str(waiver.until)}
            for finding, waiver in self.looking.waived((job,))
        )

    def prove(self) -> Iterator[Proof]:
        """Typeset every job without painting it; what is wrong with one does not stop the rest."""
        for job in self.jobs:
            yield self._proof(job)

    def _proof(self, job: Job) -> Proof:
        scale = 1.0
        failures: list[ContentInvalid | Overset] = []
        try:
            ticket = self.press.ticket(job)
        except ContentInvalid as error:
            return self._failed(job, [error])
        try:
            self.press.check_imprint(ticket)
        except ContentInvalid as error:
            failures.append(error)
        try:
            scale = self.press.pages(ticket).scale
        except (ContentInvalid, Overset) as error:
            failures.append(error)
        return self._failed(job, failures) if failures else Proof(job, scale=scale)

    def _failed(self, job: Job, failures: Iterable[ContentInvalid | Overset]) -> Proof:
        problems = {problem for failure in failures for problem in failure.problems}
        overset = all(isinstance(failure, Overset) for failure in failures)
        return Proof(job, tuple(with_excerpt(self.press.content, problem) for problem in sorted(problems)), overset)

    def pdfs(self) -> Iterator[Pdf]:
        """Make every job, in memory."""
        for job in self.jobs:
            yield run(job, self.press)

    def make(
        self, jobs: Sequence[Job] | None = None, crew: Crew | None = None, into: Destination | None = None
    ) -> Iterator[Made | Proof]:
        """Make all jobs, or those given, and write each file whole or not at all; what cannot be made is a proof.

        With a ``crew``, other processes make them, in an order of their own. ``into`` is the destination, where it is
        open already.

        Raises:
            OutputNotWritten: a file could not be written; those made before it are whole.
        """
        folder, wanted = into or destination(self.folder), self.jobs if jobs is None else jobs
        written: list[str] = []
        try:
            for done in self.tried(wanted, crew):
                if isinstance(done, Proof):
                    yield done
                    continue
                name = self.names[done.job]
                stamp = folder.put(name, (done.data,), settled=False)
                written.append(name)
                yield Made(done.job, folder.at(name), len(done.data), done.scale, Seen(stamp, digest(done.data)))
        finally:
            folder.settle(written)

    def tried(self, jobs: Sequence[Job], crew: Crew | None = None) -> Iterator[Pdf | Proof]:
        """Make jobs in memory; what cannot be made is a proof. With a ``crew``, in an order of its own."""
        for job, data, scale in (
            crew.printed(self.press.content, jobs, self.press.overdue) if crew else printed(jobs, self.press)
        ):
            yield self._again(job) if data is None else Pdf(data, job, scale)

    def _again(self, job: Job) -> Pdf | Proof:
        """A leaflet that could not be made, once more: all that is wrong with it, where making stopped at the first."""
        try:
            return run(job, self.press)
        except (ContentInvalid, Overset) as error:
            proof = self._proof(job)
            return proof if proof.problems else self._failed(job, [error])


def with_excerpt(content: Content, problem: Problem) -> Problem:
    """A problem found on the page, with its line in the file and its word underlined."""
    if problem.excerpt:
        return problem
    bare = content.problem(problem.place, problem.message)
    word = _WORD.match(bare.excerpt, problem.place.column - 1)
    return replace(bare, length=len(word[0]) if word else 1, severity=problem.severity)


def problems_of(proofs: Iterable[Proof]) -> tuple[Problem, ...]:
    """All problems, each once, in the order of the files; many leaflets may share one mistake."""
    return tuple(sorted({problem for proof in proofs for problem in proof.problems}))


def passed(proofs: Iterable[Proof]) -> None:
    """Stop unless every job fits.

    Raises:
        ContentInvalid: some words or pictures cannot be shown, whatever does not fit beside them.
        Overset: some words do not fit.
        FindingsStand: all fit, and rules found something that could do harm.
    """
    failed = [proof for proof in proofs if proof.problems]
    if failed:
        raise failure(failed)(problems_of(failed))


def failure(failed: Collection[Proof]) -> type[ContentInvalid | Overset | FindingsStand]:
    """What a run with such leaflets ends with: the worst of them counts."""
    if all(proof.found for proof in failed):
        return FindingsStand
    return Overset if all(proof.overset or proof.found for proof in failed) else ContentInvalid
