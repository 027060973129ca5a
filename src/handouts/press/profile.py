"""A print shop's ICC profile as a clinic names it: read with suspicion, and what it cannot do is a problem."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handouts.errors import ContentInvalid, Problem
from handouts.pdf import Inks
from handouts.press.plan import place_of

if TYPE_CHECKING:
    from pathlib import Path

    from handouts.colour import Palette
    from handouts.colour.inks import Condition
    from handouts.content.clinic import Clinic
    from handouts.source.words import Words

#: The largest profile, in bytes: those of print shops have one to three million.
MOST_BYTES = 10_000_000

_NONE = (
    '"{}" has no ICC profile of a print shop, and without one nobody knows which inks make its colours. Ask the print'
    " shop for the profile of its press and paper, put that file into this folder, and add a line here, such as"
    " press: {{profile: coated.icc}}"
)


def profile_of(clinic: Clinic) -> Words:
    """The name of the profile's file, below the project's folder.

    Raises:
        ContentInvalid: the clinic names none.
    """
    if clinic.press is None:
        raise ContentInvalid([Problem(place_of(clinic.name), _NONE.format(clinic.slug), length=len(clinic.name))])
    return clinic.press.profile


def read(name: Words, folder: Path) -> Condition:
    """The printing condition of a profile.

    Raises:
        ContentInvalid: one problem, where the file is named: it cannot be read, is too large, or is of no use.
    """
    from handouts.colour.inks import Condition  # noqa: PLC0415 - it loads Pillow

    try:
        with (folder / name).open("rb") as file:
            data = file.read(MOST_BYTES + 1)
        if len(data) > MOST_BYTES:
            raise _of_no_use(name, f"is larger than {MOST_BYTES // 10**6} MB; ask the print shop for a smaller one")
        return Condition.of(data)
    except OSError as error:
        raise _of_no_use(name, f"could not be read ({error.strerror}); check that it may be opened") from error
    except ValueError as error:
        raise _of_no_use(name, str(error)) from error


def inks(name: Words, condition: Condition, palette: Palette, *, black_only: bool) -> Inks:
    """What a file for this print shop is written in.

    Raises:
        ContentInvalid: one problem, where the file is named: words could not be read on that paper.
    """
    from handouts.colour.inks import separated  # noqa: PLC0415 - as above

    try:
        separated(palette, condition)
    except ValueError as error:
        raise _of_no_use(name, str(error)) from error
    return Inks(condition, black_only)


def _of_no_use(name: Words, what: str) -> ContentInvalid:
    return ContentInvalid([Problem(place_of(name), f'The profile "{name}" {what}.', length=len(name))])
