"""An SVG file as a tree, read with suspicion: what could run, move, hide or lead elsewhere is refused on sight.

The parser knows no entities and opens nothing: a file that declares any is refused at its first line (SVG 2, 2.3;
XML 1.0, 4.4). All limits are far above what a logo needs, and low enough that a stranger's file is judged in a moment.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Final
from xml.parsers import expat

from handouts.graphics.svg.faults import OUTLINES, PLAIN, SIMPLER, Fault, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

#: The largest file in bytes, the most elements in it, and how deep they may lie in each other.
MOST_BYTES: Final = 1_000_000
MOST_ELEMENTS: Final = 5_000
DEEPEST: Final = 64

SVG: Final = "http://www.w3.org/2000/svg"
_XLINK: Final = "http://www.w3.org/1999/xlink"
_XML: Final = "http://www.w3.org/XML/1998/namespace"
_XHTML: Final = "http://www.w3.org/1999/xhtml"

#: Stands between the parts of a qualified name: no name can hold it.
_BETWEEN: Final = "\n"

_AGAIN: Final = "open it in a drawing program and export it again"
_OTHER: Final = "save it as SVG or PNG"
_STILL: Final = "save one still picture of it"
_SHAPES: Final = "draw it as shapes, or save the whole logo as a PNG at least 600 pixels wide"

#: What is refused wherever it stands, used or not: what it is called, and what mends it.
_REFUSED: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {
        **dict.fromkeys(("script", "handler", "listener"), ("holds a script", PLAIN)),
        **dict.fromkeys(("image", "feImage"), ("holds a picture of pixels", _SHAPES)),
        **dict.fromkeys(
            ("foreignObject", "iframe", "canvas", "audio", "video", "embed", "object"),
            ("holds a piece of a web page", PLAIN),
        ),
        **dict.fromkeys(("text", "tspan", "tref", "textPath", "altGlyph"), ("holds text", OUTLINES)),
        **dict.fromkeys(
            ("animate", "animateTransform", "animateMotion", "animateColor", "set", "mpath", "discard"),
            ("moves", _STILL),
        ),
        "a": ("holds a link", PLAIN),
        "switch": ("shows parts only under conditions", PLAIN),
    }
)

#: What is drawn, or says how; a drawing inside the drawing is refused where it is met.
_DRAWN: Final = frozenset(
    {"svg", "g", "defs", "symbol", "use", "clipPath", "style"}
    | {"path", "rect", "circle", "ellipse", "line", "polyline", "polygon"}
)

#: What draws nothing by itself. Who paints with one of them is refused where it does.
_SILENT: Final = frozenset(
    {"title", "desc", "metadata", "view", "cursor", "font", "font-face", "color-profile"}
    | {"linearGradient", "radialGradient", "meshgradient", "hatch", "solidColor", "solidcolor"}
    | {"pattern", "mask", "filter", "marker"}
)

#: Attributes that let a part be seen by some and not by others.
_CONDITIONS: Final = frozenset({"requiredFeatures", "requiredExtensions", "systemLanguage"})


@dataclass(slots=True, eq=False)
class Node:
    """An element of the SVG namespace, with its attributes of no namespace; ``href`` is kept whichever it had."""

    name: str
    attributes: Mapping[str, str]
    line: int
    parent: Node | None = None
    kids: list[Node] = field(default_factory=list)
    #: The words between its tags.
    words: str = ""

    def walk(self) -> Iterator[Node]:
        """The element and all below it, in the order of the file."""
        waiting = [self]
        while waiting:
            node = waiting.pop()
            yield node
            waiting += reversed(node.kids)


def parse(data: bytes) -> Node:
    """The root of an SVG file.

    Raises:
        Fault: it is no SVG, is not well-formed, holds what is refused on sight, or is larger than a logo can be.
    """
    reader = _Reader()
    parser = expat.ParserCreate("utf-8", _BETWEEN)
    parser.buffer_text = True
    reader.listen(parser)
    try:
        parser.Parse(_utf8(data), True)  # noqa: FBT003 - the parser's own signature: this is all there is
    except expat.ExpatError as error:
        raise Fault("is damaged or cut short", _AGAIN, error.lineno) from error
    assert reader.root is not None  # noqa: S101 - narrows the type: without a root element it is not well-formed
    return reader.root


def _utf8(data: bytes) -> bytes:
    if len(data) > MOST_BYTES:
        raise Fault(f"is larger than {MOST_BYTES // 10**6} MB", SIMPLER)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Fault("is not written in UTF-8", "export it again in UTF-8") from error
    if "\0" in text:
        raise Fault("is not written in UTF-8", "export it again in UTF-8")
    return text.encode()


@dataclass(slots=True)
class _Reader:
    """What the parser calls."""

    root: Node | None = None
    at: Node | None = None
    #: How deep the parser is, how deep inside something that draws nothing, and how much it has seen.
    depth: int = 0
    silent: int = 0
    seen: int = 0
    words: list[str] = field(default_factory=list)
    parser: expat.XMLParserType | None = None

    def listen(self, parser: expat.XMLParserType) -> None:
        """Hear what the parser finds."""
        self.parser = parser
        parser.StartElementHandler = self.start
        parser.EndElementHandler = self.end
        parser.CharacterDataHandler = self.words.append
        parser.XmlDeclHandler = self.declaration
        parser.StartDoctypeDeclHandler = self.doctype
        parser.ProcessingInstructionHandler = self.instruction

    @property
    def line(self) -> int:
        """Where the parser is."""
        return self.parser.CurrentLineNumber if self.parser else 0

    def declaration(self, _version: str, encoding: str | None, _standalone: int) -> None:
        """The first line of the file."""
        if encoding is not None and encoding.lower() not in {"utf-8", "utf8", "us-ascii", "ascii"}:
            raise Fault(f"says that it is written in {quoted(encoding)}", "export it again in UTF-8", self.line)

    def doctype(self, name: str, *_: object) -> None:
        """What can declare entities: a few lines that grow to gigabytes, or other files."""
        if name != "svg":
            raise Fault(f"is no SVG drawing: it begins with <!DOCTYPE {name[:20]}>", _OTHER, self.line)
        raise Fault("begins with a <!DOCTYPE>", "delete that, or export it again as a plain SVG", self.line)

    def instruction(self, target: str, _data: str) -> None:
        """A style sheet in another file is the one instruction that draws."""
        if target.lower() == "xml-stylesheet":
            raise Fault("takes its styles from another file", PLAIN, self.line)

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        self.depth += 1
        self.seen += 1
        if self.seen > MOST_ELEMENTS:
            raise Fault(f"has more than {MOST_ELEMENTS:,} parts", SIMPLER)
        if self.depth > DEEPEST:
            raise Fault(f"has parts that lie more than {DEEPEST} deep in each other", PLAIN, self.line)
        space, _, local = name.rpartition(_BETWEEN)
        if self.root is None and (local != "svg" or space not in {SVG, ""}):
            raise Fault(f"is no SVG drawing: it begins with <{local[:20]}>", _OTHER, self.line)
        drawn = self._drawn(space, local)
        own = _checked(local, attributes, self.line) if space in {SVG, ""} else {}
        if self.silent or not drawn:
            self.silent += 1
            return
        node = Node(local, own, self.line, self.at)
        if self.at is None:
            self.root = node
        else:
            self.at.kids.append(node)
        self.at = node
        self.words.clear()

    def end(self, _name: str) -> None:
        """An element ends."""
        self.depth -= 1
        if self.silent:
            self.silent -= 1
        elif self.at is not None:
            self.at.words = "".join(self.words) if self.at.name == "style" else ""
            self.at = self.at.parent

    def _drawn(self, space: str, local: str) -> bool:
        """Whether an element draws or says how. What belongs to other programs draws nothing (SVG 2, 2.6)."""
        if space == _XHTML:
            raise Fault("holds a piece of a web page", PLAIN, self.line)
        if space not in {SVG, ""}:
            return False
        if local in _REFUSED:
            what, mend = _REFUSED[local]
            raise Fault(f"{what} (<{local}>)", mend, self.line)
        if local in _DRAWN or local in _SILENT or self.silent:
            return local in _DRAWN
        raise Fault(f"holds a <{local[:20]}>, which is not known here", PLAIN, self.line)


def _checked(name: str, attributes: Mapping[str, str], line: int) -> dict[str, str]:
    """The attributes of no namespace, and ``href``: none may hold a script or lead out of the file."""
    own = {}
    for qualified, value in attributes.items():
        space, _, local = qualified.rpartition(_BETWEEN)
        if space == _XML and local == "base":
            raise Fault("takes parts from another file (xml:base)", PLAIN, line)
        if local == "href" and space in {"", _XLINK}:
            if not value.strip().startswith("#"):
                raise Fault(f"takes a part from elsewhere ({quoted(value)})", PLAIN, line)
            own["href"] = value.strip()
        elif not space:
            own[local] = value
            if local.lower().startswith("on"):
                raise Fault(f'holds a script ("{local[:20]}" of <{name}>)', PLAIN, line)
            if local in _CONDITIONS:
                raise Fault(f'shows parts only under conditions ("{local}")', PLAIN, line)
    return own
