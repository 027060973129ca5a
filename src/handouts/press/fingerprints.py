"""What a leaflet's file depends on, as digests by name: its own treatment, clinic, layout, language, logo and fonts.

Words count by value, not by where they stand: a line put in above changes nothing. So a changed word in one treatment
changes the files of that treatment alone.
"""

from __future__ import annotations

import json
import os
import re
from dataclasses import dataclass, field
from functools import partial
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from handouts.errors import UnknownName
from handouts.layouts import path_of
from handouts.press.job import PRESS
from handouts.press.stamps import MISSING, Reader, digest
from handouts.source.frozen import FrozenMap
from handouts.source.words import Model, Words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from handouts.content.clinic import Clinic
    from handouts.content.content import Content
    from handouts.press.job import Job

#: Digests by the names of what they are of, sorted by name.
Inputs = tuple[tuple[str, str], ...]

#: What a clinic says that no leaflet shows: which leaflets it gets, and how it mails them. The print shop counts for
#: its own files only, values and changes for those of their treatment.
_APART = frozenset({"layouts", "languages", "paper", "mail", "press", "values", "changes"})

#: Wherever it stands in the file: one name too many only makes a file anew.
_SAME_AS = re.compile(rb"""same_as["']?\s*:\s*["']?([a-z0-9-]+)""")


@dataclass(frozen=True, slots=True)
class Fingerprints:
    """The inputs of every job of one content. Each input is looked at once in a run."""

    content: Content
    program: str
    reader: Reader = field(default_factory=Reader)
    #: Treatments whose review is overdue: their leaflets say so.
    overdue: frozenset[str] = frozenset()
    _kept: dict[object, Inputs] = field(default_factory=dict, repr=False)

    def of(self, job: Job) -> Inputs:
        """Everything that the file of a job depends on."""
        parts = [
            *self._get(("clinic", job.clinic, job.use == PRESS), partial(self._clinic, job)),
            *self._own(job),
            *self._get(("words", job.treatment, job.language), partial(self._treatments, job)),
            *self._get(("layout", job.layout, job.language), partial(self._shape, job)),
        ]
        return tuple(sorted(parts))

    def _get(self, key: object, make: Callable[[], Iterator[tuple[str, str]]]) -> Inputs:
        found = self._kept.get(key)
        if found is None:
            found = self._kept[key] = tuple(make())
        return found

    def _treatments(self, job: Job) -> Iterator[tuple[str, str]]:
        for slug in job.treatments:
            yield f"content.yaml#{slug}", of_value(self.content.treatment(slug, job.language))
            if slug in self.overdue:
                yield f"content.yaml#{slug}/overdue", of_value("yes")

    def _clinic(self, job: Job) -> Iterator[tuple[str, str]]:
        clinic = self.content.clinics[job.clinic]
        shown = {name: value for name, value in clinic.__dict__.items() if name not in _APART}
        yield f"clinics.yaml#{job.clinic}", of_value(shown)
        names = [clinic.brand.logo, clinic.brand.logo_on_dark, *(clinic.brand.fonts or {}).values()]
        if job.use == PRESS and clinic.press is not None:
            names.append(clinic.press.profile)
        for name in dict.fromkeys(str(name) for name in names if name):
            yield name, self._file(name)

    def _own(self, job: Job) -> Iterator[tuple[str, str]]:
        clinic = self.content.clinics[job.clinic]
        for slug in job.treatments if clinic.values or clinic.changes else ():
            said = values(clinic, slug), changes(clinic, slug, job.language)
            if any(said):
                yield f"clinics.yaml#{job.clinic}/{slug}", of_value(said)

    def _shape(self, job: Job) -> Iterator[tuple[str, str]]:
        yield "program", self.program
        yield "handouts.yaml#qr", of_value(self.content.settings.qr)
        if self.content.settings.waivers:  # the manifest says what was waived
            yield "handouts.yaml#waivers", of_value(self.content.settings.waivers)
        locale = Path(str(files("handouts.locales"))) / f"{job.language}.yaml"
        yield f"locales/{job.language}.yaml", self.reader.digest(locale)
        for name in self._chain(job.layout):
            yield f"layouts/{name}.yaml", self._layout(name)

    def _chain(self, name: str) -> tuple[str, ...]:
        """The layout, and those that it is the same as."""
        chain: dict[str, None] = {}
        waiting = [name]
        while waiting:
            name = waiting.pop()
            if name not in chain:
                chain[name] = None
                waiting += [found.decode() for found in _SAME_AS.findall(self._words(name))]
        return tuple(chain)

    def _words(self, layout: str) -> bytes:
        try:
            return path_of(layout, self.content.folder).read_bytes()
        except (OSError, UnknownName):
            return b""

    def _layout(self, name: str) -> str:
        own = self.content.folder / "layouts" / f"{name}.yaml"
        if self.reader.digest(own) != MISSING:  # which also notes that there is none, for who asks later
            return self.reader.digest(own)
        try:
            return self.reader.digest(path_of(name, self.content.folder))
        except UnknownName:
            return MISSING

    def _file(self, name: str) -> str:
        return self.reader.digest(Path(os.path.join(self.content.folder, name)))  # noqa: PTH118 - once a clinic


def values(clinic: Clinic, treatment: str) -> dict[str, str]:
    """The numbers of a treatment that a clinic changes."""
    return {str(name): str(number) for name, number in clinic.values.get(Words(treatment), FrozenMap()).items()}


def changes(clinic: Clinic, treatment: str, language: str) -> dict[str, str]:
    """The words of a treatment that a clinic changes in a language, by section."""
    by_language = clinic.changes.get(Words(treatment)) or FrozenMap[Words, FrozenMap[Words, Words]]()
    return {str(name): str(words) for name, words in by_language.get(Words(language), FrozenMap()).items()}


def of_value(value: object) -> str:
    """The digest of a value: equal values have equal digests, in every process and on every machine."""
    text = json.dumps(value, default=_plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return digest(text.encode("utf-8", "surrogatepass"))


def _plain(value: object) -> object:
    if isinstance(value, Model):
        return [type(value).__name__, value.__dict__]
    if isinstance(value, FrozenMap):
        return list(value.items())
    return str(value)
