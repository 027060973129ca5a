"""The reader of inline markup: markdown-it-py with every rule off but those for emphasis and links.

So a clinic's words never turn into a heading, a list or HTML by accident.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from markdown_it import MarkdownIt
from markdown_it.rules_inline import emphasis

if TYPE_CHECKING:
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token


def _asterisks_only(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's own signature
    return state.src[state.pos] == "*" and emphasis.tokenize(state, silent)


def _parser() -> MarkdownIt:
    parser = MarkdownIt("zero").enable(["emphasis", "link"])
    parser.inline.ruler.at("emphasis", _asterisks_only)
    # Every address is let through here and judged by `problems`, which can say what is wrong with it and where.
    parser.validateLink = lambda url: True  # type: ignore[method-assign] # noqa: ARG005 - markdown-it's documented way
    return parser


#: Set up once and never changed after; parsing leaves nothing behind in it.
_PARSER: Final = _parser()


def tokens(words: str) -> list[Token]:
    """The words cut at their marks."""
    found: list[Token] = []
    _PARSER.inline.parse(words, _PARSER, {}, found)
    return found
