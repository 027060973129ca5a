"""Q1: every branch of the modules that must not go wrong, as their own tests take them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Final

TITLE = "every branch of ledger, mailer and list reader is taken by their tests"

ROOT = Path(__file__).parents[2]

#: Modules of ``handouts.mail``.
MODULES: Final = (
    "account",
    "addresses",
    "cells",
    "dial",
    "discreet",
    "erasing",
    "faults",
    "ledger",
    "line",
    "octets",
    "opening",
    "recipients",
    "records",
    "replies",
    "schema",
    "sender",
    "settling",
    "states",
    "table",
    "values",
    "witness",
)

_TESTS: Final = (
    "test_addresses",
    "test_diagnosis",
    "test_dial",
    "test_discreet",
    "test_erasing",
    "test_ledger",
    "test_line",
    "test_hostile_servers",
    "test_opening",
    "test_recipients",
    "test_replies",
    "test_returned",
    "test_sender",
    "test_settling",
)


def prove(scratch: Path, *, full: bool) -> tuple[str, bool]:  # noqa: ARG001 - one size
    environment = os.environ | {"COVERAGE_FILE": str(scratch / "measured"), "PYTHONPATH": str(ROOT / "src")}
    measure = [sys.executable, "-m", "coverage"]
    tests = [f"tests/mail/{name}.py" for name in _TESTS]
    run = [*measure, "run", "--branch", "--source=src/handouts/mail", "-m", "pytest", "-q", "-p", "no:cacheprovider"]
    subprocess.run([*run, *tests], cwd=ROOT, env=environment, check=True, capture_output=True)
    told = scratch / "told.json"
    subprocess.run([*measure, "json", "-o", str(told)], cwd=ROOT, env=environment, check=True, capture_output=True)
    files = json.loads(told.read_text(encoding="utf-8"))["files"]
    found = {name: files[f"src/handouts/mail/{name}.py"] for name in MODULES}
    branches = sum(one["summary"]["num_branches"] for one in found.values())
    missed = [
        f"{name} {one['missing_lines'] or one['missing_branches']}"
        for name, one in found.items()
        if one["missing_lines"] or one["missing_branches"]
    ]
    said = f"{branches} branches of {len(found)} modules" + "".join(f"; missed: {one}" for one in missed)
    return said, not missed
