"""Dense search over clauses: inner product with the embedding of a question, by FAISS (the only user of it).

It gives keys of clause rows and scores; it does not know whether the clauses still exist. Every vector is compared. They
are kept as 16-bit floats: on 51,000 clauses and 123 questions the first ten were the same, in the same order, as with 32
bits (the first fifty in 99.97 %), at half the size and a quarter of the time.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from ingest.index.documents import Document

if TYPE_CHECKING:
    import faiss
    import numpy as np
    import numpy.typing as npt

_TEXTS_AT_ONCE = 4096


class Embedding(Protocol):
    """What turns texts into vectors: ``ingest.embedding.StaticEmbedding``, or any other with these three."""

    @property
    def digest(self) -> str:
        """Name of the model: vectors of two models with the same digest are equal."""

    @property
    def dimensions(self) -> int:
        """Length of every vector."""

    def encode(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        """Return one row a text, of length 1."""


class VectorIndex:
    """Vectors by key, in memory."""

    def __init__(self, index: faiss.Index) -> None:
        self._index = index

    def __len__(self) -> int:
        """Return how many vectors there are."""
        return int(self._index.ntotal)

    @classmethod
    def empty(cls, dimensions: int) -> VectorIndex:
        """Make one without vectors."""
        import faiss

        half = faiss.ScalarQuantizer.QT_fp16
        return cls(faiss.IndexIDMap2(faiss.IndexScalarQuantizer(dimensions, half, faiss.METRIC_INNER_PRODUCT)))

    @classmethod
    def read(cls, path: Path) -> VectorIndex:
        """Read a file whole into memory; raises ``RuntimeError`` where it is no index."""
        import faiss

        return cls(faiss.read_index(str(path)))

    def write(self, path: Path) -> None:
        """Write all to a file, in place: the caller publishes it."""
        import faiss

        faiss.write_index(self._index, str(path))

    def remove(self, keys: Sequence[int]) -> None:
        """Drop the vectors with these keys."""
        import faiss
        import numpy as np

        if keys:
            self._index.remove_ids(faiss.IDSelectorBatch(np.asarray(keys, dtype=np.int64)))

    def add(self, documents: Iterable[Document], embedding: Embedding) -> None:
        """Embed documents and add their vectors."""
        import numpy as np

        remaining = iter(documents)
        while batch := list(islice(remaining, _TEXTS_AT_ONCE)):
            vectors = embedding.encode([embedded_text(document) for document in batch])
            self._index.add_with_ids(vectors, np.fromiter((document.key for document in batch), dtype=np.int64))

    def search(
        self, vector: npt.NDArray[np.float32], limit: int, keys: npt.NDArray[np.int64] | None
    ) -> list[tuple[int, float]]:
        """Return keys and inner products of the nearest vectors, nearest first; among ``keys`` only, where given."""
        import faiss
        import numpy as np

        faiss.omp_set_num_threads(1)  # of this thread: on a busy machine two take 24 ms for what one does in 3
        limit = min(limit, len(self) if keys is None else len(keys))
        if limit <= 0 or not vector.any():
            return []
        parameters = None
        if keys is not None:
            among = np.zeros(int(keys.max()) + 1, dtype=bool)
            among[keys] = True
            # FAISS's stubs tell of the C++ constructors only.
            selector = faiss.IDSelectorBitmap(np.packbits(among, bitorder="little"))  # type: ignore[call-arg, arg-type]
            parameters = faiss.SearchParameters(sel=selector)  # type: ignore[call-arg]
        scores, found = self._index.search(vector.reshape(1, -1), limit, params=parameters)
        return [(int(key), float(score)) for key, score in zip(found[0], scores[0], strict=True) if key >= 0]


def embedded_text(document: Document) -> str:
    """Return the words of a clause that its vector stands for."""
    return f"{document.trail}\n{document.body}".strip()
