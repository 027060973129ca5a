"""All that one job needs, looked up before anything is made."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from handouts.press.job import PRESS

if TYPE_CHECKING:
    from handouts.colour import Palette
    from handouts.compose import Prepared
    from handouts.compose.personal import Said
    from handouts.layouts import Layout
    from handouts.pdf import Device
    from handouts.press.job import Job
    from handouts.typeset.typesetter import Typesetter


@dataclass(frozen=True, slots=True)
class Ticket:
    """The print trade's job ticket: all that one job needs, looked up."""

    job: Job
    layout: Layout
    palette: Palette
    device: Device
    typesetter: Typesetter
    fonts: object
    prepared: Prepared
    said: Said = field(default=(), repr=False)

    @property
    def body(self) -> tuple[object, ...]:
        """The key of all that is the body's: composition, fonts, and whether it bleeds."""
        return *self.prepared.copy.key, self.fonts, self.for_press

    @property
    def for_press(self) -> bool:
        """Whether a print shop prints it: with bleed and marks, in inks, and without links."""
        return self.job.use == PRESS
