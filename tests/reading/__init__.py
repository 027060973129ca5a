"""Readers of finished PDFs, for tests: what a file really holds, read with other people's parsers.

Nothing here knows how a file of ours is written. Text is decoded from the content streams by the ToUnicode maps in the
file, put in the order of the structure tree, and compared by the tests with words that never went through ``compose``.
The checks named ``..._faults`` answer with a list of sentences, empty when all is well.
"""

from __future__ import annotations

from reading.checks import faults, glyph_faults, nesting_faults, tree_faults
from reading.eye import unlike
from reading.letters import Letter, letters, rendered
from reading.sight import (
    colour_faults,
    contrast,
    contrast_faults,
    edge_faults,
    fold_faults,
    mean_grey,
    size_faults,
)
from reading.streams import Font, Piece, artifact_words, codes_painted, colour_operators, fonts, pieces
from reading.tags import TreeElement, tree, tree_blocks, tree_words
from reading.whole import Link, links, page_boxes, pdfium_text, pdfplumber_text, pdfplumber_tree_words, qr_codes

__all__ = [
    "Font",
    "Letter",
    "Link",
    "Piece",
    "TreeElement",
    "artifact_words",
    "codes_painted",
    "colour_faults",
    "colour_operators",
    "contrast",
    "contrast_faults",
    "edge_faults",
    "faults",
    "fold_faults",
    "fonts",
    "glyph_faults",
    "letters",
    "links",
    "mean_grey",
    "nesting_faults",
    "page_boxes",
    "pdfium_text",
    "pdfplumber_text",
    "pdfplumber_tree_words",
    "pieces",
    "qr_codes",
    "rendered",
    "size_faults",
    "tree",
    "tree_blocks",
    "tree_faults",
    "tree_words",
    "unlike",
]
