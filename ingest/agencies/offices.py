"""The name of one agency at a place in the text: from the registry, else by its head noun.

Reads no lists and no groups of agencies; those stand in lists and groups.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from ingest.agencies import registry
from ingest.agencies.lexicon import groups, heads
from ingest.agencies.line import Line, phrase
from ingest.agencies.misread import is_name_misread, misspelt_name
from ingest.agencies.places import Tail, ends_name, in_compound, level, tail
from ingest.agencies.tokens import tokenise
from ingest.text import slug

_MAX_LOWER = 6  # syllables in lower case after a capital: "Quản lý dự án" has three
_MAX_WORDS = 14
_LONG_HEAD = 2
_PROPER = 2  # syllables in capitals of a place's or a person's name
# verbs that stand inside other names ("Trung tâm đào tạo lái xe"), but after a place's name begin what the office does
_DOES = tuple(
    phrase(w)
    for w in (
        "đào tạo",
        "bồi dưỡng",
        "dạy",
        "nghiên cứu",
        "sản xuất",
        "cung cấp",
        "cung ứng",
        "khám",
        "điều trị",
        "vận hành",
        "khai thác",
        "thi công",
        "thu gom",
        "xử lý",
        "quản lý",
        "kiểm định",
        "chăm sóc",
        "tiếp nhận",
        "tổ chức",
        "mở",
    )
)
_AND, _MANY = phrase("và"), phrase("các")
_BOARD = phrase("ban quản lý")
# what goes on with a name in small letters after "và": "Trung tâm Xúc tiến đầu tư và phát triển doanh nghiệp"
_AND_ALSO = tuple(
    phrase(w)
    for w in (
        "phát triển",
        "bảo vệ",
        "bảo tồn",
        "chuyển giao",
        "du lịch",
        "dịch vụ",
        "kinh doanh",
        "khai thác",
        "quản lý",
        "tìm kiếm",
        "truyền thông",
        "tư vấn",
        "ứng dụng",
    )
)
_LISTING = tuple(phrase(w) for w in ("trung tâm", "hiệp hội", "ban quản lý"))  # their names hold commas
_LOWER_HEADS = tuple(phrase(w) for w in ("ngành", "phòng", "bộ phận", "công ty", "trường", "bệnh viện", "ban quản lý"))


class Office(NamedTuple):
    """An agency read at a token: where its bare name and its whole name end, and what it is."""

    base_end: int
    end: int
    agency_id: str
    known: bool
    is_group: bool = False


@cache
def _first_spellings() -> dict[str, frozenset[str]]:
    """Accented first words of registered names by their folded form: "so" stands for "sở" only."""
    table: dict[str, set[str]] = {}
    for entry in registry.registry().values():
        for name in entry.names:
            first = tokenise(name)[0]
            table.setdefault(first.key, set()).add(first.spelling)
    return {key: frozenset(words) for key, words in table.items()}


@cache
def first_words() -> frozenset[str]:
    """Folded words with which the name of an agency may begin."""
    return frozenset(registry.names().first_words()) | frozenset(heads().heads)


def office(line: Line, at: int) -> Office | None:
    """Read the agency whose name begins at token ``at``, with its place; None where none does."""
    if in_compound(line, at):
        return None
    known = _registered(line, at)
    other = _by_head(line, at)
    if known is None or (other is not None and other.end > known.end and _goes_on(line, at, known)):
        return other
    return known


def _goes_on(line: Line, at: int, known: Office) -> bool:
    """Whether the words after a registered name continue it: "Trung tâm Y tế" before "Dự phòng"."""
    if known.end != known.base_end or level(line, known.end) is not None:
        return False
    if line.sign(known.end, ","):
        return _listed_in_name(line, at, known.end)
    return line.capital(known.end) or line.says(known.end, _AND) is not None


def _registered(line: Line, at: int) -> Office | None:
    found = _known_name(line, at)
    if found is None or _part_of_number(line, at):
        return None
    end, agency_id = found
    entry = registry.registry()[agency_id]
    first = line.tokens[at]
    capitals = any(t.capital for t in line.tokens[at:end])
    if entry.kind == "person" and any(t.key == "va" for t in line.tokens[at:end]):
        return None  # "báo cáo Giám đốc và Sở Y tế" names two
    if line.marked and ((entry.common and not first.capital) or not (capitals or entry.levelled)):
        return None
    place = tail(line, end, bare=entry.level != "central" and not first.upper)
    return _placed(entry, end, place, line, at)


def _known_name(line: Line, at: int) -> tuple[int, str] | None:
    """Return the index after the registered name at ``at`` and its id, also where it is printed with an error."""
    first = line.tokens[at]
    bare = not line.marked and first.spelling == first.key  # typed without accents: any reading will do
    right = bare or first.upper or first.spelling in _first_spellings().get(first.key, ())
    if not right and not (line.marked and first.capital):
        return None
    found = registry.names().longest(line.tokens, at)
    if right:
        return found or (misspelt_name(line.text, line.tokens, at) if line.marked else None)
    return found if found and is_name_misread(line.tokens[at : found[0]], found[1]) else None


def _placed(entry: registry.Agency, end: int, place: Tail | None, line: Line, at: int) -> Office | None:
    if place is not None and place.group is not None:
        return Office(end, place.end, f"{entry.id}-{place.group}", known=True, is_group=True)
    if not entry.levelled:
        return Office(end, place.end if place else end, entry.id, known=True)
    if place is not None and place.level is not None:
        return Office(end, place.end, f"{entry.id}-{place.level}", known=True)
    if line.tokens[at].key == "ca" or (line.marked and not line.capital(at)):  # "CA" alone is no name
        return None
    return Office(end, place.end if place else end, entry.id, known=True)


def _part_of_number(line: Line, at: int) -> bool:
    """Whether the token belongs to the number of a document: "15/QĐ-UBND", "203/SXD-QLN"."""
    token = line.tokens[at]
    if (
        at > 0
        and line.sign(at - 1, "-/")
        and line.tokens[at - 1].end == token.start
        and (token.upper or not line.marked)
    ):
        return True
    return line.sign(at + 1, "-/") and token.upper and line.tokens[at + 1].start == token.end and _tight(line, at)


def _tight(line: Line, at: int) -> bool:
    return at > 0 and line.sign(at - 1, "/") and line.tokens[at - 1].end == line.tokens[at].start


def _by_head(line: Line, at: int) -> Office | None:
    """Read a name that the registry does not know by its head noun and capitals ("Trung tâm Điều hành Vân Khê")."""
    words = heads()
    token = line.tokens[at]
    end = _head_end(line, at)
    if end is None or not line.marked:
        return None
    if ends_name(line, end):
        return _of_places(line, at, end)
    pair = (token.spelling, line.tokens[at + 1].spelling)
    if pair in words.not_names or level(line, end) is not None or not _named_head(line, at):
        return None
    stop = _name_end(line, at, end)
    if stop == end:
        return None
    place = tail(line, stop)
    name = slug(" ".join(line.text[t.start : t.end] for t in line.tokens[at:stop]))
    if place is not None and place.group is not None:
        return Office(stop, place.end, f"{name}-{place.group}", known=False, is_group=True)
    return Office(stop, place.end if place else stop, name, known=False)


def _of_places(line: Line, at: int, end: int) -> Office | None:
    """Read one office of each of several places by a head of more words: "Ban Chỉ đạo các cấp"."""
    place = tail(line, end) if end - at >= _LONG_HEAD and line.tokens[at].capital else None
    if place is None or place.group is None:
        return None
    name = slug(" ".join(line.text[t.start : t.end] for t in line.tokens[at:end]))
    return Office(end, place.end, f"{name}-{place.group}", known=False, is_group=True)


def _head_end(line: Line, at: int) -> int | None:
    """Return the index after the head noun at ``at``: a capital follows it, or it has several words ("Ban Quản lý")."""
    ends = [e for words in heads().heads.get(line.tokens[at].key, ()) if (e := line.says(at, words)) is not None]
    return max(
        (e for e in ends if line.capital(e) or e - at > _LONG_HEAD or line.says(e, _MANY) is not None), default=None
    )


def _named_head(line: Line, at: int) -> bool:
    """Whether a head can begin a name that nobody registered: capitalised (or a room), no heading, no street."""
    token = line.tokens[at]
    if token.upper or (at > 0 and line.tokens[at - 1].spelling in heads().streets):
        return False
    return token.capital or line.says_any(at, _LOWER_HEADS) is not None


def _name_end(line: Line, start: int, at: int) -> int:
    """Return the index after the words of a name: capitals, few words in lower case between, "và" and " - " inside."""
    position, lower, kept, joined = at, 0, at, -1
    while position < len(line.tokens) and position - start < _MAX_WORDS:
        if line.sign(position, ",") and _listed_in_name(line, start, position):
            position, lower = position + 1, 0
            continue
        if line.sign(position, "-–&") or line.says(position, _AND) is not None:
            following = position + 1
            named = (
                line.capital(following) and line.says(position, _AND) is not None
            )  # "Quản lý và Xây dựng công trình"
            ends = ends_name(line, following) and not named
            if ends or _starts_other(line, following) or not _joins(line, start, position):
                break
            position, lower, joined = following, 0, following
            continue
        ends = ends_name(line, position) and position != joined
        if ends or level(line, position) is not None or _after_proper(line, at, position):
            break
        if (
            position > at
            and line.capital(position)
            and _starts_head(line, position)
            and not in_compound(line, position)
            and not line.tokens[position].upper
        ):
            break
        lower = 0 if line.tokens[position].capital else lower + 1
        if lower > _MAX_LOWER:
            break
        position += 1
        kept = position
    return kept


def _after_proper(line: Line, first: int, at: int) -> bool:
    """Whether a verb at ``at`` follows a proper name, which ends the office's: "Trường Cao đẳng Y tế Bạch Lâm đào tạo"."""
    if line.says_any(at, _DOES) is None:
        return False
    pair = line.tokens[max(first, at - 2) : at]
    return len(pair) == _PROPER and not line.tokens[at].capital and all(t.capital and not t.upper for t in pair)


def _listed_in_name(line: Line, start: int, at: int) -> bool:
    """Whether the comma at ``at`` stands inside one name: "Trung tâm Văn hóa, Thông tin và Thể thao".

    What follows is capitalised, ends with "và" and a capital, and names nothing by itself or after the same head noun.
    """
    head = next((len(words) for words in _LISTING if line.says(start, words) is not None), 0)
    if not head or not line.capital(at + 1) or _starts_other(line, at + 1):
        return False
    joined = [*line.tokens[start : start + head], *line.tokens[at + 1 : at + _MAX_WORDS]]
    if registry.names().longest(joined, 0) is not None:
        return False
    position = at + 1
    while position - at <= _MAX_LOWER and not ends_name(line, position):
        if line.says(position, _AND) is not None:
            return line.capital(position + 1) and not _starts_other(line, position + 1)
        position += 1
    return False


def _joins(line: Line, start: int, at: int) -> bool:
    """Whether the name goes on after "và" or "-" at ``at``: with a capital, in a board's name, with words that names go on with."""
    if line.capital(at + 1):
        return True
    following = line.says(at, _AND)
    if following is None:
        return False
    also = not line.capital(at - 1) and line.says_any(following, _AND_ALSO) is not None
    return also or line.says(start, _BOARD) is not None


def _starts_other(line: Line, at: int) -> bool:
    """Whether another agency or group begins at ``at``."""
    nouns = groups().nouns.get(line.tokens[at].key, ())
    titles = heads().titles.get(line.tokens[at].key, ())
    if line.capital(at) and any(line.says(at, words) is not None for words in titles):
        return True
    if _starts_head(line, at) or (not line.capital(at) and any(line.says(at, n.words) is not None for n in nouns)):
        return True
    return line.capital(at) and _registered(line, at) is not None


def _starts_head(line: Line, at: int) -> bool:
    return any(
        line.says(at, words) is not None and line.capital(at + len(words))
        for words in heads().heads.get(line.tokens[at].key, ())
    )
