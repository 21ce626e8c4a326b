"""Lists whose parts share one head noun: "Phòng Nội vụ, Tài chính - Kế hoạch", "Các Phòng: Y tế, Giáo dục và Đào tạo".

Gives each part its own mention with the head noun (and the place that closes the list) completed.
"""

from __future__ import annotations

from typing import NamedTuple

from ingest.agencies.groups import separator
from ingest.agencies.lexicon import heads
from ingest.agencies.line import Line, Phrase, phrase
from ingest.agencies.mention import AgencyMention
from ingest.agencies.offices import Office, office
from ingest.agencies.places import level, proper
from ingest.agencies.registry import registry
from ingest.model import Span
from ingest.text import slug

_MANY = (phrase("các"), phrase("những"))
_COMMON = tuple(
    phrase(w) for w in ("sở", "phòng", "ban", "bộ", "vụ", "cục", "chi cục", "hội", "công chức", "trung tâm")
)
_Found = tuple[list[AgencyMention], int]


class _Part(NamedTuple):
    start: int
    read: Office


def headed_list(line: Line, at: int, *, prefix: int) -> _Found | None:
    """Read "Các Phòng: A, B" or "các sở A, B" or "các phường: A, B" at ``at``; titles begin at ``prefix``. None if none."""
    many = line.says_any(at, _MANY)
    if many is None:
        return None
    end = line.says_any(many, _COMMON)
    ranked = None if end is not None else level(line, many)
    if ranked is not None:
        return _named_places(line, many, ranked[0])
    if end is None:
        return None
    begin = end + line.sign(end, ":")
    parts = _parts(line, many, end, begin, announced=begin > end)
    if not parts:
        return None
    title = line.words(prefix, at) + " " if prefix < at else ""
    return _mentions(line, title + line.words(many, end), parts), parts[-1].read.end


def listed_committees(line: Line, prefix: int, read: Office) -> _Found | None:
    """Read "UBND các xã: A, B" after the name of a levelled agency: one mention for each place. None if none."""
    entry = registry().get(read.agency_id)
    many = line.says_any(read.end, _MANY)
    ranked = level(line, many) if many is not None and entry is not None and entry.levelled else None
    if many is None or ranked is None:
        return None
    return _named_places(line, many, ranked[0], owner=(line.words(prefix, read.end), f"{read.agency_id}-{ranked[1]}"))


def _named_places(line: Line, head: int, end: int, owner: tuple[str, str] | None = None) -> _Found | None:
    """Read "các phường: A, B, C": places as addressees, each with its rank; or the agency ``owner`` of each."""
    if not line.sign(end, ":"):
        return None
    rank = line.words(head, end).lower()
    mentions, position = [], end + 1
    while (after := proper(line, position)) > position:
        span = Span(start=line.tokens[position].start, end=line.tokens[after - 1].end)
        name = f"{rank} {span.of(line.text)}"
        agency_id = owner[1] if owner else slug(name)
        name = f"{owner[0]} {name}" if owner else name
        known = owner is not None
        mentions.append(AgencyMention(span=span, name=name, agency_id=agency_id, is_group=False, known=known))
        position = separator(line, after)
        if position == after:
            break
    return (mentions, after if mentions and position != after else position) if mentions else None


def _virtual(line: Line, head: tuple[int, int], at: int, *, announced: bool) -> Office | None:
    """Read the name made of the head's words and the words at ``at``; indices of the result are the line's.

    ``announced``: a colon says that a list follows, so "các Bộ: Công an, …" names Bộ Công an.
    """
    start, stop = head
    if not line.capital(at) or (not announced and _starts_other(line, at)):
        return None
    shift = at - (stop - start)
    joined = Line(line.text, [*line.tokens[start:stop], *line.tokens[at : at + 20]], line.marked)
    read = office(joined, 0)
    if read is None or read.end <= stop - start or (announced and not read.known and _starts_other(line, at)):
        return None
    return read._replace(base_end=read.base_end + shift, end=read.end + shift)


def _starts_other(line: Line, at: int) -> bool:
    """Whether another agency or title begins at ``at``, so that the head noun is not shared."""
    token = line.tokens[at]
    others = [*heads().heads.get(token.key, ()), *heads().titles.get(token.key, ())]
    if any((end := line.says(at, words)) is not None and line.capital(end) for words in others):
        return True
    read = office(line, at)
    return read is not None and read.known


def _parts(line: Line, start: int, stop: int, at: int, *, announced: bool) -> list[_Part]:
    parts: list[_Part] = []
    position = at
    while read := _virtual(line, (start, stop), position, announced=announced):
        parts.append(_Part(position, read))
        following = separator(line, read.end)
        if following == read.end:
            break
        position = following
    return parts


def _mentions(line: Line, head: str, parts: list[_Part]) -> list[AgencyMention]:
    """Name the parts of a list; the place after the last belongs to all that have none."""
    last = parts[-1].read
    place = line.words(last.base_end, last.end) if last.end > last.base_end else ""
    mentions = []
    for start, read in parts:
        bare = read.end == read.base_end and place
        name = f"{head} {line.words(start, read.end)}" + (f" {place}" if bare else "")
        span = Span(start=line.tokens[start].start, end=line.tokens[read.end - 1].end)
        mentions.append(
            AgencyMention(
                span=span,
                name=" ".join(name.split()),
                agency_id=read.agency_id,
                is_group=read.is_group,
                known=read.known,
            )
        )
    return mentions


def shared_heads(line: Line, at: int, read: Office, mention: AgencyMention) -> _Found:
    """Return the mention and those that share its head noun in the list that follows it."""
    stop = _head_end(line, at)
    following = separator(line, read.end)
    if stop is None or following == read.end or not read.known or read.is_group:
        return [mention], read.end
    parts = [p for p in _parts(line, at, stop, following, announced=False) if p.read.known]
    if not parts:
        return [mention], read.end
    title = mention.name[: len(mention.name) - len(line.words(at, read.end))]
    return [mention, *_mentions(line, title + line.words(at, stop), parts)], parts[-1].read.end


def _head_end(line: Line, at: int) -> int | None:
    """Return the index after a head noun that lists can share."""
    ends = [(e, words) for words in _COMMON if (e := line.says(at, words)) is not None]
    longest: tuple[int, Phrase] | None = max(ends, default=None)
    return longest[0] if longest else None
