"""Build the embedding's tokenizer: Vietnamese compounds and syllables, both again without marks, and English words.

The tokenizer is one ``tokenizers`` file that does everything from raw text on; it trains no vectors. Multi-syllable
words ("môi trường") are tokens found by counting (Mikolov et al. 2013, phrases), so that the words of a text without
marks stay apart ("moi truong" is one thing, "moi" is five); what is in no list falls apart into pieces of words.
"""

from __future__ import annotations

import math
import re
import string
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice, pairwise

from tokenizers import Regex, Tokenizer
from tokenizers.models import Unigram
from tokenizers.normalizers import NFC, Lowercase
from tokenizers.normalizers import Sequence as Normalizers
from tokenizers.pre_tokenizers import Metaspace, Split
from tokenizers.pre_tokenizers import Sequence as PreTokenizers

from ingest.text import fold

UNKNOWN = "[UNK]"
WORD = "▁"  # what tokenizers puts before every word

# A chunk: words with single spaces between. Everything else (punctuation, line ends) parts chunks and is dropped.
_CHUNK = r"[\p{L}\p{M}\p{N}]+(?: [\p{L}\p{M}\p{N}]+)*"
_NOT_WORDS = re.compile(r"[^\w ]|_|  +")
_PIECE_PENALTY = 12.0  # nats; no chain of pieces may beat a listed word
_CHARACTER_COST = -20.0
_LONGEST_PIECE = 6
_USUAL = 20  # times a character is seen before it becomes a token

# Endings of English words: pieces without meaning, so that "advises" and "advise" have one vector.
_ENDINGS = ("s", "es", "d", "ed", "ing", "ly")
_ENDING_COST = -12.0
_SHORTEST_STEM = 4  # letters: "needed", but "news" is no plural

# A Vietnamese syllable without its marks: the closed set of them goes into the vocabulary before any compound.
_SYLLABLE = re.compile(r"(?:ngh?|gh|gi|[cknpt]h|tr|qu|[bcdghklmnprstvx])?[aeiouy]{1,3}(?:ng|nh|ch|[cmnpt])?")

# Where the mark of oa, oe, uy stands is a habit of spelling (hoà = hòa), no difference.
_SPELLINGS = {
    "òa": "oà", "óa": "oá", "ỏa": "oả", "õa": "oã", "ọa": "oạ",
    "òe": "oè", "óe": "oé", "ỏe": "oẻ", "õe": "oẽ", "ọe": "oẹ",
    "ùy": "uỳ", "úy": "uý", "ủy": "uỷ", "ũy": "uỹ", "ụy": "uỵ",
}  # fmt: skip
_SPELLING = re.compile("(?<!q)(" + "|".join(_SPELLINGS) + r")\b")
_SPELLING_BACK = {new: old for old, new in _SPELLINGS.items()}
_SPELLED_NEW = re.compile("(?<!q)(" + "|".join(_SPELLING_BACK) + r")\b")


@dataclass(frozen=True)
class VocabularySize:
    """How many tokens of each sort, most frequent first; about 37,000 of 384 bytes keep the folder under 16 MB."""

    vietnamese: int = 15_000  # syllables and compounds as written
    folded: int = 7_500  # the same without marks
    english: int = 10_500
    pieces: int = 2_500


def chunks(text: str) -> Iterator[list[str]]:
    """Yield the runs of lower-cased words between punctuation, as the tokenizer sees them (``text`` in NFC)."""
    for chunk in _NOT_WORDS.split(text.lower()):
        words = chunk.split()
        if words:
            yield words


def find_compounds(sentences: list[list[str]], *, least: int, ratio: float) -> frozenset[tuple[str, str]]:
    """Return neighbours that occur together at least ``least`` times and ``ratio`` times as often as by chance."""
    singles: Counter[str] = Counter()
    pairs: Counter[tuple[str, str]] = Counter()
    for sentence in sentences:
        singles.update(sentence)
        pairs.update(pairwise(sentence))
    total = sum(singles.values())
    return frozenset(
        pair
        for pair, count in pairs.items()
        if count >= least and (count - least / 2) * total > ratio * singles[pair[0]] * singles[pair[1]]
        if not any(character.isdigit() for character in pair[0] + pair[1])
    )


def join_compounds(sentence: list[str], compounds: frozenset[tuple[str, str]]) -> list[str]:
    """Join, from the left, neighbours that form a compound with a space."""
    joined: list[str] = []
    ready = False  # whether the last entry is still a single unit of this pass
    for word in sentence:
        if ready and (joined[-1], word) in compounds:
            joined[-1] = f"{joined[-1]} {word}"
            ready = False
        else:
            joined.append(word)
            ready = True
    return joined


def count_syllables(texts: Iterable[str]) -> Counter[str]:
    """Count what stands between spaces: syllables of Vietnamese, words of English."""
    return Counter(word for text in texts for words in chunks(text) for word in words)


def count_words(texts: Iterable[str], *, least: int) -> Counter[str]:
    """Count syllables, and words of up to four syllables written with spaces, after two rounds of joining."""
    sentences = [words for text in texts for words in chunks(text)]
    counts: Counter[str] = Counter(word for words in sentences for word in words)
    for ratio in (60.0, 30.0):
        compounds = find_compounds(sentences, least=least, ratio=ratio)
        sentences = [join_compounds(words, compounds) for words in sentences]
    counts.update(word for words in sentences for word in words if " " in word)
    return counts


def other_spelling(word: str) -> str:
    """Return "hoà bình" for "hòa bình" and the reverse; the same word where no tone mark can stand elsewhere."""
    new = _SPELLING.sub(lambda match: _SPELLINGS[match[1]], word)
    return new if new != word else _SPELLED_NEW.sub(lambda match: _SPELLING_BACK[match[1]], word)


def count_stems(counts: Mapping[str, int]) -> Counter[str]:
    """Return English counts with those of regular inflections ("advises") added to their stem ("advise") if counted."""
    stems: Counter[str] = Counter()
    for word, count in counts.items():
        candidates = (word.removesuffix(ending) for ending in _ENDINGS if word.endswith(ending))
        found = (stem for stem in candidates if len(stem) >= _SHORTEST_STEM and stem in counts)
        stems[next(found, word)] += count
    return stems


def build_tokenizer(
    vietnamese: Mapping[str, int], english: Mapping[str, int], size: VocabularySize | None = None
) -> Tokenizer:
    """Return a tokenizer over the most frequent words of both counts, their folded forms, and pieces for the rest.

    Any text gives tokens; characters that no training text had become ``[UNK]``. Raw text in, in any case and any
    normal form: the tokenizer composes and lower-cases itself.
    """
    size = size or VocabularySize()
    vietnamese, english = Counter(vietnamese), count_stems(english)
    folded: Counter[str] = Counter()
    for word, count in vietnamese.items():
        folded[fold(word)] += count
    listed = dict(sorted(vietnamese.items(), key=_syllables_first)[: size.vietnamese])
    for word in list(listed):
        listed.setdefault(other_spelling(word), listed[word])
    for ranked, limit in (
        (sorted(folded.items(), key=_syllables_first), size.folded),
        (english.most_common(), size.english),
    ):
        listed.update(list(islice((pair for pair in ranked if pair[0] not in listed), limit)))
    total = sum(vietnamese.values()) + sum(english.values())
    vocabulary = [(UNKNOWN, 0.0)]
    vocabulary += [(_token(word), math.log(count / total)) for word, count in listed.items()]
    vocabulary += _pieces(vietnamese + english, listed, size.pieces)
    tokenizer = Tokenizer(Unigram(vocabulary, unk_id=0, byte_fallback=False))
    tokenizer.normalizer = Normalizers([NFC(), Lowercase()])
    tokenizer.pre_tokenizer = PreTokenizers(
        [
            Split(Regex(_CHUNK), behavior="removed", invert=True),
            Metaspace(replacement=WORD, prepend_scheme="always", split=False),
        ]
    )
    return tokenizer


def silent_tokens(tokenizer: Tokenizer) -> list[int]:
    """Return the tokens without meaning, whose vectors must be zero: the unknown, a bare word mark, English endings."""
    return [number for number in map(tokenizer.token_to_id, (UNKNOWN, WORD, *_ENDINGS)) if number is not None]


def _syllables_first(counted: tuple[str, int]) -> tuple[bool, int]:
    word, count = counted
    return (count < 2 or _SYLLABLE.fullmatch(fold(word)) is None, -count)


def _token(word: str) -> str:
    return WORD + word.replace(" ", WORD)


def _pieces(counts: Counter[str], listed: Mapping[str, int], limit: int) -> list[tuple[str, float]]:
    """Return parts of the words outside the list, the most useful first, and every character that is not very rare."""
    characters: Counter[str] = Counter(string.ascii_lowercase + string.digits)
    parts: Counter[str] = Counter()
    for word, count in counts.items():
        characters.update(dict.fromkeys(word.replace(" ", ""), count))
        if word not in listed and " " not in word:
            token = WORD + word
            weight = min(count, 5)  # many words, not one word often
            for length in range(2, _LONGEST_PIECE + 1):
                for start in range(len(token) - length + 1):
                    parts[token[start : start + length]] += weight
    taken = {_token(word) for word in listed}
    useful = sorted(parts.items(), key=lambda part: (-part[1] * (len(part[0]) - 1), part[0]))
    chosen = list(islice((part for part in useful if part[0] not in taken and part[0] not in _ENDINGS), limit))
    total = sum(parts.values()) or 1
    scored = [(part, math.log(count / total) - _PIECE_PENALTY) for part, count in chosen]
    scored += [(ending, _ENDING_COST) for ending in _ENDINGS]
    present = taken | {part for part, _ in scored}
    usual = (character for character, count in sorted(characters.items()) if count >= _USUAL or character.isascii())
    return scored + [(character, _CHARACTER_COST) for character in (WORD, *usual) if character not in present]
