"""The channels' own Vietnamese sentences, from texts.yaml. Says nothing about what an answer contains."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files

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
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # C where the wheel has it: 3 ms in place of 30
    source = files("assistant.channels").joinpath("texts.yaml").read_text("utf-8")
    tree: Tree = yaml.load(source, loader)  # noqa: S506 - both loaders are safe ones
    return tree
