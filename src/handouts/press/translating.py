"""A translation's file: written with the words that are to be translated, and marked when it is up to date again."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

import yaml

from handouts.content.load import CONTENT
from handouts.content.translation import marks
from handouts.content.words_of import NAMES
from handouts.errors import ContentInvalid, NotTranslated, OutputNotWritten, UnknownName
from handouts.locales import available
from handouts.press.output import write
from handouts.press.plan import file_of
from handouts.source import Model, Words, read
from handouts.source.frozen import FrozenMap
from handouts.source.nodes import Mapping, Scalar, walk

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

    from handouts.content.content import Content
    from handouts.content.treatment import Treatment
    from handouts.source import Source

#: A line with its end, as :mod:`handouts.source.text` counts lines.
_LINE: Final = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|$)")

_LONG: Final = 90

_HEAD: Final = """\
# yaml-language-server: $schema=.handouts/translation.schema.json
#
# The words of {content}, to be put into another language. Translate what stands after a colon or a dash; leave the
# names before the colons, and what stands in {{ }}, as they are. Pictures, sources and the review stay in {content}.
# "handouts check" says what is still to be done.

"""


class _Dumper(yaml.SafeDumper):
    """YAML as the sample is written: lists below their key, and long words in lines of their own."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002, FBT001, FBT002 - PyYAML's signature
        super().increase_indent(flow, indentless=False)

    def words(self, text: str) -> yaml.ScalarNode:
        """A scalar; a long one is folded."""
        style = ">" if len(text) > _LONG or "\n" in text else None
        return self.represent_scalar("tag:yaml.org,2002:str", text, style)


_Dumper.add_representer(str, _Dumper.words)


def start(content: Content, language: str, translator: str, today: date) -> Path:
    """Write the file of a translation, with the words as they are, to be translated line by line.

    Raises:
        UnknownName: leaflets cannot be made in that language.
        OutputNotWritten: the file is there already, or the folder takes none.
    """
    if language not in available() or language == content.language:
        raise UnknownName("language", language, [code for code in available() if code != content.language])
    path = content.folder / file_of(content, language)
    if path.exists():
        raise OutputNotWritten(f"Nothing was written, as {file_of(content, language)} is there already.")
    about = {"translator": translator, "reviewed": today.isoformat()}
    treatments = {slug: _to_translate(treatment, about) for slug, treatment in content.treatments.items()}
    text = yaml.dump(
        {"language": language, "treatments": treatments}, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=100
    )
    head = _HEAD.format(content=content.settings.content or CONTENT)
    return write(path, (head + text).encode())


def _to_translate(treatment: Treatment, about: dict[str, str]) -> dict[str, Any]:
    heads = {name: getattr(treatment, name) for name in ("title", "also_called", "summary")}
    said = {name: str(words) for name, words in heads.items() if words is not None}
    sections = [{"id": str(section.name), **_words(section)} for section in treatment.sections]
    version = {"translated_from": str(treatment.about.version)}
    return {**said, "sections": sections, "about": {**version, **about, "translated_words": marks(treatment)}}


def _words(value: Any) -> Any:  # noqa: ANN401 - a section, or any part of one
    if isinstance(value, Model):
        fields = sorted(type(value).model_fields, key=lambda name: (name == "note", name != "title"))
        said = {name: getattr(value, name) for name in fields if name not in NAMES}
        return {name: _words(part) for name, part in said.items() if part is not None}
    return [_words(part) for part in value] if isinstance(value, tuple) else str(value)


def mark(content: Content, language: str, treatments: Sequence[str], today: date) -> Path:
    """Write into a translation that it says what the words say today. Nothing else of the file changes.

    Args:
        content: the words and their translations.
        language: that of the translation.
        treatments: those that are up to date; all that are translated if none is named.
        today: the day on which somebody has held them against each other.

    Raises:
        NotTranslated: there is no translation in that language, or of that treatment.
        OutputNotWritten: the file cannot be written.
        ContentInvalid: the lines to be changed are written in braces.
    """
    there = content.translations.get(language, FrozenMap())
    for slug in treatments:
        if slug not in content.treatments:
            raise UnknownName("treatment", slug, tuple(content.treatments))
    missing = [slug for slug in treatments or ("",) if slug not in there] if treatments or not there else []
    if missing:
        raise NotTranslated(missing[0], language, file_of(content, language))
    path = content.folder / file_of(content, language)
    source = read(path, name=file_of(content, language))
    text = path.read_bytes().decode()
    lines = _LINE.findall(text)
    newline = "\r\n" if "\r\n" in text else "\n"
    for slug in reversed([slug for slug in there if slug in (treatments or there)]):
        _mark(lines, source, content.treatments[slug], (today.isoformat(), newline))
    return write(path, "".join(lines).encode())


def _mark(lines: list[str], source: Source, treatment: Treatment, written: tuple[str, str]) -> None:
    """Change the lines of one treatment: from the last to the first, so that those above stay where they are."""
    day, newline = written
    about = source.node(("treatments", treatment.slug, "about"))
    if not isinstance(about, Mapping) or about.flow:
        message = "Write these lines one below the other, without braces."
        raise ContentInvalid([source.problem(("treatments", treatment.slug, "about"), message)])
    indent = " " * (about.place.column - 1)
    named = "".join(f'{indent}  {name}: "{digits}"{newline}' for name, digits in marks(treatment).items())
    block = f"{indent}translated_words:{newline}{named}"
    edits = [(_scalar(about, "reviewed"), day), (_scalar(about, "translated_from"), f'"{treatment.about.version}"')]
    entry = about.entry("translated_words")
    if entry is None:
        last = max(node.end[0] for _, node in walk(about) if isinstance(node, Scalar))
        first, count = last + 1, 0
        if not lines[last].endswith(("\r", "\n")):
            lines[last] += newline
    else:
        first = entry.key.start[0]
        count = max(node.end[0] for _, node in walk(entry.value) if isinstance(node, Scalar)) - first + 1
    changes = [*((scalar.start[0], scalar, new) for scalar, new in edits), (first, None, block)]
    for number, scalar, new in sorted(changes, key=lambda each: each[0], reverse=True):
        if scalar is None:
            lines[number : number + count] = [block]
        else:
            line = lines[number]
            lines[number] = line[: scalar.start[1]] + new + line[scalar.end[1] :]


def _scalar(about: Mapping, key: str) -> Scalar:
    entry = about.entry(Words(key))
    if entry is None or not isinstance(entry.value, Scalar):
        raise LookupError(key)  # the form asks for it, and was kept
    return entry.value
