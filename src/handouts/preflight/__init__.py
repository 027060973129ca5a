"""Looking leaflets over before they are made: what could mislead, cannot be read, or has run out.

To add a rule, write a module beside these and name it in ``RULES``. A rule reads a :class:`Subject`, changes nothing,
and says what it found, why it matters, who says so, and how to mend it.
"""

from __future__ import annotations

from typing import Final

from handouts.preflight import claims, reading, required_parts, review_dates, reviewer
from handouts.preflight.judgement import Judge, Report
from handouts.preflight.lists import lists
from handouts.preflight.prose import prose
from handouts.preflight.rule import Finding, Rule, Subject

#: All rules, in the order in which they are told.
RULES: Final[tuple[Rule, ...]] = (
    reviewer.RULE,
    review_dates.OVERDUE,
    review_dates.RULE,
    required_parts.RULE,
    required_parts.ALTERNATIVES,
    claims.RULE,
    claims.PRICES,
    claims.FIGURES,
    reading.GRADE,
    reading.LENGTH,
    reading.JARGON,
    reading.PASSIVE,
)

__all__ = ["RULES", "Finding", "Judge", "Report", "Rule", "Subject", "lists", "prose"]
