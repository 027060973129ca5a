"""The sample leaflet says every fact of its source article, and nothing that its sources do not bear out."""

from __future__ import annotations

import copy
import re
from typing import TYPE_CHECKING, Any

import pytest
import yaml

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

#: F-number, where the fact stands in content.yaml (a section goes by its id, or by its kind), and terms that it needs.
FACTS: list[tuple[str, str, list[str]]] = [
    ("F1", "also_called", ["collagen induction therapy"]),
    ("F2", "text", ["device", "fine", "sterile", "needles", "controlled", "injuries", "surface"]),
    ("F3", "text", ["body", "heals", "making more collagen", "elastin"]),
    ("F4", "text", ["proteins", "firm", "elastic"]),
    ("F5", "text", ["non-surgical", "signs of ageing", "other skin concerns"]),
    ("F6", "steps/steps/1", ["licensed skincare professional", "dermatologist"]),
    ("F7", "steps/steps/1", ["moves the device", "over each area"]),
    ("F8", "steps/steps/2", ["tiny channels", "prompt your skin to renew itself"]),
    ("F9", "steps/steps/0", ["usually easy to bear"]),
    ("F10", "steps/steps/0", ["numbing cream", "helps keep discomfort small"]),
    ("F11", "benefits/benefits/0", ["collagen boost", "texture", "firmness", "fewer fine lines", "wrinkles"]),
    ("F12", "benefits/benefits/1", ["acne", "surgical scars", "show less", "new, healthy skin grows"]),
    ("F13", "benefits/benefits/2", ["even tone", "dark patches", "sun damage", "age spots"]),
    ("F14", "benefits/benefits/3", ["smaller-looking pores", "complexion", "smoother"]),
    ("F15", "benefits/benefits/4", ["absorption", "skincare products", "may", "tiny channels"]),
    ("F16", "points/points/0", ["generally considered safe", "points", "in mind"]),
    ("F17", "points/points/1", ["licensed", "experienced", "technique", "hygiene"]),
    ("F18", "aftercare/title", ["after your treatment"]),
    ("F18", "aftercare/do", ["more sensitive to the sun", "high-spf sunscreen", "regularly"]),
    ("F19", "aftercare/avoid", ["harsh", "retinoids", "acids", "straight after treatment", "may irritate skin"]),
    ("F20", "points/points/2", ["any cosmetic treatment", "skincare professional", "suits you"]),
]

KINDS = ["text", "steps", "benefits", "points", "do", "avoid", "call_us_if", "questions"]
#: Keys whose values are names and dates, not words that people read.
SILENT = {"icon", "id", "part", "editable_by_clinic", "source", "picture", "about"}

#: A leaflet never promises a result (source-facts: "Nothing is presented as a promise of results").
PROMISES = re.compile(
    r"\b(guarantee\w*|will|cures?|cured|permanent\w*|always|never|proven|erases?|removes?|eliminates?|miracle|perfect\w*"
    r"|best|flawless|risk-free|painless\w*|pain-free|instant\w*|certain\w*|completely|ensures?|works)\b",
    re.IGNORECASE,
)


@pytest.fixture(scope="module")
def words(repository: Path) -> dict[str, Any]:
    raw = (repository / "content.yaml").read_text(encoding="utf-8")
    found: dict[str, Any] = yaml.load(raw, yaml.BaseLoader)["treatments"]["microneedling"]  # noqa: S506 - text only
    return found


def section(words: dict[str, Any], name: str) -> dict[str, Any]:
    found: dict[str, Any] = next(
        one for one in words["sections"] if name == one.get("id", next(kind for kind in KINDS if kind in one))
    )
    return found


def at(words: dict[str, Any], path: str) -> str:
    """All words that stand at a path, in order."""
    first, *rest = path.split("/")
    value: Any = words[first] if first in words else section(words, first)
    for step in rest:
        value = value[int(step)] if step.isdigit() else value[step]
    return " ".join(read_words(value))


def read_words(value: Any) -> Iterator[str]:  # noqa: ANN401 - raw YAML
    if isinstance(value, dict):
        for key, item in value.items():
            if key not in SILENT:
                yield from read_words(item)
    elif isinstance(value, list):
        for item in value:
            yield from read_words(item)
    else:
        yield " ".join(value.split())


def missing(words: dict[str, Any]) -> list[tuple[str, str]]:
    return [(fact, term) for fact, path, terms in FACTS for term in terms if term not in at(words, path).lower()]


def sentences(words: dict[str, Any]) -> list[str]:
    found = [sentence for line in read_words(words) for sentence in re.split(r"(?<=[.!?])\s+", line)]
    return [sentence for sentence in found if sentence]


def test_no_fact_is_missing(words: dict[str, Any]) -> None:
    assert missing(words) == []


def test_the_table_names_all_twenty_facts() -> None:
    assert {fact for fact, _, _ in FACTS} == {f"F{number}" for number in range(1, 21)}


@pytest.mark.parametrize(("fact", "path", "terms"), FACTS, ids=[f"{fact}-{path}" for fact, path, _ in FACTS])
def test_the_table_would_notice_a_fact_that_goes_missing(
    words: dict[str, Any], fact: str, path: str, terms: list[str]
) -> None:
    changed = copy.deepcopy(words)
    first, *rest = path.split("/")
    holder: Any = changed if first in changed else section(changed, first)
    keys = [first, *rest] if first in changed else (rest or ["text"])
    for key in keys[:-1]:
        holder = holder[int(key)] if key.isdigit() else holder[key]
    holder[int(keys[-1]) if keys[-1].isdigit() else keys[-1]] = "Other words"
    assert {(fact, term) for term in terms} <= set(missing(changed))


def test_nothing_is_promised(words: dict[str, Any]) -> None:
    assert [sentence for sentence in sentences(words) if PROMISES.search(sentence)] == []


@pytest.mark.parametrize("promise", ["It will work.", "Guaranteed results.", "Painless and permanent."])
def test_a_promise_would_be_noticed(promise: str) -> None:
    assert PROMISES.search(promise)


def test_every_benefit_is_hedged_or_about_looks(words: dict[str, Any]) -> None:
    texts = [benefit["text"] for benefit in section(words, "benefits")["benefits"]]
    assert [text for text in texts if not re.search(r"\b(can|may)\b", text, re.IGNORECASE)] == []
    assert section(words, "benefits")["note"] == "Results differ from person to person."


def test_sentences_are_short_and_words_are_plain(words: dict[str, Any]) -> None:
    lengths = [len(sentence.split()) for sentence in sentences(words)]
    assert max(lengths) <= 20
    assert sum(lengths) / len(lengths) <= 12
    letters = [word for sentence in sentences(words) for word in re.findall(r"[A-Za-z]+", sentence)]
    assert sum(map(len, letters)) / len(letters) <= 5.2


def test_the_words_keep_to_the_measures_of_one_page(words: dict[str, Any]) -> None:
    benefits = section(words, "benefits")["benefits"]
    assert [benefit for benefit in benefits if len(benefit["name"]) > 24 or len(benefit["text"].split()) > 12] == []
    steps = section(words, "steps")["steps"]
    assert [step for step in steps if len(step["text"].split()) > 20] == []
    aftercare = section(words, "aftercare")
    counts = [len(steps), len(benefits), len(section(words, "points")["points"])]
    assert [*counts, len(aftercare["do"]), len(aftercare["avoid"])] == [3, 5, 3, 1, 1]
    assert 185 <= sum(len(text.split()) for text in read_words(words["sections"])) <= 275


def test_general_advice_can_be_changed_by_a_clinic_and_says_where_it_is_from(words: dict[str, Any]) -> None:
    advice = section(words, "call_us_if")
    assert advice["editable_by_clinic"] == "yes"
    assert advice["source"] == "fda-consumer"
    covered = {path.split("/")[0] for _, path, _ in FACTS}
    for one in words["sections"]:
        name = one.get("id", next(kind for kind in KINDS if kind in one))
        assert name in covered or one.get("editable_by_clinic") == "yes"


def test_only_the_sources_that_were_read_are_cited(words: dict[str, Any]) -> None:
    sources = words["about"]["sources"]
    assert {source["id"] for source in sources} == {"fda-devices", "fda-consumer", "cfr"}
    assert {source["seen"] for source in sources} == {"2026-11-23"}
    addresses = [source["link"] for source in sources if "link" in source]
    assert addresses == ["https://www.fda.gov/medical-devices/aesthetic-cosmetic-devices/microneedling-devices"], (
        "an address that nobody has read is not printed"
    )
    titles = " ".join(source["title"] for source in sources)
    for title in (
        "Microneedling Devices, US Food and Drug Administration",
        "Microneedling Devices: Getting to the Point on Benefits, Risks and Safety",
        "21 CFR 878.4430, Microneedling device for aesthetic use",
    ):
        assert title in titles
    cited = {one["source"] for one in words["sections"] if "source" in one}
    assert cited <= {source["id"] for source in sources}


def test_what_no_source_says_is_not_said(words: dict[str, Any]) -> None:
    said = " ".join(read_words(words)).lower()
    for term in ("radiofrequency", "deliver", "pregnan", "medicine", "hours", "weeks", "downtime", "redness lasts"):
        assert term not in said
    assert re.findall(r"\d", " ".join(read_words(words["sections"]))) == []


def test_the_sample_says_who_wrote_it_and_that_no_clinician_has_read_it(words: dict[str, Any]) -> None:
    about = {key: value for key, value in words["about"].items() if key != "sources"}
    assert about == {
        "version": "1.0",
        "author": "handouts project",
        "reviewed": "2026-03-01",
        "reviewed_by": "none",
        "review_due": "2028-03-01",
    }
