"""The two faces of a mail: plain text, and its HTML twin in the clinic's colours. Both say the same words.

The HTML loads nothing from anywhere: no picture, no style sheet, no script. It is set in a table, because Outlook for
Windows knows no other way to keep a line short, and each element carries its own style, because several mail programs
drop those in the head.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Final

from handouts.colour.roles import palette

if TYPE_CHECKING:
    from collections.abc import Callable

    from handouts.colour.roles import Palette
    from handouts.mail.wording import Line, Run, Wording

#: Where each part stands: (role of the words, role of the ground). All are pairs of ``handouts.colour.TEXT_PAIRS``.
GROUNDS: Final = {
    "band": ("on-hero", "hero"),
    "words": ("ink", "paper"),
    "link": ("strong", "paper"),
    "foot": ("ink-2", "paper"),
}

_FACE: Final = "font-family:Verdana,Arial,sans-serif"


def plain_text(wording: Wording) -> str:
    """The mail as plain text, its lines ended by LF. Links show their address where their words do not."""
    contact = "\n".join(_plain(line) for line in (wording.contact, *wording.ways))
    closing = "\n".join(_plain(line) for line in wording.closing)
    foot = "\n".join(_plain(line) for line in wording.foot)
    parts = (_plain(wording.greeting), *(_plain(line) for line in wording.body), closing, contact, foot)
    return "\n\n".join(part for part in parts if part) + "\n"


def _plain(line: Line) -> str:
    return "".join(run.words if _says_itself(run) else f"{run.words} ({run.target})" for run in line)


def _says_itself(run: Run) -> bool:
    """Whether the words of a link are its address already, as people write it."""
    if run.target is None or run.target.startswith("tel:"):
        return True
    return run.words.rstrip("/") in run.target


def html_twin(wording: Wording, brand: str) -> str:
    """The mail as a page of HTML.

    Args:
        wording: its words.
        brand: the clinic's colour, written ``#rrggbb``.
    """
    colours = palette(brand)
    style = _styles(colours)
    body = "".join(_paragraph(line, style("words"), style("link")) for line in (wording.greeting, *wording.body))
    heading = f'<h2 style="{style("link", 18)};margin:28px 0 8px">{_html(wording.contact, style("link", 18))}</h2>'
    ways = "".join(_paragraph(line, style("words"), style("link"), "0 0 4px") for line in wording.ways)
    closing = "<br>".join(_html(line, style("link")) for line in wording.closing)
    foot = "".join(_paragraph(line, style("foot", 14), style("link", 14), "0 0 4px") for line in wording.foot)
    ground, rule = _hex(colours, "tint"), _hex(colours, "line")
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(wording.language)}" dir="{wording.direction}">\n<head>\n'
        '<meta charset="utf-8">\n<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light">\n'
        f"<title>{escape(wording.subject)}</title>\n</head>\n"
        f'<body style="margin:0;padding:0;background:{ground}">\n'
        f'<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="background:{ground}">\n'
        '<tr><td align="center" style="padding:16px">\n'
        '<table role="presentation" width="600" cellpadding="0" cellspacing="0"'
        f' style="width:100%;max-width:600px;background:{_hex(colours, "paper")}">\n'
        f'<tr><td style="{style("band")};padding:20px 28px"><h1 style="{style("band", 22)};margin:0">'
        f"{escape(wording.clinic)}</h1></td></tr>\n"
        f'<tr><td style="{style("words")};padding:20px 28px">{body}\n'
        f'<p style="{style("words")};margin:20px 0">{closing}</p>\n{heading}\n{ways}</td></tr>\n'
        f'<tr><td style="{style("foot", 14)};padding:12px 28px 20px;border-top:1px solid {rule}">{foot}</td></tr>\n'
        "</table>\n</td></tr>\n</table>\n</body>\n</html>\n"
    )


def _styles(colours: Palette) -> Callable[..., str]:
    def style(part: str, size: int = 16) -> str:
        words, ground = GROUNDS[part]
        colour = f"color:{_hex(colours, words)};background:{_hex(colours, ground)}"
        return f"{_FACE};font-size:{size}px;line-height:1.5;{colour}"

    return style


def _hex(colours: Palette, role: str) -> str:
    return "#{:02x}{:02x}{:02x}".format(*colours.rgb(role))


def _paragraph(line: Line, style: str, link: str, margin: str = "0 0 16px") -> str:
    return f'<p style="{style};margin:{margin}">{_html(line, link)}</p>'


def _html(line: Line, link: str) -> str:
    return "".join(_run(run, link) for run in line)


def _run(run: Run, link: str) -> str:
    words = escape(run.words)
    if run.strong:
        words = f"<strong>{words}</strong>"
    if run.target is not None:
        words = f'<a href="{escape(run.target)}" style="{link}">{words}</a>'
    return words if run.lang is None else f'<span lang="{escape(run.lang)}">{words}</span>'
