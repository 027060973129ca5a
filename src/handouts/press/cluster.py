"""Leaflets made on other machines: dask.distributed hands out the chunks, sees to lost workers, and brings PDFs back.

The workers read logos, fonts and layouts where this machine has them: in a folder that all of them see under one path.
A chunk that a worker cannot make, as it sees no such file or runs another version of handouts, is made here.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from handouts.errors import MissingExtra, SchedulerNotReached

if TYPE_CHECKING:
    from collections.abc import Iterator
    from concurrent.futures import Executor

#: Seconds in which a scheduler has to answer.
_PATIENCE = 10

#: How often a chunk is given to another worker when one is lost.
_TRIES = 2


@contextmanager
def workers_of(address: str) -> Iterator[tuple[Executor, int]]:
    """The workers of a scheduler such as ``tcp://10.0.0.5:8786``, as an executor, and how much they do at once.

    Raises:
        MissingExtra: the package ``distributed`` is not installed.
        SchedulerNotReached: nothing answers at the address, or it has no workers.
    """
    try:
        from distributed import Client  # noqa: PLC0415 - optional, and half a second
    except ImportError:
        raise MissingExtra("--scheduler", "distributed") from None
    try:
        client = Client(address, timeout=_PATIENCE, set_as_default=False)
    except (OSError, ValueError) as error:
        raise SchedulerNotReached(address, "nothing answers there. Start it, or correct the address") from error
    with client:
        at_once = sum(client.nthreads().values())
        if not at_once:
            raise SchedulerNotReached(address, "it has no workers. Start some, and run the same command again")
        yield client.get_executor(pure=False, retries=_TRIES), at_once
