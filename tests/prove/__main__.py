"""Run the proofs and print their table."""

from __future__ import annotations

import argparse
import importlib
import os
import pkgutil
import platform
import sys
import tempfile
import time
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import tests.prove

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "how-handouts-is-tested.md"
BEGIN, END = "<!-- proofs -->\n", "<!-- end of proofs -->\n"


@dataclass(frozen=True)
class Row:
    """One proof's line of the table."""

    name: str
    title: str
    measured: str
    held: bool
    seconds: float

    def __str__(self) -> str:
        return (
            f"| {self.name} | {self.title} | {self.measured} | {'yes' if self.held else 'NO'} | {self.seconds:.0f} s |"
        )


def names() -> list[str]:
    """All proofs, in the order of their modules' names."""
    found = []
    for module in pkgutil.iter_modules(tests.prove.__path__):
        text = (Path(__file__).parent / f"{module.name}.py").read_text(encoding="utf-8")
        if "\ndef prove(" in text:
            found.append(module.name)
    return sorted(found)


def run(name: str, *, full: bool) -> Row:
    """One proof in a folder of its own."""
    module = importlib.import_module(f"tests.prove.{name}")
    begin = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="prove-") as scratch:
        Path(scratch).chmod(0o755)
        measured, held = module.prove(Path(scratch), full=full)
    return Row(name.partition("_")[0].upper(), module.TITLE, measured, held, time.monotonic() - begin)


def table(rows: list[Row]) -> str:
    """The rows below their heading."""
    head = ("| Proof | What must hold | Measured | Held | Took |", "| --- | --- | --- | --- | ---: |")
    return "\n".join((*head, *map(str, rows))) + "\n"


def page(rows: list[Row], command: str) -> str:
    """The table with the command, the day and the machine, between the marks of the page."""
    said = f"`{command}` on {datetime.now().astimezone():%Y-%m-%d}, Python {platform.python_version()},"
    text = f"{said} {platform.system()}, {os.cpu_count()} cores:\n\n{table(rows)}\n"
    before, _, rest = PAGE.read_text(encoding="utf-8").partition(BEGIN)
    return f"{before}{BEGIN}\n{text}{END}{rest.partition(END)[2]}"


def main() -> int:
    """The exit code: 0 when all held."""
    parser = argparse.ArgumentParser(prog="python -m tests.prove", description=__doc__)
    parser.add_argument("--full", action="store_true", help="with Postfix and Dovecot, and the numbers of the promise")
    parser.add_argument("--write", action="store_true", help="write the table into docs/how-handouts-is-tested.md")
    parser.add_argument("proofs", nargs="*", choices=[[], *names()], help="only these")
    asked = parser.parse_args()
    rows = []
    for name in asked.proofs or names():
        rows.append(run(name, full=asked.full))
        sys.stdout.write(f"{rows[-1]}\n")
        sys.stdout.flush()
    if asked.write:
        command = "python -m tests.prove --full" if asked.full else "python -m tests.prove"
        PAGE.write_text(page(rows, command), encoding="utf-8", newline="\n")
    return 0 if all(row.held for row in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
