"""List what a wheel holds, one path a line, without the folder that carries the version.

Usage: python scripts/wheel_files.py WHEEL > tests/wheel_files.txt
"""

from __future__ import annotations

import sys
from zipfile import ZipFile


def main(wheel: str) -> None:
    """Print the files in the wheel, sorted."""
    with ZipFile(wheel) as archive:
        names = sorted(archive.namelist())
    for name in names:
        top, _, rest = name.partition("/")
        print(f"dist-info/{rest}" if top.endswith(".dist-info") else name)


if __name__ == "__main__":
    main(sys.argv[1])
