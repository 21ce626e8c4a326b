"""Tells whether letters can be a Vietnamese syllable: onset, rhyme and tone. It knows no words.

The grammar of quốc ngữ as school primers give it; loans with a rhyme of their own ("xoong") are in, other foreign words out.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_TONES = "\u0300\u0301\u0303\u0309\u0323"
_SHARP = ("\u0301", "\u0323")  # a syllable closed by c, ch, p or t rises or falls; it has no other tone
_ONSET = r"(?:ngh|ng|nh|n|gh|gi|g|kh|k|ph|p|qu|th|tr|t|ch|c|b|d|đ|h|l|m|r|s|v|x)?"
_RHYMES = r"""
    a|ai|am|an|ang|anh|ao|au|ay|ăm|ăn|ăng|âm|ân|âng|âu|ây|e|em|en|eng|eo|ê|êm|ên|êng|ênh|êu|i|ia|iêm|iên|iêng|iêu|im|in|inh|iu|
    o|oa|oai|oam|oan|oang|oanh|oao|oay|oăm|oăn|oăng|oe|oen|oeo|oi|om|on|ong|oong|ô|ôi|ôm|ôn|ông|ơ|ơi|ơm|ơn|
    u|ua|uân|uâng|uây|uê|uênh|ui|um|un|ung|uơ|uôi|uôm|uôn|uông|uy|uya|uyên|uynh|uyu|ư|ưa|ưi|ưng|ưu|ươi|ươm|ươn|ương|ươu|
    y|yêm|yên|yêng|yêu|ynh
"""
_CLOSED = r"""
    ac|ach|ap|at|ăc|ăp|ăt|âc|âp|ât|ec|ep|et|êch|êp|êt|ich|iêc|iêp|iêt|ip|it|oac|oach|oat|oăc|oăt|oc|oet|ooc|op|ot|ôc|ôp|ôt|ơp|ơt|
    uât|uc|uêch|uôc|uôt|up|ut|uych|uyêt|uyp|uyt|ych|yt|ưc|ưt|ươc|ươp|ươt|yêt
"""
_OPEN_SYLLABLE = re.compile(f"{_ONSET}(?:{_RHYMES})$", re.VERBOSE)
_CLOSED_SYLLABLE = re.compile(f"{_ONSET}(?:{_CLOSED})$", re.VERBOSE)


@lru_cache(maxsize=50_000)
def is_syllable(word: str) -> bool:
    """Whether ``word`` (NFC or NFD, any case) can be one Vietnamese syllable."""
    if len(word) > 12:
        return False
    decomposed = unicodedata.normalize("NFD", word.lower())
    tones = [char for char in decomposed if char in _TONES]
    if len(tones) > 1:
        return False
    plain = unicodedata.normalize("NFC", "".join(char for char in decomposed if char not in _TONES))
    tone = tones[0] if tones else ""
    if _CLOSED_SYLLABLE.match(plain):
        return tone in _SHARP
    return bool(_OPEN_SYLLABLE.match(plain))
