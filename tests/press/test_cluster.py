"""Leaflets made by a real cluster: a scheduler and two worker processes of dask.distributed on this machine."""

from __future__ import annotations

import os
import signal
import sys
from typing import TYPE_CHECKING

import pytest
from distributed import Client, LocalCluster

import handouts
from handouts.errors import MissingExtra, OtherProgram, SchedulerNotReached
from handouts.press import workers
from handouts.press.cluster import workers_of
from handouts.press.plan import plan
from handouts.press.project import start
from handouts.press.run import run
from handouts.press.stages import Press
from handouts.press.workers import Chunk, Crew, chunks

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handouts.content.content import Content
    from handouts.press.job import Job


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the scheduler."""
    with LocalCluster(
        n_workers=2,
        threads_per_worker=1,
        processes=True,
        dashboard_address=None,
        local_directory=str(tmp_path_factory.mktemp("dask")),
    ) as running:
        yield running.scheduler_address


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> Content:
    folder = tmp_path_factory.mktemp("cluster")
    start(folder)
    return handouts.load(folder)


@pytest.fixture(scope="module")
def alone(content: Content) -> dict[Job, bytes]:
    press = Press(content)
    return {job: run(job, press).data for job in plan(content)}


def test_its_workers_make_the_same_bytes(cluster: str, content: Content, alone: dict[Job, bytes]) -> None:
    lost: list[int] = []
    with workers_of(cluster) as (executor, at_once):
        found = list(Crew(executor, at_once, lost.append).printed(content, tuple(alone) * 20))
    assert at_once == 2
    assert {each.job: each.data for each in found} == alone
    assert len(found) == 20 * len(alone)
    assert lost == []


def test_a_worker_that_is_killed_loses_nothing(cluster: str, content: Content, alone: dict[Job, bytes]) -> None:
    with Client(cluster, set_as_default=False) as client:
        processes = client.run(os.getpid)
    with workers_of(cluster) as (executor, at_once):
        made = Crew(executor, at_once).printed(content, tuple(alone) * 40)
        first = next(made)
        os.kill(next(iter(processes.values())), signal.SIGKILL)
        found = [first, *made]
    assert len(found) == 40 * len(alone)
    assert {each.job: each.data for each in found} == alone


def test_a_worker_of_another_version_is_not_believed(
    content: Content, alone: dict[Job, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    (chunk, *_) = chunks(content, tuple(alone), 1)
    monkeypatch.setattr(workers, "program", lambda: "another")
    with pytest.raises(OtherProgram):
        Chunk.printed(chunk)


def test_a_scheduler_that_is_not_there_is_one_clear_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("handouts.press.cluster._PATIENCE", 1)
    for address in ("tcp://127.0.0.1:9", "nonsense"):
        with pytest.raises(SchedulerNotReached, match=address), workers_of(address):
            pass


def test_without_the_extra_the_install_line_is_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(MissingExtra, match="-m pip install distributed"), workers_of("tcp://127.0.0.1:9"):
        pass
