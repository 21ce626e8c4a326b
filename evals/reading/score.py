"""Scores heads and closes against what a person read, and original files against the plans' texts.

Arithmetic only: reads no file and no plan.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from rapidfuzz.distance import Indel

from evals.cases import Case, share
from ingest.model import Frozen

FIELDS = ("number", "kind", "issuer", "place", "date", "period", "signer", "position")
IDENTITY = ("number", "date", "issuer")  # the fields that must be right or flagged in every original

# Findings that tell an official to check a field.
_FLAGS = {
    "number": ("number_",),
    "kind": ("title_missing", "kind_"),
    "issuer": ("issuer_",),
    "place": ("issuer_", "place_"),
    "date": ("issued_",),
    "period": (),
    "signer": ("signer_", "closing_missing"),
    "position": ("signer_", "closing_missing"),
}
_NO_WORD = re.compile(r"[\W_]+")
_COUNCIL = re.compile(r"^(?:[uủ][ỷy] ban nhân dân)\b")


class Truth(Frozen):
    """What a person read in the head and close of a plan; "" is blank or illegible. ``original`` holds what only the
    original file ``file`` shows; ``made`` is word, pdf or scanned.
    """

    number: str = ""
    kind: str = ""
    issuer: str = ""
    place: str = ""
    date: str = ""
    period: str = ""
    signer: str = ""
    position: str = ""
    file: str = ""
    made: str = ""
    original: Mapping[str, str] = {}

    def field(self, name: str) -> str:
        """Return one of the FIELDS."""
        return str(getattr(self, name))


def score_fields(truths: Mapping[str, Truth], outputs: Iterable[Mapping[str, Any]]) -> list[Case]:
    """Return a case for each field of each plan; a plan that was not read has all its fields wrong."""
    found = {(row["plan"], row["field"]): row for row in outputs}
    cases = []
    for slug, truth in truths.items():
        for field in FIELDS:
            row = found.get((slug, field), {"value": None, "findings": ()})
            right = same(field, truth.field(field), row["value"])
            cases.append(
                Case(
                    id=f"{slug}.{field}",
                    groups=("texts", f"field={field}"),
                    right=right,
                    shares={"fields_right": share(right)},
                    counts={"wrong_unflagged": int(not right and not flagged(field, row["findings"]))},
                )
            )
    return cases


def score_files(
    truths: Mapping[str, Truth],
    outputs: Iterable[Mapping[str, Any]],
    texts: Mapping[str, str],
    bars: Mapping[str, float],
) -> list[Case]:
    """Return a case for each original; ``texts`` are the plans' texts, ``bars`` the least agreement of words by ``made``."""
    found = {row["file"]: row for row in outputs}
    cases = []
    for slug, truth in truths.items():
        if not truth.file:
            continue
        row = found.get(truth.file, {})
        read = "text" in row
        alike = agreement(texts[slug], row["text"]) if read else 0.0
        heads = [_head_right(truth, field, row) for field in IDENTITY] if read else []
        below = read and alike < bars[truth.made]
        cases.append(
            Case(
                id=truth.file,
                groups=("files", f"made={truth.made}"),
                right=read and not below and all(heads),
                shares={
                    "files_read": share(read),
                    "words": share(alike, if_any=read),
                    "heads_right_or_flagged": (float(sum(heads)), float(len(heads))),
                },
                counts={"files_below_words": int(below)},
            )
        )
    return cases


def without_files() -> Case:
    """Return the case of a set that has no originals: its figures exist and count for nothing."""
    names = ("files_read", "words", "heads_right_or_flagged")
    return Case(id="files", shares=dict.fromkeys(names, (0.0, 0.0)), counts={"files_below_words": 0})


def same(field: str, wanted: str, value: str | None) -> bool:
    """Whether a field was read right: letter case, spelling of Ủy ban and dashes aside; exactly for numbers and dates."""
    if value is None:
        return False
    if field in ("number", "date", "period"):
        return value == wanted
    return _plain(value) == _plain(wanted)


def flagged(field: str, codes: Sequence[str]) -> bool:
    """Whether some finding tells to check the field."""
    return any(code.startswith(_FLAGS[field]) for code in codes) if _FLAGS[field] else False


def agreement(text: str, other: str) -> float:
    """Return how far two texts agree word by word: normalised Indel similarity, bars, rules and punctuation dropped."""
    return float(Indel.normalized_similarity(words(text), words(other)))


def words(text: str) -> list[str]:
    """Return the words of a text in NFC, letter case folded."""
    return [word for word in _NO_WORD.split(unicodedata.normalize("NFC", text).casefold()) if word]


def _head_right(truth: Truth, field: str, row: Mapping[str, Any]) -> bool:
    value = row["head"][field]
    accepted = {truth.field(field), truth.original.get(field, truth.field(field))}
    return any(same(field, wanted, value) for wanted in accepted) or flagged(field, row["findings"])


def _plain(name: str) -> str:
    plain = _NO_WORD.sub(" ", unicodedata.normalize("NFC", name).casefold()).strip()
    return _COUNCIL.sub("ubnd", plain)
