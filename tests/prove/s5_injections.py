"""S5: everything that could become a header or a second receiver, on every Python that this machine has."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

TITLE = "200 injections into headers and addresses: no header more, no receiver more, on every Python there is"

ROOT = Path(__file__).parents[2]
_TEST = "tests/mail/test_message.py"
_WANTED = 200

#: Where the full run looks for other Pythons, beside those of pyenv.
_NAMES = ("python3", "python3.11", "python3.12", "python3.13", "python3.14", "/usr/bin/python3")


def prove(scratch: Path, *, full: bool) -> tuple[str, bool]:
    pythons = {_version(sys.executable): sys.executable}
    if full:
        found = (*map(shutil.which, _NAMES), *map(str, Path.home().glob(".pyenv/versions/*/bin/python")))
        versions = {version: path for path in found if path and (version := _version(path))}
        pythons = {**versions, **pythons}
    held = {version: _passed(path, scratch / version) for version, path in sorted(pythons.items())}
    measured = ", ".join(f"{count} on {version}" for version, count in held.items())
    return measured, all(count >= _WANTED for count in held.values())


def _version(python: str) -> str:
    """The version of a Python that the program runs on; empty for any other."""
    ask = "import sys; sys.version_info >= (3, 11) and print('.'.join(map(str, sys.version_info[:3])))"
    done = subprocess.run([python, "-c", ask], capture_output=True, text=True, check=False)
    return done.stdout.strip() if not done.returncode else ""


def _passed(python: str, packages: Path) -> int:
    """How many injections were harmless; 0 when any was not."""
    path = [str(ROOT / "src"), str(ROOT / "tests")]
    if python != sys.executable:
        install = [sys.executable, "-m", "pip", "-q", "--python", python, "install", "--target", str(packages)]
        subprocess.run([*install, str(ROOT), "pytest", "hypothesis"], check=True, capture_output=True)
        path.append(str(packages))
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(path)}
    test = [
        python,
        "-m",
        "pytest",
        "-o",
        "addopts=",
        "-q",
        "-p",
        "no:cacheprovider",
        _TEST,
        "-k",
        "header_or_a_receiver",
    ]
    done = subprocess.run(test, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    found = re.search(r"(\d+) passed", done.stdout)
    return int(found[1]) if found and not done.returncode else 0
