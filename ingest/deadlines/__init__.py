"""Phrases of time to dates: the grammar of deadlines that plans and questions share."""

from ingest.deadlines.finding import find_deadlines
from ingest.deadlines.names import Announced, announcement
from ingest.deadlines.periods import AskedPeriod, find_periods

__all__ = ["Announced", "AskedPeriod", "announcement", "find_deadlines", "find_periods"]
