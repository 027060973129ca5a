# ruff: noqa: RUF001 - letters of other scripts look like Latin ones; they are what is tested here
from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import page
import pytest

import reading
from handouts.document.elements import Document, Element, Imprint, Role, Slot, Text
from handouts.pdf import paint
from leaflets import METADATA, Setter, body, figure, heading, imprint, items, link, p, sample, words_meant

if TYPE_CHECKING:
    from pathlib import Path

    from handouts.colour import Palette
    from handouts.graphics.images import Picture
    from handouts.typeset.fonts import FontSet
    from handouts.typeset.shaping import Shaper
    from verapdf.plugin import Judge

HOSTILE = r'Quotes "(and) brackets" \ > ]] >> endobj endstream %PDF <</JS>> & <script>; ünïcode 🄯'


def plain(*kids: Element | Slot, lang: str = "en-GB", direction: str = "ltr") -> Document:
    return Document(lang, direction, body(Slot("masthead"), *kids), imprint(masthead=(p("Alder"),)), METADATA)


def hostile() -> Document:
    shy = HOSTILE.replace(" 🄯", "")
    document = plain(
        heading(1, HOSTILE), p("See ", link(shy, "https://a.example/?q=(x)\\&r=<é>%20[1]"), "."), figure(shy)
    )
    return replace(document, metadata=replace(METADATA, title=HOSTILE, author="\x00\x1b\ud800?", notice="]]>"))


CASES: dict[str, tuple[Document, int]] = {
    "one-page": (sample(), 1),
    "two-pages": (sample(), 2),
    "hostile-words": (hostile(), 1),
    "no-imprint": (replace(sample(), imprint=Imprint(())), 1),
    "some-slots-empty": (replace(sample(), imprint=imprint(call=(p("Call us."),))), 2),
    "no-body-words": (Document("en", "ltr", body(Slot("masthead")), imprint(masthead=(p("Alder"),)), METADATA), 1),
    "a-page-left-empty": (plain(heading(1, "One"), p("Two.")), 3),
    "many-links": (
        plain(heading(1, "Links"), *(p(link(f"page {n}", f"https://a.example/{n}")) for n in range(400))),
        8,
    ),
    "a-paragraph-over-pages": (plain(heading(1, "Long"), p("Many short words make one long paragraph. " * 120)), 3),
    "french": (plain(heading(1, "Été"), p("L’œuvre naïve\u00a0: «\u202fça va\u202f» 020\u20117946"), lang="fr"), 1),
    "vietnamese": (
        plain(heading(1, "Lăn kim"), p("Trước khi điều trị, da được làm sạch. Ư\u0309 o\u0323"), lang="vi"),
        1,
    ),
    "greek-and-cyrillic": (plain(heading(1, "Δέρμα"), p("Καλημέρα Α A. Доброе утро А."), lang="el"), 1),
    "arabic": (
        plain(
            heading(1, "العلاج بالإبر"),
            p("اتصل بنا قبل العلاج، من فضلك."),
            items("أولاً", "ثانياً"),
            lang="ar",
            direction="rtl",
        ),
        1,
    ),
    "persian-with-joiner": (plain(heading(1, "درمان"), p("می\u200cخواهم بدانم"), lang="fa", direction="rtl"), 1),
    "hebrew": (plain(heading(1, "טיפול"), p("התקשרו אלינו לפני הטיפול."), lang="he", direction="rtl"), 1),
    "hindi": (plain(heading(1, "त्वचा की देखभाल"), p("हिन्दी में क्षति और स्त्री, कि की कु।"), lang="hi"), 1),
    "thai": (plain(heading(1, "การดูแลผิว"), p("น้ำ ที่ ผิวหนังของคุณ"), lang="th"), 1),
    "notes": (
        plain(
            heading(1, "Notes"),
            Element(Role.NOTE, "note", (Text("One."),)),
            Element(Role.NOTE, "note", (Text("Two."),)),
        ),
        1,
    ),
    "numbered-list": (plain(heading(1, "Steps"), items("Wash.", "Dry.", numbering="Decimal")), 1),
    "link-over-lines": (
        plain(heading(1, "Link"), p(link("very long words of one link " * 6, "https://a.example/"))),
        1,
    ),
}


@pytest.fixture(scope="module")
def files(
    tmp_path_factory: pytest.TempPathFactory, fonts: FontSet, shaper: Shaper, logo: Picture, brand: Palette
) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("cases")
    found = {}
    for name, (document, count) in CASES.items():
        found[name] = folder / f"{name}.pdf"
        found[name].write_bytes(paint(Setter(shaper, logo, count).pages(document), document, brand, fonts))
    return found


def test_verapdf_passes_every_file_as_ua_1_and_a_2a(files: dict[str, Path], verapdf: Judge) -> None:
    failed = {
        (path.stem, flavour): verdict.failures
        for path, verdicts in verapdf(files.values()).items()
        for flavour, verdict in verdicts.items()
        if not verdict.passed
    }
    assert failed == {}


@pytest.mark.parametrize("profile", ["ua1", "2a"])
@pytest.mark.parametrize("name", CASES)
def test_page_validation_passes(files: dict[str, Path], name: str, profile: str) -> None:
    verdict = page.validate_pdf(str(files[name]), profile=profile)
    assert [(failure.rule_id, failure.message) for failure in verdict.failures] == []
    assert verdict.is_compliant


@pytest.mark.parametrize("name", CASES)
def test_no_fault_that_validators_overlook(files: dict[str, Path], name: str) -> None:
    assert reading.faults(files[name]) == []
    assert reading.artifact_words(files[name]) == []


@pytest.mark.parametrize("name", CASES)
def test_words_of_the_tags_are_the_words_of_the_document_in_order(files: dict[str, Path], name: str) -> None:
    meant = [word.replace("\u2011", "-") for word in words_meant(CASES[name][0], alts=True)]
    assert reading.tree_words(files[name], alts=True) == meant
