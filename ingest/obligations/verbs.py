"""Where a verb of duty stands. Knows no agencies and no statements."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.obligations.cues import cues
from ingest.obligations.view import View

_AND = re.compile(r"và\s+")
_BETWEEN = ' \t\n*,:“"'
# verbs of one syllable that with the syllable beside them are part of a noun: "địa bàn", "thường trực", "giao thông"
_IN_A_NOUN = re.compile(r"(?<!\w)(?:địa\s+(?=bàn)|thường\s+(?=trực)|lạm\s+(?=phát))", re.IGNORECASE)
_NOUN = re.compile(
    r"(?:bàn (?:ghế|đạp)|chi (?:bộ|cục|đoàn|hội|nhánh|phí|tiết|ủy)|chuyển biến|giao (?:dịch|thông|thừa)|ký (?:hiệu|túc)"
    r"|cấp (?:cao|cơ sở|có thẩm|dưới|học|huyện|mình|phòng|sở|thẩm|tỉnh|trên|trung|ủy|xã|độ)|lưu (?:lượng|vực)|mở đầu"
    r"|đóng (?:chân|quân|trên|tại)|thay mặt|thu nhập|tính (?:chất|mạng|năng)|trả giá|trực (?:quan|thuộc|tuyến)"
    r"|tăng trưởng|tiếp theo|bầu không"
    r"|tổ chức (?:chính trị|đại diện|đảng|đoàn thể|kinh tế|quốc tế|tín dụng|thành viên|xã hội(?! hóa)))(?!\w)",
    re.IGNORECASE,
)
_FORBIDS = re.compile(
    r"(?:tuyệt đối\s+)?(?:nghiêm cấm|không được(?:\s+phép)?)\s|tuyệt đối (?:không|cấm)\s|cấm\s", re.IGNORECASE
)
_MODAL = re.compile(r"(?<!\w)(?:phải|cần phải|cần|không được|có trách nhiệm|chịu trách nhiệm)\s+")


def verb_at(view: View, at: int, end: int) -> int | None:
    """Return where a verb of duty stands, if one does from ``at`` on after words of manner only."""
    actions, things = cues("actions"), cues("things_to_have")
    manners, connectives = cues("manners"), cues("connectives")
    for turn in range(5):
        at = view.skip(at, end, _BETWEEN)
        joined = _AND.match(view.text, at, end) if turn else None
        at = joined.end() if joined else at
        if at >= end:
            return None
        if actions.match(view.text, view.folded, at) is not None and not _part_of_noun(view, at):
            return at
        if view.folded.startswith("co ", at) and things.match(view.text, view.folded, at + 3) is not None:
            return at
        after = manners.match(view.text, view.folded, at) or connectives.match(view.text, view.folded, at)
        if after is None:
            return None
        at = after
    return None


def forbids(view: View, at: int, end: int) -> bool:
    """Whether a prohibition stands at the place: "không được …", "tuyệt đối không …", "nghiêm cấm …"."""
    return _FORBIDS.match(view.text, view.skip(at, end), end) is not None


def modals(view: View, start: int, end: int) -> Iterator[int]:
    """Yield where words of duty ("phải", "có trách nhiệm", "không được") stand before a verb of duty."""
    for found in _MODAL.finditer(view.text, start, end):
        if verb_at(view, found.end(), end) is not None:
            yield found.start()


def has_verb(view: View, start: int, end: int, besides: re.Pattern[str] | None = None) -> bool:
    """Whether a verb of duty in small letters stands anywhere in the stretch, other than those ``besides`` matches."""
    actions = cues("actions")
    return any(
        view.text[p].islower()
        and actions.match(view.text, view.folded, p) is not None
        and not _part_of_noun(view, p)
        and not (besides and besides.match(view.text, p, end))
        for p in actions.places(view.folded, start, end)
    )


def _part_of_noun(view: View, at: int) -> bool:
    """Whether what looks like a verb is a syllable of a noun."""
    return (
        any(m.end() == at for m in _IN_A_NOUN.finditer(view.text, max(0, at - 8), at + 6))
        or _NOUN.match(view.text, at) is not None
    ) and not view.text[at : at + 1].isupper()


def marks(view: View, start: int, end: int, wanted: str) -> list[int]:
    """Return the places of punctuation marks outside brackets and quotation marks."""
    return list(view.marks(start, end, wanted))
