"""The part of a leaflet that is the same for every clinic, unless its words name a clinic's own value."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from handouts.compose.about import code, is_reviewed
from handouts.compose.imprint import BOOKING, CALL, CONTACT, MASTHEAD
from handouts.compose.personal import APPOINTMENT
from handouts.compose.voice import Voice, link, strong
from handouts.document.composer import joined, paragraph
from handouts.document.elements import Element, Graphic, Role, Slot, Text, numbered
from handouts.errors import ContentInvalid, Place, Problem, did_you_mean
from handouts.memo import Same

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

    from handouts.blocks import Section
    from handouts.compose.personal import Said
    from handouts.content.treatment import Treatment
    from handouts.document.elements import Node
    from handouts.locales import Locale

#: Values that the words name: their nodes by placeholder. A tuple, so that it can be part of a key.
Values = tuple[tuple[str, tuple["Node", ...]], ...]

_ABOUT: Final = ("version", "reviewed", "reviewed_by", "review_due", "author", "code")

#: The picture that a treatment without one gets: it shows nothing that could be described, so it is not in the tree.
_DECORATION: Final = "motif"

#: Fields that stand together in the tree, where the first of them is shown.
_GROUPS: Final = {
    **dict.fromkeys(MASTHEAD, "masthead"),
    **dict.fromkeys(CALL, "call"),
    **dict.fromkeys(BOOKING, "booking"),
    **dict.fromkeys(CONTACT, "contact"),
    **dict.fromkeys(_ABOUT, "about"),
}


@dataclass(frozen=True, slots=True)
class Shape:
    """What the job and its layout decide.

    ``shows`` are the layout's fields in reading order, ``leaves_out`` the kinds of section that it does not show
    unless they are of the part that it ``keeps``;
    ``written_in`` is the language of the clinic's details and of sources' titles, where it is not the leaflet's.
    ``mailed`` leaflets speak of contact rather than of booking; ``said`` is what a copy for one client says of them,
    as it is printed.
    """

    shows: tuple[str, ...]
    layout: str
    edition: str = "standard"
    part: str = "all"
    written_in: str | None = None
    leaves_out: tuple[str, ...] = ()
    keeps: str | None = None
    mailed: bool = False
    #: The treatments whose words were due for review, and are printed all the same: then they say so.
    overdue: frozenset[str] = frozenset()
    said: Said = field(default=(), repr=False)

    def takes(self, section: Section) -> bool:
        """Whether a section is of the part that is wanted, and of a kind that the layout shows."""
        kept = section.kind not in self.leaves_out or section.part == self.keeps
        return kept and _in_part(section.part, self.part)


@dataclass(frozen=True, slots=True)
class Copy:
    """All that a body is composed from.

    ``treatment`` has the clinic's changes in it, if there are any; ``values`` are only those that the words name;
    ``slots`` are the parts that the imprint has; ``foreign`` is the language of names, where it is not the leaflet's.
    """

    treatment: Treatment
    locale: Locale
    values: Values
    shape: Shape
    slots: tuple[str, ...]
    foreign: str | None = None

    @property
    def key(self) -> tuple[object, ...]:
        """What the body is kept by, while the treatment and the language are the ones that were read."""
        return Same(self.treatment), Same(self.locale), self.values, self.shape, self.slots, self.foreign


def has_call(shape: Shape) -> bool:
    """Whether the clinic's numbers have a heading: that of the words on when to call, else a general one."""
    return "sections" in shape.shows and "call_us_if" not in shape.leaves_out


def _in_part(own: str, wanted: str) -> bool:
    return wanted == "all" or own in {"both", wanted}


def compose_body(copy: Copy) -> Element:
    """The body's tree, numbered, in the order of the layout's fields.

    Raises:
        ContentInvalid: a link or a placeholder in the words is wrong, or the picture has no description.
    """
    writer = _Writer(copy, copy.treatment, Voice(copy.locale, dict(copy.values)), copy.shape)
    return numbered(Element(Role.DOCUMENT, "document", tuple(writer.nodes())))


@dataclass(frozen=True, slots=True)
class _Writer:
    """One treatment on its way to a tree."""

    copy: Copy
    treatment: Treatment
    voice: Voice
    shape: Shape

    def nodes(self) -> Iterator[Node]:
        done: set[str] = set()
        for name in self.shape.shows:
            group = _GROUPS.get(name, name)
            if group == "call" and "call" not in self.copy.slots:
                group = "contact"
            if group not in done:
                done.add(group)
                yield from self._group(group)

    def _group(self, group: str) -> tuple[Node, ...]:
        makers: dict[str, Callable[[], tuple[Node, ...]]] = {
            "masthead": lambda: self._slot("masthead"),
            "contact": lambda: self._slot("contact"),
            "call": lambda: (),  # hangs inside its section
            "title": self._title,
            "also_called": self._also_called,
            "summary": self._summary,
            "picture": self._picture,
            "sections": self._sections,
            "appointment": self._appointment,
            "booking": self._booking,
            "about": self._about,
            "sources": self._sources,
            "notice": self._notice,
        }
        return makers[group]()

    def _slot(self, name: str) -> tuple[Node, ...]:
        return (Slot(name),) if name in self.copy.slots else ()

    def _title(self) -> tuple[Node, ...]:
        title = self.treatment.title
        heading = Element(Role.H1, "title", self.voice.inline(title), place=title.place)
        if self.shape.part == "all" or self._is_also_called():
            return (heading,)
        return (heading, paragraph("part", self._part()))

    def _part(self) -> tuple[Node, ...]:
        """Says that the leaflet is only for before or after the treatment."""
        return () if self.shape.part == "all" else strong(self.voice.phrase(f"part_{self.shape.part}"))

    def _is_also_called(self) -> bool:
        """Whether another name stands below the title; what part the leaflet is then stands before it on that line."""
        return self.treatment.also_called is not None and "also_called" in self.shape.shows

    def _also_called(self) -> tuple[Node, ...]:
        words = self.treatment.also_called
        if words is None:
            return ()
        said = self.voice.phrase("also_called", name=self.voice.inline(words))
        groups = [group for group in (self._part(), said) if group]
        return (paragraph("also-called", joined(groups, self.voice.locale.phrases.separator), words.place),)

    def _summary(self) -> tuple[Node, ...]:
        words = self.treatment.summary
        return (paragraph("summary", self.voice.inline(words), words.place),) if words else ()

    def _notice(self) -> tuple[Node, ...]:
        said = [] if is_reviewed(self.treatment) else [self.voice.phrase("notice")]
        if self._is_overdue and "review_due" not in self.shape.shows:
            said.append(self._dated("overdue", self.treatment.about.review_due))
        separator = self.voice.locale.phrases.separator
        return (paragraph("notice", joined(said, separator)),) if said else ()

    @property
    def _is_overdue(self) -> bool:
        return self.treatment.slug in self.shape.overdue

    def _dated(self, phrase: str, day: date) -> tuple[Node, ...]:
        return self.voice.phrase(phrase, date=(Text(self.voice.locale.month(day)),))

    def _picture(self) -> tuple[Node, ...]:
        picture = self.treatment.picture
        if picture is None or picture == _DECORATION:
            return ()
        pictures = self.voice.locale.pictures
        if picture not in pictures:
            message = f'"{picture}" is not a picture I can describe.{did_you_mean(picture, pictures)}'
            raise ContentInvalid([Problem(picture.place or Place("content.yaml"), message)])
        graphic = Graphic("illustration", str(picture), place=picture.place)
        return (Element(Role.FIGURE, "picture", alt=pictures[picture], graphic=graphic, place=picture.place),)

    def _sections(self) -> tuple[Node, ...]:
        kids = (
            node
            for section in self.treatment.sections
            if self.shape.takes(section)
            for node in section.elements(self.voice)
        )
        return (*self._slotted(kids), *self._call())

    def _call(self) -> tuple[Node, ...]:
        """Where no section says when to call, the numbers have a section without words."""
        told = any(section.kind == "call_us_if" and self.shape.takes(section) for section in self.treatment.sections)
        if told or "call" not in self.copy.slots:
            return ()
        heading = Element(Role.H2, "heading", self.voice.phrase("call_us"))
        return (Element(Role.SECT, "call_us_if", (heading, Slot("call")), name="call_us_if"),)

    def _slotted(self, nodes: Iterator[Node]) -> Iterator[Node]:
        """The sections with each slot at most once, and none that no imprint fills."""
        open_slots = set(self.copy.slots)
        for node in nodes:
            if not isinstance(node, Element):
                yield node
                continue
            kids: list[Node] = []
            for kid in node.kids:
                if isinstance(kid, Slot):
                    if kid.name not in open_slots:
                        continue
                    open_slots.discard(kid.name)
                kids.append(kid)
            yield replace(node, kids=tuple(kids))

    def _appointment(self) -> tuple[Node, ...]:
        heading = Element(Role.H2, "heading", self.voice.phrase("appointment"))
        asked = ("appointment_when", "appointment_with", "appointment_ask")
        when, *lines = (paragraph(name.replace("_", "-"), self.voice.phrase(name)) for name in asked)
        return (Element(Role.SECT, "appointment", (heading, self._when() or when, *lines), name="appointment"),)

    def _when(self) -> Element | None:
        """When a client's own appointment is; nothing where it is not said, and people write it there."""
        said = dict(self.shape.said).get(APPOINTMENT)
        if said is None:
            return None
        label = self.voice.run_in(self.voice.locale.phrases.appointment_when)
        return paragraph("text", (*label, Text(f" {said}", keep=True)))

    def _booking(self) -> tuple[Node, ...]:
        if "booking" not in self.copy.slots:
            return ()
        told, how = ("manage", "tap") if self.shape.mailed else ("booking", "scan")
        heading = Element(Role.H2, "heading", self.voice.phrase(told))
        scan = paragraph("scan", self.voice.phrase(how))
        return (Element(Role.SECT, "booking", (heading, scan, Slot("booking")), name="booking"),)

    def _about(self) -> tuple[Node, ...]:
        groups = [self._about_part(name) for name in self.shape.shows if name in _ABOUT]
        nodes = joined((group for group in groups if group), self.voice.locale.phrases.separator)
        return (paragraph("about", nodes, self.treatment.about.version.place),) if nodes else ()

    def _about_part(self, name: str) -> tuple[Node, ...]:
        about = self.treatment.about
        if name == "code":
            return (Text(code(self.treatment, self.voice.locale.code, self.shape)),)
        if name == "version":
            return self.voice.phrase(name, version=(Text(about.version),))
        if name == "reviewed":
            return self._dated(name if is_reviewed(self.treatment) else "as_of", about.reviewed)
        if name == "review_due":
            return self._dated("overdue" if self._is_overdue else name, about.review_due)
        if name == "reviewed_by" and not is_reviewed(self.treatment):
            return ()
        named = [(name, getattr(about, name))]
        if name == "author" and self.treatment.translation:
            named.append(("translator", self.treatment.translation.translator))
        said = (self.voice.phrase(phrase, name=self._foreign().inline(who)) for phrase, who in named)
        return joined(said, self.voice.locale.phrases.separator)

    def _sources(self) -> tuple[Node, ...]:
        titles = [self._source(source.title, source.link) for source in self.treatment.about.sources]
        if not titles:
            return ()
        nodes = joined(titles, self.voice.locale.phrases.source_separator)
        return (paragraph("sources", self.voice.phrase("sources", sources=nodes)),)

    def _source(self, title: str, address: str | None) -> tuple[Node, ...]:
        words = self._foreign().inline(title)
        if address is None:
            return words
        return (replace(link(title, str(address), self.voice.text(title)), kids=words),)

    def _foreign(self) -> Voice:
        """How words are read that nobody translates: names and the titles of sources."""
        return replace(self.voice, lang=self.copy.foreign)
