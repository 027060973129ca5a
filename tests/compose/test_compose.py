from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest
from composing import ENGLISH, SHOWS
from hypothesis import given, settings
from hypothesis import strategies as st

from handouts.compose import Shape, compose_body, prepare
from handouts.document.elements import Element, Role, Slot, Text, Weight, walk
from handouts.document.fields import FIELDS
from handouts.document.outline import outline
from handouts.layouts import find
from handouts.locales import locale
from oracle import words_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from composing import Project

    from handouts.document.elements import Document, Node

CLINICS = ["alder", "bayview", "alder-st-catherine"]
LEAFLETS = [
    ("alder", "a4"),
    ("alder", "a4-two-sided"),
    ("bayview", "letter"),
    ("bayview", "letter-two-sided"),
    ("alder-st-catherine", "a4"),
    ("alder-st-catherine", "a4-two-sided"),
]
ORDER = st.permutations(FIELDS).flatmap(lambda names: st.integers(0, len(names)).map(lambda count: names[:count]))


def nodes(document: Document) -> Iterator[Node]:
    """Every node in reading order, the imprint's parts where they hang."""
    for node in walk(document.body):
        if isinstance(node, Slot):
            yield from walk(document.imprint.part(node.name))
        else:
            yield node


def blocks(document: Document) -> list[str]:
    lines = {Role.H1, Role.H2, Role.H3, Role.P, Role.LBL}
    return [node.text for node in nodes(document) if isinstance(node, Element) and node.role in lines]


def styles(document: Document) -> list[str]:
    return [node.style for node in nodes(document) if isinstance(node, Element)]


def first(document: Document, style: str) -> Element:
    return next(node for node in nodes(document) if isinstance(node, Element) and node.style == style)


def a_point(words: str) -> Callable[[dict[str, Any]], None]:
    def edit(treatment: dict[str, Any]) -> None:
        next(one for one in treatment["sections"] if "points" in one)["points"] = [words]

    return edit


def test_the_sample_as_an_outline(sample: Project, golden: Callable[[str], None]) -> None:
    golden(outline(sample.compose()))


@pytest.mark.parametrize("clinic", CLINICS)
def test_a_clinic_s_own_part_as_an_outline(clinic: str, sample: Project, golden: Callable[[str], None]) -> None:
    golden(outline(sample.compose(clinic, ["title", *(name for name in SHOWS if name.startswith("clinic."))])))


@pytest.mark.parametrize(("clinic", "layout"), LEAFLETS)
def test_a_leaflet_holds_the_words_of_the_files_in_the_layout_s_order(
    clinic: str, layout: str, sample: Project, repository: Path
) -> None:
    shows = find(layout, repository).shows
    assert words_of(blocks(sample.compose(clinic, shows, layout=layout))) == sample.oracle(clinic, shows, layout)


@pytest.mark.parametrize("part", ["before", "after", "all"])
def test_a_part_of_a_leaflet_holds_its_own_sections_only(part: str, sample: Project) -> None:
    document = sample.compose(part=part)
    assert words_of(blocks(document)) == sample.oracle(part=part)
    shown = {node.name for node in walk(document.body) if isinstance(node, Element) and node.role is Role.SECT}
    wanted = {"text", "booking", "call_us_if"}
    wanted |= {"steps", "benefits", "points"} if part != "after" else set()
    wanted |= {"aftercare"} if part != "before" else set()
    assert shown == wanted


@given(shows=ORDER, clinic=st.sampled_from(CLINICS), part=st.sampled_from(["before", "after", "all"]))
@settings(max_examples=150, deadline=None)
def test_any_order_of_any_fields_is_kept(sample: Project, shows: list[str], clinic: str, part: str) -> None:
    document = sample.compose(clinic, shows, part=part)
    assert words_of(blocks(document)) == sample.oracle(clinic, shows, part=part)


def test_everything_is_said_in_a_leaflet_that_says_everything(project: Callable[..., Project]) -> None:
    def treatment(words: dict[str, Any]) -> None:
        words["fields"] = {"client_name": {"kind": "text"}}
        words["values"] = {
            "days_off": {"default": "3", "unit": "days", "range": ["1", "7"], "source": "clinic-policy"},
            "visits": {"default": "1", "unit": "weeks", "range": ["1", "7"], "source": "clinic-policy"},
        }
        words["about"]["reviewed_by"] = 'A. Reviewer, "chief" nurse'
        words["sections"].append(
            {
                "title": "Questions for {client_name}",
                "questions": [
                    {
                        "ask": 'Is it "safe"?',
                        "answer": "*Mostly* - wait {days_off}...\n\nOr {visits}, [see](https://a.example).",
                    },
                    {
                        "ask": "Whom do I ring?",
                        "answer": "{clinic.name}, {clinic.phone}, {clinic.hours}; {clinic.email}",
                    },
                ],
                "note": "It's **fine**, at {clinic.booking}.",
            }
        )

    def clinics(raw: dict[str, Any]) -> None:
        raw["alder"]["values"] = {"microneedling": {"days_off": "5"}}
        raw["alder"]["words"] = {"en": {"hours": ["9 am - 5 pm"], "emergency": {"text": "Ring", "phone": "112"}}}
        raw["alder"]["changes"] = {"microneedling": {"en": {"call_us_if": "You 'feel' ill.\n\nOr worse."}}}

    made = project(treatment, clinics)
    for clinic in CLINICS:
        assert words_of(blocks(made.compose(clinic))) == made.oracle(clinic)
    said = " ".join(blocks(made.compose("alder-st-catherine")))
    for words in (
        "wait 5\u00a0days…",
        "1\u00a0week",
        "Is it “safe”?",
        "You \u2018feel\u2019 ill.",
        "Ring 112.",
        "9\u00a0am\u00a0\u2013 5\u00a0pm",
    ):
        assert words in said
    assert "3\u00a0days" in " ".join(blocks(made.compose("bayview")))


@pytest.mark.parametrize(
    ("role", "alone"),
    [(Role.H1, "Microneedling"), (Role.LBL, "1")],
)
def test_headings_and_labels_have_their_roles(role: Role, alone: str, sample: Project) -> None:
    assert (
        next(node.text for node in nodes(sample.compose()) if isinstance(node, Element) and node.role is role) == alone
    )


@pytest.mark.parametrize("clinic", CLINICS)
def test_what_has_no_words_is_described_and_links_say_where_they_lead(clinic: str, sample: Project) -> None:
    elements = [node for node in nodes(sample.compose(clinic)) if isinstance(node, Element)]
    figures = [node for node in elements if node.role is Role.FIGURE]
    assert all(node.alt and node.graphic for node in figures)
    assert len(figures) == (2 if clinic == "bayview" else 3)
    links = [node for node in elements if node.role is Role.LINK]
    assert all(node.alt and node.target for node in links)
    words = Counter(node.text for node in links if node.text)
    assert set(words.values()) == {1}


def test_every_node_has_an_id_of_its_own_in_its_tree(sample: Project) -> None:
    document = sample.compose()
    body = [node.id for node in walk(document.body)]
    assert body == list(range(len(body)))
    imprint = [node.id for _, part in document.imprint.parts for node in walk(part)]
    assert imprint == list(range(len(imprint)))


@pytest.mark.parametrize("clinic", CLINICS)
@given(shows=ORDER)
@settings(max_examples=40, deadline=None)
def test_slots_and_parts_always_go_together(clinic: str, sample: Project, shows: list[str]) -> None:
    document = sample.compose(clinic, shows)
    slots = [node.name for node in walk(document.body) if isinstance(node, Slot)]
    assert sorted(slots) == sorted(name for name, _ in document.imprint.parts)
    assert all(part.kids for _, part in document.imprint.parts)


def test_no_run_is_blank(sample: Project) -> None:
    texts = [node for clinic in CLINICS for node in nodes(sample.compose(clinic)) if isinstance(node, Text)]
    assert [text for text in texts if not text.words.strip()] == []


def test_words_of_the_files_know_their_places_and_phrases_have_none(sample: Project) -> None:
    document = sample.compose()
    texts = {node.words: node.place for node in nodes(document) if isinstance(node, Text)}
    place = texts["Microneedling"]
    assert place is not None
    assert place.file == "content.yaml"
    name = texts["Alder Skin Clinic"]
    assert name is not None
    assert name.file == "clinics.yaml"
    assert texts["Scan with your phone camera"] is None


def test_a_body_is_the_same_value_for_all_clinics_that_its_words_do_not_name(sample: Project) -> None:
    treatment = sample.content.treatments["microneedling"]
    english = locale("en")
    shape = Shape(tuple(FIELDS), "a4")
    copies = {prepare(treatment, clinic, english, shape).copy for clinic in sample.content.clinics.values()}
    assert len(copies) == 1
    assert len({compose_body(copy) for copy in copies}) == 1
    imprints = {prepare(treatment, clinic, english, shape).imprint for clinic in sample.content.clinics.values()}
    assert len(imprints) == 3


def test_a_body_that_names_a_clinic_s_value_is_another_value(project: Callable[..., Project]) -> None:
    made = project(a_point("Ring {clinic.phone} first."))
    alder, bayview, _ = (made.compose(clinic).body for clinic in CLINICS)
    assert alder != bayview
    link = next(node for node in walk(alder) if isinstance(node, Element) and node.target == "tel:+44-1632-960123")
    assert link.text == "01632 960 123"
    other = made.compose("alder-st-catherine", ["sections"]).body
    assert "01632 960 456" in other.text


def test_a_clinic_s_change_is_in_its_own_leaflet_only(project: Callable[..., Project]) -> None:
    def clinics(raw: dict[str, Any]) -> None:
        raw["bayview"]["changes"] = {"microneedling": {"en": {"call_us_if": "Something is odd."}}}

    made = project(None, clinics)
    said = {clinic: "Something is odd." in made.compose(clinic).body.text for clinic in CLINICS}
    assert said == {"alder": False, "bayview": True, "alder-st-catherine": False}


def test_where_no_section_says_when_to_call_the_numbers_have_a_heading_of_their_own(
    project: Callable[..., Project],
) -> None:
    def treatment(words: dict[str, Any]) -> None:
        words["sections"] = [one for one in words["sections"] if "call_us_if" not in one]

    made = project(treatment)
    document = made.compose()
    assert [name for name, _ in document.imprint.parts] == ["masthead", "call", "booking", "contact"]
    assert document.body.text.count("Call us") == 1
    assert [kid.style for kid in document.imprint.part("call").kids if isinstance(kid, Element)] == [
        "phone",
        "emergency",
        "out-of-hours",
    ]


def test_a_layout_that_leaves_out_when_to_call_has_the_numbers_with_the_contact(sample: Project) -> None:
    content = sample.content
    shape = Shape(SHOWS, "own", leaves_out=("call_us_if",))
    made = prepare(content.treatments["microneedling"], content.clinics["alder"], ENGLISH, shape)
    assert [name for name, _ in made.imprint.parts] == ["masthead", "booking", "contact"]
    assert "Call us" not in made.body().text
    contact = made.imprint.part("contact")
    assert [kid.style for kid in contact.kids if isinstance(kid, Element)][:4] == [
        "phone",
        "emergency",
        "out-of-hours",
        "address",
    ]


def test_the_numbers_hang_in_one_section_only(project: Callable[..., Project]) -> None:
    def treatment(words: dict[str, Any]) -> None:
        words["sections"].append({"title": "Call too", "id": "again", "call_us_if": "Anything."})

    assert styles(project(treatment).compose()).count("phone") == 1


def test_what_a_clinic_leaves_out_is_left_out_of_both_trees(project: Callable[..., Project]) -> None:
    def clinics(raw: dict[str, Any]) -> None:
        for name in ("out_of_hours", "email", "website", "booking", "hours", "small_print"):
            del raw["alder"][name]

    found = set(styles(project(None, clinics).compose()))
    assert found.isdisjoint({"out-of-hours", "email", "website", "booking", "qr", "scan", "hours", "small-print"})
    assert {"phone", "address", "emergency", "masthead"} <= found


def test_a_clinic_without_a_logo_has_its_initial_as_decoration(sample: Project) -> None:
    name = first(sample.compose("bayview"), "clinic-name")
    assert name.graphic is not None
    assert (name.graphic.kind, name.graphic.name) == ("initial", "B")
    alder = sample.compose()
    assert first(alder, "clinic-name").graphic is None
    logo = first(alder, "logo")
    assert logo.alt == "Logo of Alder Skin Clinic"
    assert logo.graphic is not None
    assert (logo.graphic.name, logo.graphic.name_on_dark) == ("logos/alder.png", "logos/alder-white.png")


def test_a_layout_without_the_logo_shows_neither_logo_nor_initial(sample: Project) -> None:
    for clinic in CLINICS:
        document = sample.compose(clinic, ["clinic.name", "title"])
        assert "logo" not in styles(document)
        assert first(document, "clinic-name").graphic is None


def test_the_code_of_the_booking_page_is_a_figure_in_a_link(sample: Project) -> None:
    link = first(sample.compose("bayview"), "qr-link")
    assert link.target == "https://bayview.example/visit?for=microneedling&at=bayview"
    (figure,) = link.kids
    assert isinstance(figure, Element)
    assert figure.alt == "QR code that opens bayview.example/visit"
    assert figure.graphic is not None
    assert (figure.graphic.kind, figure.graphic.name) == ("qr", link.target)


def test_names_that_lead_in_are_strong_and_closed(project: Callable[..., Project]) -> None:
    def treatment(words: dict[str, Any]) -> None:
        steps = next(one for one in words["sections"] if "steps" in one)
        steps["steps"] = [{"name": "We start", "text": "Now."}, {"name": "And then?", "text": "We rest."}]

    document = project(treatment).compose()
    items = [node for node in nodes(document) if isinstance(node, Element) and node.style == "item"][:2]
    runs = [[(t.words, t.weight) for t in walk(item) if isinstance(t, Text)][1:] for item in items]
    assert runs == [
        [("We start.", Weight.STRONG), (" Now.", Weight.REGULAR)],
        [("And then?", Weight.STRONG), (" We rest.", Weight.REGULAR)],
    ]


def test_sample_text_says_so_until_somebody_has_reviewed_it(project: Callable[..., Project], sample: Project) -> None:
    document = sample.compose()
    assert first(document, "notice").text == "Sample text, not clinically reviewed"
    assert document.metadata.notice == "Sample text, not clinically reviewed"
    assert "Reviewed by" not in first(document, "about").text

    def treatment(words: dict[str, Any]) -> None:
        words["about"]["reviewed_by"] = "Reviewer, nurse"

    document = project(treatment).compose()
    assert "notice" not in styles(document)
    assert document.metadata.notice == ""
    assert "Reviewed by Reviewer, nurse" in first(document, "about").text


def test_a_file_says_what_it_is(sample: Project) -> None:
    about = sample.compose().metadata
    assert about.title == "Microneedling \u2013 Alder Skin Clinic"
    assert about.author == "handouts project"
    assert about.subject == "A non-surgical treatment that can help your skin to renew itself."
    assert about.code == "microneedling 1.0 en a4"
    assert about.date == "2026-03-01"


@pytest.mark.parametrize(
    ("edition", "code"),
    [("standard", "microneedling 1.0 en a4"), ("ink-saver", "microneedling 1.0 en a4 ink-saver")],
)
def test_the_paper_code_names_an_edition_that_is_not_the_standard_one(edition: str, code: str, sample: Project) -> None:
    document = sample.compose(edition=edition)
    assert document.metadata.code == code
    assert code in first(document, "about").text


def test_words_in_another_language_than_the_leaflet_s_say_so(sample: Project) -> None:
    document = sample.compose(written_in="cy")
    foreign = {node.words for node in nodes(document) if isinstance(node, Text) and node.lang == "cy"}
    assert "Alder Skin Clinic" in foreign
    assert "handouts project" in foreign
    assert any("FDA consumer update" in words for words in foreign)
    assert not any(node.lang for node in nodes(sample.compose(written_in="en")) if isinstance(node, Text))
    title = first(document, "title").kids[0]
    assert isinstance(title, Text)
    assert title.lang is None


def test_a_clinic_s_words_in_the_leaflet_s_language_are_not_foreign(project: Callable[..., Project]) -> None:
    def clinics(raw: dict[str, Any]) -> None:
        raw["alder"]["words"] = {"en": {"hours": ["Daily"], "small_print": "Made up."}}

    document = project(None, clinics).compose(written_in="cy")
    runs = {node.words: node.lang for node in nodes(document) if isinstance(node, Text)}
    assert (runs["Daily"], runs["Made up."], runs["Alder Skin Clinic"]) == (None, None, "cy")
