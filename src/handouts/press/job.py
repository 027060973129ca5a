"""A job: one leaflet to be made, named by what tells it apart from every other."""

from __future__ import annotations

from dataclasses import dataclass

#: The fields with a usual value, which file names and talk leave out.
USUAL = {"edition": "standard", "part": "all", "use": "office"}

#: Who prints it: the office page by page, or on the sheets of a booklet or of cards; or a print shop on its press; or
#: nobody, as it is mailed.
OFFICE, IMPOSED, PRESS, MAIL = "office", "imposed", "press", "mail"

#: For whom leaflets may be asked; imposed sheets come beside the office's own.
USES = (OFFICE, PRESS)

#: What stands between the treatments of a bundle in its name; no slug holds it.
BOUND = "+"


@dataclass(frozen=True, slots=True, order=True)
class Job:
    """One leaflet for one clinic. Every field is a name; together they are the key of everything made for it.

    ``edition`` is how it is coloured, ``part`` which sections it shows (all, or those before or after the treatment)
    and ``use`` who prints it and how: the office page by page, or ``imposed`` on larger sheets, or a print
    shop on its ``press``; or that it goes out by ``mail``.
    """

    treatment: str
    clinic: str
    language: str
    layout: str
    edition: str = USUAL["edition"]
    part: str = USUAL["part"]
    use: str = USUAL["use"]

    @property
    def treatments(self) -> tuple[str, ...]:
        """The slugs of its treatments: one, or several in a bundle."""
        return tuple(self.treatment.split(BOUND))

    @property
    def is_bundle(self) -> bool:
        """Whether it holds several treatments."""
        return BOUND in self.treatment

    def __str__(self) -> str:
        unusual = (getattr(self, name) for name, usual in USUAL.items() if getattr(self, name) != usual)
        return " ".join((self.treatment, self.clinic, self.language, self.layout, *unusual))
