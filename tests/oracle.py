"""The independent oracle: which words a leaflet must hold, in order, straight from the raw YAML.

It never imports ``compose``, ``blocks`` or ``document``: it reads the files as plain text with PyYAML, follows the
layout's list of fields, and adds the phrases of the locale's file. What it says is compared with the tag tree of a
composed document, and of a finished PDF.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml
from babel.dates import format_date

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

LOCALES = Path(__file__).parents[1] / "src" / "handouts" / "locales"

_MASTHEAD = ["clinic.logo", "clinic.name"]
_CALL = ["clinic.phone", "clinic.out_of_hours", "clinic.emergency"]
_CONTACT = ["clinic.address", "clinic.hours", "clinic.email", "clinic.website", "clinic.small_print"]
_ABOUT = ["version", "reviewed", "reviewed_by", "review_due", "author", "code"]

_PLAIN = str.maketrans(
    {
        **dict.fromkeys("\u201c\u201d\u201e\u00ab\u00bb\u201f", '"'),
        **dict.fromkeys("\u2018\u2019\u201a\u201b\u2039\u203a", "'"),
        **dict.fromkeys("\u2010\u2011\u2013\u2014", "-"),
        **dict.fromkeys("\u00a0\u202f", " "),
        **dict.fromkeys("\u00ad\u200b\u2060", ""),
        "\u2026": "...",
    }
)


def normalised(text: str) -> str:
    """The text without what typography may change: quotes, dashes, ellipses, kinds of space, composed letters."""
    return unicodedata.normalize("NFC", text).translate(_PLAIN)


def words_of(blocks: Iterable[str]) -> list[str]:
    """The words of blocks of text (paragraphs, headings, labels), each of which starts a word of its own."""
    return [word for block in blocks for word in normalised(block).split()]


def oracle_words(
    content_yaml: str,
    clinics_yaml: str,
    treatment: str,
    clinic: str,
    language: str,
    shows: Sequence[str],
    layout: str,
    *,
    edition: str = "standard",
    part: str = "all",
    leaves_out: Collection[str] = (),
) -> list[str]:
    """The words of one leaflet in reading order.

    Args:
        content_yaml: the text of content.yaml, in the leaflet's language.
        clinics_yaml: the text of clinics.yaml.
        treatment: a slug.
        clinic: a slug.
        language: a BCP 47 code.
        shows: the layout's list of fields.
        layout: its name.
        edition: the edition's name.
        part: which sections: before, after or all.
        leaves_out: the kinds of section that the layout leaves out.
    """
    content = yaml.load(content_yaml, yaml.BaseLoader)  # noqa: S506 - BaseLoader makes nothing but text
    clinics = yaml.load(clinics_yaml, yaml.BaseLoader)  # noqa: S506 - same
    raw = (LOCALES / f"{language}.yaml").read_text(encoding="utf-8")
    words = content["treatments"][treatment]
    words = words | {"sections": [each for each in words["sections"] if kind_of(each) not in leaves_out]}
    leaflet = _Leaflet(
        words=words,
        clinic=_clinic(clinics, clinic),
        locale=yaml.load(raw, yaml.BaseLoader),  # noqa: S506 - same
        names={"treatment": treatment, "clinic": clinic, "language": language},
        shows=shows,
        leaves_out=leaves_out,
    )
    unusual = [*([edition] if edition != "standard" else []), *([part] if part != "all" else [])]
    code = [treatment, words["about"]["version"], language, layout, *unusual]
    return words_of(leaflet.blocks(" ".join(code), part))


def kind_of(section: dict[str, Any]) -> str:
    """The kind of a section of raw YAML, by the key that only it has."""
    kinds = ("text", "steps", "benefits", "points", "call_us_if", "questions")
    return next((kind for kind in kinds if kind in section), "do_avoid")


def _clinic(clinics: dict[str, Any], slug: str) -> dict[str, Any]:
    chain = [clinics["clinics"][slug]]
    while "same_as" in chain[-1]:
        chain.append(clinics["clinics"][chain[-1]["same_as"]])
    merged = dict(clinics.get("defaults", {}))
    for one in reversed(chain):
        for key, value in one.items():
            deep = key in {"words", "values", "changes"}
            merged[key] = _deeper(merged.get(key), value) if deep else value
    return merged


def _deeper(below: Any, above: Any) -> Any:  # noqa: ANN401 - raw YAML
    if not (isinstance(below, dict) and isinstance(above, dict)):
        return above
    return below | {key: _deeper(below.get(key), value) for key, value in above.items()}


_WRITE_IN = ("appointment_when", "appointment_with", "appointment_ask")


class _Leaflet:
    """One treatment, one clinic, one language, all of them raw."""

    def __init__(
        self,
        words: dict[str, Any],
        clinic: dict[str, Any],
        locale: dict[str, Any],
        names: dict[str, str],
        shows: Sequence[str],
        leaves_out: Collection[str] = (),
    ) -> None:
        self.words, self.clinic, self.locale, self.names, self.shows = words, clinic, locale, names, shows
        self.has_call = "sections" in shows and "call_us_if" not in leaves_out
        self.phrases = locale["phrases"]
        self.local = clinic.get("words", {}).get(names["language"], {})

    def blocks(self, code: str, part: str) -> Iterator[str]:
        """One text for each paragraph, heading and label."""
        sections = [s for s in self.words["sections"] if part == "all" or s.get("part", "both") in {"both", part}]
        contact = _CONTACT if self.has_call else _CALL + _CONTACT
        done: set[str] = set()
        for field in self.shows:
            group = next((g[0] for g in (_MASTHEAD, contact, _ABOUT) if field in g), field)
            if group in done:
                continue
            done.add(group)
            if field in _MASTHEAD:
                yield from [self.plain(self.clinic["name"])] if "clinic.name" in self.shows else []
            elif field in contact:
                yield from self._facts(contact)
            elif field in _ABOUT:
                yield self._about(code)
            elif field == "sections":
                yield from self._sections(sections)
            elif field not in _CALL:
                yield from self._single(field, part)

    def _single(self, field: str, part: str) -> Iterator[str]:
        about = self.words["about"]
        also_called = "also_called" in self.shows and "also_called" in self.words
        said = [self.phrases[f"part_{part}"]] if part != "all" else []
        if field in {"title", "summary"}:
            yield self.plain(self.words.get(field, ""))
            yield from said if field == "title" and not also_called else []
        elif field == "also_called" and also_called:
            name = self.phrases[field].replace("{name}", self.plain(self.words[field]))
            yield self.phrases["separator"].join([*said, name])
        elif field == "clinic.booking" and "booking" in self.clinic:
            yield from (self.phrases["booking"], self.phrases["scan"], self.clinic["booking"]["show"])
        elif field == "appointment":
            yield from (self.phrases[name] for name in ("appointment", *_WRITE_IN))
        elif field == "sources":
            titles = self.phrases["source_separator"].join(self.plain(source["title"]) for source in about["sources"])
            yield self.phrases["sources"].replace("{sources}", titles)
        elif field == "notice" and about["reviewed_by"] == "none":
            yield self.phrases["notice"]

    def _sections(self, sections: list[dict[str, Any]]) -> Iterator[str]:
        changes = self.clinic.get("changes", {}).get(self.names["treatment"], {}).get(self.names["language"], {})
        called = False
        for section in sections:
            yield self.plain(section["title"])
            kind = next(
                key
                for key in ("text", "steps", "benefits", "points", "call_us_if", "questions", "do", "avoid")
                if key in section
            )
            new = changes.get(section.get("id", kind))
            yield from getattr(self, f"_{'do_avoid' if kind in {'do', 'avoid'} else kind}")(
                section | {kind: new} if new else section
            )
            if kind == "call_us_if" and not called:
                called = True
                yield from self._facts(_CALL)
            if "note" in section:
                yield self.plain(section["note"])
        if self.has_call and not called and (numbers := list(self._facts(_CALL))):
            yield from (self.phrases["call_us"], *numbers)

    def _text(self, section: dict[str, Any], key: str = "text") -> Iterator[str]:
        yield from (self.plain(line) for line in section[key].splitlines() if line.strip())

    def _call_us_if(self, section: dict[str, Any]) -> Iterator[str]:
        yield from self._text(section, "call_us_if")

    def _steps(self, section: dict[str, Any]) -> Iterator[str]:
        for number, step in enumerate(section["steps"], start=1):
            name = self.plain(step["name"])
            closed = name if name.rstrip("'\")")[-1] in ".!?:…" else self.phrases["run_in"].replace("{name}", name)
            yield from (str(number), f"{closed} {self.plain(step['text'])}")

    def _benefits(self, section: dict[str, Any]) -> Iterator[str]:
        for benefit in section["benefits"]:
            yield from (self.plain(benefit["name"]), self.plain(benefit["text"]))

    def _points(self, section: dict[str, Any]) -> Iterator[str]:
        yield from map(self.plain, section["points"])

    def _do_avoid(self, section: dict[str, Any]) -> Iterator[str]:
        for key in ("do", "avoid"):
            if key in section:
                yield self.phrases[key]
                yield from map(self.plain, section[key])

    def _questions(self, section: dict[str, Any]) -> Iterator[str]:
        for question in section["questions"]:
            yield self.plain(question["ask"])
            yield from self._text(question, "answer")

    def _facts(self, fields: Sequence[str]) -> Iterator[str]:
        for field in self.shows:
            fact = self._fact(field) if field in fields else ""
            if not fact:
                continue
            if field == "clinic.out_of_hours":
                yield self.phrases["out_of_hours"].replace("{phone}", fact)
            elif field == "clinic.emergency":
                words = self._own("emergency")["text"]
                yield self.phrases["emergency"].replace("{text}", self.plain(words)).replace("{phone}", fact)
            else:
                yield fact

    def _own(self, key: str) -> Any:  # noqa: ANN401 - raw YAML
        return self.local.get(key, self.clinic.get(key))

    def _fact(self, field: str) -> str:
        key = field.removeprefix("clinic.")
        value = self._own(key)
        if not value:
            return ""
        if key == "booking":
            return str(value["show"])
        if key == "emergency":
            return str(value["phone"])
        if isinstance(value, list):
            return str(self.phrases["list_separator"].join(self.plain(line) for line in value))
        return self.plain(value)

    def _about(self, code: str) -> str:
        about = self.words["about"]
        said = []
        for field in self.shows:
            if field == "code":
                said.append(code)
            elif field == "version":
                said.append(self.phrases[field].replace("{version}", about[field]))
            elif field in {"reviewed", "review_due"}:
                phrase = "as_of" if field == "reviewed" and about["reviewed_by"] == "none" else field
                said.append(self.phrases[phrase].replace("{date}", self._month(about[field])))
            elif field == "author" or (field == "reviewed_by" and about[field] != "none"):
                said.append(self.phrases[field].replace("{name}", self.plain(about[field])))
        return str(self.phrases["separator"].join(said))

    def _month(self, day: str) -> str:
        return format_date(date.fromisoformat(day), self.locale["dates"], locale=self.names["language"])

    def plain(self, words: str) -> str:
        """Words without their marks, placeholders filled in."""
        words = re.sub(r"\[([^\]]*)\]\([^)\s]*\)", r"\1", " ".join(words.split()))
        words = re.sub(r"\*{1,3}(?=\S)(.+?)(?<=\S)\*{1,3}", r"\1", words)
        return re.sub(r"\{([a-z_.]+)\}", lambda found: self._value(found[1]), words)

    def _value(self, name: str) -> str:
        if name.startswith("clinic."):
            return self._fact(name)
        if name in self.words.get("fields", {}):
            return str(self.phrases["blank"])
        value = self.words["values"][name]
        own = self.clinic.get("values", {}).get(self.names["treatment"], {})
        number, unit = own.get(name, value["default"]), value.get("unit", "")
        if unit and self.names["language"] != "en":
            raise ValueError("the oracle knows units in English only")
        return f"{number} {unit.removesuffix('s') if number == '1' else unit}".strip()
