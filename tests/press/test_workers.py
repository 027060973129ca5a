"""Leaflets made by other processes: the same bytes, and nothing lost when one of them ends too early."""

from __future__ import annotations

import os
import signal
from concurrent.futures import Executor, Future
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest

import handouts
from handouts.press import workers
from handouts.press.batch import Batch, Proof
from handouts.press.made import Made
from handouts.press.plan import plan
from handouts.press.project import start
from handouts.press.run import run
from handouts.press.stages import Press
from handouts.press.workers import Chunk, Crew, chunks, pool

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from handouts.content.content import Content
    from handouts.press.job import Job


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> Content:
    folder = tmp_path_factory.mktemp("workers")
    start(folder)
    return handouts.load(folder)


@pytest.fixture(scope="module")
def jobs(content: Content) -> tuple[Job, ...]:
    return plan(content)


@pytest.fixture(scope="module")
def alone(content: Content, jobs: tuple[Job, ...]) -> dict[Job, bytes]:
    press = Press(content)
    return {job: run(job, press).data for job in jobs}


class Here(Executor):
    """An engine that does what it is given at once, or what a test makes of it; it writes down what came."""

    def __init__(self, does: Callable[[Chunk], object] = Chunk.printed) -> None:
        self.does = does
        self.came: list[Chunk] = []

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:  # noqa: ANN401 - any engine's
        assert fn is Chunk.printed
        assert not kwargs
        (chunk,) = args
        self.came.append(chunk)
        future: Future[Any] = Future()
        try:
            future.set_result(self.does(chunk))
        except ValueError as error:
            future.set_exception(error)
        return future


def test_other_processes_make_the_same_bytes(content: Content, alone: dict[Job, bytes], jobs: tuple[Job, ...]) -> None:
    with pool(2) as executor:
        found = {job: data for job, data, _ in Crew(executor, 2).printed(content, jobs)}
    assert found == alone


def test_work_goes_out_a_few_chunks_ahead_and_no_more(content: Content, jobs: tuple[Job, ...]) -> None:
    many = jobs * 30
    engine = Here()
    done = Crew(engine, 2).printed(content, many)
    next(done)
    assert len(engine.came) == 3
    assert len(list(done)) == len(many) - 1
    assert [job for chunk in engine.came for job in chunk.jobs] == sorted(many, key=workers._body)  # noqa: SLF001 - order


def test_jobs_that_share_a_body_lie_together_and_a_chunk_knows_no_other_clinic(
    content: Content, jobs: tuple[Job, ...]
) -> None:
    made = tuple(chunks(content, jobs * 10, 2))
    assert [len(chunk.jobs) for chunk in made] == [20, 20, 20]
    for chunk in made:
        assert set(chunk.content.clinics) == {job.clinic for job in chunk.jobs}
        assert chunk.content.sources == ()
    bodies = [workers._body(job) for chunk in made for job in chunk.jobs]  # noqa: SLF001 - what must lie together
    assert bodies == sorted(bodies)


def test_a_chunk_is_never_too_large_to_wait_in_memory(content: Content, jobs: tuple[Job, ...]) -> None:
    assert {len(chunk.jobs) for chunk in chunks(content, jobs * 200, 1)} == {200}


def test_what_an_engine_loses_is_made_here(content: Content, alone: dict[Job, bytes], jobs: tuple[Job, ...]) -> None:
    def fails(chunk: Chunk) -> object:
        raise ValueError(chunk)

    lost: list[int] = []
    found = {job: data for job, data, _ in Crew(Here(fails), 1, lost.append).printed(content, jobs)}
    assert found == alone
    assert lost == [len(jobs)]


def test_a_process_that_is_killed_loses_nothing(
    content: Content, alone: dict[Job, bytes], jobs: tuple[Job, ...]
) -> None:
    lost: list[int] = []
    with pool(1) as executor:
        process = executor.submit(os.getpid).result()
        made = Crew(executor, 1, lost.append).printed(content, jobs * 20)
        first = next(made)
        os.kill(process, signal.SIGTERM)
        found = [first, *made]
    assert lost
    assert len(found) == len(jobs) * 20
    assert {job: data for job, data, _ in found} == alone


def test_who_stops_listening_leaves_no_work_behind(content: Content, jobs: tuple[Job, ...]) -> None:
    waiting: list[Future[Any]] = []

    class Slow(Executor):
        def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:  # noqa: ANN401 - same
            assert kwargs == {}
            future: Future[Any] = Future()
            if not waiting:
                future.set_result(fn(*args))
            waiting.append(future)
            return future

    done = Crew(Slow(), 2).printed(content, jobs * 30)
    next(done)
    done.close()  # type: ignore[attr-defined] # a generator
    assert [future.cancelled() for future in waiting] == [False, True, True]


def test_what_cannot_be_made_elsewhere_is_explained_here(tmp_path: Path) -> None:
    start(tmp_path)
    batch = Batch.over(handouts.load(tmp_path))
    for logo in (tmp_path / "logos").iterdir():
        logo.write_bytes(b"no picture")
    with pool(2) as executor:
        found = list(batch.make(crew=Crew(executor, 2)))
    failed = [each for each in found if isinstance(each, Proof)]
    assert {each.job.clinic for each in failed} == {"alder", "alder-st-catherine"}
    (problem, *_) = failed[0].problems
    assert problem.place.file == "clinics.yaml"
    assert "logos/alder" in problem.excerpt
    assert {each.job.clinic for each in found if isinstance(each, Made)} == {"bayview"}


def test_cores_are_those_that_we_may_use(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {3, 5}, raising=False)
    assert workers.cores() == 2
    monkeypatch.delattr(os, "sched_getaffinity")
    monkeypatch.setattr(os, "cpu_count", lambda: None)
    assert workers.cores() == 1


def test_a_worker_does_not_hear_ctrl_c() -> None:
    with pool(1) as executor:
        assert executor.submit(partial(signal.getsignal, signal.SIGINT)).result() is signal.SIG_IGN
