"""A leaflet made out to one client: in memory alone, until it is printed or saved."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from flask import Blueprint, Response, render_template, request

from handouts.compose.personal import fault_of
from handouts.errors import ContentInvalid, Overset, Place, Problem
from handouts.mail.values import CELL_LIMIT, tidied
from handouts.press.personal import Leaflets
from handouts.web.running import running
from handouts.web.words import asked

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from werkzeug.wrappers import Response as AnyResponse

    from handouts.compose.personal import Said
    from handouts.content.treatment import PersonalField
    from handouts.source.words import Words

PART: Final = Blueprint("clients", __name__)

#: What a form's field is called before its own name, so that no treatment's field takes that of another.
_BEFORE: Final = "field-"

_NEEDED: Final = "Nothing stands here, and the leaflet needs it."


@PART.post("/client")
def client() -> AnyResponse:
    """The PDF for one client. It is sent to the browser, which is told to keep no copy, and to nowhere else."""
    run = running()
    standing, content, choice = asked()
    leaflet = run.desk.leaflet(standing, choice.job)
    press = standing.press
    if press is None or not leaflet.pdf or leaflet.held:
        return Response(render_template("held.html", leaflet=leaflet, choice=choice), 409)
    fields = content.treatment(choice.treatment, choice.language).fields
    problems = list(_problems(fields))
    if not problems:
        said: Said = tuple((str(name), value) for name in fields if (value := tidied(_typed(str(name)))[0]))
        leaflets, place = Leaflets(press, choice.job), Place("this form")
        try:
            leaflets.check([name for name, _ in said], place)
            with run.desk.lock:
                data = leaflets.pdf(choice.language, said, place)
        except (ContentInvalid, Overset) as error:
            problems = list(error.problems)
        else:
            head = {"Content-Disposition": 'inline; filename="leaflet.pdf"'}
            return Response(data, content_type="application/pdf", headers=head)
    return Response(render_template("client.html", problems=problems, choice=choice), 422)


def _typed(name: str) -> str:
    """What was typed into a field; its lines run on."""
    return " ".join(request.form.get(_BEFORE + name, "").split())


def _problems(fields: Mapping[Words, PersonalField]) -> Iterator[Problem]:
    """What is wrong with the form, by the names of its fields; no value is repeated."""
    for name, declared in fields.items():
        value, fault = tidied(_typed(str(name)))
        if len(value) > CELL_LIMIT:
            fault = f"This is too long: {CELL_LIMIT} letters are the most."
        if not value and declared.required:
            fault = _NEEDED
        fault = fault or (fault_of(declared, value) if value else None)
        if fault is not None:
            yield Problem(Place(str(name).replace("_", " ")), fault)
