"""Which words name a secrecy level, however they are printed: spaced, labelled, in lookalike letters. It knows no lines."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from ingest.data import read_yaml
from ingest.text import fold

_TITLED = ("Mật", "(Mật)", "[Mật]")  # alone in a line of the letterhead; honey stands in a table or a sentence
_KEPT_MARKS = "\u0300\u0301\u0302\u0303\u0306\u0309\u031b\u0323"
PARTS = re.compile(r" {3,}|\t| ?\| ?")
# "Độ mật: Mật", "Cấp độ: TỐI MẬT", "Phân loại: MẬT"; several of them in one line: "Độ khẩn: Khẩn; Độ mật: Mật"
_LABELLED = re.compile(
    r"(?:^|[;,.|(] ?)(?:(?:muc |cap )?do mat(?: cua (?:van ban|tai lieu|ho so))?|(?:muc|cap) do|phan loai|loai(?: van ban)?)"
    r" ?(?:[:|–—-] ?|(?=(?:tuyet |toi )?mat$))([^;,.|:]{3,40})(?:$|[;,.|])"
)
_DOCUMENT = re.compile(r"^(?:tai lieu|van ban|cong van|ho so|dau|ke hoach|bao cao|phuong an|cong dien|chi thi) ")
_WHOLE_DOCUMENT = re.compile(r"(?:tai lieu|van ban|ho so) (?:tuyet |toi )?mat$")
# A title in the letterhead with its mark in brackets: "KẾ HOẠCH (MẬT)", "[TỐI MẬT] V/v …"
_BRACKETED = re.compile(r"^[(\[{]([^()\[\]{}]{3,24})[)\]}]|[(\[{]([^()\[\]{}]{3,24})[)\]}]$")
# The copy's number, or the letter by which an envelope names the level (A, B, C): "MẬT (C)", "TỐI MẬT - Bản số: 01"
_COPY_AFTER = re.compile(r"(?<=mat) ?[(\[–—-]? ?(?:[abc]\d?|ban so ?:? ?\w{0,6}|\d{1,3} ban)[)\]]?$")
_URGENCY = re.compile(r"^(?:hoatoc|thuongkhan|khan)|(?:hoatoc|thuongkhan|khan)$")
_NUMBER_BEFORE = re.compile(r"^so ?:? ?[\w ]{0,12}/[\w/-]{2,40} (?=[tm]\S{1,9}(?: mat)?$)")
_DATE_AFTER = re.compile(r"(?<=mat) [\w .-]{2,60}, ngay .*$")


@cache
def known_levels() -> dict[str, str]:
    """Folded letters of each level → mark, highest first."""
    return {fold(row["words"]).replace(" ", ""): row["mark"] for row in read_yaml("secrecy.yaml")["secrecy"]}


@cache
def _lookalikes() -> dict[int, str]:
    rows = read_yaml("secrecy.yaml")["lookalikes"]
    return {ord(other): letter for letter, others in rows.items() for other in others}


@cache
def _small_capitals() -> dict[int, str]:
    """Letters that are small capitals by themselves: no word of a sentence has them."""
    return {ord(c): letter.upper() for c, letter in zip("ᴀᴇɪᴋᴍɴᴏᴛᴜʏ", "aeikmnotuy", strict=True)}


def plain_words(text: str) -> str:
    """Latin letters for what looks like them, hidden characters and foreign marks gone, single spaces, NFC."""
    decomposed = unicodedata.normalize("NFKD", text)
    kept = (c for c in decomposed if c in _KEPT_MARKS or unicodedata.category(c) not in ("Mn", "Me", "Cf"))
    return " ".join(unicodedata.normalize("NFC", "".join(kept)).split())


@lru_cache(maxsize=4096)  # running heads, empty cells
def level_of(text: str, head: bool) -> str:
    """The level that a line, a cell of it or a part set apart by wide space names, standing alone; "" for none or several."""
    plain = plain_words(text)
    folded = fold(plain).strip(" |")
    labelled = list(_LABELLED.finditer(folded))
    if labelled:
        said = labelled[-1]
        rest = known_levels().keys() & {letters_of(each) for each in re.split("[,;|]", folded[said.end() :])}
        return "" if rest else known_levels().get(letters_of(_COPY_AFTER.sub("", said.group(1).strip())), "")
    if head and (plain in _TITLED or (_WHOLE_DOCUMENT.match(folded) and "|" not in text)):
        return known_levels()[
            letters_of(folded.removeprefix("tai lieu ").removeprefix("van ban ").removeprefix("ho so "))
        ]
    bracketed = _BRACKETED.search(plain) if head else None
    if bracketed and (level := standing_alone(bracketed.group(1) or bracketed.group(2), head=False)):
        return level
    parts = [plain_words(part) for part in PARTS.split(text)]
    found = {level for part in (plain, *parts) if (level := standing_alone(part, head=head))}
    if len(found) == 2 and "MẬT" in found and "|" not in text:
        found.discard("MẬT")  # "TỐI    MẬT": the whole line names the level, its last part alone a lower one
    return found.pop() if len(found) == 1 else ""


def standing_alone(part: str, *, head: bool) -> str:
    """The level that these words are, and nothing besides but urgency; in the letterhead also number or date beside them."""
    part = _trimmed(part.translate(_small_capitals()))
    copy = _COPY_AFTER.search(fold(part))
    part = part[: copy.start()] if copy else part
    folded = fold(part)
    if head:
        beside = _NUMBER_BEFORE.match(folded) or _DOCUMENT.match(folded)
        cut = beside.end() if beside else 0
        behind = _DATE_AFTER.search(folded)
        part = part[cut : behind.start() if behind else len(part)]
    written = letters_of(part.translate(_lookalikes()) if part.isupper() or head else part)
    bare = _URGENCY.sub("", _URGENCY.sub("", fold(written)))
    level = known_levels().get(bare, "")
    if not level:
        return ""
    at = fold(written).index(bare)
    return level if _is_printed_so(written[at : at + len(bare)], level, head=head) else ""


def _is_printed_so(letters: str, level: str, *, head: bool) -> bool:
    """Whether the letters are a stamp's: capitals, and no other word ("MẮT", "MẶT", "MẤT" are eye, face, lost)."""
    if level != "MẬT":
        return not letters.islower() and (head or not letters[1:].islower())
    return not letters[1:].islower() and letters[1].upper() in ("ẬÂẠA" if head else "ẬÂẠ")


def _trimmed(part: str) -> str:
    """The part without the signs around it; a bracket that closes what is opened inside stays."""
    first = next((i for i, c in enumerate(part) if c.isalnum()), len(part))
    last = next((i for i in range(len(part), first, -1) if part[i - 1].isalnum()), first)
    return part[first:last]


def letters_of(text: str) -> str:
    """Return the letters of a text, without anything between them."""
    return "".join(c for c in text if c.isalpha())
