"""Score cards for reviewers: one page each, through the engine that makes the leaflets, and the same for programs."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Final

from handouts.document.composer import paragraph
from handouts.document.elements import Document, Element, Imprint, Metadata, Role, Text, Weight, numbered
from handouts.layouts import parse
from handouts.pdf import paint
from handouts.preflight import Subject, lists, prose
from handouts.preflight.score import score_card
from handouts.source import read
from handouts.typeset.typesetter import Typesetter, typeset

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from handouts.content.content import Content
    from handouts.errors import Place
    from handouts.graphics.images import Picture
    from handouts.preflight.score import Card, Rated, Score
    from handouts.press.destination import Destination
    from handouts.press.equipment import Equipment
    from handouts.press.job import Job

#: The folder of cards, below that of leaflets.
FOLDER: Final = "score-cards"

_LANGUAGE: Final = "en"
_BRAND: Final = "#1F4E79"
_LAYOUT: Final = "score-card"

#: A box for an answer, to be ticked by hand.
_BOX: Final = "[\u00a0\u00a0\u00a0\u00a0]\u00a0"

_ABOUT: Final = (
    "A program has answered what it can, from the words in content.yaml. Where boxes are, a reviewer answers, with the"
    " instruments' own guides at hand. Score: 100 times the answers with yes, over all but those that do not apply."
)


def write_cards(jobs: Iterable[Job], content: Content, today: date, equipment: Equipment, to: Destination) -> list[str]:
    """Write the card of each treatment and language among some leaflets, as a page and for programs.

    A clinic's changes are not in it: a card is about the words of the content file. Returns the names of the files, in
    the order of the leaflets.

    Raises:
        OutputNotWritten: a file could not be written.
        Overset: a title does not fit.
        GlyphsMissing: no font shows a letter of a title.
    """
    pairs = dict.fromkeys((slug, job.language) for job in jobs for slug in job.treatments)
    names, known = [], lists()
    for slug, language in pairs:
        treatment = content.treatment(slug, language)
        card = score_card(Subject(treatment, language, prose(treatment, content), known, today))
        page = card_page(card, str(treatment.title), treatment.dated, equipment)
        data = json.dumps(card.members(), ensure_ascii=False, indent=2).encode() + b"\n"
        for ending, made in (("pdf", page), ("json", data)):
            names.append(f"{FOLDER}/{slug}-{language}.{ending}")
            to.put(names[-1], [made])
    return names


def card_page(card: Card, title: str, day: date, equipment: Equipment) -> bytes:
    """A card as a PDF of one page; ``day`` is that of the words' last review, and the file's own."""
    document = _document(card, title, day)
    layout = parse(read(Path(str(files("handouts.press"))) / f"{_LAYOUT}.yaml", name=f"press/{_LAYOUT}.yaml"), _LAYOUT)
    typesetter = Typesetter(equipment.fonts, equipment.shaper, _no_picture)
    pages = typeset(document, layout, typesetter, dark=True)
    return paint(pages, document, equipment.palette(_BRAND, "standard"), equipment.fonts)


def _no_picture(name: str, place: Place | None) -> Picture:  # pragma: no cover - a card has no picture
    raise LookupError(name, place)


def _document(card: Card, title: str, day: date) -> Document:
    code = f"{card.treatment} {card.version} {card.language}"
    foreign = None if card.language == _LANGUAGE else card.language
    heading = Element(Role.H1, "title", (Text("Score card: "), Text(title, lang=foreign)))
    summary = paragraph("summary", (Text(f"{code}. {_ABOUT}"),))
    kinds = ("points", "points", "questions")
    scores = (_section(score, kind) for score, kind in zip(card.scores, kinds, strict=True))
    body = numbered(Element(Role.DOCUMENT, "document", (heading, summary, *scores, _signed())))
    metadata = Metadata(f"Score card: {title}", "handouts", _ABOUT, f"{code} {_LAYOUT}", day.isoformat(), "")
    return Document(_LANGUAGE, "ltr", body, Imprint(()), metadata)


def _section(score: Score, kind: str) -> Element:
    heading = Element(Role.H2, "heading", (Text(score.instrument.title),))
    told = f"{score.least} to {score.most} of 100, {score.open} open; {score.instrument.passes} passes. Score: ______"
    items = tuple(Element(Role.LI, "item", (Element(Role.LBODY, "body", tuple(_lines(each))),)) for each in score.rated)
    listed = Element(Role.L, kind, items, numbering="None")
    return Element(Role.SECT, kind, (heading, paragraph("total", (Text(told),)), listed), name=score.instrument.name)


def _lines(rated: Rated) -> Iterator[Element]:
    question = Text(f"{rated.item.number}. {rated.item.words}. ")
    if rated.verdict == "open":
        answers = ("yes", "no", "not\u00a0applicable") if rated.item.optional else ("yes", "no")
        yield paragraph("text", (question,))
        yield paragraph("text", (Text("   ".join(_BOX + answer for answer in answers)),))
    else:
        verdict = Text(f"{rated.verdict.capitalize()}: ", Weight.STRONG)
        yield paragraph("text", (question, verdict, Text(f"{rated.because}.")))


def _signed() -> Element:
    heading = Element(Role.H2, "heading", (Text("Reviewer"),))
    lines = (paragraph("sign", (Text(words),)) for words in ("Name and role", "Date and signature"))
    return Element(Role.SECT, "text", (heading, *lines), name="reviewer")
