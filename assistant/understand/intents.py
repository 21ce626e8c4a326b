"""What a question asks for: named rules of data/intents.yaml over the folded words. Does not look into any plan."""

from __future__ import annotations

import re
from functools import cache

from assistant.model import Intent
from assistant.understand.wording import load_data
from ingest.model import Role


@cache
def _rules() -> tuple[tuple[str, Intent, re.Pattern[str]], ...]:
    return tuple(
        (r["name"], Intent(r["intent"]), re.compile(r["pattern"])) for r in load_data("intents.yaml")["intents"]
    )


@cache
def _table(section: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((name, re.compile(pattern)) for name, pattern in load_data("intents.yaml")[section].items())


def intent_rule(sentence: str) -> tuple[str, Intent] | None:
    """Return the name and intent of the first rule that matches a question's folded sentence, or None."""
    for name, intent, pattern in _rules():
        if pattern.search(sentence):
            return name, intent
    return None


def smalltalk(sentence: str) -> str | None:
    """Return the kind of small talk (greeting, thanks, about_us) that a sentence holds, or None."""
    kinds = [name for name, pattern in _table("smalltalk") if pattern.search(sentence)]
    return kinds[-1] if kinds else None


def asks(sentence: str) -> frozenset[str]:
    """Return the sorts of value that a question wants: phone, money, percent, day, time, count, who, where."""
    return frozenset(name for name, pattern in _table("asks") if pattern.search(sentence))


def role(sentence: str) -> Role | None:
    """Return the one role that a question restricts to, or None when it names none or both."""
    named = [name for name, pattern in _table("roles") if pattern.search(sentence)]
    return Role(named[0]) if len(named) == 1 else None
