"""The day of asking. The one place besides the tests that reads the clock; the rest of the program is given the day."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

ZONE = "Asia/Ho_Chi_Minh"  # contract: the day that "tháng này" counts from


def today() -> date:
    """Return the current day in Vietnam, whatever the machine's own time zone."""
    return datetime.now(ZoneInfo(ZONE)).date()  # noqa: TID251 - channels may read the clock; all else takes the day
