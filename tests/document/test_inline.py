from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handouts.document import inline
from handouts.document.elements import Element, Role, Text, Weight, walk
from handouts.document.inline import Edit, Fragment
from handouts.errors import ContentInvalid, Place
from handouts.source.words import Words

PLACE = Place("content.yaml", 7, 15)
#: Anything that YAML can hold, no marks among it.
LITERAL = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="*[]{}")).map(inline.spaced)


def no_edits(_text: str) -> tuple[Edit, ...]:
    return ()


def words_of(nodes: tuple[object, ...]) -> str:
    return "".join(text.words for node in nodes for text in walk(node) if isinstance(text, Text))  # type: ignore[arg-type]


def test_the_four_marks_and_nothing_else_mean_something() -> None:
    assert inline.parse("a *b* **c** ***d*** [e](https://x.example/a_b) f") == (
        Fragment("a "),
        Fragment("b", emphasis=True),
        Fragment(" "),
        Fragment("c", strong=True),
        Fragment(" "),
        Fragment("d", strong=True, emphasis=True),
        Fragment(" "),
        Fragment("e", target="https://x.example/a_b"),
        Fragment(" f"),
    )


@pytest.mark.parametrize(
    "words",
    [
        "_not emphasis_ and __not strong__",
        "# not a heading",
        "- not a list",
        "1. not a list",
        "`not code`",
        "~~not struck~~",
        "<b>not HTML</b>",
        "<https://not.a.link>",
        "https://not.a.link and www.not.one",
        "&amp; stays",
        r"a backslash \stays",
        "2 * 3 is 6",
        "| a | b |",
        "a { b } {3} { }",
        "[a] [b] (c)",
    ],
)
def test_all_else_is_literal(words: str) -> None:
    assert inline.parse(words) == (Fragment(words),)


@given(LITERAL)
def test_words_without_marks_never_change(words: str) -> None:
    assert "".join(fragment.words for fragment in inline.parse(words)) == words


@given(st.text(st.sampled_from("ab *[](){}_\\:/h.\n"), max_size=60))
def test_marks_take_nothing_away_but_themselves(words: str) -> None:
    left = "".join(fragment.words for fragment in inline.parse(words))
    without_targets = re.sub(r"\]\([^()\s]*\)", "", words)
    letters = re.compile(r"[^a-z]")
    if inline.problems(words) == () and "](" not in words:
        assert letters.sub("", left) == letters.sub("", without_targets)
    rest = iter(inline.spaced(words))
    assert all(letter in rest for letter in left)


def test_a_link_is_an_element_that_says_its_words() -> None:
    nodes = inline.inline("See [our *own* page](https://x.example/p).", {}, no_edits)
    link = nodes[1]
    assert isinstance(link, Element)
    assert (link.role, link.target, link.alt) == (Role.LINK, "https://x.example/p", "our own page")
    assert [(t.words, t.weight) for t in link.kids if isinstance(t, Text)] == [
        ("our ", Weight.REGULAR),
        ("own", Weight.EMPHASIS),
        (" page", Weight.REGULAR),
    ]


def test_marks_inside_strong_words_add_to_them() -> None:
    nodes = inline.inline("Keep *very* dry", {}, no_edits, Weight.STRONG)
    assert [t.weight for t in nodes if isinstance(t, Text)] == [
        Weight.STRONG,
        Weight.STRONG_EMPHASIS,
        Weight.STRONG,
    ]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("[a](javascript:alert)", "It has to start with https://, http://, mailto: or tel:"),
        ("[a](b.html)", "It has to start with https://, http://, mailto: or tel:"),
        ("[a](file:///etc/passwd)", "It has to start with https://, http://, mailto: or tel:"),
        ("[a](https:///path)", "names no site"),
        ("[a](https://name:word@x.example)", "user name"),
        ("[a](mailto:)", "leads nowhere"),
        ("[](https://x.example)", "no words"),
        ("[a](https://x .example)", "not closed"),
        ('[a](https://x.example "b")', "would not be printed"),
        ("[a](https://x.example/{clinic})", "cannot hold a {placeholder}"),
        ("wait {dayz}", 'Nothing is called "{dayz}" here. Did you mean "days"?'),
    ],
)
def test_what_cannot_be_meant_is_a_problem_with_its_place(words: str, message: str) -> None:
    (problem,) = inline.problems(Words(words, PLACE), known=["days", "clinic"])
    assert message in problem.message
    assert problem.place == PLACE
    with pytest.raises(ContentInvalid, match=r"content\.yaml:7:15"):
        inline.inline(Words(words, PLACE), {"days": (), "clinic": ()}, no_edits)


@pytest.mark.parametrize("target", ["https://x.example", "http://x.example/a?b=c#d", "mailto:a@x.example", "tel:999"])
def test_links_that_can_be_opened_are_no_problem(target: str) -> None:
    assert inline.problems(f"[a]({target})") == ()


def test_placeholders_are_filled_with_nodes() -> None:
    link = Element(Role.LINK, "link", (Text("01632 960 123", keep=True),), target="tel:+441632960123", alt="Call us")
    nodes = inline.inline(
        "Ring {clinic.phone} in {days}.", {"clinic.phone": (link,), "days": (Text("3 days"),)}, no_edits
    )
    assert nodes == (Text("Ring "), link, Text(" in 3 days."))


def test_a_placeholder_inside_a_link_gives_it_its_words_only() -> None:
    inner = Element(Role.LINK, "link", (Text("01632 960 123", keep=True),), target="tel:+441632960123")
    nodes = inline.inline("[Ring {phone}](https://x.example)", {"phone": (inner,)}, no_edits)
    assert len(nodes) == 1
    assert isinstance(nodes[0], Element)
    assert nodes[0].target == "https://x.example"
    assert nodes[0].text == "Ring 01632 960 123"


def test_placeholders_are_listed_in_order_once_each() -> None:
    assert inline.placeholders("{b} {a} {b} {clinic.phone}") == ("b", "a", "clinic.phone")


def test_typography_sees_the_whole_sentence_and_leaves_kept_words_alone() -> None:
    def stars(text: str) -> tuple[Edit, ...]:
        return tuple(Edit(i, i + 1, "--") for i, letter in enumerate(text) if letter == "-")

    kept = (Text("800-555", keep=True),)
    nodes = inline.inline("a-b **c-d** {n} e-f", {"n": kept}, stars)
    assert words_of(nodes) == "a--b c--d 800-555 e--f"


def test_every_run_knows_where_its_words_stand() -> None:
    nodes = inline.inline(Words("a **b** [c](https://x.example)", PLACE), {}, no_edits)
    assert {text.place for node in nodes for text in walk(node) if isinstance(text, Text)} == {PLACE}


def test_a_blank_line_starts_a_paragraph_and_nothing_else_does() -> None:
    folded = "One two\nthree.\n"  # what YAML's ">" makes of a blank line between them
    assert inline.paragraphs(folded) == ("One two", "three.")
    assert inline.paragraphs("One \t two\n\n\n three") == ("One two", "three")
    assert inline.paragraphs(" \n ") == ()


def test_a_no_break_space_that_was_typed_stays() -> None:
    assert inline.spaced("9\u00a0am  sharp ") == "9\u00a0am sharp"
