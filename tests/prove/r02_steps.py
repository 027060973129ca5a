"""R2: killed at each step of the first, a middle and the last mail."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from typing import TYPE_CHECKING

from tests.prove.child import STEPS
from tests.prove.exim import exim
from tests.prove.posting import Desk
from tests.prove.servers import aiosmtpd, postfix, scripted

if TYPE_CHECKING:
    from pathlib import Path

    from tests.prove.servers import Served

TITLE = "kill -9 at each of 17 steps of a mail: nothing twice, nothing lost, nothing left unknown after look-up"

#: Mails of one run, and which of them is killed.
_COUNT, _NTH = 3, (1, 2, 3)


def prove(scratch: Path, *, full: bool) -> tuple[str, bool]:
    with ExitStack() as stack:
        starts = (scripted, aiosmtpd, postfix, exim) if full else (scripted,)
        servers = [stack.enter_context(start(scratch)) for start in starts]
        cases = [(served, step, nth) for served in servers for step in STEPS for nth in (_NTH if full else (2,))]
        with ThreadPoolExecutor(2) as pool:
            found = list(pool.map(lambda case: _killed(*case[1], scratch / str(case[0])), enumerate(cases)))
        taken = [one for served in servers for one in served.taken()]
    killed = sum(was for was, _ in found)
    verdicts = [desk.verdict(taken) for _, desk in found]
    twice = len(taken) - len(set(taken))
    lost, waiting = (sum(each) for each in zip(*(verdict[1:] for verdict in verdicts), strict=True))
    names = ", ".join(served.name for served in servers)
    measured = f"{killed} kills at {len(STEPS)} steps ({names}): {twice} twice, {lost} lost, {waiting} not sent"
    return measured, killed == len(cases) and not (twice or lost or waiting)


def _killed(served: Served, step: str, nth: int, folder: Path) -> tuple[bool, Desk]:
    """Three mails, killed once, then sent to their end; the clients' names are the case's own."""
    desk = Desk(folder, served.port)
    folder.mkdir()
    desk.fill(_COUNT, name=f"case{folder.name}-")
    was = desk.run(step, str(nth))
    desk.run()
    desk.look_up(served.look_up)
    desk.run()
    return was, desk
