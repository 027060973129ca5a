from __future__ import annotations

import string
import sys
from collections import Counter
from typing import TYPE_CHECKING

import pytest
import qrcode
import zxingcpp
from hypothesis import example, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from handouts.boxes.codes import smallest_width
from handouts.cache import Cache
from handouts.errors import MissingExtra
from handouts.graphics.drawing import Drawing, Shape
from handouts.graphics.qr import ENCODERS, Coding, across, symbol
from handouts.units import MM

if TYPE_CHECKING:
    from pathlib import Path

LINK = "https://alder.example/book?t=microneedling"
LINKS = st.builds(
    "https://{}.example/{}".format,
    st.text(string.ascii_lowercase, min_size=1, max_size=30),
    st.text(string.ascii_letters + string.digits + "-._~/?&=%", max_size=240),
)


def path_of(drawing: Drawing) -> Shape:
    (shape,) = drawing.items
    assert isinstance(shape, Shape)
    return shape


def rectangles(drawing: Drawing) -> list[tuple[int, int, int, int]]:
    """(left, bottom, right, top) of each rectangle."""
    found = []
    for operator, left, bottom, width, height in path_of(drawing).steps:
        assert operator == "R"
        found.append((int(left), int(bottom), int(left + width), int(bottom + height)))
    return found


def pixels(drawing: Drawing, scale: int = 4) -> Image.Image:
    side = int(drawing.width * scale)
    picture = Image.new("L", (side, side), 255)
    pen = ImageDraw.Draw(picture)
    for left, bottom, right, top in rectangles(drawing):
        pen.rectangle((left * scale, side - top * scale, right * scale - 1, side - bottom * scale - 1), fill=0)
    return picture


def matrix(link: str) -> list[list[bool]]:
    code = qrcode.QRCode(version=3, error_correction=qrcode.constants.ERROR_CORRECT_M, border=4, mask_pattern=1)
    code.add_data(link)
    code.make(fit=True)
    return code.get_matrix()


@given(LINKS)
@example(LINK)
@example("HTTPS://ALDER.EXAMPLE/0123456789")
@example("https://alder.example/" + "a" * 278)
@settings(max_examples=40, deadline=None)
def test_the_path_covers_each_dark_module_once_and_no_light_one(link: str) -> None:
    drawing = symbol(link)
    covered = Counter(
        (column, int(drawing.height) - 1 - row)
        for left, bottom, right, top in rectangles(drawing)
        for column in range(left, right)
        for row in range(bottom, top)
    )
    expected = matrix(link)
    assert drawing.width == drawing.height == len(expected)
    assert set(covered.values()) == {1}
    assert set(covered) == {(x, y) for y, line in enumerate(expected) for x, dark in enumerate(line) if dark}


@given(LINKS)
@example(LINK)
@settings(max_examples=25, deadline=None)
def test_a_phone_reads_the_link_back_from_pixels(link: str) -> None:
    (found,) = zxingcpp.read_barcodes(pixels(symbol(link)))
    assert found.text == link


def test_the_symbol_has_error_correction_m() -> None:
    (found,) = zxingcpp.read_barcodes(pixels(symbol(LINK)))
    assert found.ec_level == "M"


def test_the_code_is_one_path_in_its_own_role() -> None:
    shape = path_of(symbol(LINK))
    assert (shape.fill, shape.stroke) == ("qr", None)


def test_four_light_modules_surround_the_symbol() -> None:
    drawing = symbol(LINK)
    corners = rectangles(drawing)
    assert min(left for left, *_ in corners) == min(bottom for _, bottom, *_ in corners) == 4
    assert max(right for *_, right, _ in corners) == max(top for *_, top in corners) == drawing.width - 4


def test_runs_are_merged_across_and_down() -> None:
    drawing = symbol(LINK)
    dark = sum(sum(line) for line in matrix(LINK))
    runs = sum(1 for line in matrix(LINK) for a, b in zip([False, *line], line, strict=False) if b and not a)
    assert len(rectangles(drawing)) < runs < dark


@pytest.mark.parametrize("length", [10, 40, 100, 180, 300])
def test_modules_are_counted_on_a_side_without_the_quiet_zone(length: int) -> None:
    code = symbol("https://a.example/".ljust(length, "x"))
    assert across(code) == code.width - 8
    assert (across(code) - 17) % 4 == 0


def test_a_short_link_is_at_least_20_mm_wide_without_its_zone() -> None:
    assert across(symbol(LINK)) == 29
    assert smallest_width(29) == pytest.approx(20 * MM * 37 / 29)


def test_each_module_of_a_long_link_is_at_least_half_a_millimetre() -> None:
    modules = across(symbol(LINK.ljust(300, "x")))
    assert modules > 40
    assert smallest_width(modules) == pytest.approx(0.5 * MM * (modules + 8))


def test_encoders_agree_module_by_module_on_a_link_that_all_take_letter_by_letter() -> None:
    assert len({make("https://book.example/new/abcdefgh", "Q") for make in ENCODERS.values()}) == 1


@pytest.mark.parametrize("encoder", sorted(ENCODERS))
@pytest.mark.parametrize("level", ["M", "Q", "H"])
def test_every_encoder_and_level_can_be_read_back(encoder: str, level: str) -> None:
    (found,) = zxingcpp.read_barcodes(pixels(symbol(LINK, Coding(encoder, level))))
    assert (found.text, found.ec_level) == (LINK, level)


@given(LINKS)
@settings(max_examples=25, deadline=None)
def test_both_encoders_say_the_same_and_neither_is_coarser_than_29_modules(link: str) -> None:
    codes = {name: symbol(link, Coding(name)) for name in ENCODERS}
    assert {read.text for code in codes.values() for read in zxingcpp.read_barcodes(pixels(code))} == {link}
    assert 29 <= across(codes["zxing"]) <= across(codes["qrcode"])


def test_an_encoder_that_is_not_installed_is_offered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "zxingcpp", None)
    with pytest.raises(MissingExtra, match=r'"qr: encoder: zxing" in handouts\.yaml needs the package "zxing-cpp"'):
        symbol(LINK, Coding("zxing"))


def test_the_same_link_gives_the_same_drawing() -> None:
    assert symbol(LINK) == symbol(LINK)


def test_a_code_is_kept_and_is_the_same(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    made = symbol(LINK, cache=cache)
    assert made == symbol(LINK)
    (entry,) = tmp_path.iterdir()
    assert LINK.encode() not in entry.read_bytes()
    with pytest.MonkeyPatch.context() as place:
        place.setattr("handouts.graphics.qr.ENCODERS", {})
        assert symbol(LINK, cache=cache) == made


@pytest.mark.parametrize("rows", [b"", b"\n", b"1", b"01\n10", b"012", b"\xff" * 900, b"\n".join([b"1" * 30] * 29)])
def test_a_kept_code_that_is_none_is_made_anew(tmp_path: Path, rows: bytes) -> None:
    cache = Cache(tmp_path)
    cache.put("code", f"qrcode M {LINK}".encode(), rows)
    assert symbol(LINK, cache=cache) == symbol(LINK)


def test_kept_codes_of_other_encoders_and_levels_are_others(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    for coding in (Coding("qrcode", "M"), Coding("qrcode", "H"), Coding("zxing", "M")):
        assert symbol(LINK, coding, cache) == symbol(LINK, coding)
    assert len(list(tmp_path.iterdir())) == 3
