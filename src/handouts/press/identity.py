"""What a file is that somebody found: which leaflet, whether it is as it was made, and whether its words still hold."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from handouts.errors import NotALeaflet
from handouts.pdf.signs import signs
from handouts.press.fingerprints import Fingerprints
from handouts.press.looking import Looking
from handouts.press.order import entries
from handouts.press.program import program
from handouts.press.stamps import digest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from handouts.content.content import Content
    from handouts.errors import Problem
    from handouts.pdf.signs import Signs
    from handouts.press.destination import Destination
    from handouts.press.manifest import Entry


@dataclass(frozen=True, slots=True)
class Identity:
    """A file of ours, as it is and as the folder knows it."""

    signs: Signs
    #: What the manifest says of these very bytes; None where it does not know them.
    entry: Entry | None
    #: What is not as it was when the file was made: names of inputs, or versions of the words where no entry has them.
    since: tuple[str, ...] = ()
    #: What keeps these words from being made today.
    held: tuple[Problem, ...] = ()

    @property
    def is_whole(self) -> bool:
        """Whether it is as it was made."""
        return self.entry is not None or self.signs.whole

    @property
    def is_current(self) -> bool | None:
        """Whether the same would be made today; None for a file of several leaflets, which does not say which."""
        if self.entry is None and not self.signs.code:
            return None
        return not self.since and not self.held


def identity(data: bytes, content: Content, folder: Destination, today: date) -> Identity:
    """What a file is.

    Args:
        data: its bytes.
        content: the words as they are now.
        folder: where leaflets go, with the manifest.
        today: the day that review dates are held against.

    Raises:
        NotALeaflet: it is none of ours.
    """
    found = signs(data)
    if found is None:
        raise NotALeaflet
    sha256 = digest(data)
    entry = next((each for each in entries(folder) if each.sha256 == sha256), None)
    if entry is None:
        return Identity(found, None, tuple(_newer(found.code, content)))
    return Identity(found, entry, tuple(_changed(entry, content)), _held(entry, content, today))


def _changed(entry: Entry, content: Content) -> Iterator[str]:
    """The inputs of a file that are otherwise today, or are gone."""
    job = entry.job
    for slug in job.treatments:
        if not content.has(slug, job.language):
            yield f"content.yaml#{slug}"
    if job.clinic not in content.clinics:
        yield f"clinics.yaml#{job.clinic}"
    if job.clinic not in content.clinics or not all(content.has(slug, job.language) for slug in job.treatments):
        return
    was, now = dict(entry.inputs), dict(Fingerprints(content, program()).of(job))
    yield from sorted(name for name in was.keys() | now.keys() if was.get(name) != now.get(name))


def _newer(code: str, content: Content) -> Iterator[str]:
    """The treatments in a paper code whose words have another version today, or are gone."""
    for part in code.split(", ") if code else ():
        slug, _, rest = part.partition(" ")
        version = rest.partition(" ")[0]
        treatment = content.treatments.get(slug)
        if treatment is None or str(treatment.about.version) != version:
            yield f"content.yaml#{slug}"


def _held(entry: Entry, content: Content, today: date) -> tuple[Problem, ...]:
    job = entry.job
    known = job.clinic in content.clinics and all(content.has(slug, job.language) for slug in job.treatments)
    return Looking.over(content, today).errors(job) if known else ()
