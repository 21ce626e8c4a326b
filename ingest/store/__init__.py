"""The store: SQL tables that hold every plan, its clauses and its obligations. Nothing else keeps any."""

from ingest.store.plans import PlanHead
from ingest.store.query import AgencyCount, FoundObligation, ObligationQuery
from ingest.store.store import Store

__all__ = ["AgencyCount", "FoundObligation", "ObligationQuery", "PlanHead", "Store"]
