"""Models are built when they are used: a start that needs no clinics does not build them."""

from __future__ import annotations

import subprocess
import sys

_PROGRAM = "from handouts.content.load import ClinicsFile, ContentFile; print({})"


def test_an_import_builds_no_model() -> None:
    asked = "ClinicsFile.__pydantic_complete__, ContentFile.__pydantic_complete__"
    program = [sys.executable, "-c", _PROGRAM.format(asked)]
    assert subprocess.run(program, check=True, capture_output=True, text=True).stdout.strip() == "False False"
