"""The structure tree, and its words in order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pikepdf

from reading.streams import pieces

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

#: Structure types whose words run on in the line around them (ISO 32000-1 14.8.4.4).
INLINE = frozenset({"Span", "Link", "Lbl"})


@dataclass(frozen=True, slots=True)
class TreeElement:
    """A structure element as the file has it; ``kids`` are elements and (page, mcid) pairs, in order."""

    identity: tuple[int, int]
    role: str
    lang: str | None
    alt: str | None
    kids: tuple[TreeElement | tuple[int, int], ...]
    annotations: tuple[tuple[int, int], ...]

    def walk(self) -> Iterator[TreeElement]:
        """The element and all below it."""
        yield self
        for kid in self.kids:
            if isinstance(kid, TreeElement):
                yield from kid.walk()


def tree(path: Path) -> TreeElement:
    """The structure tree."""
    with pikepdf.open(path) as pdf:
        pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
        kids = pdf.Root.StructTreeRoot.K
        return _element(kids[0] if isinstance(kids, pikepdf.Array) else kids, pages, None)


def _element(obj: pikepdf.Object, pages: Mapping[tuple[int, int], int], page: int | None) -> TreeElement:
    own = pages.get(obj.Pg.objgen) if "/Pg" in obj else page
    kids: list[TreeElement | tuple[int, int]] = []
    annotations = []
    found = obj.get("/K", pikepdf.Array())
    for kid in found if isinstance(found, pikepdf.Array) else [found]:
        if isinstance(kid, int):
            kids.append((-1 if own is None else own, kid))
        elif kid.get("/Type") == "/OBJR":
            annotations.append(kid.Obj.objgen)
        elif kid.get("/Type") == "/MCR":
            kids.append((pages[kid.Pg.objgen] if "/Pg" in kid else -1 if own is None else own, int(kid.MCID)))
        else:
            kids.append(_element(kid, pages, own))
    alt, lang = obj.get("/Alt"), obj.get("/Lang")
    return TreeElement(
        obj.objgen,
        str(obj.S).lstrip("/"),
        None if lang is None else str(lang),
        None if alt is None else str(alt),
        tuple(kids),
        tuple(annotations),
    )


def tree_blocks(path: Path, *, alts: bool = False) -> list[tuple[str, str]]:
    """(role, text) of each element that holds words, in tree order; inline elements run on in the text around them.

    With ``alts`` a figure counts as a block that says its alternative description.
    """
    texts = {(piece.page, piece.mcid): piece.text for piece in pieces(path) if piece.mcid is not None}
    return [(role, text) for role, text in blocks(tree(path), texts, alts=alts) if text.strip()]


def blocks(element: TreeElement, texts: Mapping[tuple[int, int | None], str], *, alts: bool) -> list[tuple[str, str]]:
    """The blocks of one element, its words looked up by (page, mcid)."""
    found: list[tuple[str, str]] = []
    line: list[str] = []

    def end() -> None:
        found.append((element.role, "".join(line)))
        line.clear()

    if alts and element.alt is not None:
        found.append((element.role, element.alt))
    for kid in element.kids:
        if isinstance(kid, tuple):
            line.append(texts.get(kid, ""))
        elif kid.role in INLINE and all(below.role in INLINE for below in kid.walk()) and kid.role != "Lbl":
            line.extend(text for _, text in blocks(kid, texts, alts=alts))
        else:
            end()
            found += blocks(kid, texts, alts=alts)
    end()
    return found


def tree_words(path: Path, *, alts: bool = False) -> list[str]:
    """All words in the order of the structure tree."""
    return [word for _, text in tree_blocks(path, alts=alts) for word in text.split()]
