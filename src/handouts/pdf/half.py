"""One half of a leaflet, body or imprint, as objects: content streams, font subsets, pictures, links."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from handouts.memo import Memo, Same
from handouts.pdf import fonts as pdf_fonts
from handouts.pdf import images, links, tags
from handouts.pdf.device import RGB
from handouts.pdf.objects import ref
from handouts.pdf.painter import Resources, paint_layer

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from handouts.graphics.images import Picture
    from handouts.pdf.assembler import Objects
    from handouts.pdf.device import Device
    from handouts.pdf.fonts import Subset
    from handouts.pdf.intent import Intent
    from handouts.pdf.painter import Painted
    from handouts.pdf.tags import Shown
    from handouts.typeset.fonts import FontSet
    from handouts.typeset.pages import Layer


@dataclass(frozen=True, slots=True)
class Kept:
    """What is kept between the files of one run, as it comes again in many: pictures, fonts, paths."""

    pictures: Memo[images.Packed] = field(default_factory=partial(Memo, 64))
    intents: Memo[tuple[Intent, bytes]] = field(default_factory=partial(Memo, 4))
    subsets: Memo[Subset] = field(default_factory=partial(Memo, 64))
    paths: Memo[str] = field(default_factory=partial(Memo, 512))


@dataclass(frozen=True, slots=True)
class Start:
    """Where a half begins to count: its resources' prefix, mark ids by side, keys of the parent tree."""

    prefix: str
    marks: tuple[int, ...]
    key: int
    #: What its literal colours and pictures go through; the palette is the file's.
    device: Device = RGB
    #: Faces whose subsets hold all of ASCII, and subsets of the other half that may be painted with.
    wide: tuple[str, ...] = ()
    shared: Mapping[str, Subset] = field(default_factory=dict)
    #: What other files left.
    kept: Kept = field(default_factory=Kept)


@dataclass(frozen=True, slots=True)
class Half:
    """What was painted, and what the file must know of it. ``link_nodes`` are in the order of their keys."""

    painted: tuple[Painted, ...]
    shown: Shown
    subsets: Mapping[str, Subset]
    fonts: str
    pictures: str
    annotations: tuple[tuple[int, ...], ...]
    link_nodes: tuple[int, ...]


def write(layers: Sequence[Layer], roles: Mapping[int, str], fonts: FontSet, start: Start, objects: Objects) -> Half:
    """Paint one layer of every side. The content streams are left to the caller, who knows their numbers.

    Raises:
        PaintingIncomplete: a face has no glyph for a letter.
    """
    subsets = pdf_fonts.subsets(
        layers, fonts, start.prefix, wide=start.wide, shared=start.shared, kept=start.kept.subsets
    )
    font_entries = "".join(f"/{one.resource} {ref(pdf_fonts.write(one, objects))}" for one in subsets.values())
    found = images.pictures(layers)
    names = {digest: f"{start.prefix}P{index}" for index, digest in enumerate(found)}
    picture_entries = "".join(
        f"/{names[key]} {ref(images.write(_packed(one, start), one, objects))}" for key, one in found.items()
    )
    resources = Resources(subsets, names, start.device, start.shared, start.kept.paths)
    painted = tuple(
        paint_layer(layer, roles, resources, first) for layer, first in zip(layers, start.marks, strict=True)
    )
    annotations, nodes = _links(layers, start.key, objects)
    placed = ((node, side, number) for side, row in enumerate(annotations) for node, number in row)
    numbers = tuple(tuple(number for _, number in row) for row in annotations)
    shown = tags.shown(layers, painted, placed)
    return Half(painted, shown, subsets, font_entries, picture_entries, numbers, nodes)


def _packed(picture: Picture, start: Start) -> images.Packed:
    return start.kept.pictures.get((picture.digest, Same(start.device)), lambda: images.pack(picture, start.device))


def _links(
    layers: Sequence[Layer], key: int, objects: Objects
) -> tuple[tuple[tuple[tuple[int, int], ...], ...], tuple[int, ...]]:
    """The annotations of each side as (Link's id, number), and the Links in the order of the parent tree's keys."""
    sides: list[tuple[tuple[int, int], ...]] = []
    nodes: list[int] = []
    for layer in layers:
        row = []
        for link in layer.links:
            row.append((link.node, objects.add(links.annotation(link, key + len(nodes)))))
            nodes.append(link.node)
        sides.append(tuple(row))
    return tuple(sides), tuple(nodes)
