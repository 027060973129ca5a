"""Making the cases of the matrix, and judging what came out: a leaflet without a fault, or words at the right place."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import page as page_validation

import handouts
import reading
from handouts.colour import BLACK_ONLY
from handouts.errors import Overset
from handouts.press.job import Job
from handouts.press.run import run
from handouts.press.stages import Press
from handouts.typeset.body import typeset_body
from matrix.cases import NAMES, Case, bundled
from matrix.projects import MOST, Project, paper_of, project, slug_of
from oracle import oracle_words, words_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from handouts.errors import Problem
    from handouts.layouts import Layout

MM = 72 / 25.4

#: No words stand nearer to an edge than an office printer reaches, nor nearer to a fold.
EDGE, FOLD = 7 * MM, 4 * MM

#: RNIB clear print: an x-height of 2 mm at least; only small print may be smaller, and never under 8 pt.
X_HEIGHT, LEAST = 2 * MM, 8.0

#: Layouts whose names end so promise larger type, in points: nothing on them is smaller.
PROMISED = {"large-print": 18.0, "easy-read": 16.0, "a2-poster": 20.0, "-poster": 14.0}

#: Fields that stand in small print.
SMALL_PRINT = ["version", "reviewed", "reviewed_by", "review_due", "author", "code", "sources", "clinic.small_print"]


@dataclass(frozen=True, slots=True, repr=False)
class Proofs:
    """Finished files of the cases, each made when it is first asked for; a body is set once for all its clinics."""

    folder: Path
    layouts: dict[str, Layout]
    presses: dict[str, tuple[Project, Press]]
    made: dict[Case, Path | Overset] = field(default_factory=dict)
    capacities: dict[tuple[str, str], int] = field(default_factory=dict)

    @classmethod
    def into(cls, folder: Path) -> Proofs:
        """No file yet."""
        sample = project(folder / "sample", "sample")
        return cls(folder, bundled(), {"sample": (sample, Press(handouts.load(sample.folder)))})

    def at(self, words: str) -> tuple[Project, Press]:
        """The project with words of a length, and the press over it. What presses remember is told by its words."""
        if words not in self.presses:
            made = project(self.folder / words, words)
            _, press = self.presses["sample"]
            self.presses[words] = made, replace(press, content=handouts.load(made.folder))
        return self.presses[words]

    def outcome(self, case: Case) -> Path | Overset:
        """The case's file, or why there is none."""
        if case not in self.made:
            _, press = self.at(self.length(case))
            try:
                data = run(self.job(case), press).data
            except Overset as overset:
                self.made[case] = overset
            else:
                path = self.folder / f"{case}.pdf"
                path.write_bytes(data)
                self.made[case] = path
        return self.made[case]

    def job(self, case: Case) -> Job:
        """The case as a job over its project."""
        words, _ = self.at(self.length(case))
        clinic = slug_of(paper_of(self.layouts[case.layout]), case.brand, case.name)
        return Job(words.treatment, clinic, "en", case.layout, case.edition, case.part, case.use)

    def length(self, case: Case) -> str:
        """The length of a case's words; long ones are as many as its layout holds."""
        return case.words if case.words != "long" else self.capacity(case.layout, case.part)

    def capacity(self, layout: str, part: str) -> str:
        """How many sentences can be added until copyfit is at its floor: one more is overset, or there are no more."""
        if (layout, part) not in self.capacities:
            holds, too_many = 0, MOST + 1
            while too_many - holds > 1:
                middle = (holds + too_many) // 2
                fits = not self.overset(str(middle), layout, part)
                holds, too_many = (middle, too_many) if fits else (holds, middle)
            self.capacities[layout, part] = holds
        return str(self.capacities[layout, part])

    def overset(self, words: str, layout: str, part: str) -> tuple[Problem, ...]:
        """What typesetting alone says of a body: its problems, none when the words fit."""
        return self._overset(*self.at(words), layout, part)

    def _overset(self, words: Project, press: Press, layout: str, part: str) -> tuple[Problem, ...]:
        clinic = slug_of(paper_of(self.layouts[layout]), "dark", "usual")
        ticket = press.ticket(Job(words.treatment, clinic, "en", layout, part=part))
        document = press.compose(ticket)
        try:
            typeset_body(document.body, document.lang, document.direction, ticket.layout, ticket.typesetter)
        except Overset as overset:
            return overset.problems
        return ()

    def words(self, case: Case, shows: Iterable[str] = ()) -> list[str]:
        """The words of a case by the oracle: of all fields that its layout shows, or of some."""
        layout, job = self.layouts[case.layout], self.job(case)
        words, _ = self.at(self.length(case))
        fields = [name for name in layout.shows if name in shows] if shows else list(layout.shows)
        return oracle_words(
            *words.texts(job.clinic), job.treatment, job.clinic, "en", fields, case.layout,
            edition=case.edition, part=case.part, leaves_out=layout.leaves_out_sections,
        )  # fmt: skip

    def faults(self, case: Case, path: Path) -> list[str]:
        """Whatever is wrong with a case's file."""
        return list(self._faults(case, path))

    def _faults(self, case: Case, path: Path) -> Iterator[str]:
        for profile in ("ua1", "2a"):
            report = page_validation.validate_pdf(str(path), profile=profile)
            yield from (f"{profile}: {failure.rule_id} {failure.message}" for failure in report.failures)
        yield from reading.faults(path)
        if words_of([" ".join(reading.tree_words(path))]) != self.words(case):
            yield "the words of the tree are not the words of the files"
        yield from reading.contrast_faults(path)
        yield from reading.edge_faults(path, EDGE)
        yield from reading.fold_faults(path, self.folds(case, path), FOLD)
        promised = next((size for name, size in PROMISED.items() if case.layout.endswith(name)), None)
        small_print = "" if promised else " ".join(self.words(case, SMALL_PRINT))
        yield from reading.size_faults(path, X_HEIGHT, small_print, promised or LEAST)
        if case.edition in BLACK_ONLY:
            yield from reading.colour_faults(path)
        yield from self._code_faults(case, path)

    def _code_faults(self, case: Case, path: Path) -> Iterator[str]:
        layout, job = self.layouts[case.layout], self.job(case)
        words, _ = self.at(self.length(case))
        link = words.clinics["clinics"][job.clinic]["booking"]["link"]
        said = link.replace("{treatment}", job.treatment).replace("{clinic}", job.clinic)
        copies = 1
        if case.use == "imposed" and layout.impose and layout.impose.kind == "copies":
            copies = layout.impose.across * layout.impose.down
        wanted = [said] * copies if "clinic.booking" in layout.shows else []
        for dpi in (150, 72):
            found = reading.qr_codes(path, dpi)
            if found != wanted:
                yield f"at {dpi} dpi the codes say {found}, not {wanted}"

    def folds(self, case: Case, path: Path) -> dict[int, tuple[float, ...]]:
        """Where each page is folded or cut, in points from its left edge, by the layout."""
        layout = self.layouts[case.layout]
        sides = len(reading.page_boxes(path))
        if case.use == "imposed" and layout.impose:
            sheet = layout.impose
            left = (sheet.width - sheet.across * layout.sheet.width) / 2
            return dict.fromkeys(range(sides), tuple(left + n * layout.sheet.width for n in range(sheet.across + 1)))
        if not any(page.panels for page in layout.pages):
            return {}
        return {number: page.folds for number, page in zip(range(sides), layout.pages, strict=True)}

    def place_faults(self, case: Case, overset: Overset) -> list[str]:
        """Whether the problems of words that do not fit name what has to be made shorter."""
        words, _ = self.at(self.length(case))
        if all(problem.place.file == "clinics.yaml" for problem in overset.problems):
            lines = [words.line(problem.place) for problem in overset.problems]
            wanted = f"name: {NAMES[case.name]}"
            return [f"not the clinic's long name: {line}" for line in lines if line != wanted or case.name == "usual"]
        if case.words != "long":
            return [f"words that are not long are overset: {overset}"]
        return self.remedy_faults(self.length(case), case.layout, case.part, overset.problems)

    def remedy_faults(self, length: str, layout: str, part: str, problems: Iterable[Problem]) -> list[str]:
        """Whether each problem names a section that must be shorter.

        Whoever leaves out what is named, and what is named then, gets a leaflet that fits; and with any one of those
        sections back it does not, so none was named for nothing.
        """
        words, _ = self.at(length)
        named, left_out = titles(words, problems), set[str]()
        while named:
            if "" in named or named & left_out:
                return [f"names no section that is there: {problem}" for problem in problems]
            left_out |= named
            named = self._named_without(left_out, length, layout, part)
        needless = [one for one in left_out if not self._named_without(left_out - {one}, length, layout, part)]
        return [f"{title} is named, and need not be shorter" for title in sorted(needless)]

    def _named_without(self, left_out: set[str], length: str, layout: str, part: str) -> set[str]:
        """The sections that typesetting names when some others are left out; none when the words fit."""
        words, press = self.at(length)
        shorter = words.without(left_out, self.folder / "shorter")
        press = replace(press, content=handouts.load(shorter.folder))
        return titles(shorter, self._overset(shorter, press, layout, part))


def titles(words: Project, problems: Iterable[Problem]) -> set[str]:
    """The titles of the sections that problems name; of a problem that names none, nothing."""
    there = {section["title"] for section in words.sections}
    lines = {words.line(problem.place) if problem.place.file == "content.yaml" else "" for problem in problems}
    return {title if title in there else "" for title in (line.removeprefix("- title: ") for line in lines)}
