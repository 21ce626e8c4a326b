"""Keys of all clauses of a plan, remembered: what dense search is restricted to. It does not search."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from ingest.store import Store

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt


class ClauseKeys:
    """The clause keys of plans by the plan's key. Nothing is ever outdated: the rows under one plan key never change."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._held: dict[int, npt.NDArray[np.int64]] = {}

    def of(self, plan_keys: Collection[int]) -> npt.NDArray[np.int64]:
        """Return the keys of all clauses of these plans."""
        import numpy as np

        missing = [key for key in plan_keys if key not in self._held]
        if missing:
            found = self._store.clause_keys(missing)
            self._held.update((key, np.asarray(found.get(key, ()), dtype=np.int64)) for key in missing)
        return np.concatenate([self._held[key] for key in plan_keys])
