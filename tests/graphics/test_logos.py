"""Logos from the cache: the same as decoded ones, and decoded where what is kept is not what was put in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PIL import Image

from handouts.cache import Cache
from handouts.errors import ContentInvalid, Place
from handouts.graphics import logos
from handouts.graphics.images import Picture, read
from handouts.graphics.logos import FACTS, SMALL, Logo, packed, read_logo, unpacked

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

PLACE = Place("clinics.yaml", 3, 5)
BOX = 40, 30


def _flat() -> Image.Image:
    image = Image.new("RGBA", (90, 60), (20, 90, 120, 0))
    image.paste((20, 90, 120, 255), (10, 10, 70, 50))
    return image


def _many() -> Image.Image:
    image = Image.new("RGB", (80, 80))
    image.putdata([(x * 3, y * 3, (x * y) % 256) for y in range(80) for x in range(80)])
    return image


PICTURES: dict[str, Callable[[], Image.Image]] = {
    "flat, with alpha": _flat,
    "of many colours": _many,
    "grey": lambda: _many().convert("L"),
    "of many colours, with alpha": lambda: Image.merge("RGBA", (*_many().split(), _many().convert("L"))),
    "small": lambda: _many().resize((20, 10)),
}


@pytest.fixture(params=PICTURES)
def path(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    PICTURES[request.param]().save(tmp_path / "logo.png")
    return tmp_path / "logo.png"


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    return Cache(tmp_path / "cache")


def picture(path: Path) -> Picture:
    found = read(path, PLACE)
    assert isinstance(found, Picture)
    return found


def kept(path: Path, cache: Cache) -> Logo:
    found = read_logo(path, PLACE, cache)
    assert isinstance(found, Logo)
    return found


def _never(_: bytes) -> Picture:
    raise AssertionError("nothing is to be decoded")


def test_what_is_kept_is_what_would_be_decoded(path: Path, cache: Cache, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = picture(path)
    first = kept(path, cache)
    assert first.shrunk(*BOX) == whole.shrunk(*BOX)
    monkeypatch.setattr(logos, "decoded", _never)
    again = kept(path, cache)
    assert (again.width, again.height, again.has_ground) == (whole.width, whole.height, whole.has_ground)
    assert again.shrunk(*BOX) == whole.shrunk(*BOX)


def test_another_size_is_made_of_the_file_that_was_read(path: Path, cache: Cache) -> None:
    whole = picture(path)
    kept(path, cache).shrunk(*BOX)
    again = kept(path, cache)
    path.write_bytes(b"another file by now")
    assert again.shrunk(7, 5) == whole.shrunk(7, 5)


def test_another_file_of_the_same_name_is_another(path: Path, cache: Cache) -> None:
    kept(path, cache).shrunk(*BOX)
    _flat().rotate(90, expand=True).save(path)
    assert kept(path, cache).shrunk(*BOX) == picture(path).shrunk(*BOX)


def test_without_a_cache_it_is_decoded(path: Path) -> None:
    assert read_logo(path, PLACE, Cache()) == read(path, PLACE)


def test_a_file_that_is_none_is_told_of_each_time(tmp_path: Path, cache: Cache) -> None:
    for name in ("missing.png", "broken.png"):
        (tmp_path / "broken.png").write_bytes(b"\x89PNG\r\n\x1a\nno more")
        for _ in range(2):
            with pytest.raises(ContentInvalid):
                read_logo(tmp_path / name, PLACE, cache)


@pytest.mark.parametrize("facts", [b"", b"0", b"10 10", b"10 10 7", b"-1 2 1", b"10 10 1 ", b"\xff"])
def test_facts_that_are_none_are_found_anew(tmp_path: Path, cache: Cache, facts: bytes) -> None:
    _flat().save(tmp_path / "logo.png")
    first = kept(tmp_path / "logo.png", cache)
    cache.put(FACTS, first.digest, facts)
    assert kept(tmp_path / "logo.png", cache).width == 90


@pytest.mark.parametrize(
    "harm",
    [
        lambda _: b"",
        lambda text: text[:-8],
        lambda text: text.replace(b"40 27 0 RGB", b"40 28 0 RGB"),
        lambda text: text.replace(b"40 27 0 RGB", b"40 27 1 RGB"),
        lambda text: text.replace(b"40 27 0 RGB", b"40 27 0 CMYK"),
        lambda text: text.partition(b"\n")[0] + b"\nno zlib",
    ],
)
def test_small_ones_that_are_none_are_made_anew(tmp_path: Path, cache: Cache, harm: Callable[[bytes], bytes]) -> None:
    path = tmp_path / "logo.png"
    image = _many().resize((90, 60))
    image.putalpha(_flat().getchannel("A"))
    image.save(path)
    small = kept(path, cache).shrunk(*BOX)
    text = packed(small)
    assert unpacked(text) == small
    assert unpacked(harm(text)) is None
    cache.put(SMALL, b"%d %d " % BOX + kept(path, cache).digest, harm(text))
    assert kept(path, cache).shrunk(*BOX) == small
