"""The longest word: one that no line could hold, most often a stuck key or a missing space."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from handouts.source.nodes import Scalar, walk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handouts.errors import Problem
    from handouts.source.nodes import Node
    from handouts.source.text import Lines

#: Letters in one word.
WORD_LIMIT: Final = 200

_ADDRESS = re.compile(r"https?://\S*|\]\([^\s()]*\)")

#: Letters without a space between; scripts that are written without spaces break anywhere and are left out: Thai, Lao,
#: Burmese, Khmer, Chinese, Japanese, Korean.
_WORD = re.compile(rf"[^\s\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u9fff\uac00-\ud7af]{{{WORD_LIMIT + 1},}}")


def problems(root: Node, lines: Lines) -> Iterator[Problem]:
    """Words of more than 200 letters; addresses on the web have limits of their own."""
    for _, node in walk(root):
        if not isinstance(node, Scalar) or node.words is None or len(node.words) <= WORD_LIMIT:
            continue
        found = _WORD.search(_ADDRESS.sub(" ", node.words))
        if found:
            message = (
                f"A word of {len(found[0])} letters fits on no line. Put spaces into it; {WORD_LIMIT} is the most."
            )
            yield lines.problem(node.place.line - 1, node.place.column - 1, message, node.length)
