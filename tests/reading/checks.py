"""Checks that no validator makes. Each answers with a list of sentences, empty when all is well."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pikepdf

from reading.streams import codes_painted, fonts, pieces
from reading.tags import TreeElement, tree

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_PRIVATE = ((0xE000, 0xF8FF), (0xF0000, 0xFFFFD), (0x100000, 0x10FFFD))


def tree_faults(path: Path) -> list[str]:
    """Marked content and structure tree must agree, both ways round (ISO 32000-1 14.7.4.4, ISO 14289-1 7.1).

    Each marked-content id is used once on its page and listed by one element; the parent tree leads back to just that
    element; and the sequence carries the name of the element's structure type.
    """
    faults = []
    listed: dict[tuple[int, int], TreeElement] = {}
    for element in tree(path).walk():
        for kid in element.kids:
            if isinstance(kid, tuple):
                if kid in listed:
                    faults.append(f"page {kid[0]}, mcid {kid[1]} is listed twice")
                listed[kid] = element
    marked = [piece for piece in pieces(path) if piece.mcid is not None]
    seen: set[tuple[int, int | None]] = set()
    for piece in marked:
        place = piece.page, piece.mcid
        if place in seen:
            faults.append(f"page {piece.page}: mcid {piece.mcid} is used twice")
        seen.add(place)
        owner = listed.get((piece.page, piece.mcid or 0))
        if owner is None:
            faults.append(f"page {piece.page}: no element lists mcid {piece.mcid}")
        elif owner.role != piece.tag:
            faults.append(f"page {piece.page}: mcid {piece.mcid} is marked {piece.tag} in a {owner.role}")
    faults += [f"page {page}: mcid {mcid} is listed and not painted" for page, mcid in set(listed) - seen]
    return faults + _parent_tree_faults(path, listed)


def _parent_tree_faults(path: Path, listed: Mapping[tuple[int, int], TreeElement]) -> list[str]:
    faults = []
    by_annotation = {number: element for element in tree(path).walk() for number in element.annotations}
    with pikepdf.open(path) as pdf:
        parents = pikepdf.NumberTree(pdf.Root.StructTreeRoot.ParentTree)
        for number, page in enumerate(pdf.pages):
            row = parents[int(page.StructParents)]
            expected = {mcid: element.identity for (at, mcid), element in listed.items() if at == number}
            found = {mcid: entry.objgen for mcid, entry in enumerate(row)}
            if expected != found:
                faults.append(
                    f"page {number}: the parent tree leads to other elements than those that list its content"
                )
            for annotation in page.get("/Annots", []):
                holder = by_annotation.get(annotation.objgen)
                entry = parents[int(annotation.StructParent)]
                if holder is None or entry.objgen != holder.identity:
                    faults.append(f"page {number}: the parent tree leads a link to another element than its own")
    return faults


def glyph_faults(path: Path) -> list[str]:
    """Every painted code stands for real letters: no glyph of a missing letter, nothing private, nothing unmapped."""
    faults = []
    maps = {font.name: font for font in fonts(path)}
    for name, codes in codes_painted(path).items():
        for code in sorted(codes):
            text = maps[name].unicode.get(code)
            if code == 0:
                faults.append(f"{name}: paints glyph 0")
            elif not text:
                faults.append(f"{name}: code {code} stands for nothing")
            elif any(low <= ord(letter) <= high for letter in text for low, high in _PRIVATE):
                faults.append(f"{name}: code {code} stands for a private character")
    return faults


def nesting_faults(path: Path) -> list[str]:
    """Marked content is flat: some readers lose all words after a nested sequence."""
    faults = []
    with pikepdf.open(path) as pdf:
        for number, page in enumerate(pdf.pages):
            depth = 0
            for _, operator in pikepdf.parse_content_stream(page):
                depth += {"BMC": 1, "BDC": 1, "EMC": -1}.get(str(operator), 0)
                if depth not in {0, 1}:
                    faults.append(f"page {number}: marked content inside marked content")
    return faults


def faults(path: Path) -> list[str]:
    """All of the above."""
    return [*tree_faults(path), *glyph_faults(path), *nesting_faults(path)]
