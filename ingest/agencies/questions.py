"""Agencies in a question: without accents, abbreviated, mistyped, in English.

Uses the grammar of plans; adds the names that stand in the loaded plans and looks past typing errors.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

from rapidfuzz.distance import OSA

from ingest.agencies.groups import group_classes
from ingest.agencies.lexicon import groups
from ingest.agencies.line import Line
from ingest.agencies.mention import AgencyMention
from ingest.agencies.mentions import find_agencies, find_in
from ingest.agencies.registry import load_data, registry
from ingest.agencies.tokens import Token, Trie, keys, tokenise
from ingest.model import Span
from ingest.text import fold, slug

_MAX_WINDOW = 14
_JOINS = frozenset({",", "-", "–", "&", "/", "va"})
_MANY = frozenset({"cac", "nhung", "moi", "tung"})
_MAX_PLACE = 7  # words of a place in English: "of", "the", four syllables, the rank
_ONE_EDIT, _TWO_EDITS, _SHORT = 8, 15, 3  # letters from which on a name may differ by one, by two


def find_agencies_in_question(text: str, extra: Mapping[str, str] | None = None) -> tuple[AgencyMention, ...]:
    """Return the agencies that a question names, in order, without overlap; offsets are those of ``text`` (NFC).

    Guarantees: a word typed without accents stands for any accented one, an accented word only for itself ("số" is never
    "Sở"); English names; names of three words and eight letters with one typing error, of fifteen letters with two.
    ``extra`` maps folded names that stand in the loaded plans (``ingest.text.fold``) to their ids; the longest name wins.
    """
    tokens = tokenise(text)
    found = [*find_in(Line(text, tokens, False)), *find_agencies(text), *_english(text, tokens), *_chat(text, tokens)]
    loaded = list(_loaded(text, tokens, extra or {}))
    found = [m for m in found if m.known or not any(_overlap(m.span, other.span) for other in loaded)]
    chosen = _asked(tokens, _without_overlap([*found, *loaded]))
    typed = _mistyped(text, tokens, [m.span for m in chosen])
    return tuple(sorted([*chosen, *typed], key=lambda m: m.span.start))


def _asked(tokens: list[Token], found: list[AgencyMention]) -> list[AgencyMention]:
    """Leave out what a question asks for ("những phường nào") and, beside an agency, people and things it is about."""
    words = {t.start: t.key for t in tokens}
    ends = {t.end: n for n, t in enumerate(tokens)}
    kept = []
    for mention in found:
        following = ends.get(mention.span.end, len(tokens)) + 1
        if not (mention.is_group and following < len(tokens) and tokens[following].key == "nao"):
            kept.append(mention)
    agencies = [m for m in kept if not (m.is_group and _of_society(m.agency_id) and words[m.span.start] not in _MANY)]
    return agencies or kept


def _of_society(agency_id: str) -> bool:
    families = {noun.kind: noun.family for several in groups().nouns.values() for noun in several}
    classes = group_classes(agency_id) or ()
    return bool(classes) and all(families.get(kind) in ("society", "school", "staff") for kind in classes)


def _without_overlap(found: list[AgencyMention]) -> list[AgencyMention]:
    """Keep the longest of overlapping readings; of equally long ones, one that is known."""
    chosen: list[AgencyMention] = []
    for mention in sorted(found, key=lambda m: (m.span.start - m.span.end, not m.known)):
        if not any(_overlap(mention.span, c.span) for c in chosen):
            chosen.append(mention)
    return chosen


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _mention(text: str, tokens: list[Token], start: int, end: int, agency_id: str) -> AgencyMention:
    span = Span(start=tokens[start].start, end=tokens[end - 1].end)
    is_group = agency_id not in registry() and (agency_id.startswith("nhom-") or "-cap-" in agency_id)
    known = is_group or agency_id in registry()
    return AgencyMention(span=span, name=span.of(text), agency_id=agency_id, is_group=is_group, known=known)


@cache
def _english_names() -> Trie:
    trie = Trie()
    for entry in registry().values():
        for name in entry.english:
            trie.add(keys(name), entry.id)
    for row in load_data("agency_english.yaml")["groups"]:
        for name in row["names"]:
            trie.add(keys(name), row["id"])
    return trie


def _english(text: str, tokens: list[Token]) -> Iterator[AgencyMention]:
    for at in range(len(tokens)):
        found = _english_names().longest(tokens, at)
        if found is not None:
            yield _mention(text, tokens, at, *_of_place(tokens, *found))


@cache
def _ranks() -> dict[tuple[str, ...], str]:
    return {keys(words): level for words, level in load_data("agency_english.yaml")["ranks"].items()}


def _of_place(tokens: list[Token], end: int, agency_id: str) -> tuple[int, str]:
    """Return where "People's Committee of Dong May commune" ends and its id ("ubnd-xa"), given its bare name."""
    entry = registry().get(agency_id)
    if entry is None or not entry.levelled or end >= len(tokens) or tokens[end].key != "of":
        return end, agency_id
    for stop in range(end + 2, min(len(tokens), end + _MAX_PLACE) + 1):
        if not tokens[stop - 1].key.isalnum():
            break
        for words, level in _ranks().items():
            if tuple(t.key for t in tokens[stop - len(words) : stop]) == words:
                return stop, f"{agency_id}-{level}"
    return end, agency_id


@cache
def _chat_names() -> Trie:
    """Names with their first words as people type them: "p nội vụ", "ub xã"."""
    trie = Trie()
    for row, shorts in load_data("agency_heads.yaml")["chat"].items():
        head = keys(row)
        for entry in registry().values():
            for name in entry.names:
                words = keys(name)
                if words[: len(head)] == head and len(words) > len(head):
                    for short in shorts:
                        trie.add((*keys(short), *words[len(head) :]), entry.id)
    return trie


def _chat(text: str, tokens: list[Token]) -> Iterator[AgencyMention]:
    for at in range(len(tokens)):
        found = _chat_names().longest(tokens, at)
        if found is not None:
            yield _mention(text, tokens, at, *found)


def _loaded(text: str, tokens: list[Token], extra: Mapping[str, str]) -> Iterator[AgencyMention]:
    """Yield the longest loaded name at each word: by its folded words, or by the slug that is its id."""
    if not extra:
        return
    folded, ids = fold(text), frozenset(extra.values())
    for at in range(len(tokens)):
        for end in range(min(len(tokens), at + _MAX_WINDOW), at + 1, -1):
            window = folded[tokens[at].start : tokens[end - 1].end]
            name = slug(window)
            found = extra.get(window) or (name if name in ids else None)
            if found is not None:
                yield _mention(text, tokens, at, end, found)
                break


@cache
def _long_names() -> dict[str, list[tuple[tuple[str, ...], str]]]:
    """Names long enough to be recognised with typing errors, by the letters of their first word in order."""
    table: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for entry in registry().values():
        for name in (entry.name, *entry.aliases):
            words = keys(name)
            if len("".join(words)) >= _ONE_EDIT and len(words) > 2 and entry.level_of is None:
                table.setdefault("".join(sorted(words[0])), []).append((words, entry.id))
    return table


def _mistyped(text: str, tokens: list[Token], taken: list[Span]) -> Iterator[AgencyMention]:
    """Yield names with typing errors, outside the spans that are taken."""
    words = [t for t in tokens if t.key not in _JOINS]
    at = 0
    while at < len(words):
        best = _closest(words, at, taken)
        if best is None:
            at += 1
            continue
        count, agency_id = best
        yield _mention(text, words, at, at + count, agency_id)
        at += count


def _closest(words: list[Token], at: int, taken: list[Span]) -> tuple[int, str] | None:
    """Return the number of words and the id of the longest name that the words at ``at`` misspell.

    The first word must have the right letters, if in the wrong order ("phogn").
    """
    best: tuple[int, int, str] | None = None
    for name, agency_id in _long_names().get("".join(sorted(words[at].key)), ()):
        window = words[at : at + len(name)]
        if len(window) < len(name) or any(s.start < window[-1].end and window[0].start < s.end for s in taken):
            continue
        edits = _edits(window, name)
        if edits and (best is None or (-len(name), edits) < best[:2]):
            best = (-len(name), edits, agency_id)
    return None if best is None else (-best[0], best[2])


def _edits(window: list[Token], name: tuple[str, ...]) -> int:
    """Return by how many errors the words misspell the name, 0 where they are no misspelling of it.

    A word of up to three letters must be right: one letter makes another word of it.
    """
    allowed = 1 + (sum(map(len, name)) >= _TWO_EDITS)
    edits = 0
    for token, word in zip(window, name, strict=True):
        if token.key == word:
            continue
        if len(word) <= _SHORT or OSA.distance(token.key, word, score_cutoff=1) > 1:
            return 0
        edits += 1
    return edits if edits <= allowed else 0
