"""What questions are answered from: the store and its indexes, opened together, with what is kept between questions.

Reads only; ingesting is ``ingest.pipeline``'s.
"""

from __future__ import annotations

import gc
from collections import OrderedDict
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar, cast

import numpy as np
from numpy.typing import NDArray

from assistant.statements import PlanStatements, build_statements, words
from ingest.index import Index
from ingest.store import ObligationQuery, PlanHead, Store
from ingest.text import fold

_SAME_NAME = 94  # of 100: two names that differ by a letter or two
_UNIT_WORDS = frozenset(["tinh", "thanh", "pho", "tp", "huyen", "quan", "thi", "xa", "tran", "phuong"])
T = TypeVar("T")

_NAME_HITS = 12  # clauses looked at for a name: the best by its words
_PLANS_KEPT = 400  # about 0.3 MB each


class Library:
    """The opened store and indexes. Everything kept here is dropped when the store's revision changes."""

    def __init__(self, store: Store, index: Index) -> None:
        self.store = store
        self.index = index
        self._revision = -1
        self._derived: dict[str, object] = {}
        self._heads: tuple[PlanHead, ...] = ()
        self._head_of: dict[str, PlanHead] = {}
        self._names: dict[str, str] = {}
        self._written: dict[str, str] = {}
        self._statements: OrderedDict[str, PlanStatements] = OrderedDict()
        self._vectors: dict[str, NDArray[np.float32]] = {}

    @classmethod
    def open(cls, url: str | Path) -> Library:
        """Open the store at ``url`` (a folder or an SQLAlchemy URL) and its indexes; raises ingest.errors.StoreError."""
        store = Store.open(url)
        return cls(store, Index.open(store))

    def close(self) -> None:
        """Release files and connections."""
        self.store.close()

    def refresh(self) -> None:
        """Notice what other processes committed since the last question."""
        revision = self.store.revision()
        if revision == self._revision:
            return
        self._heads = self.store.plans()
        self._head_of = {head.id: head for head in self._heads}
        counts = self.store.agency_names()
        self._written = {count.agency_id: count.names[0] for count in counts if count.names}
        self._names = {fold(name): count.agency_id for count in counts for name in count.names if _is_a_name(name)}
        self._statements.clear()
        self._vectors.clear()
        self._derived.clear()
        self._revision = revision

    @property
    def heads(self) -> tuple[PlanHead, ...]:
        """The plans' metadata, as of the last refresh."""
        return self._heads

    @property
    def agency_names(self) -> dict[str, str]:
        """Folded names of all agencies that stand in the plans, with their ids."""
        return self._names

    def written_name(self, agency_id: str) -> str | None:
        """Return an agency's name as a plan writes it, or None where no plan names it."""
        return self._written.get(agency_id)

    def known_as(self, name: str) -> str | None:
        """Return the id of the agency that plans name so but for its place ("… Thành phố" for "… Vân Khê"), or None."""
        from rapidfuzz import fuzz, process

        bare = self._without_places(fold(name))
        choices = {known: self._without_places(known) for known in self._names}
        best = process.extractOne(bare, choices, scorer=fuzz.ratio, score_cutoff=_SAME_NAME)
        return self._names[best[2]] if best else None

    def _without_places(self, folded: str) -> str:
        words_of_places = {w for head in self._heads for w in words(head.place)} | _UNIT_WORDS
        kept = folded.split()
        while len(kept) > 2 and kept[-1] in words_of_places:
            kept.pop()
        return " ".join(kept)

    def head(self, plan_id: str) -> PlanHead:
        """Return one plan's metadata; KeyError when there is none."""
        return self._head_of[plan_id]

    def derived(self, make: Callable[[Sequence[PlanHead]], T]) -> T:
        """Return what ``make`` derives from the plans' heads, made once for a revision."""
        if make.__qualname__ not in self._derived:
            self._derived[make.__qualname__] = make(self._heads)
        return cast("T", self._derived[make.__qualname__])

    def text(self, plan_id: str) -> str:
        """Return a plan's canonical text; KeyError or ``ingest.errors.UnknownPlan`` when there is none."""
        if plan_id in self._statements:
            return self._statements[plan_id].plan.text
        return self.store.text(plan_id)

    def title_terms(self, plan_id: str) -> frozenset[str]:
        """Return the folded words of a plan's title: what a question says of them names the plan, not a topic."""
        return frozenset(words(self.head(plan_id).title))

    def headings(self, plan_id: str) -> tuple[tuple[str, str], ...]:
        """Return the folded words and the section path of a plan's top headings."""
        plan = self.statements(plan_id).plan
        return tuple(
            (" ".join(words(c.body.of(plan.text)[:120])), c.section)
            for c in plan.root.children
            if c.heading and c.section
        )

    def statements(self, plan_id: str) -> PlanStatements:
        """Return a plan's statements, built on first use."""
        if plan_id in self._statements:
            self._statements.move_to_end(plan_id)
            return self._statements[plan_id]
        found, _ = self.store.obligations(ObligationQuery(plan_ids=(plan_id,)))
        built = build_statements(self.store.plan(plan_id), found)
        self._statements[plan_id] = built
        # what is kept for long is no business of the collector: full collections over it took up to a second
        gc.collect(1)
        gc.freeze()
        while len(self._statements) > _PLANS_KEPT:
            dropped, _ = self._statements.popitem(last=False)
            self._vectors.pop(dropped, None)
        return built

    def vectors(self, plan: PlanStatements) -> NDArray[np.float32] | None:
        """Return the embeddings of a plan's statements, (statements, dimensions), rows of length 1; None for no statements."""
        if not plan.statements:
            return None
        if plan.plan.id not in self._vectors:
            self._vectors[plan.plan.id] = self.index.embedding.encode([s.quote for s in plan.statements])
        return self._vectors[plan.plan.id]

    def says(self, name: str) -> bool:
        """Return whether a name stands in some plan's text, marks and case aside."""
        wanted = f" {' '.join(words(name))} "
        hits = self.index.lexical(name, _NAME_HITS)
        found = self.store.clauses_by_key([hit.key for hit in hits])
        return any(
            wanted in f" {' '.join(words(clause.own.of(self.text(plan_id))))} " for plan_id, clause in found.values()
        )

    def encode(self, text: str) -> NDArray[np.float32]:
        """Return the embedding of a question, (dimensions,), of length 1 or all zero."""
        vector: NDArray[np.float32] = self.index.embedding.encode([text])[0]
        return vector


def _is_a_name(name: str) -> bool:
    """Whether an agency's name in a plan can be told from ordinary words: two words or more, with a capital inside."""
    return len(name.split()) > 1 and any(c.isupper() for c in name[1:])
