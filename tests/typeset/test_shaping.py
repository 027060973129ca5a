from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handouts.document.elements import Weight
from handouts.typeset.fonts import default_fonts, ignorable
from handouts.typeset.runs import joined
from handouts.typeset.shaping import Shaper

if TYPE_CHECKING:
    from handouts.typeset.fonts import FontSet
    from handouts.typeset.runs import Run

ARABIC, HEBREW, HINDI, THAI = "العناية", "שלום", "क्षत्रिय", "น้ำผึ้ง"
#: Names, as these letters look like Latin ones.
CYRILLIC_PAIR, GREEK_PAIR = "\N{CYRILLIC CAPITAL LETTER TE}\N{CYRILLIC CAPITAL LETTER A}", "\u0391\u03a5"
BE = "\N{CYRILLIC SMALL LETTER BE}"
SHAPER = Shaper(default_fonts())


def one(shaper: Shaper, text: str, level: int = 0, lang: str = "en", style: str = "text") -> Run:
    (run,) = shaper.shape(text, style, Weight.REGULAR, lang, level)
    return run


def texts(run: Run) -> list[str]:
    return [glyph.text for glyph in run.glyphs]


@pytest.mark.parametrize("style", ["text", "heading"])
@pytest.mark.parametrize("pair", ["AV", "To", CYRILLIC_PAIR, GREEK_PAIR])
def test_pairs_are_kerned_in_every_script(shaper: Shaper, style: str, pair: str) -> None:
    apart = sum(one(shaper, letter, style=style).advance for letter in pair)
    assert one(shaper, pair, style=style).advance < apart - 10


def test_kerning_moves_the_next_glyph_and_leaves_the_fonts_own_advance(shaper: Shaper) -> None:
    run = one(shaper, "AV")
    assert run.glyphs == one(shaper, "A").glyphs + one(shaper, "V").glyphs
    assert run.places[1] < run.places[0] + run.glyphs[0].advance


@pytest.mark.parametrize("style", ["text", "heading"])
@pytest.mark.parametrize("word", ["fine", "office", "fjord", "waffle", "->", "www", "Őszi", "ﬁne", "1/2", "0x0"])
def test_letters_stay_letters(shaper: Shaper, style: str, word: str) -> None:
    runs = shaper.shape(word, style, Weight.REGULAR, "en", 0)
    assert [text for run in runs for text in texts(run)] == list(word)
    alone = [one(shaper, letter, style=style).glyphs[0].gid for letter in word]
    assert [glyph.gid for run in runs for glyph in run.glyphs] == alone
    assert not any(run.actual_text for run in runs)


def test_marks_are_composed_and_keep_their_text(shaper: Shaper) -> None:
    run = one(shaper, "e\u0301t")
    assert texts(run) == ["e\u0301", "t"]
    assert run.glyphs[0].gid == one(shaper, "\u00e9").glyphs[0].gid


def test_a_mark_that_cannot_be_composed_stands_over_its_letter(shaper: Shaper) -> None:
    base, mark = one(shaper, "q\u0302").glyphs
    assert mark.advance == 0
    assert texts(one(shaper, "q\u0302")) == ["q", "\u0302"]
    assert one(shaper, "q\u0302").advance == base.advance


def test_a_language_chooses_its_form_and_the_text_stays(shaper: Shaper) -> None:
    # Serbian draws an upright be differently from Russian (OpenType locl).
    russian, serbian = one(shaper, BE, lang="ru"), one(shaper, BE, lang="sr")
    assert russian.glyphs[0].gid != serbian.glyphs[0].gid
    assert texts(russian) == texts(serbian) == [BE]


@pytest.mark.parametrize("style", ["text", "heading"])
@pytest.mark.parametrize(
    ("word", "lang", "level"), [(ARABIC, "ar", 1), (HEBREW, "he", 1), (HINDI, "hi", 0), (THAI, "th", 0)]
)
def test_complex_scripts_are_shaped_without_a_missing_glyph(
    shaper: Shaper, style: str, word: str, lang: str, level: int
) -> None:
    run = one(shaper, word, level, lang, style)
    assert all(glyph.gid for glyph in run.glyphs)
    assert run.text == word
    assert sorted("".join(texts(run))) == sorted(word)


def test_arabic_letters_join(shaper: Shaper) -> None:
    alone = {letter: one(shaper, letter, 1, "ar").glyphs[0].gid for letter in ARABIC}
    assert any(glyph.gid != alone.get(glyph.text) for glyph in one(shaper, ARABIC, 1, "ar").glyphs)


def test_lam_and_alef_are_one_glyph_that_stands_for_both(shaper: Shaper) -> None:
    run = one(shaper, "لا", 1, "ar")
    assert texts(run) == ["لا"]
    assert not run.actual_text


def test_right_to_left_glyphs_are_in_the_order_of_reading_from_the_right(shaper: Shaper) -> None:
    run = one(shaper, HEBREW, 1, "he")
    assert texts(run) == list(HEBREW)
    assert list(run.places) == sorted(run.places, reverse=True)
    assert run.places[-1] == 0
    assert run.rtl


def test_brackets_are_mirrored_in_right_to_left_text(shaper: Shaper) -> None:
    assert one(shaper, "(", 1).glyphs[0].gid == one(shaper, ")").glyphs[0].gid
    assert texts(one(shaper, "(", 1)) == ["("]


def test_a_vowel_drawn_before_its_letter_needs_its_text_told(shaper: Shaper) -> None:
    run = one(shaper, "कि", 0, "hi")
    assert texts(run) == ["ि", "क"]
    assert run.actual_text


def test_letters_that_come_out_in_order_need_no_text_told(shaper: Shaper) -> None:
    assert not one(shaper, "बस", 0, "hi").actual_text
    assert not one(shaper, ARABIC, 1, "ar").actual_text


def test_every_face_is_asked_in_turn_for_a_letter(shaper: Shaper) -> None:
    runs = shaper.shape("Skin \u05e9", "heading", Weight.REGULAR, "en", 0)
    assert [(run.face, run.text) for run in runs] == [("heading", "Skin "), ("text-strong", "\u05e9")]


def test_a_mark_stays_in_the_face_of_its_letter(fonts: FontSet, shaper: Shaper) -> None:
    text = "a\u05b8b"
    assert not fonts.face("heading").covers("\u05b8")
    faces = [run.face for run in shaper.shape(text, "heading", Weight.REGULAR, "en", 0) for _ in run.glyphs]
    assert faces == ["text-strong", "text-strong", "heading"]


def test_two_scripts_in_one_word_are_shaped_apart(shaper: Shaper) -> None:
    runs = shaper.shape("SPFकि", "text", Weight.REGULAR, "hi", 0)
    assert [run.text for run in runs] == ["SPF", "कि"]


def test_no_break_signs_are_drawn_and_keep_their_text(shaper: Shaper) -> None:
    for style in ("text", "heading"):
        run = one(shaper, "5\u00a0mm\u202fa\u2011b", style=style)
        assert all(glyph.gid for glyph in run.glyphs)
        assert "".join(texts(run)) == run.text


def test_a_face_without_any_unicode_hyphen_draws_the_ascii_one(fonts: FontSet) -> None:
    face = fonts.face("text")
    poor = replace(face, characters=face.characters - {"\u2010", "\u2011"})
    assert poor.covers("\u2011")
    poorer = replace(fonts, chains={("text", Weight.REGULAR): ("poor",)}, sources={}, _read={"poor": poor})
    run = one(Shaper(poorer), "a\u2011b")
    assert [glyph.gid for glyph in run.glyphs] == [glyph.gid for glyph in one(Shaper(fonts), "a-b").glyphs]
    assert run.text == "a\u2011b"
    assert not run.actual_text


@pytest.mark.parametrize("sign", ["\u00ad", "\u200b", "\u2060", "\ufe0f"])
def test_a_sign_that_shows_nothing_takes_no_room(shaper: Shaper, sign: str) -> None:
    run = one(shaper, f"so{sign}ft")
    assert run.text == f"so{sign}ft"
    assert abs(run.advance - one(shaper, "soft").advance) < 30
    assert "".join(texts(run)).replace(sign, "") == "soft"


def test_a_sign_that_shows_nothing_has_the_faces_own_empty_glyph_or_none(shaper: Shaper, fonts: FontSet) -> None:
    own = fonts.face("text").hb_font.get_nominal_glyph(0x200B)
    assert [(glyph.gid, glyph.text) for glyph in one(shaper, "a\u200bb").glyphs][1] == (own, "\u200b")
    # The glyph that FiraGO has for U+200C is a drawing of it, for keyboards: it is not for reading.
    assert texts(one(shaper, "\u0645\u06cc\u200c\u062e", 1)) == ["\u0645", "\u06cc", "\u062e"]
    assert texts(one(shaper, "a\u200bb", style="heading")) == ["a", "b"]


def test_coverage_names_each_missing_character_once_and_in_order(shaper: Shaper) -> None:
    assert shaper.coverage("a中b☎中", "text", Weight.REGULAR) == ("中", "☎")
    assert shaper.coverage("a中b☎中", "heading", Weight.STRONG) == ("中", "☎")


@pytest.mark.parametrize(
    "text", ["Skin", "Hautpflege \u2013 „gut“", "e\u0301", ARABIC, HEBREW, HINDI, THAI, "½ °C ≤ µm", ""]
)
def test_coverage_is_silent_on_what_can_be_shown(shaper: Shaper, text: str) -> None:
    assert shaper.coverage(text, "text", Weight.REGULAR) == ()
    assert shaper.coverage(text, "heading", Weight.REGULAR) == ()


def test_spaces_and_invisible_signs_are_never_missing(shaper: Shaper) -> None:
    assert shaper.coverage("\u00a0\u202f\u2009\u3000\u00ad\u200b\u2060\u2066\ufe0f", "heading", Weight.REGULAR) == ()


def test_a_line_end_inside_words_is_missing(shaper: Shaper) -> None:
    assert shaper.coverage("a\x07b", "text", Weight.REGULAR) == ("\x07",)


@settings(deadline=None)  # the first example reads the fonts
@given(st.text(max_size=12), st.sampled_from(["text", "heading"]), st.integers(0, 1))
def test_what_coverage_passes_is_shaped_without_a_missing_glyph(text: str, style: str, level: int) -> None:
    runs = SHAPER.shape(text, style, Weight.REGULAR, "en", level)
    assert "".join(run.text for run in runs) == text
    if not SHAPER.coverage(text, style, Weight.REGULAR):
        assert all(glyph.gid for run in runs for glyph in run.glyphs)


@settings(deadline=None)  # the first example reads the fonts
@given(st.text(st.sampled_from("aAV éñфиλ,.-'\u0301\u00ad\u200b5€"), min_size=1, max_size=12))
def test_the_texts_of_the_glyphs_are_the_text_or_the_run_says_so(text: str) -> None:
    for run in SHAPER.shape(text, "text", Weight.REGULAR, "en", 0):
        said = "".join(glyph.text for glyph in run.glyphs)
        assert run.actual_text == (said != run.text)
        if not any(map(ignorable, text)):
            assert said == run.text


def test_words_are_remembered_whatever_their_size(fonts: FontSet) -> None:
    shaper = Shaper(fonts)
    first = shaper.shape("skin", "text", Weight.REGULAR, "en", 0)
    assert (shaper.hits, shaper.misses) == (0, 1)
    assert shaper.shape("skin", "text", Weight.REGULAR, "en", 2) is first
    assert (shaper.hits, shaper.misses) == (1, 1)


def test_faces_languages_and_directions_are_remembered_apart(fonts: FontSet) -> None:
    shaper = Shaper(fonts)
    for style, weight, lang, level in [
        ("text", Weight.REGULAR, "en", 0),
        ("text", Weight.STRONG, "en", 0),
        ("heading", Weight.REGULAR, "en", 0),
        ("text", Weight.REGULAR, "tr", 0),
        ("text", Weight.REGULAR, "en", 1),
    ]:
        shaper.shape("i", style, weight, lang, level)
    assert shaper.misses == 5


def test_memory_is_bounded(fonts: FontSet) -> None:
    shaper = Shaper(fonts, remembered=2)
    for word in ("a", "b", "c", "a"):
        shaper.shape(word, "text", Weight.REGULAR, "en", 0)
    assert (shaper.hits, shaper.misses) == (0, 4)


@pytest.mark.parametrize(("words", "level"), [(("AV", " ", "AV"), 0), ((HEBREW, " ", "אב"), 1)])
def test_joined_runs_stand_as_they_would_side_by_side(shaper: Shaper, words: tuple[str, ...], level: int) -> None:
    runs = tuple(one(shaper, word, level) for word in words)
    run = joined(runs)
    assert run.text == "".join(words)
    assert texts(run) == [text for part in runs for text in texts(part)]
    assert run.advance == pytest.approx(sum(part.advance for part in runs))
    last = runs[-1]
    where = 0.0 if level else run.advance - last.advance
    ends = [place - where for place in run.places[-len(last.places) :]]
    assert ends == pytest.approx(last.places)


def test_runs_of_two_faces_cannot_be_joined(shaper: Shaper) -> None:
    with pytest.raises(ValueError, match="different faces"):
        joined((one(shaper, "a"), one(shaper, "a", style="heading")))
