"""Looking the leaflets of a run over: each treatment's words once, for all clinics that print the same."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING

from handouts.compose.values import changed, changes_of
from handouts.memo import Memo
from handouts.preflight import RULES, Judge, Report, Subject, lists, prose
from handouts.preflight.review_dates import OVERDUE
from handouts.press.fingerprints import values

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from handouts.content.content import Content
    from handouts.content.settings import Waiver
    from handouts.errors import Problem
    from handouts.preflight import Finding
    from handouts.preflight.lists import Lists
    from handouts.press.batch import Proof
    from handouts.press.job import Job


@dataclass(frozen=True, slots=True)
class Looking:
    """The rules over one content on one day, and what they found so far."""

    judge: Judge
    lists: Lists
    kept: Memo[Report] = field(default_factory=partial(Memo, 256))

    @classmethod
    def over(cls, content: Content, today: date, *, allow_overdue: bool = False) -> Looking:
        """The rules for a content, as its settings have them.

        ``today`` is the day that dates are held against. What is overdue stops nothing where it is allowed.
        """
        return cls(Judge(RULES, content, today, frozenset({OVERDUE.name} if allow_overdue else ())), lists())

    @property
    def overdue(self) -> frozenset[str]:
        """The treatments whose review was due before this day."""
        treatments = self.judge.content.treatments
        return frozenset(slug for slug, each in treatments.items() if each.about.review_due < self.judge.today)

    def reports(self, job: Job) -> tuple[Report, ...]:
        """What the rules say of a leaflet: a report for each of its treatments."""
        return tuple(self._report(slug, job.clinic, job.language) for slug in job.treatments)

    def _report(self, slug: str, name: str, language: str) -> Report:
        content = self.judge.content
        clinic, treatment = content.clinics[name], content.treatments[slug]
        changes, numbers = changes_of(treatment, clinic, language), values(clinic, slug)
        key = slug, language, changes, tuple(sorted(numbers.items()))

        def look() -> Report:
            words = changed(treatment, changes)
            return self.judge.look(
                Subject(words, language, prose(words, content, numbers), self.lists, self.judge.today)
            )

        return self.kept.get(key, look)

    def over_all(self, jobs: Iterable[Job]) -> tuple[Report, ...]:
        """The reports of all these jobs, each once."""
        return tuple({id(report): report for job in jobs for report in self.reports(job)}.values())

    def findings(self, jobs: Iterable[Job]) -> tuple[Finding, ...]:
        """What stands, over all these jobs, in the order of the files: many leaflets may share one finding."""
        found = {finding: None for report in self.over_all(jobs) for finding in report.findings}
        return tuple(sorted(found, key=lambda finding: (finding.spot.place, finding.rule)))

    def waived(self, jobs: Iterable[Job]) -> tuple[tuple[Finding, Waiver], ...]:
        """What somebody has waived, over all these jobs."""
        return tuple(dict.fromkeys(pair for report in self.over_all(jobs) for pair in report.waived))

    def settings(self, jobs: Iterable[Job]) -> tuple[Problem, ...]:
        """What is wrong with the settings of rules, said as warnings."""
        return self.judge.settings(self.over_all(jobs))

    def errors(self, job: Job) -> tuple[Problem, ...]:
        """What keeps a leaflet from being made."""
        return tuple(self._problems(finding for report in self.reports(job) for finding in report.errors))

    def _problems(self, findings: Iterable[Finding]) -> Iterator[Problem]:
        return (finding.problem(self.judge.content) for finding in findings)

    def judged(self, proof: Proof) -> Proof:
        """A proof with the findings that keep its leaflet from being made."""
        found = self.errors(proof.job)
        if not found:
            return proof
        return replace(proof, problems=(*proof.problems, *found), found=not proof.problems)
