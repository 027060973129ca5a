from __future__ import annotations

from typing import TYPE_CHECKING

import pypdfium2
import zxingcpp

import handouts

if TYPE_CHECKING:
    from pathlib import Path


def test_a_setting_that_has_no_effect_yet_says_so(project: Path) -> None:
    (project / "handouts.yaml").write_text("severity:\n  reading: warning\n", encoding="utf-8")
    said = [str(problem) for problem in handouts.check(handouts.load(project)) if problem.place.file == "handouts.yaml"]
    assert said == [
        'handouts.yaml:1:1: warning: "severity" has no effect in this version.',
    ]


def test_a_qr_code_is_made_as_the_settings_say(project: Path) -> None:
    def read() -> zxingcpp.Barcode:
        pdf = handouts.render(handouts.load(project), "microneedling", clinic="alder", layout="a4")
        page = pypdfium2.PdfDocument(pdf.data)[0]
        (found,) = zxingcpp.read_barcodes(page.render(scale=3).to_pil())
        return found

    usual = read()
    (project / "handouts.yaml").write_text("qr:\n  encoder: zxing\n  level: Q\n", encoding="utf-8")
    other = read()
    assert (usual.ec_level, other.ec_level) == ("M", "Q")
    assert usual.text == other.text
