"""How small a QR code may be printed."""

from __future__ import annotations

from typing import Final

from handouts.units import MM

#: Light modules that must surround the symbol (ISO/IEC 18004:2015, 6.3.8).
QUIET_ZONE: Final = 4

#: Printed sizes below which phones begin to fail: one module, and the symbol without its quiet zone.
LEAST_MODULE: Final = 0.5 * MM
LEAST_SYMBOL: Final = 20 * MM

#: A shorter link gets a symbol of 29 modules all the same: at 20 mm a coarser one would need a wider card, as its quiet
#: zone is four of its larger modules.
LEAST_VERSION: Final = 3
LEAST_ACROSS: Final = 17 + 4 * LEAST_VERSION  # ISO/IEC 18004:2015, 5.3.1


def smallest_width(modules: int = LEAST_ACROSS) -> float:
    """The least width in points, quiet zone included, at which so many modules on a side surely scan from paper."""
    return max(LEAST_MODULE, LEAST_SYMBOL / modules) * (modules + 2 * QUIET_ZONE)
