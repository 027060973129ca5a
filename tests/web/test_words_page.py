"""The words, changed on the page: tried, saved, refused, taken back, and never over somebody else's."""

from __future__ import annotations

import hashlib
import threading
from typing import TYPE_CHECKING

import pytest
from desk_clerk import SAME, Clerk, Page

import handouts
from handouts.press.plan import one
from handouts.press.stages import Press
from handouts.web.spots import marked

if TYPE_CHECKING:
    from pathlib import Path

    from werkzeug.test import TestResponse

CHOICE = "?treatment=microneedling&clinic=alder&language=en&layout=a4"
PORES = "treatments/microneedling/sections/2/benefits/3/text"
OLD = "Your complexion can look smoother."
NEW = "Your skin can look a little smoother."


def digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def saved(clerk: Clerk, folder: Path, key: str, words: str, file: str = "content.yaml", **more: str) -> TestResponse:
    said = {"file": file, "key": key, "words": words, "read": digest(folder / file), **more}
    return clerk.post(f"/edit{CHOICE}", **said)


def test_every_word_of_the_leaflet_has_a_field_named_like_its_heading(clerk: Clerk) -> None:
    page = clerk.page(f"/edit{CHOICE}")
    for label in (
        "Title",
        "What happens: step 1, name",
        "What happens: step 1, words",
        "Why people choose it: benefit 4, words",
        "Before you book: point 2",
        "After your treatment: avoid 1",
        "Call us if: words",
        "About: reviewed by",
        "Opening hours, line 1",
        "Brand colour",
        "Address, line 3",
    ):
        assert label in page.text
    labels = [each["for"] for each in page.all("label")]
    controls = {each["id"] for tag in ("input", "textarea") for each in page.all(tag) if each.get("name") == "words"}
    assert set(labels) == controls
    assert len(labels) == len(controls) > 50


def test_saving_changes_one_line_of_the_file_and_the_page(clerk: Clerk, folder: Path) -> None:
    before = (folder / "content.yaml").read_text(encoding="utf-8")
    answer = saved(clerk, folder, PORES, NEW)
    assert answer.status_code == 303
    after = (folder / "content.yaml").read_text(encoding="utf-8")
    assert after == before.replace(OLD, NEW)
    page = clerk.page(answer.headers["Location"])
    assert NEW in page.text
    assert "Saved: Why people choose it: benefit 4, words." in page.text


def test_the_last_change_is_taken_back_to_the_byte(clerk: Clerk, folder: Path) -> None:
    before = (folder / "content.yaml").read_bytes()
    saved(clerk, folder, PORES, NEW)
    assert clerk.post(f"/undo{CHOICE}").status_code == 303
    assert (folder / "content.yaml").read_bytes() == before
    assert "Undo" not in clerk.page(f"/edit{CHOICE}").text


def test_a_change_is_not_taken_back_over_a_later_one(clerk: Clerk, folder: Path) -> None:
    saved(clerk, folder, PORES, NEW)
    file = folder / "content.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("Collagen boost", "More collagen"), encoding="utf-8")
    later = file.read_bytes()
    assert clerk.post(f"/undo{CHOICE}").status_code == 409
    assert file.read_bytes() == later


def test_two_people_at_once_both_see_both(clerk: Clerk, folder: Path) -> None:
    file = folder / "content.yaml"
    read = digest(file)
    assert saved(clerk, folder, PORES, "Anna's words.").status_code == 303
    theirs = file.read_bytes()
    answer = saved(clerk, folder, PORES, "Ben's words.", read=read)
    page = Page(answer.text)
    assert answer.status_code == 409
    assert "Somebody else has changed this file" in page.text
    assert "Anna's words." in page.text
    assert "Ben's words." in page.text
    assert file.read_bytes() == theirs
    (form,) = [each for each in page.all("input") if each.get("name") == "read"]
    assert saved(clerk, folder, PORES, "Ben's words.", read=form["value"] or "").status_code == 303
    assert "Ben's words." in file.read_text(encoding="utf-8")


def test_of_many_who_save_at_once_one_does_and_the_others_are_told(clerk: Clerk, folder: Path) -> None:
    read = digest(folder / "content.yaml")
    codes: list[int] = []

    def one_of_many(number: int) -> None:
        own = Clerk(clerk.app)
        own.client.set_cookie("handouts", clerk.run.guard.pass_)
        codes.append(saved(own, folder, PORES, f"Words of {number}.", read=read).status_code)

    threads = [threading.Thread(target=one_of_many, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(codes) == [303, *[409] * 5]


@pytest.mark.parametrize(
    ("key", "words", "file", "says"),
    [
        (PORES, "", "content.yaml", "There are no words here."),
        (PORES, "Ask {clinik.name}.", "content.yaml", 'Did you mean "clinic.name"'),
        ("treatments/microneedling/about/review_due", "soon", "content.yaml", '"soon" is not a date'),
        ("clinics/alder/brand/colour", "green", "clinics.yaml", '"green" is not a colour'),
        ("clinics/alder/phone", "12", "clinics.yaml", "cannot be dialled in GB"),
        ("clinics/alder/brand/logo", "../../secret.png", "clinics.yaml", "must be a file below this folder"),
    ],
)
def test_what_check_would_refuse_is_not_saved_and_told_in_its_words(
    clerk: Clerk, folder: Path, key: str, words: str, file: str, says: str
) -> None:
    before = (folder / file).read_bytes()
    answer = saved(clerk, folder, key, words, file)
    assert answer.status_code == 422
    assert says in Page(answer.text).text
    assert (folder / file).read_bytes() == before
    (kept,) = [each for each in Page(answer.text).elements if (each[1].get("value") or "") == words and words] or [None]
    assert kept is not None or len(words) > 60 or not words or words in answer.text


def test_what_is_typed_shows_its_page_and_is_not_written(clerk: Clerk, folder: Path) -> None:
    before = (folder / "content.yaml").read_bytes()
    said = {"file": "content.yaml", "key": PORES, "words": NEW}
    page = Page(clerk.post(f"/try{CHOICE}", **said).text)
    shown = [each["src"] for each in page.all("img") if each.get("class") == "page"]
    assert shown != [each["src"] for each in clerk.page(f"/edit{CHOICE}").all("img") if each.get("class") == "page"]
    assert clerk.get(shown[0] or "").mimetype == "image/png"
    assert NEW in page.text
    assert (folder / "content.yaml").read_bytes() == before


def test_too_many_words_are_told_while_one_types(clerk: Clerk) -> None:
    said = {"file": "content.yaml", "key": PORES, "words": f"{OLD} " * 40}
    page = Page(clerk.post(f"/try{CHOICE}", **said).text)
    assert 'too long for the layout "a4"' in page.text
    assert "words. The layout" in page.text or "by about" in page.text


def test_words_of_several_paragraphs_come_back_as_they_were_typed(clerk: Clerk, folder: Path) -> None:
    key = "treatments/microneedling/sections/0/text"
    assert saved(clerk, folder, key, "One paragraph.\r\nAnother one.").status_code == 303
    section = handouts.load(folder).treatments["microneedling"].sections[0]
    assert section.text == "One paragraph.\nAnother one.\n"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("file", "key"),
    [
        ("handouts.yaml", PORES),
        ("../content.yaml", PORES),
        ("content.yaml", "language"),
        ("content.yaml", "treatments/microneedling/sections/2/benefits/3/icon"),
        ("content.yaml", "treatments/microneedling/sections/2/benefits/99/text"),
        ("content.yaml", "treatments"),
        ("content.yaml", ""),
        ("clinics.yaml", "clinics/bayview/name"),
        ("clinics.yaml", "defaults/country"),
    ],
)
def test_what_has_no_field_on_the_page_cannot_be_changed(clerk: Clerk, folder: Path, file: str, key: str) -> None:
    before = {path: path.read_bytes() for path in folder.glob("*.yaml")}
    for path in ("/edit", "/try"):
        said = {"file": file, "key": key, "words": "Changed.", "read": digest(folder / "content.yaml")}
        assert clerk.post(f"{path}{CHOICE}", **said).status_code == 404
    assert {path: path.read_bytes() for path in folder.glob("*.yaml")} == before


def test_a_clinic_s_own_colour_is_shown_with_how_white_stands_out_from_it(clerk: Clerk) -> None:
    assert "White on it: 7.7 to 1." in clerk.page(f"/edit{CHOICE}").text


def test_the_words_on_the_page_lead_to_their_fields(clerk: Clerk) -> None:
    page = clerk.page(f"/edit{CHOICE}")
    spots = {(each["href"] or "").removeprefix("#") for each in page.all("a", tabindex="-1")}
    forms = {each["id"] for each in page.all("form", class_="field")}
    assert spots <= forms
    assert len(spots) > 40


def test_spots_stand_where_the_words_are(folder: Path) -> None:
    content = handouts.load(folder)
    press = Press(content)
    ticket = press.ticket(one(content, "microneedling", clinic="alder", layout="a4"))
    document = press.compose(ticket)
    (page,) = marked(press.typeset(ticket, document), document)
    title = content.treatments["microneedling"].title.place
    (spot,) = [each for each in page.spots if each.place == title]
    assert (page.width, page.height) == pytest.approx((595.28, 841.89), abs=0.1)
    assert spot.y < page.height / 6  # near the top, where the heading is
    assert 100 < spot.width < 300
    assert all(each.x >= 0 and each.x + each.width <= page.width for each in page.spots)


def test_a_finding_beside_the_page_leads_to_its_field(clerk: Clerk) -> None:
    page = clerk.page(f"/{CHOICE}")
    (link,) = [each["href"] or "" for each in page.all("a") if "&place=" in (each.get("href") or "")]
    answer = clerk.get(link)
    assert answer.status_code == 302
    number = answer.headers["Location"].rpartition("#f")[2]
    fields = clerk.page(f"/edit{CHOICE}")
    assert fields.one("input", id=f"w{number}")["value"] == "none"  # About: reviewed by


@pytest.mark.parametrize(
    "place", ["", "content.yaml", "content.yaml:x:y", "nowhere.yaml:1:1", ":::", "content.yaml:999999:9"]
)
def test_a_place_that_is_none_leads_to_some_field(clerk: Clerk, place: str) -> None:
    assert clerk.get(f"/edit{CHOICE}&place={place}").status_code == 302


def test_a_read_only_page_has_no_fields(clerk: Clerk, folder: Path) -> None:
    clerk.run.read_only = True
    assert "Edit the words" not in clerk.page(f"/{CHOICE}").text
    assert saved(clerk, folder, PORES, NEW).status_code == 403
    assert clerk.get(f"/edit{CHOICE}").status_code == 403


def test_a_folder_that_takes_no_file_keeps_the_old_words(
    clerk: Clerk, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_arguments: object, **_more: object) -> None:
        raise OSError(28, "No space left on device")

    before = (folder / "content.yaml").read_bytes()
    monkeypatch.setattr("handouts.press.output.os.replace", full)
    answer = saved(clerk, folder, PORES, NEW)
    assert (answer.status_code, "the disk is full" in answer.text) == (409, True)
    assert (folder / "content.yaml").read_bytes() == before
    assert sorted(path.name for path in folder.iterdir() if path.name.startswith(".handouts-")) == []
    assert SAME["Origin"] == "http://localhost"
