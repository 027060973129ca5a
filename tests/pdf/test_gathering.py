"""Leaflets of every kind gathered into one file, and the file taken apart again."""

from __future__ import annotations

import gc
import io
import re
import tracemalloc
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

import page as page_validation
import pikepdf
import pypdfium2
import pytest
from test_conformance import CASES

import reading
from handouts.pdf import paint
from handouts.pdf.finished import Finished
from handouts.pdf.gathering import Leaflet, gather
from leaflets import METADATA, Setter

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from handouts.colour import Palette
    from handouts.graphics.images import Picture
    from handouts.typeset.fonts import FontSet
    from handouts.typeset.shaping import Shaper
    from verapdf.plugin import Judge

WORDS = replace(METADATA, title="All of them", date="")


@pytest.fixture(scope="module")
def leaflets(fonts: FontSet, shaper: Shaper, logo: Picture, brand: Palette) -> tuple[Leaflet, ...]:
    """One of each kind: all scripts, both directions, notes, links, hostile words."""
    return tuple(
        Leaflet(
            f"The one with {name}",
            f"{name} (1\\",
            document.lang,
            paint(Setter(shaper, logo, count).pages(document), document, brand, fonts),
        )
        for name, (document, count) in CASES.items()
    )


@pytest.fixture(scope="module")
def whole(leaflets: tuple[Leaflet, ...], tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("gathered") / "all.pdf"
    path.write_bytes(b"".join(gather(leaflets, WORDS, "en")))
    return path


@pytest.fixture(scope="module")
def alone(leaflets: tuple[Leaflet, ...], tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, ...]:
    folder = tmp_path_factory.mktemp("alone")
    for number, leaflet in enumerate(leaflets):
        (folder / f"{number:03d}.pdf").write_bytes(leaflet.data)
    return tuple(sorted(folder.iterdir()))


def test_it_passes_both_standards(whole: Path, verapdf: Judge) -> None:
    (verdicts,) = verapdf([whole]).values()
    assert {flavour: verdict.failures for flavour, verdict in verdicts.items() if not verdict.passed} == {}
    for profile in ("ua1", "2a"):
        report = page_validation.validate_pdf(str(whole), profile=profile)
        assert [(failure.rule_id, failure.message) for failure in report.failures] == []
    with pikepdf.open(whole) as pdf:
        assert pdf.check_pdf_syntax() == []
        assert pdf.get_warnings() == []


def test_its_words_links_and_roles_are_those_of_the_leaflets_in_their_order(
    whole: Path, alone: tuple[Path, ...]
) -> None:
    assert reading.tree_words(whole) == [word for path in alone for word in reading.tree_words(path)]
    assert reading.links(whole) == [link for path in alone for link in reading.links(path)]
    (document,) = [reading.tree(whole)]
    parts = [kid for kid in document.kids if not isinstance(kid, tuple)]
    assert {part.role for part in parts} == {"Part"}
    for part, path in zip(parts, alone, strict=True):
        assert [each.role for each in part.walk()][1:] == [each.role for each in reading.tree(path).walk()][1:]


def test_every_page_looks_as_it_does_alone(whole: Path, alone: tuple[Path, ...]) -> None:
    def pixels(path: Path) -> Iterator[bytes]:
        with pypdfium2.PdfDocument(path) as document:
            for page in document:
                yield page.render(scale=0.6).to_pil().tobytes()

    assert list(pixels(whole)) == [page for path in alone for page in pixels(path)]


def test_bookmarks_and_page_numbers_lead_to_each_leaflet(whole: Path, leaflets: tuple[Leaflet, ...]) -> None:
    with pikepdf.open(whole) as pdf, pdf.open_outline() as outline:
        assert [item.title for item in outline.root] == [leaflet.title for leaflet in leaflets]
        places = [pdf.pages.index(pikepdf.Page(item.destination[0])) for item in outline.root]
        assert places[0] == 0
        assert places == sorted(set(places))
        for place, leaflet in zip(places, leaflets, strict=True):
            assert pdf.pages[place].label == f"{leaflet.label} 1"
        for item, leaflet in zip(outline.root, leaflets, strict=True):
            with pikepdf.open(io.BytesIO(leaflet.data)) as single, single.open_outline() as own:
                assert [kid.title for kid in item.children] == [kid.title for kid in own.root]


def test_a_language_other_than_the_file_s_is_said(whole: Path) -> None:
    with pikepdf.open(whole) as pdf:
        parts = pdf.Root.StructTreeRoot.K.K
        said = [str(part.get("/Lang", "en")) for part in parts]
    assert said == [document.lang for document, _ in CASES.values()]


def test_notes_keep_names_of_their_own(leaflets: tuple[Leaflet, ...]) -> None:
    notes = leaflets[list(CASES).index("notes")]
    data = b"".join(gather([notes, notes, leaflets[0], notes], WORDS, "en"))
    with pikepdf.open(io.BytesIO(data)) as pdf:
        names = [str(name) for leaf in pdf.Root.StructTreeRoot.IDTree.Kids for name in list(leaf.Names)[::2]]
        found = [
            (str(name), element)
            for leaf in pdf.Root.StructTreeRoot.IDTree.Kids
            for name, element in zip(list(leaf.Names)[::2], list(leaf.Names)[1::2], strict=True)
        ]
        assert len(names) == len(set(names)) == 6
        assert names == sorted(names)
        assert all(str(element.ID) == name and element.S == "/Note" for name, element in found)


def test_what_is_shared_is_in_the_file_once(leaflets: tuple[Leaflet, ...]) -> None:
    one = leaflets[0]
    few, many = (b"".join(gather([one] * count, WORDS, "en")) for count in (2, 12))
    assert len(few) < 1.5 * len(one.data)
    assert (len(many) - len(few)) / 10 < 0.2 * len(one.data)
    with pikepdf.open(io.BytesIO(many)) as pdf:
        assert len({page.Contents[0].objgen for page in pdf.pages[:: len(pdf.pages) // 12]}) == 1


def test_the_same_leaflets_give_the_same_bytes(leaflets: tuple[Leaflet, ...], whole: Path) -> None:
    assert b"".join(gather(iter(leaflets), WORDS, "en")) == whole.read_bytes()


def test_what_is_ready_goes_out_before_the_next_leaflet_is_asked_for(leaflets: tuple[Leaflet, ...]) -> None:
    out = [0]
    went: list[int] = []

    def asked() -> Iterator[Leaflet]:
        for leaflet in leaflets:
            went.append(out[0])
            yield leaflet

    for part in gather(asked(), WORDS, "en"):
        out[0] += len(part)
    assert went == sorted(went)
    assert len(set(went)) > 0.5 * len(went)
    assert went[-1] > 0.5 * out[0]


def test_memory_does_not_grow_with_the_leaflets(leaflets: tuple[Leaflet, ...]) -> None:
    one = leaflets[0]

    def peak(count: int) -> int:
        gc.collect()
        tracemalloc.start()
        try:
            for _ in gather((one for _ in range(count)), WORDS, "en"):
                pass
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    peak(2)
    assert peak(220) - peak(20) < 200 * 0.1 * len(one.data)


def test_nothing_is_no_file() -> None:
    with pytest.raises(ValueError, match="nothing to be gathered"):
        list(gather([], WORDS, "en"))


def names_in(text: str) -> Counter[str]:
    """All names and references of an object; words are left out."""
    bare = re.sub(r"\((?:\\.|[^\\()])*\)|<[0-9A-Fa-f]+>", "", text)
    return Counter(re.findall(r"/[^ /<>()\[\]]+|\d+ 0 R", bare))


def test_a_file_taken_apart_has_the_objects_that_another_library_finds(leaflets: tuple[Leaflet, ...]) -> None:
    for leaflet in leaflets:
        file = Finished.of(leaflet.data)
        with pikepdf.open(io.BytesIO(leaflet.data)) as pdf:
            for number, text in file.plain.items():
                assert names_in(text) == names_in(pdf.get_object(number, 0).unparse(resolved=True).decode()), (
                    leaflet.title,
                    number,
                )
            for number, content in file.streams.items():
                raw = pdf.get_object(number, 0).read_raw_bytes()
                assert content.endswith(b"\nstream\n%s\r\nendstream" % raw), (leaflet.title, number)


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7\n%abcd\n", b"%PDF-1.4\n%abcd\n1 0 obj\n<<>>\nendobj\ntrailer\n"])
def test_a_file_of_another_program_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match="no file of ours"):
        Finished.of(data)
