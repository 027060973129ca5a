from __future__ import annotations

from typing import TYPE_CHECKING

import pypdfium2
import zxingcpp

import handouts

if TYPE_CHECKING:
    from pathlib import Path


def test_a_setting_that_names_no_rule_says_so(project: Path) -> None:
    (project / "handouts.yaml").write_text("severity:\n  reading: warning\n", encoding="utf-8")
    said = [str(problem) for problem in handouts.check(handouts.load(project)) if problem.place.file == "handouts.yaml"]
    assert len(said) == 1
    assert said[0].startswith('handouts.yaml:2:3: warning: there is no rule "reading". Did you mean "reading-grade"?')


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
