"""A clinic with what it takes from ``same_as`` and from ``defaults``.

A line of the clinic's own goes first, then those of the clinic it is the same as, then the defaults, then what its
country usually has. A block such as ``brand`` is taken whole, so that no clinic ends up with one clinic's logo on
another's colour; ``words``, ``values`` and ``changes`` are lists of single entries, and are taken entry by entry. An
empty line takes away what would be inherited.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from handouts.content.clinic import Clinic, ClinicEntry, ClinicWords
from handouts.errors import did_you_mean
from handouts.source.frozen import FrozenMap
from handouts.source.words import Words

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from handouts.content.clinic import ClinicsFile, Shared
    from handouts.errors import Problem
    from handouts.source.reader import Source

#: Where office paper is US Letter (Unicode CLDR, supplemental data, paperSize).
_LETTER: Final = frozenset(("BZ", "CA", "CL", "CO", "CR", "GT", "MX", "NI", "PA", "PH", "PR", "SV", "US", "VE"))

#: What a leaflet cannot do without.
_NEEDED: Final = ("name", "phone", "country", "brand")


def clinics(
    file: ClinicsFile, source: Source, language: str, broken: Collection[str] = ()
) -> tuple[FrozenMap[str, Clinic], tuple[Problem, ...]]:
    """All clinics whole, and what keeps some of them from being so.

    Args:
        file: the file as it was read.
        source: where it was read from.
        language: the language of the words, for clinics that name none.
        broken: names of clinics that have mistakes and are not in the file; what is the same as one of them is left
            out without a word.
    """
    problems: list[Problem] = []
    if not file.clinics and not broken:
        problems.append(source.problem(("clinics",), "There is no clinic here. Write at least one.", key=True))
    made: dict[str, Clinic] = {}
    for slug in file.clinics:
        chain, wrong = _chain(slug, file, source, broken)
        problems.extend(wrong)
        if chain[-1].same_as in broken:
            continue
        found = _merged(chain, file.defaults)
        missing = [name for name in _NEEDED if found.get(name) is None]
        if missing and not wrong:
            problems.extend(_lacks(name, slug, source) for name in missing)
        elif not missing:
            made[str(slug)] = _clinic(str(slug), found, language)
    return FrozenMap(made), tuple(dict.fromkeys(problems))


def _lacks(name: str, slug: str, source: Source) -> Problem:
    message = f'The clinic "{slug}" has no {name}. Add a line that starts with {name}:'
    return source.problem(("clinics", slug), message, key=True)


def _chain(
    slug: Words, file: ClinicsFile, source: Source, broken: Collection[str]
) -> tuple[list[ClinicEntry], list[Problem]]:
    """The clinic and those it is the same as, its own lines first."""
    chain: list[ClinicEntry] = []
    seen: list[str] = []
    at = slug
    while True:
        seen.append(str(at))
        chain.append(file.clinics[at])
        base = file.clinics[at].same_as
        if base is None or base in broken:
            return chain, []
        path = ("clinics", str(at), "same_as")
        if base in seen:
            circle = " -> ".join([*seen[seen.index(base) :], base])
            return chain, [source.problem(path, f"These clinics are the same as each other in a circle: {circle}.")]
        if base not in file.clinics:
            others = [name for name in (*file.clinics, *broken) if name != at]
            message = f'There is no clinic "{base}".{did_you_mean(base, others)}'
            return chain, [source.problem(path, message)]
        at = base


def _merged(chain: list[ClinicEntry], defaults: Shared) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for entry in (defaults, *reversed(chain)):
        for name in entry.model_fields_set:
            found[name] = _over(found.get(name), getattr(entry, name))
    found.pop("same_as", None)
    return found


def _over(below: Any, above: Any) -> Any:  # noqa: ANN401 - a value of any field
    if isinstance(below, FrozenMap) and isinstance(above, FrozenMap):
        keys = dict.fromkeys((*below, *above))
        return FrozenMap({key: _over(below.get(key), above[key]) if key in above else below[key] for key in keys})
    if isinstance(below, ClinicWords) and isinstance(above, ClinicWords):
        return below.model_copy(update={name: getattr(above, name) for name in above.model_fields_set})
    return above


def _clinic(slug: str, found: Mapping[str, Any], language: str) -> Clinic:
    paper = found.get("paper") or ("Letter" if found["country"] in _LETTER else "A4")
    usual = {"paper": paper, "languages": (Words(language),), "layouts": (Words(paper.lower()),)}
    said = {name: value for name, value in found.items() if value is not None}
    return Clinic.model_construct(**{**usual, **said, "slug": slug})
