"""What findings count for in a folder: severities that it sets, and waivers with a reason and an end."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic

from handouts.errors import Place, Problem, Severity, did_you_mean
from handouts.preflight.rule import Finding, S
from handouts.source.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from handouts.content.content import Content
    from handouts.content.settings import Waiver
    from handouts.preflight.rule import Note, Rule

_SETTINGS = "handouts.yaml"


@dataclass(frozen=True, slots=True)
class Report:
    """What came of looking: findings that stand, and those that somebody has waived."""

    findings: tuple[Finding, ...] = ()
    waived: tuple[tuple[Finding, Waiver], ...] = ()

    @property
    def errors(self) -> tuple[Finding, ...]:
        """Findings that keep a leaflet from being made."""
        return tuple(finding for finding in self.findings if finding.severity is Severity.ERROR)


@dataclass(frozen=True, slots=True)
class Judge(Generic[S]):
    """The rules, and what a folder's settings make of them on a day."""

    rules: tuple[Rule[S], ...]
    content: Content
    today: date
    #: Rules that only warn in this run.
    eased: frozenset[str] = frozenset()
    #: The names of all rules there are, where these are some of them.
    names: tuple[str, ...] = ()

    def look(self, subject: S) -> Report:
        """Everything that the rules find in one subject, in the order of the file."""
        standing: list[Finding] = []
        waived: list[tuple[Finding, Waiver]] = []
        for finding in self._found(subject):
            waiver = self._waiver(finding)
            if waiver is None:
                standing.append(finding)
            else:
                waived.append((finding, waiver))
        return Report(tuple(sorted(standing, key=_order)), tuple(waived))

    def _found(self, subject: S) -> Iterator[Finding]:
        for rule in self.rules:
            severity: str | None = self.content.settings.severity.get(Words(rule.name))
            if rule.name in self.eased and severity != "off":
                severity = "warning"
            if severity != "off":
                for note in rule.look(subject):
                    yield _finding(rule, note, severity, str(subject.treatment.slug))

    def _waiver(self, finding: Finding) -> Waiver | None:
        for waiver in self.content.settings.waivers:
            if waiver.rule == finding.rule and waiver.until >= self.today and _covers(waiver, finding):
                return waiver
        return None

    def settings(self, reports: Iterable[Report]) -> tuple[Problem, ...]:
        """What is wrong with the settings of rules: names of no rule, and waivers that have ended or waive nothing."""
        used = {waiver for report in reports for _, waiver in report.waived}
        return (*self._unknown(), *self._idle(used))

    def _unknown(self) -> Iterator[Problem]:
        names = self.names or tuple(rule.name for rule in self.rules)
        for name in (*self.content.settings.severity, *(waiver.rule for waiver in self.content.settings.waivers)):
            if name not in names:
                message = f'there is no rule "{name}".{did_you_mean(name, names)} All: handouts list rules'
                yield self._warning(name, message)

    def _idle(self, used: set[Waiver]) -> Iterator[Problem]:
        for waiver in self.content.settings.waivers:
            if waiver.until < self.today:
                message = (
                    f'this waiver of "{waiver.rule}" ended on {waiver.until.isoformat()}. Take it out, or mend it.'
                )
                yield self._warning(waiver.rule, message)
            elif waiver not in used and any(rule.name == waiver.rule for rule in self.rules):
                yield self._warning(waiver.rule, f'this waiver of "{waiver.rule}" waives nothing here. Take it out.')

    def _warning(self, words: str, message: str) -> Problem:
        place = getattr(words, "place", None) or Place(_SETTINGS)
        bare = self.content.problem(place, message, len(words))
        return Problem(bare.place, bare.message, bare.excerpt, bare.length, Severity.WARNING)


def _finding(rule: Rule[S], note: Note, severity: str | None, treatment: str) -> Finding:
    counts = Severity(severity) if severity else note.severity or rule.severity
    return Finding(rule.name, counts, note.spot, treatment, note.what, note.mend, note.why or rule.why, rule.source)


def _covers(waiver: Waiver, finding: Finding) -> bool:
    """Whether a waiver's place is the finding's: everywhere, a file, a line, a treatment or a section of one."""
    place = waiver.place
    if place is None:
        return True
    there = str(finding.spot.place)
    return there == place or there.startswith(f"{place}:") or place in {finding.where, finding.treatment}


def _order(finding: Finding) -> tuple[Place, str]:
    return finding.spot.place, finding.rule
