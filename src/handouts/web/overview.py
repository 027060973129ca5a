"""All leaflets as small pictures, and what is due for review and when."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from flask import Blueprint, Response, render_template, request

from handouts.press.reviews import reviews
from handouts.web.choosing import Chosen, chosen, languages, layouts
from handouts.web.running import running

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from werkzeug.wrappers import Response as AnyResponse

    from handouts.content.content import Content

PART: Final = Blueprint("overview", __name__)


@PART.get("/gallery")
def gallery() -> AnyResponse:
    """Every treatment in every layout, for one clinic."""
    standing = running().desk.standing()
    content = standing.content
    choice = chosen(content, request.args) if content else None
    if choice is None or content is None:
        return Response(render_template("broken.html", problems=standing.problems, mark=standing.mark))
    return Response(
        render_template(
            "gallery.html",
            mark=standing.mark,
            choice=choice,
            clinics={slug: str(each.name) for slug, each in content.clinics.items()},
            rows=list(_rows(content, choice, standing.shapes.titles)),
        )
    )


def _rows(
    content: Content, choice: Chosen, titles: Mapping[str, str]
) -> Iterator[tuple[str, list[tuple[str, Chosen]]]]:
    """The title of each treatment, with its layouts by their titles: those of the clinic first."""
    clinic = content.clinics[choice.clinic]
    there = layouts(content)
    names = dict.fromkeys((*(str(each) for each in clinic.layouts if each in there), *there))
    for slug in content.treatments:
        language = languages(content, clinic, slug)[0]
        cells = [(titles.get(each, each), Chosen(str(slug), clinic.slug, language, each)) for each in names]
        yield str(content.treatment(slug, language).title), cells


@PART.get("/status")
def status() -> AnyResponse:
    """What is due for review, the most urgent first."""
    standing = running().desk.standing()
    content, looking = standing.content, standing.looking
    if content is None or looking is None:
        return Response(render_template("broken.html", problems=standing.problems, mark=standing.mark))
    found = reviews(content, looking.judge.today)
    titles = {slug: str(each.title) for slug, each in content.treatments.items()}
    names = {slug: str(each.name) for slug, each in content.clinics.items()}
    return Response(render_template("status.html", mark=standing.mark, found=found, titles=titles, names=names))
