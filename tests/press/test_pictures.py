from __future__ import annotations

import io
import sys

import pypdfium2
import pytest
from PIL import Image

from handouts.errors import MissingExtra
from handouts.press.pictures import contact_sheet, first_picture, pictures, png


@pytest.fixture
def pdf() -> bytes:
    """Two pages: A4 and A5 across."""
    document = pypdfium2.PdfDocument.new()
    document.new_page(595, 842)
    document.new_page(595, 420)
    file = io.BytesIO()
    document.save(file)
    document.close()
    return file.getvalue()


def test_every_page_becomes_a_picture_of_its_size(pdf: bytes) -> None:
    assert [page.size for page in pictures(pdf, 72)] == [(595, 842), (595, 420)]
    assert pictures(pdf, 144)[0].width == 1190


def test_the_first_page_alone_is_the_first_of_all(pdf: bytes) -> None:
    assert first_picture(pdf, 72).tobytes() == pictures(pdf, 72)[0].tobytes()


def test_without_the_extra_its_install_line_is_given(pdf: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pypdfium2", None)
    with pytest.raises(MissingExtra, match=r"-m pip install pypdfium2$"):
        pictures(pdf, 72)
    with pytest.raises(MissingExtra, match=r"-m pip install pypdfium2$"):
        first_picture(pdf, 72)


def test_a_contact_sheet_shows_every_page_apart_from_the_others() -> None:
    colours = ["red", "green", "blue", "black", "navy"]
    sheet = contact_sheet([Image.new("RGB", (210, 297), colour) for colour in colours], width=100)
    seen = {sheet.getpixel((x, y)) for x in range(0, sheet.width, 20) for y in range(0, sheet.height, 20)}
    assert {(255, 0, 0), (0, 128, 0), (0, 0, 255), (0, 0, 0), (0, 0, 128)} <= seen
    assert sheet.width < 600  # four abreast
    edge = {sheet.getpixel((x, 0)) for x in range(sheet.width)} | {sheet.getpixel((0, y)) for y in range(sheet.height)}
    assert len(edge) == 1


def test_a_contact_sheet_of_one_page_is_no_wider_than_it_needs() -> None:
    assert contact_sheet([Image.new("RGB", (210, 297))], width=100).width < 200


def test_the_same_picture_gives_the_same_png() -> None:
    picture = Image.new("RGB", (30, 30), "teal")
    assert png(picture) == png(picture.copy())
    assert Image.open(io.BytesIO(png(picture))).size == (30, 30)
