"""R6: wrong designs, each planted in a copy of the source, and whether the tests notice."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

from tests.prove.mutants import MUTANTS, USUAL

if TYPE_CHECKING:
    from tests.prove.mutants import Mutant

TITLE = "wrong designs of the ledger and the mailer are noticed by the tests, every time"

ROOT = Path(__file__).parents[2]

#: Seconds after which tests of a wrong design that wait for ever have noticed it.
_PATIENCE = 120


def noticed(source: Path, tests: tuple[str, ...]) -> bool:
    """Whether the tests fail on a copy of the source."""
    files = [f"tests/mail/{name}.py" for name in tests]
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", "--tb=no", *files]
    environment = os.environ | {"PYTHONPATH": str(source), "PYTHONDONTWRITEBYTECODE": "1"}
    try:
        ended = subprocess.run(
            command, cwd=ROOT, env=environment, capture_output=True, timeout=_PATIENCE, check=False
        ).returncode
    except subprocess.TimeoutExpired:
        return True
    if ended not in {0, 1}:
        raise RuntimeError(f"the tests could not be run: {ended}")
    return ended == 1


def planted(mutant: Mutant, scratch: Path) -> Path:
    """A copy of the source with a wrong design in it."""
    source = scratch / "src"
    shutil.copytree(ROOT / "src", source, ignore=shutil.ignore_patterns("__pycache__"))
    path = source / "handouts" / "mail" / f"{mutant.module}.py"
    text = path.read_text(encoding="utf-8")
    if text.count(mutant.right) != 1:
        raise ValueError(f"{mutant.name}: what it changes stands {text.count(mutant.right)} times in {mutant.module}")
    path.write_text(text.replace(mutant.right, mutant.wrong), encoding="utf-8")
    return source


def caught(mutant: Mutant, scratch: Path) -> bool:
    """Whether a wrong design is noticed."""
    scratch.mkdir()
    try:
        return noticed(planted(mutant, scratch), mutant.tests)
    finally:
        shutil.rmtree(scratch)


def prove(scratch: Path, *, full: bool) -> tuple[str, bool]:
    chosen = MUTANTS if full else MUTANTS[::10]
    if noticed(ROOT / "src", USUAL if full else USUAL[:3]):
        return "the tests fail on the right design", False
    with ThreadPoolExecutor(2) as pool:
        held = list(pool.map(lambda one: caught(one[1], scratch / str(one[0])), enumerate(chosen)))
    missed = [mutant.name for mutant, is_caught in zip(chosen, held, strict=True) if not is_caught]
    return f"{sum(held)} of {len(chosen)} caught" + "".join(f"; missed: {name}" for name in missed), not missed
