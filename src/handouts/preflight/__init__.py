"""Looking leaflets over before they are made: what could mislead, cannot be read, or has run out.

To add a rule, write a module beside these and name it in ``RULES``. A rule reads a :class:`Subject`, changes nothing,
and says what it found, why it matters, who says so, and how to mend it.
"""

from __future__ import annotations

from typing import Any, Final

from handouts.preflight import claims, on_the_page, reading, required_parts, review_dates, reviewer, translations
from handouts.preflight.judgement import Judge, Report
from handouts.preflight.lists import lists
from handouts.preflight.on_the_page import Sheet, unchecked
from handouts.preflight.prose import prose
from handouts.preflight.rule import Finding, Rule, Subject

#: Rules that read words, in the order in which they are told.
RULES: Final[tuple[Rule[Subject], ...]] = (
    reviewer.RULE,
    review_dates.OVERDUE,
    review_dates.RULE,
    translations.STALE,
    translations.UNTRANSLATED,
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

#: Rules that look at a page; ``check`` asks them, once it has one.
PAGE_RULES: Final[tuple[Rule[Sheet], ...]] = (
    on_the_page.X_HEIGHT,
    on_the_page.MEASURE,
    on_the_page.LOGO,
    on_the_page.GROUND,
    on_the_page.CODE,
)

#: All of them, whatever they look at.
ALL_RULES: Final[tuple[Rule[Any], ...]] = (*RULES, *PAGE_RULES)

__all__ = [
    "ALL_RULES",
    "PAGE_RULES",
    "RULES",
    "Finding",
    "Judge",
    "Report",
    "Rule",
    "Sheet",
    "Subject",
    "lists",
    "prose",
    "unchecked",
]
