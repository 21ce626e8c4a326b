"""Turn the training data into pairs of texts that mean the same.

It reads only the files named here (never ``dev/``), varies no text (``variation``) and learns nothing.
"""

from __future__ import annotations

import gzip
import json
import random
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

_PACKAGE_DATA = Path(__file__).resolve().parents[1] / "data"

_GLOSSARY_WEIGHT = 20
_LONGEST = 160  # words of a passage that training reads
_ARTICLE = re.compile(r"^Điều\s+[\w.]+\.\s*")
_SENTENCE_END = re.compile(r"(?<=[.;:])\s+|\n+")
_FREQUENT_TITLE = 8  # "Phạm vi điều chỉnh": alone it names no clause
_NOTE = re.compile(r"\{.*?\}|\(.*")


@dataclass(frozen=True)
class Pair:
    """``anchor`` should find ``positive``; both are one language each."""

    anchor: str
    positive: str


@dataclass(frozen=True)
class TrainingData:
    """Pairs by source; the keys are stable and name the data sets in the training log."""

    pairs: dict[str, list[Pair]]

    def vietnamese(self) -> list[str]:
        """All Vietnamese texts, for counting words."""
        sides = [pair.positive for pairs in self.pairs.values() for pair in pairs]
        return sides + [pair.anchor for name in ("titles", "references", "wiki") for pair in self.pairs[name]]

    def english(self) -> list[str]:
        """All English texts, for counting words; the words of our own glossary count as frequent."""
        return [pair.anchor for pair in self.bilingual() + self.pairs["glossary"] * _GLOSSARY_WEIGHT]

    def bilingual(self) -> list[Pair]:
        """Pairs of an English and a Vietnamese text."""
        return [pair for name in ("parallel", "dictionary", "glossary") for pair in self.pairs[name]]


def read_training_data(folder: Path) -> TrainingData:
    """Read the gzip JSON Lines of ``folder`` (see ../shared/data/README.md), and names and words from ``ingest/data``."""
    clauses = list(_rows(folder / "phapdien_clauses.jsonl.gz"))
    dictionary = [
        pair
        for row in _rows(folder / "dictionary_en_vi.jsonl.gz")
        for pair in (Pair(_headword(row["en"]), row["vi"]), Pair(f"{_headword(row['en'])} {row['gloss']}", row["vi"]))
    ]
    return TrainingData(
        {
            "titles": list(_titles(clauses)),
            "sentences": list(_sentences(clauses)),
            "references": _plain(folder / "phapdien_crossrefs.jsonl.gz"),
            "wiki": _plain(folder / "viwiki_title_lead.jsonl.gz"),
            "parallel": _plain(folder / "parallel_en_vi.jsonl.gz"),
            "dictionary": dictionary,
            "glossary": _glossary(),
            "names": _short_names(),
        }
    )


def first_words(text: str, limit: int = _LONGEST) -> str:
    """Return ``text`` up to its ``limit``-th word."""
    words = text.split(" ", limit)
    return " ".join(words[:limit])


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def _plain(path: Path) -> list[Pair]:
    return [Pair(first_words(row["anchor"]), first_words(row["positive"])) for row in _rows(path)]


def _headword(entry: str) -> str:
    return _NOTE.sub("", entry).strip()


def _glossary() -> list[Pair]:
    entries = _package_data("glossary_en_vi.yaml")
    agencies = _package_data("agencies.yaml")
    named = [Pair(english, row["name"]) for row in agencies for english in row.get("english", ())]
    return [Pair(english, vietnamese) for english, vietnamese in entries.items()] + named


def _short_names() -> list[Pair]:
    """Return the other names and abbreviations of agencies, each with the name."""
    return [
        Pair(other, row["name"])
        for row in _package_data("agencies.yaml")
        for other in (*row.get("aliases", ()), *row.get("abbreviations", ()))
    ]


def _package_data(name: str) -> Any:
    return yaml.safe_load((_PACKAGE_DATA / name).read_text(encoding="utf-8"))


def _titles(clauses: Sequence[dict[str, Any]]) -> Iterator[Pair]:
    titles = [_ARTICLE.sub("", row["title"]) for row in clauses]
    counts = Counter(titles)
    for row, title in zip(clauses, titles, strict=True):
        if title and row["text"]:
            anchor = title if counts[title] < _FREQUENT_TITLE else f"{title} {first_words(row['doc'], 40)}"
            yield Pair(anchor, first_words(row["text"]))


def _sentences(clauses: Sequence[dict[str, Any]]) -> Iterator[Pair]:
    """Pair a sentence of each clause with the rest of it (inverse cloze task, Lee et al. 2019)."""
    order = random.Random(0)  # noqa: S311  # which sentence is no secret
    for row in clauses:
        parts = [part for part in _SENTENCE_END.split(row["text"]) if len(part.split()) >= 6]
        if len(parts) >= 3:
            chosen = order.randrange(len(parts))
            rest = parts[max(0, chosen - 4) : chosen] + parts[chosen + 1 : chosen + 5]
            title = _ARTICLE.sub("", row["title"])
            yield Pair(first_words(parts[chosen], 40), first_words(f"{title}. {' '.join(rest)}"))
