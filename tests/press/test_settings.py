from __future__ import annotations

from typing import TYPE_CHECKING

import handouts

if TYPE_CHECKING:
    from pathlib import Path


def test_a_setting_that_has_no_effect_yet_says_so(project: Path) -> None:
    (project / "handouts.yaml").write_text("severity:\n  reading: warning\nqr:\n  level: Q\n", encoding="utf-8")
    said = [str(problem) for problem in handouts.check(handouts.load(project)) if problem.place.file == "handouts.yaml"]
    assert said == [
        'handouts.yaml:1:1: warning: "severity" has no effect in this version.',
        'handouts.yaml:1:1: warning: "qr: level" has no effect in this version.',
    ]
