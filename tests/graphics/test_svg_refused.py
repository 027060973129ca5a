"""SVG files that are hostile, or ask for what cannot be painted: each is one clear problem, and nothing is touched."""

from __future__ import annotations

import contextlib
import gzip
import sys
import time
from typing import TYPE_CHECKING

import pytest

from handouts.errors import ContentInvalid, Place, Problem, install_line
from handouts.graphics.images import read
from handouts.graphics.svg import drawing

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PLACE = Place("clinics.yaml", 12, 15)
SPACES = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'


def svg(inside: str, attributes: str = 'viewBox="0 0 100 100"') -> bytes:
    """A drawing whose inside is its second line."""
    return f"<svg {SPACES} {attributes}>\n{inside}\n</svg>".encode()


def rect(attributes: str, before: str = "") -> bytes:
    return svg(f'{before}<rect x="9" y="9" width="9" height="9" {attributes}/>')


def uses(kids: str) -> str:
    """Fourteen generations of ten children each."""
    line = "".join(f'<g id="a{i}">{kids.format(i - 1) * 10}</g>' for i in range(1, 15))
    return f'<defs><g id="a0"/>{line}</defs><use href="#a14"/>'


PLAIN = svg('<rect width="9" height="9"/>')
LAUGHS = "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10}">' for i in range(1, 10))
CLIP = '<clipPath id="c">{}</clipPath><rect clip-path="url(#c)" width="9" height="9"/>'

#: What would run, hide, lead elsewhere or never end.
HOSTILE = {
    "a document type": (b"<?xml version='1.0'?>\n<!DOCTYPE svg>" + PLAIN, "begins with a <!DOCTYPE> (line 2)"),
    "a document type elsewhere": (
        b'<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">' + PLAIN,
        "begins with a <!DOCTYPE> (line 1)",
    ),
    "a billion laughs": (
        f'<!DOCTYPE svg [<!ENTITY l0 "ha">{LAUGHS}]><svg {SPACES}><title>&l9;</title></svg>'.encode(),
        "begins with a <!DOCTYPE> (line 1)",
    ),
    "an entity that is a file": (
        f'<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]><svg {SPACES}><title>&x;</title></svg>'.encode(),
        "begins with a <!DOCTYPE> (line 1)",
    ),
    "an entity of a parameter": (
        f'<!DOCTYPE svg [<!ENTITY % x SYSTEM "http://evil.example/x">%x;]><svg {SPACES}/>'.encode(),
        "begins with a <!DOCTYPE> (line 1)",
    ),
    "an entity that nobody declared": (svg("<title>&x;</title>"), "is damaged or cut short (line 2)"),
    "a script": (svg("<script>alert(1)</script>"), "holds a script (<script>) (line 2)"),
    "a script from elsewhere": (svg('<script href="http://evil.example/x.js"/>'), "holds a script (<script>) (line 2)"),
    "a script in what draws nothing": (svg("<defs><filter><script/></filter></defs>"), "holds a script (<script>)"),
    "a script in an attribute": (rect('onclick="x()"'), 'holds a script ("onclick" of <rect>) (line 2)'),
    "a script on loading": (svg("", 'viewBox="0 0 9 9" onload="x()"'), 'holds a script ("onload" of <svg>) (line 1)'),
    "a script in capitals": (rect('ONCLICK="x()"'), 'holds a script ("ONCLICK" of <rect>) (line 2)'),
    "a link": (svg('<a href="http://evil.example"><rect/></a>'), "holds a link (<a>) (line 2)"),
    "a link to a script": (svg('<a xlink:href="javascript:x()"><rect/></a>'), "holds a link (<a>) (line 2)"),
    "a picture from elsewhere": (
        svg('<image href="http://evil.example/x.png"/>'),
        "holds a picture of pixels (<image>) (line 2)",
    ),
    "a picture in itself": (svg('<image href="data:image/png;base64,x"/>'), "holds a picture of pixels (<image>)"),
    "a picture in a filter": (svg('<filter><feImage href="x.png"/></filter>'), "holds a picture of pixels (<feImage>)"),
    "a part from another file": (
        svg('<use href="other.svg#a"/>'),
        'takes a part from elsewhere ("other.svg#a") (line 2)',
    ),
    "a part from the network": (
        svg('<use xlink:href="https://evil.example/x.svg#a"/>'),
        'takes a part from elsewhere ("https://evil.example/x.svg#a") (line 2)',
    ),
    "a part from the disk": (
        svg('<use href="file:///etc/passwd#a"/>'),
        'takes a part from elsewhere ("file:///etc/passwd#a") (line 2)',
    ),
    "a part in the address": (
        svg('<use href="data:image/svg+xml;base64,PHN2Zz48L3N2Zz4=#a"/>'),
        'takes a part from elsewhere ("data:image/svg+xml;base64,PHN2Zz48L3N2Zz…") (line 2)',
    ),
    "a gradient from elsewhere": (
        svg('<linearGradient href="http://evil.example/x#a"/>'),
        'takes a part from elsewhere ("http://evil.example/x#a") (line 2)',
    ),
    "a base elsewhere": (
        svg('<g xml:base="http://evil.example/"><use href="#a"/></g>'),
        "takes parts from another file (xml:base) (line 2)",
    ),
    "a style from elsewhere": (
        svg('<style>@import url("http://evil.example/x.css");</style>'),
        "takes its styles from another file (@import) (line 2)",
    ),
    "a style from elsewhere, disguised": (
        svg("<style>@\\69mport 'x.css';</style>"),
        "takes its styles from another file (@import) (line 2)",
    ),
    "a style sheet from elsewhere": (
        b'<?xml version="1.0"?><?xml-stylesheet href="http://evil.example/x.css"?>' + PLAIN,
        "takes its styles from another file (line 1)",
    ),
    "a font from elsewhere": (
        svg("<style>@font-face{font-family:x;src:url(http://evil.example/x.ttf)}</style>"),
        'has a style rule that is not known here ("@font-face") (line 2)',
    ),
    "a fill from elsewhere": (
        rect('fill="url(http://evil.example/x#a)"'),
        'takes a part from elsewhere ("http://evil.example/x#a") (line 2)',
    ),
    "a fill from elsewhere, disguised": (
        rect("style=\"fill:\\75rl('http://evil.example/x')\""),
        'takes a part from elsewhere ("http://evil.example/x") (line 2)',
    ),
    "a cursor from elsewhere": (
        svg("<style>rect{cursor:url(http://evil.example/x)}</style>"),
        'takes a part from elsewhere ("http://evil.example/x") (line 2)',
    ),
    "a clip from elsewhere": (
        rect('clip-path="url(x.svg#a)"'),
        'takes a part from elsewhere ("x.svg#a") (line 2)',
    ),
    "a web page": (
        svg("<foreignObject><p/></foreignObject>"),
        "holds a piece of a web page (<foreignObject>) (line 2)",
    ),
    "a part of a web page": (
        svg('<h:img xmlns:h="http://www.w3.org/1999/xhtml" src="http://evil.example/x"/>'),
        "holds a piece of a web page (line 2)",
    ),
    "a part used without end": (svg(uses('<use href="#a{}"/>')), "draws more than 5,000 parts (line 2)"),
    "a part used inside itself": (
        svg('<g id="a"><use href="#b"/></g><g id="b"><use href="#a"/></g>'),
        'uses a part inside of itself ("#b") (line 2)',
    ),
    "a use of itself": (svg('<use id="a" href="#a"/>'), 'uses a part inside of itself ("#a") (line 2)'),
    "a symbol inside itself": (
        svg('<symbol id="a"><use href="#a"/></symbol><use href="#a"/>'),
        'uses a part inside of itself ("#a") (line 2)',
    ),
    "a long chain of uses": (
        svg('<g id="u0"/>' + "".join(f'<use id="u{i}" href="#u{i - 1}"/>' for i in range(1, 30))),
        "uses parts inside of parts more than 16 deep (line 2)",
    ),
    "deep groups in deep uses": (
        svg("".join(f'<g id="d{i}">{"<g>" * 40}<use href="#d{i - 1}"/>{"</g>" * 41}' for i in range(15))),
        'uses a part that is not in it ("#d-1") (line 2)',
    ),
    "deep uses of deep groups": (
        svg(
            '<g id="d0"/>'
            + "".join(f'<g id="d{i}">{"<g>" * 9}<use href="#d{i - 1}"/>{"</g>" * 10}' for i in range(1, 15))
        ),
        "has parts that lie more than 64 deep in each other (line 2)",
    ),
    "too many parts": (svg("<g/>" * 5000), "has more than 5,000 parts; a logo needs far less"),
    "parts too deep": (svg("<g>" * 70 + "</g>" * 70), "has parts that lie more than 64 deep in each other (line 2)"),
    "too many points": (svg(f'<path d="M0 0{"h1v1" * 10001}"/>'), "has more than 20,000 points (line 2)"),
    "too many points by arcs": (
        svg(f'<path d="M0 0{"a1 1 0 1 1 1 1" * 60000}"/>'),
        "has more than 20,000 points (line 2)",
    ),
    "too many points by use": (
        svg(f'<path id="a" d="M0 0{"h1v1" * 4000}"/>' + '<use href="#a"/>' * 5),
        "has more than 20,000 points (line 2)",
    ),
    "too many points by clips": (
        svg(
            f'<clipPath id="c"><path d="M0 0{"h1v1" * 4000}"/></clipPath>'
            + '<rect clip-path="url(#c)" width="9" height="9"/>' * 9
        ),
        "has more than 20,000 points (line 2)",
    ),
    "too long a file": (svg(f"<!-- {'x' * 1_000_000} -->"), "is larger than 1 MB; a logo needs far less"),
    "too many letters of styles": (svg(f"<style>{'a{}' * 33400}</style>"), "has more than 100,000 letters of styles"),
    "too many rules": (svg(f"<style>{'a,' * 400}a{{}}</style>"), "has more than 300 style rules"),
    "brackets without end": (rect(f'fill="{"(" * 300_000}"'), "has a style that cannot be read (line 2)"),
    "digits without end": (rect(f'style="stroke-width:{"1" * 90_000}"'), "has a style that cannot be read (line 2)"),
    "spaces without end": (
        svg(f'<path d="M0 0{" " * 900_000}#"/>'),
        'has a path that cannot be read: "#" is not path data',
    ),
    "dashes without end": (
        rect(f'stroke="red" stroke-dasharray="{"1 " * 9000}"'),
        "has lines of more than 20 kinds of dashes (line 2)",
    ),
    "dashes too fine": (
        rect('stroke="red" stroke-dasharray=".01"'),
        "has dashes that are too fine to print (line 2)",
    ),
    "a number beyond all sense": (
        svg('<path d="M0 0L1e9 9"/>'),
        "has a path that cannot be read: 1e9 is too large a number",
    ),
    "an endless number": (svg('<circle r="1e999"/>'), 'has a number that is too large ("1e999") (line 2)'),
    "no number": (svg('<circle r="NaN"/>'), 'has "NaN" where a length should stand (line 2)'),
    "a part far away": (rect('transform="translate(1e6)"'), "has parts that lie far outside of it"),
    "a scale beyond all sense": (
        svg(f'<g transform="{"scale(1e7)" * 60}"><path d="M0 0h9v9z"/></g>'),
        "has parts that lie far outside of it",
    ),
    "a line beyond all sense": (
        svg(f'<g transform="{"scale(1e7)" * 3}"><path stroke="red" d="M0 0h0v0"/></g>'),
        "has parts that lie far outside of it",
    ),
}

#: What says too little to be a drawing.
DAMAGED = {
    "a file cut short": (PLAIN[:-9], "is damaged or cut short (line 2); open it in a drawing program"),
    "another code": (PLAIN.replace(b"rect", b"rect id='\xe9'"), "is not written in UTF-8; export it again in UTF-8"),
    "two bytes a letter": (PLAIN.decode().encode("utf-16"), "is not written in UTF-8"),
    "two bytes a letter, unmarked": (PLAIN.decode().encode("utf-16-le"), "is not written in UTF-8"),
    "another code by its word": (
        b'<?xml version="1.0" encoding="ISO-8859-1"?>' + PLAIN,
        'says that it is written in "ISO-8859-1" (line 1)',
    ),
    "seven bits by its word": (b'<?xml version="1.0" encoding="UTF-7"?>' + PLAIN, 'says that it is written in "UTF-7"'),
    "no byte": (PLAIN.replace(b"rect", b"re\0ct"), "is not written in UTF-8"),
    "a compressed file": (gzip.compress(PLAIN), "is compressed, as .svgz files are; save it as a plain SVG"),
    "a web page with a drawing": (
        b"<html><body>" + PLAIN + b"</body></html>",
        "is no SVG drawing: it begins with <html>",
    ),
    "a web page by its type": (
        b"<!DOCTYPE html><html>" + PLAIN + b"</html>",
        "is no SVG drawing: it begins with <!DOCTYPE html>",
    ),
    "another kind of svg": (b'<svg xmlns="urn:x" viewBox="0 0 9 9"/>', "is no SVG drawing: it begins with <svg>"),
    "no size": (svg('<rect width="9" height="9"/>', ""), "says neither its size nor its viewBox (line 1)"),
    "half a size": (svg("", 'width="9"'), "says neither its size nor its viewBox (line 1)"),
    "a share of nothing": (svg("", 'width="100%" height="100%"'), "says neither its size nor its viewBox (line 1)"),
    "size zero": (svg("", 'width="0" height="9"'), "has no size (line 1)"),
    "a size below zero": (svg("", 'width="-9" height="9" viewBox="0 0 9 9"'), "has no size (line 1)"),
    "a view of nothing": (svg("", 'viewBox="0 0 0 9"'), "has a viewBox without size (line 1)"),
    "a view that is none": (svg("", 'viewBox="0 0 9"'), 'has a viewBox that cannot be read ("0 0 9") (line 1)'),
    "a hair": (svg("", 'viewBox="0 0 900 9"'), "is more than 50 times as long one way as the other (line 1)"),
    "nothing in it": (svg(""), "paints nothing; export it again"),
    "nothing to be seen": (rect('visibility="hidden"'), "paints nothing"),
}

#: What is asked for and cannot be painted as it is meant.
UNPAINTED = {
    "text": (
        svg("<text>Alder</text>"),
        "holds text (<text>) (line 2); in the drawing program turn it into outlines first",
    ),
    "text in a definition": (svg("<defs><text>x</text></defs>"), "holds text (<text>) (line 2)"),
    "movement": (
        svg('<rect><animate attributeName="x"/></rect>'),
        "moves (<animate>) (line 2); save one still picture",
    ),
    "a set value": (svg("<set/>"), "moves (<set>) (line 2)"),
    "conditions": (svg("<switch><g/></switch>"), "shows parts only under conditions (<switch>) (line 2)"),
    "a condition": (svg('<g systemLanguage="en"/>'), 'shows parts only under conditions ("systemLanguage") (line 2)'),
    "an element that is not known": (svg("<blink/>"), "holds a <blink>, which is not known here (line 2)"),
    "a drawing inside": (svg('<svg viewBox="0 0 9 9"/>'), "holds a drawing inside the drawing (<svg>) (line 2)"),
    "a gradient": (
        rect('fill="url(#g)"', '<linearGradient id="g"/>'),
        'paints with a gradient or a pattern ("url(#g)") (line 2); use flat colours, or save it as a PNG',
    ),
    "a pattern": (rect('stroke="url(#g)"', '<pattern id="g"/>'), "paints with a gradient or a pattern"),
    "a gradient by a rule": (
        rect('class="a"', "<style>.a{fill:url(#g)}</style>"),
        "paints with a gradient or a pattern",
    ),
    "a gradient handed down": (svg('<g fill="url(#g)"><circle r="9"/></g>'), "paints with a gradient or a pattern"),
    "a see-through part": (rect('opacity=".5"'), 'is see-through in places ("opacity: .5") (line 2); use flat colours'),
    "a see-through group": (svg('<g style="opacity:50%"/>'), 'is see-through in places ("opacity: 50%") (line 2)'),
    "a see-through fill": (rect('fill-opacity="0.9"'), 'is see-through in places ("fill-opacity: 0.9") (line 2)'),
    "a see-through line": (
        rect('stroke="red" style="stroke-opacity:.1"'),
        'is see-through in places ("stroke-opacity: .1") (line 2)',
    ),
    "a see-through colour": (
        rect('fill="rgba(1,2,3,.4)"'),
        'has a colour that is see-through ("rgba(1,2,3,.4)") (line 2)',
    ),
    "a see-through number": (rect('fill="#11223344"'), 'has a colour that is see-through ("#11223344") (line 2)'),
    "a colour that is none": (rect('fill="bananas"'), 'has a colour that is not known here ("bananas") (line 2)'),
    "a colour of inks": (rect('fill="device-cmyk(0 1 1 0)"'), "has a colour that is not known here"),
    "a colour of the surroundings": (rect('fill="context-fill"'), "has a colour that is not known here"),
    "a filter": (
        rect('filter="url(#f)"'),
        'blurs, shades or recolours parts with a filter ("filter: url(#f)") (line 2)',
    ),
    "a filter by name": (rect('style="filter:blur(3px)"'), "blurs, shades or recolours parts with a filter"),
    "a mask": (rect('mask="url(#m)"', '<mask id="m"/>'), 'fades parts out with a mask ("mask: url(#m)") (line 2)'),
    "marks on lines": (rect('marker-end="url(#m)"'), 'sets marks on its lines ("marker-end: url(#m)") (line 2)'),
    "mixed colours": (rect('style="mix-blend-mode:multiply"'), "mixes colours with what lies below"),
    "lines below fills": (rect('paint-order="stroke"'), "paints lines below their fills"),
    "lines that do not grow": (rect('vector-effect="non-scaling-stroke"'), "has lines that do not grow with it"),
    "a moving style": (rect('style="transform:rotate(3deg)"'), "moves parts by a style"),
    "another point to turn around": (rect('transform-origin="center"'), "turns parts around points of their own"),
    "an old clip": (rect('clip="rect(0 0 9 9)"'), "is cut off by a style"),
    "a whole that is turned": (
        svg("", 'viewBox="0 0 9 9" transform="rotate(9)"'),
        "is turned or moved as a whole (line 1)",
    ),
    "a whole that is stretched": (
        svg("", 'viewBox="0 0 9 9" width="20" height="9" preserveAspectRatio="none"'),
        'is stretched or moved in its frame (preserveAspectRatio: "none") (line 1)',
    ),
    "a line stretched one way": (
        svg('<g transform="scale(2 1)"><path d="M0 0h9" stroke="red"/></g>'),
        "has a line that is stretched more one way than the other (line 2); in the drawing program",
    ),
    "a style for other names": (
        svg("<style>g rect{fill:red}</style>"),
        'has a style for "g rect", where only a name, a class or an id can be read (line 2)',
    ),
    "a style for some moments": (svg("<style>.a:hover{fill:red}</style>"), 'has a style for ".a:hover"'),
    "a style for attributes": (svg("<style>[x]{fill:red}</style>"), 'has a style for "[x]"'),
    "a style for two ids": (svg("<style>#a#b{fill:red}</style>"), 'has a style for "#a#b"'),
    "a style for nothing": (svg("<style>{fill:red}</style>"), "has a style that cannot be read (line 2)"),
    "a style of half a class": (svg("<style>a.{fill:red}</style>"), "has a style that cannot be read (line 2)"),
    "styles for screens": (svg('<style media="screen">a{}</style>'), 'has styles for "screen" only (line 2)'),
    "styles in another language": (svg('<style type="text/less">a{}</style>'), 'has styles in "text/less" (line 2)'),
    "styles under conditions": (
        svg("<style>@media print{a{}}</style>"),
        'has a style rule that is not known here ("@media")',
    ),
    "a style that ends nowhere": (svg("<style>} a{fill:red}</style>"), "has a style that cannot be read (line 2)"),
    "a style without a value": (rect('style="fill"'), "has a style that cannot be read (line 2)"),
    "a style that is not known": (rect('style="zoom:2"'), 'has a style that is not known here ("zoom: 2") (line 2)'),
    "a shape by a style": (
        rect('style="d:path(M0_0)"'),
        'has a style that is not known here ("d: path(M0_0)") (line 2)',
    ),
    "a rule that is none": (rect('fill-rule="odd"'), 'has a style that is not known here ("fill-rule: odd") (line 2)'),
    "an end that is none": (
        rect('stroke="red" stroke-linecap="flat"'),
        'has a style that is not known here ("stroke-linecap: flat") (line 2); in the drawing program',
    ),
    "a mitre below one": (
        rect('stroke="red" stroke-miterlimit=".5"'),
        'has a style that cannot be read (".5") (line 2)',
    ),
    "a width below zero": (rect('stroke="red" stroke-width="-1"'), 'has a line of "-1" width (line 2)'),
    "dashes below zero": (
        rect('stroke="red" stroke-dasharray="3 -1"'),
        'has dashes that cannot be read ("3 -1") (line 2)',
    ),
    "a unit of fonts": (svg('<circle r="2em"/>'), 'has a length in "em", which means nothing on paper (line 2)'),
    "a unit of windows": (svg("<circle r='2vw'/>"), 'has a length in "vw", which means nothing on paper (line 2)'),
    "a circle below zero": (svg('<circle r="-2"/>'), "has a <circle> of negative size (line 2)"),
    "half a point": (svg('<polygon points="1 2 3"/>'), 'has an odd number of coordinates ("1 2 3") (line 2)'),
    "points that are none": (svg('<polygon points="1 2 3 x"/>'), 'has "1 2 3 x" where numbers should stand (line 2)'),
    "a path that breaks off": (
        svg('<path d="M1 2L3"/>'),
        'has a path that cannot be read: "L" in a path takes 2 numbers and has 1 (line 2)',
    ),
    "a length of its own": (
        svg('<path d="M0 0h9" pathLength="9"/>'),
        "measures a path by a length of its own (pathLength)",
    ),
    "a move that is none": (
        rect('transform="turn(9)"'),
        'has a transformation that cannot be read ("turn(9)") (line 2)',
    ),
    "a move of too many": (
        rect('transform="scale(1 2 3)"'),
        'has a transformation that cannot be read ("scale(1 2 3)")',
    ),
    "a move half said": (rect('transform="scale(1"'), 'has a transformation that cannot be read ("scale(1") (line 2)'),
    "a use of what is not there": (svg('<use href="#x"/>'), 'uses a part that is not in it ("#x") (line 2)'),
    "a use of nothing": (svg("<use/>"), 'uses a part that is not in it ("#") (line 2)'),
    "a use of a clip": (
        svg('<clipPath id="c"/><use href="#c"/>'),
        "uses a <clipPath>, which is no part to be drawn again",
    ),
    "a symbol with a point": (
        svg('<symbol id="s" refX="1"/><use href="#s"/>'),
        "has a symbol with a point of its own (refX) (line 2)",
    ),
    "a clip that is not there": (rect('clip-path="url(#x)"'), 'is cut off by something that is not in it ("url(#x)")'),
    "a clip that is no clip": (rect('clip-path="url(#x)"', '<g id="x"/>'), "is cut off by something that is not in it"),
    "a clip by a form": (rect('clip-path="circle(9px)"'), "is cut off by something that is not in it"),
    "a clip of two": (
        svg(CLIP.format('<path d="M0 0h9v9z"/>' * 2)),
        "is cut off by more or less than one shape (line 2)",
    ),
    "a clip of none": (
        svg(CLIP.format('<path display="none"/>')),
        "is cut off by more or less than one shape (line 2)",
    ),
    "a clip of nothing": (svg(CLIP.format('<rect width="9"/>')), "is cut off by a shape without size (line 2)"),
    "a clip of a group": (svg(CLIP.format("<g/>")), "is cut off by what is cut off itself, or is no shape (line 2)"),
    "a clip in a clip": (
        svg(CLIP.format('<rect clip-path="url(#c)" width="9" height="9"/>')),
        "is cut off by what is cut off itself, or is no shape (line 2)",
    ),
    "a clip of other units": (
        svg('<clipPath id="c" clipPathUnits="objectBoundingBox"/><rect clip-path="url(#c)" width="9" height="9"/>'),
        "is cut off by a shape in units of what it cuts (clipPathUnits) (line 2)",
    ),
}

ALL = {**HOSTILE, **DAMAGED, **UNPAINTED}

#: What reaches out of the program: Python tells of these before it does them (PEP 578).
REACHING = (
    "open",
    "socket.",
    "subprocess.",
    "os.system",
    "os.exec",
    "os.spawn",
    "urllib.",
    "http.",
    "ctypes.",
    "webbrowser.",
)

_heard: list[list[str]] = []


def _hear(event: str, arguments: tuple[object, ...]) -> None:
    if _heard and event.startswith(REACHING):
        _heard[-1].append(f"{event} {arguments[:1]}")


sys.addaudithook(_hear)


@pytest.fixture(scope="module", autouse=True)
def _loaded() -> None:
    """Python opens modules of its own when they are first used."""
    drawing(PLAIN)


@contextlib.contextmanager
def heard() -> Iterator[list[str]]:
    """What is done to files, the network and other programs meanwhile."""
    _heard.append([])
    try:
        yield _heard[-1]
    finally:
        _heard.pop()


def refused(path: Path) -> Problem:
    with pytest.raises(ContentInvalid) as caught:
        read(path, PLACE)
    (found,) = caught.value.problems
    return found


def test_there_are_many_ways_to_be_refused_and_no_two_are_alike() -> None:
    assert len(ALL) == len(HOSTILE) + len(DAMAGED) + len(UNPAINTED)
    assert len({data for data, _ in ALL.values()}) == len(ALL)
    assert len(HOSTILE) > 50


@pytest.mark.parametrize(("data", "says"), ALL.values(), ids=ALL.keys())
def test_it_is_one_problem_at_its_place_and_only_the_file_is_opened(data: bytes, says: str, tmp_path: Path) -> None:
    path = tmp_path / "logo.svg"
    path.write_bytes(data)
    start = time.perf_counter()
    with heard() as events:
        found = refused(path)
    assert found.place == PLACE
    assert found.message.startswith(f'The picture "logo.svg" {says}')
    assert found.message.endswith(".")
    assert found.message.isprintable()
    assert len(found.message) < 300
    assert events == [f"open {(str(path),)}"]
    assert time.perf_counter() - start < 20, "a bomb would burn for days"


def test_the_witness_hears_what_is_opened(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(b"")
    with heard() as events:
        (tmp_path / "x").read_bytes()
    assert events == [f"open {(str(tmp_path / 'x'),)}"]


def test_what_is_not_refused_opens_only_its_file_too(tmp_path: Path) -> None:
    (path := tmp_path / "logo.svg").write_bytes(PLAIN)
    with heard() as events:
        assert read(path, PLACE) == drawing(PLAIN)
    assert events == [f"open {(str(path),)}"]


@pytest.mark.parametrize("number", range(10, len(PLAIN) - 2, 7))
def test_a_file_cut_short_anywhere_is_refused(number: int, tmp_path: Path) -> None:
    (path := tmp_path / "logo.svg").write_bytes(PLAIN[:number])
    assert "is damaged or cut short" in refused(path).message


def test_without_the_extra_the_line_that_installs_it_is_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.startswith(("handouts.graphics.svg", "tinycss2"))]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "tinycss2", None)
    (path := tmp_path / "logo.svg").write_bytes(PLAIN)
    found = refused(path)
    assert found.place == PLACE
    assert found.message == (
        'The picture "logo.svg" is an SVG drawing. It needs the package "tinycss2". '
        f"Install it with: {install_line('tinycss2')}"
    )
