"""The JSON objects of the public contract (version 1), from our values. Decides nothing about their content.

Field names are those of ``contract.md`` and do not change without a new version of the contract; fields are only added.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date
from typing import TYPE_CHECKING, Any, TypeAlias
from uuid import uuid4

from assistant.channels.messages import finding_message
from assistant.model import Answer, AnswerObligation, Block, Citation, Cite, Run, Understanding
from ingest.model import Actor, Clause, Deadline, DocumentReference, Finding, IssuedDate, Period, Plan, Signer

if TYPE_CHECKING:
    from ingest.store import FoundObligation, PlanHead

Json: TypeAlias = dict[str, Any]


def new_id() -> str:
    """Return a fresh conversation or message id."""
    return str(uuid4())


def answer_object(answer: Answer, conversation_id: str | None = None) -> Json:
    """Return the answer as ``POST /ask`` gives it, with a new message id, and a new conversation id unless given."""
    return {
        "conversation_id": conversation_id or new_id(),
        "message_id": new_id(),
        "status": answer.status.value,
        "answer": answer.text,
        "blocks": [_block(block) for block in answer.blocks],
        "citations": [citation_object(citation) for citation in answer.citations],
        "obligations": [_answer_obligation(each) for each in answer.obligations],
        "total_obligations": answer.total_obligations,
        "interpretation": _interpretation(answer.understanding),
        "suggestions": list(answer.suggestions),
        "mode": answer.mode,
        "as_of": answer.as_of.isoformat(),
    }


def citation_object(citation: Citation) -> Json:
    """Return a citation: number, plan, clause, quote and its span."""
    return {
        "number": citation.number,
        "plan_id": citation.plan_id,
        "plan_title": citation.plan_title,
        "clause_id": citation.clause_id,
        "clause_label": citation.clause_label,
        "quote": citation.quote,
        "start": citation.start,
        "end": citation.end,
        "page": citation.page,
    }


def obligations_object(items: Sequence[FoundObligation], total: int, next_cursor: str | None = None) -> Json:
    """Return a page of obligations, with the count of all that match."""
    return {"items": [obligation_object(each) for each in items], "total": total, "next_cursor": next_cursor}


def obligation_object(found: FoundObligation) -> Json:
    """Return one obligation. ``matched_as`` is null when no agency was asked for."""
    obligation = found.obligation
    return {
        "id": obligation.id,
        "plan_id": obligation.plan_id,
        "kind": obligation.kind.value,
        "quote": found.quote,
        "start": obligation.span.start,
        "end": obligation.span.end,
        "clause_id": obligation.clause_id,
        "clause_label": found.clause_label,
        "section": obligation.section,
        "actors": [_actor(actor) for actor in obligation.actors],
        "actor_source": obligation.actor_source.value,
        "matched_as": found.matched_as,
        "deadline": _deadline(obligation.deadline),
        "report_to": obligation.report_to,
    }


def plan_object(plan: PlanHead | Plan) -> Json:
    """Return a plan's metadata with its findings; counts and the time of ingestion where the store knows them."""
    data: Json = {
        "id": plan.id,
        "number": plan.number,
        "kind": plan.kind,
        "title": plan.title,
        "issuer": plan.issuer,
        "issuer_id": plan.issuer_id,
        "place": plan.place,
        "issued": _issued(plan.issued),
        "period": _period(plan.period),
        "signer": _signer(plan.signer),
        "legal_bases": [_reference(each) for each in plan.legal_bases],
        "replaces": [{**_reference(each), "relation": each.relation.value} for each in plan.replaces],
        "recipients": list(plan.recipients),
        "abbreviations": [{"short": a.short, "long": a.long} for a in plan.abbreviations],
        "source": {"file": plan.source.name, "format": plan.source.format, "encoding": plan.source.encoding},
        "digest": plan.source.digest,
        "findings": [_finding(each) for each in plan.findings],
    }
    if not isinstance(plan, Plan):
        data |= {
            "clauses": plan.clause_count,
            "obligations": plan.obligation_count,
            "ingested_at": plan.ingested_at.replace(tzinfo=UTC).isoformat(),
        }
    return data


def clause_object(clause: Clause, text: str) -> Json:
    """Return a clause with all below it: its own words as ``text``, and where it and they stand in the plan's text."""
    return {
        "id": clause.id,
        "level": clause.level.value,
        "marker": clause.marker,
        "label": clause.label,
        "section": clause.section,
        "heading": clause.heading,
        "start": clause.span.start,
        "end": clause.span.end,
        "text": clause.body.of(text),
        "text_start": clause.body.start,
        "text_end": clause.body.end,
        "children": [clause_object(child, text) for child in clause.children],
    }


def _block(block: Block) -> Json:
    if block.kind == "table":
        return {
            "kind": "table",
            "head": [_runs(cell) for cell in block.head],
            "rows": [[_runs(cell) for cell in row] for row in block.rows],
        }
    return {"kind": block.kind, "runs": _runs(block.runs)}


def _runs(runs: Sequence[Run]) -> list[Json]:
    return [{"c": run.c} if isinstance(run, Cite) else {"t": run.t} for run in runs]


def _answer_obligation(listed: AnswerObligation) -> Json:
    return {**obligation_object(listed.found), "citation": listed.citation}


def _interpretation(understanding: Understanding) -> Json:
    period = understanding.period
    return {
        "intent": understanding.intent.value,
        "agencies": [agency.name for agency in understanding.agencies],
        "role": understanding.role.value if understanding.role else None,
        "period": {"from": _iso(period.first if period else None), "to": _iso(period.last if period else None)},
        "plan_ids": list(understanding.plan_ids),
        "topic": understanding.topic,
    }


def _actor(actor: Actor) -> Json:
    return {"name": actor.name, "agency_id": actor.agency_id, "role": actor.role.value}


def _deadline(deadline: Deadline | None) -> Json | None:
    if deadline is None:
        return None
    return {
        "text": deadline.text,
        "kind": deadline.kind.value,
        "from": _iso(deadline.first),
        "to": _iso(deadline.last),
        "recurrence": deadline.recurrence,
    }


def _issued(issued: IssuedDate | None) -> Json | None:
    if issued is None:
        return None
    parts = [f"{issued.year:04d}", *(f"{part:02d}" for part in (issued.month, issued.day) if part is not None)]
    return {"date": "-".join(parts), "grain": issued.grain.value}


def _period(period: Period | None) -> Json | None:
    return {"from": _iso(period.first), "to": _iso(period.last)} if period else None


def _signer(signer: Signer | None) -> Json | None:
    if signer is None:
        return None
    return {
        "name": signer.name,
        "position": signer.position,
        "authority": signer.authority,
        "on_behalf_of": signer.on_behalf_of,
    }


def _reference(reference: DocumentReference) -> Json:
    return {
        "number": reference.number,
        "kind": reference.kind,
        "issued": _iso(reference.issued),
        "issuer": reference.issuer,
        "start": reference.span.start,
        "end": reference.span.end,
    }


def _finding(finding: Finding) -> Json:
    span = finding.span
    return {
        "code": finding.code,
        "message": finding_message(finding),
        "detail": finding.detail,
        "start": span.start if span else None,
        "end": span.end if span else None,
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
