"""Content, clinic and locale become a document: the words in reading order, before any layout gives them a place.

The two halves can be kept by value: :func:`prepare` makes what a body is composed from (:class:`Copy`, its key equal
for all clinics unless the words name a clinic's own value) and the clinic's imprint; :func:`compose_body` composes the
body, and :func:`assemble` puts both together.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from handouts.compose import bundle
from handouts.compose.about import code, is_reviewed
from handouts.compose.body import Copy, Shape, compose_body, has_call
from handouts.compose.imprint import compose_imprint
from handouts.compose.kept import Kept
from handouts.compose.values import named_values
from handouts.compose.voice import Voice
from handouts.document.elements import Document, Metadata

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from handouts.content.clinic import Clinic
    from handouts.content.treatment import Treatment
    from handouts.document.elements import Element, Imprint
    from handouts.locales import Locale

__all__ = [
    "Copy",
    "Kept",
    "Prepared",
    "Shape",
    "assemble",
    "code",
    "compose",
    "compose_imprint",
    "prepare",
    "prepare_bundle",
]


@dataclass(frozen=True, slots=True)
class Prepared:
    """One leaflet before its body is composed; the key of ``copy`` is the one to keep the body by."""

    copy: Copy | bundle.Bundle
    imprint: Imprint
    metadata: Metadata

    def body(self) -> Element:
        """The body of the leaflet.

        Raises:
            ContentInvalid: a link, a placeholder or a picture in the words is wrong.
        """
        return self.copy.body() if isinstance(self.copy, bundle.Bundle) else compose_body(self.copy)


def compose(
    treatment: Treatment,
    clinic: Clinic,
    locale: Locale,
    *,
    shows: Sequence[str],
    layout: str,
    edition: str = "standard",
    part: str = "all",
    written_in: str | None = None,
) -> Document:
    """The meaning of one leaflet.

    Args:
        treatment: the words, in the locale's language.
        clinic: who gives the leaflet.
        locale: the language.
        shows: the fields that the layout shows, in reading order.
        layout: the layout's name, for the paper code.
        edition: the edition's name, for the paper code.
        part: which sections: ``before``, ``after`` or ``all``.
        written_in: the language of the clinic's details and the sources' titles; None says the locale's.

    Raises:
        ContentInvalid: words that cannot be composed; loading finds them first.
    """
    shape = Shape(tuple(shows), layout, edition=edition, part=part, written_in=written_in)
    prepared = prepare(treatment, clinic, locale, shape)
    return assemble(prepared, prepared.body())


def prepare(treatment: Treatment, clinic: Clinic, locale: Locale, shape: Shape, kept: Kept | None = None) -> Prepared:
    """What the body is composed from, and the clinic's own part; ``kept`` is what other leaflets left.

    Raises:
        ContentInvalid: words that cannot be composed; loading finds them first.
    """
    return Prepared(*_prepare(treatment, clinic, locale, shape, kept or Kept()))


def prepare_bundle(
    treatments: Sequence[Treatment], clinic: Clinic, locale: Locale, shape: Shape, kept: Kept | None = None
) -> Prepared:
    """Several treatments as one leaflet: what its body is composed from, and the clinic's part, shared by all.

    The booking page is opened without the name of one.

    Raises:
        ContentInvalid: words that cannot be composed; loading finds them first.
    """
    kept = kept or Kept()
    before, own, after = bundle.divided(shape.shows)
    each = [_prepare(one, clinic, locale, replace(shape, shows=own), kept) for one in treatments]
    every = kept.several(treatments)
    around = replace(shape, shows=(*before, *after))
    shared, shared_imprint, _ = _prepare(every, clinic, locale, around, kept, shared=True)
    voice = Voice(locale)
    titles = locale.phrases.list_separator.join(voice.text(one.title) for one in treatments)
    title = voice.said("document_title", title=titles, clinic=voice.text(clinic.name))
    copies, imprints, metadata = zip(*each, strict=True)
    return Prepared(
        bundle.bundled(copies, shared, shape.shows),
        bundle.imprint(imprints, shared_imprint),
        bundle.metadata(metadata, title),
    )


def _prepare(
    treatment: Treatment, clinic: Clinic, locale: Locale, shape: Shape, kept: Kept, *, shared: bool = False
) -> tuple[Copy, Imprint, Metadata]:
    foreign = shape.written_in if shape.written_in != locale.code else None
    voice = Voice(locale, lang=foreign)
    treatment = kept.treatment(treatment, clinic, locale.code)
    known = kept.known(clinic, None if shared else treatment.slug, voice)
    imprint = kept.imprint(clinic, known, voice, shape.shows, call=has_call(shape))
    slots = tuple(name for name, _ in imprint.parts)
    values = partial(named_values, treatment, clinic, locale, known, kept.asking(treatment))
    copy = Copy(treatment, locale, values(), shape, slots, foreign)
    metadata = _metadata(copy, clinic, kept)  # which names no client
    if shape.said:
        copy = replace(copy, values=values(shape.said))
    return copy, imprint, metadata


def assemble(prepared: Prepared, body: Element) -> Document:
    """The document of a body and the imprint of one clinic."""
    locale = prepared.copy.locale
    return Document(locale.code, locale.direction, body, prepared.imprint, prepared.metadata)


def _notices(copy: Copy, voice: Voice) -> Iterator[str]:
    """What stands on the page to warn its reader."""
    if not is_reviewed(copy.treatment):
        yield voice.said("notice")
    if copy.treatment.slug in copy.shape.overdue:
        yield voice.said("overdue", date=voice.locale.month(copy.treatment.about.review_due))


def _metadata(copy: Copy, clinic: Clinic, kept: Kept) -> Metadata:
    """What the file says of itself; dates come from the words, never from the clock."""
    treatment, locale = copy.treatment, copy.locale
    voice = Voice(locale, dict(copy.values))
    plain = Voice(locale)
    name = kept.text(plain, clinic.name)
    title = voice.said("document_title", title=kept.text(voice, treatment.title), clinic=name)
    return Metadata(
        title=title,
        author=kept.text(plain, treatment.about.author),
        subject=kept.text(voice, treatment.summary),
        code=code(treatment, locale.code, copy.shape),
        date=treatment.dated.isoformat(),
        notice=". ".join(_notices(copy, voice)),
    )
