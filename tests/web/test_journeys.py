"""Whole ways through the page, in a browser: a receptionist who mails, a nurse who mends a sentence, two at once."""

from __future__ import annotations

import email
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pypdfium2
import pytest
import yaml
from browsing import open_page, somebody_else

sys.path.insert(0, str(Path(__file__).parents[1] / "mail"))

from fault_server import FaultServer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

    from handouts.press.equipment import Equipment

A4 = "/?treatment=microneedling&clinic=alder&language=en&layout=a4"
EDIT = "/edit?treatment=microneedling&clinic=alder&language=en&layout=a4"
PORES = "Why people choose it: benefit 4, words"


def words(pdf: bytes) -> str:
    return " ".join(pypdfium2.PdfDocument(pdf)[0].get_textpage().get_text_bounded().split())


def printed(page: Page) -> bytes:
    """What the button Print opens, fetched as the window would."""
    address = page.get_by_role("link", name="Print").get_attribute("href")
    return page.context.request.get(page.url.partition("/?")[0] + (address or "")).body()


@pytest.fixture
def mailing(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[FaultServer]:
    for name in ("HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(tmp_path / "home" / name))
    with FaultServer(()) as server:
        raw = yaml.safe_load((folder / "clinics.yaml").read_text(encoding="utf-8"))
        account = {"host": "localhost", "port": server.port, "security": "none", "user": "desk@alder.example"}
        raw["clinics"]["alder"]["mail"] = account
        (folder / "clinics.yaml").write_text(yaml.safe_dump(raw, sort_keys=False), encoding="utf-8")
        yield server


def test_a_receptionist_chooses_looks_and_mails(
    chromium: Browser, folder: Path, equipment: Equipment, mailing: FaultServer
) -> None:
    with open_page(chromium, folder, equipment) as tab:
        page = tab.go("/")
        page.get_by_label("Clinic").select_option(label="Alder Skin Clinic")
        page.get_by_role("radio", name="A4 sheet, two sides").check(force=True)
        page.get_by_text("Page 1 of 2").first.wait_for()
        page.get_by_role("link", name="Email").click()
        page.get_by_label("E-mail address").fill("anna@example.org")
        page.get_by_label("Name, for the greeting").fill("Anna")
        page.get_by_role("button", name="Look at the mail").click()
        page.get_by_text("Hello Anna,").wait_for()
        assert mailing.taken == []
        page.get_by_label("1 mail waits. Type 1 to send it").fill("1")
        page.get_by_role("button", name="Send", exact=True).click()
        page.get_by_role("heading", name="Done").wait_for()
        assert page.get_by_role("cell", name="sent").count() == 1
        assert tab.faults == []
    (taken,) = mailing.taken
    assert taken.recipients == ("anna@example.org",)
    whole = email.message_from_bytes(taken.content)
    (pdf,) = [part.get_payload(decode=True) for part in whole.walk() if part.get_content_type() == "application/pdf"]
    assert isinstance(pdf, bytes)
    assert "Microneedling" in words(pdf)
    assert len(pypdfium2.PdfDocument(pdf)) == 2


def test_a_nurse_mends_a_sentence_and_prints(chromium: Browser, folder: Path, equipment: Equipment) -> None:
    before = (folder / "content.yaml").read_text(encoding="utf-8")
    with open_page(chromium, folder, equipment) as tab:
        page = tab.go(A4)
        page.get_by_role("link", name="Edit the words").click()
        old = page.locator("img.page").get_attribute("src")
        field = page.get_by_label(PORES)
        field.fill("Your skin can look a little smoother.")
        page.wait_for_function("old => document.querySelector('img.page').getAttribute('src') !== old", arg=old)
        assert (folder / "content.yaml").read_text(encoding="utf-8") == before  # tried, not saved
        field.locator("xpath=..").get_by_role("button", name="Save").click()
        page.get_by_text(f"Saved: {PORES}.").wait_for()
        page.get_by_role("link", name="Back to the leaflet").click()
        assert "Your skin can look a little smoother." in words(printed(page))
        assert tab.faults == []
    after = (folder / "content.yaml").read_text(encoding="utf-8")
    assert after == before.replace("Your complexion can look smoother.", "Your skin can look a little smoother.")


def test_mistakes_are_told_while_one_types_and_are_not_saved(
    chromium: Browser, folder: Path, equipment: Equipment
) -> None:
    before = (folder / "content.yaml").read_bytes()
    with open_page(chromium, folder, equipment) as tab:
        page = tab.go(EDIT)
        page.get_by_label(PORES).fill("Ask {clinik.name} about it. " + "More words. " * 60)
        page.get_by_text('Did you mean "clinic.name"').first.wait_for()
        page.get_by_label(PORES).fill("More words. " * 60)
        page.get_by_text('too long for the layout "a4"').first.wait_for()
        assert (folder / "content.yaml").read_bytes() == before


def test_a_word_on_the_page_leads_to_its_field_and_the_other_way_round(
    chromium: Browser, folder: Path, equipment: Equipment
) -> None:
    with open_page(chromium, folder, equipment) as tab:
        page = tab.go(EDIT)
        field = page.get_by_label("Title", exact=True)
        field.focus()
        lit = page.locator(".spots a.now rect")
        assert lit.count() == 1
        box = lit.bounding_box()
        assert box is not None
        page.get_by_label("Summary").focus()
        assert page.locator(".spots a.now").count() == 0  # the layout has no place for it
        page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        assert field.evaluate("each => each === document.activeElement")


def test_two_people_at_once_lose_nothing(chromium: Browser, folder: Path, equipment: Equipment) -> None:
    with open_page(chromium, folder, equipment) as tab, somebody_else(tab.go(EDIT)) as ben:
        anna = tab.page
        for page, said in ((anna, "Anna's words."), (ben, "Ben's words.")):
            page.get_by_label(PORES).fill(said)
        anna.get_by_label(PORES).locator("xpath=..").get_by_role("button", name="Save").click()
        anna.get_by_text(re.compile("^Saved:")).wait_for()
        ben.get_by_label(PORES).locator("xpath=..").get_by_role("button", name="Save").click()
        ben.get_by_role("heading", name="Somebody else has changed this file").wait_for()
        assert ben.get_by_text("Anna's words.").count() == 1
        assert ben.get_by_text("Ben's words.").count() == 1
        assert "Anna's words." in (folder / "content.yaml").read_text(encoding="utf-8")
        ben.get_by_role("button", name="Save mine in its place").click()
        ben.get_by_text(re.compile("^Saved:")).wait_for()
        ben.get_by_role("button", name="Undo").click()
        ben.get_by_role("heading", name="Edit the words").wait_for()
        assert "Anna's words." in (folder / "content.yaml").read_text(encoding="utf-8")
