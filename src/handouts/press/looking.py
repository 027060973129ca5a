"""Looking the leaflets of a run over: each treatment's words once, for all clinics that print the same."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING

from handouts.compose.values import changed, changes_of
from handouts.document.elements import Element, walk
from handouts.errors import Severity
from handouts.memo import Memo
from handouts.preflight import ALL_RULES, PAGE_RULES, RULES, Judge, Report, Sheet, Subject, lists, prose, unchecked
from handouts.preflight.review_dates import OVERDUE
from handouts.press.fingerprints import values
from handouts.press.plan import file_of, place_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from handouts.content.content import Content
    from handouts.content.settings import Waiver
    from handouts.document.elements import Document
    from handouts.errors import Problem
    from handouts.preflight import Finding
    from handouts.preflight.lists import Lists
    from handouts.press.batch import Proof
    from handouts.press.job import Job
    from handouts.press.stages import Press


#: The names of all rules.
NAMES = tuple(rule.name for rule in ALL_RULES)


@dataclass(frozen=True, slots=True)
class Looking:
    """The rules over one content on one day, and what they found so far."""

    judge: Judge[Subject]
    lists: Lists
    kept: Memo[Report] = field(default_factory=partial(Memo, 256))
    #: What came of looking at pages, by leaflet.
    seen: dict[Job, Report] = field(default_factory=dict)

    @classmethod
    def over(cls, content: Content, today: date, *, allow_overdue: bool = False) -> Looking:
        """The rules for a content, as its settings have them.

        ``today`` is the day that dates are held against. What is overdue stops nothing where it is allowed.
        """
        eased = frozenset({OVERDUE.name} if allow_overdue else ())
        return cls(Judge(RULES, content, today, eased, NAMES), lists())

    @property
    def overdue(self) -> frozenset[str]:
        """The treatments whose review was due before this day."""
        treatments = self.judge.content.treatments
        return frozenset(slug for slug, each in treatments.items() if each.about.review_due < self.judge.today)

    def reports(self, job: Job) -> tuple[Report, ...]:
        """What the rules say of a leaflet: a report for each of its treatments."""
        words = tuple(self._report(slug, job.clinic, job.language) for slug in job.treatments)
        return (*words, self.seen[job]) if job in self.seen else words

    def look_at(self, job: Job, press: Press) -> None:
        """Look at the pages of a leaflet too, which fits."""
        content = self.judge.content
        left_out = unchecked()
        rules = tuple(rule for rule in PAGE_RULES if rule.name not in left_out)
        ticket = press.ticket(job)
        document = press.compose(ticket)
        sheet = Sheet(
            content.treatment(job.treatments[0], job.language),
            content.clinics[job.clinic],
            job.layout,
            press.typeset(ticket, document),
            ticket.palette,
            ticket.typesetter.fonts,
            dict(_led(document)),
        )
        self.seen[job] = Judge(rules, content, self.judge.today).look(sheet)

    def _report(self, slug: str, name: str, language: str) -> Report:
        content = self.judge.content
        clinic, treatment = content.clinics[name], content.treatment(slug, language)
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
        """What is wrong with the settings of rules, and leaflets that nobody translated, said as warnings."""
        jobs = tuple(jobs)
        return (*self.judge.settings(self.over_all(jobs)), *dict.fromkeys(self._untranslated(jobs)))

    def _untranslated(self, jobs: Iterable[Job]) -> Iterator[Problem]:
        """Treatments that clinics have in some of their languages only."""
        content = self.judge.content
        pairs = dict.fromkeys((slug, job.clinic) for job in jobs for slug in job.treatments)
        for slug, clinic in pairs:
            for language in content.clinics[clinic].languages:
                if not content.has(slug, language):
                    message = (
                        f'"{slug}" has no words in "{language}", so no such leaflet is made. Add it to'
                        f" {file_of(content, language)}."
                    )
                    bare = content.problem(place_of(language), message, len(language))
                    yield replace(bare, severity=Severity.WARNING)

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


def _led(document: Document) -> Iterator[tuple[int, str]]:
    """The figures that lead somewhere, and where to."""
    for _, part in document.imprint.parts:
        for link in walk(part):
            if isinstance(link, Element) and link.target is not None:
                yield from ((kid.id, link.target) for kid in walk(link) if kid is not link)
