from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from handouts.blocks import KEYS, KINDS, Base, Section
from handouts.document.composer import paragraph
from handouts.document.elements import Document, Element, Imprint, Metadata, Role, Slot, Text, numbered, walk
from handouts.document.outline import outline
from handouts.source.words import Words

if TYPE_CHECKING:
    from collections.abc import Callable

    from handouts.document.elements import Node, Weight

SECTION: TypeAdapter[Base] = TypeAdapter(Section)

EXAMPLES = {
    "text": """
        title: What it is
        text: >
          One paragraph on
          two lines.

          And *another*.
    """,
    "steps": """
        title: What happens
        id: process
        steps:
          - name: We numb your skin
            text: It takes a while.
          - name: Ready?
            text: We start.
    """,
    "benefits": """
        title: Why people choose it
        benefits:
          - name: Softer skin
            text: It *can* feel softer.
            icon: sparkles
          - name: No icon
            text: That is fine too.
        note: Results differ.
    """,
    "points": """
        title: Before you book
        points:
          - Ask **us** first.
          - See [the page](https://x.example/p).
    """,
    "do_avoid": """
        title: Looking after your skin
        do:
          - Use sunscreen.
        avoid:
          - Acids.
          - Heat.
    """,
    "call_us_if": """
        title: Call us if
        call_us_if: Anything worries you.
        editable_by_clinic: yes
        source: fda
    """,
    "questions": """
        title: Questions
        questions:
          - ask: Does it hurt?
            answer: Most people say no.
          - ask: How long does it take?
            answer: >
              That depends.

              Ask us.
    """,
}


class Plain:
    """The simplest composer: words are words, phrases are named."""

    def inline(self, words: str, weight: Weight | None = None) -> tuple[Node, ...]:
        place = getattr(words, "place", None)
        return (
            Text(" ".join(words.split()), weight, place=place)
            if weight
            else Text(" ".join(words.split()), place=place),
        )

    def paragraphs(self, words: str, style: str) -> tuple[Element, ...]:
        return tuple(paragraph(style, self.inline(part)) for part in words.splitlines() if part.strip())

    def phrase(self, key: str, /) -> tuple[Node, ...]:
        return (Text(f"<{key}>"),)

    def run_in(self, name: str) -> tuple[Node, ...]:
        return self.inline(f"{name}:")


def section(text: str) -> Base:
    return SECTION.validate_python(_worded(yaml.load(text, yaml.BaseLoader)))  # noqa: S506 - text only


def _worded(value: Any) -> Any:  # noqa: ANN401 - raw YAML
    if isinstance(value, dict):
        return {key: _worded(item) for key, item in value.items()}
    return [_worded(item) for item in value] if isinstance(value, list) else Words(value)


def said(nodes: tuple[Node, ...]) -> list[str]:
    return [word for node in nodes for text in walk(node) if isinstance(text, Text) for word in text.words.split()]


def test_every_kind_has_an_example_here() -> None:
    assert tuple(EXAMPLES) == KINDS


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_becomes_elements(kind: str, golden: Callable[[str], None]) -> None:
    made = section(EXAMPLES[kind])
    assert made.kind == kind
    body = numbered(Element(Role.DOCUMENT, "document", made.elements(Plain())))
    slots = tuple((node.name, Element(Role.DIV, node.name)) for node in walk(body) if isinstance(node, Slot))
    golden(
        outline(
            Document(
                "en", "ltr", body, Imprint(slots), Metadata(kind, "us", "a section", "x 1.0 en a4", "2026-03-01", "")
            )
        )
    )


@pytest.mark.parametrize("kind", KINDS)
def test_a_section_is_hashable_and_named_by_its_id_or_kind(kind: str) -> None:
    made = section(EXAMPLES[kind])
    assert hash(made) == hash(section(EXAMPLES[kind]))
    assert made.name == (made.id or kind)
    assert made.elements(Plain())[0].name == made.name  # type: ignore[union-attr]


WORD = st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=8)
LINE = st.lists(WORD, min_size=1, max_size=6).map(" ".join)


@given(st.lists(st.tuples(LINE, LINE), min_size=1, max_size=5), LINE, LINE)
def test_words_in_are_words_out_in_order(pairs: list[tuple[str, str]], title: str, note: str) -> None:
    steps = [{"name": Words(name), "text": Words(text)} for name, text in pairs]
    made = SECTION.validate_python({"title": Words(title), "steps": steps, "note": Words(note)})
    wanted = title.split()
    for number, (name, text) in enumerate(pairs, start=1):
        wanted += [str(number), *f"{name}:".split(), *text.split()]
    assert said(made.elements(Plain())) == wanted + note.split()


@given(st.lists(LINE, min_size=1, max_size=5), st.lists(LINE, min_size=1, max_size=5))
def test_do_stands_before_avoid(do: list[str], avoid: list[str]) -> None:
    made = SECTION.validate_python({"title": Words("t"), "avoid": list(map(Words, avoid)), "do": list(map(Words, do))})
    assert said(made.elements(Plain())) == ["t", "<do>", *" ".join(do).split(), "<avoid>", *" ".join(avoid).split()]


@pytest.mark.parametrize(
    ("text", "kind", "message"),
    [
        ("title: t", "section_kind", "needs one of these keys"),
        ("title: t\nwhatever: x", "section_kind", "needs one of these keys"),
        ("title: t\npoints: []", "empty_list", "This list is empty"),
        ("title: t\npoints: [' ']", "blank", "no words here"),
        ("title: t\npoints: [a]\nid: Two words", "section_id", "small letters"),
        ("title: t\npoints: [a]\neditable_by_clinic: yes", "no_source", "say where it comes from"),
        ("title: t\npoints: [a]\nsteps: [{name: a, text: b}]", "extra_forbidden", ""),
        ("title: t\npoints: [a]\npart: during", "literal_error", "before"),
        ("title: t\nsteps: [{name: a}]", "missing", ""),
    ],
)
def test_a_section_that_is_not_meant_is_refused(text: str, kind: str, message: str) -> None:
    with pytest.raises(ValidationError) as failure:
        section(text)
    assert [(error["type"], message in error["msg"]) for error in failure.value.errors()] == [(kind, True)]


def test_a_misspelt_key_keeps_its_kind_so_that_the_key_itself_is_reported() -> None:
    with pytest.raises(ValidationError) as failure:
        section("title: t\nbenefit: [{name: a, text: b}]")
    found = {(error["type"], error["loc"][-1]) for error in failure.value.errors()}
    assert found == {("extra_forbidden", "benefit"), ("missing", "benefits")}


def test_a_tag_of_a_kind_never_looks_like_a_key() -> None:
    with pytest.raises(ValidationError) as failure:
        section("title: t\nsteps: [{name: a}]")
    assert failure.value.errors()[0]["loc"][0] not in {*KEYS, *Base.model_fields}


@pytest.mark.parametrize("kind", ["text", "call_us_if"])
def test_a_clinic_can_put_plain_words_anew(kind: str) -> None:
    made = section(EXAMPLES[kind]).changed(Words("Our own words."))
    assert "Our own words." in " ".join(said(made.elements(Plain())))
    assert made != section(EXAMPLES[kind])


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in {"text", "call_us_if"}])
def test_a_list_cannot_be_put_anew_in_one_line(kind: str) -> None:
    with pytest.raises(ValueError, match="cannot be changed"):
        section(EXAMPLES[kind]).changed(Words("x"))


def test_what_an_editor_is_told_of_a_list_is_that_it_is_not_empty() -> None:
    schema = SECTION.json_schema()
    points = schema["$defs"]["PointsSection"]["properties"]["points"]
    assert points["minItems"] == 1
    assert {"required": ["do"]} in schema["$defs"]["DoAvoidSection"]["anyOf"]
