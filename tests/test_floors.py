"""Versions below these have known holes (shared/security.md 8): asserted here, since audits found none of them."""

from __future__ import annotations

import re
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.version import Version

ROOT = Path(__file__).parents[1]
FLOORS = {
    "starlette": "1.3.1",  # multipart, Range, form limits
    "python-multipart": "0.0.31",  # parser, file names
    "h11": "0.16.0",  # request smuggling
    "langchain-core": "1.2.22",  # CVE-2025-68664, CVE-2026-26013, CVE-2026-34070
    "pypdf": "6.6.0",  # bombs, loops (tests only)
    "python-docx": "1.2.0",  # XXE (tests only)
    "pillow": "12.3",  # decoders
    "nltk": "3.9.3",  # CVE-2025-14009 (comes with underthesea)
    "lxml": "6.0",
    "olefile": "0.47",
}
ABSENT = (
    "pymupdf",
    "pdfplumber",
    "pdfminer-six",
    "docx2txt",
    "python-magic",
)  # licence, memory, pickle, losses, HIT archives


def constraints() -> dict[str, str]:
    rows = (ROOT / "constraints.txt").read_text("utf-8").splitlines()
    found = (re.match(r"([\w.-]+)==([^\s;#]+)", row) for row in rows)
    return {re.sub(r"[._]", "-", match[1].lower()): match[2] for match in found if match}


@pytest.mark.parametrize(("name", "floor"), FLOORS.items())
def test_what_is_installed_and_what_is_locked_is_at_or_above_the_floor(name: str, floor: str) -> None:
    locked = constraints().get(name)
    assert locked is None or Version(locked) >= Version(floor)
    try:
        installed = version(name)
    except PackageNotFoundError:
        pytest.skip(f"{name} is not installed")
    assert Version(installed) >= Version(floor)


def test_the_floor_of_each_direct_dependency_stands_in_pyproject() -> None:
    rows = re.findall(r'^  "([\w.-]+>=[\d.]+)"', (ROOT / "pyproject.toml").read_text("utf-8"), re.MULTILINE)
    declared = {re.sub(r"[._]", "-", r.name.lower()): next(iter(r.specifier)).version for r in map(Requirement, rows)}
    low = {
        name: declared[name]
        for name in FLOORS.keys() & declared.keys()
        if Version(declared[name]) < Version(FLOORS[name])
    }
    assert low == {}


@pytest.mark.parametrize("name", ABSENT)
def test_what_must_not_read_documents_here_is_not_locked(name: str) -> None:
    assert name not in constraints()


def test_no_pickle_on_the_path_of_data() -> None:
    """``pickle.load`` and its like appear in none of our modules; numpy files are never loaded with pickles."""
    ours = [path for folder in ("ingest", "assistant") for path in (ROOT / folder).rglob("*.py")]
    assert ours
    said = [
        str(path)
        for path in ours
        if re.search(r"^\s*(?:import|from)\s+(?:pickle|dill|joblib|shelve|marshal)\b", path.read_text("utf-8"), re.M)
    ]
    assert said == []
    assert [str(p) for p in ours if re.search(r"torch\.load|allow_pickle\s*=\s*True", p.read_text("utf-8"))] == []
