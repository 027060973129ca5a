"""Names of styles that nothing asks for are said; the names that are known are those that words do ask for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import handouts
from handouts import layouts
from handouts.errors import ContentInvalid
from handouts.source import from_bytes
from handouts.typeset.setting import Setting
from handouts.typeset.slots import check_slots
from handouts.typeset.stylenames import CONTEXTS, LISTS, NAMES

if TYPE_CHECKING:
    from pathlib import Path

    from handouts.boxes import ListStyle, TextStyle

SLIPS = [
    ("  sources: {", "  sorces: {", "sorces", 'style "sorces". Did you mean "sources"?'),
    ("  call_us_if.text: {", "  cal_us_if.text: {", "cal_us_if.text", '"cal_us_if.text"'),
    ("  benefits.grid.note: {", "  benefits.grid.nota: {", "benefits.grid.nota", '"benefits.grid.nota"'),
    ("  benefits: {", "  benefit: {", "benefit: {", 'Did you mean "benefits"?'),
    ("styles: {heading: call-heading}", "styles: {headin: call-heading}", "headin:", 'Did you mean "heading"?'),
    ("styles: {heading: call-heading}", "styles: {}", "call-heading", '"call-heading"'),
]


@pytest.mark.parametrize(("old", "new", "at", "words"), SLIPS, ids=[slip[1].strip() for slip in SLIPS])
def test_a_style_that_nothing_asks_for_is_said_at_its_line(
    old: str, new: str, at: str, words: str, repository: Path
) -> None:
    text = (repository / "layouts" / "a4.yaml").read_text(encoding="utf-8")
    assert old in text
    text = text.replace(old, new)
    layout = layouts.parse(from_bytes(text.encode(), "layouts/own.yaml"), "own")
    with pytest.raises(ContentInvalid) as caught:
        check_slots(layout)
    (problem,) = caught.value.problems
    assert words in problem.message
    assert text.splitlines()[problem.place.line - 1][problem.place.column - 1 :].startswith(at)


def test_a_layout_may_have_styles_from_another_that_it_has_no_use_for(tmp_path: Path) -> None:
    (tmp_path / "layouts").mkdir()
    pages = "pages: [{inset: 10mm, stack: [{show: [title, rest, call_us_if, notice, sources, booking]}]}]"
    (tmp_path / "layouts" / "own.yaml").write_text(f"title: Own\nsame_as: a4\n{pages}\n", encoding="utf-8")
    check_slots(layouts.find("own", tmp_path))


@pytest.mark.parametrize("layout", ["a4", "a4-easy-read", "a4-bundle"])
def test_every_name_that_words_ask_for_is_known(layout: str, repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: set[tuple[str, str]] = set()
    lists: set[str] = set()
    style, list_style = Setting.style, Setting.list_style

    def spy(setting: Setting, name: str, context: str = "") -> TextStyle:
        asked.add((name, context))
        return style(setting, name, context)

    def spy_on_lists(setting: Setting, name: str) -> ListStyle:
        lists.add(name)
        return list_style(setting, name)

    monkeypatch.setattr(Setting, "style", spy)
    monkeypatch.setattr(Setting, "list_style", spy_on_lists)
    content = handouts.load(repository)
    for part in ("before", "after", "all"):
        handouts.render(content, "microneedling", clinic="alder", layout=layout, part=part)
    assert len(asked) > 20
    assert {name for name, _ in asked} <= {*NAMES, "folio"}
    assert {context for _, context in asked} <= {*CONTEXTS, ""}
    assert lists <= set(LISTS)
