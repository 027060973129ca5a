"""Drawings made at random, from pieces that mean something: each is drawn in sound numbers, or refused in words."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from handouts.graphics.drawing import Clip, Shape
from handouts.graphics.svg import drawing

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

NUMBER = st.sampled_from(["0", "1", "7", "0.5", "40", "-9", "33", "60", "1e7", "1e-9", "1e-300"])
LENGTH = st.one_of(NUMBER, st.sampled_from(["50%", "3px", "12", "25"]))
COUNTS = {"l": 2, "H": 1, "v": 1, "C": 6, "s": 4, "q": 4, "T": 2, "A": 7, "a": 7, "z": 0}


def row(count: int) -> st.SearchStrategy[str]:
    return st.lists(NUMBER, min_size=count, max_size=count).map(" ".join)


def step(letter: str, count: int) -> st.SearchStrategy[str]:
    arc = st.builds("{} {} {}".format, row(3), st.sampled_from(["0 1", "11", "1,0"]), row(2))
    return (arc if letter in "Aa" else row(count)).map(letter.__add__)


PATH = st.lists(st.one_of([step(*one) for one in COUNTS.items()]), max_size=5).map("".join)
TURN = st.one_of(
    [st.builds(f"{name}({{}})".format, row(count)) for name, count in (("scale", 1), ("scale", 2), ("matrix", 6))]
    + [st.builds(f"{name}({{}})".format, row(1)) for name in ("rotate", "skewX", "translate")]
)
#: Attributes that any element may have, each with values that mean something, and now and then with any letters at all.
SAID = st.fixed_dictionaries(
    {},
    optional={
        "id": st.sampled_from("ab"),
        "class": st.sampled_from(["a", "a b"]),
        "transform": TURN,
        "style": st.sampled_from(["fill:red;stroke:blue", "stroke-width:9", "clip-path:url(#b)", "opacity:1"]),
        "fill": st.sampled_from(["red", "none", "#abc", "inherit", "currentColor"]),
        "stroke": st.sampled_from(["red", "none", "#abc", "inherit", "currentColor"]),
        "clip-path": st.sampled_from(["url(#a)", "url(#b)", "none"]),
        "stroke-width": LENGTH,
        "stroke-dasharray": row(2),
        "stroke-dashoffset": LENGTH,
        "stroke-miterlimit": st.sampled_from(["1", "9", "1e7"]),
    },
)
STRANGE = st.dictionaries(
    st.sampled_from(["d", "points", "transform", "style", "fill", "width", "viewBox", "class", "stroke-dasharray"]),
    st.text("0123456789.,-+eE%#()MmLlAaZz :;{}url", max_size=9),
    max_size=1,
)
SHAPE = st.one_of(
    st.builds('<path d="M3 4{}" '.format, PATH),
    st.builds('<polygon points="{}" '.format, row(6)),
    st.builds('<rect x="{}" width="{}" height="{}" rx="{}" '.format, LENGTH, LENGTH, LENGTH, LENGTH),
    st.builds('<circle cx="{}" r="{}" '.format, LENGTH, LENGTH),
    st.builds('<line x1="{}" y2="{}" '.format, LENGTH, LENGTH),
    st.builds('<use href="#{}" x="{}" width="{}" '.format, st.sampled_from("ab"), LENGTH, LENGTH),
)
AROUND = st.sampled_from(["<g ", "<g ", "<defs ", "<clipPath ", '<symbol viewBox="0 0 9 4" ', "<symbol "])
SHEET = st.sampled_from([".a{fill:red}", "rect{clip-path:url(#a)}", "#b{display:none}", "*{stroke:lime!important}"])


def element(kids: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    inside = st.lists(kids, max_size=4).map("".join)
    return st.builds(written, st.one_of(SHAPE, AROUND), st.one_of(SAID, SAID, SAID, STRANGE), inside)


def written(begin: str, said: Mapping[str, str], inside: str) -> str:
    attributes = " ".join(f'{name}="{value}"' for name, value in said.items() if f" {name}=" not in begin)
    return f"{begin}{attributes}>{inside}</{begin[1:].split(' ', maxsplit=1)[0]}>"


@given(st.lists(st.recursive(SHEET.map("<style>{}</style>".format), element, max_leaves=6), min_size=1, max_size=3))
def test_whatever_is_written_is_drawn_in_sound_numbers_or_refused(inside: list[str]) -> None:
    first = '<path id="a" d="M1 1h9v9z"/><clipPath id="b"><path d="M1 1h9v9z"/></clipPath>'
    data = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100">{first}{"".join(inside)}</svg>'
    try:
        found = drawing(data.encode())
    except ValueError as error:
        assert re.fullmatch(r"[a-z]+ [^;]*.*; [a-z].*", str(error))  # noqa: PT017 - a refusal is one of two right answers
        return
    assert found.items
    assert all(math.isfinite(number) for number in numbers(found.items))


def numbers(items: tuple[Shape | Clip, ...]) -> Iterator[float]:
    for item in items:
        yield from (number for step in item.steps for number in step[1:])
        if isinstance(item, Clip):
            yield from numbers(item.shapes)
        else:
            yield from (item.width, item.miter, item.dash_start, *item.dash)
