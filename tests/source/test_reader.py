from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import pytest
import yaml

from handouts.errors import ContentInvalid, Place
from handouts.source import build, from_bytes, gather, read
from handouts.source.build import DEPTH_LIMIT
from handouts.source.text import SIZE_LIMIT
from handouts.source.words import Words

if TYPE_CHECKING:
    from pathlib import Path


def places(text: str | bytes) -> list[str]:
    data = text if isinstance(text, bytes) else text.encode()
    return [str(problem.place) for problem in from_bytes(data, "f.yaml").problems]


def message(text: str | bytes) -> str:
    data = text if isinstance(text, bytes) else text.encode()
    (problem,) = from_bytes(data, "f.yaml").problems
    return problem.message


def test_every_scalar_stays_what_was_typed() -> None:
    typed = {
        "phone": "+441632960123",
        "opens": "9:00",
        "code": "0123456",
        "lang": "no",
        "version": "1.10",
        "day": "2026-03-01",
    }
    source = from_bytes("".join(f"{key}: {value}\n" for key, value in typed.items()).encode(), "f.yaml")
    assert source.data == typed
    assert source.problems == ()


def test_a_key_without_a_value_is_none_and_quoted_nothing_is_empty_words() -> None:
    assert from_bytes(b"a:\nb: ''\nc: ~\n", "f.yaml").data == {"a": None, "b": "", "c": "~"}


@pytest.mark.parametrize(
    ("text", "path", "place"),
    [
        ("a: words\n", ("a",), "f.yaml:1:4"),
        ('a: "words"\n', ("a",), "f.yaml:1:5"),
        ("a: >\n\n    folded\n    words\n", ("a",), "f.yaml:3:5"),
        ("a:\n  - one\n  - two\n", ("a", 1), "f.yaml:3:5"),
        ("\ufeffa:\r\n  b: c\r\n", ("a", "b"), "f.yaml:2:6"),
        ("é: {x: 😀, y: z}\n", ("é", "y"), "f.yaml:1:14"),
    ],
)
def test_words_know_where_their_first_letter_stands(text: str, path: tuple[str | int, ...], place: str) -> None:
    source = from_bytes(text.encode(), "f.yaml")
    value: object = source.data
    for step in path:
        value = value[step]  # type: ignore[index]
    assert isinstance(value, Words)
    assert str(value.place) == place == str(source.place(path))


def test_keys_know_their_places_too() -> None:
    data = from_bytes(b"a:\n  b: c\n", "f.yaml").data
    assert isinstance(data, dict)
    assert [key.place for key in data["a"]] == [Place("f.yaml", 2, 3)]


def test_steps_that_are_not_in_the_file_are_skipped() -> None:
    source = from_bytes(b"a:\n  - kind: x\n    name: y\n", "f.yaml")
    assert source.place(("a", 0, "a union's tag", "name")) == Place("f.yaml", 3, 11)
    assert source.place(("a", 0, "missing")) == Place("f.yaml", 2, 5)
    assert source.place(("nothing",)) == Place("f.yaml", 1, 1)


def test_a_caret_stands_under_what_is_meant() -> None:
    (problem,) = from_bytes("name: Café: open\n".encode(), "f.yaml").problems
    line, excerpt, caret = str(problem).splitlines()
    assert line.startswith("f.yaml:1:11: ")
    assert excerpt[caret.index("^")] == ":"


def test_all_slips_of_one_file_are_found_in_one_run() -> None:
    text = "a: x: y\nb: *bold* words\nc: #fff000\nd: e\td\nd: again\nf: {g, h: i}\nk: &l m\n"
    assert places(text) == [f"f.yaml:{spot}" for spot in ("4:5", "1:5", "2:4", "5:1", "7:4", "3:4", "6:5")]


def test_a_file_that_is_not_utf_8_names_the_line_of_the_byte() -> None:
    assert places(b"a: b\nc: caf\xe9\n") == ["f.yaml:2:7"]
    assert "0xe9" in message(b"a: b\nc: caf\xe9\n")
    assert places(b"\xef\xbb\xbfa: caf\xe9\n") == ["f.yaml:1:7"]


@pytest.mark.parametrize("codec", ["utf-16", "utf-16-le", "utf-16-be"])
def test_a_file_in_utf_16_is_told_to_be_saved_as_utf_8(codec: str) -> None:
    data = ("\ufeffa: b\n" if codec != "utf-16" else "a: b\n").encode(codec)
    assert "UTF-16" in message(data)
    assert "Save as" in message(data)


def test_windows_and_old_mac_line_ends_count_as_lines() -> None:
    assert places("a: b\r\nc: d: e\r\n") == ["f.yaml:2:5"]
    assert places("a: b\rc: d: e\r") == ["f.yaml:2:5"]


def test_a_tab_in_a_comment_does_no_harm() -> None:
    assert places("# a\tb\na: b\n") == []


def test_a_file_of_the_greatest_size_is_read_and_one_byte_more_is_not() -> None:
    head = b"a: b\n# "
    whole = head + b"x" * (SIZE_LIMIT - len(head))
    assert places(whole) == []
    assert "5 MB" in message(whole + b"x")


def test_the_greatest_depth_is_read_and_one_more_is_not() -> None:
    def nested(depth: int) -> str:
        return "[" * depth + "]" * depth + "\n"

    assert places(nested(DEPTH_LIMIT)) == []
    assert places(nested(DEPTH_LIMIT + 1)) == [f"f.yaml:1:{DEPTH_LIMIT + 1}"]
    assert places("a: " + "[" * 90_000) != []


def test_a_word_of_200_letters_is_read_and_one_of_201_is_not() -> None:
    assert places(f"a: {'x' * 200}\n") == []
    assert places(f"a: >\n  short\n  {'x' * 201}\n") == ["f.yaml:2:3"]
    assert places(f"a: https://example.org/{'x' * 250}\n") == []
    assert places(f"a: see [this](https://example.org/{'x' * 250})\n") == []
    assert places(f"a: {'ก' * 250}\n") == [], "Thai is written without spaces"


@pytest.mark.parametrize("text", ["", "\n", "# only a note\n", "---\n"])
def test_an_empty_file_says_how_to_start(text: str) -> None:
    assert "handouts init" in message(text) or "empty" in message(text)


def test_a_file_that_is_not_there_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(ContentInvalid) as caught:
        read(tmp_path / "content.yaml")
    (problem,) = caught.value.problems
    assert problem.place == Place("content.yaml", 1, 1)
    assert "handouts init" in problem.message


def test_a_file_of_nearly_that_name_is_pointed_at(tmp_path: Path) -> None:
    (tmp_path / "content.yml").write_text("a: b\n")
    (problem,) = gather(tmp_path / "content.yaml").problems
    assert 'Did you mean "content.yml"? Then rename that file.' in problem.message


def test_a_folder_where_a_file_should_be(tmp_path: Path) -> None:
    (tmp_path / "content.yaml").mkdir()
    (problem,) = gather(tmp_path / "content.yaml").problems
    assert "is a folder" in problem.message


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps readers out in another way")
def test_a_file_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "content.yaml"
    path.write_text("a: b\n")

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("pathlib.Path.open", refuse)
    (problem,) = gather(path).problems
    assert "may not read" in problem.message


@pytest.mark.skipif(sys.platform == "win32", reason="there are no named pipes in folders")
def test_what_is_no_ordinary_file_is_not_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "content.yaml")
    (problem,) = gather(tmp_path / "content.yaml").problems
    assert "not an ordinary file" in problem.message


SLIPS = [
    "a: b: c\n",
    "a: [x, y\nb: 2\n",
    "a: *x y\n",
    'a: "x\nb: y\n',
    "a: 'it's'\n",
    "a: @x\n",
    "a: %x\n",
    "a: `x`\n",
    "a: b\n  c: d\n",
    "a: - x\n",
    "a: b\nc d\ne: f\n",
    "a:\n  - b\n - c\n",
    "a: {b: c, d: e: f}\n",
    "a: [one {b} two]\n",
    "a: {b} words\n",
    "a: [b](https://c.example) words\n",
    "a: 1\n---\nb: 2\n",
    "a: &x b\n",
    "a: !x b\n",
    "a: [b, c\n",
    "a: 1\na: 2\n",
    "a: >\n  b\n c\n",
]


@pytest.mark.parametrize("text", SLIPS)
def test_both_of_pyyamls_parsers_give_the_same_problem(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    usual = from_bytes(text.encode(), "f.yaml").problems
    monkeypatch.setattr(build, "_LOADER", yaml.BaseLoader)
    assert from_bytes(text.encode(), "f.yaml").problems == usual
    assert len(usual) == 1


def test_short_items_may_stand_in_brackets() -> None:
    text = """
address: [4 Orchard Row, Marlow Green, MG1 2AB]
hours: [Mon to Fri 9 am to 6 pm, Sat 9 am to 1 pm]
languages: [en, pl]
layouts: [a4, a4-two-sided]
range: [1, 7]
avoid: ["Retinoids, and acids, for {days} after treatment.", 'Does it hurt? No.']
field: {kind: text, required: no}
"""
    assert places(text) == []


@pytest.mark.parametrize(
    ("text", "column", "said"),
    [
        ("a: [Rest well, and drink]\n", 16, "and drink"),
        ("a: [In Marlow, Alder Road is closed.]\n", 16, "Alder Road"),
        ("a: [Does it hurt? Hardly]\n", 5, "question mark"),
        ("a: {b: Ring us, day or night, c: d}\n", 17, "day or night"),
        ("a: {b: Ring us? Yes}\n", 8, "question mark"),
        ("a: [{days}]\n", 5, "quotes"),
    ],
)
def test_a_sentence_cut_by_brackets_has_its_own_sentence(text: str, column: int, said: str) -> None:
    (problem,) = from_bytes(text.encode(), "f.yaml").problems
    assert problem.place == Place("f.yaml", 1, column)
    assert said in problem.message


def test_lists_of_sentences_take_no_brackets_without_quotes() -> None:
    def count(text: str) -> int:
        return len(from_bytes(text.encode(), "f.yaml", sentences={"do"}).problems)

    assert count("do: [Rest Well, Drink Water]\n") == 1
    assert count('do: ["Rest well", "Drink water"]\n') == 0
    assert count("hours: [Rest Well, Drink Water]\n") == 0


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("a: b # a note\n", None),
        ("a: b #1\n", "f.yaml:1:6"),
        ("a: # a note\n", None),
        ("a: b#c\n", None),
        ("a:\n  - b #c\n", "f.yaml:2:7"),
        ("a: >\n  We are #1\n", None),
        ("a: 'b' #c\n", None),
    ],
)
def test_words_behind_a_hash_are_not_lost_without_a_word(text: str, place: str | None) -> None:
    assert places(text) == ([place] if place else [])
