"""The two formulas and the count of syllables, against what others have published.

- Syllables: ten words chosen at random from a dictionary of syllables, printed in a course's task
  (github.com/Simonlee711/UCSC, CSE-30/as05). To be met exactly.
- Flesch-Kincaid by its parts: Green Eggs and Ham, 5.7 words a sentence and 1.02 syllables a word, grade -1.3
  (Wikipedia, as quoted at movingowee.blogspot.com, June 2007). To be met within rounding, 0.1.
- A whole text: a sentence by Robert Heinlein, grade 15 (robot_guy.blogspot.com, September 2010, which names no tool).
  Tools differ by a year or two in how they count syllables: within 2.
- SMOG by its definition (McLaughlin 1969): 30 hard words in 30 sentences are 3.1291 + 1.0430 x the root of 30.
"""

from __future__ import annotations

import re

import pytest

from handouts.preflight.grades import flesch_kincaid, grades, smog, syllables

PUBLISHED = (
    "un;he;do;nis;tic cel;e;bra;tive crunch;ing;ly ex;he;dra un;heed;ful de;plor;a;bil;i;ty sea;wards"
    " tet;ra;va;len;cy el;o;cu;tion do;lo;mit;iz;ing"
)

HEINLEIN = (
    "A human being should be able to change a diaper, plan an invasion, butcher a hog, conn a ship, design a building,"
    " write a sonnet, balance accounts, build a wall, set a bone, comfort the dying, take orders, give orders,"
    " cooperate, act alone, solve equations, analyze a new problem, pitch manure, program a computer, cook a tasty"
    " meal, fight efficiently, die gallantly. Specialization is for insects."
)

LEAFLET = (
    "the:1 skin:1 treat-ment:2 nee-dles:2 ti-ny:2 de-vice:2 sur-face:2 in-ju-ries:3 con-trolled:2 makes:1 safe:1"
    " ex-pe-ri-enced:4 li-censed:2 hy-giene:2 cos-met-ic:3 reg-u-lar-ly:4 in-fect-ed:3 wor-ries:2 pro-ce-dure:3"
    " bruis-es:2 used:1 lit-tle:2 ap-point-ment:3 safe-ly:2 move-ment:2 var-i-ous:3 med-i-ca-tion:4 al-ler-gy:3"
    " bleed-ing:2 days:1 ar-e-a:3 u-su-al-ly:4 quick-ly:2 scars:1 wrin-kles:2 sun-screen:2 heals:1 re-al-ly:3 rhythm:2"
    " di-a-be-tes:4 asth-ma:2 ac-ne:2 im-me-di-ate-ly:5 bac-te-ri-a:4 fa-cial:2 o-pin-ion:3 re-ac-tion:3"
)


@pytest.mark.parametrize("parts", PUBLISHED.split())
def test_published_words_have_their_published_syllables(parts: str) -> None:
    assert syllables(parts.replace(";", "")) == len(parts.split(";"))


def test_words_of_leaflets_are_counted_as_they_are_spoken() -> None:
    words = {word.replace("-", ""): int(count) for word, count in (each.split(":") for each in LEAFLET.split())}
    wrong = {word: syllables(word) for word, count in words.items() if syllables(word) != count}
    assert wrong in ({}, {"really": 2})  # two in most mouths, three in dictionaries


def test_the_formulas_give_what_was_published_for_their_parts() -> None:
    assert flesch_kincaid(5.7, 1, 5.7 * 1.02) == pytest.approx(-1.3, abs=0.1)
    assert smog(30, 30) == pytest.approx(8.84, abs=0.01)


def test_a_whole_text_comes_near_its_published_grade() -> None:
    found = grades(tuple(re.findall(r"\w+", each)) for each in HEINLEIN.split(". "))
    assert found is not None
    assert found.flesch_kincaid == pytest.approx(15, abs=2)


def test_names_and_compounds_of_easy_words_are_not_hard() -> None:
    hard = grades([("collagen", "renews")])
    easy = grades([("collagen", "renews")], frozenset({"collagen"}))
    assert hard is not None
    assert easy is not None
    assert hard.smog > easy.smog == grades([("softer-looking", "skin")]).smog  # type: ignore[union-attr]


def test_nothing_has_no_grade() -> None:
    assert grades([]) is None
