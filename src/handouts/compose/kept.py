"""What is kept between leaflets of one run, as it is the same in many."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from handouts.compose.facts import details, facts
from handouts.compose.imprint import compose_imprint, rebooked
from handouts.compose.values import asked, changed, changes_of
from handouts.memo import Memo, Same

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from handouts.compose.values import Asked
    from handouts.compose.voice import Voice
    from handouts.content.clinic import Clinic
    from handouts.content.treatment import Treatment
    from handouts.document.elements import Imprint, Node


@dataclass(frozen=True, slots=True)
class Kept:
    """Clinics' details and parts, treatments with a clinic's changes, placeholders, titles as plain text."""

    details: Memo[dict[str, tuple[Node, ...]]] = field(default_factory=partial(Memo, 64))
    parts: Memo[Imprint] = field(default_factory=partial(Memo, 64))
    titles: Memo[str] = field(default_factory=partial(Memo, 256))
    changed: Memo[Treatment] = field(default_factory=partial(Memo, 64))
    asked: Memo[Asked] = field(default_factory=partial(Memo, 64))

    def treatment(self, whole: Treatment, clinic: Clinic, language: str) -> Treatment:
        """A treatment as a clinic prints it: the same one for all clinics that change the same words."""
        changes = changes_of(whole, clinic, language)
        if not changes:
            return whole
        return self.changed.get((Same(whole), changes), lambda: changed(whole, changes))

    def several(self, treatments: Sequence[Treatment]) -> Treatment:
        """What speaks for several treatments at once: the first one, under the names of all."""
        slug = "+".join(one.slug for one in treatments)
        return self.changed.get((Same(treatments[0]), slug), lambda: treatments[0].model_copy(update={"slug": slug}))

    def asking(self, treatment: Treatment) -> Asked:
        """The placeholders in a treatment's words."""
        return self.asked.get(Same(treatment), lambda: asked(treatment))

    def imprint(
        self, clinic: Clinic, known: Mapping[str, tuple[Node, ...]], voice: Voice, shows: tuple[str, ...], *, call: bool
    ) -> Imprint:
        """The clinic's parts."""
        make = partial(compose_imprint, clinic, known, voice, shows=shows, has_call=call)
        return rebooked(self.parts.get((Same(clinic), voice.locale.code, voice.lang, shows, call), make), known)

    def known(self, clinic: Clinic, treatment: str | None, voice: Voice) -> dict[str, tuple[Node, ...]]:
        """The facts of a clinic."""
        key = (Same(clinic), voice.locale.code, voice.lang)
        return facts(clinic, treatment, voice, self.details.get(key, lambda: details(clinic, voice)))

    def text(self, voice: Voice, words: str) -> str:
        """Words as plain text, in the voice of a language that knows no values."""
        if voice.values:
            return voice.text(words)
        return self.titles.get((words, voice.locale.code), lambda: voice.text(words))
