"""A translation has every line of the words, and nothing else: each mistake at its line."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pytest

if TYPE_CHECKING:
    from bilingual import Project


class Slip(NamedTuple):
    """An edit of the translation, the words in the line of its problem, and what that says."""

    old: str
    new: str
    at: str
    says: str
    file: str = "content.de.yaml"


SLIPS = {
    "no heading": Slip("        title: Was geschieht\n", "", "- id: steps", '"title" is missing here. Add a line'),
    "no summary": Slip(
        "    summary: Eine Behandlung ohne Operation, die Ihrer Haut helfen kann, sich zu erneuern.\n",
        "",
        "  microneedling:",
        '"summary" is missing here, and stands in content.yaml:15:14.',
    ),
    "no note": Slip(
        "        note: Ergebnisse sind von Mensch zu Mensch verschieden.\n",
        "",
        "- id: benefits",
        '"note" is missing here, and stands in content.yaml:',
    ),
    "a note too many": Slip(
        "        title: Vor dem Termin\n",
        "        title: Vor dem Termin\n        note: Bis bald.\n",
        "note: Bis bald.",
        'content.yaml has no "note" here.',
    ),
    "a step too few": Slip(
        "          - name: Wir betäuben Ihre Haut\n"
        "            text: Eine Creme hält das Unbehagen klein. Meist ist die Behandlung gut auszuhalten.\n",
        "",
        "        steps:$",
        '"steps" has 2 here and 3 in content.yaml:',
    ),
    "no aftercare": Slip(
        "      - id: aftercare\n", "      - id: afterware\n", "- id: afterware", 'is called "afterware"'
    ),
    "another kind": Slip("call_us_if: Ihre Haut", "text: Ihre Haut", "id: call_us_if", 'one of "call_us_if"'),
    "an icon": Slip(
        "          - name: Mehr Kollagen\n",
        "          - name: Mehr Kollagen\n            icon: sun\n",
        "icon: sun",
        '"icon" is the same in every language and stands in content.yaml.',
    ),
    "a part": Slip(
        "      - id: steps\n", "      - id: steps\n        part: before\n", "part: before", '"part" is the same'
    ),
    "a placeholder lost": Slip(
        "Results differ from person to person.",
        "Ask {clinic.name}.",
        "note: Ergebnisse",
        'has "{clinic.name}" in these words. Put it in here too.',
        "content.yaml",
    ),
    "a placeholder too many": Slip(
        "note: Ergebnisse sind",
        "note: Ergebnisse von {clinic.name} sind",
        "note: Erg",
        '"{clinic.name}" is not in these',
    ),
    "another treatment": Slip(
        "  microneedling:\n", "  microneedle:\n", "  microneedle:", 'Did you mean "microneedling"?'
    ),
    "another language": Slip("language: de", "language: pl", "language: pl", "is called content.de.yaml"),
    "the words' own language": Slip("language: de", "language: en", "language: en", 'are in "en" already'),
    "an unknown key": Slip("translator: Project", "translater: Project", "translater:", 'Did you mean "translator" or'),
    "a picture": Slip(
        "    also_called:", "    picture: needling\n    also_called:", "picture:", '"picture" is not a word'
    ),
    "a day that is none": Slip("reviewed: 2026-11-23", "reviewed: soon", "reviewed: soon", '"soon" is not a date'),
    "two sections of one name": Slip(
        "- id: points", "- id: text", "title: Vor dem Termin", 'Two sections are called "text"'
    ),
}


@pytest.mark.parametrize("name", SLIPS)
def test_each_slip_is_told_at_its_line(project: Project, name: str) -> None:
    slip = SLIPS[name]
    project.edit(slip.file, slip.old, slip.new)
    found = [(each.place.file, each.place.line, each.message) for each in project.problems()]
    line = project.line(slip.at) - ("title: Vor" in slip.at)
    assert [message for file, number, message in found if (file, number) == ("content.de.yaml", line)], found
    assert any(slip.says in message for _, number, message in found if number == line), found


def test_a_section_without_a_partner_is_missed(project: Project) -> None:
    project.edit("content.yaml", "        id: aftercare\n", "        id: later\n")
    said = [each.message for each in project.problems()]
    assert any('No section of content.yaml is called "aftercare"' in message for message in said)
    assert any(
        message.startswith('The section "later" of content.yaml:') and "is missing" in message for message in said
    )


def test_sections_are_paired_by_their_names_and_not_by_their_places(project: Project) -> None:
    before = project.load().treatment("microneedling", "de")
    text = (project.folder / "content.de.yaml").read_text(encoding="utf-8")
    start, end = text.index("      - id: steps"), text.index("      - id: benefits")
    about = text.index("    about:")
    (project.folder / "content.de.yaml").write_text(
        text[:start] + text[end:about] + text[start:end] + text[about:], encoding="utf-8"
    )
    after = project.load().treatment("microneedling", "de")
    assert [section.title for section in after.sections] == [section.title for section in before.sections]
    assert after == before


def test_what_is_no_word_is_that_of_the_content_file(project: Project) -> None:
    content = project.load()
    english, german = (content.treatment("microneedling", language) for language in ("en", "de"))
    assert german.title.place is not None
    assert german.title.place.file == "content.de.yaml"
    assert (german.picture, german.about, german.values) == (english.picture, english.about, english.values)
    icons = [[item.icon for item in each.sections[2].benefits] for each in (english, german)]  # type: ignore[union-attr]
    assert icons[0] == icons[1] != [None] * 5
    assert [section.part for section in german.sections] == [section.part for section in english.sections]
    assert german.dated.isoformat() == "2026-11-23"
    assert english.dated.isoformat() == "2026-03-01"


def test_what_is_the_same_in_every_language_may_be_left_out(project: Project) -> None:
    project.german("    title: Microneedling\n    also_called: Kollageninduktion\n", "")
    assert len(project.problems()) == 2
    project.edit(
        "content.yaml",
        "    picture: needling\n",
        "    picture: needling\n    same_in_every_language:\n      - title\n      - also_called\n",
    )
    assert project.load().treatment("microneedling", "de").also_called == "collagen induction therapy"
    project.edit("content.yaml", "      - also_called\n", "      - also_caled\n")
    said = [each.message for each in project.problems()]
    assert any('"also_caled". Did you mean "also_called"?' in message for message in said)


def test_a_clinic_says_its_own_words_in_each_of_its_languages(project: Project) -> None:
    project.edit("clinics.yaml", "        small_print: Eine erfundene Praxis.\n", "")
    (problem,) = project.problems()
    assert problem.place.line == project.line("      - de", "clinics.yaml")
    assert problem.message.endswith("Under words, de, add small_print:")


def test_a_changed_section_is_changed_in_both_languages_or_in_none(project: Project) -> None:
    phone = "    phone: 01632 960 123\n"
    words = "    changes:\n      microneedling:\n        en:\n          call_us_if: You are not well.\n"
    project.edit("clinics.yaml", phone, phone + words)
    (problem,) = project.problems()
    assert '"alder" gives leaflets in "de" too, and there this change is missing' in problem.message
    project.edit(
        "clinics.yaml",
        "call_us_if: You are not well.\n",
        "call_us_if: You are not well.\n        de:\n          call_us_if: Es geht Ihnen schlecht.\n",
    )
    project.load()


def test_the_words_in_several_languages_may_lie_in_a_folder_below(project: Project) -> None:
    (project.folder / "words").mkdir()
    for name in ("content.yaml", "content.de.yaml"):
        (project.folder / name).rename(project.folder / "words" / name)
    (project.folder / "handouts.yaml").write_text("content: words/content.yaml\n", encoding="utf-8")
    content = project.load()
    assert content.languages == ("en", "de")
    assert str(content.treatment("microneedling", "de").title.place).startswith("words/content.de.yaml:")
