"""Inline markup: ``*emphasis*``, ``**strong**``, ``[words](https://...)`` and ``{placeholders}``. All else is literal.

An underscore, a backslash and an ampersand are just signs.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from handouts.document.elements import Element, Role, Text, Weight, walk
from handouts.errors import ContentInvalid, Place, Problem, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

    from markdown_it.token import Token

    from handouts.document.elements import Node

_PLACEHOLDER: Final = re.compile(r"\{([A-Za-z][\w .-]*)\}")
_SPACES: Final = re.compile(r"[ \t\r\n\f\v]+")
#: Without one of these signs there is no markup.
_MARK: Final = re.compile(r"[*\[]")
_SCHEMES: Final = ("https", "http", "mailto", "tel")


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace ``[start, end)`` of a text: how a locale puts in its quotes, dashes and no-break spaces."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Fragment:
    """Words between two marks, placeholders not yet filled in. ``target`` is set inside a link."""

    words: str
    strong: bool = False
    emphasis: bool = False
    target: str | None = None


def _tokens(words: str) -> list[Token]:
    if not _MARK.search(words):
        return []
    from handouts.document.markup import tokens  # noqa: PLC0415 - 70 ms that words without a mark need not pay

    return tokens(words)


def parse(words: str) -> tuple[Fragment, ...]:
    """The words as fragments of one look each, marks taken away. Line breaks count as spaces."""
    words = spaced(words)
    if not _MARK.search(words):
        return (Fragment(words),) if words else ()
    fragments: list[Fragment] = []
    strong = emphasised = 0
    target: str | None = None
    for token in _tokens(words):
        match token.type:
            case "strong_open" | "strong_close":
                strong += token.nesting
            case "em_open" | "em_close":
                emphasised += token.nesting
            case "link_open":
                target = str(token.attrGet("href"))
            case "link_close":
                target = None
            case _:
                fragments.append(Fragment(token.content, strong > 0, emphasised > 0, target))
    return tuple(_merged_fragments(fragments))


def _merged_fragments(fragments: Iterable[Fragment]) -> Iterator[Fragment]:
    last: Fragment | None = None
    for fragment in fragments:
        if last is not None and replace(last, words="") == replace(fragment, words=""):
            last = replace(last, words=last.words + fragment.words)
            continue
        if last is not None and last.words:
            yield last
        last = fragment
    if last is not None and last.words:
        yield last


def spaced(words: str) -> str:
    """The words on one line: each run of spaces and line breaks is one space. A no-break space stays."""
    return _SPACES.sub(" ", words).strip(" ")


def paragraphs(words: str) -> tuple[str, ...]:
    """The words cut where a blank line stands in the file (YAML's folded text keeps it as one line break)."""
    return tuple(part for part in map(spaced, re.split(r"[\r\n]+", words)) if part)


def placeholders(words: str) -> tuple[str, ...]:
    """The names between braces, in order, each once."""
    return tuple(dict.fromkeys(_PLACEHOLDER.findall(words)))


def plain(words: str) -> str:
    """The words without marks, placeholders left as they are: for titles of files and for counting."""
    return "".join(fragment.words for fragment in parse(words))


def problems(words: str, known: Collection[str] | None = None) -> tuple[Problem, ...]:
    """What is wrong with the markup of these words: links that lead nowhere, placeholders that nobody fills.

    Args:
        words: what a clinic wrote, with its place.
        known: the names of placeholders that may be used here; None leaves them unchecked.
    """
    place = getattr(words, "place", None) or Place("(words)")
    tokens = _tokens(spaced(words))
    found = [_link_problem(token) for token in tokens if token.type == "link_open"]
    if any((one.type, other.type) == ("link_open", "link_close") for one, other in pairwise(tokens)):
        found.append("This link has no words between [ and ], so nothing would be printed.")
    said = plain(words)
    if "](" in said:
        found.append("This link is not closed: write it as [words](https://address), with no space in the address.")
    if known is not None:
        found.extend(
            f'Nothing is called "{{{name}}}" here.{did_you_mean(name, known)}'
            for name in placeholders(said)
            if name not in known
        )
    return tuple(Problem(place, message) for message in found if message)


def _link_problem(token: Token) -> str | None:
    target = str(token.attrGet("href"))
    if token.attrGet("title"):
        return "The words in quotes after the address of this link would not be printed. Take them out."
    if "%7B" in target:
        return "A link's address cannot hold a {placeholder}. Write the address out."
    return address_problem(target, _SCHEMES)


def address_problem(target: str, schemes: Sequence[str]) -> str | None:
    """What is wrong with the address of a link, or None when it can be opened.

    Args:
        target: a URI (RFC 3986).
        schemes: what it may start with, such as ``https``.
    """
    try:
        parts = urlsplit(target)
    except ValueError:
        return f'"{target}" is not an address that can be opened.'
    wrong = {
        f'"{target}" is not an address that can be opened. It has to start with {_starts(schemes)}.': (
            parts.scheme not in schemes
        ),
        f'"{target}" names no site. Write it as https://example.org/page.': (
            parts.scheme in {"http", "https"} and not parts.hostname
        ),
        f'"{target}" holds a user name. Write the address without it.': "@" in parts.netloc,
        f'"{target}" leads nowhere: something is missing after the colon.': not (parts.path or parts.netloc),
    }
    return next((message for message, is_wrong in wrong.items() if is_wrong), None)


def _starts(schemes: Sequence[str]) -> str:
    shown = [f"{scheme}://" if scheme.startswith("http") else f"{scheme}:" for scheme in schemes]
    return f"{', '.join(shown[:-1])} or {shown[-1]}" if len(shown) > 1 else shown[0]


def inline(
    words: str,
    values: Mapping[str, tuple[Node, ...]],
    edits: Callable[[str], Sequence[Edit]],
    weight: Weight = Weight.REGULAR,
) -> tuple[Node, ...]:
    """The words as runs and links, placeholders filled in, quotes and dashes set.

    Args:
        words: what a clinic wrote.
        values: what stands for each placeholder: runs and links.
        edits: the locale's typography, asked about the whole sentence at once, as a quote needs its neighbours. It
            does not touch runs that are ``keep``.
        weight: the face of words without marks.

    Raises:
        ContentInvalid: a link that cannot be opened, or a placeholder that is not among the values. Loading looks for
            both first, with everything else that is wrong in the files.
    """
    if wrong := problems(words, values.keys()):
        raise ContentInvalid(wrong)
    place = getattr(words, "place", None)
    runs: list[tuple[Text, str | None, Element | None]] = []
    for fragment in parse(words):
        face = _weight(weight, strong=fragment.strong, emphasised=fragment.emphasis)
        for node in _filled(fragment.words, values, place):
            link = node if isinstance(node, Element) and fragment.target is None else None
            for text in walk(node):
                if isinstance(text, Text):
                    own = text if text.weight is face else replace(text, weight=face)
                    runs.append((own, fragment.target, link))
    texts = typeset([text for text, _, _ in runs], edits)
    return merged(_linked(texts, [(target, link) for _, target, link in runs]))


def _weight(weight: Weight, *, strong: bool, emphasised: bool) -> Weight:
    bold = strong or weight in {Weight.STRONG, Weight.STRONG_EMPHASIS}
    leaning = emphasised or weight in {Weight.EMPHASIS, Weight.STRONG_EMPHASIS}
    if bold:
        return Weight.STRONG_EMPHASIS if leaning else Weight.STRONG
    return Weight.EMPHASIS if leaning else Weight.REGULAR


def _filled(words: str, values: Mapping[str, tuple[Node, ...]], place: Place | None) -> Iterator[Node]:
    for index, part in enumerate(_PLACEHOLDER.split(words)):
        if index % 2:
            yield from values[part]
        elif part:
            yield Text(part, place=place)


def typeset(texts: Sequence[Text], edits: Callable[[str], Sequence[Edit]]) -> list[Text]:
    """The runs with the locale's typography, judged over all of them together; ``keep`` runs stay as they are."""
    starts = [0]
    for text in texts:
        starts.append(starts[-1] + len(text.words))
    wanted = edits("".join(text.words for text in texts))
    done: list[Text] = []
    for text, (start, end) in zip(texts, pairwise(starts), strict=True):
        mine = [edit for edit in wanted if start <= edit.start and edit.end <= end and not text.keep]
        done.append(replace(text, words=edited(text.words, mine, start)) if mine else text)
    return done


def edited(words: str, edits: Sequence[Edit], start: int = 0) -> str:
    """The words with the edits made; ``start`` is where they stand in the text that the edits count in."""
    for edit in sorted(edits, key=lambda edit: edit.start, reverse=True):
        words = words[: edit.start - start] + edit.text + words[edit.end - start :]
    return words


def _linked(texts: Sequence[Text], links: Sequence[tuple[str | None, Element | None]]) -> list[Node]:
    """Wrap the runs of each link in one Link element."""
    nodes: list[Node] = []
    for text, (target, link) in zip(texts, links, strict=True):
        if target is None and link is None:
            nodes.append(text)
            continue
        frame = link if link is not None else Element(Role.LINK, "link", target=target)
        last = nodes[-1] if nodes else None
        if isinstance(last, Element) and replace(last, kids=(), alt=None) == replace(frame, kids=(), alt=None):
            nodes[-1] = replace(last, kids=(*last.kids, text))
        else:
            nodes.append(replace(frame, kids=(text,)))
    return [_spoken(node) for node in nodes]


def _spoken(node: Node) -> Node:
    """A link with its runs joined, that says its own words where nothing better is known."""
    if not isinstance(node, Element):
        return node
    return replace(node, kids=merged(node.kids), alt=node.alt or node.text)


def merged(nodes: Iterable[Node]) -> tuple[Node, ...]:
    """Neighbouring runs of one look become one run."""
    done: list[Node] = []
    for node in nodes:
        last = done[-1] if done else None
        if isinstance(node, Text) and isinstance(last, Text) and _same_look(last, node):
            done[-1] = replace(last, words=last.words + node.words, place=last.place or node.place)
        else:
            done.append(node)
    return tuple(done)


def _same_look(one: Text, other: Text) -> bool:
    return not one.keep and not other.keep and (one.weight, one.lang) == (other.weight, other.lang)
