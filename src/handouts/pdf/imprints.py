"""The imprint: a clinic's own objects, and the file they make with the plate of the body."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING
from uuid import NAMESPACE_OID, uuid5

from handouts.document.elements import Element, Role
from handouts.errors import PaintingIncomplete
from handouts.memo import Same
from handouts.pdf import half, metadata, tags
from handouts.pdf import intent as output_intent
from handouts.pdf.assembler import HEADER, HEADER_FOR_EXCHANGE, Objects, assemble, begun
from handouts.pdf.device import RGB
from handouts.pdf.kept import Kept
from handouts.pdf.objects import array, dictionary, ref, stream
from handouts.pdf.painter import PALETTE

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from handouts.colour import Palette
    from handouts.document.elements import Document
    from handouts.pdf.device import Device
    from handouts.pdf.half import Half
    from handouts.pdf.intent import Intent
    from handouts.pdf.plates import Plate
    from handouts.typeset.fonts import FontSet
    from handouts.typeset.pages import Layer


def imprint(
    plate: Plate,
    layers: Sequence[Layer],
    document: Document,
    palette: Palette,
    fonts: FontSet,
    *,
    device: Device = RGB,
    kept: Kept | None = None,
) -> bytes:
    """A whole file: the plate as it is, then what is the clinic's. ``layers`` are the imprint's, one a side.

    ``device`` is what colours are written in; without one, sRGB. ``kept`` is what other files left.

    Raises:
        PaintingIncomplete: something of the imprint is not on the pages, or has no slot in the body.
    """
    kept = kept or Kept()
    trees = _trees(plate, document)
    links = kept.links(trees, layers)
    objects = Objects(plate.block.free)
    key = len(plate.pages) + len(plate.link_owners)
    start = half.Start(
        "I",
        tuple(map(len, plate.owners)),
        key,
        plate.ports.palette,
        links,
        device,
        shared=plate.subsets,
        kept=kept,
    )
    painted = half.write(layers, kept.roles_of(trees, document.lang), fonts, start, objects)
    tree = _tree(plate, document, painted, objects)
    _structure(plate, painted, tree, objects)
    _resources(plate, painted, device.palette(palette), objects)
    ports = plate.ports
    for side, content in enumerate(painted.painted):
        objects.streams[ports.contents(side)] = stream({}, content.content)
        clickable = plate.annotations[side] + painted.annotations[side]
        objects.plain[ports.annotations(side)] = array(map(ref, clickable))
    declared = start.kept.intents.get(Same(device), lambda: _declared(device))
    return _file(plate, document, declared, objects, kept)


def _declared(device: Device) -> tuple[Intent, bytes]:
    intent = device.intent()
    return intent, output_intent.pack(intent)


def _file(plate: Plate, document: Document, declared: tuple[Intent, bytes], objects: Objects, kept: Kept) -> bytes:
    """The objects with what the file says of itself, put together."""
    ports, words = plate.ports, document.metadata
    intent = declared[0]
    objects.plain[ports.intents] = output_intent.write(*declared, objects)
    identity = _identity(plate, objects) if intent.exchange else None
    packet = metadata.xmp(words, document.lang, identity)
    objects.streams[ports.metadata] = stream({"Type": "/Metadata", "Subtype": "/XML"}, packet, compress=False)
    info = objects.add(metadata.info(words, exchange=intent.exchange))
    block = objects.block(len(HEADER) + len(plate.block.blob))
    header = HEADER_FOR_EXCHANGE if intent.exchange else HEADER
    before = kept.digests.get((Same(plate.block), header), lambda: begun(plate.block, header))
    return assemble(plate.block, block, {"Root": ref(plate.root), "Info": ref(info)}, header, before=before)


def _identity(plate: Plate, objects: Objects) -> UUID:
    """A name for the file by all that it shows: equal files have equal names, and no others."""
    digest = hashlib.blake2b(plate.block.blob, digest_size=16)
    words = {number: text.encode("ascii") for number, text in (objects.plain | objects.loose).items()}
    for number, content in sorted((words | objects.streams).items()):
        digest.update(b"%d %d %s" % (number, len(content), content))
    return uuid5(NAMESPACE_OID, digest.hexdigest())


def _trees(plate: Plate, document: Document) -> tuple[Element, ...]:
    """The imprint's parts; each has a slot to hang in."""
    homeless = {name for name, _ in document.imprint.parts} - set(plate.ports.slots)
    if homeless:
        raise PaintingIncomplete(f"the body has no slot for {', '.join(sorted(homeless))}")
    return tuple(part for _, part in document.imprint.parts)


def _tree(plate: Plate, document: Document, painted: Half, objects: Objects) -> tags.Tree:
    """Each part at its port; a slot that a clinic leaves empty holds an element without content."""
    tree = tags.Tree(objects, painted.shown, plate.pages)
    parts = dict(document.imprint.parts)
    for name, parent in zip(plate.ports.slots, plate.slots, strict=True):
        part = parts.get(name, Element(Role.DIV, name))
        tree.write(part, parent, plate.ports.slot(name), document.lang)
    return tree


def _structure(plate: Plate, painted: Half, tree: tags.Tree, objects: Objects) -> None:
    """The root of the structure tree and the parent tree, the body's entries first (ISO 32000-1 14.7.4.4)."""
    rows = zip(plate.owners, tree.rows(painted.painted), strict=True)
    entries = [array(map(ref, body + own)) for body, own in rows]
    entries += map(ref, plate.link_owners + tuple(tree.elements[node] for node in painted.link_nodes))
    parents = objects.add(dictionary({"Nums": array(f"{key} {entry}" for key, entry in enumerate(entries))}))
    root = {
        "Type": "/StructTreeRoot",
        "K": ref(plate.document),
        "ParentTree": ref(parents),
        "ParentTreeNextKey": str(len(entries)),
    }
    notes = sorted((*plate.notes, *tree.notes))
    if notes:
        root["IDTree"] = dictionary(
            {
                "Kids": array([ref(objects.add(_leaf(notes)))]),
            }
        )
    objects.plain[plate.ports.structure] = dictionary(root)


def _leaf(notes: Sequence[tuple[str, int]]) -> str:
    """A leaf of a name tree (ISO 32000-1 7.9.6)."""
    names = array(f"{identity} {ref(number)}" for identity, number in notes)
    return dictionary({"Limits": array([notes[0][0], notes[-1][0]]), "Names": names})


def _resources(plate: Plate, painted: Half, palette: str, objects: Objects) -> None:
    """One dictionary for all pages. The palette lies outside the object stream: another brand is another 78 bytes."""
    fonts, pictures = plate.fonts + painted.fonts, plate.pictures + painted.pictures
    entries = {"ColorSpace": dictionary({PALETTE: ref(plate.ports.palette)}), "Font": f"<<{fonts}>>"}
    if pictures:
        entries["XObject"] = f"<<{pictures}>>"
    objects.plain[plate.ports.resources] = dictionary(entries)
    objects.loose[plate.ports.palette] = palette
