from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pikepdf
import pytest

import reading
from handouts.colour import palette
from handouts.document.elements import Slot
from handouts.errors import PaintingIncomplete
from handouts.pdf import forme, imprint, paint, plate
from handouts.pdf.assembler import HEADER
from handouts.typeset.pages import Layer
from leaflets import body, heading, p, sample
from leaflets import imprint as parts

if TYPE_CHECKING:
    from collections.abc import Callable

    from handouts.colour import Palette
    from handouts.typeset.fonts import FontSet
    from leaflets import Setter

HOME = Path(__file__).parents[2]

CLINICS = (
    (sample(), "#0f766e"),
    (sample("Praxis für Haut und Seele, Ärztehaus Süd", "+49 30 901820"), "#f5d0c5"),
    (replace(sample("Ünal"), imprint=parts(call=(p("Call."),))), "#b91c1c"),
)


def streams(path: Path, choose: Callable[[pikepdf.Pdf], list[pikepdf.Object]]) -> list[str]:
    with pikepdf.open(path) as pdf:
        return [hashlib.sha256(stream.read_raw_bytes()).hexdigest() for stream in choose(pdf)]


def body_streams(pdf: pikepdf.Pdf) -> list[pikepdf.Object]:
    contents = [page.obj.Contents[0] for page in pdf.pages]
    fonts = [font for name, font in pdf.pages[0].Resources.Font.items() if name.startswith("/B")]
    assert fonts
    programs = [font.DescendantFonts[0].FontDescriptor.FontFile2 for font in fonts]
    return contents + programs + [font.ToUnicode for font in fonts]


@pytest.fixture(scope="module")
def files(setter: Setter, fonts: FontSet, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = tmp_path_factory.mktemp("clinics")
    made = []
    for number, (document, colour) in enumerate(CLINICS):
        made.append(folder / f"{number}.pdf")
        made[-1].write_bytes(paint(setter.pages(document), document, palette(colour), fonts))
    return made


def test_the_plate_stands_unchanged_at_the_start_of_every_clinics_file(
    files: list[Path], setter: Setter, fonts: FontSet
) -> None:
    document = CLINICS[0][0]
    block = plate(forme(setter.pages(document), document), fonts).block
    assert len(block.blob) > 10_000
    for path in files:
        assert path.read_bytes().startswith(HEADER + block.blob)


def test_streams_and_fonts_of_the_body_are_the_same_in_every_clinics_file(files: list[Path]) -> None:
    hashes = [streams(path, body_streams) for path in files]
    assert hashes[0] == hashes[1] == hashes[2]


def test_clinics_files_differ_where_they_should(files: list[Path]) -> None:
    def own(pdf: pikepdf.Pdf) -> list[pikepdf.Object]:
        return [page.obj.Contents[1] for page in pdf.pages]

    assert len({tuple(streams(path, own)) for path in files}) == 3
    assert len({path.read_bytes() for path in files}) == 3


def test_the_plate_is_made_from_nothing_of_the_clinics(setter: Setter, fonts: FontSet) -> None:
    formes = [forme(setter.pages(document), document) for document, _ in CLINICS]
    assert formes[0] == formes[1] == formes[2]
    assert len({hash(one) for one in formes}) == 1
    assert plate(formes[0], fonts) == plate(formes[1], fonts)


def test_a_plate_kept_from_another_clinic_makes_the_same_file(setter: Setter, fonts: FontSet, brand: Palette) -> None:
    (first, _), (second, _), _ = CLINICS
    kept = plate(forme(setter.pages(first), first), fonts)
    pages = setter.pages(second)
    stamped = imprint(kept, [page.imprint for page in pages.pages], second, brand, fonts)
    assert stamped == paint(pages, second, brand, fonts)


def test_another_brand_changes_the_palette_and_the_files_id_alone(setter: Setter, fonts: FontSet) -> None:
    document = sample()
    pages = setter.pages(document)
    one, other = (paint(pages, document, palette(colour), fonts) for colour in ("#0f766e", "#1d4ed8"))
    assert len(one) == len(other)
    start, end = one.index(b"[/Indexed"), one.index(b">]", one.index(b"[/Indexed"))
    assert one[:start] == other[:start]
    xref = one.rindex(b"/Type/XRef")
    assert one[end:xref] == other[end:xref]


def test_equal_input_gives_equal_bytes_in_other_processes(tmp_path: Path) -> None:
    program = (
        "import sys, pathlib\n"
        "from handouts.colour import palette\n"
        "from handouts.pdf import paint\n"
        "from handouts.typeset.fonts import default_fonts\n"
        "from handouts.typeset.shaping import Shaper\n"
        "from leaflets import Setter, sample\n"
        "fonts = default_fonts()\n"
        "document = sample()\n"
        "pages = Setter(Shaper(fonts)).pages(document)\n"
        "pathlib.Path(sys.argv[1]).write_bytes(paint(pages, document, palette('#0f766e'), fonts))\n"
    )
    found = set()
    for seed in ("1", "2"):
        path = os.pathsep.join([str(HOME / "src"), str(HOME / "tests"), os.environ.get("PYTHONPATH", "")])
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": path, "TZ": f"UTC+{seed}"}
        out = tmp_path / seed
        subprocess.run([sys.executable, "-c", program, str(out)], check=True, env=environment)
        found.add(out.read_bytes())
    assert len(found) == 1


def test_a_part_without_a_slot_is_an_error_of_ours(setter: Setter, fonts: FontSet, brand: Palette) -> None:
    document = replace(sample(), imprint=parts(footer=(p("Words."),)))
    with pytest.raises(PaintingIncomplete, match="no slot for footer"):
        paint(setter.pages(document), document, brand, fonts)


def test_two_slots_of_one_name_are_an_error_of_ours(setter: Setter, fonts: FontSet, brand: Palette) -> None:
    document = replace(sample(), body=body(Slot("call"), heading(1, "One"), Slot("call")), imprint=parts())
    with pytest.raises(PaintingIncomplete, match="two slots share a name"):
        paint(setter.pages(document), document, brand, fonts)


@pytest.mark.parametrize("half", ["body", "imprint"])
def test_words_that_are_not_on_the_pages_stop_both_halves(
    setter: Setter, fonts: FontSet, brand: Palette, half: str
) -> None:
    document = sample()
    pages = setter.pages(document, bookmarks=False)
    (side,) = pages.pages
    bare = replace(pages, pages=(replace(side, **{half: Layer()}),))
    with pytest.raises(PaintingIncomplete, match="is on the page as"):
        paint(bare, document, brand, fonts)


def test_slots_hang_where_the_body_has_them(files: list[Path]) -> None:
    roles = [kid.role for kid in reading.tree(files[0]).kids]
    assert roles == ["Div", "H1", "P", "Figure", "Sect", "Sect", "Div", "Div"]


def test_an_empty_slot_holds_nothing(files: list[Path]) -> None:
    masthead, *_ = reading.tree(files[2]).kids
    assert (masthead.role, masthead.kids) == ("Div", ())


def test_viewers_show_the_title_and_do_not_scale(files: list[Path]) -> None:
    with pikepdf.open(files[0]) as pdf:
        assert pdf.Root.ViewerPreferences.DisplayDocTitle is True
        assert pdf.Root.ViewerPreferences.PrintScaling == "/None"
        assert "/Duplex" not in pdf.Root.ViewerPreferences
        assert "/Direction" not in pdf.Root.ViewerPreferences
        assert pdf.Root.MarkInfo.Marked is True
        assert str(pdf.Root.Lang) == "en-GB"
        assert all(page.obj.Tabs == "/S" for page in pdf.pages)


def test_two_sided_leaflets_say_how_to_turn_the_paper(
    tmp_path: Path, setter: Setter, fonts: FontSet, brand: Palette
) -> None:
    document = replace(sample(), direction="rtl")
    pages = replace(setter.pages(document), duplex="DuplexFlipLongEdge")
    (path := tmp_path / "two.pdf").write_bytes(paint(pages, document, brand, fonts))
    with pikepdf.open(path) as pdf:
        assert pdf.Root.ViewerPreferences.Duplex == "/DuplexFlipLongEdge"
        assert pdf.Root.ViewerPreferences.Direction == "/R2L"


def test_every_box_of_an_office_page_is_the_trimmed_page(good: Path) -> None:
    whole = (0.0, 0.0, 595.276, 841.89)
    assert reading.page_boxes(good) == [{"MediaBox": whole, "TrimBox": whole, "BleedBox": whole}] * 2
