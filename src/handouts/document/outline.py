"""A document as text to read: what ``handouts show`` prints, and what tests compare."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from handouts.document.elements import Element, Role, Slot, Text, Weight

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handouts.document.elements import Document, Node

_MARKS: Final = {
    Weight.REGULAR: "",
    Weight.EMPHASIS: "*",
    Weight.STRONG: "**",
    Weight.STRONG_EMPHASIS: "***",
}

#: Elements that hold a line of words: they are shown on one line.
_LINES: Final = {Role.P, Role.H1, Role.H2, Role.H3, Role.LBL, Role.SPAN, Role.LINK, Role.NOTE}


def outline(document: Document) -> str:
    """The tree in reading order, one element a line, the clinic's parts where they hang.

    A line is the structure type, the style in brackets, and the words with their marks: ``**strong**``,
    ``*emphasis*``, ``[words](where they lead)``. No-break spaces are shown as ``~``.
    """
    about = document.metadata
    head = [
        about.title,
        f"{about.code}, {document.lang}, {document.direction}, {about.date}"
        + (f", {about.notice}" if about.notice else ""),
        "",
    ]
    parts = dict(document.imprint.parts)
    return "\n".join([*head, *_lines(document.body, parts, 0)]) + "\n"


def _lines(node: Node, parts: dict[str, Element], depth: int) -> Iterator[str]:
    indent = "  " * depth
    if isinstance(node, Slot):
        yield f"{indent}<{node.name}>"
        yield from _lines(parts[node.name], parts, depth + 1)
    elif isinstance(node, Text):
        yield f"{indent}{_run(node)}"
    elif node.role in _LINES and not _holds_figure(node):
        yield f"{indent}{_label(node)} {''.join(map(_run, node.kids))}"
    else:
        yield f"{indent}{_label(node)}{_details(node)}"
        for kid in node.kids:
            yield from _lines(kid, parts, depth + 1)


def _holds_figure(node: Element) -> bool:
    return any(isinstance(kid, Element) and kid.role is Role.FIGURE for kid in node.kids)


def _label(node: Element) -> str:
    graphic = f" with {node.graphic.kind} {node.graphic.name}" if node.graphic and node.role is not Role.FIGURE else ""
    name = f" #{node.name}" if node.name and node.name != node.style else ""
    return f"{node.role} ({node.style}{name}{graphic})"


def _details(node: Element) -> str:
    found = []
    if node.numbering == "Decimal":
        found.append("numbered")
    if node.graphic and node.role is Role.FIGURE:
        found.append(f"{node.graphic.kind} {node.graphic.name}")
    if node.target:
        found.append(f"to {node.target}")
    if node.alt:
        found.append(f'"{node.alt}"')
    return f" {', '.join(found)}" if found else ""


def _run(node: Node) -> str:
    if isinstance(node, Element):
        return f"[{''.join(map(_run, node.kids))}]({node.target})"
    if isinstance(node, Slot):
        return f"<{node.name}>"
    mark = _MARKS[node.weight]
    lead = node.words[: len(node.words) - len(node.words.lstrip(" "))]
    words = node.words.strip(" ")
    tail = node.words[len(lead) + len(words) :]
    shown = f"{lead}{mark}{words}{mark}{tail}".replace("\u00a0", "~")
    return f"{shown}<{node.lang}>" if node.lang else shown
