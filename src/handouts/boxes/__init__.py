"""What a layout is made of: paper, boxes on it, and the styles of what stands in them. All of it is data."""

from __future__ import annotations

from handouts.boxes.nodes import Box, Clinic, Folio, Node, Picture, Qr, Repeat, Row, Show, Sign, Space, nodes_of
from handouts.boxes.styles import Copyfit, ListStyle, TextStyle

__all__ = [
    "Box",
    "Clinic",
    "Copyfit",
    "Folio",
    "ListStyle",
    "Node",
    "Picture",
    "Qr",
    "Repeat",
    "Row",
    "Show",
    "Sign",
    "Space",
    "TextStyle",
    "nodes_of",
]
