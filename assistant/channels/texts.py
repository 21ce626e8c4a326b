"""The channels' own Vietnamese sentences, from texts.yaml. Says nothing about what an answer contains."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from ingest.data import read_yaml

Tree = Mapping[str, "str | Tree"]


def text(key: str, **fields: object) -> str:
    """Return the sentence at a dotted key of texts.yaml, its ``{fields}`` filled in.

    Raises KeyError when there is none, or when a field is not given: a missing text is a defect, never shown blank.
    """
    node: str | Tree = _tree()
    for part in key.split("."):
        if isinstance(node, str) or part not in node:
            raise KeyError(key)
        node = node[part]
    if not isinstance(node, str):
        raise KeyError(key)
    return node.format_map(fields) if fields else node


def has_text(key: str) -> bool:
    """Whether texts.yaml has a sentence at this dotted key."""
    node: str | Tree = _tree()
    for part in key.split("."):
        if isinstance(node, str) or part not in node:
            return False
        node = node[part]
    return isinstance(node, str)


@lru_cache(maxsize=1)
def _tree() -> Tree:
    tree: Tree = read_yaml("texts.yaml", "assistant.channels")
    return tree
