from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from handouts.document.composer import joined
from handouts.document.elements import Element, Role, Text

LINK = Element(Role.LINK, "link", (Text("c", keep=True),), target="tel:999")


def test_the_separator_joins_a_neighbouring_run() -> None:
    assert joined([(Text("a"),), (Text("b"),), (LINK,), (Text("d"),)], ", ") == (
        Text("a"),
        Text(", b, "),
        LINK,
        Text(", d"),
    )


def test_between_two_links_the_separator_stands_alone() -> None:
    assert joined([(LINK,), (LINK,)], "; ") == (LINK, Text("; "), LINK)


def test_kept_words_take_no_separator_in() -> None:
    kept = Text("01632", keep=True)
    assert joined([(kept,), (kept,)], ", ") == (kept, Text(", "), kept)


@given(st.lists(st.lists(st.text(min_size=1), max_size=3)), st.sampled_from([", ", " · ", " "]))
def test_joining_says_the_same_as_joining_the_words(groups: list[list[str]], separator: str) -> None:
    nodes = joined((tuple(map(Text, group)) for group in groups), separator)
    said = "".join(node.words for node in nodes if isinstance(node, Text))
    assert said == separator.join("".join(group) for group in groups if group)
