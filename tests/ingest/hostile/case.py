"""A hostile file: its name, its bytes, and what may become of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

READ = "read"  # read safely


@dataclass(frozen=True)
class Case:
    """``outcomes``: "read", an error's code, or code and reason ("unsafe_file:ratio")."""

    name: str
    build: Callable[[], bytes]
    outcomes: tuple[str, ...]
    needs: str = ""  # a program without which another refusal is right
