"""The cases of the matrix: every leaflet there could be, and the few of them in which each two properties meet."""

from __future__ import annotations

from dataclasses import astuple, dataclass
from itertools import combinations, product
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from handouts.colour import EDITIONS
from handouts.layouts import find
from oracle import kind_of

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterator, Mapping, Sequence

    from handouts.layouts import Layout

ROOT = Path(__file__).parents[2]

#: The sample's treatment.
SAMPLE = "microneedling"

#: A property and its value.
Trait = tuple[str, str]

BRANDS = {"dark": "#1f5c57", "mid": "#4a78a8", "pale": "#e9b7b3", "red": "#c8102e", "black": "#111111"}
NAMES = {"usual": "", "sixty": "The Harbour Clinic for Skin and Lasers at St Catherine's Row"}

#: Parts of a leaflet and who prints it: the usual first.
PARTS = ("all", "before", "after")
USES = ("office", "imposed")


@dataclass(frozen=True, slots=True)
class Case:
    """One leaflet of the matrix. Every field is the name of a property's value."""

    layout: str
    edition: str
    brand: str
    words: str
    name: str
    use: str = USES[0]
    part: str = PARTS[0]

    def __str__(self) -> str:
        return "-".join(astuple(self))


def raw(name: str) -> Any:  # noqa: ANN401 - raw YAML
    """A file of the sample as it stands, all of it text."""
    return yaml.load((ROOT / name).read_text(encoding="utf-8"), yaml.BaseLoader)  # noqa: S506 - text only


def bundled() -> dict[str, Layout]:
    """Every layout that comes with the program, by name."""
    return {name: find(name, ROOT) for name in sorted(path.stem for path in (ROOT / "layouts").glob("*.yaml"))}


def parts_of(layouts: Mapping[str, Layout]) -> dict[str, tuple[str, ...]]:
    """The parts of the sample that each layout shows something of."""
    sections = raw("content.yaml")["treatments"][SAMPLE]["sections"]
    found = {}
    for name, layout in layouts.items():
        shown = {one.get("part", "both") for one in sections if kind_of(one) not in layout.leaves_out_sections}
        found[name] = tuple(part for part in PARTS if part == "all" or shown & {part, "both"})
    return found


def axes(layouts: Mapping[str, Layout]) -> dict[str, tuple[str, ...]]:
    """Every property of a case and the values that it may have."""
    imposed = any(layout.impose for layout in layouts.values())
    return {
        "layout": tuple(layouts),
        "edition": EDITIONS,
        "brand": tuple(BRANDS),
        "words": ("short", "sample", "long"),
        "name": tuple(NAMES),
        "use": USES if imposed else USES[:1],
        "part": PARTS,
    }


def every_case(layouts: Mapping[str, Layout]) -> list[Case]:
    """All colours, words and names of every layout, whole and for the office; and what :func:`few_cases` adds."""
    asked = axes(layouts) | {"use": USES[:1], "part": PARTS[:1]}
    return list(dict.fromkeys([*(Case(*values) for values in product(*asked.values())), *few_cases(layouts)]))


def few_cases(layouts: Mapping[str, Layout]) -> list[Case]:
    """A choice in which each two values of different properties meet."""
    parts = parts_of(layouts)

    def goes(one: Trait, other: Trait) -> bool:
        traits = dict((one, other))
        if "layout" not in traits:
            return True
        layout = traits["layout"]
        imposed = traits.get("use") != "imposed" or layouts[layout].impose is not None
        return imposed and traits.get("part", PARTS[0]) in parts[layout]

    return [Case(**row) for row in pairwise(axes(layouts), goes)]


def pairwise(axes: Mapping[str, Sequence[str]], goes: Callable[[Trait, Trait], bool]) -> Iterator[dict[str, str]]:
    """Few rows in which every two values of different axes meet, unless they do not go together.

    Each row starts with the first two values that have not met, and goes on, axis by axis, with the value that meets
    most others for the first time: the greedy way, some more rows than the fewest there could be, and always the same.

    Raises:
        ValueError: a row cannot be finished, as what is left goes with nothing in it.
    """
    traits = [(axis, value) for axis, values in axes.items() for value in values]
    unmet = {frozenset(pair): pair for pair in combinations(traits, 2) if pair[0][0] != pair[1][0] and goes(*pair)}
    while unmet:
        row = dict(next(iter(unmet.values())))
        for axis in (axis for axis in axes if axis not in row):
            row[axis] = _newest(axis, axes[axis], row, unmet, goes)
        for pair in combinations(row.items(), 2):
            unmet.pop(frozenset(pair), None)
        yield row


def _newest(
    axis: str,
    values: Sequence[str],
    row: Mapping[str, str],
    unmet: Container[frozenset[Trait]],
    goes: Callable[[Trait, Trait], bool],
) -> str:
    """Of the values that go with all in the row, the one that has met fewest of them before."""
    fitting = [value for value in values if all(goes(other, (axis, value)) for other in row.items())]
    if not fitting:
        raise ValueError(f"no {axis} goes with {dict(row)}")
    return max(fitting, key=lambda value: sum(frozenset({other, (axis, value)}) in unmet for other in row.items()))
