"""One leaflet through all stages: compose, typeset, paint. The whole way is on this screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handouts.press.output import Pdf

if TYPE_CHECKING:
    from handouts.compose.personal import Said
    from handouts.press.job import Job
    from handouts.press.stages import Press


def run(job: Job, press: Press, said: Said = ()) -> Pdf:
    """Make one leaflet: the same job and content give the same bytes.

    ``said`` is what a copy for one client says of them.

    Raises:
        ContentInvalid: some words or pictures cannot be shown.
        Overset: the words do not fit the layout.
    """
    ticket = press.ticket(job, said)
    document = press.compose(ticket)
    document, pages = press.impose(ticket, document, press.typeset(ticket, document))
    return Pdf(press.paint(ticket, document, pages), job, pages.scale)
