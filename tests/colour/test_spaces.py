from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from handouts.colour import RGB, contrast, from_oklch, oklch, palette, parse, tone
from handouts.colour.spaces import at


class TestContrast:
    def test_black_on_white_is_21_and_a_colour_on_itself_is_1(self) -> None:
        assert contrast((0, 0, 0), (255, 255, 255)) == pytest.approx(21)
        assert contrast((12, 34, 56), (12, 34, 56)) == pytest.approx(1)

    @pytest.mark.parametrize(
        ("grey", "ratio"), [("#777777", 4.48), ("#767676", 4.54), ("#949494", 3.03), ("#595959", 7.0)]
    )
    def test_the_well_known_greys_have_their_well_known_contrast_on_white(self, grey: str, ratio: float) -> None:
        assert contrast(parse(grey), (255, 255, 255)) == pytest.approx(ratio, abs=0.006)

    def test_it_does_not_matter_which_colour_comes_first(self) -> None:
        assert contrast((31, 92, 87), (250, 240, 230)) == contrast((250, 240, 230), (31, 92, 87))


class TestConversions:
    @pytest.mark.parametrize(
        ("colour", "expected"),
        [  # from the tables of CSS Color 4's examples, rounded
            ("#ff0000", (0.628, 0.2577, 29.23)),
            ("#00ff00", (0.8664, 0.2948, 142.5)),
            ("#0000ff", (0.452, 0.3132, 264.05)),
        ],
    )
    def test_the_primaries_lie_where_oklch_puts_them(self, colour: str, expected: tuple[float, float, float]) -> None:
        lightness, chroma, hue = oklch(parse(colour))
        assert (lightness, chroma) == pytest.approx(expected[:2], abs=1e-3)
        assert hue == pytest.approx(expected[2], abs=0.05)

    @pytest.mark.parametrize(("colour", "lightness"), [("#ffffff", 100), ("#000000", 0), ("#777777", 50.03)])
    def test_tone_is_cie_lightness(self, colour: str, lightness: float) -> None:
        assert tone(parse(colour)) == pytest.approx(lightness, abs=0.01)

    @given(st.tuples(*[st.integers(0, 255)] * 3))
    def test_there_and_back_again_is_the_same_colour(self, colour: RGB) -> None:
        assert from_oklch(*oklch(colour)) == colour


class TestWritten:
    @pytest.mark.parametrize("written", ["#1f5c57", "#1F5C57"])
    def test_hash_and_six_hexadecimal_digits_are_a_colour(self, written: str) -> None:
        assert parse(written) == (0x1F, 0x5C, 0x57)

    @pytest.mark.parametrize(
        "written",
        [
            "",
            "#",
            "#fff",
            "1f5c57",
            "#1f5c5",
            "#1f5c577",
            "#1f5c5g",
            " #1f5c57",
            "#1f5c57\n",
            "##1f5c57",
            "#١٢٣٤٥٦",
            "#-1f5c5",
            "red",
            "rgb(1,2,3)",
            "Color(1,0,0)",
            "[getattr(x, y) for x in ()]",
            "#1f5c57;fill",
            "0x1f5c57",
        ],
    )
    def test_nothing_else_is_a_colour(self, written: str) -> None:
        with pytest.raises(ValueError, match="is not a colour; write a #"):
            parse(written)
        with pytest.raises(ValueError, match="is not a colour; write a #"):
            palette(written)


class TestAt:
    @example(1e-05, 0.25, 0.0)
    @given(st.floats(0, 100), st.floats(0, 0.4), st.floats(0, 360))
    def test_the_tone_is_kept_whatever_the_chroma_asked_for(self, lightness: float, chroma: float, hue: float) -> None:
        assert tone(at(lightness, chroma, hue)) == pytest.approx(lightness, abs=0.6)

    def test_chroma_that_srgb_can_show_is_kept(self) -> None:
        assert oklch(at(50, 0.08, 200))[1] == pytest.approx(0.08, abs=0.003)

    def test_chroma_beyond_the_gamut_shrinks_to_its_edge(self) -> None:
        red, green, blue = at(50, 0.4, 200)
        assert 0 in (red, green, blue)
        assert oklch((red, green, blue))[2] == pytest.approx(200, abs=2)
