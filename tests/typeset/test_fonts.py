from __future__ import annotations

import sys
from importlib.resources import files
from typing import TYPE_CHECKING

import pytest
import uharfbuzz as hb

from handouts.cache import Cache
from handouts.document.elements import Weight
from handouts.errors import ContentInvalid, Place
from handouts.typeset.fonts import FontSet, default_fonts, fonts_of_clinic, ignorable

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def serif(file: str) -> bytes:
    return (files("font_source_serif_pro") / "files" / file).read_bytes()


@pytest.fixture
def own(tmp_path: Path) -> Path:
    path = tmp_path / "Own-Regular.ttf"
    path.write_bytes(serif("SourceSerifPro-Regular.ttf"))
    return path


def with_rights(blob: bytes, rights: int) -> bytes:
    """The font with another fsType: bytes 8 and 9 of OS/2."""
    count = int.from_bytes(blob[4:6], "big")
    records = [blob[12 + 16 * index : 28 + 16 * index] for index in range(count)]
    start = next(int.from_bytes(record[8:12], "big") for record in records if record[:4] == b"OS/2")
    return blob[: start + 8] + rights.to_bytes(2, "big") + blob[start + 10 :]


def without_table(blob: bytes, tag: str) -> bytes:
    wish = hb.SubsetInput()
    wish.keep_everything()
    wish.drop_table_tag_set.add(int.from_bytes(tag.encode(), "big"))
    return bytes(hb.subset(hb.Face(hb.Blob(blob)), wish).blob.data)


@pytest.mark.parametrize(
    ("name", "x_height", "cap_height"),
    [
        ("text", 0.527, 0.689),
        ("text-strong", 0.531, 0.693),
        ("text-emphasis", 0.527, 0.689),
        ("text-strong-emphasis", 0.531, 0.693),
        ("heading", 0.475, 0.670),
        ("heading-emphasis", 0.475, 0.670),
    ],
)
def test_heights_are_those_that_the_layouts_were_drawn_for(
    fonts: FontSet, name: str, x_height: float, cap_height: float
) -> None:
    face = fonts.face(name)
    assert (round(face.x_height, 3), round(face.cap_height, 3)) == (x_height, cap_height)
    assert 0 < face.descent < face.x_height < face.cap_height < face.ascent


def test_a_face_is_read_when_it_is_first_wanted_and_once() -> None:
    reads: list[str] = []

    def source() -> bytes:
        reads.append("heading")
        return serif("SourceSerifPro-Semibold.ttf")

    fonts = FontSet({"heading": source}, {("heading", Weight.REGULAR): ("heading",)})
    assert reads == []
    assert fonts.face("heading") is fonts.chain("heading", Weight.REGULAR)[0]
    assert reads == ["heading"]


def test_setting_plain_text_reads_one_face_only(fonts: FontSet) -> None:
    reads: list[str] = []

    def noted(name: str) -> Callable[[], bytes]:
        return lambda: reads.append(name) or fonts.sources[name]()

    noting = FontSet({name: noted(name) for name in fonts.names}, fonts.chains)
    noting.chain("text", Weight.REGULAR)
    assert reads == ["text"]


@pytest.mark.parametrize("weight", Weight)
def test_every_style_and_weight_ends_with_the_plain_text_face(fonts: FontSet, weight: Weight) -> None:
    for style in ("text", "heading"):
        assert fonts.chain(style, weight)[-1] is fonts.face("text")


def test_strong_words_have_a_face_of_their_own(fonts: FontSet) -> None:
    first = {weight: fonts.chain("text", weight)[0].postscript_name for weight in Weight}
    assert first == {
        Weight.REGULAR: "FiraGO-Regular",
        Weight.STRONG: "FiraGO-Bold",
        Weight.EMPHASIS: "FiraGO-Italic",
        Weight.STRONG_EMPHASIS: "FiraGO-BoldItalic",
    }


def test_a_face_that_is_not_there_is_a_key_error(fonts: FontSet) -> None:
    with pytest.raises(KeyError):
        fonts.face("wingdings")


@pytest.mark.parametrize("character", ["\u00a0", "\u202f", "\u2009", "\u3000"])
def test_no_kind_of_space_is_missing(fonts: FontSet, character: str) -> None:
    assert all(fonts.face(name).covers(character) for name in fonts.names)


@pytest.mark.parametrize("character", ["\u00ad", "\u200b", "\u200d", "\u2060", "\ufe0f", "\u2066"])
def test_what_shows_nothing_is_not_missing(fonts: FontSet, character: str) -> None:
    assert ignorable(character)
    assert all(fonts.face(name).covers(character) for name in fonts.names)


def test_letters_and_spaces_are_to_be_seen() -> None:
    assert not any(map(ignorable, "a \u00a0-\u2011\u0301"))


def test_the_serif_has_no_arabic_and_firago_has(fonts: FontSet) -> None:
    assert not fonts.face("heading").covers("\u0628")
    assert fonts.face("text").covers("\u0628")


def test_a_clinics_face_comes_first_and_the_usual_one_stands_behind_it(fonts: FontSet, own: Path) -> None:
    mine = fonts_of_clinic({"text": own}, fonts)
    names = [face.name for face in mine.chain("text", Weight.REGULAR)]
    assert names == ["clinic-text", "text"]
    assert mine.chain("text", Weight.REGULAR)[0].postscript_name == "SourceSerifPro-Regular"
    assert mine.chain("heading", Weight.REGULAR)[0] is fonts.face("heading")
    assert mine.face("text") is fonts.face("text")


def test_strong_words_keep_a_strong_face_when_the_clinic_brings_none(fonts: FontSet, own: Path) -> None:
    mine = fonts_of_clinic({"text": own}, fonts)
    assert mine.chain("text", Weight.STRONG)[0] is fonts.face("text-strong")


def test_an_opentype_font_with_postscript_outlines_is_taken(fonts: FontSet, tmp_path: Path) -> None:
    path = tmp_path / "Own.otf"
    path.write_bytes(serif("SourceSerifPro-Regular.otf"))
    face = fonts_of_clinic({"heading": path}, fonts).face("clinic-heading")
    assert face.covers("A")
    assert "CFF " in face.hb_face.table_tags


def test_a_variable_font_is_made_static(fonts: FontSet, own: Path) -> None:
    # A font with a weight axis and no deltas: what a variable font is at its default.
    axis = b"wght" + b"".join(value.to_bytes(4, "big") for value in (200 << 16, 400 << 16, 900 << 16)) + b"\0\0\1\0"
    fvar = bytes.fromhex("00010000001000020001001400000008") + axis
    own.write_bytes(with_table(own.read_bytes(), b"fvar", fvar))
    assert "fvar" in hb.Face(hb.Blob(own.read_bytes())).table_tags
    face = fonts_of_clinic({"text": own}, fonts).face("clinic-text")
    assert "fvar" not in face.hb_face.table_tags
    assert face.covers("A")


def with_table(blob: bytes, tag: bytes, table: bytes) -> bytes:
    """The font with one more table, its directory written anew (OpenType 1.9, "Table Directory")."""
    count = int.from_bytes(blob[4:6], "big")
    tables = {}
    for index in range(count):
        record = blob[12 + 16 * index : 28 + 16 * index]
        start, length = (int.from_bytes(record[at : at + 4], "big") for at in (8, 12))
        tables[record[:4]] = blob[start : start + length]
    tables[tag] = table
    offset, directory, content = 12 + 16 * len(tables), b"", b""
    for name in sorted(tables):
        length = len(tables[name])
        directory += name + bytes(4) + (offset + len(content)).to_bytes(4, "big") + length.to_bytes(4, "big")
        content += tables[name] + bytes(-length % 4)
    return blob[:4] + len(tables).to_bytes(2, "big") + bytes(6) + directory + content


@pytest.mark.parametrize(
    ("damage", "says"),
    [
        (lambda _: b"GIF89a, no font at all", "is not a TrueType or OpenType font"),
        (lambda _: b"", "is not a TrueType or OpenType font"),
        (lambda blob: without_table(blob, "cmap"), "is damaged: it lacks cmap"),
        (lambda blob: without_table(blob, "glyf"), "has no outlines"),
        (lambda blob: with_rights(blob, 0x0002), "may not be embedded"),
        (lambda blob: with_rights(blob, 0x0108), "may not be embedded"),
        (lambda blob: with_rights(blob, 0x0200), "may not be embedded"),
    ],
)
def test_a_font_that_cannot_be_embedded_is_a_problem_at_its_place(
    fonts: FontSet, own: Path, damage: object, says: str
) -> None:
    own.write_bytes(damage(own.read_bytes()))  # type: ignore[operator] # one of the lambdas above
    place = Place("clinics.yaml", 7, 20)
    with pytest.raises(ContentInvalid) as caught:
        fonts_of_clinic({"text": own}, fonts, {"text": place})
    (problem,) = caught.value.problems
    assert problem.place == place
    assert says in problem.message


@pytest.mark.parametrize("rights", [0x0000, 0x0004, 0x0008])
def test_a_font_that_may_be_embedded_is_taken(fonts: FontSet, own: Path, rights: int) -> None:
    own.write_bytes(with_rights(own.read_bytes(), rights))
    assert fonts_of_clinic({"text": own}, fonts).face("clinic-text").covers("A")


def test_all_problems_are_told_at_once(fonts: FontSet, own: Path, tmp_path: Path) -> None:
    files_of_clinic = {"body": own, "text": tmp_path / "missing.ttf", "heading": own}
    with pytest.raises(ContentInvalid) as caught:
        fonts_of_clinic(files_of_clinic, fonts)
    told = "\n".join(problem.message for problem in caught.value.problems)
    assert len(caught.value.problems) == 2
    assert '"body" is no kind of font here' in told
    assert "text-strong" in told
    assert "missing.ttf cannot be read" in told


def test_faces_are_kept_unpacked_and_are_the_same(
    tmp_path: Path, fonts: FontSet, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache = Cache(tmp_path)
    first = default_fonts(cache).face("text")
    assert first.blob == fonts.face("text").blob
    monkeypatch.setitem(sys.modules, "pymupdf_fonts", None)
    assert default_fonts(cache).face("text").blob == first.blob
    with pytest.raises(ImportError):
        default_fonts(cache).face("text-strong")
    with pytest.raises(ImportError):
        default_fonts(cache.of("another program")).face("text")
