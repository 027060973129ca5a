"""A file that was made. It knows nothing heavy."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from handouts.press.job import Job
    from handouts.press.stamps import Seen


@dataclass(frozen=True, slots=True)
class Made:
    """A file that was written: its stamp and digest are for the next run."""

    job: Job
    path: Path | str
    size: int
    scale: float
    seen: Seen = field(repr=False)
