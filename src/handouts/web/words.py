"""The words, changed on the page: fields beside the leaflet, tried while one types, saved one by one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from flask import Blueprint, Response, abort, redirect, render_template, request
from werkzeug.exceptions import Forbidden, NotFound

from handouts.colour.spaces import contrast, parse
from handouts.content.load import CLINICS, CONTENT
from handouts.content.treatment import SENTENCES
from handouts.editing import (
    Changed,
    Field,
    Refused,
    Saved,
    clinic_fields,
    digest_of,
    replaced,
    save,
    treatment_fields,
)
from handouts.errors import ContentInvalid
from handouts.press.plan import file_of
from handouts.source import from_bytes
from handouts.web.choosing import chosen
from handouts.web.leaflets import shown
from handouts.web.running import Undo, running

if TYPE_CHECKING:
    from collections.abc import Iterator

    from werkzeug.wrappers import Response as AnyResponse

    from handouts.content.content import Content
    from handouts.errors import Problem
    from handouts.web.choosing import Chosen
    from handouts.web.desk import Leaflet, Standing

PART: Final = Blueprint("words", __name__)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A file whose words can be changed: its name, its digest as it was read, and its fields."""

    name: str
    title: str
    digest: str
    fields: tuple[Field, ...]

    def field(self, key: str) -> Field | None:
        """A field by its key."""
        return next((each for each in self.fields if each.key == key), None)


@dataclass(frozen=True, slots=True)
class Typed:
    """What somebody has typed into a field, and why it cannot be kept."""

    file: str
    key: str
    words: str
    problems: tuple[Problem, ...] = ()


def sheets(content: Content, choice: Chosen) -> tuple[Sheet, ...]:
    """The files of a leaflet's words: those of the treatment, and those of the clinic."""
    words = str(content.settings.content or CONTENT)
    if choice.language != content.language:
        words = file_of(content, choice.language)
    clinics = str(content.settings.clinics or CLINICS)
    return tuple(_sheets(content, choice, words, clinics))


def _sheets(content: Content, choice: Chosen, words: str, clinics: str) -> Iterator[Sheet]:
    title = str(content.treatment(choice.treatment, choice.language).title)
    data = (content.folder / words).read_bytes()
    source = from_bytes(data, words, sentences=SENTENCES)
    yield Sheet(words, title, digest_of(data), treatment_fields(source, choice.treatment))
    data = (content.folder / clinics).read_bytes()
    source = from_bytes(data, clinics)
    yield Sheet(
        clinics, str(content.clinics[choice.clinic].name), digest_of(data), clinic_fields(source, choice.clinic)
    )


@PART.get("/edit")
def edit() -> AnyResponse:
    """The fields beside the leaflet."""
    run = running()
    if run.read_only:
        raise Forbidden
    standing, content, choice = asked()
    place = request.args.get("place")
    if place is not None:
        return redirect(f"/edit?{choice.query()}#f{_nearest(content, choice, place)}")
    return _page(standing, content, choice, run.desk.leaflet(standing, choice.job))


def asked() -> tuple[Standing, Content, Chosen]:
    """The folder as it stands, and the leaflet that an address is about; else the page that says why not."""
    standing = running().desk.standing()
    choice = chosen(standing.content, request.args) if standing.content else None
    if choice is None or standing.content is None:
        abort(Response(render_template("broken.html", problems=standing.problems, mark=standing.mark)))
    return standing, standing.content, choice


def _page(
    standing: Standing, content: Content, choice: Chosen, leaflet: Leaflet, typed: Typed | None = None, code: int = 200
) -> AnyResponse:
    found = sheets(content, choice)
    numbered = list(enumerate(field for sheet in found for field in sheet.fields))
    numbers = {field: number for number, field in numbered}
    return Response(
        render_template(
            "edit.html",
            **shown(standing, content, choice, leaflet, {}),
            sheets=found,
            numbers=numbers,
            spots={field.place: number for number, field in numbered},
            typed=typed,
            undo=running().undo,
            contrast=_contrast,
        ),
        code,
    )


def _contrast(colour: str) -> str:
    """How white stands out from a colour, as a ratio; nothing for what is no colour."""
    try:
        return f"{contrast(parse(colour), (255, 255, 255)):.1f}"
    except ValueError:
        return ""


def _said(sheet: Sheet) -> str:
    """The words of a form; browsers send line breaks as two signs (HTML Living Standard 4.10.21)."""
    words = request.form.get("words", "").replace("\r\n", "\n")
    field = sheet.field(request.form.get("key", ""))
    if field is not None and field.words.endswith("\n") and not words.endswith("\n"):
        words += "\n"  # which no field shows
    return words


def _sheet(content: Content, choice: Chosen) -> tuple[Sheet, Field]:
    """The file and the field that a form is about; what is not listed on the page cannot be changed."""
    for sheet in sheets(content, choice):
        field = sheet.field(request.form.get("key", ""))
        if sheet.name == request.form.get("file") and field is not None:
            return sheet, field
    raise NotFound


@PART.post("/try")
def tried() -> AnyResponse:
    """The page as it would be with the words that are being typed; nothing is written."""
    run = running()
    standing, content, choice = asked()
    sheet, field = _sheet(content, choice)
    words = _said(sheet)
    data = replaced((content.folder / sheet.name).read_bytes(), sheet.name, field.path, words)
    leaflet = run.desk.tried(standing, choice.job, {sheet.name: data})
    return _page(standing, content, choice, leaflet, Typed(sheet.name, field.key, words, leaflet.problems))


@PART.post("/edit")
def keep() -> AnyResponse:
    """Write the words of one field into its file."""
    run = running()
    standing, content, choice = asked()
    sheet, field = _sheet(content, choice)
    words = _said(sheet)
    with run.saving:
        done = save(content.folder, sheet.name, field.path, words, request.form.get("read", ""))
    if isinstance(done, Refused):
        typed = Typed(sheet.name, field.key, words, done.problems)
        return _page(standing, content, choice, run.desk.leaflet(standing, choice.job), typed, 422)
    if isinstance(done, Changed):
        return _both(choice, sheet, field, words, done)
    run.undo = Undo(sheet.name, field.path, field.label, done.before, done.digest)
    return redirect(f"/edit?{choice.query()}#f{_number(content, choice, field)}", 303)


def _nearest(content: Content, choice: Chosen, place: str) -> int:
    """The number of the field that a place is in: the last that begins there or above, in the same file."""
    name, line, column = (*place.rsplit(":", 2), "", "")[:3]
    at = int(line) if line.isdecimal() else 0, int(column) if column.isdecimal() else 0
    fields = list(enumerate(field for sheet in sheets(content, choice) for field in sheet.fields))
    own = [(number, field.place) for number, field in fields if field.place.file == name]
    above = [number for number, found in own if (found.line, found.column) <= at]
    return max(above, default=own[0][0] if own else 0)


def _number(content: Content, choice: Chosen, wanted: Field) -> int:
    keys = [field.key for sheet in sheets(content, choice) for field in sheet.fields]
    return keys.index(wanted.key)


def _both(choice: Chosen, sheet: Sheet, field: Field, words: str, found: Changed) -> AnyResponse:
    """Somebody else has changed the file meanwhile: both are shown, and nobody's words are lost."""
    return Response(
        render_template("both.html", choice=choice, sheet=sheet, field=field, words=words, found=found), 409
    )


@PART.post("/undo")
def undo() -> AnyResponse:
    """Put back what stood there before the last change, unless the file has changed since."""
    run = running()
    _, content, choice = asked()
    last, run.undo = run.undo, None
    if last is not None:
        with run.saving:
            done = save(content.folder, last.file, last.path, last.words, last.digest)
        if isinstance(done, Refused):
            raise ContentInvalid(done.problems)
        if not isinstance(done, Saved):
            abort(Response(render_template("said.html", words=_TOO_LATE), 409))
    return redirect(f"/edit?{choice.query()}", 303)


_TOO_LATE: Final = "The file has changed since, so the last change is not taken back. Mend it in its field."
