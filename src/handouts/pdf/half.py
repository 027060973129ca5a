"""One half of a leaflet, body or imprint, as objects: content streams, font subsets, pictures, links."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from handouts.memo import Same
from handouts.pdf import fonts as pdf_fonts
from handouts.pdf import forms, images, links, tags
from handouts.pdf.device import RGB
from handouts.pdf.kept import Kept
from handouts.pdf.layers import numbered
from handouts.pdf.objects import ref
from handouts.pdf.painter import Resources

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from handouts.document.elements import Element
    from handouts.graphics.images import Picture
    from handouts.pdf.assembler import Objects
    from handouts.pdf.device import Device
    from handouts.pdf.fonts import Subset
    from handouts.pdf.layers import Painted
    from handouts.pdf.tags import Shown
    from handouts.typeset.fonts import FontSet
    from handouts.typeset.pages import Layer, PlacedArt


@dataclass(frozen=True, slots=True)
class Start:
    """Where a half begins to count: its resources' prefix, mark ids by side, keys of the parent tree."""

    prefix: str
    marks: tuple[int, ...]
    key: int
    #: The object number of the file's palette.
    palette: int
    #: The Links of the half's trees, by node.
    links: Mapping[int, Element] = field(default_factory=dict)
    #: What its literal colours and pictures go through; the palette is the file's.
    device: Device = RGB
    #: Faces whose subsets hold the usual letters, and subsets of the other half that may be painted with.
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
    kept = start.kept
    parts = [part for layer in layers for part in (layer.parts or (layer,))]
    rare = [part for part in parts if not kept.is_usual(part, start.shared)]
    subsets = pdf_fonts.subsets(rare, fonts, start.prefix, wide=start.wide, shared=start.shared, kept=kept.subsets)
    font_entries = "".join(f"/{one.resource} {ref(pdf_fonts.write(one, objects))}" for one in subsets.values())
    found = images.pictures(layers)
    names = {digest: f"{start.prefix}-{digest[:16]}" for digest in found}
    named = {names[key]: images.write(_packed(one, start), one, objects) for key, one in found.items()}
    drawn = {Same(art.items): _form(art, start) for art in forms.drawings(layers)}
    shapes = {items: f"{start.prefix}-{one.digest}" for items, one in drawn.items()}
    different = {shapes[items]: one for items, one in drawn.items()}
    named |= {key: forms.write(one, start.palette, objects) for key, one in different.items()}
    resources = Resources(subsets, names, start.device, shapes, start.shared, kept.paths)
    paint = partial(kept.fragment, roles=roles, resources=resources, rare=rare)
    painted = tuple(numbered(paint, layer, first) for layer, first in zip(layers, start.marks, strict=True))
    pictures = "".join(f"/{name} {ref(number)}" for name, number in named.items())
    annotations, nodes = _links(layers, start, objects)
    placed = ((node, side, number) for side, row in enumerate(annotations) for node, number in row)
    numbers = tuple(tuple(number for _, number in row) for row in annotations)
    shown = tags.shown(layers, painted, placed)
    return Half(painted, shown, subsets, font_entries, pictures, numbers, nodes)


def _packed(picture: Picture, start: Start) -> images.Packed:
    return start.kept.pictures.get((picture.digest, Same(start.device)), lambda: images.pack(picture, start.device))


def _form(art: PlacedArt, start: Start) -> forms.Form:
    key = Same(art.items), forms.size(art), Same(start.device)
    return start.kept.forms.get(key, lambda: forms.pack(art, start.device))


def _links(
    layers: Sequence[Layer], start: Start, objects: Objects
) -> tuple[tuple[tuple[tuple[int, int], ...], ...], tuple[int, ...]]:
    """The annotations of each side as (Link's id, number), and the Links in the order of the parent tree's keys."""
    sides: list[tuple[tuple[int, int], ...]] = []
    nodes: list[int] = []
    for layer in layers:
        row = []
        for link in layer.links:
            annotation = links.annotation(link, start.links[link.node], start.key + len(nodes))
            row.append((link.node, objects.add(annotation)))
            nodes.append(link.node)
        sides.append(tuple(row))
    return tuple(sides), tuple(nodes)
