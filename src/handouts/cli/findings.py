"""What rules found, for people, for programs and for the pages of a code host; and what a rule is."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Any

from handouts.cli.reporting import problem_members
from handouts.errors import Severity, UnknownName, install_line

if TYPE_CHECKING:
    from collections.abc import Iterable

    from handouts.cli.console import Console
    from handouts.content.settings import Waiver
    from handouts.errors import Problem
    from handouts.preflight import Finding

_WIDTH = 100


def explain(console: Console, name: str) -> None:
    """Say what a rule looks for, why, and who says so.

    Raises:
        UnknownName: there is no such rule.
    """
    from handouts.preflight import ALL_RULES

    rules = {rule.name: rule for rule in ALL_RULES}
    rule = rules.get(name)
    if rule is None:
        raise UnknownName("rule", name, list(rules))
    parts = (f"{rule.name}: {rule.severity}", f"Looks for {rule.looks_for}.", rule.why, f"Source: {rule.source}.")
    for part in parts:
        console.result(textwrap.fill(part, _WIDTH))


def members(findings: Iterable[Finding], problems: Iterable[Problem]) -> list[dict[str, Any]]:
    """Problems for a program; those that a rule found also say which, why, and how to mend it."""
    found = {(finding.spot.place, finding.message): finding for finding in findings}
    listed = []
    for problem in problems:
        finding = found.get((problem.place, problem.message))
        (plain,) = problem_members((problem,))
        listed.append(plain | ({} if finding is None else _of_rule(finding)))
    return listed


def _of_rule(finding: Finding) -> dict[str, str]:
    return {
        "rule": finding.rule,
        "what": finding.what,
        "mend": finding.mend,
        "why": finding.why,
        "source": finding.source,
    }


def waiver_members(waived: Iterable[tuple[Finding, Waiver]]) -> list[dict[str, str]]:
    """What somebody has waived, for a program."""
    return [
        {"rule": finding.rule, "place": str(finding.spot.place), "what": finding.what, **_of_waiver(waiver)}
        for finding, waiver in waived
    ]


def _of_waiver(waiver: Waiver) -> dict[str, str]:
    return {"reason": str(waiver.reason), "until": waiver.until.isoformat()}


def tell_waived(console: Console, waived: Iterable[tuple[Finding, Waiver]]) -> None:
    """Say what is let pass, why, and until when."""
    for finding, waiver in waived:
        until = waiver.until.isoformat()
        console.talk(f"{finding.spot.place}: waived until {until}: {finding.what} [{finding.rule}] ({waiver.reason})")


def tell_cards(console: Console, paths: Iterable[str]) -> None:
    """Say where score cards lie, one a line."""
    for path in paths:
        console.result(path)


def tell_unchecked(console: Console) -> None:
    """Say which rules could not be asked here, and what they need."""
    from handouts.preflight import unchecked
    from handouts.preflight.on_the_page import READER

    for name in unchecked():
        console.talk(f"Not checked: {name}. It needs a package: {install_line(READER)}")


def annotate(console: Console, problems: Iterable[Problem]) -> None:
    """Problems as GitHub's workflow commands, which it shows beside the lines of a change."""
    for problem in problems:
        kind = "warning" if problem.severity is Severity.WARNING else "error"
        place = problem.place
        console.result(
            f"::{kind} file={_property(place.file)},line={place.line},col={place.column}::{_data(problem.message)}"
        )


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
