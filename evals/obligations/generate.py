"""Asks the program for all obligations of the plans, as ``troly obligations --format json`` prints them.

Does not score.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from assistant.channels.wire import obligation_object
from ingest.store import ObligationQuery, Store


def generate(store_folder: Path) -> list[dict[str, Any]]:
    """Return the contract's obligation objects of every plan in the store."""
    store = Store.open(store_folder)
    try:
        found, _ = store.obligations(ObligationQuery())
        return [obligation_object(item) for item in found]
    finally:
        store.close()
