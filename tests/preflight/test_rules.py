"""Each rule has leaflets that trip it, at their exact place, and near misses that do not."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

import pytest

from handouts.errors import Severity
from handouts.preflight import RULES

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Look

TODAY = date(2026, 11, 23)

NUMB = "A numbing cream helps keep discomfort small. Treatment is usually easy to bear."
SAFE = "Generally considered safe, with points to keep in mind."
PORES = "Your complexion can look smoother."
SUN = "Use high-SPF sunscreen regularly. Your skin is more sensitive to the sun."
AREA = "A licensed skincare professional or dermatologist moves the device over each area."
CHANNELS = "The needles make tiny channels. These can prompt your skin to renew itself."
LONG_26 = "You can go on with all that you do at home and at work on the very same day if you feel well enough for it."
REVIEWED = ("reviewed_by: none", "reviewed_by: Dr A. Example, dermatologist")


class Bad(NamedTuple):
    """An edit of the sample, and the words in the file that the rule should point at."""

    rule: str
    old: str
    new: str
    at: str
    severity: Severity = Severity.ERROR
    also: tuple[tuple[str, str], ...] = ()


BAD = {
    "past": Bad("overdue", "review_due: 2028-03-01", "review_due: 2026-11-22", "2026-11-22"),
    "soon": Bad("review-dates", "review_due: 2028-03-01", "review_due: 2027-01-22", "2027-01-22", Severity.WARNING),
    "far": Bad("review-dates", "review_due: 2028-03-01", "review_due: 2029-03-02", "2029-03-02", Severity.WARNING),
    "to come": Bad("review-dates", "reviewed: 2026-03-01", "reviewed: 2026-11-24", "2026-11-24"),
    "no alternative": Bad("alternatives", *REVIEWED, "Microneedling\n", Severity.WARNING),
    "permanent": Bad("claims", PORES, "Your complexion looks smoother permanently.", "permanently"),
    "painless": Bad("claims", NUMB, "A numbing cream makes it painless.", "painless."),
    "safe": Bad("claims", SAFE, "It is safe, with points to keep in mind.", "safe, with"),
    "guaranteed": Bad("claims", PORES, "Smoother skin is\n              guaranteed.", "guaranteed"),
    "removes": Bad("claims", PORES, "It removes scars.", "removes scars"),
    "praise": Bad("claims", PORES, "A breakthrough for your skin.", "breakthrough", Severity.WARNING),
    "offer": Bad("claims", PORES, "Ask for our discount.", "discount"),
    "share off": Bad("claims", PORES, "Now 20% off.", "% off"),
    "radiofrequency": Bad("claims", AREA, "We use a radiofrequency device.", "radiofrequency"),
    "price": Bad("prices", PORES, "All this for £99.", "£99"),
    "figure": Bad("figures", PORES, "Skin looks smoother for 9 of us in 10 people.", "10 people"),
    "span": Bad("figures", SUN, "Stay out of the sun for 3 days.", "3 days"),
    "long": Bad("sentence-length", CHANNELS, LONG_26, LONG_26),
    "jargon": Bad("jargon", PORES, "There may be erythema.", "erythema", Severity.WARNING),
    "passive": Bad(
        "passive-steps",
        NUMB,
        "A cream is put on your skin.",
        "is put",
        Severity.WARNING,
        ((AREA, "The device is then moved over each area."),),
    ),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_leaflet_trips_its_rule_at_the_very_words(look: Look, project: Path, name: str) -> None:
    bad = BAD[name]
    found = [each for each in look((bad.old, bad.new), *bad.also).findings if each.rule == bad.rule]
    assert found
    text = (project / "content.yaml").read_text(encoding="utf-8")
    start = text.index(bad.at, text.index("treatments:"))
    line, column = text.count("\n", 0, start) + 1, start - text.rfind("\n", 0, start)
    place = found[0].spot.place
    assert (place.file, place.line, place.column) == ("content.yaml", line, column)
    assert found[0].severity is bad.severity
    assert found[0].what.endswith(".")
    assert found[0].mend.endswith(".")
    assert found[0].why
    assert found[0].source


FINE = {
    "due in 61 days": ("review_due: 2028-03-01", "review_due: 2027-01-23"),
    "36 months": ("review_due: 2028-03-01", "review_due: 2029-03-01"),
    "reviewed today": ("reviewed: 2026-03-01", "reviewed: 2026-11-23"),
    "not permanent": (PORES, "How your skin looks is not permanent."),
    "not painless": (NUMB, "It is not painless."),
    "safety": (SAFE, "Safety comes first. It is generally considered safe."),
    "no guarantee": (PORES, "There is no guarantee of smoother skin."),
    "a scar": (PORES, "Scars may show less."),
    "magnet": (PORES, "Tell us of any magnet in your body."),
    "a step": (NUMB, "Step 1 is a cream with SPF 50."),
    "25 words": (CHANNELS, LONG_26.removesuffix(" for it.") + "."),
    "explained": (PORES, "There may be erythema (redness)."),
    "explained by it": (PORES, "There may be redness (erythema)."),
    "one passive": (NUMB, "A cream is put on your skin."),
}


@pytest.mark.parametrize("name", FINE)
def test_a_near_miss_trips_no_rule(look: Look, name: str) -> None:
    assert [each.rule for each in look(FINE[name]).findings] == ["reviewer"]


def test_the_sample_has_one_warning_that_no_clinician_has_read_it(look: Look) -> None:
    (only,) = look().findings
    assert (only.rule, only.severity) == ("reviewer", Severity.WARNING)


def test_a_reviewed_leaflet_with_another_way_is_without_a_finding(look: Look) -> None:
    assert look(REVIEWED, (SAFE, "Having no treatment is a choice too.")).findings == ()


def test_a_figure_in_a_section_with_a_source_may_stand(look: Look) -> None:
    assert len(look((CHANNELS, "It takes 30 minutes."), ("part: before\n        steps:", SOURCED)).findings) == 1


SOURCED = "part: before\n        source: fda-devices\n        steps:"


def test_a_number_within_bounds_has_its_source_already(look: Look) -> None:
    values = "picture: needling\n    values:\n      days:\n        default: 3\n        unit: days\n        range:\n"
    values += "          - 1\n          - 7\n        source: clinic-policy\n"
    report = look(("picture: needling\n", values), (SUN, "Use sunscreen for {days} days."))
    assert [each.rule for each in report.findings] == ["reviewer"]


def test_radiofrequency_may_stand_in_its_own_leaflet(look: Look) -> None:
    own = ("    title: Microneedling\n", "    title: Radiofrequency microneedling\n")
    assert "claims" not in {each.rule for each in look(own, (AREA, "We use a radiofrequency device.")).findings}


@pytest.mark.parametrize(
    ("key", "part", "severity"),
    [
        ("steps", "step by step", Severity.WARNING),
        ("benefits", "why people", Severity.WARNING),
        ("points", "what to weigh", Severity.ERROR),
        ("call_us_if", "when to call", Severity.ERROR),
    ],
)
def test_a_part_that_is_missing_is_named(look: Look, project: Path, key: str, part: str, severity: Severity) -> None:
    file = project / "content.yaml"
    lines = file.read_text(encoding="utf-8").split("\n      - title: ")
    ends = lines[-1].index("\n    # Who wrote")
    kept = [each for each in lines if f"\n        {key}:" not in each]
    end = lines[-1][ends:] if lines[-1] not in kept else ""
    file.write_text("\n      - title: ".join(kept) + end, encoding="utf-8")
    (found,) = (each for each in look().findings if each.rule == "required-parts")
    assert part in found.what
    assert found.severity is severity


def test_hard_words_are_graded(look: Look) -> None:
    hard = "Photobiological rehabilitation necessitates extraordinarily conscientious dermatological supervision. " * 3
    found = {each.rule: each for each in look((CHANNELS, hard), (NUMB, hard)).findings}
    assert found["reading-grade"].severity is Severity.ERROR
    assert "Flesch-Kincaid" in found["reading-grade"].what


def test_other_languages_are_judged_by_length_alone_and_it_says_so(look: Look) -> None:
    hard = "Photobiologische Rehabilitationsmassnahmen erfordern ausserordentliche Gewissenhaftigkeit. " * 24
    rules = {each.rule: each for each in look((CHANNELS, hard), language="de").findings}
    assert "only the length of words and sentences" in rules["sentence-length"].what
    assert "reading-grade" not in rules


def test_a_review_in_the_past_counts_from_the_day_that_is_handed_in(look: Look) -> None:
    assert "overdue" not in {each.rule for each in look(today=date(2028, 3, 1)).findings}
    assert "1 day ago" in next(e.what for e in look(today=date(2028, 3, 2)).findings if e.rule == "overdue")


def test_rules_have_names_of_their_own_and_say_why_and_who(look: Look) -> None:
    del look
    assert len({rule.name for rule in RULES}) == len(RULES)
    assert all(rule.why.endswith(".") and rule.source and rule.looks_for for rule in RULES)


def test_what_a_waiver_covers_is_set_aside_until_it_ends(look: Look) -> None:
    waiver = (
        "waivers:\n  - rule: reviewer\n    place: {}\n    reason: The reviewer is on leave.\n    until: 2026-11-23\n"
    )
    for place in ("microneedling", "content.yaml", "content.yaml:86"):
        report = look(settings=waiver.format(place))
        assert (len(report.findings), len(report.waived)) == (0, 1)
    assert len(look(settings=waiver.format("content.yaml:8")).findings) == 1
    assert len(look(settings=waiver.format("microneedling"), today=date(2026, 11, 24)).findings) == 1


def test_a_folder_sets_how_much_a_rule_counts(look: Look) -> None:
    assert look(settings="severity:\n  reviewer: error\n").errors
    assert not look(settings="severity:\n  reviewer: off\n").findings


def test_words_without_a_source_are_an_error(look: Look, project: Path) -> None:
    file = project / "content.yaml"
    text = file.read_text(encoding="utf-8")
    text = text[: text.index("      sources:")].replace("        source: fda-consumer\n", "")
    file.write_text(text.replace("        editable_by_clinic: yes\n", ""), encoding="utf-8")
    (found,) = look().errors
    assert found.rule == "required-parts"
    assert "source" in found.what
