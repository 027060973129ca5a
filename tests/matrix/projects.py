"""Projects with the words of every case: the sample cut short, as it is, and grown sentence by sentence."""

from __future__ import annotations

import copy
import re
import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import yaml

from matrix.cases import BRANDS, NAMES, ROOT, SAMPLE, raw

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path

    from handouts.errors import Place
    from handouts.layouts import Layout

#: Sentences that are added at most: no layout holds so many, unless its pages run on.
MOST = 120

#: The sample's clinics, by the paper they use.
CLINICS = {"A4": "alder", "Letter": "bayview"}

_SENTENCE = re.compile(r"[^.!?]+[.!?]")

#: A place for words: a list or a mapping of raw YAML, and where in it.
_Prose = tuple[Any, Any]


@dataclass(frozen=True, slots=True)
class Project:
    """Its folder, and the raw YAML of both files: one treatment, and a clinic for each paper, brand and name."""

    folder: Path
    content: Any
    clinics: Any

    @property
    def treatment(self) -> str:
        """The slug of its treatment."""
        return next(iter(self.content["treatments"]))

    @property
    def sections(self) -> list[Any]:
        """The sections of its treatment."""
        found: list[Any] = self.content["treatments"][self.treatment]["sections"]
        return found

    def texts(self, clinic: str) -> tuple[str, str]:
        """Both files as if there were one clinic."""
        clinics = self.clinics | {"clinics": {clinic: self.clinics["clinics"][clinic]}}
        return _text(self.content), _text(clinics)

    def line(self, place: Place) -> str:
        """The line of a file that a place is on."""
        return (self.folder / place.file).read_text(encoding="utf-8").splitlines()[place.line - 1].strip()

    def without(self, titles: Collection[str], folder: Path) -> Project:
        """The same, with some sections left out."""
        words = self.content["treatments"][self.treatment]
        kept = [section for section in self.sections if section["title"] not in titles]
        return written(
            folder, self.content | {"treatments": {self.treatment: words | {"sections": kept}}}, self.clinics
        )


def project(folder: Path, words: str) -> Project:
    """Write the project with words of a length: ``short``, ``sample``, or the number of sentences they grow by."""
    content, clinics = raw("content.yaml"), raw("clinics.yaml")
    treatment = content["treatments"][SAMPLE]
    if words == "short":
        treatment = shortened(treatment)
    elif words != "sample":
        treatment = grown(treatment, int(words))
    made = {slug_of(*who): _clinic(clinics["clinics"][CLINICS[who[0]]], *who) for who in _everybody()}
    return written(folder, content | {"treatments": {f"words-{words}": treatment}}, clinics | {"clinics": made})


def written(folder: Path, content: Any, clinics: Any) -> Project:  # noqa: ANN401 - raw YAML
    """Write the files of a project whose raw YAML is given."""
    (folder / "logos").mkdir(parents=True, exist_ok=True)
    (folder / "content.yaml").write_text(_text(content), encoding="utf-8")
    (folder / "clinics.yaml").write_text(_text(clinics), encoding="utf-8")
    for logo in (ROOT / "logos").glob("*.png"):
        shutil.copy(logo, folder / "logos")
    return Project(folder, content, clinics)


def _text(raw: Any) -> str:  # noqa: ANN401 - raw YAML
    return str(yaml.dump(raw, Dumper=_Plain, allow_unicode=True, sort_keys=False, width=10_000))


class _Plain(yaml.CSafeDumper):
    """Our reader refuses what refers to another place."""

    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002 - as the base class has it
        return True


def _everybody() -> Iterator[tuple[str, str, str]]:
    return ((paper, brand, name) for paper in CLINICS for brand in BRANDS for name in NAMES)


def paper_of(layout: Layout) -> str:
    """Which family a layout belongs to: sides of North American sheets are whole quarters of an inch."""
    quarters = layout.sheet.width / 18
    return "Letter" if abs(quarters - round(quarters)) < 0.001 else "A4"


def slug_of(paper: str, brand: str, name: str) -> str:
    """The clinic with this paper, brand and name."""
    return f"{paper.lower()}-{brand}-{name}"


def _clinic(sample: Any, paper: str, brand: str, name: str) -> Any:  # noqa: ANN401, ARG001 - raw YAML; a key as it is
    return sample | {"name": NAMES[name] or sample["name"], "brand": sample["brand"] | {"colour": BRANDS[brand]}}


def shortened(treatment: Any) -> Any:  # noqa: ANN401 - raw YAML
    """The treatment with the first item of each list and the first sentence of each item."""
    short = copy.deepcopy(treatment)
    for section in short["sections"]:
        section.pop("note", None)
        for key, value in section.items():
            if isinstance(value, list):
                section[key] = value[:1]
        for where, key in _prose(section):
            where[key] = _SENTENCE.findall(where[key])[0].strip()
    return short


def grown(treatment: Any, count: int) -> Any:  # noqa: ANN401 - raw YAML
    """The treatment with so many more sentences, its own ones over again, dealt to its sections in turn."""
    longer = copy.deepcopy(treatment)
    places = [list(_prose(section)) for section in longer["sections"]]
    sentences = [
        found.strip() for section in places for where, key in section for found in _SENTENCE.findall(where[key])
    ]
    for number in range(count):
        round_, nth = divmod(number, len(places))
        where, key = places[nth][round_ % len(places[nth])]
        where[key] = f"{where[key].strip()} {sentences[number % len(sentences)]}"
    return longer


def _prose(section: Any) -> Iterator[_Prose]:  # noqa: ANN401 - raw YAML
    """The places of a section where sentences stand, in order."""
    for key, value in section.items():
        if key in {"text", "call_us_if"}:
            yield section, key
        elif isinstance(value, list):
            for number, item in enumerate(value):
                yield (value, number) if isinstance(item, str) else (item, "text")
