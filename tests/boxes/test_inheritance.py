from __future__ import annotations

from handouts.boxes.inheritance import enlarged, merged
from handouts.errors import Place
from handouts.source.words import Words


def test_blocks_are_put_together_and_everything_else_is_taken_whole() -> None:
    base = {"styles": {"text": {"size": "11pt", "leading": "15pt"}, "title": {"size": "30pt"}}, "shows": ["a", "b"]}
    own = {"styles": {"text": {"size": "12pt"}}, "shows": ["a"]}
    assert merged(base, own) == {
        "styles": {"text": {"size": "12pt", "leading": "15pt"}, "title": {"size": "30pt"}},
        "shows": ["a"],
    }


def test_only_lengths_are_enlarged_and_they_keep_their_place() -> None:
    place = Place("layouts/base.yaml", 3, 9)
    base = {"sheet": {"width": Words("100mm", place)}, "tracking": "-14", "inset": ["1pt", "0.5in"]}
    larger = enlarged(base, 1.5)
    assert larger == {
        "sheet": {"width": "150.0000mm"},
        "tracking": "-14",
        "inset": ["1.5000pt", "0.7500in"],
    }
    assert isinstance(larger, dict)
    assert larger["sheet"]["width"].place == place
