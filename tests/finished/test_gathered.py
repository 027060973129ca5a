"""All leaflets of a project in one file, as a print shop gets it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pikepdf
import pytest

import handouts
import print_shop
import reading
from handouts.cli import run
from handouts.errors import ExitCode, NotOneFile
from handouts.pdf.gathering import Leaflet, UnlikeError, gather
from handouts.press.project import start
from leaflets import METADATA

if TYPE_CHECKING:
    from pathlib import Path

    from handouts.content.content import Content
    from verapdf.plugin import Judge


@pytest.fixture
def project(tmp_path: Path) -> Path:
    start(tmp_path / "project")
    return tmp_path / "project"


def test_it_holds_the_leaflets_that_a_build_makes_in_its_order(
    project: Path, capsys: pytest.CaptureFixture[str], verapdf: Judge
) -> None:
    assert run(["-C", str(project), "build", "--json"]) == ExitCode.FINE
    made = [project.parent / each["path"] for each in json.loads(capsys.readouterr().out)["files"]]
    whole = project / "whole.pdf"
    assert run(["-C", str(project), "gather", "-o", str(whole), "--json"]) == ExitCode.FINE
    told = json.loads(capsys.readouterr().out)
    assert [each["leaflets"] for each in told["files"]] == [len(made)] == [6]
    assert reading.tree_words(whole) == [word for path in made for word in reading.tree_words(path)]
    assert reading.links(whole) == [link for path in made for link in reading.links(path)]
    assert reading.faults(whole) == []
    assert all(verdict.passed for verdict in verapdf([whole])[whole].values())
    assert whole.stat().st_size < 0.6 * sum(path.stat().st_size for path in made)
    with pikepdf.open(whole) as pdf, pdf.open_outline() as outline:
        assert outline.root[0].title == "Alder Skin Clinic: Microneedling (a4)"
        assert len({item.title for item in outline.root}) == 6
        assert pdf.pages[1].label == "alder 1"
        assert str(pdf.docinfo.Title) == "whole"


def test_for_a_print_shop_it_is_what_each_leaflet_would_be(for_print: Content, tmp_path: Path, verapdf: Judge) -> None:
    whole = tmp_path / "press.pdf"
    command = ["-C", str(for_print.folder), "gather", "-c", "alder", "--layout", "a4", "--for", "press"]
    assert run([*command, "-o", str(whole)]) == ExitCode.FINE
    with pikepdf.open(whole) as pdf:
        assert pdf.pdf_version == "1.6"
        assert [str(intent.S) for intent in pdf.Root.OutputIntents] == ["/GTS_PDFX", "/GTS_PDFA1"]
        assert "PDF/X-4" in pdf.Root.Metadata.read_bytes().decode()
        assert pdf.pages[0].BleedBox != pdf.pages[0].TrimBox
    assert all(verdict.passed for verdict in verapdf([whole])[whole].values())


def test_sheets_of_cards_go_in_as_sheets(project: Path) -> None:
    whole = project / "cards.pdf"
    command = ["-C", str(project), "gather", "-c", "alder", "--layout", "a6-card", "-o", str(whole)]
    assert run(command) == ExitCode.FINE
    with pikepdf.open(whole) as pdf:
        assert {tuple(round(float(side)) for side in page.MediaBox) for page in pdf.pages} == {(0, 0, 595, 842)}


def test_one_leaflet_that_does_not_fit_leaves_the_old_file_as_it_was(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    whole = project / "output" / "leaflets.pdf"
    assert run(["-C", str(project), "gather"]) == ExitCode.FINE
    before = whole.read_bytes()
    clinics = project / "clinics.yaml"
    text, name = clinics.read_text(encoding="utf-8"), "name: Bayview Dermatology"
    assert name in text
    clinics.write_text(text.replace(name, name + " and all that is near it" * 9), encoding="utf-8")
    assert run(["-C", str(project), "gather"]) != ExitCode.FINE
    assert "clinics.yaml:" in capsys.readouterr().err
    assert whole.read_bytes() == before
    assert [path.name for path in whole.parent.iterdir()] == ["leaflets.pdf"]


def test_leaflets_for_an_office_and_for_a_press_are_no_one_file(for_print: Content) -> None:
    office, press = (
        handouts.render(for_print, "microneedling", clinic="alder", layout="a4", use=use).data
        for use in ("office", "press")
    )
    with pytest.raises(UnlikeError):
        list(gather([Leaflet("", "", "en", office), Leaflet("", "", "en", press)], METADATA, "en"))


def test_clinics_with_different_presses_are_told_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    project = print_shop.project(tmp_path / "two")
    profile = project / print_shop.PROFILE
    other = bytearray(profile.read_bytes())
    other[24:26] = (2001).to_bytes(2, "big")  # the year that it was made in (ICC.1:2001-04 6.1.8)
    profile.with_name("other.icc").write_bytes(other)
    clinics = project / "clinics.yaml"
    text = clinics.read_text(encoding="utf-8")
    clinics.write_text(
        text.replace("\n  bayview:\n", "\n  bayview:\n    press: {profile: profiles/other.icc}\n"), encoding="utf-8"
    )
    command = ["-C", str(project), "gather", "--layout", "a4", "--for", "press"]
    assert run([*command, "-c", "alder", "-c", "bayview"]) == ExitCode.USAGE
    assert str(NotOneFile()) in capsys.readouterr().err
    assert not list(project.rglob("*.pdf"))
    assert run([*command, "-c", "bayview"]) == ExitCode.FINE


@pytest.mark.parametrize("name", ["all", "all.txt", "", "CON.pdf"])
def test_a_name_that_is_none_for_a_pdf_is_refused(name: str, project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["-C", str(project), "gather", "-o", str(project) + f"/{name}"]) == ExitCode.USAGE
    assert '.pdf"' in capsys.readouterr().err
