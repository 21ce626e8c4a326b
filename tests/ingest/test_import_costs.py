"""What reading a plain text may not import: the libraries of the other formats, each loaded by the reader that needs it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
HEAVY = ("lxml", "PIL", "numpy", "pypdfium2", "pytesseract", "olefile", "pandas", "underthesea", "sqlalchemy", "faiss")
PLAN = "KẾ HOẠCH\nTrồng cây trên địa bàn xã Lạc Hà\n1. Trưởng các thôn trồng cây trước ngày 30/4/2026."


def modules_after(code: str) -> set[str]:
    """The top-level modules that a fresh process has imported once ``code`` has run."""
    script = f"import sys, json\n{code}\nprint(json.dumps(sorted({{m.split('.')[0] for m in sys.modules}})))"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, encoding="utf-8", cwd=ROOT, timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr
    return set(json.loads(done.stdout.splitlines()[-1]))


def test_a_plain_text_is_read_without_the_libraries_of_other_formats() -> None:
    code = f"from ingest.reading import read_plan\nassert read_plan({PLAN!r}.encode(), 'ke-hoach.txt').title"
    loaded = modules_after(code)
    assert "ingest" in loaded
    assert not loaded & set(HEAVY)


def test_a_web_page_needs_lxml_only() -> None:
    code = (
        "from ingest.reading import read_plan\n"
        f"read_plan(('<html><p>' + {PLAN!r}.replace(chr(10), '<p>')).encode(), 'trang.html')"
    )
    assert modules_after(code) & set(HEAVY) == {"lxml"}
