"""How hard English words are to read: two formulas, over a count of syllables by rules and a few exceptions."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

#: Three syllables and more make a word hard (McLaughlin 1969).
_MANY: Final = 3

_VOWELS = re.compile(r"[aeiouy]+")

#: Neighbours that are two syllables in most words: cre-ate, gi-ant, vari-ous, do-ing, usu-al.
_APART = re.compile(
    r"ia(?!l\b|n\b|lly\b|ge)|(?<![cgst])ia[ln]\b|(?<![cgstx])io(?!n)|io(?=l|d)|iu|eo(?!us|n\b)|[aeiouy]ing|ua[lt]"
    r"|(?<!q)ui(?=t[iy])|(?<=[aeiou])y[aeo](?!d)|rea(?=t[eio])|\bre[aeiu](?=[cns]t)|io(?=us\b)(?<=[dnrv]io)|ie(?=t)"
    r"|(?<=[^aeioug])ue(?=l|t)|uou|oe(?=t)|[^aeiou]ier\b|ii"
)
#: An e that is written and not spoken: at the end, before -s and -d, and before -ly, -ment, -ful, -less, -ness.
_SILENT = re.compile(
    r"(?<=[^aeiouyl])e$|(?<=[aeiouy])le$|(?<=[aeiouy][aeiouy])e$|(?<=[^aeioutdl])ed$|(?<=[aeiouyrl]l)ed$"
    r"|(?<=[^aeiouyscxzghl])es$|(?<=[aeiouyrl]l)es$|(?<=[tp]h)es$|(?<=[^aeiou][^aeiouylr])e(?=ly$|ment|ful|less|ness|some)"
    r"|(?<=[aeiou][^aeiou])e(?=ly$|ment|ful|less|ness|some)"
)

#: Words of leaflets that no rule gets right.
_EXCEPTIONS: Final = {
    "acne": 2,
    "ageing": 2,
    "area": 3,
    "areas": 3,
    "being": 2,
    "business": 2,
    "client": 2,
    "clients": 2,
    "clothes": 1,
    "diabetes": 4,
    "different": 3,
    "every": 2,
    "everyone": 3,
    "everything": 3,
    "evening": 2,
    "experience": 4,
    "experienced": 4,
    "fluid": 2,
    "fluids": 2,
    "ideal": 3,
    "lion": 2,
    "poem": 2,
    "retinoid": 4,
    "retinoids": 4,
    "ruin": 2,
    "technique": 2,
    "techniques": 2,
    "theatre": 3,
    "treated": 2,
    "untreated": 3,
    "eye": 1,
    "eyes": 1,
    "idea": 3,
    "people": 2,
    "science": 2,
    "someone": 2,
    "something": 2,
    "sometimes": 2,
    "somewhere": 2,
    "anywhere": 3,
    "everywhere": 3,
    "diet": 2,
    "quiet": 2,
    "patient": 2,
    "patients": 2,
    "vegetable": 4,
}


@dataclass(frozen=True, slots=True)
class Grades:
    """School years that it takes, of the United States: by two formulas, and what went into them."""

    flesch_kincaid: float
    smog: float
    words: int
    sentences: int


def syllables(word: str) -> int:
    """How many syllables an English word has; a number counts as one, a compound as its parts."""
    parts = re.findall(r"[a-z]+", re.sub(r"['\u2019]", "", word.lower()))
    return max(1, sum(map(_part, parts)))


def _part(word: str) -> int:
    if word in _EXCEPTIONS:
        return _EXCEPTIONS[word]
    count = len(_VOWELS.findall(word)) + len(_APART.findall(word))
    if len(_VOWELS.findall(word)) > 1 and _SILENT.search(word):
        count -= 1
    if word.endswith(("sm", "thm")):
        count += 1
    return max(1, count)


def _weighed(word: str) -> tuple[int, bool]:
    """How many syllables a word has, and whether it is hard: "softer-looking" is as easy as its two words."""
    count = syllables(word)
    return count, count >= _MANY and any(syllables(part) >= _MANY for part in re.split("[-\u2010\u2011]", word))


def flesch_kincaid(words: float, sentences: float, syllable_count: float) -> float:
    """The Flesch-Kincaid grade level (Kincaid and others, US Navy report 8-75, 1975)."""
    return 0.39 * words / sentences + 11.8 * syllable_count / words - 15.59


def smog(hard: float, sentences: float) -> float:
    """The SMOG grade of a text with so many words of three syllables or more (McLaughlin 1969)."""
    return 1.0430 * math.sqrt(30 * hard / sentences) + 3.1291


def grades(sentences: Iterable[tuple[str, ...]], easy: frozenset[str] = frozenset()) -> Grades | None:
    """The grades of sentences; None where there are no words.

    ``easy`` words, in small letters, count as words that anybody knows: names, and terms that the text explains.
    """
    known: dict[str, tuple[int, bool]] = {}
    total = count = hard = lines = 0
    for sentence in sentences:
        lines += 1
        for word in sentence:
            plain = word.lower()
            if plain not in known:
                known[plain] = (1, False) if plain in easy else _weighed(plain)
            count += known[plain][0]
            hard += known[plain][1]
            total += 1
    if not total:
        return None
    return Grades(flesch_kincaid(total, lines, count), smog(hard, lines), total, lines)
