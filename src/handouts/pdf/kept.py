"""What is kept between the files of one run, as it comes again in many."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from handouts.memo import Memo, Same
from handouts.pdf import completeness, tags
from handouts.pdf.fonts import painted
from handouts.pdf.layers import fragment
from handouts.typeset.pages import PlacedRun

if TYPE_CHECKING:
    import hashlib
    from collections.abc import Iterable, Mapping

    from handouts.document.elements import Element
    from handouts.pdf.completeness import Found, Wanted
    from handouts.pdf.fonts import Subset
    from handouts.pdf.forms import Form
    from handouts.pdf.images import Packed
    from handouts.pdf.intent import Intent
    from handouts.pdf.layers import Fragment
    from handouts.pdf.painter import Resources
    from handouts.typeset.pages import Layer


@dataclass(frozen=True, slots=True)
class Kept:
    """Pictures, fonts, paths, drawings, and parts of imprints as they were painted."""

    pictures: Memo[Packed] = field(default_factory=partial(Memo, 64))
    intents: Memo[tuple[Intent, bytes]] = field(default_factory=partial(Memo, 4))
    subsets: Memo[Subset] = field(default_factory=partial(Memo, 64))
    #: Of plates, with the header before them.
    digests: Memo[hashlib.blake2b] = field(default_factory=partial(Memo, 64))
    paths: Memo[str] = field(default_factory=partial(Memo, 160))
    forms: Memo[Form] = field(default_factory=partial(Memo, 64))
    fragments: Memo[Fragment] = field(default_factory=partial(Memo, 160))
    glyphs: Memo[dict[str, frozenset[int]]] = field(default_factory=partial(Memo, 160))
    roles: Memo[dict[int, str]] = field(default_factory=partial(Memo, 160))
    wanted: Memo[Wanted] = field(default_factory=partial(Memo, 160))
    found: Memo[Found] = field(default_factory=partial(Memo, 160))

    def links(self, trees: Iterable[Element], layers: Iterable[Layer]) -> dict[int, Element]:
        """The Links of an imprint's trees by node, when every word, figure and link is on the layers once.

        Raises:
            PaintingIncomplete: says what is missing, doubled or strange.
        """
        parts = [part for layer in layers for part in (layer.parts or (layer,))]
        wanted = [self.wanted.get(Same(tree), partial(completeness.wanted, tree)) for tree in trees]
        completeness.compare(wanted, [self.found.get(Same(part), partial(completeness.found, part)) for part in parts])
        return {node: link for tree in wanted for node, link in tree.links.items()}

    def roles_of(self, trees: Iterable[Element], lang: str) -> dict[int, str]:
        """The structure type that each node's marked content carries."""
        found: dict[int, str] = {}
        for tree in trees:
            found |= self.roles.get((Same(tree), lang), partial(tags.roles, tree, lang))
        return found

    def fragment(self, part: Layer, roles: Mapping[int, str], resources: Resources, rare: Iterable[Layer]) -> Fragment:
        """A part as it is painted; remembered, unless it is a ``rare`` one, which is not alike with every body."""
        if any(part is one for one in rare):
            return fragment(part, roles, resources)
        named = tuple([roles.get(item.node) for item in part.items if item.node is not None])
        key = Same(part), Same(resources.device), named
        return self.fragments.get(key, lambda: fragment(part, roles, resources))

    def is_usual(self, part: Layer, shared: Mapping[str, Subset]) -> bool:
        """Whether all words of a part are of the usual letters, in faces that the other half has with all of them.

        Such a part names nothing that is different in another file: glyphs have the numbers of the whole font, fonts
        the names of their faces, pictures and drawings those of what they show.
        """
        if not shared:
            return False
        glyphs = self.glyphs.get(Same(part), lambda: _glyphs(part))
        return all(face in shared and own <= shared[face].usual for face, own in glyphs.items())


def _glyphs(part: Layer) -> dict[str, frozenset[int]]:
    """The glyphs of a part, by face."""
    found: dict[str, set[int]] = {}
    for item in part.items:
        if isinstance(item, PlacedRun):
            found.setdefault(item.run.face, set()).update(glyph.gid for glyph in painted(item.run))
    return {face: frozenset(own) for face, own in found.items()}
