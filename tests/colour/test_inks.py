from __future__ import annotations

import colorsys
import io
import random
import struct
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms

import cmyk_profile
from handouts.colour import EDITIONS, RGB, ROLES, SHAPE_PAIRS, TEXT_PAIRS, contrast, palette, tone
from handouts.colour.inks import BLACK, MOST_INK, NO_INK, Condition, limited, separated

PURE = [
    "#000000",
    "#ffffff",
    *(
        "#" + "".join(f"{round(c * 255):02x}" for c in colorsys.hsv_to_rgb(hue / 12, saturation, value))
        for hue in range(12)
        for saturation in (0.15, 1.0)
        for value in (0.35, 1.0)
    ),
]
SAMPLE = ("#1f5c57", "#4a78a8", "#e9b7b3", "#c8102e", "#111111")


@cache
def made_up() -> Condition:
    return Condition.of(cmyk_profile.profile())


@pytest.fixture(scope="module")
def press() -> Condition:
    return made_up()


def unlimited(image: Image.Image) -> list[tuple[int, ...]]:
    """The inks that the profile asks for, pixel by pixel."""
    inks = ImageCms.ImageCmsProfile(io.BytesIO(cmyk_profile.profile()))
    made = ImageCms.profileToProfile(
        image, ImageCms.createProfile("sRGB"), inks, ImageCms.Intent.RELATIVE_COLORIMETRIC, "CMYK", flags=_BPC
    )
    assert made is not None
    return list(struct.iter_unpack("4B", made.tobytes()))


_BPC = ImageCms.Flags.BLACKPOINTCOMPENSATION | ImageCms.Flags.HIGHRESPRECALC


def brands() -> list[str]:
    chance = random.Random(20261123)  # noqa: S311 - brands to test with, not secrets
    return [f"#{chance.randrange(1 << 24):06x}" for _ in range(150)] + PURE


def percent(inks: tuple[int, ...]) -> float:
    return sum(inks) * 100 / 255


def near(one: RGB, other: RGB) -> int:
    return max(abs(a - b) for a, b in zip(one, other, strict=True))


def changed(at: int, data: bytes) -> bytes:
    """The profile with other bytes at a place."""
    whole = cmyk_profile.profile()
    return whole[:at] + data + whole[at + len(data) :]


class TestCondition:
    def test_its_name_is_the_profiles_own(self, press: Condition) -> None:
        assert press.name == "Made-up press, for tests"
        assert press.profile == cmyk_profile.profile()

    @pytest.mark.parametrize("colour", [(233, 183, 179), (190, 170, 160), (120, 130, 140), (90, 60, 62), (60, 96, 92)])
    def test_what_the_press_can_show_looks_on_paper_as_it_did(self, colour: RGB, press: Condition) -> None:
        assert near(press.seen(press.inks(colour)), colour) <= 4

    def test_white_is_bare_paper(self, press: Condition) -> None:
        assert press.inks((255, 255, 255)) == NO_INK
        assert press.seen(NO_INK) == (255, 255, 255)

    @given(st.integers(0, 254))
    def test_greys_are_black_ink_alone_and_as_light_as_they_were(self, grey: int) -> None:
        press = made_up()
        *colours, _ = inks = press.inks((grey,) * 3)
        assert colours == [0, 0, 0]
        deepest = tone(press.seen(BLACK))
        assert tone(press.seen(inks)) == pytest.approx(max(deepest, tone((grey,) * 3)), abs=1.2)

    @pytest.mark.parametrize(
        ("profile", "says"),
        [
            (b"", "is not an ICC profile"),
            (b"%PDF-1.7" * 40, "is not an ICC profile"),
            (cmyk_profile.profile()[:-1], "damaged or cut short"),
            (cmyk_profile.profile()[:100], "damaged or cut short"),
            (cmyk_profile.profile() + b"\0", "damaged or cut short"),
            (changed(8, b"\x05"), "version 5"),
            (changed(12, b"mntr"), "not an output profile"),
            (changed(12, b"link"), "not an output profile"),
            (changed(16, b"RGB "), "is for RGB, and a press needs CMYK"),
            (changed(16, b"\xff\xff\xff\xff"), "a press needs CMYK"),
            (changed(132, b"\0" * 120), "damaged or cut short"),
            (changed(136, b"\0\xff\xff\xff"), "damaged or cut short"),
            (changed(140, b"\xff\xff\xff\xff"), "damaged or cut short"),
            (changed(128, b"\xff\xff\xff\xff"), "damaged or cut short"),
            (cmyk_profile.assembled({b"cprt": b"text\0\0\0\0none\0"}), "damaged or cut short"),
            (ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes(), "not an output profile"),
        ],
        ids=lambda value: value if isinstance(value, str) else "",
    )
    def test_a_profile_of_no_use_says_what_to_ask_for(self, profile: bytes, says: str) -> None:
        with pytest.raises(ValueError, match=says):
            Condition.of(profile)

    @settings(max_examples=25, deadline=None)
    @given(st.integers(128, 5000), st.binary(min_size=1, max_size=40))
    def test_a_hostile_profile_is_refused_or_read_and_nothing_else(self, at: int, data: bytes) -> None:
        try:
            inks = Condition.of(changed(at, data)).inks((31, 92, 87))
        except ValueError as error:
            assert "damaged" in str(error)  # noqa: PT017 - either is fine
        else:
            assert len(inks) == 4


class TestSeparation:
    @pytest.mark.parametrize("edition", EDITIONS)
    def test_words_and_shapes_stand_out_on_paper_in_every_brand(self, edition: str, press: Condition) -> None:
        weak = []
        for brand in brands() if edition != "ink-saver" else PURE[:3]:
            seen = {
                role: press.seen(inks)
                for role, inks in zip(ROLES, separated(palette(brand, edition), press), strict=True)
            }
            weak += [
                (brand, one, other)
                for pairs, least in ((TEXT_PAIRS, 4.5), (SHAPE_PAIRS, 3.0))
                for one, other in pairs
                if contrast(seen[one], seen[other]) < least
            ]
        assert weak == []

    def test_no_role_takes_more_ink_than_a_sheet(self, press: Condition) -> None:
        most = max(percent(inks) for brand in brands() for inks in separated(palette(brand), press))
        assert most <= MOST_INK
        deep = (24, 0, 20)
        (untouched,) = unlimited(Image.new("RGB", (1, 1), deep))
        assert percent(untouched) > MOST_INK >= percent(press.inks(deep))

    @pytest.mark.parametrize("brand", SAMPLE)
    @pytest.mark.parametrize("edition", EDITIONS)
    def test_words_and_the_code_are_black_ink_alone(self, brand: str, edition: str, press: Condition) -> None:
        inks = dict(zip(ROLES, separated(palette(brand, edition), press), strict=True))
        assert inks["ink"] == inks["qr"] == BLACK
        assert inks["ink-2"][:3] == (0, 0, 0)
        assert 150 < inks["ink-2"][3] < 255
        assert inks["paper"] == inks["qr-ground"] == NO_INK

    def test_an_edition_without_colour_needs_one_plate(self, press: Condition) -> None:
        for edition in ("grey", "ink-saver"):
            assert {inks[:3] for inks in separated(palette("#c8102e", edition), press)} == {(0, 0, 0)}

    def test_a_brand_keeps_its_colour_but_for_the_black_that_contrast_takes(self, press: Condition) -> None:
        for brand in SAMPLE:
            colours = palette(brand)
            inks = dict(zip(ROLES, separated(colours, press), strict=True))
            assert inks["hero"][:3] == press.inks(colours.rgb("hero"))[:3]
            assert 0 <= inks["hero"][3] - press.inks(colours.rgb("hero"))[3] <= 12

    def test_a_press_on_dark_paper_is_refused(self, press: Condition, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(Condition, "seen", lambda _self, inks: (120, 120, 120 - inks[3] // 8))
        with pytest.raises(ValueError, match="too faintly to be read"):
            separated(palette("#1f5c57"), press)


class TestLimit:
    @given(st.tuples(*[st.integers(0, 255)] * 4))
    def test_black_stays_and_no_ink_grows(self, inks: tuple[int, int, int, int]) -> None:
        less = limited(inks)
        assert less[3] == inks[3]
        assert percent(less) <= MOST_INK
        assert all(after <= before for after, before in zip(less, inks, strict=True))
        assert less == inks or percent(less) > MOST_INK - 2

    def test_pixels_are_limited_as_roles_are(self, press: Condition) -> None:
        image = Image.merge("RGB", [Image.effect_noise((40, 40), spread) for spread in (90, 100, 110)])
        pixels = unlimited(image)
        made = press.picture(image).tobytes()
        assert max(map(percent, pixels)) > MOST_INK
        assert [limited(inks) for inks in pixels] == list(struct.iter_unpack("4B", made))

    def test_a_picture_without_colour_becomes_one_of_black_ink(self, press: Condition) -> None:
        ramp = Image.frombytes("L", (256, 1), bytes(range(256)))
        shown = press.picture(ramp).tobytes()
        assert (shown[0], shown[255]) == (0, 255)
        assert list(shown) == sorted(shown)
