from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pikepdf
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from handouts.document.elements import Metadata
from handouts.pdf.metadata import info, xmp
from leaflets import METADATA

if TYPE_CHECKING:
    from pathlib import Path

anything = st.text(st.characters(codec=None), max_size=30)


def test_the_file_says_what_it_is_and_which_standards_it_keeps(good: Path) -> None:
    with pikepdf.open(good) as pdf, pdf.open_metadata() as packet:
        assert packet["dc:title"] == METADATA.title
        assert packet["dc:creator"] == [METADATA.author]
        assert packet["dc:description"] == METADATA.subject
        assert packet["dc:identifier"] == METADATA.code
        assert packet["dc:language"] == {"en-GB"}
        assert packet["pdf:Keywords"] == f"{METADATA.code}; {METADATA.notice}"
        assert (packet["pdfaid:part"], packet["pdfaid:conformance"], packet["pdfuaid:part"]) == ("2", "A", "1")


def test_the_information_dictionary_says_the_same_as_xmp(good: Path) -> None:
    with pikepdf.open(good) as pdf, pdf.open_metadata() as packet:
        assert str(pdf.docinfo.Title) == packet["dc:title"]
        assert [str(pdf.docinfo.Author)] == packet["dc:creator"]
        assert str(pdf.docinfo.Subject) == packet["dc:description"]
        assert str(pdf.docinfo.Keywords) == packet["pdf:Keywords"]
        assert str(pdf.docinfo.Producer) == packet["pdf:Producer"] == "handouts"
        assert str(pdf.docinfo.Creator) == packet["xmp:CreatorTool"] == "handouts"


def test_dates_are_the_contents_at_midnight_utc(good: Path) -> None:
    with pikepdf.open(good) as pdf, pdf.open_metadata() as packet:
        assert packet["xmp:CreateDate"] == packet["xmp:ModifyDate"] == "2025-05-01T00:00:00Z"
        assert str(pdf.docinfo.CreationDate) == str(pdf.docinfo.ModDate) == "D:20250501000000Z"


@given(title=anything, author=anything, notice=anything)
def test_any_words_make_well_formed_metadata(title: str, author: str, notice: str) -> None:
    metadata = replace(METADATA, title=title, author=author, notice=notice)
    etree.fromstring(xmp(metadata, "en"))
    pikepdf.Object.parse(info(metadata).encode("ascii"))


def test_what_xml_cannot_hold_becomes_a_space() -> None:
    packet = xmp(replace(METADATA, title="a\x00b\x1b\ud800c"), "en")
    assert b">a b  c<" in packet


def test_the_word_that_ends_a_stream_does_not_stand_in_a_plain_one() -> None:
    packet = xmp(replace(METADATA, title="endstream"), "en")
    assert b"endstream" not in packet
    assert etree.fromstring(packet).findtext(".//{http://www.w3.org/1999/02/22-rdf-syntax-ns#}li") == "endstream"


def test_keywords_leave_out_what_is_not_there() -> None:
    assert "/Keywords(CODE)" in info(Metadata("t", "a", "s", "CODE", "2025-05-01", ""))
