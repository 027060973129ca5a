"""The sample as a project whose clinics have a print shop, with the profile of a made-up press."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cmyk_profile
from handouts.press.project import start

if TYPE_CHECKING:
    from pathlib import Path

#: Where the profile lies, and the line that names it under ``defaults``.
PROFILE = "profiles/press.icc"
LINE = f"  press: {{profile: {PROFILE}}}\n"


def project(folder: Path, profile: bytes | None = None) -> Path:
    """Write the sample, and a profile that all its clinics name."""
    start(folder)
    file = folder / PROFILE
    file.parent.mkdir()
    file.write_bytes(cmyk_profile.profile() if profile is None else profile)
    clinics = folder / "clinics.yaml"
    text = clinics.read_text(encoding="utf-8")
    assert text.count("\ndefaults:\n") == 1
    clinics.write_text(text.replace("\ndefaults:\n", f"\ndefaults:\n{LINE}"), encoding="utf-8")
    return folder
