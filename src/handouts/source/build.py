"""From PyYAML's events to the tree of a file. Events rather than its nodes: they can be stopped, and tell more."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, Literal

import yaml

from handouts.source.nodes import Entry, Mapping, Scalar, Sequence
from handouts.source.text import has_control
from handouts.source.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handouts.errors import Place, Problem
    from handouts.source.nodes import Node
    from handouts.source.text import Lines

#: How deep keys and lists may stand in each other. The sample needs 8.
DEPTH_LIMIT: Final = 20

#: PyYAML's events share no base class that says what we ask of them.
_Event = Any

_Style = Literal["plain", "quoted", "block"]

#: How PyYAML names a scalar's style; what is not here stands in quotes.
_STYLES: Final[dict[str | None, _Style]] = {None: "plain", "": "plain", "|": "block", ">": "block"}

#: libyaml's parser is about eight times as fast; both give the same events.
_LOADER: Final[Any] = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


class TooDeep(Exception):
    """The file nests deeper than anything a clinic writes."""

    def __init__(self, place: Place) -> None:
        super().__init__()
        self.place = place


class SecondDocument(Exception):
    """A line of ``---`` cuts the file in two."""

    def __init__(self, place: Place) -> None:
        super().__init__()
        self.place = place


#: What stops the reading of a file.
Stopped = yaml.YAMLError | TooDeep | SecondDocument


@dataclass(slots=True)
class _Builder:
    """Walks the events of one file once; its lists grow while it does."""

    lines: Lines
    events: Iterator[Any]
    problems: list[Problem] = field(default_factory=list)
    #: The last value that could be read: quotes that were left open are found by it.
    last: Scalar | None = None

    def document(self) -> Node | None:
        """The first document of the file; a second one is a problem."""
        tree: Node | None = None
        documents = 0
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise SecondDocument(self._place(event))
                tree = self._node(next(self.events), 1)
        return tree

    def _node(self, event: _Event, depth: int) -> Node:
        self._refuse_names(event)
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event)
        if isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent)) and depth > DEPTH_LIMIT:
            raise TooDeep(self._place(event))
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(event, depth)
        if isinstance(event, yaml.SequenceStartEvent):
            items: list[Node] = []
            while not isinstance(inner := next(self.events), yaml.SequenceEndEvent):
                items.append(self._node(inner, depth + 1))
            return Sequence(self._place(event), tuple(items), bool(event.flow_style))
        return self._alias(event)

    def _mapping(self, event: _Event, depth: int) -> Mapping:
        entries: dict[str, Entry] = {}
        while not isinstance(inner := next(self.events), yaml.MappingEndEvent):
            key = self._node(inner, depth + 1)
            value = self._node(next(self.events), depth + 1)
            sound = self._key(key, entries)
            if sound is not None:
                entries[str(sound.words)] = Entry(sound, value)
        return Mapping(self._place(event), tuple(entries.values()), bool(event.flow_style))

    def _key(self, key: Node, entries: dict[str, Entry]) -> Scalar | None:
        """The key if it can be one."""
        line, column = key.place.line - 1, key.place.column - 1
        if not isinstance(key, Scalar) or key.words is None:
            message = "A key is a word in front of a colon. Words that start with a bracket or a brace need quotes."
            self.problems.append(self.lines.problem(line, column, message))
            return None
        if key.words == "<<":
            message = '"<<" is not used here: write the lines out, or for a clinic say same_as.'
            self.problems.append(self.lines.problem(line, column, message, 2))
            return None
        if key.words in entries:
            first = entries[key.words].key.place.line
            message = f'"{key.words}" stands twice, here and in line {first}. Keep one of them.'
            self.problems.append(self.lines.problem(line, column, message, key.length))
            return None
        return key

    def _alias(self, event: _Event) -> Scalar:
        """What stands for an alias, which is refused already."""
        place = self._place(event)
        return Scalar(place, event.end_mark.column - event.start_mark.column, Words("*", place), "plain")

    def _scalar(self, event: _Event) -> Scalar:
        start, end, value = event.start_mark, event.end_mark, event.value
        style = _STYLES.get(event.style, "quoted")
        line, column = begins = start.line, start.column
        last, after = ends = end.line, end.column
        if style == "block":
            line, column = self._first_line(line + 1, last)
        elif style == "quoted":
            column, after = column + 1, after - 1
        elif event.tag or event.anchor:  # libyaml counts them to the scalar
            column = max(column, after - len(value)) if line == last else column
        place = self.lines.place(line, column)
        words = None if style == "plain" and not value else Words(value, place)
        if event.style == '"':
            self._refuse_control(event, line, column)
        stop = after if last == line else len(self.lines.line(line))
        self.last = Scalar(place, stop - column, words, style, begins, ends)
        return self.last

    def _first_line(self, first: int, end: int) -> tuple[int, int]:
        """Where the first letter of a block of words stands."""
        for number in range(first, max(first + 1, end)):
            line = self.lines.line(number)
            if line.strip():
                return number, len(line) - len(line.lstrip(" "))
        return first - 1, max(0, len(self.lines.line(first - 1)) - 1)

    def _refuse_control(self, event: _Event, line: int, column: int) -> None:
        written = self.lines.line(event.start_mark.line)[event.start_mark.column : event.start_mark.column + 1]
        if written == '"' and has_control(event.value):
            self.problems.append(self.lines.problem(line, column, "A \\ code here makes an invisible sign. Delete it."))

    def _refuse_names(self, event: _Event) -> None:
        """YAML's anchors, aliases and tags: one slip of the pen in them changes words far away."""
        sign = "*" if isinstance(event, yaml.AliasEvent) else "&" if event.anchor else "!" if event.tag else None
        if sign is not None:
            self._say(event, starts_with(sign), 1)

    def _say(self, event: _Event, message: str, length: int) -> None:
        self.problems.append(self.lines.problem(event.start_mark.line, event.start_mark.column, message, length))

    def _place(self, event: _Event) -> Place:
        return self.lines.place(event.start_mark.line, event.start_mark.column)


def starts_with(sign: str) -> str:
    """The sentence for words whose first sign means something to YAML."""
    return f"Words that start with {sign} need quotes round all of them, as {sign} means something of its own there."


@dataclass(frozen=True, slots=True)
class Built:
    """The tree of a file, if it could be read to its end, and the problems met on the way.

    Otherwise ``error`` is what stopped the reading, and ``last`` the last value before that.
    """

    tree: Node | None
    problems: tuple[Problem, ...]
    error: Stopped | None = None
    last: Scalar | None = None


def build(lines: Lines) -> Built:
    """Read the text of a file as far as it goes."""
    builder = _Builder(lines, yaml.parse(lines.body, Loader=_LOADER))
    try:
        tree = builder.document()
    except (yaml.YAMLError, TooDeep, SecondDocument) as error:
        return Built(None, tuple(builder.problems), error, builder.last)
    return Built(tree, tuple(builder.problems))
