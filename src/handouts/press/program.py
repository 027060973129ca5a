"""Which program makes the leaflets: one digest of its own files and of the versions of all packages it paints with."""

from __future__ import annotations

import hashlib
import os
import re
import sys
import zlib
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_PACKAGE = Path(__file__).resolve().parents[1]

#: Rooms that shape no leaflet: how it is asked for, and where it goes.
_APART = frozenset({"cli", "mail", "__pycache__", "_bundled"})

#: What the bytes of a leaflet come from, beside the program itself.
_PACKAGES = frozenset(
    {
        "babel",
        "font_source_serif_pro",
        "idna",
        "markdown_it_py",
        "phonenumberslite",
        "pillow",
        "pymupdf_fonts",
        "python_bidi",
        "qrcode",
        "reportlab",
        "tinycss2",
        "uharfbuzz",
        "zxing_cpp",
    }
)

_INSTALLED = re.compile(r"(?P<name>[^-]+)-(?P<version>[^-]+)\.(dist|egg)-info")


def program(package: Path = _PACKAGE, paths: Iterable[str] | None = None) -> str:
    """The digest: another one means that other bytes may come out of the same words.

    The files are read each time, as a version alone says nothing of a program that somebody is working on: 4 ms.
    """
    found = hashlib.sha256()
    for line in (*_versions(sys.path if paths is None else paths), *sorted(_files(package))):
        found.update(line.encode() + b"\n")
    return found.hexdigest()


def _versions(paths: Iterable[str]) -> Iterator[str]:
    yield f"python {sys.version_info[0]}.{sys.version_info[1]}"
    yield f"zlib {zlib.ZLIB_RUNTIME_VERSION}"
    found: dict[str, str] = {}
    for path in paths:
        try:
            names = os.listdir(path or ".")  # noqa: PTH208 - names as text, hundreds of them
        except OSError:  # an archive, or nothing
            continue
        for name in names:
            match = _INSTALLED.fullmatch(name)
            if match:
                found.setdefault(match["name"].lower().replace(".", "_"), match["version"])
    yield from (f"{name} {found[name]}" for name in sorted(found.keys() & _PACKAGES))


def _files(folder: Path | str) -> Iterator[str]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir():
                if entry.name not in _APART:
                    yield from (f"{entry.name}/{line}" for line in _files(entry.path))
            elif entry.name.endswith((".py", ".yaml")):
                with open(entry.path, "rb", buffering=0) as file:  # noqa: PTH123 - a path as text, a hundred times
                    yield f"{entry.name} {hashlib.sha256(file.read()).hexdigest()}"
