"""Sentences, words and name candidates of Vietnamese text; the only user of underthesea.

Gives spans of the text it was handed, never underthesea's own tokens: those are respelled ("Hoà" → "Hòa"), so they are
used to find places, not characters. Does not normalise text (``ingest.text``) and does not know agencies.
"""

from __future__ import annotations

import importlib
import importlib.util
import re
import sys
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from functools import cache, lru_cache
from types import ModuleType

from ingest.model import Span
from ingest.text import fold

# Short forms that end in a full stop inside a sentence ("TP. Vân Khê", "ThS. Lê Văn A", "Tr. 12"), in lower case.
_SHORT_FORM = re.compile(r"tp|t[tx]|[pqhx]|ks|bs|th?s|gs|pgs|ths|cn|dr|đ/c|tr|st|v\.?v|nxb|no|số|stt|lt|cty|đt|tel|fax")
_ENDS = ".?!…"
_CLOSERS = "\"'”’»)]*"
_OPENERS = "\"'“‘«([*-–+ \t"
_PAIRS = {"(": ")", "[": "]", "“": "”"}
# "lần thứ V. Ban Tổ chức", "quý II. Các đơn vị": what underthesea takes for an initial is a numeral here.
_NUMERAL_END = re.compile(
    r"(?:thứ|loại|cấp|hạng|khóa|khoá|nhóm|quý|đợt|kỳ|giai đoạn|mục|phần|điểm)\s+[IVXA-ZĐa-zđ]{1,4}$", re.IGNORECASE
)
_UNSEEN_END = re.compile(r"[….]")
_HEAD = 120  # characters before a full stop that tell whether a sentence ends there
_OPENING = 80  # characters that are enough to tag a first word in its surroundings
_NUMBERING = re.compile(r"^\W*(?:\d{1,2}(?:\.\d{1,2})*|[IVX]{1,4}|[a-zđA-ZĐ])[.)]?$")


def sentences(text: str, start: int = 0, end: int | None = None) -> tuple[Span, ...]:
    """Split ``text[start:end]`` into sentences.

    The spans are in reading order, do not overlap, carry no white space at either end, and together hold every
    character that is not white space. A line end always ends a sentence. underthesea proposes; our guards join what it
    cut inside brackets, after short forms or before a small letter, and cut what it left joined after "…" or a numeral.
    """
    stop = len(text) if end is None else end
    found: list[Span] = []
    for line_start, line_end in _lines(text, start, stop):
        cuts = sorted(c for c in _proposed(text, line_start, line_end) if _is_end(text, line_start, c, line_end))
        begin = line_start
        for cut in [*cuts, line_end]:
            span = _trim(text, begin, cut)
            if span is not None:
                found.append(span)
            begin = cut
    return tuple(found)


def words(text: str) -> tuple[str, ...]:
    """Segment into words ("xây dựng", "kế hoạch"), each spelled as ``text`` spells it; punctuation is left out."""
    return tuple(text[s.start : s.end] for s, _ in _tokens(text) if any(c.isalnum() for c in text[s.start : s.end]))


def name_candidates(text: str) -> tuple[Span, ...]:
    """Find where proper names may stand: runs of tokens that underthesea tags ``Np`` and that the text capitalises.

    A hint for what no registry lists ("Vũ Văn Bách", a company); callers must check it against their own evidence.
    """
    tokens = list(_tokens(text))
    tags = _tagger()([token for _, token in tokens]) if tokens else []
    names: list[Span] = []
    for (span, _), tag in zip(tokens, tags, strict=True):
        if tag != "Np" or not text[span.start].isupper():
            continue
        if names and text[names[-1].end : span.start].strip() == "" and "\n" not in text[names[-1].end : span.start]:
            names[-1] = Span(start=names[-1].start, end=span.end)
        else:
            names.append(span)
    return tuple(names)


def opens_with_verb(text: str) -> bool:
    """Whether the first word is a verb as far as underthesea can tell, a "không" before it aside.

    A guess for words that no list of ours knows; wrong about one time in ten.
    """
    return _tagged_verb(text[:_OPENING])


@lru_cache(maxsize=4096)  # the same opening is asked about by several rules, and lists repeat their openings
def _tagged_verb(opening: str) -> bool:
    tokens = [token for _, token in _tokens(opening)]
    tags = _tagger()(tokens) if tokens else []
    spoken = [t for t in tags if t != "CH"]
    return spoken[:1] == ["V"] or spoken[:2] == ["R", "V"]


def _lines(text: str, start: int, stop: int) -> Iterator[tuple[int, int]]:
    begin = start
    while (end := text.find("\n", begin, stop)) >= 0:
        yield begin, end
        begin = end + 1
    yield begin, stop


def _proposed(text: str, start: int, stop: int) -> set[int]:
    """Give the offsets after which a sentence may end: underthesea's, and those it cannot see."""
    cuts = set()
    cursor = start
    for sentence in _sentence_tokenizer()(text[start:stop]):
        at = text.find(sentence, cursor, stop)
        if at >= 0:
            cursor = at + len(sentence)
            cuts.add(cursor)
    for mark in _UNSEEN_END.finditer(text, start, stop):
        i = mark.start()
        if text[i] == "…" or _NUMERAL_END.search(text, max(start, i - 24), i):
            cuts.add(i + 1)
    # a closing quote or bracket belongs to the sentence that it closes
    return {_past_closers(text, c, stop) for c in cuts}


def _past_closers(text: str, at: int, stop: int) -> int:
    while at < stop and text[at] in _CLOSERS:
        at += 1
    return at


def _is_end(text: str, start: int, cut: int, stop: int) -> bool:
    following = cut
    while following < stop and text[following] in _OPENERS:
        following += 1
    if following >= stop:
        return True
    if following == cut or not (text[following].isupper() or text[following].isdigit()):
        return False
    begin = max(start, cut - _HEAD)
    head = text[begin:cut].rstrip(_CLOSERS)
    if not head or head[-1] not in _ENDS:
        return False
    before = head.rstrip(_ENDS)
    if _open_bracket(text[max(start, cut - 300) : cut]) or (begin == start and _NUMBERING.match(before)):
        return False
    last = re.split(r"[\s(]", before)[-1].lower()
    return not _SHORT_FORM.fullmatch(last) or head.endswith(("..", "…"))


def _open_bracket(part: str) -> bool:
    return any(part.count(opening) > part.count(closing) for opening, closing in _PAIRS.items())


def _trim(text: str, start: int, end: int) -> Span | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start=start, end=end) if start < end else None


def _tokens(text: str) -> Iterator[tuple[Span, str]]:
    """Pair underthesea's tokens with their places in ``text``; a token that cannot be placed is passed over."""
    plain = fold(text)
    cursor = 0
    for token in _word_tokenizer()(text):
        span = _place(plain, fold(unicodedata.normalize("NFC", token)), cursor)
        if span is not None:
            cursor = span.end
            yield span, token


def _place(plain: str, token: str, cursor: int) -> Span | None:
    """Find the token's letters from ``cursor`` on, white space aside: it may skip only what other tokens left over."""
    letters = token.replace(" ", "")
    for first in range(cursor, min(len(plain), cursor + 40)):
        at, matched = first, 0
        while at < len(plain) and matched < len(letters):
            if plain[at] == letters[matched]:
                matched += 1
            elif not (plain[at].isspace() and at > first):
                break
            at += 1
        if matched == len(letters) and matched:
            return Span(start=first, end=at)
    return None


def _submodule(name: str) -> ModuleType:
    """Import one submodule of underthesea without running the package's ``__init__``.

    That ``__init__`` imports transformers and torch wherever they are installed: measured 3.0 s and 330 MB against
    0.13 s for the submodules, which need neither. The bare parent leaves ``sys.modules`` again, so that whoever writes
    ``import underthesea`` still gets the whole package.
    """
    full = f"underthesea.{name}"
    if "underthesea" in sys.modules or full in sys.modules:
        return importlib.import_module(full) if full not in sys.modules else sys.modules[full]
    spec = importlib.util.find_spec("underthesea")
    if spec is None:
        raise ModuleNotFoundError("underthesea is not installed", name="underthesea")
    sys.modules["underthesea"] = importlib.util.module_from_spec(spec)
    try:
        importlib.import_module("underthesea.pipeline.text_normalize")  # first: it and word_tokenize import each other
        return importlib.import_module(full)
    finally:
        del sys.modules["underthesea"]


@cache
def _sentence_tokenizer() -> Callable[[str], list[str]]:
    tokenize: Callable[[str], list[str]] = _submodule("pipeline.sent_tokenize").sent_tokenize
    return tokenize


@cache
def _word_tokenizer() -> Callable[[str], list[str]]:
    _submodule("models.fast_crf_sequence_tagger")  # word_tokenize imports it on its first call
    tokenize: Callable[[str], list[str]] = _submodule("pipeline.word_tokenize").word_tokenize
    return tokenize


@cache
def _tagger() -> Callable[[Sequence[str]], list[str]]:
    model = _submodule("pipeline.pos_tag.model_crf").CRFPOSTagPredictor.Instance()
    return lambda tokens: [tag for _, tag in model.predict(list(tokens))]
