"""All leaflets of a batch in one file, for a print shop that wants one: made one by one, and kept nowhere."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Protocol, TypeVar

from handouts.document.elements import Metadata
from handouts.errors import NotOneFile
from handouts.pdf.gathering import Leaflet, UnlikeError, gather
from handouts.press.batch import Proof, passed
from handouts.press.job import IMPOSED

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from handouts.press.batch import Batch
    from handouts.press.destination import Destination
    from handouts.press.job import Job

V = TypeVar("V")


class Track(Protocol):
    """Lets items through one by one, and may show how far it is."""

    def __call__(self, items: Iterable[V], total: int, /) -> Iterator[V]:
        """The items, ``total`` of them."""


def gathered(batch: Batch, into: Destination, name: str, track: Track) -> int:
    """Write the leaflets of a batch, in its order, as one file called ``name``; gives how many there are.

    A layout with sheets of its own goes into the file as those sheets. When one leaflet cannot be made, no file is
    written, as nobody would miss a clinic in a file of a thousand pages.

    Raises:
        FindingsStand: rules keep some leaflet from being made.
        ContentInvalid: some words or pictures cannot be shown.
        Overset: some words do not fit.
        NotOneFile: the leaflets are for different presses.
        OutputNotWritten: the file could not be written; what stood there before still does.
    """
    passed(batch.held().values())
    jobs = tuple(batch.press.prints(job)[-1] for job in batch.jobs if job.use != IMPOSED)
    failed: list[Proof] = []
    content = batch.press.content
    authors = dict.fromkeys(str(content.treatments[slug].about.author) for job in jobs for slug in job.treatments)
    words = Metadata(PurePosixPath(name).stem, ", ".join(authors), "", "", "", "")
    parts = gather(track(_leaflets(batch, jobs, failed), len(jobs)), words, jobs[0].language)
    into.put(name, _unless_failed(parts, failed))
    return len(jobs)


def _leaflets(batch: Batch, jobs: tuple[Job, ...], failed: list[Proof]) -> Iterator[Leaflet]:
    for made in batch.tried(jobs):
        if isinstance(made, Proof):
            failed.append(made)
        else:
            yield Leaflet(_title(batch, made.job), made.job.clinic, made.job.language, made.data)


def _title(batch: Batch, job: Job) -> str:
    content = batch.press.content
    titles = ", ".join(str(content.treatment(slug, job.language).title) for slug in job.treatments)
    return f"{content.clinics[job.clinic].name}: {titles} ({job.layout})"


def _unless_failed(parts: Iterator[bytes], failed: list[Proof]) -> Iterator[bytes]:
    """The parts of a file, until the first leaflet that could not be made; then all that is wrong is looked for."""
    try:
        for part in parts:
            if not failed:
                yield part
    except UnlikeError:
        raise NotOneFile from None
    except ValueError:  # nothing was gathered, as nothing could be made
        if not failed:
            raise
    passed(failed)
