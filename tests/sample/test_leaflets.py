from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import yaml
from test_facts import FACTS

from oracle import oracle_words

if TYPE_CHECKING:
    from pathlib import Path

LEAFLETS = [
    ("alder", "a4"),
    ("alder", "a4-two-sided"),
    ("bayview", "letter"),
    ("bayview", "letter-two-sided"),
    ("alder-st-catherine", "a4"),
    ("alder-st-catherine", "a4-two-sided"),
]


@pytest.mark.parametrize(("clinic", "layout"), LEAFLETS)
def test_every_leaflet_shows_every_fact_and_says_that_it_is_a_sample(
    clinic: str, layout: str, repository: Path
) -> None:
    raw = yaml.load((repository / "layouts" / f"{layout}.yaml").read_text(encoding="utf-8"), yaml.BaseLoader)  # noqa: S506 - text only
    content = (repository / "content.yaml").read_text(encoding="utf-8")
    clinics = (repository / "clinics.yaml").read_text(encoding="utf-8")
    words = oracle_words(content, clinics, "microneedling", clinic, "en", raw["shows"], layout)
    said = " ".join(words).lower()
    assert [(fact, term) for fact, _, terms in FACTS for term in terms if term not in said] == []
    assert "sample text, not clinically reviewed" in said
