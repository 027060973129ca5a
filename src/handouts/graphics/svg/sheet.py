"""Style sheets of an SVG: which declarations hold for an element (SVG 2, 6; CSS Cascade 4).

Rules may choose by name, class and identity, which is what drawing programs write. Whatever else a sheet says is
refused, not skipped: a rule that is not understood could change every shape.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

import tinycss2

from handouts.graphics.svg.faults import FLAT, OUTLINES, PLAIN, SIMPLER, Fault, quoted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from tinycss2.ast import Declaration
    from tinycss2.ast import Node as Token

    from handouts.graphics.svg.tree import Node

#: The most letters of all styles, and the most selectors.
MOST_LETTERS: Final = 100_000
MOST_SELECTORS: Final = 300

#: How deep brackets may lie in a value; ``rgb()`` needs one.
_DEEPEST: Final = 3

#: What shapes are painted with, each with what holds where nobody says it. All are handed down to what lies inside.
INHERITED: Final[Mapping[str, str]] = MappingProxyType(
    {
        "fill": "black",
        "fill-rule": "nonzero",
        "fill-opacity": "1",
        "stroke": "none",
        "stroke-width": "1",
        "stroke-opacity": "1",
        "stroke-linecap": "butt",
        "stroke-linejoin": "miter",
        "stroke-miterlimit": "4",
        "stroke-dasharray": "none",
        "stroke-dashoffset": "0",
        "clip-rule": "nonzero",
        "visibility": "visible",
        "color": "black",
    }
)

#: The same for what an element keeps to itself.
OWN: Final[Mapping[str, str]] = MappingProxyType(
    {"display": "inline", "opacity": "1", "clip-path": "none", "overflow": "hidden"}
)

#: What cannot be painted, unless it says nothing: the values that say nothing, what it does, and what mends it.
_REFUSED: Final[Mapping[str, tuple[frozenset[str], str, str]]] = MappingProxyType(
    {
        "filter": (frozenset({"none"}), "blurs, shades or recolours parts with a filter", FLAT),
        "mask": (frozenset({"none"}), "fades parts out with a mask", FLAT),
        **dict.fromkeys(
            ("marker", "marker-start", "marker-mid", "marker-end"),
            (frozenset({"none"}), "sets marks on its lines", OUTLINES),
        ),
        "mix-blend-mode": (frozenset({"normal"}), "mixes colours with what lies below", FLAT),
        "paint-order": (
            frozenset({"normal", "fill", "fill stroke", "fill stroke markers"}),
            "paints lines below their fills",
            OUTLINES,
        ),
        "vector-effect": (frozenset({"none"}), "has lines that do not grow with it", OUTLINES),
        "clip": (frozenset({"auto"}), "is cut off by a style", PLAIN),
        "transform": (frozenset({"none"}), "moves parts by a style", PLAIN),
        "transform-origin": (frozenset({"0", "0 0", "0px 0px"}), "turns parts around points of their own", PLAIN),
        "transform-box": (frozenset({"view-box"}), "turns parts around points of their own", PLAIN),
    }
)

#: What changes no shape: fonts of words that are not there, colours of gradients that are refused where they are used.
_SILENT: Final = frozenset(
    {"letter-spacing", "word-spacing", "line-height", "writing-mode", "direction", "unicode-bidi", "white-space"}
    | {"dominant-baseline", "alignment-baseline", "baseline-shift", "kerning", "inline-size"}
    | {"shape-rendering", "color-rendering", "image-rendering", "color-interpolation", "color-interpolation-filters"}
    | {"color-profile", "lighting-color", "solid-color", "solid-opacity", "buffered-rendering", "enable-background"}
    | {"pointer-events", "cursor", "isolation", "mask-type", "user-select", "will-change"}
    | {"shape-inside", "shape-subtract", "shape-padding", "shape-margin"}
)
_SILENT_BEGIN: Final = ("font", "text-", "glyph-", "stop-", "flood-", "-inkscape-", "--")


@dataclass(frozen=True, slots=True)
class _Rule:
    """What a selector chooses, and one thing that it says of it."""

    name: str
    identity: str
    classes: frozenset[str]
    order: int
    said: tuple[tuple[str, str, bool], ...]

    @property
    def weight(self) -> tuple[int, int, int, int]:
        """The heavier wins; of two alike, the later (CSS Selectors 4, 17)."""
        return int(bool(self.identity)), len(self.classes), int(bool(self.name)), self.order

    def chooses(self, node: Node, classes: frozenset[str]) -> bool:
        """Whether the rule holds for an element."""
        named = self.name in {"", node.name}
        return named and self.identity in {"", node.attributes.get("id", "")} and self.classes <= classes


@dataclass(frozen=True, slots=True)
class Sheet:
    """All rules of a drawing, the lightest first."""

    rules: tuple[_Rule, ...]

    def declared(self, node: Node) -> dict[str, str]:
        """What holds for an element by its attributes, the rules and its own style, each over those before.

        Raises:
            Fault: it says what is not understood, or what cannot be painted.
        """
        classes = frozenset(node.attributes.get("class", "").split())
        ruled = [said for rule in self.rules if rule.chooses(node, classes) for said in rule.said]
        own = list(_declarations(node.attributes.get("style", "")))
        found = dict(_presented(node.attributes))
        for important in (False, True):
            found.update({name: value for name, value, weight in (*ruled, *own) if weight is important})
        return found


def sheet(root: Node) -> Sheet:
    """The rules of all ``<style>`` elements.

    Raises:
        Fault: a sheet lies in another file, or holds what is not understood.
    """
    rules: list[_Rule] = []
    letters = 0
    for node in root.walk():
        letters += len(node.words) + len(node.attributes.get("style", ""))
        if letters > MOST_LETTERS:
            raise Fault(f"has more than {MOST_LETTERS:,} letters of styles", SIMPLER)
        if node.name != "style":
            continue
        try:
            rules += _rules(node, len(rules))
        except Fault as fault:
            raise fault.on(node.line) from fault
        if len(rules) > MOST_SELECTORS:
            raise Fault(f"has more than {MOST_SELECTORS} style rules", SIMPLER)
    return Sheet(tuple(sorted(rules, key=lambda rule: rule.weight)))


def _rules(node: Node, order: int) -> Iterator[_Rule]:
    if node.attributes.get("type", "text/css").strip() not in {"text/css", ""}:
        raise Fault(f"has styles in {quoted(node.attributes['type'])}")
    if node.attributes.get("media", "all").strip() not in {"all", ""}:
        raise Fault(f"has styles for {quoted(node.attributes['media'])} only")
    for rule in _parsed(tinycss2.parse_stylesheet, node.words):
        if rule.type == "at-rule":
            if rule.lower_at_keyword == "import":
                raise Fault("takes its styles from another file (@import)")
            if rule.lower_at_keyword != "charset":
                raise Fault(f"has a style rule that is not known here ({quoted('@' + rule.at_keyword)})")
            continue
        if rule.type != "qualified-rule":
            raise Fault("has a style that cannot be read")
        said = tuple(_declarations(rule.content))
        for selector in _selectors(rule.prelude):
            yield _rule(selector, order, said)
            order += 1


def _parsed(parse: Callable[..., list[Token]], written: str | list[Token]) -> list[Token]:
    try:
        return parse(written, skip_comments=True, skip_whitespace=True)
    except ValueError as error:  # a number of more digits than Python reads
        raise Fault("has a style that cannot be read") from error


def _selectors(prelude: Iterable[Token]) -> Iterator[list[Token]]:
    """The parts of each selector of a list."""
    parts: list[Token] = []
    for token in prelude:
        if token.type == "literal" and token.value == ",":
            yield parts
            parts = []
        else:
            parts.append(token)
    yield parts


def _rule(parts: list[Token], order: int, said: tuple[tuple[str, str, bool], ...]) -> _Rule:
    """A selector of a name, an identity and classes, without spaces, such as ``path.st0``."""
    text = _text(parts)
    while parts and parts[0].type == "whitespace":
        parts = parts[1:]
    while parts and parts[-1].type == "whitespace":
        parts = parts[:-1]
    name, identity, classes, dot = "", "", set(), False
    for place, token in enumerate(parts):
        if token.type == "ident" and (dot or place == 0):
            name, dot = (name, False) if dot else (token.value, False)
            classes |= {token.value} if place else set()
        elif token.type == "hash" and not dot and not identity:
            identity = token.value
        elif token.type == "literal" and not dot and (token.value == "." or (token.value == "*" and place == 0)):
            dot = token.value == "."
        else:
            raise Fault(f"has a style for {quoted(text)}, where only a name, a class or an id can be read")
    if not parts or dot:
        raise Fault("has a style that cannot be read")
    return _Rule(name, identity, frozenset(classes), order, said)


def _presented(attributes: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """What attributes say. One that is no property says nothing of how the element is painted (SVG 2, 6.6)."""
    for name, written in attributes.items():
        known = name in INHERITED or name in OWN or name in _REFUSED
        if known and name != "transform":
            value = _text(_parsed_value(written))
            if value and _painted(name, value):
                yield name, value


def _parsed_value(written: str) -> list[Token]:
    try:
        found: list[Token] = tinycss2.parse_component_value_list(written, skip_comments=True)
    except ValueError as error:
        raise Fault("has a style that cannot be read") from error
    return found


def _declarations(written: str | list[Token]) -> Iterator[tuple[str, str, bool]]:
    """(property, value, whether it is important) of what paints."""
    for token in _parsed(tinycss2.parse_blocks_contents, written):
        if token.type != "declaration":
            raise Fault("has a style that cannot be read")
        said: Declaration = token
        value = _text(said.value)
        if _painted(said.lower_name, value):
            yield said.lower_name, value, said.important


def _painted(name: str, value: str) -> bool:
    """Whether a property says how something is painted; one that says nothing is left out.

    Raises:
        Fault: it is not known here, or says what cannot be painted.
    """
    if name in INHERITED or name in OWN:
        return True
    if name in _REFUSED:
        nothing, what, mend = _REFUSED[name]
        if value.lower() not in {*nothing, "initial", "unset"}:
            raise Fault(f"{what} ({quoted(f'{name}: {value}')})", mend)
    elif name not in _SILENT and not name.startswith(_SILENT_BEGIN):
        raise Fault(f"has a style that is not known here ({quoted(f'{name}: {value}')})")
    return False


def _text(tokens: Iterable[Token]) -> str:
    """The words of a value, with single spaces.

    Raises:
        Fault: it cannot be read, or names something outside the file.
    """
    kept = list(tokens)
    _inside(kept, 0)
    return " ".join(tinycss2.serialize(kept).split())


def _inside(tokens: Iterable[Token], depth: int) -> None:
    """Nothing leads out of the file, and nothing lies too deep."""
    if depth > _DEEPEST:
        raise Fault("has a style that cannot be read")
    for token in tokens:
        target = None
        if token.type == "error":
            raise Fault("has a style that cannot be read")
        if token.type == "url":
            target = token.value
        elif token.type == "function":
            if token.lower_name in {"url", "src", "image", "image-set"}:
                target = "".join(part.value for part in token.arguments if part.type == "string")
            _inside(token.arguments, depth + 1)
        elif token.type in {"() block", "[] block", "{} block"}:
            _inside(token.content, depth + 1)
        if target is not None and not target.strip().startswith("#"):
            raise Fault(f"takes a part from elsewhere ({quoted(target)})")
