from __future__ import annotations

import io
import os
import random
import struct
import subprocess
import sys
import warnings
import zlib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms, ImageDraw

from handouts.errors import ContentInvalid, Place, Problem
from handouts.graphics.drawing import Drawing
from handouts.graphics.images import Picture, read

if TYPE_CHECKING:
    from collections.abc import Callable

PLACE = Place("clinics.yaml", 12, 15)
RED, GREEN, BLUE = (200, 30, 40), (20, 180, 60), (30, 60, 210)


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    def write(data: bytes, name: str = "logo.png") -> Path:
        path = tmp_path / name
        path.write_bytes(data)
        return path

    return write


def saved(image: Image.Image, kind: str = "PNG", **options: object) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def quarters(mode: str = "RGB", size: int = 40) -> Image.Image:
    """Red, green over blue, white."""
    image = Image.new("RGB", (size, size), "white")
    half = size // 2
    image.paste(RED, (0, 0, half, half))
    image.paste(GREEN, (half, 0, size, half))
    image.paste(BLUE, (0, half, half, size))
    return image.quantize(4) if mode == "P" else image.convert(mode)


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png(width: int, height: int, *, depth: int = 8, colour: int = 2, extra: bytes = b"", rows: bytes = b"") -> bytes:
    """A PNG by hand: the header may promise anything."""
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + extra + chunk(b"IDAT", zlib.compress(rows, 9)) + chunk(b"IEND", b"")


def problem(path: Path) -> Problem:
    with warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter("always")
        with pytest.raises(ContentInvalid) as caught:
            read(path, PLACE)
    assert not seen
    (found,) = caught.value.problems
    assert found.place == PLACE
    assert "\n" not in found.message
    return found


def pixel(picture: Picture, x: int, y: int) -> tuple[int, ...]:
    width = len(picture.mode)
    at = (y * picture.width + x) * width
    return tuple(picture.pixels[at : at + width])


class TestKinds:
    def test_a_png_keeps_its_pixels(self, write: Callable[..., Path]) -> None:
        picture = read(write(saved(quarters())), PLACE)
        assert (picture.width, picture.height, picture.mode, picture.alpha) == (40, 40, "RGB", None)
        assert picture.pixels == quarters().tobytes()

    def test_a_jpeg_is_read_whatever_its_name_says(self, write: Callable[..., Path]) -> None:
        picture = read(write(saved(quarters(), "JPEG", quality=95), "logo.png"), PLACE)
        assert pixel(picture, 5, 5) == pytest.approx(RED, abs=6)
        assert picture.alpha is None

    @pytest.mark.parametrize("mode", ["P", "RGB", "RGBA"])
    def test_every_kind_of_colour_png_gives_the_same_colours(self, write: Callable[..., Path], mode: str) -> None:
        assert read(write(saved(quarters(mode))), PLACE).pixels == quarters().tobytes()

    @pytest.mark.parametrize("mode", ["1", "L", "LA"])
    def test_a_grey_picture_has_one_byte_a_pixel(self, write: Callable[..., Path], mode: str) -> None:
        picture = read(write(saved(quarters(mode))), PLACE)
        assert picture.mode == "L"
        assert picture.pixels == quarters(mode).convert("L").tobytes()

    def test_a_colour_file_that_holds_greys_only_is_grey(self, write: Callable[..., Path]) -> None:
        grey = quarters("L")
        assert read(write(saved(grey.convert("RGB"))), PLACE) == read(write(saved(grey)), PLACE)

    def test_sixteen_bits_keep_the_upper_eight(self, write: Callable[..., Path]) -> None:
        image = Image.frombytes("I;16", (3, 1), struct.pack("<HHH", 0, 0x8012, 0xFFFF))
        picture = read(write(saved(image)), PLACE)
        assert (picture.mode, picture.pixels) == ("L", b"\x00\x80\xff")

    def test_sixteen_bits_of_each_colour_keep_the_upper_eight(self, write: Callable[..., Path]) -> None:
        rows = b"\x00" + struct.pack(">HHH", 0xFF00, 0x8012, 0x0001)
        assert pixel(read(write(png(1, 1, depth=16, rows=rows)), PLACE), 0, 0) == (0xFF, 0x80, 0)

    def test_sixteen_bit_grey_with_one_grey_left_out_is_refused(self, write: Callable[..., Path]) -> None:
        extra = chunk(b"tRNS", b"\x00\x05")
        data = png(1, 1, depth=16, colour=0, extra=extra, rows=b"\x00\x00\x05")
        assert "16 bits" in problem(write(data)).message


class TestAlpha:
    def test_alpha_stands_apart_from_the_colour(self, write: Callable[..., Path]) -> None:
        image = quarters("RGBA")
        image.putalpha(Image.linear_gradient("L").resize((40, 40)))
        picture = read(write(saved(image)), PLACE)
        assert picture.alpha == image.getchannel("A").tobytes()
        assert picture.pixels == quarters().tobytes()

    def test_alpha_that_hides_nothing_is_dropped(self, write: Callable[..., Path]) -> None:
        assert read(write(saved(quarters("RGBA"))), PLACE).alpha is None

    def test_grey_with_alpha_keeps_both(self, write: Callable[..., Path]) -> None:
        image = Image.merge("LA", (Image.new("L", (4, 4), 30), Image.new("L", (4, 4), 99)))
        picture = read(write(saved(image)), PLACE)
        assert (picture.mode, picture.pixels, picture.alpha) == ("L", bytes([30] * 16), bytes([99] * 16))

    @pytest.mark.parametrize("mode", ["P", "RGB", "L"])
    def test_one_colour_left_out_becomes_alpha(self, write: Callable[..., Path], mode: str) -> None:
        image = quarters(mode)
        key = image.getpixel((0, 0))
        picture = read(write(saved(image, transparency=key)), PLACE)
        assert picture.alpha is not None
        assert (picture.alpha[0], picture.alpha[-1]) == (0, 255)

    def test_a_palette_may_have_strengths_of_alpha(self, write: Callable[..., Path]) -> None:
        image = Image.frombytes("P", (3, 1), b"\x00\x01\x02")
        image.putpalette([*RED, *GREEN, *BLUE])
        picture = read(write(saved(image, transparency=b"\x01\x80\xff")), PLACE)
        assert picture.alpha == b"\x01\x80\xff"
        assert picture.pixels == bytes([*RED, *GREEN, *BLUE])

    def test_a_mark_of_one_colour_is_of_one_colour_all_over_at_any_size(self, write: Callable[..., Path]) -> None:
        image = Image.new("RGBA", (90, 30), (0, 0, 0, 0))
        ImageDraw.Draw(image).ellipse((20, 2, 70, 28), fill=(*RED, 255))
        picture = read(write(saved(image)), PLACE)
        small = picture.shrunk(31, 99)
        assert picture.is_flat
        assert small.is_flat
        assert (small.width, small.pixels[:3]) == (31, bytes(RED))
        assert small.alpha is not None
        assert {0, 255} < set(small.alpha)
        two = image.copy()
        ImageDraw.Draw(two).point((45, 15), fill=(*BLUE, 255))
        assert not read(write(saved(two)), PLACE).is_flat


class TestOrientation:
    @pytest.mark.parametrize(("orientation", "corner"), [(1, RED), (3, (255, 255, 255)), (6, BLUE), (8, GREEN)])
    @pytest.mark.parametrize("kind", ["JPEG", "PNG"])
    def test_the_picture_is_turned_as_the_camera_noted(
        self, write: Callable[..., Path], orientation: int, corner: tuple[int, ...], kind: str
    ) -> None:
        exif = Image.Exif()
        exif[0x0112] = orientation
        picture = read(write(saved(quarters().resize((60, 40)), kind, exif=exif)), PLACE)
        assert (picture.width, picture.height) == ((60, 40) if orientation < 5 else (40, 60))
        shown = pixel(picture, 3, 3) if picture.mode == "RGB" else pixel(picture, 3, 3) * 3
        assert shown == pytest.approx(corner, abs=12)

    def test_a_broken_note_is_a_damaged_picture(self, write: Callable[..., Path]) -> None:
        data = saved(quarters(), "JPEG", exif=b"Exif\x00\x00II*\x00\xff\xff\xff\xff" + bytes(20))
        assert "is damaged" in problem(write(data)).message


class TestProfiles:
    def test_an_srgb_profile_changes_nothing(self, write: Callable[..., Path]) -> None:
        assert read(write(saved(quarters(), icc_profile=srgb_profile())), PLACE).pixels == quarters().tobytes()

    def test_another_profile_is_converted_to_srgb(self, write: Callable[..., Path]) -> None:
        linear = swapped_profile()
        picture = read(write(saved(quarters(), icc_profile=linear)), PLACE)
        assert picture.pixels != quarters().tobytes()
        assert pixel(picture, 0, 0)[1] > pixel(picture, 0, 0)[0]

    def test_alpha_survives_the_conversion(self, write: Callable[..., Path]) -> None:
        image = quarters("RGBA")
        image.putalpha(77)
        picture = read(write(saved(image, icc_profile=swapped_profile())), PLACE)
        assert picture.alpha == bytes([77] * 1600)
        assert picture.pixels != quarters().tobytes()

    @pytest.mark.parametrize("profile", [b"junk", bytes(128), b"\x00" * 36 + b"acsp" + bytes(200)])
    def test_a_profile_that_cannot_be_read_is_refused(self, write: Callable[..., Path], profile: bytes) -> None:
        assert "save it again in sRGB" in problem(write(saved(quarters(), icc_profile=profile))).message

    def test_a_profile_for_another_kind_of_colour_is_refused(self, write: Callable[..., Path]) -> None:
        lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
        assert "save it again in sRGB" in problem(write(saved(quarters(), icc_profile=lab))).message


def srgb_profile() -> bytes:
    """An sRGB profile without the moment it was made (ICC.1:2022, 7.2.8), so that it is the same in every run."""
    data = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return data[:24] + bytes(12) + data[36:]


def swapped_profile() -> bytes:
    """An sRGB profile whose red and green primaries have changed places, under another name."""
    swapped = srgb_profile().replace(b"rXYZ", b"tmp!").replace(b"gXYZ", b"rXYZ").replace(b"tmp!", b"gXYZ")
    return swapped.replace("sRGB".encode("utf-16-be"), "Swap".encode("utf-16-be"))


class TestRefused:
    @pytest.mark.parametrize(
        ("size", "says"),
        [
            ((5000, 4001), "5,000 by 4,001 pixels; the most is 20 million"),
            ((20_001, 1), "20,000 on a side"),
            ((1, 4_000_000_000), "20,000 on a side"),
            ((65_535, 65_535), "20 million"),
            ((0, 40), "is damaged"),
            ((40, 0), "is damaged"),
        ],
    )
    def test_a_size_beyond_the_limits_is_refused_by_its_header(
        self, write: Callable[..., Path], size: tuple[int, int], says: str
    ) -> None:
        assert says in problem(write(png(*size))).message

    def test_the_limits_themselves_are_fine(self, write: Callable[..., Path]) -> None:
        rows = (b"\x00" + bytes(2500)) * 1000
        picture = read(write(png(20_000, 1000, depth=1, colour=0, rows=rows)), PLACE)
        assert (picture.width, picture.height, picture.mode) == (20_000, 1000, "L")

    def test_a_jpeg_beyond_the_limits_is_refused_by_its_header(self, write: Callable[..., Path]) -> None:
        data = bytearray(saved(quarters(), "JPEG"))
        at = data.index(b"\xff\xc0")
        data[at + 5 : at + 9] = struct.pack(">HH", 60_000, 60_000)
        assert "60,000 by 60,000" in problem(write(bytes(data))).message

    def test_a_second_larger_header_does_not_slip_through(self, write: Callable[..., Path]) -> None:
        second = chunk(b"IHDR", struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0))
        assert "is damaged" in problem(write(png(4, 4, extra=second))).message
        data = saved(quarters(), "JPEG")
        at = data.index(b"\xff\xc0")
        segment = data[at : at + 19]
        twice = data[:at] + segment[:5] + struct.pack(">HH", 60_000, 60_000) + segment[9:] + data[at:]
        assert "60,000" in problem(write(twice)).message or "is damaged" in problem(write(twice)).message

    def test_a_file_above_10_mb_is_refused_unread(self, write: Callable[..., Path]) -> None:
        path = write(b"")
        with path.open("wb") as file:
            file.truncate(10_000_001)
        assert "is larger than 10 MB" in problem(path).message

    def test_printing_inks_are_refused(self, write: Callable[..., Path]) -> None:
        assert "(CMYK); save it in RGB" in problem(write(saved(quarters("CMYK"), "JPEG"))).message

    def test_a_moving_picture_is_refused(self, write: Callable[..., Path]) -> None:
        frames = saved(quarters(), save_all=True, append_images=[quarters().rotate(90)])
        assert "is animated" in problem(write(frames)).message

    @pytest.mark.parametrize(
        ("data", "says"),
        [
            (b"", "is empty"),
            (b"<html><body>Not found</body></html>", "is not a picture that is known here"),
            (b"\x1f\x8b\x08" + bytes(30), "is compressed, as .svgz files are; save it as a plain SVG"),
            (b"GIF89a" + bytes(30), "is a GIF; save it as PNG or SVG, or as JPEG"),
            (b"BM" + bytes(30), "is a BMP"),
            (b"II*\x00" + bytes(30), "is a TIFF"),
            (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "is a WebP"),
            (b"\x00\x00\x00\x18ftypheic", "is a HEIC"),
            (b"%PDF-1.7", "is a PDF"),
            (b"PK\x03\x04", "is not a picture that is known here"),
            (b"\xff\xd8", "is not a picture that is known here"),
            (b"\x89PNG\r\n\x1a\n", "is damaged"),
            (b"\xff\xd8\xff", "is damaged"),
            (b"\xff\xd8\xff\xd9", "is damaged"),
        ],
    )
    def test_other_files_are_called_by_their_name(self, write: Callable[..., Path], data: bytes, says: str) -> None:
        assert says in problem(write(data)).message

    def test_a_drawing_is_read_whatever_its_name_says(self, write: Callable[..., Path]) -> None:
        data = b'\xef\xbb\xbf <svg viewBox="0 0 30 20"><rect width="9" height="9" fill="#1f5c57"/></svg>'
        found = read(write(data, "logo.png"), PLACE)
        assert isinstance(found, Drawing)
        assert (found.width, found.height, len(found.items)) == (30, 20, 1)

    def test_a_real_gif_named_png_is_still_a_gif(self, write: Callable[..., Path]) -> None:
        assert 'The picture "logo.png" is a GIF;' in problem(write(saved(quarters("P"), "GIF"))).message

    @pytest.mark.parametrize("kind", ["PNG", "JPEG"])
    def test_a_file_cut_short_anywhere_is_refused(self, write: Callable[..., Path], kind: str) -> None:
        noise = random.Random(7).randbytes(64 * 64 * 3)  # noqa: S311 - pixels, not secrets
        whole = saved(Image.frombytes("RGB", (64, 64), noise), kind)
        for length in range(9, len(whole) * 9 // 10, 97):
            assert "is damaged" in problem(write(whole[:length])).message

    def test_text_that_unpacks_to_gigabytes_is_refused(self, write: Callable[..., Path]) -> None:
        bomb = chunk(b"zTXt", b"Comment\x00\x00" + zlib.compress(bytes(50_000_000), 9))
        data = png(1, 1, extra=bomb, rows=b"\x00\x01\x02\x03")
        assert "is damaged" in problem(write(data)).message


class TestFiles:
    def test_a_missing_picture_is_named_with_the_one_that_was_meant(self, write: Callable[..., Path]) -> None:
        path = write(saved(quarters()), "alder.png")
        message = problem(path.with_name("aldr.png")).message
        assert message == 'There is no picture "aldr.png" here. Did you mean "alder.png"?'

    def test_a_missing_folder_is_named_too(self, tmp_path: Path) -> None:
        assert 'There is no folder "logoes" either.' in problem(tmp_path / "logoes" / "alder.png").message

    def test_a_folder_is_not_a_picture(self, tmp_path: Path) -> None:
        assert "is not a file" in problem(tmp_path).message

    def test_a_pipe_is_not_waited_for(self, tmp_path: Path) -> None:
        if not hasattr(os, "mkfifo"):
            pytest.skip("this system has no named pipes")
        os.mkfifo(tmp_path / "pipe.png")
        assert "is not a file" in problem(tmp_path / "pipe.png").message

    def test_a_file_that_may_not_be_opened_says_so(
        self, write: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def refuse(*_: object, **__: object) -> None:
            raise PermissionError(13, "Permission denied")

        path = write(saved(quarters()))
        monkeypatch.setattr(Path, "open", refuse)
        assert "could not be read (Permission denied)" in problem(path).message


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
@given(data=st.data())
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_mutated_file_ever_raises_anything_but_our_error(tmp_path: Path, data: st.DataObject, kind: str) -> None:
    mode = data.draw(st.sampled_from(["RGB", "L", "P", "RGBA", "LA"] if kind == "PNG" else ["RGB", "L", "CMYK"]))
    exif = Image.Exif()
    exif[0x0112] = 6
    good = bytearray(saved(quarters(mode, 16), kind, icc_profile=srgb_profile(), exif=exif))
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(2, len(good) - 1))
        good[at : at + data.draw(st.integers(0, 4))] = data.draw(st.binary(max_size=6))
    path = tmp_path / "mutated"
    path.write_bytes(bytes(good))
    try:
        picture = read(path, PLACE)
    except ContentInvalid as error:
        assert len(error.problems) == 1  # noqa: PT017 - a mutated file may also still be a picture
    else:
        assert len(picture.pixels) == picture.width * picture.height * len(picture.mode)


class TestShrunk:
    @pytest.mark.parametrize(
        ("box", "size"), [((20, 99), (20, 10)), ((99, 5), (10, 5)), ((30, 12), (24, 12)), ((1, 1), (1, 1))]
    )
    def test_it_fits_the_box_and_keeps_its_shape(self, box: tuple[int, int], size: tuple[int, int]) -> None:
        small = Picture.of(quarters().resize((40, 20))).shrunk(*box)
        assert (small.width, small.height) == size
        assert len(small.pixels) == size[0] * size[1] * 3

    def test_what_fits_already_is_left_alone(self) -> None:
        picture = Picture.of(quarters())
        assert picture.shrunk(40, 40) is picture
        assert picture.shrunk(400, 400) is picture

    def test_hidden_colours_do_not_bleed_into_the_edge(self) -> None:
        colour, alpha = Image.new("RGB", (40, 40), (0, 255, 0)), Image.new("L", (40, 40), 0)
        colour.paste(RED, (0, 0, 21, 40))
        alpha.paste(255, (0, 0, 21, 40))
        small = Picture.of(colour, alpha).shrunk(10, 10)
        assert small.alpha is not None
        seen = [pixel(small, x, 5) for x in range(10) if small.alpha[50 + x] > 8]
        assert all(colours == pytest.approx(RED, abs=12) for colours in seen)

    def test_grey_and_alpha_stay_grey_and_alpha(self) -> None:
        small = Picture.of(Image.linear_gradient("L"), Image.radial_gradient("L")).shrunk(16, 16)
        assert (small.mode, len(small.pixels), len(small.alpha or b"")) == ("L", 256, 256)

    def test_the_same_picture_shrinks_to_the_same_bytes(self) -> None:
        assert Picture.of(quarters()).shrunk(13, 17) == Picture.of(quarters()).shrunk(13, 17)


class TestDigest:
    def test_equal_pixels_have_equal_digests_whatever_the_file(self, write: Callable[..., Path]) -> None:
        one = read(write(saved(quarters(), compress_level=1), "a.png"), PLACE)
        other = read(write(saved(quarters("P"), compress_level=9), "b.png"), PLACE)
        assert one.digest == other.digest
        assert one == other

    def test_shape_colour_and_alpha_all_count(self) -> None:
        grey = Image.new("L", (6, 4), 9)
        pictures = [
            Picture.of(grey),
            Picture.of(grey.transpose(Image.Transpose.ROTATE_90)),
            Picture.of(grey, Image.new("L", (6, 4), 9)),
            Picture.of(grey, Image.new("L", (6, 4), 10)),
            Picture.of(quarters()),
        ]
        assert len({picture.digest for picture in pictures}) == len(pictures)


@pytest.mark.skipif(sys.platform != "linux", reason="the kernel's own peak, without that of the parent, is Linux's")
def test_twelve_bombs_and_the_largest_picture_stay_within_300_mb(write: Callable[..., Path], tmp_path: Path) -> None:
    row = b"\x00" + bytes(5000 * 4)
    write(png(5000, 4000, colour=6, rows=row * 4000), "largest.png")
    for i, side in enumerate(range(4_500, 65_000, 5_100)):
        write(png(side, side, depth=1, colour=0, rows=bytes(1_000_000)), f"bomb{i}.png")
    program = """
import re, sys
from pathlib import Path
from handouts.errors import ContentInvalid, Place
from handouts.graphics.images import read
refused = 0
for path in sorted(Path(sys.argv[1]).glob("*.png")):
    try:
        read(path, Place("clinics.yaml"))
    except ContentInvalid:
        refused += 1
status = Path("/proc/self/status").read_text()
print(refused, re.search(r"VmHWM:\\s*(\\d+) kB", status)[1])
"""
    done = subprocess.run([sys.executable, "-c", program, tmp_path], capture_output=True, text=True, check=True)
    refused, peak = map(int, done.stdout.split())
    assert refused == 12
    assert peak < 300_000
