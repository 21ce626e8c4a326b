"""Write a static embedding as a folder that sentence-transformers and ``static`` both read, with 8-bit weights.

It neither trains nor encodes.
"""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import numpy.typing as npt
from safetensors.numpy import save
from tokenizers import Tokenizer

from ingest.embedding.tokenizer import silent_tokens

# The names of sentence-transformers 5, which its later versions read as well.
_MODULES = (("", "StaticEmbedding"), ("1_Normalize", "Normalize"))


def quantise(vectors: npt.NDArray[np.float32]) -> tuple[npt.NDArray[np.int8], npt.NDArray[np.float32]]:
    """Return ``vectors`` as 8-bit rows and one factor a row; off by at most half a factor anywhere, zero rows kept."""
    scales = np.abs(vectors).max(axis=1) / 127
    divisors = np.where(scales > 0, scales, 1.0)[:, None]
    return np.rint(vectors / divisors).astype(np.int8), scales.astype(np.float32)


def write_folder(folder: Path, tokenizer: Tokenizer, vectors: npt.NDArray[np.float32], *, card: str) -> None:
    """Write the model to ``folder`` (made if missing), row i of ``vectors`` for token i; same input, same bytes.

    Tokens that mean nothing get the zero vector, whatever ``vectors`` says. ``card`` is the README of the model,
    Markdown.
    """
    folder.mkdir(parents=True, exist_ok=True)
    table, scales = quantise(vectors)
    table[silent_tokens(tokenizer)] = 0
    # The names that sentence-transformers reads as an 8-bit table and the factor of each row.
    (folder / "model.safetensors").write_bytes(save({"embeddings": table, "weights": scales}))
    tokenizer.save(str(folder / "tokenizer.json"), pretty=False)
    modules = [
        {"idx": number, "name": str(number), "path": path, "type": f"sentence_transformers.models.{kind}"}
        for number, (path, kind) in enumerate(_MODULES)
    ]
    _write_json(folder / "modules.json", modules)
    _write_json(folder / "config_sentence_transformers.json", {"similarity_fn_name": "cosine"})
    for path, _ in _MODULES[1:]:
        (folder / path).mkdir(exist_ok=True)
        _write_json(folder / path / "config.json", {})
    (folder / "README.md").write_text(card, encoding="utf-8")


def _write_json(path: Path, value: object) -> None:
    path.write_text(json.dumps(value, indent=2) + "\n", encoding="utf-8")
