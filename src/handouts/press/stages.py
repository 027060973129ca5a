"""The stages of a leaflet, and what they remember during one run: pour once, brand many."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING

from handouts.colour import BLACK_ONLY, is_dark
from handouts.compose import Kept as Composed
from handouts.compose import Shape, assemble, prepare, prepare_bundle
from handouts.document.elements import Element, walk
from handouts.document.unlinked import unlinked
from handouts.errors import ContentInvalid, HandoutsError, Overset, Place, Problem
from handouts.graphics.logos import read_logo
from handouts.graphics.qr import Coding, symbol
from handouts.layouts import available, find
from handouts.memo import Memo
from handouts.pdf import GREY, RGB, forme, imprint, plate
from handouts.pdf import Kept as Painted
from handouts.press import parts, profile
from handouts.press.equipment import Equipment
from handouts.press.job import IMPOSED, MAIL, OFFICE, PRESS
from handouts.press.plan import place_of
from handouts.press.ticket import Ticket
from handouts.typeset.body import Body, typeset_body
from handouts.typeset.fonts import fonts_of_clinic
from handouts.typeset.imposition import impose
from handouts.typeset.shaping import Shaper
from handouts.typeset.typesetter import Typesetter, with_imprint

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from handouts.cache import Cache
    from handouts.colour import Palette
    from handouts.colour.inks import Condition
    from handouts.compose import Prepared
    from handouts.compose.personal import Said
    from handouts.content.clinic import Clinic
    from handouts.content.content import Content
    from handouts.document.elements import Document
    from handouts.graphics.drawing import Drawing
    from handouts.graphics.logos import AnyLogo
    from handouts.layouts import Layout
    from handouts.locales import Locale
    from handouts.memo import Tally
    from handouts.pdf import Device, Plate
    from handouts.press.job import Job
    from handouts.typeset.pages import Pages


@dataclass(frozen=True, slots=True)
class Press:
    """The stages, and what they remember during one run: a body is set and plated once for all clinics that share it.

    Every stage is a function of frozen values, so what is remembered under such a value's own key is what would be
    made again.
    """

    content: Content
    #: The program's own, which runs may share.
    equipment: Equipment = field(default_factory=Equipment, repr=False)
    #: Treatments whose review is overdue: their leaflets say so.
    overdue: frozenset[str] = frozenset()
    layouts: Memo[Layout] = field(default_factory=partial(Memo, 64))
    typesetters: Memo[Typesetter] = field(default_factory=partial(Memo, 4))
    composed: Composed = field(default_factory=Composed)
    pictures: Memo[AnyLogo] = field(default_factory=partial(Memo, 16))
    codes: Memo[Drawing] = field(default_factory=partial(Memo, 64))
    conditions: Memo[Condition] = field(default_factory=partial(Memo, 4))
    bodies: Memo[Element] = field(default_factory=partial(Memo, 64))
    set_bodies: Memo[Body | ContentInvalid | Overset] = field(default_factory=partial(Memo, 64))
    advice: Memo[str] = field(default_factory=partial(Memo, 64))
    plates: Memo[Plate] = field(default_factory=partial(Memo, 64))
    painted: Painted = field(default_factory=Painted)
    proofs: Memo[Pages] = field(default_factory=partial(Memo, 16))

    def tallies(self) -> dict[str, Tally]:
        """What was remembered, and how often it was of use."""
        return {
            "bodies": self.bodies.tally,
            "bodies on their pages": self.set_bodies.tally,
            "plates": self.plates.tally,
            "clinics' parts": self.composed.parts.tally,
            "parts painted": self.painted.fragments.tally,
            "fonts": self.painted.subsets.tally,
            "logos": self.painted.pictures.tally,
            "codes": self.codes.tally,
        }

    def pages(self, ticket: Ticket) -> Pages:
        """A leaflet typeset and not painted: whether it fits.

        Raises:
            ContentInvalid: some words or pictures cannot be shown.
            Overset: the words do not fit the layout.
        """
        return self.typeset(ticket, self.compose(ticket))

    def check_imprint(self, ticket: Ticket) -> None:
        """See to the clinic's pictures and letters, also where a body that does not fit keeps no place for them.

        Raises:
            ContentInvalid: a picture cannot be read, or a glyph is missing; with all such problems.
        """
        problems: list[Problem] = []
        for _, part in ticket.prepared.imprint.parts:
            checks: list[Callable[[], object]] = [partial(ticket.typesetter.check_glyphs, part)]
            checks += [partial(self._picture, name, place) for name, place in _logos(part)]
            for check in checks:
                try:
                    check()
                except ContentInvalid as error:
                    problems += error.problems
        if problems:
            raise ContentInvalid(problems)

    def prints(self, job: Job) -> tuple[Job, ...]:
        """The job, and where its layout is printed on larger sheets too, the job that makes those."""
        try:
            imposed = job.use == OFFICE and self._layout(job).impose is not None
        except ContentInvalid:  # told when the job itself is looked at
            imposed = False
        return (job, replace(job, use=IMPOSED)) if imposed else (job,)

    def _layout(self, job: Job) -> Layout:
        return self.layouts.get(job.layout, lambda: find(job.layout, self.content.folder))

    def ticket(self, job: Job, said: Said = ()) -> Ticket:
        """What one job needs; ``said`` is what a copy for one client says of them.

        Raises:
            ContentInvalid: its layout or its words have mistakes.
        """
        clinic = self.content.clinics[job.clinic]
        layout = self._layout(job)
        shape = Shape(
            tuple(layout.shows),
            job.layout,
            edition=job.edition,
            part=job.part,
            leaves_out=tuple(layout.leaves_out_sections),
            keeps=layout.keeps_part,
            written_in=str(self.content.language),
            mailed=job.use == MAIL,
            overdue=self.overdue.intersection(job.treatments),
            said=said,
        )
        prepared = self._prepared(job, clinic, shape, layout)
        files = tuple(sorted((clinic.brand.fonts or {}).items()))
        typesetter = self.typesetters.get(files, lambda: self._typesetter(clinic))
        colours = self.equipment.palette(clinic.brand.colour, job.edition)
        device = self._device(job, clinic, colours)
        return Ticket(job, layout, colours, device, typesetter, files, prepared, said)

    def _device(self, job: Job, clinic: Clinic, colours: Palette) -> Device:
        black_only = job.edition in BLACK_ONLY
        if job.use != PRESS:
            return GREY if black_only else RGB
        name = profile.profile_of(clinic)
        condition = self.conditions.get(str(name), lambda: profile.read(name, self.content.folder))
        return profile.inks(name, condition, colours, black_only=black_only)

    def _prepared(self, job: Job, clinic: Clinic, shape: Shape, layout: Layout) -> Prepared:
        locale = self.locale(job.language)
        treatments = [self.content.treatment(slug, job.language) for slug in job.treatments]
        unfit = [problem for one in treatments for problem in parts.problems(one, shape)]
        if unfit:
            raise ContentInvalid(unfit)
        if job.is_bundle:
            parts.check_closing(layout)
            return prepare_bundle(treatments, clinic, locale, shape, self.composed)
        return prepare(treatments[0], clinic, locale, shape, self.composed)

    def compose(self, ticket: Ticket) -> Document:
        """The meaning of the leaflet.

        Raises:
            ContentInvalid: its words have mistakes.
        """
        body = self.bodies.get(ticket.prepared.copy.key, ticket.prepared.body)
        return assemble(ticket.prepared, body)

    def typeset(self, ticket: Ticket, document: Document) -> Pages:
        """The leaflet's pages.

        Raises:
            ContentInvalid: a glyph, a picture or a place for a section is missing.
            Overset: the words do not fit; says which other layout of the same paper would hold them.
        """
        job = replace(ticket.job, use=OFFICE) if ticket.job.use == IMPOSED else ticket.job
        return self.proofs.get((job, ticket.said), lambda: self._pages(ticket, document))

    def impose(self, ticket: Ticket, document: Document, pages: Pages) -> tuple[Document, Pages]:
        """What is printed: the pages as they are, or on the sheets that the layout asks for.

        On those, and on what a print shop prints, no link leads anywhere.
        """
        if ticket.for_press:
            return unlinked(document), pages.unlinked()
        imposition = ticket.layout.impose
        if ticket.job.use != IMPOSED or imposition is None:
            return document, pages
        return unlinked(document), impose(pages, imposition, rtl=document.direction == "rtl")

    def paint(self, ticket: Ticket, document: Document, pages: Pages) -> bytes:
        """The PDF."""
        fonts, device = ticket.typesetter.fonts, ticket.device
        made = partial(forme, pages, document, device.blending)
        body = self.plates.get((*ticket.body, ticket.job.use), lambda: plate(made(), fonts, self.painted))
        layers = tuple(page.imprint for page in pages.pages)
        return imprint(body, layers, document, ticket.palette, fonts, device=device, kept=self.painted)

    def locale(self, code: str) -> Locale:
        """A language."""
        return self.equipment.locale(code)

    def _typesetter(self, clinic: Clinic) -> Typesetter:
        shaper = self.equipment.shaper
        if clinic.brand.fonts:
            own = {str(use): file for use, file in clinic.brand.fonts.items()}
            files = {use: self.content.folder / file for use, file in own.items()}
            shaper = Shaper(fonts_of_clinic(files, shaper.fonts, {use: place_of(file) for use, file in own.items()}))
        qr = self.content.settings.qr
        codes = partial(_code, self.codes, Coding(str(qr.encoder), str(qr.level)), self.equipment.cache)
        return Typesetter(shaper.fonts, shaper, self._picture, codes)

    @property
    def _picture(self) -> Callable[[str, Place | None], AnyLogo]:
        """The reader of pictures. It does not know the press, which goes as soon as nobody needs it."""
        return partial(_picture, self.pictures, self.content.folder, self.equipment.cache)

    def _pages(self, ticket: Ticket, document: Document) -> Pages:
        body = self._set_body(ticket, document)
        if isinstance(body, Overset):
            advice = self.advice.get(ticket.body, lambda: self._advice(ticket))
            raise Overset(replace(problem, message=problem.message + advice) for problem in body.problems)
        if isinstance(body, ContentInvalid):
            raise body.with_traceback(None)
        dark = is_dark(ticket.palette)
        return with_imprint(body, document, ticket.layout, ticket.typesetter, dark=dark)

    def _set_body(self, ticket: Ticket, document: Document) -> Body | ContentInvalid | Overset:
        return self.set_bodies.get(ticket.body, lambda: _body(ticket, document))

    def _advice(self, ticket: Ticket) -> str:
        """A sentence that names another layout on the same paper that holds the words, if there is one."""
        listed = self.content.clinics[ticket.job.clinic].layouts
        for name in dict.fromkeys((*map(str, listed), *available(self.content.folder))):
            if name != ticket.job.layout and self._holds(replace(ticket.job, layout=name), ticket.layout):
                return f' The layout "{name}" would hold it.'
        return ""

    def _holds(self, job: Job, layout: Layout) -> bool:
        try:
            ticket = self.ticket(job)
            alike = ticket.layout.sheet == layout.sheet and not ticket.layout.closing
            return alike and isinstance(self._set_body(ticket, self.compose(ticket)), Body)
        except HandoutsError:  # a layout with mistakes holds nothing; it is told of where it is used
            return False


def _picture(kept: Memo[AnyLogo], folder: Path, cache: Cache, name: str, place: Place | None) -> AnyLogo:
    return kept.get(name, lambda: read_logo(folder / name, place or Place("clinics.yaml"), cache))


def _code(kept: Memo[Drawing], coding: Coding, cache: Cache, link: str) -> Drawing:
    return kept.get(link, partial(symbol, link, coding, cache))


def _logos(part: Element) -> Iterator[tuple[str, Place | None]]:
    """The logo's files, for light grounds and for dark ones, and where each is named."""
    for node in walk(part):
        graphic = node.graphic if isinstance(node, Element) else None
        if graphic is not None and graphic.kind == "logo":
            yield graphic.name, graphic.place
            if graphic.name_on_dark:
                yield graphic.name_on_dark, graphic.place_on_dark


def _body(ticket: Ticket, document: Document) -> Body | ContentInvalid | Overset:
    """The body on its pages, or why it cannot be: remembered too, as it is the same for every clinic."""
    try:
        return typeset_body(
            document.body,
            document.lang,
            document.direction,
            ticket.layout,
            ticket.typesetter,
            press=ticket.for_press,
        )
    except (ContentInvalid, Overset) as error:
        return error
