"""What layouts are called: one line of each file, as reading all of them whole takes a tenth of a second."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from handouts.errors import HandoutsError
from handouts.layouts import available, find, path_of

if TYPE_CHECKING:
    from pathlib import Path

#: A title that is plain words: YAML reads it as it stands (YAML 1.2.2, 7.3.3).
_PLAIN: Final = re.compile(r"^title: +([^\W_][^:#\n]*?) *$", re.MULTILINE)


def titles(project: Path) -> dict[str, str]:
    """The titles of all layouts by their names; one whose file has mistakes goes by its name."""
    return {name: _title(name, project) for name in available(project)}


def _title(name: str, project: Path) -> str:
    try:
        found = _PLAIN.search(path_of(name, project).read_bytes().decode("utf-8", "replace"))
        return found[1] if found else str(find(name, project).title)
    except (HandoutsError, OSError):
        return name
