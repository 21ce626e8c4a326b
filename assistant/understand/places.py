"""Places that a question names and that no loaded plan is of: better no answer than another place's.

Knows provinces by name, and every place by the word for its rank before a name ("xã Đồng Mây").
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from functools import cache

from ingest.data import read_yaml
from ingest.model import Span
from ingest.text import fold

_RANKED = re.compile(
    r"\b(tỉnh|thành phố|tp\.?|thị xã|thị trấn|huyện|quận|phường|xã|đặc khu)\s+"
    r"((?:[A-ZĐÂÊÔƠƯÁÀẢÃẠĂẮẰẲẴẶẤẦẨẪẬÉÈẺẼẸẾỀỂỄỆÍÌỈĨỊÓÒỎÕỌỐỒỔỖỘỚỜỞỠỢÚÙỦŨỤỨỪỬỮỰÝỲỶỸỴ]\w*)(?:\s+[A-ZĐÂÊÔƠƯÁÀẢÃẠĂẮẰẲẴẶẤẦẨẪẬÉÈẺẼẸẾỀỂỄỆÍÌỈĨỊÓÒỎÕỌỐỒỔỖỘỚỜỞỠỢÚÙỦŨỤỨỪỬỮỰÝỲỶỸỴ]\w*){0,3})",
)


@cache
def _provinces() -> tuple[tuple[str, str], ...]:
    lists: dict[str, list[str]] = read_yaml("provinces.yaml")
    return tuple((fold(name), name) for names in lists.values() for name in names)


def foreign_place(
    text: str, known: Collection[str], stands: Callable[[str], bool], agencies: Sequence[Span] = ()
) -> str | None:
    """Return a place that the question names though none of the ``known`` (folded names of the plans' places) is said.

    A province counts where it is said as one: after its rank, a preposition or an agency ("Sở Y tế Quảng Ninh"), not in a
    list of wards. Any other place counts unless it ``stands`` in some plan's text.
    """
    words = list(re.finditer(r"[^\W_]+", fold(text)))
    said = [m.group() for m in words]
    padded = f" {' '.join(said)} "
    if any(f" {name} " in padded for name in known):
        return None
    for name, written in _provinces():
        parts = name.replace("-", " ").split()
        for i in range(len(said) - len(parts) + 1):
            if (
                said[i : i + len(parts)] == parts
                and i > 0
                and (said[i - 1] in _BEFORE_PROVINCE or any(a.start <= words[i - 1].start() < a.end for a in agencies))
            ):
                return written
    for match in _RANKED.finditer(text):
        if not stands(match.group(2)):
            return match.group(0)
    return None


_BEFORE_PROVINCE = frozenset(["tinh", "pho", "tp", "o", "tai", "cua", "in", "of", "for"])
