"""The folder as it stands, and the leaflets made from it: what the page shows, kept until a file changes."""

from __future__ import annotations

import hashlib
import threading
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING, Final

from handouts.errors import ContentInvalid, HandoutsError, Severity
from handouts.layouts import find
from handouts.memo import Memo
from handouts.press.batch import Batch, Proof
from handouts.press.looking import Looking
from handouts.press.pictures import first_picture, pictures, png
from handouts.press.public import load
from handouts.press.run import run
from handouts.press.stages import Press
from handouts.press.watching import stamps
from handouts.web.spots import marked
from handouts.web.titles import titles

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date
    from pathlib import Path

    from handouts.content.content import Content
    from handouts.document.elements import Document
    from handouts.errors import Problem
    from handouts.layouts import Layout
    from handouts.preflight import Finding
    from handouts.press.equipment import Equipment
    from handouts.press.job import Job
    from handouts.press.stamps import Stamp
    from handouts.web.spots import Marked

#: Leaflets that are kept, 1.3 MB each; pages as pictures, of up to 0.7 MB; and small ones, of 50 kB. A browser keeps
#: pictures too.
_LEAFLETS: Final = 64
_PICTURES: Final = 48
_SMALL: Final = 512

#: Pixels an inch of a picture that counts as small.
_SMALL_DPI: Final = 48

_LAYOUTS: Final = 64


@dataclass(frozen=True, slots=True)
class Shapes:
    """The layouts as they stand, which change less often than the words."""

    #: The stamps of the project's own.
    seen: tuple[tuple[str, Stamp], ...]
    titles: Mapping[str, str] = field(default_factory=dict)
    read: Memo[Layout] = field(default_factory=partial(Memo, _LAYOUTS), repr=False)


@dataclass(frozen=True, slots=True)
class Standing:
    """The folder on a day: its words, or what is wrong with them."""

    #: Another one, whenever anything may have changed.
    mark: str
    content: Content | None
    problems: tuple[Problem, ...] = ()
    press: Press | None = field(default=None, repr=False)
    looking: Looking | None = field(default=None, repr=False)
    shapes: Shapes = field(default_factory=lambda: Shapes(()), repr=False)


@dataclass(frozen=True, slots=True)
class Leaflet:
    """A leaflet as the page shows it. Without ``pdf`` it could not be made, and ``problems`` say why."""

    job: Job
    #: None where its file has mistakes.
    layout: Layout | None = field(default=None, repr=False)
    pdf: bytes = field(default=b"", repr=False)
    #: The digest of the PDF.
    mark: str = ""
    pages: int = 0
    #: What keeps it from being made, and what keeps it from being given out or should be known.
    problems: tuple[Problem, ...] = ()
    findings: tuple[Finding, ...] = ()
    document: Document | None = field(default=None, repr=False)
    #: Its pages with the places of their words.
    marked: tuple[Marked, ...] = field(default=(), repr=False)

    @property
    def held(self) -> tuple[Finding, ...]:
        """What keeps it from being printed, saved and mailed: it could mislead, cannot be read, or has run out."""
        return tuple(finding for finding in self.findings if finding.severity is Severity.ERROR)


@dataclass(slots=True)
class Desk:
    """Reads the folder, makes leaflets and draws them, one at a time: neither the press nor PDFium is for several."""

    folder: Path
    equipment: Equipment = field(repr=False)
    #: The day that review dates are held against.
    today: Callable[[], date]
    _reading: threading.Lock = field(default_factory=threading.Lock, repr=False)
    lock: threading.RLock = field(default_factory=threading.RLock, repr=False)
    _standing: Standing | None = field(default=None, repr=False)
    _seen: tuple[date, dict[str, Stamp]] | None = field(default=None, repr=False)
    _kept: Shapes | None = field(default=None, repr=False)
    _leaflets: Memo[Leaflet] = field(default_factory=partial(Memo, _LEAFLETS), repr=False)
    _pictures: Memo[bytes] = field(default_factory=partial(Memo, _PICTURES), repr=False)
    _small: Memo[bytes] = field(default_factory=partial(Memo, _SMALL), repr=False)
    _pdfs: Memo[bytes] = field(default_factory=partial(Memo, _LEAFLETS), repr=False)

    def standing(self) -> Standing:
        """The folder as it is now; read anew when a file has changed, or the day."""
        with self._reading:
            seen = self.today(), stamps(self.folder)
            if self._standing is None or seen != self._seen:
                self._seen = seen
                self._standing = self._read(seen[0], _mark(seen))
            return self._standing

    def _read(self, today: date, mark: str) -> Standing:
        try:
            content = load(self.folder)
        except ContentInvalid as error:
            return Standing(mark, None, error.problems)
        shapes = self._shapes()
        press = Press(content, self.equipment, layouts=shapes.read)
        return Standing(mark, content, (), press, Looking.over(content, today), shapes)

    def _shapes(self) -> Shapes:
        files = self._seen[1] if self._seen else {}
        seen = tuple(sorted((name, stamp) for name, stamp in files.items() if name.startswith("layouts/")))
        if self._kept is None or self._kept.seen != seen:
            self._kept = Shapes(seen, titles(self.folder))
        return self._kept

    def leaflet(self, standing: Standing, job: Job) -> Leaflet:
        """One leaflet, made now if it is not remembered; what is remembered waits for nothing."""
        key = standing.mark, job
        known = self._leaflets.kept.get(key)
        if known is not None:
            return known
        with self.lock:
            return self._leaflets.get(key, lambda: self._made(standing, job))

    def tried(self, standing: Standing, job: Job, held: Mapping[str, bytes]) -> Leaflet:
        """The leaflet as it would be with other words in some files; nothing is written."""
        try:
            content = load(self.folder, held=held)
        except ContentInvalid as error:
            return Leaflet(job, problems=error.problems)
        looking = Looking.over(content, self.today())
        press = Press(content, self.equipment, layouts=standing.shapes.read)
        with self.lock:
            return self._made(replace(standing, content=content, press=press, looking=looking), job)

    def _made(self, standing: Standing, job: Job) -> Leaflet:
        content, press, looking = standing.content, standing.press, standing.looking
        if content is None or press is None or looking is None:
            return Leaflet(job, problems=standing.problems)
        layout = None
        try:
            layout = press.layouts.get(job.layout, lambda: find(job.layout, content.folder))
            (made,) = Batch(press, (job,), {}, content.folder).tried((job,))
        except HandoutsError as error:
            return Leaflet(job, layout, problems=getattr(error, "problems", ()))
        if isinstance(made, Proof):
            return Leaflet(job, layout, problems=made.problems, findings=looking.findings((job,)))
        looking.look_at(job, press)
        findings = looking.findings((job,))
        ticket = press.ticket(job)
        document = press.compose(ticket)
        pages = marked(press.typeset(ticket, document), document)
        mark = hashlib.blake2b(made.data, digest_size=16).hexdigest()
        self._pdfs.get(mark, lambda: made.data)
        return Leaflet(job, layout, made.data, mark, len(pages), (), findings, document, pages)

    def other(self, standing: Standing, job: Job, use: str) -> bytes:
        """The same leaflet for another use, such as the sheets of a booklet.

        Raises:
            HandoutsError: it cannot be made so.
        """
        with self.lock:
            if standing.press is None:
                raise ContentInvalid(standing.problems)
            return run(replace(job, use=use), standing.press).data

    def picture(self, mark: str, number: int, dpi: int) -> bytes | None:
        """A page of a leaflet as a PNG file; None where the leaflet is no longer kept, or has no such page."""
        drawn = self._small if dpi <= _SMALL_DPI else self._pictures
        known = drawn.kept.get((mark, number, dpi))
        if known is not None:
            return known or None
        with self.lock:
            # Many keys typed elsewhere push out a leaflet that is still remembered.
            known_pdfs = (each.pdf for each in self._leaflets.kept.values() if each.mark == mark)
            pdf = self._pdfs.kept.get(mark) or next(known_pdfs, None)
            if not pdf:
                return None
            return drawn.get((mark, number, dpi), lambda: _page(pdf, number, dpi)) or None


def _page(pdf: bytes, number: int, dpi: int) -> bytes:
    if number == 1:
        return png(first_picture(pdf, dpi))
    drawn = pictures(pdf, dpi)
    return png(drawn[number - 1]) if 1 <= number <= len(drawn) else b""


def _mark(seen: tuple[date, dict[str, Stamp]]) -> str:
    """A digest of what was seen: equal as long as nothing changes."""
    text = repr((seen[0].isoformat(), sorted(seen[1].items())))
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
