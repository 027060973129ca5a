"""``python -m bench.ours WHAT FOLDER [COUNT]``: our leaflets in one new process, through the package's own functions.

``unwritten`` makes the first ``COUNT`` leaflets, or all, as one run makes them, and writes none. ``looked`` looks them
over by the rules first. ``fresh`` makes each as if it were the first: only the program and the words are there.
``pixels`` changes a word of ``content.yaml``, and again, and each time makes the picture of a first page anew, as a
look at a page does.
"""

from __future__ import annotations

import sys
from datetime import date
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Final

from handouts.press.equipment import Equipment
from handouts.press.looking import Looking
from handouts.press.pictures import first_picture, png
from handouts.press.plan import one, plan
from handouts.press.public import load
from handouts.press.run import run
from handouts.press.stages import Press

if TYPE_CHECKING:
    from collections.abc import Callable

#: Pixels an inch of a look at a page.
_DPI: Final = 100

#: The day that review dates are held against.
_DAY: Final = date(2026, 11, 23)

#: A word of the first treatment's summary, and what is written in its place in turn.
_WORD, _OTHERS = b"non-surgical", (b"gentle", b"simple", b"modern")


def unwritten(folder: Path, count: int | None) -> None:
    """Leaflets of one run, in memory."""
    content = load(folder)
    press = Press(content)
    for job in islice(plan(content), count):
        run(job, press)


def looked(folder: Path, count: int | None) -> None:
    """The same, each looked over by the rules before it is made."""
    content = load(folder)
    press, looking = Press(content), Looking.over(content, _DAY)
    for job in islice(plan(content), count):
        looking.errors(job)
        run(job, press)


def fresh(folder: Path, count: int | None) -> None:
    """Leaflets that share nothing but the program."""
    content = load(folder)
    for job in islice(plan(content), count):
        run(job, Press(content))


def pixels(folder: Path, count: int | None) -> None:
    """From an edited file to the picture of page one, ``count`` times.

    Raises:
        ValueError: the word to be changed is not there.
    """
    path = folder / "content.yaml"
    original, equipment = path.read_bytes(), Equipment()
    if _WORD not in original:
        raise ValueError(f"{path} does not say {_WORD.decode()}")
    try:
        for turn in range(count or 1):
            path.write_bytes(original.replace(_WORD, _OTHERS[turn % len(_OTHERS)], 1))
            content = load(folder)
            pdf = run(one(content, next(iter(content.treatments))), Press(content, equipment))
            png(first_picture(pdf.data, _DPI))
    finally:
        path.write_bytes(original)


WAYS: Final[dict[str, Callable[[Path, int | None], None]]] = {
    way.__name__: way for way in (unwritten, looked, fresh, pixels)
}


def main(what: str, folder: str, count: str = "") -> None:
    """Do it, and say nothing."""
    WAYS[what](Path(folder), int(count) if count else None)


if __name__ == "__main__":
    main(*sys.argv[1:])
