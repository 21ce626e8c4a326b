"""Makes the canonical text of a plan, with the map back to the source. It decides nothing about clauses.

The canonical text is NFC, one paragraph a line, paragraphs separated by exactly one line feed, single spaces, no white space
at the ends. Page numbers, running heads, rules, layout characters and Markdown signs are gone; lines and sentences that page
ends or hard wraps broke are joined with one space. Apart from white space, no other character differs from the source.
"""

from __future__ import annotations

import bisect
import re
from array import array
from collections.abc import Mapping, Sequence

from ingest.model import Canonical, Finding, Segment, Span
from ingest.text.furniture import FORM_FEED, furniture, is_rule
from ingest.text.joining import Joiner, Setting
from ingest.text.mapped import MADE, Mapped

LEFT_OUT = "furniture_inside_sentence"  # the finding of a page number or running head taken out of a sentence
# Word's symbol fonts keep their bullets in the private use area: a real sign at the start of a line, junk elsewhere.
_PRIVATE_BULLET = re.compile(r"(?m)^([ \t]*)[\ue000-\uf8ff](?=\s*\S)")
_HIDDEN = re.compile(
    "[\u0000-\u0008\u000e-\u001f\u007f-\u0084\u0086-\u009f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e"
    "\u200b-\u200f\u202a-\u202e\u2060-\u206f\ud800-\udfff\ufe00-\ufe0f\ufeff\ufff0-\ufffb\ue000-\uf8ff"
    "\U000e0000-\U000e0fff\U000f0000-\U0010ffff]"
)
# No letter carries more than a few marks; composing 100,000 of them takes minutes, since they have to be sorted.
_FLOOD = re.compile(r"(?<=[\u0300-\u036f]{8})[\u0300-\u036f]+")
_HEADING_SIGN = re.compile(r"^\s{0,3}#{1,6}\s+")
_ESCAPED = re.compile(r"\\(?=[-+*_.#()\[\]!>~|])")
_EMPHASIS = re.compile(r"(?<!\()\*+|\*+(?!\))")
_STAR_BULLET = re.compile(r"^\s*\*\s+(?=\S)")
_BOLD_BULLET = re.compile(r"^\s*\*\*+")


def canonicalise(
    source: str, *, markdown: bool = True, page_starts: Sequence[int] = (), setting: Setting | None = None
) -> Canonical:
    """Return the canonical text of a decoded source.

    ``markdown`` also takes Markdown's emphasis and heading signs away. ``page_starts`` are source offsets of pages that
    the reader knows of; form feeds in the source count too. ``setting`` says how the source breaks its lines, where the reader
    knows it; then no page furniture is looked for, since such a reader leaves it out. Findings report hidden characters.
    Never raises.
    """
    mapped = Mapped.of(source)
    flood = sum(len(marks) for marks in _FLOOD.findall(source))
    mapped = (mapped.substitute(_FLOOD, "") if flood else mapped).composed()
    mapped = mapped.substitute(_PRIVATE_BULLET, "•")
    hidden = flood + len(_HIDDEN.findall(mapped.text))
    if hidden:
        mapped = mapped.substitute(_HIDDEN, "")
    lines = [_cleaned(line, markdown=markdown) for line in mapped.lines()]
    logical, left_out = _paragraphs(lines, setting)
    text, positions = _laid_out(logical)
    findings = [Finding(code="hidden_characters_removed", detail=str(hidden))] if hidden else []
    findings += _cuts(text, logical, left_out)
    segments = Mapped(text, positions).segments()
    feeds = [at + 1 for at, char in enumerate(source) if char == FORM_FEED]
    pages = sorted({0, *feeds, *page_starts}) if feeds or page_starts else []
    return Canonical(
        text=text,
        segments=segments,
        page_starts=_canonical_offsets(segments, pages, len(text)),
        findings=tuple(findings),
    )


def source_span(segments: Sequence[Segment], span: Span) -> Span | None:
    """Return the stretch of the decoded source from the first to the last mapped character of ``span``."""
    inside = [s for s in segments if s.start < span.end and span.start < s.start + s.length]
    if not inside:
        return None
    first, last = inside[0], inside[-1]
    start = first.source_start + max(0, span.start - first.start)
    end = last.source_start + min(last.length, span.end - last.start)
    return Span(start=start, end=end)


def canonical_finding(segments: Sequence[Segment], finding: Finding, length: int) -> Finding:
    """Return a reader's finding with its span moved from the decoded source to the canonical text of ``length`` characters."""
    if finding.span is None:
        return finding
    start, end = _canonical_offsets(segments, (finding.span.start, finding.span.end), length)
    return finding.model_copy(update={"span": Span(start=start, end=max(start, end))})


def _cleaned(line: Mapped, *, markdown: bool) -> Mapped:
    if line.text == FORM_FEED:
        return line
    line = line.tidy()
    if markdown and line.text:
        line = line.substitute(_HEADING_SIGN, "").substitute(_ESCAPED, "")
        if "*" in line.text:
            line = _without_asterisks(line)
    return line[0:0] if is_rule(line.text) and len(line.text) > 1 else line


def _without_asterisks(line: Mapped) -> Mapped:
    """Asterisks go, but for a bullet at the start and for a bare "(*)"; a line of asterisks goes whole."""
    if _STAR_BULLET.match(line.text) and not _BOLD_BULLET.match(line.text):
        return line[:1] + line[1:].substitute(_EMPHASIS, "")
    return line.substitute(_EMPHASIS, "").tidy()


def _paragraphs(lines: list[Mapped], setting: Setting | None) -> tuple[list[list[Mapped]], dict[tuple[int, int], str]]:
    """Group the printed lines into paragraphs. Also return what furniture was left out inside one: (paragraph, line) → words."""
    texts = [line.text for line in lines]
    dropped = furniture(texts) if setting is None else frozenset()
    written = [line.text for i, line in enumerate(lines) if i not in dropped and line.text != FORM_FEED]
    joiner = Joiner(written, setting)
    groups: list[list[Mapped]] = []
    left_out: dict[tuple[int, int], str] = {}
    above: list[str] = []  # the texts of the last group
    gap, skipped = False, ""
    for i, line in enumerate(lines):
        if i in dropped:
            skipped = f"{skipped} {line.text}".strip()
            continue
        if not line.text or line.text == FORM_FEED:
            gap = True
            continue
        if groups and joiner.joins(above, line.text, gap=gap):
            groups[-1].append(line)
            above.append(line.text)
            if skipped:
                left_out[len(groups) - 1, len(groups[-1]) - 1] = skipped
        else:
            groups.append([line])
            above = [line.text]
        gap, skipped = False, ""
    return groups, left_out


def _cuts(text: str, groups: list[list[Mapped]], left_out: Mapping[tuple[int, int], str]) -> list[Finding]:
    """A finding for each place inside a paragraph where furniture stood; its span is the space that took the place."""
    found = []
    starts = [0, *(i + 1 for i, char in enumerate(text) if char == "\n")]
    for (paragraph, line), words in left_out.items():
        before = sum(len(part.text) + 1 for part in groups[paragraph][:line])
        at = starts[paragraph] + before - 1 if paragraph < len(starts) else len(text)
        if at < len(text) and text[at] == " ":
            found.append(Finding(code=LEFT_OUT, span=Span(start=at, end=at + 1), detail=words))
    return found


def _laid_out(groups: list[list[Mapped]]) -> tuple[str, array[int]]:
    texts: list[str] = []
    positions: array[int] = array("l")
    for i, group in enumerate(groups):
        for j, line in enumerate(group):
            if i or j:
                texts.append(" " if j else "\n")
                positions.append(MADE)
            texts.append(line.text)
            positions += line.positions
    mapped = Mapped("".join(texts), positions).composed()  # a sign that went may have parted a letter from its mark
    return mapped.text, mapped.positions


def _canonical_offsets(segments: Sequence[Segment], offsets: Sequence[int], end: int) -> tuple[int, ...]:
    """Where each source offset, or the next mapped character after it, stands in the canonical text."""
    ordered = sorted(segments, key=lambda s: s.source_start)
    starts = [s.source_start for s in ordered]
    found: list[int] = []
    for offset in offsets:
        at = bisect.bisect_right(starts, offset) - 1
        if at >= 0 and offset < ordered[at].source_start + ordered[at].length:
            found.append(ordered[at].start + offset - ordered[at].source_start)
        else:
            found.append(ordered[at + 1].start if at + 1 < len(ordered) else end)
    return tuple(found)
