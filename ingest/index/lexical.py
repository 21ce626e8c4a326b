"""Lexical search over clauses: BM25 on folded syllables and their pairs, by Tantivy (the only user of it).

It gives keys of clause rows and scores; it does not know whether the clauses still exist.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ingest.index.documents import Document
from ingest.index.tokens import accented_tokens, folded_tokens

if TYPE_CHECKING:
    import tantivy

# How much a match counts by where it stands.
_WEIGHTS = {"body": 1.0, "trail": 0.4, "title": 0.2}
_ACCENTED_WEIGHT = 0.3
_QUERY_TOKENS = 400  # a question has at most 2,000 characters
_WRITER_BYTES = 32_000_000


class LexicalIndex:
    """An index in a folder, opened for searching; it does not change under the reader."""

    def __init__(self, folder: Path) -> None:
        """Open; raises ``ValueError`` where the folder holds no whole index."""
        self._index = _open(folder)
        self._index.config_reader(reload_policy="manual")
        self._index.reload()
        self._schema = self._index.schema
        self._searcher = self._index.searcher()

    def __len__(self) -> int:
        """Return how many documents there are."""
        return int(self._searcher.num_docs)

    def search(self, query: str, limit: int, plan_keys: Collection[int] | None) -> list[tuple[int, float]]:
        """Return keys and scores of the best documents, best first; of these plans only, where they are given.

        Any string is a query; one without a known word finds nothing.
        """
        words = self._words(query)
        if words is None or limit <= 0:
            return []
        if plan_keys is not None:
            words = self._within(words, plan_keys)
        hits = self._searcher.search(words, limit, count=False).hits
        return [(key, score) for key, (score, _) in zip(self._keys(hits), hits, strict=True)]

    def keys_of(self, plan_keys: Collection[int]) -> list[int]:
        """Return the keys of all documents of these plans."""
        if not plan_keys or not len(self):
            return []
        return self._keys(self._searcher.search(self._among(plan_keys), len(self), count=False).hits)

    def _keys(self, hits: list[tuple[Any, tantivy.DocAddress]]) -> list[int]:
        values = self._searcher.fast_field_values("key", [address for _, address in hits])
        return [int(value) for value in values if value is not None]  # none is: every document has a key

    def _words(self, query: str) -> tantivy.Query | None:
        from tantivy import Occur, Query

        weighted = [
            (name, token, weight) for token in _first(folded_tokens(query)) for name, weight in _WEIGHTS.items()
        ]
        weighted += [("accented", token, _ACCENTED_WEIGHT) for token in _first(accented_tokens(query))]
        if not weighted:
            return None
        terms = (
            Query.boost_query(Query.term_query(self._schema, name, token, "freq"), w) for name, token, w in weighted
        )
        return Query.boolean_query([(Occur.Should, term) for term in terms])

    def _within(self, words: tantivy.Query, plan_keys: Collection[int]) -> tantivy.Query:
        from tantivy import Occur, Query

        return Query.boolean_query([(Occur.Must, words), (Occur.Must, self._among(plan_keys))])

    def _among(self, plan_keys: Collection[int]) -> tantivy.Query:
        from tantivy import Query

        return Query.const_score_query(Query.term_set_query(self._schema, "plan", list(plan_keys)), 0.0)


def write_lexical(folder: Path, removed: Iterable[int], added: Iterable[Document]) -> None:
    """Change the index in ``folder``, or make one: drop the plans with these keys, then add documents.

    Dropped documents are never found again, but their words leave the files only when Tantivy merges them away.
    """
    import tantivy

    index = _open(folder) if tantivy.Index.exists(str(folder)) else tantivy.Index(_schema(), str(folder))
    writer = index.writer(_WRITER_BYTES, 1)
    for plan_key in removed:
        writer.delete_documents_by_term("plan", plan_key)
    for document in added:
        writer.add_document(_document(document))
    writer.commit()
    writer.wait_merging_threads()


def _open(folder: Path) -> tantivy.Index:
    import tantivy

    if not tantivy.Index.exists(str(folder)):
        raise ValueError(f"no index in {folder}")
    return tantivy.Index.open(str(folder))


def _schema() -> tantivy.Schema:
    import tantivy

    builder = tantivy.SchemaBuilder()
    builder.add_integer_field("key", fast=True)  # written as signed integers, whatever the value
    builder.add_integer_field("plan", indexed=True)
    for name in (*_WEIGHTS, "accented"):
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="freq")
    return builder.build()


def _document(document: Document) -> tantivy.Document:
    import tantivy

    made = tantivy.Document()
    made.add_integer("key", document.key)
    made.add_integer("plan", document.plan_key)
    made.add_text("body", " ".join(folded_tokens(document.body)))
    made.add_text("trail", _shared_words(document.trail))
    made.add_text("title", _shared_words(document.title))
    made.add_text("accented", " ".join(accented_tokens(document.body)))
    return made


@lru_cache(maxsize=64)
def _shared_words(text: str) -> str:
    """The tokens of words that many documents in a row have above them."""
    return " ".join(folded_tokens(text))


def _first(tokens: list[str]) -> list[str]:
    return list(dict.fromkeys(tokens))[:_QUERY_TOKENS]
