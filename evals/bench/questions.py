"""Draws questions of every kind and language from what generated plans say.

Does not ask them, and does not say what the right answer is: the bench measures time, not truth.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from string import Formatter
from typing import Any

import yaml

from evals.bench.generator import Fact, generate_plan
from ingest.model import Frozen
from ingest.text import fold

_TRIES = 400  # plans looked at for a fact that has all the words of a form


class BenchQuestion(Frozen):
    """A question to time."""

    kind: str
    lang: str
    text: str
    history: tuple[str, ...] = ()


def draw_questions(plans: int, each: int, seed: int = 1) -> tuple[BenchQuestion, ...]:
    """Return ``each`` questions of every kind and language about plans 0 … plans-1 of the generator, well mixed."""
    chance = random.Random(f"questions:{seed}:{plans}")
    drawn = [
        question
        for kind, languages in _forms().items()
        for lang, forms in _languages(languages).items()
        for _ in range(each)
        if (question := _draw(kind, lang, forms, languages.get("history", ()), plans, seed, chance))
    ]
    chance.shuffle(drawn)
    return tuple(drawn)


@cache
def _forms() -> dict[str, dict[str, list[str]]]:
    return dict(yaml.safe_load(files("evals.bench").joinpath("questions.yaml").read_text("utf-8")))


def _languages(languages: Mapping[str, list[str]]) -> dict[str, Sequence[str]]:
    asked: dict[str, Sequence[str]] = {lang: forms for lang, forms in languages.items() if lang != "history"}
    return {**asked, "vi-nodiac": languages["vi"]}


def _draw(
    kind: str,
    lang: str,
    forms: Sequence[str],
    history: Sequence[str],
    plans: int,
    seed: int,
    chance: random.Random,
) -> BenchQuestion | None:
    form = chance.choice(forms)
    slots = {name for text in (form, *history) for _, name, _, _ in Formatter().parse(text) if name}
    for _ in range(_TRIES):
        words = _words(kind, generate_plan(chance.randrange(plans), seed).facts, chance)
        if words is not None and slots <= words.keys():
            text, earlier = form.format(**words), tuple(turn.format(**words) for turn in history)
            if lang == "vi-nodiac":
                text = fold(text)
            return BenchQuestion(kind=kind, lang=lang, text=text, history=earlier)
    return None


def _words(kind: str, facts: Sequence[Fact], chance: random.Random) -> dict[str, Any] | None:
    """Return the words of a fact of this kind; questions across plans and small talk take any."""
    fitting = [fact for fact in facts if fact.kind == kind]
    if kind in ("across", "smalltalk"):
        chosen = chance.sample(facts, 12)
        return {name: word for fact in chosen for name, word in fact.words.items()}
    return dict(chance.choice(fitting).words) if fitting else None
