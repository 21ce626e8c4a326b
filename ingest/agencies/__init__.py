"""Names in a text to agencies: the grammar of agencies that plans and questions share.

The values and the dated registry stand in ``ingest.agencies.registry`` and ``ingest.agencies.mention``.
"""

from ingest.agencies.membership import is_member
from ingest.agencies.mentions import find_agencies
from ingest.agencies.questions import find_agencies_in_question
from ingest.agencies.registry import agency, current_agencies, with_predecessors

__all__ = ["agency", "current_agencies", "find_agencies", "find_agencies_in_question", "is_member", "with_predecessors"]
