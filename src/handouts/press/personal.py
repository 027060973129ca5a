"""Leaflets to mail: for one treatment, clinic and layout, each made out to one client, in memory only."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from handouts.compose import personal
from handouts.errors import ContentInvalid, FindingsStand, GlyphsMissing, Overset, Place, Problem
from handouts.press.job import MAIL
from handouts.press.looking import Looking
from handouts.press.plan import one
from handouts.press.run import run
from handouts.press.stages import Press

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from handouts.compose.personal import Said
    from handouts.content.content import Content
    from handouts.content.treatment import Treatment
    from handouts.press.job import Job


@dataclass(frozen=True, slots=True)
class Leaflets:
    """What is mailed of one treatment by one clinic. Leaflets that say nothing of a client are made once a language."""

    press: Press
    job: Job

    @classmethod
    def of(
        cls,
        content: Content,
        treatment: str,
        clinic: str,
        *,
        layout: str | None = None,
        part: str = "all",
        today: date | None = None,
    ) -> Leaflets:
        """Leaflets in a layout, the clinic's first if none is named. With ``today``, looked over as on that day.

        Raises:
            UnknownName: a name is not in the files.
            ContentInvalid: the clinic lists a layout or a language that is not there.
            FindingsStand: rules keep the leaflet from being made.
        """
        job = one(content, treatment, clinic=clinic, layout=layout)
        made = cls(Press(content), replace(job, part=part, use=MAIL))
        if today is None:
            return made
        looking = Looking.over(content, today)
        jobs = (replace(job, language=language) for language in made.languages)
        found = dict.fromkeys(problem for each in jobs for problem in looking.errors(each))
        if found:
            raise FindingsStand(found)
        return replace(made, press=Press(content, overdue=looking.overdue))

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages that the clinic gives this leaflet in; the one that is taken where none is said goes first."""
        listed = map(str, self.press.content.clinics[self.job.clinic].languages)
        others = (code for code in listed if self.press.content.has(self.job.treatment, code))
        return tuple(dict.fromkeys((self.job.language, *others)))

    def words(self, language: str) -> Treatment:
        """The words in one of them."""
        return self.press.content.treatment(self.job.treatment, language)

    @property
    def treatment(self) -> Treatment:
        """The words."""
        return self.press.content.treatment(self.job.treatment, self.job.language)

    def check(self, names: Iterable[str], place: Place) -> None:
        """See that the leaflet has a place for each field that is said of some client.

        Args:
            names: the fields.
            place: where they are said.

        Raises:
            ContentInvalid: it has none for some, or one that would put a client's words into the file's bookmarks.
        """
        wanted = tuple(names)
        shows = tuple(map(str, self.press.ticket(self.job).layout.shows))
        problems = [
            Problem(
                place,
                f'The leaflet has no place for "{name}": none of its words hold {{{name}}}. Add it there, or'
                " take the column out.",
            )
            for name in personal.unplaced(self.treatment, wanted, shows)
        ]
        if wanted:
            problems += personal.in_headings(self.treatment)
        if problems:
            raise ContentInvalid(problems)

    def pdf(self, language: str, said: Said = (), place: Place | None = None) -> bytes:
        """The leaflet for one client.

        Args:
            language: its language.
            said: what it says of the client, by the names of fields; days and times as they are typed.
            place: where that stands, for problems, which never repeat it.

        Raises:
            ContentInvalid: some words or pictures cannot be shown, or what is said of the client cannot be.
            Overset: the words do not fit the layout, even with nothing said of a client.
        """
        job = replace(self.job, language=language)
        if not said:
            return run(job, self.press).data
        country = self.press.content.clinics[job.clinic].country
        try:
            return run(
                job, self.press, personal.printed(said, self.treatment.fields, self.press.locale(language), country)
            ).data
        except GlyphsMissing:
            why = "a letter or sign in it is in no font at hand. Write it in other letters."
        except Overset:
            why = "it is too long for the leaflet. Shorten it, or choose a layout with more room."
        except ContentInvalid:
            why = "it cannot be printed as it is."
        run(job, self.press)  # which fails for reasons of its own, told with their places, if there are any
        raise ContentInvalid([Problem(place or Place("clients"), f"What is said of this client: {why}")])
