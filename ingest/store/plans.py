"""Plans as rows: the head of a plan (all but its text and tree), written and read. It knows nothing of obligations."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import Connection, func, select
from sqlalchemy.sql import ColumnElement

from ingest.model import (
    Abbreviation,
    DocumentReference,
    EarlierDocument,
    Finding,
    Frozen,
    IssuedDate,
    Period,
    Plan,
    Segment,
    Signer,
    Source,
)
from ingest.store.database import select_in
from ingest.store.schema import findings, plans


class PlanHead(Frozen):
    """Everything of a plan but its text and its tree, with what the store knows of it.

    ``path`` is where the file lay when it was ingested ("" if it came otherwise); ``ingested_at`` is in UTC;
    ``clause_count`` counts all clauses but the root.
    """

    id: str
    number: str
    kind: str
    title: str
    issuer: str
    issuer_id: str
    place: str
    issued: IssuedDate | None
    period: Period | None
    legal_bases: tuple[DocumentReference, ...]
    replaces: tuple[EarlierDocument, ...]
    recipients: tuple[str, ...]
    signer: Signer | None
    abbreviations: tuple[Abbreviation, ...]
    source: Source
    page_starts: tuple[int, ...]
    findings: tuple[Finding, ...]
    path: str
    clause_count: int
    obligation_count: int
    ingested_at: datetime

    def page(self, offset: int) -> int | None:
        """Return the page (from 1) on which a character stands, or None where the source has no pages."""
        return sum(1 for start in self.page_starts if start <= offset) or None


class StoredHead(Frozen):
    """A head with its row's key and version; the version is new with every save."""

    key: int
    version: str
    head: PlanHead


def insert_plan(connection: Connection, plan: Plan, path: str, clause_count: int, obligation_count: int) -> int:
    """Write the plan's own row and its findings; return the key."""
    values = {"legal_bases", "replaces", "recipients", "signer", "abbreviations", "page_starts"}
    row = plan.model_dump(mode="json", include=values)
    row |= plan.model_dump(include={"number", "kind", "title", "issuer", "issuer_id", "place", "text"})
    row |= {f"source_{name}": value for name, value in plan.source.model_dump().items()}
    if plan.issued is not None:
        row |= {f"issued_{name}": value for name, value in plan.issued.model_dump().items()}
    if plan.period is not None:
        row |= {"period_first": plan.period.first, "period_last": plan.period.last}
    row |= {
        "plan_id": plan.id,
        "version": uuid4().hex,
        "path": path,
        "ingested_at": _now(),
        "clause_count": clause_count,
        "obligation_count": obligation_count,
        "segments": [[s.start, s.source_start, s.length] for s in plan.segments],
    }
    key: int = connection.execute(plans.insert().values(row).returning(plans.c.plan_key)).scalar_one()
    _insert_findings(connection, key, plan.findings)
    return key


def read_heads(connection: Connection, known: Iterable[StoredHead]) -> tuple[StoredHead, ...]:
    """Return all plans, ordered by id; only those that are not ``known`` are read whole."""
    held = {(stored.key, stored.version): stored for stored in known}
    order = select(plans.c.plan_key, plans.c.version).order_by(plans.c.plan_id)
    present = connection.execute(order).all()
    new = [key for key, version in present if (key, version) not in held]
    found = _findings_by_plan(connection, new)
    columns = [column for column in plans.c if column.name not in {"text", "segments"}]
    for row in select_in(connection, select(*columns), plans.c.plan_key, new):
        key, version = row.plan_key, row.version
        head = _head(row._mapping, found.get(key, ()))
        held[key, version] = StoredHead.model_construct(key=key, version=version, head=head)
    return tuple(held[key, version] for key, version in present)


def read_segments(connection: Connection, plan_key: int) -> tuple[Segment, ...]:
    """Return the map from the plan's text back to its source."""
    rows = connection.execute(select(plans.c.segments).where(plans.c.plan_key == plan_key)).scalar_one()
    return tuple(Segment(start=start, source_start=source, length=length) for start, source, length in rows)


def _now() -> ColumnElement[datetime]:
    return func.current_timestamp()  # the database's clock: a note for people, never part of an answer


def _insert_findings(connection: Connection, plan_key: int, found: tuple[Finding, ...]) -> None:
    rows = [
        {
            "plan_key": plan_key,
            "position": position,
            "code": finding.code,
            "start": finding.span.start if finding.span else None,
            "end": finding.span.end if finding.span else None,
            "detail": finding.detail,
        }
        for position, finding in enumerate(found)
    ]
    if rows:
        connection.execute(findings.insert(), rows)


def _findings_by_plan(connection: Connection, plan_keys: Sequence[int]) -> dict[int, list[dict[str, Any]]]:
    found: dict[int, list[dict[str, Any]]] = {}
    columns = (findings.c.plan_key, findings.c.code, findings.c.start, findings.c.end, findings.c.detail)
    statement = select(*columns).order_by(findings.c.plan_key, findings.c.position)
    for plan_key, code, start, end, detail in select_in(connection, statement, findings.c.plan_key, plan_keys):
        span = None if start is None else {"start": start, "end": end}
        found.setdefault(plan_key, []).append({"code": code, "span": span, "detail": detail})
    return found


def _head(row: Mapping[Any, Any], found: Any) -> PlanHead:
    same = (
        "number",
        "kind",
        "title",
        "issuer",
        "issuer_id",
        "place",
        "legal_bases",
        "replaces",
        "recipients",
        "signer",
    )
    more = ("abbreviations", "page_starts", "path", "clause_count", "obligation_count", "ingested_at")
    values: dict[str, Any] = {name: row[name] for name in same + more}
    values |= {"id": row["plan_id"], "findings": found, "issued": None, "period": None}
    values["source"] = {name: row[f"source_{name}"] for name in Source.model_fields}
    if row["issued_year"] is not None:
        values["issued"] = {name: row[f"issued_{name}"] for name in IssuedDate.model_fields}
    if row["period_first"] is not None:
        values["period"] = {"first": row["period_first"], "last": row["period_last"]}
    return PlanHead.model_validate(values)
