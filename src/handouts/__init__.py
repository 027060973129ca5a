"""Printable, accessible patient handouts in every clinic's brand, from one file of words.

    content = handouts.load("content.yaml")
    pdf = handouts.render(content, "microneedling", clinic="alder", layout="a4")
    pdf.save("microneedling.pdf")

These are the public names. They are fetched when first used, so that importing the package costs next to nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from handouts.errors import HandoutsError

if TYPE_CHECKING:
    from handouts.press.public import build, check, load, render

__version__ = "0.1.0"

__all__ = ["HandoutsError", "__version__", "build", "check", "load", "render"]


def __getattr__(name: str) -> Any:  # noqa: ANN401 - whatever the public name stands for
    """Fetch a public function from the room it lives in (PEP 562)."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module  # noqa: PLC0415 - heavy rooms wait until a name is used

    return getattr(import_module("handouts.press.public"), name)


def __dir__() -> list[str]:
    return sorted(__all__)
