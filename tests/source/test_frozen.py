from __future__ import annotations

import pickle

import pytest

from handouts.errors import Place
from handouts.source import Words
from handouts.source.frozen import FrozenMap


def test_it_reads_like_a_mapping_and_cannot_be_written() -> None:
    frozen = FrozenMap({"b": 1, "a": 2})
    assert (list(frozen), len(frozen), frozen["a"], frozen.get("c")) == (["b", "a"], 2, 2, None)
    assert frozen == {"a": 2, "b": 1}
    with pytest.raises(TypeError):
        frozen["a"] = 3  # type: ignore[index]


def test_equal_maps_are_one_key_whatever_their_order() -> None:
    assert {FrozenMap({"a": 1, "b": 2}): "kept"}[FrozenMap({"b": 2, "a": 1})] == "kept"


def test_what_it_was_made_from_may_change_without_harm() -> None:
    origin = {"a": 1}
    frozen = FrozenMap(origin)
    origin["a"] = 2
    assert frozen["a"] == 1


def test_words_keep_their_place_on_the_way_to_another_process() -> None:
    words = pickle.loads(pickle.dumps(FrozenMap({"a": Words("b", Place("f.yaml", 2, 3))})))["a"]  # noqa: S301 - our own bytes
    assert (words, words.place) == ("b", Place("f.yaml", 2, 3))
