"""What stands in a cell of an assignment table: who, in what part, and whether it repeats the cell above."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.deadlines import Announced
from ingest.labels import PARTS, label_kind
from ingest.model import Actor, Deadline, Role, Span
from ingest.obligations.cues import cues
from ingest.obligations.duties import actor
from ingest.obligations.persons import stacked_names
from ingest.obligations.view import View
from ingest.text import fold, slug, vietnamese_pattern
from ingest.words import name_candidates

ROLES: dict[str, Role] = {"lead": Role.LEAD, "coordinate": Role.COORDINATE, "responsible": Role.RESPONSIBLE}

_DITTO = re.compile(
    r"[-–(\s]*(?:nt|như trên|như hàng trên|như nội dung trên)[-–).\s]*|[\"″”“'’‘〃,\s]{1,4}", re.IGNORECASE
)
_CUT = re.compile(r"[;,\n•+]|(?<=\s)[-–](?=\s)|^\s*[-–]|(?<=\.)\s+(?=[A-ZĐ])|\s(?:và|cùng)\s|\d\.\s")
_PARTS_LABEL = re.compile(r"(?:^|(?<=[;.,(\s]))([^\W\d_][^:;.,()|\n]{2,40}?)\s*:")
_ROLE_AFTER = re.compile(
    r"\s*\(?\s*(?:là\s+)?(?:cơ quan\s+|đơn vị\s+|làm\s+)?(chủ trì|thường trực|đầu mối|phối hợp)(?!\w)", re.IGNORECASE
)
_ROLE_BEFORE = re.compile(
    r"(?<!\w)(chủ trì|phối hợp)(?:\s*,\s*phối hợp)?(?:\s+(?:với|cùng|thực hiện))*\s*:?\s*$", re.IGNORECASE
)
# What stands among those named and names nobody.
_REMARK = re.compile(
    r"(?:theo|tùy|tuỳ|trong|khi|nếu|không|thuộc|trên|tại|liên quan|có liên quan|căn cứ|nt|x|như|được|nhiệm vụ|chức năng)(?!\w)",
    re.IGNORECASE,
)
_RANKED = vietnamese_pattern(r"(?:đ/c|đồng chí|Đ/c|Đồng chí|ông|bà|Ông|Bà)[.:]?\s+((?:[\p{Lu}][\p{Ll}]*\s?){2,5})")
_PERSON = vietnamese_pattern(r"(?:đ/c|đồng chí|Đ/c|Đồng chí|ông|bà|Ông|Bà)[.:]?\s+[\p{Lu}][^;\n]*$")
_NAME = vietnamese_pattern(r"[\p{Lu}]|(?:các|những|cán bộ|công chức|toàn thể|trưởng|lãnh đạo)\s")
_OPEN = re.compile(r"(?:[,;(–-]|(?<!\w)(?:và|của|các|ngày|tháng|trước|đến|từ|năm|quý))\s*$", re.IGNORECASE)
_LONGEST_NAME = 12  # words
_MOST_PEOPLE = 3  # words of a cell that may be a person's name


def repeats(words: str) -> bool:
    """Whether a cell says that the one above it goes on: "nt", "-nt-", "như trên", a ditto mark."""
    return bool(words.strip()) and _DITTO.fullmatch(words) is not None


def cell_actors(view: View, cell: Span, role: Role) -> tuple[Actor, ...]:
    """Return everybody whom a cell names; a part that the cell itself gives ("Chủ trì: A") goes before its column's."""
    found: dict[str, Actor] = {}
    start, part = cell.start, role
    for label in _PARTS_LABEL.finditer(view.text, cell.start, cell.end):
        kind = label_kind(label.group(1))
        if kind in PARTS:
            _collect(view, start, label.start(), part, found)
            start, part = label.end(), ROLES[kind]
    _collect(view, start, cell.end, part, found)
    return tuple(found.values())


def gives_parts(view: View, stretch: Span) -> bool:
    """Whether words after an agency tell its part: "Sở Y tế chủ trì, phối hợp với …"."""
    return any(
        _ROLE_AFTER.match(view.text, m.span.end, stretch.end) for m in view.mentions_in(stretch.start, stretch.end)
    )


def goes_on(view: View, pieces: Sequence[Span]) -> bool:
    """Whether the last piece of a broken cell goes on in the middle of what the piece before said."""
    if len(pieces) == 1:
        return False
    above, below = pieces[-2].of(view.text), pieces[-1].of(view.text)
    return below[:1].islower() or below[:1].isdigit() or _OPEN.search(above) is not None


def joined_actors(view: View, pieces: Sequence[Span], role: Role) -> tuple[Actor, ...]:
    """Return everybody whom a broken cell names; no spans, since a name may stand on two pages."""
    words = " ".join(piece.of(view.text) for piece in pieces)
    found = cell_actors(View(words), Span(start=0, end=len(words)), role)
    return tuple(one.model_copy(update={"span": None}) for one in found)


def joined_deadline(view: View, pieces: Sequence[Span], announced: Announced) -> Deadline | None:
    """Read the time in a broken cell; its words are those of the last piece, which holds the day."""
    words = " ".join(piece.of(view.text) for piece in pieces)
    found = View(words, view.year, view.issued).deadline_announced(0, len(words), announced)
    last = pieces[-1]
    return found.model_copy(update={"text": last.of(view.text), "span": last}) if found else None


def _collect(view: View, start: int, end: int, role: Role, found: dict[str, Actor]) -> None:
    """Add those named in a stretch of a cell: agencies that are known, and by their words the others."""
    mentions = view.mentions_in(start, end)
    governors = cues("governors")
    at, part = start, role
    for mention in mentions:
        before = _ROLE_BEFORE.search(view.text, at, mention.span.start)
        governed = governors.search_before(view.text, view.folded, mention.span.start) is not None
        if governed and before is None and mention is not mentions[0]:
            continue
        if _PERSON.search(view.text, at, mention.span.start):
            continue  # "đ/c Trần Văn Bình - Phó Chủ tịch UBND xã"
        part = _role(before.group(1)) if before else part
        for one in _by_words(view, at, before.start() if before else mention.span.start, part):
            found.setdefault(one.name, one)
        after = _ROLE_AFTER.match(view.text, mention.span.end, end)
        own = actor(mention, _role(after.group(1)) if after else part)
        found.setdefault(own.name, own)
        at = after.end() if after else mention.span.end
    for one in _by_words(view, at, end, part, alone=not mentions):
        found.setdefault(one.name, one)


def _role(word: str) -> Role:
    return Role.COORDINATE if fold(word) == "phoi hop" else Role.LEAD


def _by_words(view: View, start: int, end: int, role: Role, *, alone: bool = False) -> list[Actor]:
    """Return those whom no registry lists, each by the words between two separators."""
    people = [m.span(1) for m in _RANKED.finditer(view.text, start, end)]
    if people:
        return [_named(view, a, b, role) for a, b in people]
    found: list[Actor] = []
    edges = [start]
    for cut in _CUT.finditer(view.text, start, end):
        edges += [cut.start(), cut.end()]
    edges.append(end)
    for a, b in zip(edges[::2], edges[1::2], strict=True):
        words = view.text[a:b].strip(" .:-–()")
        begin = view.text.find(words, a, b) if words else a
        if not words or not _NAME.match(words) or _REMARK.match(words) or len(words.split()) > _LONGEST_NAME:
            continue
        persons = stacked_names(view.text, begin, begin + len(words))
        if persons:
            found += [_named(view, p.start, p.end, role) for p in persons]
            continue
        run = name_candidates(words) if alone and len(words.split()) > _MOST_PEOPLE else ()
        if len(run) > 1 and sum(p.end - p.start for p in run) > len(words) * 0.9:
            found += [_named(view, begin + p.start, begin + p.end, role) for p in run]  # persons, one a line
        else:
            found.append(_named(view, begin, begin + len(words), role))
    return found


def _named(view: View, start: int, end: int, role: Role) -> Actor:
    name = " ".join(view.text[start:end].split())
    span = Span(start=start, end=start + len(view.text[start:end].rstrip()))
    return Actor(name=name, agency_id=slug(name), role=role, span=span)
