"""Before-care and aftercare as leaflets of their own, and bundles: only where words and layouts allow them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handouts.errors import ContentInvalid, Place, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handouts.blocks import Section
    from handouts.compose import Shape
    from handouts.content.treatment import Treatment
    from handouts.layouts import Layout

#: What can be printed on its own.
PARTS = ("before", "after", "all")

#: Kinds of section that do not stand without another kind: what is good about a treatment, and what must be weighed.
_TOGETHER = {"benefits": "points", "do_avoid": "call_us_if"}


_NOTHING = (
    'no section of "{0}" says "part: {1}", so there is nothing to print. Write it below the title of each section that'
    " belongs there, or name the treatments that have it."
)


def problems(treatment: Treatment, shape: Shape) -> Iterator[Problem]:
    """What keeps a part of a treatment from being printed on its own, in a layout's shape.

    Benefits without what must be weighed against them, and advice for afterwards without when to call, would mislead
    (GMC, guidance for doctors who offer cosmetic interventions, 20 and 24).
    """
    if shape.part == "all" or "sections" not in shape.shows:
        return
    place = _place(treatment.title)
    if not any(section.part == shape.part for section in treatment.sections):
        yield Problem(place, _NOTHING.format(treatment.slug, shape.part))
        return
    shown = [section for section in treatment.sections if shape.takes(section)]
    if not shown:
        message = f'the layout "{shape.layout}" shows no section of the part "{shape.part}". Choose another layout.'
        yield Problem(place, message)
    for section in shown:
        needed = _TOGETHER.get(section.kind)
        if needed and _left_behind(treatment, needed, shown):
            yield Problem(
                _place(section.title),
                f'the part "{shape.part}" would show this without the section of the kind {needed}: that could mislead.'
                " Give both the same part, or leave the part out.",
            )


def _left_behind(treatment: Treatment, kind: str, shown: list[Section]) -> bool:
    """Whether the treatment has a section of a kind, and none of that kind is shown."""
    has = any(section.kind == kind for section in treatment.sections)
    return has and not any(section.kind == kind for section in shown)


def _place(words: str) -> Place:
    return getattr(words, "place", None) or Place("content.yaml")


def check_closing(layout: Layout) -> None:
    """See to it that a layout has closing pages, as a bundle needs.

    Raises:
        ContentInvalid: it has none.
    """
    if not layout.closing:
        message = (
            "this layout has no closing pages for what several treatments share, so it cannot hold a bundle."
            ' Use "a4-bundle" or "letter-bundle", or give it some.'
        )
        raise ContentInvalid([Problem(Place(f"layouts/{layout.name}.yaml"), message)])
