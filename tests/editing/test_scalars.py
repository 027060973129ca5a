"""Other words in the place of one scalar, and nothing else changed: for any words and any way of writing."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from handouts.editing import NotEditable, replaced
from handouts.source import from_bytes
from handouts.source.nodes import Scalar

ODD = """\
# A note at the top.
language: en   # and one here
top:
  plain: Words as they are    # with a note
  empty:
  single: 'It''s quoted'
  double: "Quoted \\"twice\\", with: colons" # near
  folded: >
    Folded words that
    run over lines.

    And a second paragraph.

  # A note between.
  stripped: >-
      Deeper than it has to be,
      and stripped.
  literal: |
    As it
    stands.
  list:
    - first
    -   second, with room
    - "third"
    - >-
      fourth in
      a block
  flow: [one, 'two', "three"]
  braces: {a: x, b: "y"}
  items:
  - name: not indented
    text: below its dash
  - name: last
    text: >
      until the end
last: no line below"""

FILES = {
    "lines end as on Linux": ODD.encode(),
    "lines end as on Windows": ODD.replace("\n", "\r\n").encode(),
    "a byte order mark": b"\xef\xbb\xbf" + ODD.encode(),
    "a line below the last": (ODD + "\n").encode(),
}


def paths(data: Any, above: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:  # noqa: ANN401 - plain data
    if isinstance(data, dict):
        return [path for key, value in data.items() for path in paths(value, (*above, str(key)))]
    if isinstance(data, list):
        return [path for number, value in enumerate(data) for path in paths(value, (*above, number))]
    return [above] if data is not None else []


def at(data: Any, path: tuple[str | int, ...]) -> Any:  # noqa: ANN401 - plain data
    for step in path:
        data = data[step]
    return data


def told(data: bytes) -> Any:  # noqa: ANN401 - plain data
    source = from_bytes(data, "odd.yaml")
    assert not source.problems
    return source.data


PATHS = paths(told(FILES["lines end as on Linux"]))

WORDS = st.text(
    st.characters(exclude_categories=("Cs", "Cc", "Cn", "Co"), exclude_characters="\ufeff\u2028\u2029\x85"),
    min_size=1,
    max_size=120,
)
PARAGRAPHS = st.lists(WORDS, min_size=1, max_size=3).map("\n".join)


def test_all_scalars_of_the_odd_file_are_tried() -> None:
    assert len(PATHS) == 21


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("path", PATHS, ids=lambda path: "/".join(map(str, path)))
@pytest.mark.parametrize(
    "words",
    [
        "Simply other words",
        "With: a colon, a # sign and 'quotes'",
        "no",
        "- a dash",
        "{days} in braces",
        "*stars* first",
        (
            "A sentence that is long enough to run over more than a single line of a file that somebody has to read, so"
            " it is folded there."
        ),
        "One paragraph.\nAnother one.",
        "\u0645\u0631\u062d\u0628\u0627 and Zo\u00eb",
        "ends with a backslash \\",
        '"',
    ],
)
def test_only_the_words_change(name: str, path: tuple[str | int, ...], words: str) -> None:
    before = FILES[name]
    after = replaced(before, "odd.yaml", path, words)
    assert at(told(after), path) == words
    assert [at(told(after), other) for other in PATHS if other != path] == [
        at(told(before), other) for other in PATHS if other != path
    ]
    scalar = from_bytes(before, "odd.yaml").node(path)
    assert isinstance(scalar, Scalar)
    lines, kept = before.decode().splitlines(), iter(after.decode().splitlines())
    apart = [line for number, line in enumerate(lines) if not scalar.start[0] <= number <= scalar.end[0]]
    assert all(line in kept for line in apart)  # each of them, in their order
    assert after.decode().splitlines()[scalar.start[0]].startswith(lines[scalar.start[0]][: scalar.start[1]])
    assert (b"\r\n" in after) == (b"\r\n" in before)
    assert after.startswith(b"\xef\xbb\xbf") == before.startswith(b"\xef\xbb\xbf")


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(PATHS), PARAGRAPHS, st.sampled_from(sorted(FILES)))
@example(("top", "folded"), " leading room", "lines end as on Linux")
@example(("top", "flow", 1), "a, b] c", "lines end as on Windows")
def test_any_words_read_back(path: tuple[str | int, ...], words: str, name: str) -> None:
    before = FILES[name]
    try:
        after = replaced(before, "odd.yaml", path, words)
    except NotEditable:
        # Only what no file may hold is refused.
        held = from_bytes(f"a: {words!r}".encode(), "x.yaml")
        assert held.problems or not words.strip() or not words.isprintable()
        return
    assert at(told(after), path) == words
    assert [at(told(after), other) for other in PATHS if other != path] == [
        at(told(before), other) for other in PATHS if other != path
    ]


@pytest.mark.parametrize(
    "path", [("top",), ("top", "gone"), ("top", "list", 9), ("top", "list", "x"), (), ("top", "plain", "x")]
)
def test_what_is_no_scalar_is_refused(path: tuple[str | int, ...]) -> None:
    with pytest.raises(NotEditable):
        replaced(FILES["lines end as on Linux"], "odd.yaml", path, "words")


@pytest.mark.parametrize(
    ("path", "words", "line"),
    [
        (("top", "plain"), "Other words", "  plain: Other words    # with a note"),
        (("top", "double"), "Other: words", '  double: "Other: words" # near'),
        (("top", "list", 1), "other", "    -   other"),
        (("top", "flow", 1), "other", '  flow: [one, "other", "three"]'),
        (("top", "items", 0, "name"), "other", "  - name: other"),
        (("top", "stripped"), "Other words.", "    Other words."),
    ],
)
def test_words_are_written_as_those_before_them(path: tuple[str | int, ...], words: str, line: str) -> None:
    assert line in replaced(FILES["lines end as on Linux"], "odd.yaml", path, words).decode().split("\n")
