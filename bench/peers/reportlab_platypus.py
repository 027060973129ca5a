"""ReportLab's own way of laying out: paragraphs, lists and tables that flow into frames (platypus).

Fonts are read once. Its files have no tags, as it has none to give. The QR code is one path, as the other peers get it.
"""

from __future__ import annotations

import io
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from reportlab.lib.colors import Color, HexColor, black, white
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    Image,
    ListFlowable,
    PageBreak,
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
)

from bench.peers import code
from bench.subject import FONTS, Clinic, Treatment, Workload

if TYPE_CHECKING:
    from bench.peers import Make

_MARGIN: Final = 12 * mm
_WIDTH: Final = A4[0] - 2 * _MARGIN
_WARM, _INK, _QUIET, _NOTICE = map(HexColor, ("#fdf1e7", "#1c2326", "#55605f", "#8a3b12"))
_PALE_BRAND: Final = 0.6


def maker(load: Workload) -> Make:
    """Fonts that are kept, and a story told for each leaflet."""
    for face in ("text", "strong", "heading"):
        pdfmetrics.registerFont(TTFont(face, str(load.folder / FONTS / f"{face}.ttf")))
    pdfmetrics.registerFontFamily("text", normal="text", bold="strong", italic="text", boldItalic="strong")
    return partial(_make, load)


def _make(load: Workload, treatment: str, clinic: Clinic) -> bytes:
    words = load.treatments[treatment]
    look = _Look(clinic)
    file = io.BytesIO()
    document = BaseDocTemplate(
        file, pagesize=A4, title=f"{words['title']}, {clinic.name}", author=clinic.name, lang="en"
    )
    frame = Frame(_MARGIN, _MARGIN, _WIDTH, A4[1] - 2 * _MARGIN, 0, 0, 0, 0)
    document.addPageTemplates(PageTemplate("leaflet", [frame]))
    story = (*_front(load, words, clinic, look), PageBreak(), *_back(load, words, clinic, look, treatment))
    document.build(list(story))
    return file.getvalue()


class _Look:
    """The styles of one clinic's leaflets."""

    def __init__(self, clinic: Clinic) -> None:
        self.brand = HexColor(clinic.colour)
        bright = 0.3 * self.brand.red + 0.59 * self.brand.green + 0.11 * self.brand.blue
        self.on_brand = black if bright > _PALE_BRAND else white
        self.dark = Color(self.brand.red * 0.7, self.brand.green * 0.7, self.brand.blue * 0.7)
        self.pale = Color(*(1 - (1 - part) * 0.12 for part in self.brand.rgb()))
        text = ParagraphStyle("text", fontName="text", fontSize=12, leading=17, textColor=_INK, spaceAfter=6)
        self.text = text
        self.tight = ParagraphStyle("tight", text, spaceAfter=0)
        self.on_hero = ParagraphStyle("on-hero", text, textColor=self.on_brand)
        self.title = ParagraphStyle("title", self.on_hero, fontName="heading", fontSize=40, leading=48)
        self.page_title = ParagraphStyle("page-title", self.title, fontSize=20, leading=24)
        self.heading = ParagraphStyle(
            "heading", text, fontName="heading", fontSize=19, leading=24, textColor=self.dark, spaceBefore=12
        )
        self.on_hero_heading = ParagraphStyle("on-hero-heading", self.heading, textColor=self.on_brand)
        self.minor = ParagraphStyle("minor", text, fontName="strong", textColor=self.dark, spaceBefore=6)
        self.phone = ParagraphStyle("phone", text, fontName="strong", fontSize=17, leading=22, alignment=2)
        self.right = ParagraphStyle("right", text, alignment=2)
        self.small = ParagraphStyle("small", text, fontSize=8, leading=11, textColor=_QUIET, spaceAfter=3)
        self.notice = ParagraphStyle("notice", text, fontName="strong", textColor=_NOTICE)


def _front(load: Workload, words: Treatment, clinic: Clinic, look: _Look) -> list[Flowable]:
    say, part = load.phrases, partial(_part, words)
    logo = _panel([Image(str(load.folder / clinic.logo), 27 * mm, 9 * mm, mask="auto")], white, 30 * mm, 1.5 * mm)
    hero: list[Flowable] = [
        _abreast([[logo], [Paragraph(f"<b>{clinic.name}</b>", look.on_hero)]], (36 * mm, None), "MIDDLE"),
        Spacer(0, 8 * mm),
        Paragraph(words["title"], look.title),
        Paragraph(f"{say['also_called']} {words['also_called']}", look.on_hero),
        Paragraph(words["summary"], look.on_hero),
    ]
    what, happens, why = part("text"), part("steps"), part("benefits")
    steps = [Paragraph(f"<b>{step['name']}.</b> {step['text']}", look.text) for step in happens["steps"]]
    left: list[Flowable] = [
        Paragraph(what["title"], look.heading),
        Paragraph(what["text"], look.text),
        Paragraph(happens["title"], look.heading),
        ListFlowable(steps, bulletType="1", bulletColor=look.dark, bulletFontName="strong"),
    ]
    right: list[Flowable] = [
        Paragraph(why["title"], look.heading),
        *(Paragraph(f"<b>{one['name']}</b><br/>{one['text']}", look.text) for one in why["benefits"]),
        Paragraph(why["note"], look.text),
    ]
    columns = _abreast([left, [_panel(right, look.pale, 78 * mm)]], (None, 86 * mm))
    return [_panel(hero, look.brand), columns, Spacer(0, 6 * mm), Paragraph(say["notice"], look.notice)]


def _back(load: Workload, words: Treatment, clinic: Clinic, look: _Look, treatment: str) -> list[Flowable]:
    say, part = load.phrases, partial(_part, words)
    before, asked, after, call = part("points"), part("questions"), part("do"), part("call_us_if")
    left: list[Flowable] = [
        Paragraph(before["title"], look.heading),
        _bullets(before["points"], look),
        Paragraph(asked["title"], look.heading),
    ]
    for one in asked["questions"]:
        left += [Paragraph(one["ask"], look.minor), Paragraph(one["answer"], look.text)]
    right: list[Flowable] = [Paragraph(after["title"], look.heading)]
    for name in ("do", "avoid"):
        right += [Paragraph(say[name], look.minor), _bullets(after[name], look)]
    emergency = f'{say["emergency"]} <a href="tel:999"><b>999</b></a>.'
    phone = f'<a href="tel:{clinic.phone.replace(" ", "-")}">{clinic.phone}</a>'
    warm = _abreast(
        [
            [Paragraph(call["title"], look.heading), Paragraph(call["call_us_if"], look.text)],
            [Paragraph(phone, look.phone), Paragraph(emergency, look.right)],
        ],
        (None, 62 * mm),
    )
    return [
        _panel([Paragraph(words["title"], look.page_title)], look.brand),
        _abreast([left, [_panel(right, look.pale, 88 * mm)]], (None, 96 * mm)),
        Spacer(0, 5 * mm),
        _panel([warm], _WARM),
        Spacer(0, 5 * mm),
        _panel([_booking(say, clinic, look, clinic.link(treatment))], look.brand),
        Spacer(0, 5 * mm),
        *_contact(say, words, clinic, look),
    ]


def _booking(say: dict[str, str], clinic: Clinic, look: _Look, link: str) -> Flowable:
    words: list[Flowable] = [
        Paragraph(say["booking"], look.on_hero_heading),
        Paragraph(say["scan"], look.on_hero),
        Paragraph(f'<a href="{link}"><b>{clinic.show}</b></a>', look.on_hero),
    ]
    return _abreast([words, [_Code(link, 24 * mm, 4 * mm)]], (None, 32 * mm))


def _contact(say: dict[str, str], words: Treatment, clinic: Clinic, look: _Look) -> list[Flowable]:
    site = f'<a href="https://{clinic.website}">{clinic.website}</a>'
    where: list[Flowable] = [
        Paragraph(", ".join(clinic.address), look.tight),
        Paragraph(", ".join(clinic.hours), look.tight),
    ]
    return [
        _abreast([where, [Paragraph(site, look.tight)]], (None, 70 * mm)),
        Spacer(0, 3 * mm),
        Paragraph(words["about_line"], look.small),
        Paragraph(words["sources_line"], look.small),
        Paragraph(say["notice"], look.notice),
    ]


def _part(words: Treatment, key: str) -> dict[str, Any]:
    section: dict[str, Any] = next(section for section in words["sections"] if key in section)
    return section


def _bullets(items: list[str], look: _Look) -> Flowable:
    return ListFlowable([Paragraph(item, look.text) for item in items], bulletType="bullet", bulletColor=look.dark)


def _panel(inside: list[Flowable], ground: Color, width: float = _WIDTH, padding: float = 6 * mm) -> Flowable:
    style = [("BACKGROUND", (0, 0), (-1, -1), ground), *_padding(padding)]
    return Table([[inside]], colWidths=[width], style=style, cornerRadii=[2 * mm] * 4)


def _abreast(cells: list[list[Flowable]], widths: tuple[float | None, float | None], align: str = "TOP") -> Flowable:
    return Table([cells], colWidths=widths, style=[("VALIGN", (0, 0), (-1, -1), align), *_padding(0)])


def _padding(size: float) -> list[tuple[Any, ...]]:
    return [(f"{side}PADDING", (0, 0), (-1, -1), size) for side in ("LEFT", "RIGHT", "TOP", "BOTTOM")]


class _Code(Flowable):
    """A QR code on a white card, and a link over it."""

    def __init__(self, link: str, size: float, border: float) -> None:
        super().__init__()
        self.link, self.size, self.border = link, size, border
        self.width = self.height = size + 2 * border

    def draw(self) -> None:
        """Draw the runs of dark modules as one path."""
        canvas, rows = self.canv, code.rows(self.link)
        module = self.size / len(rows)
        canvas.setFillColor(white)
        canvas.roundRect(0, 0, self.width, self.height, 1.5 * mm, stroke=0, fill=1)
        canvas.setFillColor(black)
        path = canvas.beginPath()
        for number, row in enumerate(rows, start=1):
            bottom = self.border + self.size - number * module
            for start, length in code.runs(row):
                path.rect(self.border + start * module, bottom, length * module, module)
        canvas.drawPath(path, stroke=0, fill=1)
        canvas.linkURL(self.link, (0, 0, self.width, self.height), relative=1)
