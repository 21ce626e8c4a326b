"""Every sentence that we say ourselves, from replies.yaml, as runs: fixed words under the rule REPLY, values under theirs.

Does not choose what to say; composing does.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from assistant.model import Lang, Rule, Run, Text
from ingest.data import read_yaml

_SLOT = re.compile(r"\{(\w+)\}")


@cache
def _sentences() -> dict[str, dict[str, str]]:
    data: dict[str, dict[str, str]] = read_yaml("replies.yaml", "assistant")
    return data


@cache
def fixed_words() -> frozenset[str]:
    """Return the fixed parts of all sentences: what a run under the rule REPLY may say."""
    parts: set[str] = set()
    for by_lang in _sentences().values():
        for sentence in by_lang.values():
            parts.update(part for part in _SLOT.split(sentence)[::2] if part)
    return frozenset(parts)


def sentence(key: str, lang: Lang) -> str:
    """Return the sentence as written, with its slots unfilled; KeyError for an unknown key."""
    return _sentences()[key][lang]


def say(key: str, lang: Lang, **values: Text | str | Iterable[Run]) -> tuple[Run, ...]:
    """Fill a sentence: each slot takes a run or runs that carry their own rule; a bare string is echoed as asked.

    Raises KeyError for an unknown key or an unfilled slot: a fault of ours, never of a question.
    """
    runs: list[Run] = []
    for i, part in enumerate(_SLOT.split(sentence(key, lang))):
        if i % 2 == 0:
            if part:
                runs.append(Text(t=part, rule=Rule.REPLY))
            continue
        value = values[part]
        if isinstance(value, Text):
            runs.append(value)
        elif isinstance(value, str):
            runs.append(Text(t=value, rule=Rule.ASKED))
        else:
            runs.extend(value)
    return tuple(runs)
