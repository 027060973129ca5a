"""R1: thousands of mails through Postfix, the sender killed hundreds of times."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from tests.prove.child import STEPS
from tests.prove.posting import Desk
from tests.prove.servers import postfix, scripted

if TYPE_CHECKING:
    from pathlib import Path

TITLE = "10,000 mails and 500 kills through Postfix: nothing twice, nothing lost, nothing unknown after look-up"

#: Mails and kills of the full run, and of the short one (by the scripted server).
_FULL, _SHORT = (10_000, 500), (200, 20)


def prove(scratch: Path, *, full: bool) -> tuple[str, bool]:
    count, kills = _FULL if full else _SHORT
    chance = random.Random(1)  # noqa: S311 - the same kills in every run
    with (postfix if full else scripted)(scratch) as served:
        desk = Desk(scratch / "desk", served.port)
        desk.folder.mkdir()
        desk.fill(count)
        steps = len(STEPS) * count // kills
        killed = sum(desk.run("any", str(chance.randint(1, 2 * steps - 2))) for _ in range(kills))
        desk.run()
        unknown = desk.look_up(served.look_up)
        desk.run()
        taken = served.taken()
    twice, lost, waiting = desk.verdict(taken)
    measured = (
        f"{count:,} mails, {killed} kills, {unknown} unknown, all looked up ({served.name}):"
        f" {twice} twice, {lost} lost, {waiting} not sent"
    )
    return measured, len(taken) == count and killed > 0.9 * kills and not (twice or lost or waiting)
