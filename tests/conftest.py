"""Fixtures that every test may use; ``SHARED`` is the material beside the project, absent on most machines."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

SHARED = Path(os.environ.get("TROLY_SHARED", Path(__file__).resolve().parents[2] / "shared"))


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder ../shared, or a skip that says what is missing."""
    if not (SHARED / "plans").is_dir():
        pytest.skip(f"needs the shared material, absent at {SHARED}")
    return SHARED
