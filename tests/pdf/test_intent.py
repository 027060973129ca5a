from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pikepdf
import pytest
from PIL import ImageCms

from handouts.pdf.assembler import Objects
from handouts.pdf.intent import Intent, srgb, write

if TYPE_CHECKING:
    from pathlib import Path


def test_the_profile_in_a_file_is_srgb(good: Path) -> None:
    with pikepdf.open(good) as pdf:
        (intent,) = pdf.Root.OutputIntents
        assert (intent.S, str(intent.OutputConditionIdentifier)) == ("/GTS_PDFA1", "sRGB IEC61966-2.1")
        assert intent.DestOutputProfile.N == 3
        profile = ImageCms.ImageCmsProfile(io.BytesIO(intent.DestOutputProfile.read_bytes()))
    assert "sRGB" in ImageCms.getProfileDescription(profile)


def test_the_profile_does_not_know_the_time() -> None:
    assert srgb() == srgb()
    assert srgb().profile[24:36] == bytes.fromhex("07d000010001000000000000")


@pytest.mark.parametrize(("space", "components"), [(b"CMYK", b"/N 4"), (b"GRAY", b"/N 1"), (b"RGB ", b"/N 3")])
def test_other_conditions_count_their_own_inks(space: bytes, components: bytes) -> None:
    objects = Objects(1)
    entry = write(Intent(b"\0" * 16 + space + b"\0" * 108, "A press"), b"", objects)
    assert "(A press)" in entry
    assert components in objects.streams[1]
