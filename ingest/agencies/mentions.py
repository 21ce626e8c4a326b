"""Agencies in the text of a plan: one pass from left to right, the longest reading at each word.

Finds who is named, not what part they play; roles are the business of ``ingest.obligations``.
"""

from __future__ import annotations

from functools import cache

from ingest.agencies.groups import group
from ingest.agencies.lexicon import groups, heads
from ingest.agencies.line import Line, read_line
from ingest.agencies.lists import headed_list, listed_committees, shared_heads
from ingest.agencies.mention import AgencyMention
from ingest.agencies.offices import first_words, office


def find_agencies(text: str, start: int = 0, end: int | None = None) -> tuple[AgencyMention, ...]:
    """Return the agencies named in ``text[start:end]``, in order, without overlap; offsets are those of ``text``.

    Guarantees: longest match; a shared head noun is distributed, each part with its own span and its name completed
    ("Phòng Nội vụ, Tài chính - Kế hoạch"); a group is one mention ("các sở, ban, ngành"); the title of a person is part
    of the name, the id is the agency's ("Giám đốc Sở Xây dựng"); names the registry does not know have their slug as id.
    ``text`` must be NFC.
    """
    return find_in(read_line(text, start, end))


def find_in(line: Line) -> tuple[AgencyMention, ...]:
    """Return the agencies named in a tokenised text (``find_agencies``)."""
    found: list[AgencyMention] = []
    triggers = _triggers()
    at = 0
    while at < len(line.tokens):
        token = line.tokens[at]
        if token.key not in triggers and not token.key.isdigit():
            at += 1
            continue
        mentions, after = _read(line, at, listed=_follows(line, at, found))
        found.extend(mentions)
        at = max(after, at + 1)
    return tuple(found)


@cache
def _triggers() -> frozenset[str]:
    words = set(first_words()) | set(heads().titles) | set(groups().nouns)
    return frozenset(words | set(groups().determiners))


def _follows(line: Line, at: int, found: list[AgencyMention]) -> bool:
    """Whether only a separator stands between the last mention and token ``at``."""
    if not found or at == 0:
        return False
    between = line.text[found[-1].span.end : line.tokens[at].start].strip()
    return between in (",", "và", ", và", ";", "hoặc")


def _read(line: Line, at: int, *, listed: bool) -> tuple[list[AgencyMention], int]:
    """Read what begins at token ``at``: a title with its agency, a list with a shared head, an office or a group."""
    titled = line.says_one(at, heads().titles) or at
    mentions, after = _read_at(line, at, titled, listed=listed)
    return (mentions, after) if mentions or titled == at else _read_at(line, at, at, listed=listed)


def _read_at(line: Line, at: int, titled: int, *, listed: bool) -> tuple[list[AgencyMention], int]:
    """Read the agency, list or group that begins at ``titled``, after a title that begins at ``at``."""
    listing = headed_list(line, titled, prefix=at)
    if listing is not None:
        return listing
    best_end, mention = at, None
    read = office(line, titled) if titled < len(line.tokens) else None
    if read is not None and not _ordinary(line, at, titled):
        best_end, mention = read.end, AgencyMention.of(line, at, read.end, read.agency_id, read.is_group, read.known)
    members = group(line, titled, listed=listed) if titled < len(line.tokens) else None
    if members is not None and members.end > best_end:
        return [AgencyMention.of(line, at, members.end, members.agency_id, True, True)], members.end
    if mention is None or read is None:
        return [], at + 1
    return listed_committees(line, at, read) or shared_heads(line, titled, read, mention)


def _ordinary(line: Line, at: int, titled: int) -> bool:
    """Whether the title only begins another word: "Trưởng" before a name that has no head."""
    return titled > at and line.marked and not any(t.capital for t in line.tokens[at : titled + 1])
