"""What a translation has missed: words that changed since, and words that nobody translated."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from bilingual import TODAY

from handouts.errors import Severity
from handouts.press.choice import Choice
from handouts.press.looking import Looking
from handouts.press.plan import plan

if TYPE_CHECKING:
    from bilingual import Project

    from handouts.preflight import Finding

GERMAN = Choice(clinics=("alder",), languages=("de",))


def found(project: Project, rule: str) -> list[Finding]:
    content = project.load()
    return [each for each in Looking.over(content, TODAY).findings(plan(content, GERMAN)) if each.rule == rule]


@pytest.mark.parametrize("rule", ["stale-translation", "untranslated", "review-dates"])
def test_a_translation_in_order_has_nothing_but_its_name_in_common_with_the_words(project: Project, rule: str) -> None:
    notes = [(each.severity, each.what) for each in found(project, rule)]
    names = [(Severity.WARNING, '"Microneedling" is in "en" still, or a name.')] if rule == "untranslated" else []
    assert notes == names


def test_words_that_change_make_their_section_of_the_translation_stale(project: Project) -> None:
    project.edit("content.yaml", "Use high-SPF sunscreen regularly.", "Use high-SPF sunscreen every day.")
    (finding,) = found(project, "stale-translation")
    assert (finding.severity, finding.where) == (Severity.ERROR, "microneedling/aftercare")
    assert finding.spot.place.line == project.line("Nach der Behandlung")
    assert "handouts translate de --mark" in finding.mend
    project.mark()
    assert found(project, "stale-translation") == []


def test_the_lines_above_the_sections_count_too(project: Project) -> None:
    project.edit("content.yaml", "can help your skin to renew itself.\n", "may help your skin to renew itself.\n")
    (finding,) = found(project, "stale-translation")
    assert finding.spot.place.line == project.line("    title: Microneedling")


def test_another_way_of_writing_the_same_words_makes_nothing_stale(project: Project) -> None:
    project.edit("content.yaml", "    title: Microneedling\n", '    # A name.\n    title: "Microneedling"\n')
    project.edit("content.yaml", "            icon: sparkles\n", "            icon: sun\n")
    assert found(project, "stale-translation") == []


def test_a_version_that_moves_without_the_words_is_a_warning_and_with_them_an_error(project: Project) -> None:
    project.edit("content.yaml", 'version: "1.0"', 'version: "1.1"')
    (finding,) = found(project, "stale-translation")
    assert (finding.severity, finding.spot.place.line) == (Severity.WARNING, project.line("translated_from"))
    project.edit("content.yaml", "Results differ from person to person.", "Results differ.")
    assert [each.severity for each in found(project, "stale-translation")] == [Severity.ERROR] * 2


def test_without_marks_only_the_version_is_looked_at_and_that_is_said(project: Project) -> None:
    text = (project.folder / "content.de.yaml").read_text(encoding="utf-8")
    start = text.index("      translated_words:")
    (project.folder / "content.de.yaml").write_text(text[:start], encoding="utf-8")
    (finding,) = found(project, "stale-translation")
    assert (finding.severity, "only their version is looked at" in finding.what) == (Severity.WARNING, True)
    project.edit("content.yaml", 'version: "1.0"', 'version: "1.1"')
    assert [each.severity for each in found(project, "stale-translation")] == [Severity.ERROR]


@pytest.mark.parametrize(
    ("old", "new", "severity"),
    [
        ("Ihr Hautbild kann glatter wirken.", "Your complexion can look smoother.", Severity.ERROR),
        ("Meist ist die Behandlung gut auszuhalten.", "Treatment is usually easy to bear.", Severity.ERROR),
        ("title: Was geschieht", "title: What happens", Severity.WARNING),
    ],
)
def test_sentences_that_nobody_translated_are_found_where_they_stand(
    project: Project, old: str, new: str, severity: Severity
) -> None:
    project.german(old, new)
    (finding,) = (each for each in found(project, "untranslated") if "Microneedling" not in each.what)
    assert (finding.severity, finding.spot.place.line) == (severity, project.line(new))
    assert finding.spot.length == len(new.removeprefix("title: "))


def test_a_name_that_is_the_same_in_every_language_is_not_left_over(project: Project) -> None:
    project.edit(
        "content.yaml", "    picture: needling\n", "    picture: needling\n    same_in_every_language:\n      - title\n"
    )
    assert found(project, "untranslated") == []


def test_a_translation_that_was_reviewed_tomorrow_is_not_believed(project: Project) -> None:
    project.german("reviewed: 2026-11-23", "reviewed: 2026-11-24")
    (finding,) = found(project, "review-dates")
    assert (finding.spot.place.file, finding.spot.place.line) == (
        "content.de.yaml",
        project.line("reviewed: 2026-11-24"),
    )


def test_a_treatment_that_a_clinic_has_in_some_languages_only_is_said(project: Project) -> None:
    text = (project.folder / "content.yaml").read_text(encoding="utf-8")
    start = text.index("  microneedling:\n")
    more = text[start:].replace("  microneedling:\n", "  peeling:\n")
    (project.folder / "content.yaml").write_text(text + more, encoding="utf-8")
    content = project.load()
    jobs = plan(content)
    assert [job for job in jobs if (job.treatment, job.language) == ("peeling", "de")] == []
    (said,) = Looking.over(content, TODAY).settings(jobs)
    assert said.message == '"peeling" has no words in "de", so no such leaflet is made. Add it to content.de.yaml.'
    assert (said.severity, said.place.line) == (Severity.WARNING, project.line("      - de", "clinics.yaml"))
