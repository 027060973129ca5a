"""Typst in this process, as quick as it was found to go: one compiler, one template, tagged PDF, QR code from outside.

Words of treatments and phrases are read by the template from files, which the compiler keeps; a clinic comes as JSON.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Final

from bench.peers import code
from bench.subject import FONTS, WORDS

if TYPE_CHECKING:
    from bench.peers import Make
    from bench.subject import Clinic, Workload

_TEMPLATE: Final = Path(__file__).with_name("leaflet.typ")


def maker(load: Workload) -> Make:
    """A compiler that is kept, and the template compiled for each leaflet."""
    import typst  # noqa: PLC0415 - a package that need not be there

    compiler = typst.Compiler(
        input=_TEMPLATE, root="/", font_paths=[str(load.folder / FONTS)], ignore_system_fonts=True
    )
    shared = {"words": str(load.folder / WORDS), "folder": str(load.folder)}

    def make(treatment: str, clinic: Clinic) -> bytes:
        link = clinic.link(treatment)
        given = {"clinic": json.dumps({**clinic._asdict(), "link": link}), "treatment": treatment, "qr": code.svg(link)}
        pdf: bytes = compiler.compile(format="pdf", sys_inputs={**shared, **given})
        return pdf

    return make
