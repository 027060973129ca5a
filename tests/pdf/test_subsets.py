# ruff: noqa: RUF001 - letters of other scripts look like Latin ones; they are what is tested here
from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import font_source_serif_pro
import page
import pikepdf
import pytest
import uharfbuzz as hb

import reading
from handouts.document.elements import Weight
from handouts.errors import PaintingIncomplete
from handouts.pdf import paint
from handouts.pdf.assembler import Objects
from handouts.pdf.fonts import Subset, subsets, to_unicode, visible, write
from handouts.typeset.fonts import fonts_of_clinic
from handouts.typeset.pages import Layer, PlacedRun
from handouts.typeset.runs import Glyph, Run
from handouts.typeset.shaping import Shaper
from leaflets import Setter, sample, words_meant

if TYPE_CHECKING:
    from handouts.colour import Palette
    from handouts.typeset.fonts import FontSet


def subset(fonts: FontSet, shaper: Shaper, *texts: str, weight: Weight = Weight.REGULAR) -> Subset:
    runs = [run for text in texts for run in shaper.shape(text, "text", weight, "en", 0)]
    (found,) = subsets([Layer(tuple(PlacedRun(0, 0, 9, run, "ink", 1) for run in runs))], fonts, "B").values()
    return found


def test_a_subset_holds_the_painted_glyphs_under_the_numbers_of_the_whole_font(fonts: FontSet, shaper: Shaper) -> None:
    made = subset(fonts, shaper, "noon")
    (run,) = shaper.shape("noon", "text", Weight.REGULAR, "en", 0)
    assert made.texts == {glyph.gid: glyph.text for glyph in run.glyphs}
    font = hb.Font(hb.Face(hb.Blob(made.program)))
    shown = {gid for gid in range(font.face.glyph_count) if font.get_glyph_extents(gid).width}
    assert shown == {0, *made.texts}


def test_widths_are_the_fonts_own(fonts: FontSet, shaper: Shaper) -> None:
    (run,) = shaper.shape("mil", "text", Weight.REGULAR, "en", 0)
    made = subset(fonts, shaper, "mil")
    assert [made.widths[glyph.gid] for glyph in run.glyphs] == [glyph.advance for glyph in run.glyphs]


def test_equal_glyphs_give_the_same_font_name_and_others_another(fonts: FontSet, shaper: Shaper) -> None:
    def named(*texts: str) -> str:
        objects = Objects(1)
        write(subset(fonts, shaper, *texts), objects)
        return re.findall(r"/BaseFont/([A-Z]{6}\+[A-Za-z-]+)", "".join(objects.plain.values()))[0]

    assert named("abc") == named("cab")
    assert named("abc") != named("abd")
    assert named("abc").endswith("+FiraGO-Regular")


def test_a_letter_that_no_face_has_is_an_error_of_ours(fonts: FontSet, shaper: Shaper) -> None:
    with pytest.raises(PaintingIncomplete, match='no glyph for a letter of "a𝒜"'):
        subset(fonts, shaper, "a𝒜")


def test_no_block_of_a_unicode_map_is_over_a_hundred() -> None:
    cmap = to_unicode({index + 1: chr(0x4E00 + index) for index in range(250)})
    counts = [int(count) for count in re.findall(r"(\d+) beginbfchar", cmap)]
    assert counts == [100, 100, 50]
    assert cmap.count("<4") == 250


def test_letters_beyond_the_basic_plane_are_surrogate_pairs() -> None:
    assert "<0001> <D83CDD2F>" in to_unicode({1: "🄯"})


def test_a_glyph_stands_for_what_it_stood_for_most(fonts: FontSet) -> None:
    letters = [Glyph(20, 0, 500, text) for text in ("a", "b", "b", "")]
    run = Run("text", "abb", tuple(letters), (0, 0, 0, 0), 2000, rtl=False, actual_text=True)
    (made,) = subsets([Layer((PlacedRun(0, 0, 9, run, "ink", 1),))], fonts, "B").values()
    assert made.texts[20] == "b"
    assert made.said(run) == "bbbb"


def test_a_glyph_that_never_carries_letters_still_stands_for_something(fonts: FontSet) -> None:
    glyphs = Glyph(20, 0, 500, "a"), Glyph(21, 0, 0, "")
    run = Run("text", "a", glyphs, (0, 0), 500, rtl=False, actual_text=True)
    (made,) = subsets([Layer((PlacedRun(0, 0, 9, run, "ink", 1),))], fonts, "B").values()
    assert made.texts[21] == "\u200b"


def test_copied_text_has_plain_spaces_and_hyphens_and_no_steering_signs() -> None:
    assert visible("a\u00a0b\u202fc\u2011d\u200ee\u00adf") == "a b c-def"
    assert visible("می\u200cخواهم") == "می\u200cخواهم"


def test_a_clinic_s_details_are_shown_by_the_fonts_of_the_body(good: Path) -> None:
    with pikepdf.open(good) as pdf:
        names = sorted(pdf.pages[0].Resources.Font.keys())
    assert names == ["/B-heading", "/B-text", "/B-text-strong"]
    assert all(font.embedded for font in reading.fonts(good))


def test_what_the_fonts_of_the_body_cannot_show_has_a_subset_of_its_own(fonts: FontSet) -> None:
    def of(words: str) -> list[Layer]:
        runs = Shaper(fonts).shape(words, "text", Weight.REGULAR, "en", 0)
        return [Layer(tuple(PlacedRun(0, 0, 9, run, "ink", 1) for run in runs))]

    body = subsets(of("Skin"), fonts, "B", wide=("text",))
    (whole,) = body.values()
    assert set(map(chr, range(0x20, 0x7F))) <= set(whole.texts.values())
    assert subsets(of("12 Alder Street, MG1 2AB (call & ask)"), fonts, "I", shared=body) == {}
    (own,) = subsets(of("Łąka"), fonts, "I", shared=body).values()
    assert own.resource == "I-text"
    assert set("Łąka") <= set(own.texts.values())
    (narrow,) = subsets(of("Skin"), fonts, "B").values()
    assert "Q" not in narrow.texts.values()


def test_clinics_fonts_with_postscript_outlines_are_embedded_too(
    tmp_path: Path, fonts: FontSet, brand: Palette
) -> None:
    files = Path(font_source_serif_pro.__file__).parent / "files"
    own = fonts_of_clinic({"text": files / "SourceSerifPro-Regular.otf"}, fonts)
    document = sample()
    (path := tmp_path / "otf.pdf").write_bytes(paint(Setter(Shaper(own)).pages(document), document, brand, own))
    with pikepdf.open(path) as pdf:
        descendants = [font.DescendantFonts[0] for font in pdf.pages[0].Resources.Font.values()]
        assert "/CIDFontType0" in {font.Subtype for font in descendants}
    for profile in ("ua1", "2a"):
        assert [failure.message for failure in page.validate_pdf(str(path), profile=profile).failures] == []
    assert reading.faults(path) == []
    assert reading.tree_words(path) == words_meant(document)
    assert "Microneedling" in reading.pdfium_text(path)
