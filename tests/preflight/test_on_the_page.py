"""What rules see on the page: a bad one trips its rule, a near miss does not."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from PIL import Image

import handouts
from handouts.cli import run
from handouts.errors import ExitCode, Place, Severity
from handouts.layouts import path_of
from handouts.preflight import Sheet
from handouts.preflight.on_the_page import CODE, LEAST_X_HEIGHT, SHARP, drawn, read
from handouts.press.batch import Batch
from handouts.press.choice import Choice
from handouts.press.looking import Looking
from handouts.typeset.pages import PlacedArt

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from handouts.preflight import Finding

TODAY = date(2026, 11, 23)


@pytest.fixture
def found(project: Path) -> Callable[..., list[Finding]]:
    """What the rules find on the pages of a clinic's leaflets in a layout."""

    def call(layout: str = "a4", clinic: str = "alder") -> list[Finding]:
        batch = Batch.over(handouts.load(project), Choice(clinics=(clinic,), layouts=(layout,)))
        looking = Looking.over(handouts.load(project), TODAY)
        for job in batch.jobs:
            looking.look_at(job, batch.press)
        return [finding for finding in looking.findings(batch.jobs) if finding.rule != "reviewer"]

    return call


@pytest.fixture
def sheet(project: Path, monkeypatch: pytest.MonkeyPatch) -> Sheet:
    """A leaflet as rules see it."""
    seen: list[Sheet] = []
    monkeypatch.setattr("handouts.press.looking.Sheet", lambda *parts: seen.append(Sheet(*parts)) or seen[0])
    batch = Batch.over(handouts.load(project), Choice(clinics=("alder",), layouts=("a4",)))
    Looking.over(handouts.load(project), TODAY).look_at(batch.jobs[0], batch.press)
    return seen[0]


def own_layout(project: Path, *edits: tuple[str, str]) -> None:
    text = path_of("a4", project).read_text(encoding="utf-8")
    for old, new in edits:
        assert old in text, old
        text = text.replace(old, new)
    (project / "layouts").mkdir(exist_ok=True)
    (project / "layouts" / "own.yaml").write_text(text, encoding="utf-8")


def test_no_layout_that_comes_with_handouts_trips_a_rule(
    project: Path, repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    layouts = [f"--layout={path.stem}" for path in (repository / "layouts").glob("*.yaml")]
    assert run(["-C", str(project), "check", *layouts, "-c", "alder", "-c", "bayview"]) == ExitCode.FINE
    assert capsys.readouterr().err.endswith(" leaflets checked, no mistakes, 1 warning.\n")


@pytest.mark.parametrize(("size", "trips"), [("7.5pt", True), ("7.8pt", False)])
def test_letters_that_are_too_small_are_told_with_their_words(
    found: Callable[..., list[Finding]], project: Path, size: str, *, trips: bool
) -> None:
    own_layout(project, ("about: {size: 8pt", f"about: {{size: {size}"))
    assert [finding.rule for finding in found("own")] == ["x-height"] * trips
    for finding in found("own"):
        assert finding.spot.place == Place("layouts/own.yaml")
        assert '"Version 1.0"' in finding.what
    assert pytest.approx(1.42, abs=0.01) == LEAST_X_HEIGHT / 72 * 25.4


@pytest.mark.parametrize(("pixels", "trips"), [(46, True), (60, False)])
def test_a_logo_of_too_few_pixels_is_told_at_its_line(
    found: Callable[..., list[Finding]], project: Path, pixels: int, *, trips: bool
) -> None:
    logo = Image.effect_noise((pixels, pixels), 90).convert("RGB")
    for name in ("alder.png", "alder-white.png"):
        logo.save(project / "logos" / name)
    told = [finding for finding in found() if finding.rule == "logo-sharpness"]
    assert bool(told) is trips
    text = (project / "clinics.yaml").read_text(encoding="utf-8")
    line = 1 + text[: text.index("logo: ")].count("\n")
    assert {(finding.spot.place.file, finding.spot.place.line) for finding in told} <= {("clinics.yaml", line)}
    assert SHARP == 150


@pytest.mark.parametrize(("colour", "trips"), [("#1f5c57", True), ("#ffffff", False), ("#7fd1c9", False)])
def test_a_logo_that_is_lost_on_its_ground_is_told(
    found: Callable[..., list[Finding]], project: Path, colour: str, *, trips: bool
) -> None:
    mark = Image.new("RGBA", (400, 400), (0, 0, 0, 0))
    mark.paste(colour, (50, 50, 350, 350))
    mark.paste("#ffeeaa", (180, 180, 220, 220))
    for name in ("alder.png", "alder-white.png"):
        mark.save(project / "logos" / name)
    assert bool([finding for finding in found() if finding.rule == "logo-ground"]) is trips


def test_lines_that_are_too_long_are_told(found: Callable[..., list[Finding]], project: Path) -> None:
    assert [finding.rule for finding in found("letter")] == []
    text = path_of("a4-large-print", project).read_text(encoding="utf-8")
    small = text.replace("18pt", "9.2pt").replace("24pt", "12pt").replace("25pt", "12pt")
    assert small != text
    (project / "layouts").mkdir()
    (project / "layouts" / "own.yaml").write_text(small, encoding="utf-8")
    (told,) = (finding for finding in found("own") if finding.rule == "measure")
    assert told.severity is Severity.WARNING
    assert told.spot.place == Place("layouts/own.yaml")


def test_a_code_is_read_from_its_own_picture(sheet: Sheet) -> None:
    codes = [
        item
        for layer in sheet.layers
        for item in layer.items
        if isinstance(item, PlacedArt) and item.scale is not None and item.node in sheet.links
    ]
    assert [read(code, sheet.palette) for code in codes] == [sheet.links[code.node] for code in codes if code.node]
    assert len(codes) == 1
    assert abs(drawn(codes[0], sheet.palette).width - (codes[0].box or (0, 0, 0, 0))[2] / 72 * 150) < 1


def test_a_code_that_leads_elsewhere_or_has_no_contrast_is_an_error_at_its_address(sheet: Sheet) -> None:
    assert list(CODE.look(sheet)) == []
    node = next(iter(sheet.links))
    pale = replace(sheet.palette, colours=(sheet.palette.rgb("qr-ground"),) * len(sheet.palette.colours))
    elsewhere = dict.fromkeys(sheet.links, "https://other.example/book")
    for wrong in (replace(sheet, palette=pale), replace(sheet, links=elsewhere)):
        (note,) = CODE.look(wrong)
        assert note.spot.place.file == "clinics.yaml"
        assert note.spot.length == len("https://alder.example/book?t={treatment}")
    assert CODE.severity is Severity.ERROR
    assert node


def test_without_the_reader_it_is_said_that_codes_were_not_checked(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("handouts.preflight.on_the_page.find_spec", lambda _name: None)
    monkeypatch.setitem(sys.modules, "zxingcpp", None)
    assert run(["-C", str(project), "check"]) == ExitCode.FINE
    assert "Not checked: qr-scan. It needs a package: " in capsys.readouterr().err
    run(["-C", str(project), "check", "--json"])
    assert '"unchecked": [\n    "qr-scan"\n  ]' in capsys.readouterr().out
