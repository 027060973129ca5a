"""A leaflet for one client: in memory alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pypdfium2
import pytest
from desk_clerk import Clerk, Page, opened

if TYPE_CHECKING:
    from pathlib import Path

    from handouts.press.equipment import Equipment

CHOICE = "?treatment=microneedling&clinic=alder&language=en&layout=a4-large-print"
FIELDS = """\
    fields:
      client_name: {kind: text, required: yes}
      note: {kind: text, lines: 3}
      appointment: {kind: datetime}
      born: {kind: date}
    sections:
      - title: For you
        id: you
        text: "For {client_name}. {note} {born} {appointment}"
"""


@pytest.fixture
def clerk(folder: Path, equipment: Equipment) -> Clerk:
    text = (folder / "content.yaml").read_text(encoding="utf-8")
    (folder / "content.yaml").write_text(text.replace("    sections:\n", FIELDS, 1), encoding="utf-8")
    return opened(folder, equipment)


def words(data: bytes) -> str:
    pages = pypdfium2.PdfDocument(data)
    return " ".join(" ".join(page.get_textpage().get_text_bounded().split()) for page in pages)


def test_the_fields_are_those_that_the_treatment_declares(clerk: Clerk) -> None:
    page = clerk.page(f"/{CHOICE}")
    assert "Client name" in page.text
    assert page.one("input", id="c-appointment")["type"] == "datetime-local"
    assert page.one("input", id="c-born")["type"] == "date"
    assert page.one("textarea", id="c-note")["rows"] == "3"
    assert page.one("form", action=f"/client{CHOICE}")["target"] == "_blank"


def test_what_is_typed_is_in_the_pdf_and_nowhere_on_this_machine(clerk: Clerk, tmp_path: Path) -> None:
    before = {path for path in tmp_path.rglob("*") if path.is_file()}
    answer = clerk.post(
        f"/client{CHOICE}",
        **{
            "field-client_name": "Zenobia Quill",
            "field-note": "Bring\r\nyour sunglasses.",
            "field-appointment": "2026-12-01T14:30",
            "field-born": "1980-02-29",
        },
    )
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Zenobia" not in str(answer.headers)
    said = words(answer.data)
    for part in ("For Zenobia Quill. Bring your sunglasses.", "29 February 1980", "1 December 2026"):
        assert part in said
    after = {path for path in tmp_path.rglob("*") if path.is_file()}
    assert after == before
    assert not [path for path in after if b"Zenobia" in path.read_bytes()]
    assert "Zenobia" not in clerk.page(f"/{CHOICE}").text


@pytest.mark.parametrize(
    ("said", "says"),
    [
        ({}, "client name: Nothing stands here, and the leaflet needs it."),
        ({"field-client_name": "A", "field-born": "yesterday"}, "born: Write a day as year-month-day"),
        ({"field-client_name": "A", "field-appointment": "2026-13-01T10:00"}, "This is in no calendar."),
        ({"field-client_name": "A\u202eB"}, "An invisible sign (U+202E)"),
        ({"field-client_name": "\U0001f9ff"}, "is in no font at hand"),
        ({"field-client_name": "A", "field-note": "word " * 900}, "note: This is too long: 2000 letters are the most."),
    ],
)
def test_what_is_wrong_is_told_without_repeating_it(clerk: Clerk, said: dict[str, str], says: str) -> None:
    answer = clerk.post(f"/client{CHOICE}", **said)
    text = Page(answer.text).text
    assert answer.status_code == 422
    assert says in text
    assert "yesterday" not in text


def test_a_leaflet_that_is_held_back_is_made_for_nobody(clerk: Clerk, folder: Path) -> None:
    text = (folder / "content.yaml").read_text(encoding="utf-8")
    (folder / "content.yaml").write_text(
        text.replace("Your complexion can look smoother.", "It removes scars."), encoding="utf-8"
    )
    assert clerk.post(f"/client{CHOICE}", **{"field-client_name": "A"}).status_code == 409
    assert not clerk.page(f"/{CHOICE}").all("form", action=f"/client{CHOICE}")


def test_a_treatment_without_fields_has_no_form(folder: Path, equipment: Equipment) -> None:
    text = (folder / "content.yaml").read_text(encoding="utf-8")
    assert "fields:" not in text
    assert "For one client" not in opened(folder, equipment).page(f"/{CHOICE}").text
