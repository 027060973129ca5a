"""The one place that asks what day it is. Everything else is handed the day."""

from __future__ import annotations

from datetime import date, datetime


def this_day() -> date:
    """The day it is where this computer stands."""
    return datetime.now().astimezone().date()
