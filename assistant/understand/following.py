"""What a follow-up leaves out: filled in from the question before. Reads no plan."""

from __future__ import annotations

import re

from assistant.model import Intent, Understanding
from assistant.understand.wording import word_list
from ingest.text import fold

_FOLLOWS = re.compile(r"^(the )?(con|vay|the|roi|cu the|and|what about|how about|then|so|also|but)\b")
_POINTS_BACK = re.compile(r"\b(do|nay|noi tren|tren|vua (roi|neu)|that|it|this|those|these|them)\b")
SHORT = 2  # a follow-up with at most so many topic words keeps the topic of the question before


def follow(read: Understanding, before: Understanding, rule: tuple[str, Intent] | None, sentence: str) -> Understanding:
    """Fill in what a follow-up leaves out from the question before; a question complete in itself changes the topic."""
    if read.intent is Intent.SMALLTALK:
        return read
    other_plan = read.plan_named and not set(read.plan_ids) & set(before.plan_ids)
    own = [w for w in read.topic.split() if fold(w) not in word_list("soft")]
    follows = bool(_FOLLOWS.search(sentence)) or bool(_POINTS_BACK.search(sentence)) or len(own) <= SHORT
    update: dict[str, object] = {}
    if not read.plan_named and before.plan_ids and read.foreign_place is None:
        update |= {"plan_ids": before.plan_ids, "plan_named": before.plan_named}
    if other_plan and _FOLLOWS.search(sentence) and _bare(rule) and not read.agencies:
        return _asked_of_another_plan(read, before)
    if follows and not other_plan:
        update |= _kept(read, before, rule, len(own) <= SHORT)
    return read.model_copy(update=update)


def _kept(
    read: Understanding, before: Understanding, rule: tuple[str, Intent] | None, short: bool
) -> dict[str, object]:
    """Return what a question keeps of the one before, in the same plan."""
    kept: dict[str, object] = {"follow_up": True}
    if _bare(rule) and (read.agencies or read.role):
        kept["intent"] = before.intent if before.intent is not Intent.SMALLTALK else read.intent
    keeps_topic = short and not (rule and rule[1] is Intent.OBLIGATIONS and read.agencies)
    if keeps_topic:
        kept["context"] = " ".join(dict.fromkeys((*before.topic.split(), *before.context.split())))
        if not read.subject:
            kept["subject"] = before.subject
    if not read.agencies and before.agencies and read.intent is not Intent.WHO:
        kept["agencies"] = before.agencies
    if read.section is None and before.section and keeps_topic:
        kept["section"] = before.section
    if read.period is None and before.period and _bare(rule):
        kept["period"] = before.period
    return kept


def _bare(rule: tuple[str, Intent] | None) -> bool:
    """Whether a follow-up asks for nothing of its own ("còn Sở Y tế thì sao?")."""
    return rule is None or rule[0] == "manner_asked"


def _asked_of_another_plan(read: Understanding, before: Understanding) -> Understanding:
    """Ask the question before of the plan that is named now ("còn kế hoạch của xã A thì sao?")."""
    return read.model_copy(
        update={
            "follow_up": True,
            "intent": before.intent if before.intent is not Intent.SMALLTALK else read.intent,
            "agencies": before.agencies,
            "role": read.role or before.role,
            "period": read.period or before.period,
            "subject": before.subject,
            "context": before.topic,
            "asks": read.asks | before.asks,
        }
    )
