"""Read a static embedding saved by sentence-transformers and encode texts with it, by tokenizers and numpy alone.

It trains nothing, imports no torch, and refuses folders that hold more than a static embedding and a normalisation.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from safetensors import SafetensorError
from safetensors.numpy import load
from tokenizers import Tokenizer

from ingest.errors import UnreadableEmbedding

SHIPPED = Path(__file__).resolve().parents[1] / "data" / "embedding"

_READABLE_MODULES = {"StaticEmbedding", "Normalize"}
_TEXTS_AT_ONCE = 1024
_TOKENS_AT_ONCE = 16384  # rows of 256 float32: 16 MiB of working memory


@dataclass(frozen=True, eq=False)
class StaticEmbedding:
    """A table of token vectors; a text's vector is the mean of its tokens' vectors, scaled to length 1.

    ``digest`` (SHA-256 of weights and tokenizer, hexadecimal) names the model: vectors of two models with the same
    digest are equal, and vectors of different digests must never be compared.
    """

    tokenizer: Tokenizer
    table: npt.NDArray[Any]  # (tokens, dimensions), int8 or a float type
    scales: npt.NDArray[np.float32] | None  # one factor a row of an int8 table
    digest: str

    @property
    def dimensions(self) -> int:
        """Length of every vector."""
        return int(self.table.shape[1])

    def encode(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        """Return one row a text, float32, of length 1; the zero vector for a text without a known token.

        A text's vector does not depend on the other texts of the call (to within float32 rounding). Any
        string is accepted.
        """
        vectors = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        for first in range(0, len(texts), _TEXTS_AT_ONCE):
            batch = list(texts[first : first + _TEXTS_AT_ONCE])
            encodings = self.tokenizer.encode_batch_fast(batch, add_special_tokens=False)
            lengths = np.fromiter((len(encoding) for encoding in encodings), dtype=np.int64, count=len(batch))
            ids = np.fromiter(
                chain.from_iterable(encoding.ids for encoding in encodings), dtype=np.int64, count=int(lengths.sum())
            )
            rows = vectors[first : first + len(batch)]
            filled = np.flatnonzero(lengths)  # reduceat has no empty segments
            ends = np.cumsum(lengths[filled])
            for begin, end in _pieces(ends):
                offset = int(ends[begin - 1]) if begin else 0
                tokens = ids[offset : int(ends[end - 1])]
                starts = np.concatenate(([0], ends[begin : end - 1] - offset))
                rows[filled[begin:end]] = np.add.reduceat(self._rows(tokens), starts, axis=0)
        lengths_of_vectors = np.linalg.norm(vectors, axis=1, keepdims=True)
        np.divide(vectors, lengths_of_vectors, out=vectors, where=lengths_of_vectors > 0)
        return vectors

    def _rows(self, ids: npt.NDArray[np.int64]) -> npt.NDArray[np.float32]:
        rows = self.table[ids].astype(np.float32, copy=False)
        if self.scales is not None:
            rows *= self.scales[ids, None]
        return rows


def load_embedding(path: Path | None = None) -> StaticEmbedding:
    """Load the model in ``path``, a sentence-transformers folder; by default the one that ships with the program.

    Weights may be plain (``embedding.weight``) or 8-bit with a factor a row (``embeddings``, ``weights``); both are
    what sentence-transformers reads for a ``StaticEmbedding``. Raises ``UnreadableEmbedding``, with the folder and
    the reason, where a file is missing or damaged or the folder holds another kind of model.
    """
    folder = SHIPPED if path is None else path
    try:
        _check_modules(json.loads((folder / "modules.json").read_bytes()))
        tokenizer_file = (folder / "tokenizer.json").read_bytes()
        weights_file = (folder / "model.safetensors").read_bytes()
        tensors = load(weights_file)
        tokenizer = _tokenizer(tokenizer_file)
    except (OSError, ValueError, SafetensorError) as reason:
        raise UnreadableEmbedding(path=str(folder), reason=str(reason)) from reason
    digest = hashlib.sha256(weights_file + tokenizer_file)
    table, scales = tensors.get("embedding.weight"), None
    if table is None:
        table, scales = tensors.get("embeddings"), tensors.get("weights")
    if table is None or table.shape[0] < tokenizer.get_vocab_size():
        raise UnreadableEmbedding(path=str(folder), reason="no row of weights for some tokens")
    if scales is not None:
        scales = scales.astype(np.float32)
    return StaticEmbedding(tokenizer=tokenizer, table=table, scales=scales, digest=digest.hexdigest())


def _tokenizer(content: bytes) -> Tokenizer:
    try:
        tokenizer = Tokenizer.from_buffer(content)
    except Exception as reason:  # tokenizers raises no narrower one for a damaged file
        raise ValueError(str(reason)) from reason
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def _check_modules(modules: object) -> None:
    listed = modules if isinstance(modules, list) else []
    kinds = [str(module.get("type")).rpartition(".")[2] for module in listed]
    if not kinds or kinds[0] != "StaticEmbedding" or not set(kinds) <= _READABLE_MODULES:
        raise ValueError(f"not a static embedding: {', '.join(kinds) or 'no modules'}")


def _pieces(ends: npt.NDArray[np.int64]) -> Iterator[tuple[int, int]]:
    """Cut texts, given by where their tokens end, into runs of about ``_TOKENS_AT_ONCE`` tokens, a text at least."""
    begin = 0
    while begin < len(ends):
        before = int(ends[begin - 1]) if begin else 0
        end = max(begin + 1, int(np.searchsorted(ends, before + _TOKENS_AT_ONCE, side="right")))
        yield begin, end
        begin = end
