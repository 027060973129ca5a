"""What a run has to do: of all leaflets that were asked for, those whose file is missing or no longer right."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from handouts.layouts import available
from handouts.press import manifest
from handouts.press.fingerprints import Fingerprints
from handouts.press.job import IMPOSED, OFFICE
from handouts.press.manifest import Entry
from handouts.press.names import PATTERN, name
from handouts.press.program import program
from handouts.press.stamps import Reader, Seen

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from handouts.press.batch import Batch, Proof
    from handouts.press.destination import Destination
    from handouts.press.job import Job
    from handouts.press.state import State


@dataclass(frozen=True, slots=True)
class Order:
    """The jobs of a batch, sorted by what their files are."""

    batch: Batch
    prints: Fingerprints
    #: What was known of the folder.
    state: State
    #: What is to be made, in the order of the files.
    jobs: tuple[Job, ...]
    #: Jobs whose files are what would be made again.
    unchanged: frozenset[Job] = frozenset()
    #: Jobs to be made whose file stands there from other words.
    dated: frozenset[Job] = frozenset()
    #: Files of earlier runs that belong to nothing any more, with their digests.
    strays: tuple[tuple[str, str], ...] = ()
    #: Files whose bytes were looked at, as their stamps were not known.
    looked: dict[str, Seen] = field(default_factory=dict)
    #: Jobs that rules keep from being made, and why.
    held: Mapping[Job, Proof] = field(default_factory=dict)


def order(batch: Batch, folder: Destination, state: State, *, force: bool = False) -> Order:
    """What is to be done for a batch.

    Args:
        batch: all that was asked for.
        folder: where its files go.
        state: what is known of that folder.
        force: make every file, also those that are as they should be.
    """
    prints = Fingerprints(batch.press.content, program(), Reader(state.inputs), batch.press.overdue)
    sieve = _Sieve(batch, folder, state, prints, frozenset(available(batch.press.content.folder)))
    wanted = {batch.names[job]: job for job in batch.jobs}
    for one in batch.jobs:  # all files are looked at before any is used, so that no later change is taken for it
        prints.of(one)
    unchanged, dated, held = set(), set(), batch.held()
    strays: list[tuple[str, str]] = []
    for entry in entries(folder):
        job = wanted.get(entry.path)
        if job is None:
            if not sieve.belongs(entry):
                strays.append((entry.path, entry.sha256))
        elif not force and job not in held and sieve.is_right(entry, job):
            unchanged.add(job)
        elif folder.stamp(entry.path):
            dated.add(job)
    jobs = tuple(job for job in batch.jobs if job not in unchanged and job not in held)
    return Order(batch, prints, state, jobs, frozenset(unchanged), frozenset(dated), tuple(strays), sieve.looked, held)


def entries(folder: Destination) -> Iterator[Entry]:
    """What the manifest of a folder says; lines that are damaged are as good as not there."""
    with folder.lines(manifest.NAME) as text:
        for line in manifest.lines(text):
            try:
                yield Entry.of(line)
            except (ValueError, TypeError, KeyError, AttributeError):
                continue


@dataclass(frozen=True, slots=True)
class _Sieve:
    batch: Batch
    folder: Destination
    state: State
    prints: Fingerprints
    layouts: frozenset[str]
    looked: dict[str, Seen] = field(default_factory=dict)

    def is_right(self, entry: Entry, job: Job) -> bool:
        """Whether the file of a job is what would be made again."""
        return entry.inputs == self.prints.of(job) and self._stands(entry.path, entry.sha256)

    def _stands(self, path: str, sha256: str) -> bool:
        """Whether a file is there with the bytes that it should have."""
        now, known = self.folder.stamp(path), self.state.files.get(path)
        if now is None:
            return False
        if known is not None and known.stamp == now and known.sha256 == sha256:
            return True
        if self.folder.digest(path) != sha256:
            return False
        self.looked[path] = Seen(now, sha256)
        return True

    def belongs(self, entry: Entry) -> bool:
        """Whether a file that was not asked for this time might be asked for again."""
        content, job = self.batch.press.content, entry.job
        clinic = content.clinics.get(job.clinic)
        if clinic is None or job.layout not in self.layouts:
            return False
        if not all(content.has(slug, job.language) for slug in job.treatments):
            return False
        listed = entry.asked or (job.layout in clinic.layouts and job.language in clinic.languages)
        return listed and self._printed(job) and entry.path == name(job, content.settings.filename or PATTERN)

    def _printed(self, job: Job) -> bool:
        return job.use != IMPOSED or job in self.batch.press.prints(replace(job, use=OFFICE))
