from __future__ import annotations

from typing import Annotated, Literal, get_args

import pytest
from pydantic import Field, Tag
from pydantic_core import PydanticCustomError
from pydantic_core.core_schema import ErrorType

from handouts.errors import ContentInvalid
from handouts.source import Model, Words, check, check_entries, from_bytes, sentences, validate
from handouts.source.frozen import FrozenMap
from handouts.source.shape import keys
from handouts.source.words import Switch  # noqa: TC001 - pydantic reads annotations when the class is made


class Leaf(Model):
    name: Words
    size: int = 1


class Tree(Model):
    title: Words
    switch: Switch = False
    kind: Literal["oak", "elm"] = "oak"
    share: Annotated[float, Field(ge=0, le=1)] = 0.5
    leaves: tuple[Leaf, ...] = ()
    pair: tuple[Words, Words] | None = None
    named: FrozenMap[Words, Leaf] = Field(default_factory=FrozenMap)


def said(text: str) -> list[str]:
    _, problems = check(from_bytes(text.encode(), "f.yaml"), Tree)
    return [f"{problem.place.line}:{problem.place.column} {problem.message}" for problem in problems]


def test_a_file_in_order_becomes_a_frozen_value() -> None:
    tree = validate(from_bytes(b"title: Ash\nnamed: {a: {name: b}}\n", "f.yaml"), Tree)
    assert tree.named["a"].name == "b"  # type: ignore[index]
    assert tree.title.place is not None
    assert hash(tree) == hash(validate(from_bytes(b"named: {a: {name: b}}\ntitle: Ash\n", "g.yaml"), Tree))


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("titel: x\n", '1:1 "titel" is not a word I know here. Did you mean "title"?'),
        ("kind: oak\n", '1:1 "title" is missing here. Add a line that starts with title:'),
        ("title:\n", '1:1 Nothing stands after "title". Write the words there, or take the line out.'),
        ("title: x\nswitch: on\n", '2:9 "switch" takes yes or no, and nothing else.'),
        ("title: x\nswitch:\n", '2:1 Nothing stands after "switch". Write yes or no, or take the line out.'),
        ("title: x\nkind: elk\n", '2:7 "elk" is not possible for "kind". Did you mean "elm"?'),
        ("title: x\nkind: yew tree\n", '2:7 "yew tree" is not possible for "kind". Known here: oak, elm.'),
        ("title: x\nkind: [oak]\n", '2:7 "kind" takes one of these words: oak, elm.'),
        ("title: x\nshare: half\n", '2:8 "half" is not a number, such as 3 or 0.5.'),
        ("title: x\nshare: 2\n", '2:8 "share" must be at most 1.0.'),
        ("title: x\nshare: -1\n", '2:8 "share" must be at least 0.0.'),
        (
            "title: x\nleaves: y\n",
            '2:9 A list is needed under "leaves": each item on a line of its own, after a dash and a space.',
        ),
        (
            "title: x\nleaves:\n",
            '2:1 Nothing stands after "leaves". Write its items below it, each after a dash, or take the line out.',
        ),
        (
            "title: x\nleaves:\n  - y\n",
            '3:5 Keys with values are needed under "leaves", each on a line of its own, and here are only words.',
        ),
        (
            "title: x\nleaves:\n  - [y]\n",
            '3:5 Keys with values are needed under "leaves", and here is a list. Take the dashes or brackets away.',
        ),
        ("title: x\nleaves:\n  - name: a\n    size: big\n", '4:11 "big" is not a whole number, such as 3.'),
        ("title: x\nleaves:\n  - size: 1\n", '3:5 "name" is missing here. Add a line that starts with name:'),
        ("title: x\npair: [a]\n", '2:7 "pair" needs more than there is here: number 2 is missing.'),
        ("title: x\npair: [a, b, c]\n", '2:7 "pair" needs at most 2, and here are 3.'),
        (
            "title: x\nnamed: y\n",
            '2:8 Keys with values are needed under "named", each on a line of its own, and here are only words.',
        ),
        (
            "title: {a: b}\n",
            '1:8 The colon after "a" makes a key of it, but only words can stand here. Put quotes round all the words.',
        ),
        (
            "- a\n",
            "1:1 This file should be made of keys with values, such as language: en. Compare it with the sample.",
        ),
    ],
)
def test_a_complaint_is_a_plain_sentence_at_its_place(text: str, sentence: str) -> None:
    assert said(text) == [sentence]


def test_all_complaints_come_in_one_run_and_a_misspelt_key_is_not_missing_too() -> None:
    found = said("titel: x\nkind: elk\nleaves:\n  - nam: a\n    size: b\n")
    assert sorted(each.split()[0] for each in found) == ["1:1", "2:7", "4:5", "5:11"]


def test_an_entry_with_mistakes_does_not_hide_the_others() -> None:
    source = from_bytes(b"title: x\nnamed:\n  good: {name: a}\n  bad: {nam: b}\n", "f.yaml")
    found = check_entries(source, Tree, "named")
    assert found.value is not None
    assert (list(found.value.named), found.broken, len(found.problems)) == (["good"], {"bad"}, 1)


@pytest.mark.parametrize("text", ["titel: x\nnamed: {a: {}}\n", "- a\n", "title: x\nnamed: y\n", "a: [\n"])
def test_a_mistake_beside_the_entries_leaves_nothing(text: str) -> None:
    found = check_entries(from_bytes(text.encode(), "f.yaml"), Tree, "named")
    assert found.value is None
    assert found.problems


def test_what_yaml_spoilt_is_not_complained_of_again() -> None:
    assert said("title: x\nkind: #oak\n") == [
        "2:7 A # starts a note, so these words would not be printed. Put quotes round all the words of this line."
    ]


def test_validate_raises_with_every_problem() -> None:
    with pytest.raises(ContentInvalid) as caught:
        validate(from_bytes(b"titel: x\nkind: elk\n", "f.yaml"), Tree)
    assert len(caught.value.problems) == 2


def test_no_kind_of_error_shows_pydantics_english() -> None:
    for kind in get_args(ErrorType):
        error = {"type": kind, "loc": ("a",), "msg": "Input should be", "input": "x", "ctx": {}}
        assert "Input should" not in sentences.sentence(error, "a")  # type: ignore[arg-type]


def test_a_sentence_of_our_own_is_shown_as_it_is() -> None:
    error = PydanticCustomError("ours", "Write it like {this}.")
    shown = sentences.sentence(
        {"type": error.type, "loc": ("a",), "msg": error.message(), "input": "x"},
        "a",  # type: ignore[arg-type,typeddict-item]
    )
    assert shown == "Write it like {this}."


class Row(Model):
    row: Words


class Column(Model):
    column: Words


class Grid(Model):
    parts: tuple[Annotated[Row, Tag("a row")] | Annotated[Column, Tag("a column")], ...]
    rows: dict[str, Row] | None = None


@pytest.mark.parametrize(
    ("path", "known"),
    [
        ((), ("parts", "rows")),
        (("parts", 0), ("row", "column")),
        (("parts", 0, "a row"), ("row",)),
        (("parts", 0, "a column"), ("column",)),
        (("rows", "any"), ("row",)),
        (("parts", 0, "a row", "row"), ()),
    ],
)
def test_the_keys_at_a_path_are_those_of_its_models(path: tuple[str | int, ...], known: tuple[str, ...]) -> None:
    assert keys(Grid, path) == known
