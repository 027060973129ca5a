"""What the page shows, and that it shows what the program makes."""

from __future__ import annotations

import io
import re
from threading import Thread
from typing import TYPE_CHECKING

import pypdfium2
import pytest
from desk_clerk import TODAY, Clerk, Page, opened
from PIL import Image

import handouts
from handouts.layouts import available, find
from handouts.press.pictures import pictures
from handouts.press.project import copy_layout
from handouts.web.printing import how_to_print
from handouts.web.titles import titles

if TYPE_CHECKING:
    from pathlib import Path

    from handouts.press.equipment import Equipment

A4 = "/?treatment=microneedling&clinic=alder&language=en&layout=a4"


def edited(folder: Path, old: str, new: str, name: str = "content.yaml") -> None:
    text = (folder / name).read_text(encoding="utf-8")
    assert text.count(old) == 1, old
    (folder / name).write_text(text.replace(old, new), encoding="utf-8")


def test_the_four_choices_are_labelled_and_the_buttons_stand_in_their_order(clerk: Clerk) -> None:
    page = clerk.page(A4)
    for field in ("treatment", "clinic", "language", "edition", "part"):
        page.one("label", for_=field)
        page.one("select", id=field)
    checked = [each["value"] for each in page.all("input", type="radio") if "checked" in each]
    assert checked == ["a4"]
    links = [
        (each.get("href") or "").partition("?")[0] for each in page.all("a") if "button" in (each.get("class") or "")
    ]
    assert links[:2] == ["/leaflet.pdf", "/leaflet.pdf"]
    assert "save=1" in (page.all("a", class_="button")[0]["href"] or "")
    assert "Print on A4, on one side, at 100 %" in page.text


def test_the_page_is_that_of_the_pdf_pixel_by_pixel(clerk: Clerk, folder: Path) -> None:
    page = clerk.page(A4.replace("a4", "a4-two-sided"))
    shown = [each for each in page.all("img") if each.get("class") == "page"]
    made = handouts.render(handouts.load(folder), "microneedling", clinic="alder", layout="a4-two-sided")
    drawn = pictures(made.data, 96)
    assert len(shown) == len(drawn) == 2
    for image, picture in zip(shown, drawn, strict=True):
        got = Image.open(io.BytesIO(clerk.get(image["src"] or "").data)).convert("RGB")
        assert got.tobytes() == picture.tobytes()
    assert "Page 1 of 2" in page.text
    assert "Page 2 of 2" in page.text


def test_what_is_printed_and_saved_is_what_build_writes(clerk: Clerk, folder: Path) -> None:
    made = handouts.render(handouts.load(folder), "microneedling", clinic="alder", layout="a4").data
    printed, saved = clerk.get(f"/leaflet.pdf{A4[1:]}"), clerk.get(f"/leaflet.pdf{A4[1:]}&save=1")
    assert printed.data == saved.data == made
    assert printed.headers["Content-Disposition"] == 'inline; filename="microneedling_alder_en_a4.pdf"'
    assert saved.headers["Content-Disposition"].startswith("attachment;")


def test_a_booklet_is_printed_on_its_sheets_and_saved_page_by_page(clerk: Clerk) -> None:
    query = "?clinic=alder&layout=a5-booklet"
    printed, saved = (clerk.get(f"/leaflet.pdf{query}{more}").data for more in ("", "&save=1"))
    assert [len(pypdfium2.PdfDocument(data)) for data in (printed, saved)] == [4, 8]
    assert "Print on A4, landscape, on both sides, flip on the short edge" in clerk.page(f"/{query}").text


@pytest.mark.parametrize("name", available(__import__("pathlib").Path()))
def test_every_layout_says_how_it_is_printed(name: str, folder: Path) -> None:
    said = how_to_print(find(name, folder))
    assert said.startswith("Print on ")
    assert " mm" not in said  # the paper has a name


def test_the_last_choice_is_remembered(clerk: Clerk) -> None:
    clerk.page("/?clinic=bayview&layout=letter-two-sided")
    answer = clerk.get("/")
    assert "clinic=bayview" in answer.headers["Location"]
    assert "layout=letter-two-sided" in answer.headers["Location"]


def test_a_bookmark_of_what_is_gone_says_so_and_shows_the_nearest(clerk: Clerk) -> None:
    page = clerk.page("/?treatment=gone&clinic=alder&layout=a9")
    assert "No longer there: gone, a9." in page.text
    assert [each["value"] for each in page.all("input", type="radio") if "checked" in each] == ["a4"]


def test_the_words_of_the_page_are_there_for_who_listens(clerk: Clerk) -> None:
    page = clerk.page(A4)
    for words in (
        "A numbing cream helps keep discomfort small.",
        "Call us if",
        "Results differ from person to person.",
    ):
        assert words in page.text
    assert [name for name, _ in page.elements if name == "ol"] == ["ol"]


def test_findings_stand_beside_the_page_in_the_words_of_check(clerk: Clerk, folder: Path) -> None:
    assert "No clinician has reviewed" in clerk.page(A4).text
    edited(folder, "Your complexion can look smoother.", "It removes scars.")
    page = clerk.page(A4)
    assert "removes scars" in page.text.lower()
    assert "This leaflet is held back" in page.text
    assert not [each for each in page.all("a") if (each.get("href") or "").startswith("/leaflet.pdf")]
    answer = clerk.get(f"/leaflet.pdf{A4[1:]}")
    assert (answer.status_code, answer.mimetype) == (409, "text/html")


def test_words_that_do_not_fit_are_told_with_their_place(clerk: Clerk, folder: Path) -> None:
    edited(folder, "Your complexion can look smoother.", "Your complexion can look smoother. " * 40)
    page = clerk.page(A4)
    assert 'too long for the layout "a4"' in page.text
    assert "This leaflet cannot be made as it is." in page.text
    assert clerk.get("/thumbnail.png" + A4[1:]).headers["Location"] == "/static/unfit.svg"


def test_mistakes_in_the_files_are_told_all_at_once_and_the_page_goes_on_when_they_are_mended(
    clerk: Clerk, folder: Path
) -> None:
    edited(folder, "    title: Microneedling\n", "    titel: Microneedling\n")
    edited(folder, 'colour: "#1f5c57"', "colour: green", "clinics.yaml")
    page = clerk.page(A4)
    assert 'Did you mean "title"' in page.text
    assert '"green" is not a colour' in page.text
    for path in ("/gallery", "/status"):
        assert "The files have mistakes" in clerk.page(path).text
    edited(folder, "    titel: Microneedling\n", "    title: Microneedling\n")
    edited(folder, "colour: green", 'colour: "#1f5c57"', "clinics.yaml")
    assert "The files have mistakes" not in clerk.page(A4).text


@pytest.mark.parametrize(
    ("due", "says", "kind"),
    [
        ("2026-11-22", "was due on 2026-11-22", "bar past"),
        ("2027-01-22", "is due on 2027-01-22, in 60 days", "bar soon"),
        ("2027-01-23", "", ""),
    ],
)
def test_a_bar_tells_of_a_review_that_is_past_or_soon(
    clerk: Clerk, folder: Path, due: str, says: str, kind: str
) -> None:
    edited(folder, "review_due: 2028-03-01", f"review_due: {due}")
    page = clerk.page(A4)
    assert says in page.text
    assert [each["class"] for each in page.all("p") if (each.get("class") or "").startswith("bar s")] == [
        kind for kind in [kind] if kind == "bar soon"
    ]
    assert bool(page.all("p", class_="bar past")) is (kind == "bar past")


def test_the_gallery_has_every_layout_as_a_small_picture(clerk: Clerk, folder: Path) -> None:
    page = clerk.page("/gallery?clinic=alder")
    wanted = [name for name in available(folder) if not name.endswith("-bundle")]
    shown = [each["src"] or "" for each in page.all("img") if "thumbnail" in (each.get("src") or "")]
    assert len(shown) == len(wanted)
    picture = Image.open(io.BytesIO(clerk.get(shown[0]).data))
    assert picture.size == (298, 421)  # A4 at 36 dpi


def test_the_status_lists_what_is_due_when(clerk: Clerk) -> None:
    page = clerk.page("/status")
    assert "2028-03-01 , in 464 days" in page.text
    assert "Alder Skin Clinic" in page.text
    assert "nobody yet: sample text" in page.text


def test_a_folder_in_two_languages_offers_both(folder: Path, equipment: Equipment, repository: Path) -> None:
    source = repository / "tests" / "translation" / "content.de.yaml"
    (folder / "content.de.yaml").write_bytes(source.read_bytes())
    words = "    words:\n      de:\n        hours: [Mo]\n        emergency: {text: Im Notfall, phone: 999}\n"
    edited(
        folder,
        "    phone: 01632 960 123\n",
        f"    phone: 01632 960 123\n    languages: [en, de]\n{words}        small_print: Eine Praxis.\n",
        "clinics.yaml",
    )
    page = opened(folder, equipment).page("/?clinic=alder&language=de")
    assert [each["value"] for each in page.all("option") if each["value"] in {"en", "de"}] == ["en", "de"]
    assert "Was geschieht" in page.text


def test_names_with_signs_of_markup_are_words(clerk: Clerk, folder: Path) -> None:
    edited(folder, "    name: Alder Skin Clinic\n", "    name: <script>alert(1)</script> & Co\n", "clinics.yaml")
    answer = clerk.get(A4)
    assert "<script>alert" not in answer.text
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; Co" in answer.text


def test_a_fault_of_ours_is_told_to_who_started_the_page_and_shows_no_words(
    folder: Path, equipment: Equipment, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[BaseException] = []
    clerk = opened(folder, equipment, fault=told.append)
    monkeypatch.setattr("handouts.web.leaflets.how_to_print", lambda _: 1 / 0)
    answer = clerk.get(A4)
    assert (answer.status_code, [type(each) for each in told]) == (500, [ZeroDivisionError])
    assert "A fault of handouts" in Page(answer.text).text
    assert TODAY.year == 2026


def test_every_layout_goes_by_its_title(folder: Path) -> None:
    copy_layout(folder, "a4", "quoted")
    path = folder / "layouts" / "quoted.yaml"
    quoted = re.sub(r"(?m)^title: .*$", 'title: "Quoted: #1"  # ours', path.read_text(encoding="utf-8"))
    path.write_text(quoted, encoding="utf-8")
    assert titles(folder) == {name: str(find(name, folder).title) for name in available(folder)}
    assert titles(folder)["quoted"] == "Quoted: #1"


def test_a_layout_of_ones_own_is_seen_as_it_changes_and_its_mistakes_stop_no_other(clerk: Clerk, folder: Path) -> None:
    copy_layout(folder, "a4", "ours")
    asked = A4.replace("layout=a4", "layout=ours")
    assert "A4 sheet, one side (ours)" in clerk.page(asked).text
    edited(folder, "title: A4 sheet, one side (ours)", "title: Our sheet", "layouts/ours.yaml")
    assert "Our sheet" in clerk.page(asked).text
    edited(folder, "title: Our sheet", "titel: Our sheet", "layouts/ours.yaml")
    page = clerk.page(asked)
    assert 'Did you mean "title"' in page.text
    assert "This leaflet cannot be made as it is." in page.text
    assert clerk.page(A4).all("a", class_="button primary")


def test_a_leaflet_seen_before_waits_for_none_that_is_being_made(clerk: Clerk) -> None:
    page = clerk.page(A4)
    picture = page.all("img", class_="page")[0]["src"] or ""
    clerk.get(picture)
    answers: list[int] = []
    with clerk.run.desk.lock:  # as whoever makes one holds it
        asking = Thread(target=lambda: answers.extend(clerk.get(path).status_code for path in (A4, picture)))
        asking.start()
        asking.join(20)
    assert answers == [200, 200]


def test_a_page_is_there_as_long_as_its_leaflet_however_much_was_typed_since(clerk: Clerk) -> None:
    picture = clerk.page(A4).all("img", class_="page")[0]["src"] or ""
    desk = clerk.run.desk
    for number in range(desk._pdfs.limit):  # noqa: SLF001 - as many trials, each a leaflet of its own
        desk._pdfs.get(str(number), lambda: b"typed")  # noqa: SLF001 - same
    assert "microneedling" in clerk.page(A4).text.lower()
    assert clerk.get(picture).mimetype == "image/png"
    assert clerk.get(picture.replace("/page/", "/page/0")).status_code == 404
