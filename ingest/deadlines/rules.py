"""All named rules that read a deadline in a plan. Of two that read the same words, the earlier one counts.

Years inside names are left to names.
"""

from __future__ import annotations

from ingest.deadlines.dated import DATED
from ingest.deadlines.events import EVENTS
from ingest.deadlines.labelled import LABELLED
from ingest.deadlines.pieces import Rule
from ingest.deadlines.recurring import RECURRING

RULES: tuple[Rule, ...] = (*DATED, *RECURRING, *LABELLED, *EVENTS)
