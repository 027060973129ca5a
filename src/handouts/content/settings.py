"""``handouts.yaml``: how this folder is worked with. Every line is optional, and so is the file."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from handouts.blocks.base import Line
from handouts.content.forms import Day, Slug
from handouts.source.frozen import FrozenMap
from handouts.source.words import Model


class Waiver(Model):
    """A finding that somebody has looked at and lets pass for a time."""

    rule: Slug
    place: Line | None = Field(None, description="Where it holds; without it, everywhere")
    reason: Line
    until: Day


class Qr(Model):
    """How QR codes are made."""

    encoder: Literal["qrcode", "zxing"] = Field(
        "qrcode", description='By which library; "zxing" is quicker, needs its package, and makes other codes'
    )
    level: Literal["M", "Q", "H"] = Field(
        "M", description="How much of the code may be damaged: M 15 %, Q 25 %, H 30 %"
    )


class Settings(Model):
    """Where files are and go, and what checks make of what they find."""

    content: Line | None = None
    clinics: Line | None = None
    output: Line | None = None
    filename: Line | None = Field(None, description="The pattern of file names, see the README")
    severity: FrozenMap[Slug, Literal["error", "warning", "off"]] = Field(default_factory=FrozenMap)
    waivers: tuple[Waiver, ...] = ()
    qr: Qr = Field(default_factory=Qr)
