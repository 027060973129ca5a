"""Tests of the tests: nineteen files with one thing wrong each, and who notices.

The first sixteen are caught by veraPDF and by page-validation. No validator catches the last three, as they concern
what the tags mean; our own readers must.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import page
import pikepdf
import pytest
from pikepdf import Array, Name

import reading
from leaflets import sample, words_meant

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from verapdf.plugin import Judge


def elements(pdf: pikepdf.Pdf) -> list[pikepdf.Object]:
    def walk(element: pikepdf.Object) -> Iterator[pikepdf.Object]:
        yield element
        kids = element.get("/K", Array())
        for kid in kids if isinstance(kids, Array) else [kids]:
            if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                yield from walk(kid)

    return list(walk(pdf.Root.StructTreeRoot.K))


def rename(pdf: pikepdf.Pdf, old: str, new: str) -> None:
    found = [element for element in elements(pdf) if f"/{old}" == element.S]
    assert found
    for element in found:
        element.S = Name(f"/{new}")


def in_body(pdf: pikepdf.Pdf, old: bytes, new: bytes) -> None:
    stream = pdf.pages[0].obj.Contents[0]
    data = stream.read_bytes()
    assert old in data
    stream.write(data.replace(old, new, 1))


def annotations(pdf: pikepdf.Pdf) -> list[pikepdf.Object]:
    return [annotation for sheet in pdf.pages for annotation in sheet.get("/Annots", [])]


def no_alternative_text(pdf: pikepdf.Pdf) -> None:
    for element in elements(pdf):
        if "/Alt" in element:
            del element["/Alt"]


def unmarked_content(pdf: pikepdf.Pdf) -> None:
    stream = pdf.pages[0].obj.Contents[0]
    head, found, tail = stream.read_bytes().partition(b"/Artifact BMC")
    assert found
    stream.write(head + tail.replace(b"EMC", b"", 1))


def no_language(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.Lang


def no_title_shown(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.ViewerPreferences["/DisplayDocTitle"]


def heading_levels_jumped(pdf: pikepdf.Pdf) -> None:
    rename(pdf, "H2", "H4")


def list_items_as_paragraphs(pdf: pikepdf.Pdf) -> None:
    rename(pdf, "LI", "P")


def links_as_spans(pdf: pikepdf.Pdf) -> None:
    rename(pdf, "Link", "Span")


def links_say_nothing(pdf: pikepdf.Pdf) -> None:
    for annotation in annotations(pdf):
        del annotation["/Contents"]


def no_tab_order(pdf: pikepdf.Pdf) -> None:
    for sheet in pdf.pages:
        del sheet["/Tabs"]


def links_with_a_wrong_key(pdf: pikepdf.Pdf) -> None:
    for annotation in annotations(pdf):
        annotation.StructParent = 99


def no_parent_tree(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.StructTreeRoot["/ParentTree"]


def not_marked(pdf: pikepdf.Pdf) -> None:
    pdf.Root.MarkInfo.Marked = False


def unknown_structure_type(pdf: pikepdf.Pdf) -> None:
    rename(pdf, "Figure", "Picture")


def no_unicode(pdf: pikepdf.Pdf) -> None:
    for font in pdf.pages[0].Resources.Font.values():
        del font["/ToUnicode"]


def order_reversed(pdf: pikepdf.Pdf) -> None:
    document = pdf.Root.StructTreeRoot.K
    document.K = Array(list(document.K)[::-1])


def no_output_intent(pdf: pikepdf.Pdf) -> None:
    del pdf.Root["/OutputIntents"]


def heading_as_artifact(pdf: pikepdf.Pdf) -> None:
    in_body(pdf, b"/H1<</MCID 0>>BDC", b"/Artifact BMC")


def parent_tree_permuted(pdf: pikepdf.Pdf) -> None:
    numbers = pdf.Root.StructTreeRoot.ParentTree.Nums
    numbers[1] = Array(list(numbers[1])[::-1])


def content_named_otherwise(pdf: pikepdf.Pdf) -> None:
    in_body(pdf, b"/H1<</MCID 0>>BDC", b"/P<</MCID 0>>BDC")


#: What veraPDF must find, by flavour; more may follow from it.
CAUGHT: dict[Callable[[pikepdf.Pdf], None], tuple[str, set[str]]] = {
    no_alternative_text: ("ua1", {"7.3-t1"}),
    unmarked_content: ("ua1", {"7.1-t3"}),
    no_language: ("ua1", {"7.2-t2"}),
    no_title_shown: ("ua1", {"7.1-t10"}),
    heading_levels_jumped: ("ua1", {"7.4.2-t1"}),
    list_items_as_paragraphs: ("ua1", {"7.2-t18", "7.2-t19"}),
    links_as_spans: ("ua1", {"7.18.5-t1"}),
    links_say_nothing: ("ua1", {"7.18.1-t2", "7.18.5-t2"}),
    no_tab_order: ("ua1", {"7.18.3-t1"}),
    links_with_a_wrong_key: ("ua1", {"7.18.5-t1"}),
    no_parent_tree: ("ua1", {"7.1-t3"}),
    not_marked: ("ua1", {"6.2-t1"}),
    unknown_structure_type: ("ua1", {"7.1-t5"}),
    no_unicode: ("ua1", {"7.21.7-t1"}),
    order_reversed: ("ua1", {"7.4.2-t1"}),
    no_output_intent: ("2a", {"6.2.4.3-t2"}),
}
OVERLOOKED = (heading_as_artifact, parent_tree_permuted, content_named_otherwise)


@pytest.fixture(scope="module")
def bad(good: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("bad")
    made = {}
    for spoil in (*CAUGHT, *OVERLOOKED):
        with pikepdf.open(good) as pdf:
            spoil(pdf)
            made[spoil.__name__] = folder / f"{spoil.__name__}.pdf"
            pdf.save(made[spoil.__name__], object_stream_mode=pikepdf.ObjectStreamMode.generate)
    with pikepdf.open(good) as pdf:
        made["unspoilt"] = folder / "unspoilt.pdf"
        pdf.save(made["unspoilt"], object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return made


def test_verapdf_catches_sixteen_of_nineteen(bad: dict[str, Path], verapdf: Judge) -> None:
    verdicts = verapdf(bad.values())
    for spoil, (flavour, rules) in CAUGHT.items():
        verdict = verdicts[bad[spoil.__name__]][flavour]
        assert not verdict.passed
        assert rules <= set(verdict.failures), spoil.__name__
    for name in ("unspoilt", *(spoil.__name__ for spoil in OVERLOOKED)):
        assert all(verdict.passed for verdict in verdicts[bad[name]].values()), name


@pytest.mark.parametrize("spoil", CAUGHT, ids=lambda spoil: spoil.__name__)
def test_page_validation_catches_it_too(bad: dict[str, Path], spoil: Callable[[pikepdf.Pdf], None]) -> None:
    assert not page.validate_pdf(str(bad[spoil.__name__]), profile=CAUGHT[spoil][0]).is_compliant


@pytest.mark.parametrize("spoil", OVERLOOKED, ids=lambda spoil: spoil.__name__)
def test_page_validation_overlooks_what_tags_mean(bad: dict[str, Path], spoil: Callable[[pikepdf.Pdf], None]) -> None:
    assert page.validate_pdf(str(bad[spoil.__name__]), profile="ua1").is_compliant


def test_rewriting_alone_makes_no_fault(bad: dict[str, Path]) -> None:
    assert reading.faults(bad["unspoilt"]) == []
    assert reading.artifact_words(bad["unspoilt"]) == []
    assert reading.tree_words(bad["unspoilt"]) == words_meant(sample())


def test_we_notice_a_heading_that_became_an_artifact(bad: dict[str, Path]) -> None:
    assert reading.artifact_words(bad["heading_as_artifact"]) == ["Microneedling & you"]
    assert reading.tree_words(bad["heading_as_artifact"]) != words_meant(sample())
    assert "page 0: mcid 0 is listed and not painted" in reading.faults(bad["heading_as_artifact"])


def test_we_notice_a_parent_tree_that_leads_astray(bad: dict[str, Path]) -> None:
    assert reading.faults(bad["parent_tree_permuted"]) == [
        "page 0: the parent tree leads to other elements than those that list its content"
    ]


def test_we_notice_content_named_otherwise_than_its_element(bad: dict[str, Path]) -> None:
    assert reading.faults(bad["content_named_otherwise"]) == ["page 0: mcid 0 is marked P in a H1"]


def test_we_notice_a_wrong_order(bad: dict[str, Path]) -> None:
    assert sorted(reading.tree_words(bad["order_reversed"])) == sorted(words_meant(sample()))
    assert reading.tree_words(bad["order_reversed"]) != words_meant(sample())
