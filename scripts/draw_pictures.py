"""Draw the README's pictures anew, from what ``handouts preview`` makes of the sample.

Usage: python scripts/draw_pictures.py

A page of flat colours needs few of them: 128, chosen for each picture, make the file a third as large as full colour
does, and the eye sees no difference on a screen. The gallery of layouts is drawn by draw_gallery.py.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image

ROOT = Path(__file__).resolve().parents[1]
PICTURES = ROOT / "docs" / "pictures"

COLOURS = 128


def main() -> None:
    """Draw both pictures and say how large they are."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        preview(folder, "--layout", "a4", "--layout", "letter", "--dpi", "90")
        for source, target in (
            ("alder/microneedling_alder_en_a4-1.png", "microneedling-a4.png"),
            ("microneedling.png", "three-clinics.png"),
        ):
            with Image.open(folder / source) as picture:
                save(picture, PICTURES / target, COLOURS)


def preview(folder: Path, *options: str) -> None:
    """Run ``handouts preview`` over the sample."""
    command = [sys.executable, "-m", "handouts", "-C", str(ROOT), "preview", "microneedling", "-o", str(folder)]
    subprocess.run([*command, *options], check=True, stdout=subprocess.DEVNULL)  # noqa: S603 - our own program


def save(picture: Image.Image, target: Path, colours: int) -> None:
    """Write a picture with few colours: first those furthest apart, then moved to the middle of what they stand for."""
    target.parent.mkdir(parents=True, exist_ok=True)
    few = picture.quantize(colours, method=Image.Quantize.MAXCOVERAGE, kmeans=1, dither=Image.Dither.NONE)
    few.save(target, optimize=True)
    print(f"{target.relative_to(ROOT)}: {target.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
