from __future__ import annotations

import colorsys
import random

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from handouts.colour import (
    EDITIONS,
    RGB,
    ROLES,
    SHAPE_PAIRS,
    TEXT_PAIRS,
    Palette,
    contrast,
    is_dark,
    oklch,
    palette,
    parse,
    tone,
)
from handouts.errors import UnknownName

PURE = [
    "#000000",
    "#ffffff",
    "#808080",
    *(
        "#" + "".join(f"{round(c * 255):02x}" for c in colorsys.hsv_to_rgb(hue / 24, saturation, value))
        for hue in range(24)
        for saturation in (0.15, 1.0)
        for value in (0.35, 1.0)
    ),
]
DARK, MID, PALE, RED = "#1f5c57", "#4c9a6a", "#f3d9b1", "#8f2d3b"


def brands() -> list[str]:
    """4,000 brands that are the same in every run, and the corners of the gamut."""
    chance = random.Random(20261123)  # noqa: S311 - brands to test with, not secrets
    return [f"#{chance.randrange(1 << 24):06x}" for _ in range(4000)] + PURE


def fills(colours: Palette, *roles: str) -> set[RGB]:
    return {colours.rgb(role) for role in roles}


def hue_distance(one: float, other: float) -> float:
    return abs((one - other + 180) % 360 - 180)


class TestPalette:
    @pytest.mark.parametrize("edition", EDITIONS)
    def test_words_and_shapes_stand_out_from_their_ground_in_every_brand(self, edition: str) -> None:
        for brand in brands() if edition != "ink-saver" else PURE:
            colours = palette(brand, edition)
            weak = [
                (brand, one, other, round(ratio, 2))
                for pairs, least in ((TEXT_PAIRS, 4.5), (SHAPE_PAIRS, 3.0))
                for one, other in pairs
                if (ratio := contrast(colours.rgb(one), colours.rgb(other))) < least
            ]
            assert not weak

    def test_the_pairs_name_roles_and_every_role_for_words_is_held_to_account(self) -> None:
        named = {role for pair in TEXT_PAIRS + SHAPE_PAIRS for role in pair}
        assert named <= set(ROLES)
        lines = {role for role in ROLES if role == "line" or role.endswith("-line")}
        assert set(ROLES) - named - lines == {"art-3", "art-4"}

    @pytest.mark.parametrize("brand", [DARK, MID, PALE, RED])
    def test_colours_keep_the_hue_of_the_brand(self, brand: str) -> None:
        hue = oklch(parse(brand))[2]
        for role in ("hero", "strong", "accent", "line"):
            assert hue_distance(oklch(palette(brand).rgb(role))[2], hue) < 6, role

    def test_a_dark_brand_is_the_hero_itself(self) -> None:
        for brand in (DARK, RED):
            assert palette(brand).rgb("hero") == parse(brand)
            assert palette(brand).rgb("on-hero") == (255, 255, 255)
            assert is_dark(palette(brand))

    def test_a_mid_brand_is_deepened_until_white_words_read_on_it(self) -> None:
        assert tone(parse(MID)) > 44
        assert tone(palette(MID).rgb("hero")) == pytest.approx(42, abs=0.5)
        assert is_dark(palette(MID))

    def test_a_pale_brand_flips_the_hero_to_dark_words_on_a_pale_ground(self) -> None:
        colours = palette(PALE)
        assert not is_dark(colours)
        assert tone(colours.rgb("hero")) == pytest.approx(88, abs=0.5)
        assert tone(colours.rgb("on-hero")) < 20
        assert tone(colours.rgb("art-ink")) < 20

    @pytest.mark.parametrize(("grey", "dark"), [("#959595", True), ("#9f9f9f", False)])
    def test_the_flip_is_where_a_deep_hero_would_not_be_the_brand_any_more(self, grey: str, dark: bool) -> None:  # noqa: FBT001 - a case
        assert is_dark(palette(grey)) is dark

    def test_outlines_of_filled_panels_do_not_show_in_full_colour_and_do_in_the_ink_saver(self) -> None:
        for role in ("hero", "tint", "tint-2"):
            assert palette(DARK).rgb(f"{role}-line") == palette(DARK).rgb(role)
            saver = palette(DARK, "ink-saver")
            assert contrast(saver.rgb(f"{role}-line"), saver.rgb(role)) > 15

    @pytest.mark.parametrize("brand", ["#8f2d3b", "#c0392b", "#e5989b", "#a33b20", "#7a1f2f"])
    def test_the_warm_box_of_a_red_brand_is_white_with_a_line_that_shows(self, brand: str) -> None:
        colours = palette(brand)
        assert colours.rgb("warn-tint") == (255, 255, 255) != colours.rgb("tint")
        assert contrast(colours.rgb("warn-line"), colours.rgb("warn-tint")) >= 4.5

    @pytest.mark.parametrize(("brand", "own"), [("#c8102e", True), ("#a33b20", True), ("#e9b7b3", False)])
    def test_a_vivid_red_brand_warns_in_its_own_red(self, brand: str, own: bool) -> None:  # noqa: FBT001 - a case
        hue, red = oklch(parse(brand))[2], oklch(palette(brand).rgb("warn"))[2]
        assert (abs(red - hue) < 3) is own
        assert (abs(red - 27) < 3) is (not own or abs(hue - 27) < 3)

    @pytest.mark.parametrize("brand", [DARK, MID, "#3b4a8f", "#6b6b6b", "#000000"])
    def test_the_warm_box_of_any_other_brand_is_warm_with_a_soft_line(self, brand: str) -> None:
        colours = palette(brand)
        assert oklch(colours.rgb("warn-tint"))[1] > 0.008
        assert contrast(colours.rgb("warn-line"), colours.rgb("warn-tint")) < 2.5

    def test_a_qr_code_is_dark_on_white_in_every_brand(self) -> None:
        for brand in brands()[::10] + PURE:
            for edition in EDITIONS:
                colours = palette(brand, edition)
                assert tone(colours.rgb("qr")) <= 34.5
                assert colours.rgb("qr-ground") == (255, 255, 255)

    def test_the_grey_edition_is_grey_and_keeps_every_tone(self) -> None:
        for brand in (DARK, MID, PALE, RED, "#ffff00"):
            colours, grey = palette(brand), palette(brand, "grey")
            for role in ROLES:
                assert len(set(grey.rgb(role))) == 1, role
                if not role.startswith("warn-"):
                    assert tone(grey.rgb(role)) == pytest.approx(tone(colours.rgb(role)), abs=0.3), role

    def test_the_warm_box_of_the_grey_edition_is_known_by_its_line(self) -> None:
        grey = palette(DARK, "grey")
        assert grey.rgb("warn-tint") == (255, 255, 255)
        assert contrast(grey.rgb("warn-line"), grey.rgb("warn-tint")) >= 4.5

    def test_the_ink_saver_fills_nothing_and_is_the_same_for_every_brand(self) -> None:
        saver = palette(DARK, "ink-saver")
        grounds = {ground for _, ground in TEXT_PAIRS + SHAPE_PAIRS} - {"on-hero"}
        assert fills(saver, *grounds, "art-3") == {(255, 255, 255)}
        assert saver.rgb("qr") == (0, 0, 0)
        assert not is_dark(saver)
        assert palette(PALE, "ink-saver") == saver

    def test_an_unknown_edition_is_named_with_the_ones_there_are(self) -> None:
        with pytest.raises(UnknownName, match=r'no edition "ink saver"\. Did you mean "ink-saver"'):
            palette(DARK, "ink saver")

    def test_an_unknown_role_is_a_key_error(self) -> None:
        with pytest.raises(KeyError, match="glow"):
            palette(DARK).rgb("glow")

    @given(st.integers(0, (1 << 24) - 1))
    @example(0)
    @example((1 << 24) - 1)
    def test_a_palette_is_a_pure_function_with_one_byte_triple_for_every_role(self, number: int) -> None:
        brand = f"#{number:06x}"
        colours = palette(brand)
        assert colours == palette(brand.upper())
        assert len(colours.colours) == len(ROLES) == len(set(ROLES))
        assert all(0 <= channel <= 255 for colour in colours.colours for channel in colour)
