from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

import pytest

from handouts.press import watching
from handouts.press.project import start
from handouts.press.stamps import Stamp
from handouts.press.watching import changes, stamps

if TYPE_CHECKING:
    from pathlib import Path


def at(number: int) -> Stamp:
    return Stamp(number, number, number)


class Enough(Exception):
    """All looks are used up."""


def told(*looks: dict[str, int]) -> list[tuple[str, ...]]:
    """What is told by so many looks, one after another."""
    left = [{name: at(number) for name, number in look.items()} for look in reversed(looks)]
    found: list[tuple[str, ...]] = []

    def look() -> dict[str, Stamp]:
        if not left:
            raise Enough
        return left.pop()

    with pytest.raises(Enough):
        found.extend(changes(look, lambda _: None))
    return found


def test_nothing_is_told_while_nothing_changes() -> None:
    assert told({"a": 1}, {"a": 1}, {"a": 1}) == []


def test_what_changed_came_or_went_is_told_once_it_is_at_rest() -> None:
    assert told({"a": 1, "b": 1, "c": 1}, {"a": 2, "b": 1}, {"a": 3, "b": 1, "d": 1}, {"a": 3, "b": 1, "d": 1}) == [
        ("a", "c", "d")
    ]


def test_what_was_taken_back_is_not_told() -> None:
    assert told({"a": 1}, {"a": 2}, {"a": 1}, {"a": 1}, {"a": 1}) == []


def test_each_change_is_told_once() -> None:
    assert told({"a": 1}, {"a": 2}, {"a": 2}, {"a": 2}, {"a": 3}, {"a": 3}) == [("a",), ("a",)]


def test_the_first_look_is_taken_before_anybody_asks_for_changes(tmp_path: Path) -> None:
    file = tmp_path / "content.yaml"
    file.write_bytes(b"a")
    seen = changes(lambda: stamps(tmp_path), lambda _: None)
    file.write_bytes(b"ab")
    assert list(islice(seen, 1)) == [("content.yaml",)]


def test_all_files_of_a_project_are_watched_and_no_finished_ones(tmp_path: Path) -> None:
    start(tmp_path)
    for name in ("output/.handouts/state.json", "output/alder/x.pdf", ".git/index", "layouts/own.yaml", ".hidden"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b"")
    found = stamps(tmp_path)
    assert {"content.yaml", "clinics.yaml", "logos/alder.png", "layouts/own.yaml"} <= found.keys()
    assert not [name for name in found if name.startswith((".", "output"))]


def test_a_folder_of_very_many_files_is_not_worn_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watching, "_MOST", 3)
    for below in "abcdefgh":
        (tmp_path / below).mkdir()
        (tmp_path / below / "x").write_bytes(b"")
    assert len(stamps(tmp_path)) == 3


def test_links_that_lead_nowhere_and_folders_that_are_gone_are_no_trouble(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "gone")
    assert stamps(tmp_path) == {}
    assert stamps(tmp_path / "gone") == {}
