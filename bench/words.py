"""The words of the benchmark's leaflets: the sample's, made longer, and told of ten made-up treatments.

They are there to be set in type, not to be read: nobody has checked them, and every leaflet says so.
"""

from __future__ import annotations

import re
from copy import deepcopy
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import yaml

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from bench.subject import Treatment

#: What the program prints of its own accord in an English leaflet of two sides.
PHRASES: Final = {
    "also_called": "Also called",
    "do": "Do",
    "avoid": "Avoid",
    "emergency": "In an emergency, call",
    "booking": "Book or ask a question",
    "scan": "Scan with your phone camera",
    "sources": "Sources",
    "notice": "Sample text, not clinically reviewed",
    "code_of": "QR code that opens",
    "logo_of": "Logo of",
}

_VERSION: Final = "1.0"


@dataclass(frozen=True, slots=True)
class _Kind:
    """What one made-up treatment says in place of the sample's words."""

    slug: str
    title: str
    also_called: str
    tool: str
    device: str
    area: str


_KINDS: Final = (
    _Kind("microneedling", "Microneedling", "collagen induction therapy", "needles", "device", "skin"),
    _Kind("amber", "Amber rolling", "warm amber therapy", "rollers", "handpiece", "cheeks"),
    _Kind("birch", "Birch brushing", "silver birch ritual", "brushes", "frame", "legs"),
    _Kind("cedar", "Cedar combing", "cedar line therapy", "combs", "holder", "scalp"),
    _Kind("dune", "Dune polishing", "fine sand ritual", "pads", "turntable", "heels"),
    _Kind("ember", "Ember lighting", "low red light therapy", "lamps", "panel", "brow"),
    _Kind("fjord", "Fjord misting", "cold mist therapy", "sprays", "nozzle", "hands"),
    _Kind("grove", "Grove pressing", "leaf press ritual", "leaves", "clamp", "arms"),
    _Kind("heron", "Heron feathering", "feather touch therapy", "feathers", "wand", "neck"),
    _Kind("iris", "Iris beading", "glass bead ritual", "beads", "tray", "back"),
)

#: How many treatments there are.
MOST: Final = len(_KINDS)

#: What is added to the first text, to the steps and benefits in turn, to what to do and to leave, and to ask.
_TEXT: Final = (
    "Most people come three or four times, some weeks apart. We look at your skin before each visit, and tell you when"
    " it is wiser to wait."
)
_STEPS: Final = (
    "We wash it off before we begin.",
    "You tell us at any time when it is too much.",
    "We cool your skin and go through what to do at home.",
)
_BENEFITS: Final = (
    "The change comes slowly and lasts for months.",
    "Old ones need more visits.",
    "Shade keeps it even for longer.",
    "They do not close for good.",
    "Ask us which suit your skin.",
)
_DO: Final = (
    "Wash your skin with cool water, and pat it dry.",
    "Wear loose, soft clothes.",
)
_AVOID: Final = ("Make-up, saunas and heavy sport for some days.",)
_QUESTIONS: Final = {
    "When will I see a change?": "Skin renews slowly. We take a picture at each visit, so that you can judge.",
    "May I come with a rash?": "Ring us first. We would rather find you another day.",
}


def treatments(sample: Path, count: int = MOST) -> dict[str, Treatment]:
    """The first ``count`` treatments, made from the first one of the content file at ``sample``."""
    said = yaml.load(sample.read_text(encoding="utf-8"), yaml.BaseLoader)["treatments"]  # noqa: S506 - makes only text
    base = _longer(next(iter(said.values())))
    return {kind.slug: _told(base, kind, number) for number, kind in enumerate(_KINDS[:count])}


def _longer(treatment: Mapping[str, Any]) -> Treatment:
    """The sample's treatment with more to do, to leave and to ask: about as many words as two sides hold."""
    sections = [_longer_section(section) for section in treatment["sections"]]
    questions = [{"ask": ask, "answer": answer} for ask, answer in _QUESTIONS.items()]
    sections.insert(-2, {"title": "Questions", "questions": questions})
    about = {**treatment["about"], "version": _VERSION, "reviewed": "2026-03-01", "review_due": "2028-03-01"}
    return {key: value for key, value in treatment.items() if key != "picture"} | {
        "sections": sections,
        "about": about,
    }


def _longer_section(section: Mapping[str, Any]) -> dict[str, Any]:
    match section:
        case {"text": text}:
            return {**section, "text": f"{text.strip()} {_TEXT}"}
        case {"steps": items}:
            return {**section, "steps": _each_longer(items, _STEPS)}
        case {"benefits": items}:
            return {**section, "benefits": _each_longer(items, _BENEFITS)}
        case {"do": do, "avoid": avoid}:
            return {**section, "do": [*do, *_DO], "avoid": [*avoid, *_AVOID]}
        case _:
            return dict(section)


def _each_longer(items: Iterable[Mapping[str, str]], more: Iterable[str]) -> list[dict[str, str]]:
    return [{**item, "text": f"{item['text']} {added}"} for item, added in zip(items, more, strict=True)]


def _told(base: Treatment, kind: _Kind, number: int) -> Treatment:
    """The same words told of another treatment; lists whose order means nothing start at another item."""
    words = {"needles": kind.tool, "device": kind.device, "skin": kind.area, "Microneedling": kind.title}
    told: Treatment = _replaced(base, re.compile(rf"\b({'|'.join(words)})\b"), words)
    told["about"] = deepcopy(base["about"])  # what was read for the words keeps its title
    told["also_called"] = kind.also_called
    for section in told["sections"]:
        for name in ("benefits", "points", "do", "avoid", "questions"):
            if name in section:
                start = number % len(section[name])
                section[name] = section[name][start:] + section[name][:start]
    return told


def _replaced(value: Any, pattern: re.Pattern[str], words: Mapping[str, str]) -> Any:  # noqa: ANN401 - any plain data
    if isinstance(value, str):
        return pattern.sub(lambda found: words[found[0]], value.strip())
    if isinstance(value, dict):
        return {
            key: inner if key in {"icon", "id", "part", "source"} else _replaced(inner, pattern, words)
            for key, inner in value.items()
        }
    return [_replaced(inner, pattern, words) for inner in value] if isinstance(value, list) else value
