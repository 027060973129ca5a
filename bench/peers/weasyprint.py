"""WeasyPrint: the leaflet as HTML, tagged; style sheet and fonts are read once."""

from __future__ import annotations

from functools import partial
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from bench.peers import code
from bench.subject import FONTS, Clinic, Treatment, Workload

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bench.peers import Make

_STYLE: Final = Path(__file__).with_name("leaflet.css")


def maker(load: Workload) -> Make:
    """A style sheet and fonts that are kept, and HTML written for each leaflet."""
    from weasyprint import CSS, HTML  # noqa: PLC0415 - a package that need not be there
    from weasyprint.text.fonts import FontConfiguration  # noqa: PLC0415 - same

    fonts = FontConfiguration()
    sheet = CSS(
        string=_STYLE.read_text(encoding="utf-8"), base_url=(load.folder / FONTS).as_uri() + "/", font_config=fonts
    )

    def make(treatment: str, clinic: Clinic) -> bytes:
        page = HTML(string=_page(load, treatment, clinic), base_url=load.folder.as_uri() + "/")
        pdf: bytes = page.write_pdf(stylesheets=[sheet], font_config=fonts, pdf_tags=True)
        return pdf

    return make


def _page(load: Workload, treatment: str, clinic: Clinic) -> str:
    words, brand = load.treatments[treatment], clinic.colour
    bright = sum(int(brand[at : at + 2], 16) * weight for at, weight in ((1, 0.3), (3, 0.59), (5, 0.11)))
    ink = "black" if bright > 153 else "white"  # noqa: PLR2004 - three fifths of white
    body = _front(load.phrases, words, clinic) + _back(load.phrases, words, clinic, clinic.link(treatment))
    return (
        f'<!doctype html><html lang="en" style="--brand: {brand}; --on-brand: {ink}"><head><meta charset="utf-8">'
        f"<title>{escape(words['title'])}, {escape(clinic.name)}</title></head><body>{body}</body></html>"
    )


def _front(say: dict[str, str], words: Treatment, clinic: Clinic) -> str:
    part = partial(_part, words)
    what, happens, why = part("text"), part("steps"), part("benefits")
    steps = _list((f"<b>{escape(step['name'])}.</b> {escape(step['text'])}" for step in happens["steps"]), "ol")
    benefits = (f"<p><b>{escape(one['name'])}</b><br>{escape(one['text'])}</p>" for one in why["benefits"])
    return f"""<div class="hero"><div class="row"><img src="{clinic.logo}" alt="{say["logo_of"]} {escape(clinic.name)}">
<b>{escape(clinic.name)}</b></div><h1>{escape(words["title"])}</h1>
<p>{say["also_called"]} {escape(words["also_called"])}</p><p>{escape(words["summary"])}</p></div>
<div class="columns"><div>{_heading(what)}<p>{escape(what["text"])}</p>{_heading(happens)}{steps}</div>
<div class="panel">{_heading(why)}{"".join(benefits)}<p>{escape(why["note"])}</p></div></div>
<p class="notice">{say["notice"]}</p>"""


def _back(say: dict[str, str], words: Treatment, clinic: Clinic, link: str) -> str:
    part = partial(_part, words)
    before, asked, after, call = part("points"), part("questions"), part("do"), part("call_us_if")
    questions = (f"<h3>{escape(one['ask'])}</h3><p>{escape(one['answer'])}</p>" for one in asked["questions"])
    cares = (f"<h3>{say[name]}</h3>{_list(map(escape, after[name]))}" for name in ("do", "avoid"))
    return f"""<div class="hero next"><div class="title">{escape(words["title"])}</div></div>
<div class="columns"><div>{_heading(before)}{_list(map(escape, before["points"]))}{_heading(asked)}{"".join(questions)}
</div><div class="panel wide">{_heading(after)}{"".join(cares)}</div></div>
<div class="panel warm row"><div>{_heading(call)}<p>{escape(call["call_us_if"])}</p></div>
<div class="numbers"><p class="phone"><a href="tel:{clinic.phone.replace(" ", "-")}">{clinic.phone}</a></p>
<p>{say["emergency"]} <a href="tel:999"><b>999</b></a>.</p></div></div>
<div class="hero row"><div><h2>{say["booking"]}</h2><p>{say["scan"]}</p>
<p><b><a href="{link}">{clinic.show}</a></b></p></div><a class="code" href="{link}">{_code(say, clinic, link)}</a></div>
<div class="row"><div>{escape(", ".join(clinic.address))}<br>{escape(", ".join(clinic.hours))}</div>
<a href="https://{clinic.website}">{clinic.website}</a></div>
<p class="small">{escape(words["about_line"])}</p><p class="small">{escape(words["sources_line"])}</p>
<p class="notice">{say["notice"]}</p>"""


def _code(say: dict[str, str], clinic: Clinic, link: str) -> str:
    title = f'role="img" aria-label="{say["code_of"]} {clinic.show}"'
    return code.svg(link).replace("<svg", f"<svg {title}", 1)


def _heading(section: dict[str, Any]) -> str:
    return f"<h2>{escape(section['title'])}</h2>"


def _list(items: Iterable[str], tag: str = "ul") -> str:
    return f"<{tag}>{''.join(f'<li>{item}</li>' for item in items)}</{tag}>"


def _part(words: Treatment, key: str) -> dict[str, Any]:
    section: dict[str, Any] = next(section for section in words["sections"] if key in section)
    return section
