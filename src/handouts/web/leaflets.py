"""The first page: a leaflet is chosen, seen, printed and saved."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qsl, urlencode

from babel import Locale
from flask import Blueprint, Response, abort, make_response, redirect, render_template, request

from handouts.colour import EDITIONS
from handouts.errors import Severity
from handouts.preflight import unchecked
from handouts.press.job import IMPOSED
from handouts.press.names import PATTERN, name
from handouts.press.parts import PARTS
from handouts.press.reviews import State, reviews
from handouts.web.choosing import FIELDS, Chosen, chosen, languages, layouts, lost
from handouts.web.printing import how_to_print
from handouts.web.reading import words_of_page
from handouts.web.running import running

if TYPE_CHECKING:
    from werkzeug.wrappers import Response as AnyResponse

    from handouts.content.content import Content
    from handouts.web.desk import Leaflet, Standing

PART: Final = Blueprint("leaflets", __name__)

#: The cookie that remembers the last choice; it names no person. A browser keeps it for a year.
_LAST: Final = "handouts-last"
_YEAR: Final = 365 * 24 * 3600

#: Pixels an inch: of a page on a usual screen, of one with twice as many, and of a small picture.
_DPI, _THUMBNAIL = (96, 192), 36

#: What editions and parts are called.
_SAID: Final = {
    "standard": "In colour",
    "ink-saver": "Ink saver",
    "grey": "Grey",
    "all": "All of it",
    "before": "Before",
    "after": "After",
}


@PART.get("/")
def page() -> AnyResponse:
    """The page; without a choice in the address, the last one."""
    run = running()
    asked = {field: request.args[field] for field in FIELDS if field in request.args}
    last = [(field, value) for field, value in parse_qsl(request.cookies.get(_LAST, "")) if field in FIELDS]
    if not asked and last:
        return redirect(f"/?{urlencode(last)}")
    standing = run.desk.standing()
    choice = chosen(standing.content, asked) if standing.content else None
    if choice is None or standing.content is None:
        return Response(render_template("broken.html", problems=standing.problems, mark=standing.mark))
    leaflet = run.desk.leaflet(standing, choice.job)
    answer = make_response(render_template("leaflet.html", **shown(standing, standing.content, choice, leaflet, asked)))
    answer.set_cookie(_LAST, choice.query(), max_age=_YEAR, httponly=True, samesite="Strict")
    return answer


def shown(
    standing: Standing, content: Content, choice: Chosen, leaflet: Leaflet, asked: dict[str, str]
) -> dict[str, object]:
    """All that stands on the page."""
    clinic = content.clinics[choice.clinic]
    own = tuple(map(str, clinic.layouts))
    there = layouts(content)
    titles = standing.shapes.titles
    return {
        "mark": standing.mark,
        "choice": choice,
        "lost": lost(asked, choice),
        "treatments": {slug: str(content.treatment(slug, str(content.language)).title) for slug in content.treatments},
        "clinics": {slug: str(each.name) for slug, each in content.clinics.items()},
        "languages": {code: _tongue(code) for code in languages(content, clinic, choice.treatment)},
        "own": {each: titles.get(each, each) for each in own if each in there},
        "others": {each: titles.get(each, each) for each in there if each not in own},
        "editions": {each: _SAID[each] for each in EDITIONS},
        "parts": {each: _SAID[each] for each in PARTS},
        "leaflet": leaflet,
        "title": content.treatment(choice.treatment, choice.language).title,
        "dpi": _DPI,
        "words": words_of_page(leaflet.document) if leaflet.document else (),
        "how": how_to_print(leaflet.layout) if leaflet.layout else "",
        "findings": [(each, each.severity is Severity.ERROR) for each in leaflet.findings],
        "fields": content.treatment(choice.treatment, choice.language).fields,
        "unchecked": unchecked(),
        "review": _review(standing, content, choice),
    }


def _tongue(code: str) -> str:
    return Locale.parse(code, sep="-").get_display_name(code) or code


def _review(standing: Standing, content: Content, choice: Chosen) -> dict[str, object] | None:
    """The bar above the page: a review that is past, or soon due."""
    if standing.looking is None:
        return None
    found = reviews(content, standing.looking.judge.today)
    own = next(each for each in found if (each.treatment, each.language) == (choice.treatment, choice.language))
    return None if own.state is State.FINE else {"past": own.state is State.OVERDUE, "due": own.due, "days": own.days}


@PART.get("/page/<mark>/<int:number>-<int:dpi>.png")
def picture(mark: str, number: int, dpi: int) -> AnyResponse:
    """A page as pixels. The address names its content, so a browser may keep it for good."""
    found = running().desk.picture(mark, number, dpi) if dpi in {*_DPI, _THUMBNAIL} else None
    if found is None:
        abort(404)
    return _kept(found)


@PART.get("/thumbnail.png")
def thumbnail() -> AnyResponse:
    """The first page of a leaflet, small; the address bears the mark of the folder as it stood."""
    run = running()
    standing = run.desk.standing()
    choice = chosen(standing.content, request.args) if standing.content else None
    found = run.desk.picture(run.desk.leaflet(standing, choice.job).mark, 1, _THUMBNAIL) if choice else None
    if found is None:  # it does not fit that layout, or the files have mistakes just now
        return redirect("/static/unfit.svg")
    return _kept(found)


def _kept(png: bytes) -> Response:
    return Response(png, content_type="image/png", headers={"Cache-Control": "private, max-age=31536000, immutable"})


@PART.get("/leaflet.pdf")
def pdf() -> AnyResponse:
    """The leaflet itself: to be printed, on its sheets if the layout has some, or to be saved with its own name."""
    run = running()
    standing = run.desk.standing()
    content = standing.content
    choice = chosen(content, request.args) if content else None
    if choice is None or content is None:
        abort(404)
    leaflet = run.desk.leaflet(standing, choice.job)
    if not leaflet.pdf or leaflet.held:
        return Response(render_template("held.html", leaflet=leaflet, choice=choice), 409)
    save = "save" in request.args
    sheets = not save and leaflet.layout is not None and leaflet.layout.impose is not None
    data = run.desk.other(standing, choice.job, IMPOSED) if sheets else leaflet.pdf
    file = name(choice.job, content.settings.filename or PATTERN).rpartition("/")[2]
    how = "attachment" if save else "inline"
    return Response(data, content_type="application/pdf", headers={"Content-Disposition": f'{how}; filename="{file}"'})
