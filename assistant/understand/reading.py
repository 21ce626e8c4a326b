"""Reads a question with its history into an Understanding: the list of steps, each from its own module."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from assistant.library import Library
from assistant.model import AskedAgency, AskedPeriod, Intent, Question, Understanding
from assistant.understand import intents
from assistant.understand.english import translated
from assistant.understand.following import SHORT, follow
from assistant.understand.places import foreign_place
from assistant.understand.plans import KINDS, PlanNames, place_names
from assistant.understand.topics import subject_of, topic_words
from assistant.understand.wording import Word, language, sentence_of, word_list, wording
from ingest.agencies import agency, find_agencies_in_question
from ingest.agencies.mention import AgencyMention
from ingest.deadlines import AskedPeriod as FoundPeriod
from ingest.deadlines import find_periods
from ingest.model import Span
from ingest.references import find_clause_paths
from ingest.text import fold

_NUMBER = re.compile(
    r"\b\d+[a-z]?\s?[/-]\s?(?:\d{4}/)?[A-ZĐ][\w&-]*(?:/[A-ZĐ][\w&-]*)?"
)  # of a document: 06/CT-UBND, 05-NQ/ĐU
_ASKED_FOR = re.compile(r"\s*(nao|gi|may)\b")
_PEOPLE = frozenset(
    f"nhom-{kind}"
    for kind in (
        "doanh-nghiep",
        "ho-gia-dinh",
        "ca-nhan",
        "tap-the",
        "to-chuc",
        "nguoi-dan",
        "truong-hoc",
        "can-bo-cong-chuc",
    )
)
_HEADING_WORDS = 3  # a shorter heading is said by chance
_QUOTED = re.compile('[“"”\'‘]([^“”"’]{3,80})[”"’\']')
_CAPITALS = re.compile(r"\b[A-ZĐÂÊÔƠƯ][A-ZĐÂÊÔƠƯ&-]{1,9}\b")


def understand(question: Question, library: Library) -> Understanding:
    """Read a question, its history first, oldest to newest. Never raises for what a person may type."""
    before: Understanding | None = None
    for earlier in question.history:
        before = _read(question.model_copy(update={"text": earlier, "history": ()}), before, library)
    return _read(question, before, library)


def _read(question: Question, before: Understanding | None, library: Library) -> Understanding:
    text = question.text.strip()
    lang = question.lang or language(text)
    mentions = _named(text, library)
    spans = tuple(m.span for m in mentions)
    words = wording(text, spans, chat=lang == "vi")
    sentence = sentence_of(words, spans)
    plain = " ".join(w.folded for w in words)
    names = library.derived(PlanNames)
    ids = {m.agency_id for m in mentions}
    named = names.named(fold(text), plain, ids, translated(plain) if lang == "en" else "")
    all_named = mentions
    mentions = _asked_about(text, mentions, {n.head.issuer_id for n in named})
    if question.plan_ids is not None:
        plan_ids, plan_named = question.plan_ids, True
    else:
        plan_ids, plan_named = tuple(n.head.id for n in named), bool(named)
    periods = find_periods(text, question.as_of)
    sections = find_clause_paths(text)
    rule = intents.intent_rule(sentence)
    # a group is a topic too ("hộ gia đình đóng góp"), unless its duties are what is asked for
    listed = rule is not None and rule[1] is Intent.OBLIGATIONS
    named_spans = tuple(m.span for m in all_named if listed or (m.known and m.agency_id not in _PEOPLE))
    places = _places(plan_ids, library)
    numbers = tuple(Span(start=m.start(), end=m.end()) for m in _NUMBER.finditer(text))
    without = (*named_spans, *numbers, *(p.span for p in periods), *(s.span for s in sections))
    period = _asked_period(text, periods, plan_ids, library)
    subject, phrase = subject_of(text, words, lang, without=without, places=(*places, *KINDS))
    topic = topic_words(
        words, lang, without=(*named_spans, *numbers, *(s.span for s in sections)), places=(*places, *KINDS)
    )
    read = Understanding(
        intent=rule[1] if rule else _bare_intent(mentions, topic),
        lang=lang,
        text=text,
        agencies=tuple(dict.fromkeys(_asked(m, library) for m in mentions)),
        role=intents.role(sentence),
        period=period,
        plan_ids=plan_ids,
        plan_named=plan_named,
        foreign_place=None if plan_named else foreign_place(text, names.places, library.says, spans),
        section=sections[0].section if sections else _section_said(phrase, plan_ids, library),
        short_form=_short_form(text, sentence, library, plan_ids),
        topic=" ".join(topic),
        subject=subject,
        asks=intents.asks(sentence),
    )
    read = _special_intents(read, sentence, words, mentions)
    return follow(read, before, rule, sentence) if before is not None else read


def _bare_intent(mentions: Sequence[AgencyMention], topic: Sequence[str]) -> Intent:
    """The intent of a question that no rule reads: an agency with little beside it asks for its duties."""
    content = [w for w in topic if fold(w) not in word_list("soft")]
    return Intent.OBLIGATIONS if mentions and len(content) <= SHORT else Intent.HOW_WHERE


def _asked_about(text: str, mentions: Sequence[AgencyMention], issuers: Collection[str]) -> tuple[AgencyMention, ...]:
    """Return the mentions that are asked about: an issuer that only names its plan ("kế hoạch của UBND tỉnh X") is not."""
    out = []
    for mention in mentions:
        before = fold(text[: mention.span.start])
        names_plan = mention.agency_id in issuers and (
            len(mentions) > 1
            or bool(re.search(r"\b(ke hoach|chuong trinh|chi thi|van ban|kh|plan)\b.*\b(cua|do|by|of)\s*$", before))
        )
        if not names_plan:
            out.append(mention)
    return tuple(out)


def _named(text: str, library: Library) -> tuple[AgencyMention, ...]:
    """Return the agencies that a question names; "những phường nào" asks for some and names none."""
    found = find_agencies_in_question(text, library.agency_names)
    return tuple(m for m in found if not _ASKED_FOR.match(fold(text[m.span.end :])))


def _asked_period(
    text: str, periods: Sequence[FoundPeriod], plan_ids: Sequence[str], library: Library
) -> AskedPeriod | None:
    """Return the period that restricts. The year that names a plan restricts nothing: that of a plan for just that year,
    or one behind the plan's name ("kế hoạch … tỉnh A năm 2026").
    """
    heads = [library.head(i) for i in plan_ids]
    for found in periods:
        whole = found.first is not None and found.last is not None
        if heads and whole and all(h.period is not None and h.period.first == found.first for h in heads):
            continue
        before = fold(text[: found.span.start]).rstrip()
        named = (
            bool(_PLAN_WORD.search(before))
            and not _RESTRICTS.search(before)
            and found.text.lower().startswith(("năm ", "nam "))
        )
        if (
            named
            and heads
            and all(
                h.issued is not None and found.first is not None and h.issued.year == found.first.year for h in heads
            )
        ):
            continue
        return AskedPeriod(first=found.first, last=found.last, text=found.text)
    return None


_PLAN_WORD = re.compile(r"\b(ke hoach|chuong trinh|chi thi|cong van|quyet dinh|phong trao|kh)\b")
_RESTRICTS = re.compile(r"\b(trong|vao|den|truoc|het|tu|by|in|before|until|during)$")


def _section_said(phrase: str, plan_ids: Sequence[str], library: Library) -> str | None:
    """Return the section whose heading the question says in full ("trong tổ chức thực hiện"), top sections only."""
    if len(phrase.split()) < _HEADING_WORDS:
        return None
    for plan_id in plan_ids[:1]:
        for heading, section in library.headings(plan_id):
            if len(heading.split()) >= _HEADING_WORDS and phrase.startswith(heading):
                return section
    return None


def _asked(mention: AgencyMention, library: Library) -> AskedAgency:
    """The agency by its register name, a group by the name that plans give it; an unregistered name by the plans' own."""
    known = agency(mention.agency_id)
    if known and not mention.is_group:
        return AskedAgency(name=known.name, agency_id=mention.agency_id)
    written = library.written_name(mention.agency_id)
    if written is None and not mention.known:
        agency_id = library.known_as(mention.name) or mention.agency_id
        return AskedAgency(name=library.written_name(agency_id) or mention.name, agency_id=agency_id)
    return AskedAgency(name=written or mention.name, agency_id=mention.agency_id, is_group=mention.is_group)


def _places(plan_ids: Sequence[str], library: Library) -> tuple[str, ...]:
    """The places of the named plans, folded, with and without their kind, longest first: they name plans and no topic."""
    pairs = {pair for i in plan_ids for pair in place_names(library.head(i))}
    names = {f"{kind} {name}".strip() for kind, name in pairs} | {name for _, name in pairs}
    return tuple(sorted(names, key=len, reverse=True))


def _special_intents(
    read: Understanding, sentence: str, words: Sequence[Word], mentions: Sequence[AgencyMention]
) -> Understanding:
    small = intents.smalltalk(sentence)
    content = [w for w in read.topic.split() if fold(w) not in word_list("civil")]
    if (
        small
        and all(m.is_group for m in mentions)
        and not read.plan_named
        and (len(content) <= 3 or small == "about_us")
    ):
        return read.model_copy(update={"intent": Intent.SMALLTALK, "asks": frozenset({small})})
    if (
        read.short_form
        and "person" not in read.asks
        and re.search(r"\bla gi\b|\bla chu gi\b|\bla tu gi\b|\bwhat is\b|\bchi (nhung|ai|cac)\b", sentence)
    ):
        return read.model_copy(update={"intent": Intent.ABBREVIATION})
    if read.intent is Intent.COMPARE or len(words) == 0:
        return read
    return read


def _short_form(text: str, sentence: str, library: Library, plan_ids: Sequence[str]) -> str | None:
    """The abbreviation that is asked about: in quotation marks, in capitals, or one that the named plans define."""
    if not re.search(
        r"viet (tat|gon|day du)|\bla (gi|chu gi|tu gi)\b|nghia|stands? for|\bmean|abbrev|what is|chi (nhung|ai)",
        sentence,
    ):
        return None
    quoted = _QUOTED.search(text)
    if quoted:
        return str(quoted.group(1)).strip()
    capitals = _CAPITALS.findall(text)
    if capitals and not text.isupper():
        return str(capitals[0])
    folded = f" {' '.join(w.folded for w in wording(text))} "
    for plan_id in plan_ids:
        for abbreviation in library.head(plan_id).abbreviations:
            if f" {fold(abbreviation.short)} " in folded:
                return abbreviation.short
    return _first_known_short(folded)


def _first_known_short(folded: str) -> str | None:
    for word in folded.split():
        if 3 <= len(word) <= 8 and not re.search(r"[aeiouy]", word) and word.isalpha():
            return word.upper()
    return None
