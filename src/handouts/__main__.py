"""``python -m handouts`` is ``handouts``."""

from __future__ import annotations

from handouts.cli import main

if __name__ == "__main__":
    main()
