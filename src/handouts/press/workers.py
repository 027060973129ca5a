"""Leaflets made by several processes, here or on other machines: work goes out in chunks, finished PDFs come back.

A chunk holds all that another process has to know, so that none keeps anything from one chunk to the next: jobs that
share a body lie in one chunk, as many as it takes for the body to cost little. Files are written by the process that
handed the work out, and by no other.
"""

from __future__ import annotations

import contextlib
import os
import signal
from collections import deque
from dataclasses import dataclass, field, replace
from math import ceil
from typing import TYPE_CHECKING, NamedTuple

from handouts.errors import ContentInvalid, OtherProgram, Overset
from handouts.press.program import program
from handouts.press.run import run
from handouts.press.stages import Press
from handouts.source.frozen import FrozenMap

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from concurrent.futures import Executor, Future

    from handouts.content.content import Content
    from handouts.press.job import Job

#: Most and fewest jobs in a chunk: a body costs as much as twenty leaflets, and finished files wait in memory.
_MOST, _FEWEST = 200, 20

#: Chunks for each worker, so that all have about the same to do.
_ROUNDS = 2

#: From so many jobs on a second process is worth its start.
WORTH_A_POOL = 300


class Printed(NamedTuple):
    """A finished leaflet; without ``data`` it cannot be made, and who has the words at hand can say why."""

    job: Job
    data: bytes | None
    scale: float = 1.0


@dataclass(frozen=True, slots=True)
class Chunk:
    """Some jobs, and of the content what they are made from."""

    content: Content = field(repr=False)
    jobs: tuple[Job, ...]
    #: The digest of the program that is to make them.
    program: str
    #: Treatments whose review is overdue.
    overdue: frozenset[str] = frozenset()

    def printed(self) -> tuple[Printed, ...]:
        """All of its leaflets.

        Raises:
            OtherProgram: this is not the program that was meant.
        """
        if program() != self.program:
            raise OtherProgram("This worker runs another version.")
        return tuple(printed(self.jobs, Press(self.content, overdue=self.overdue)))


@dataclass(frozen=True, slots=True)
class Crew:
    """Who makes leaflets: an executor, how many chunks it works on at a time, and whom to tell of chunks it lost."""

    executor: Executor
    size: int
    lost: Callable[[int], None] = lambda jobs: None  # noqa: ARG005 - nobody wants to know

    def printed(
        self, content: Content, jobs: Sequence[Job], overdue: frozenset[str] = frozenset()
    ) -> Iterator[Printed]:
        """All of the leaflets, chunk by chunk. What the executor lost, with a worker that was killed, is made here."""
        waiting: deque[tuple[Chunk, Future[tuple[Printed, ...]] | None]] = deque()
        try:
            for chunk in chunks(content, jobs, self.size, overdue):
                waiting.append((chunk, self._sent(chunk)))
                if len(waiting) > self.size:
                    yield from self._taken(*waiting.popleft())
            while waiting:
                yield from self._taken(*waiting.popleft())
        finally:
            for _, future in waiting:
                if future is not None:
                    future.cancel()

    def _sent(self, chunk: Chunk) -> Future[tuple[Printed, ...]] | None:
        try:
            return self.executor.submit(Chunk.printed, chunk)
        except RuntimeError:  # the pool is broken
            return None

    def _taken(self, chunk: Chunk, future: Future[tuple[Printed, ...]] | None) -> tuple[Printed, ...]:
        if future is not None:
            try:
                return future.result()
            except Exception:  # noqa: BLE001 - each engine has its own; a fault of ours comes again, here
                self.lost(len(chunk.jobs))
        return chunk.printed()


def printed(jobs: Sequence[Job], press: Press) -> Iterator[Printed]:
    """The leaflets one by one, with what one press remembers of them."""
    for job in jobs:
        try:
            pdf = run(job, press)
        except (ContentInvalid, Overset):
            yield Printed(job, None)
        else:
            yield Printed(job, pdf.data, pdf.scale)


def chunks(
    content: Content, jobs: Sequence[Job], workers: int, overdue: frozenset[str] = frozenset()
) -> Iterator[Chunk]:
    """The jobs in chunks for so many workers, those that share a body one after another."""
    size = max(_FEWEST, min(_MOST, ceil(len(jobs) / (_ROUNDS * workers))))
    ordered, own = sorted(jobs, key=_body), program()
    for start in range(0, len(ordered), size):
        some = tuple(ordered[start : start + size])
        treatments = dict.fromkeys(slug for job in some for slug in job.treatments)
        clinics = dict.fromkeys(job.clinic for job in some)
        part = replace(
            content,
            treatments=FrozenMap({slug: content.treatments[slug] for slug in treatments}),
            translations=FrozenMap(
                {
                    code: FrozenMap({slug: there[slug] for slug in treatments if slug in there})
                    for code, there in content.translations.items()
                }
            ),
            clinics=FrozenMap({slug: content.clinics[slug] for slug in clinics}),
            sources=(),
        )
        yield Chunk(part, some, own, overdue.intersection(treatments))


def _body(job: Job) -> tuple[str, ...]:
    return job.treatment, job.language, job.layout, job.edition, job.part, job.use


@contextlib.contextmanager
def pool(workers: int) -> Iterator[Executor]:
    """Processes on this machine. Ctrl-C is for the one that handed the work out; they finish what they are at."""
    from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415 - 7 ms that one process alone need not pay
    from multiprocessing import get_context  # noqa: PLC0415 - same

    context = get_context("spawn")  # as Windows starts them: nothing is taken over by accident
    with ProcessPoolExecutor(workers, mp_context=context, initializer=_deaf) as executor:
        try:
            yield executor
        finally:
            executor.shutdown(wait=False, cancel_futures=True)


def _deaf() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def cores() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
