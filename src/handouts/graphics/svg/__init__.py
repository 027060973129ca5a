"""SVG drawings as vectors: what every renderer paints alike is painted, and everything else is refused.

A logo that is a little wrong is worse than none, so nothing is skipped or made simpler: what a drawing asks for and
cannot have (gradients, see-through colours, text, pictures of pixels ...) is a problem with its reason. The reader is
our own: the readers at hand leave out without a word what they do not know. Needs the extra ``svg``.
"""

from __future__ import annotations

from handouts.graphics.svg.draw import drawing

__all__ = ["drawing"]
