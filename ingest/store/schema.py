"""The tables of the store, as SQLAlchemy Core sees them.

It creates nothing: databases are made and changed by the migrations alone (a test compares the two).

Keys end in ``_key`` and are integers that are never used twice, so that an index that is behind can be recognised;
ids are the readable strings of ``ingest.model``. ``position`` counts from 0 in reading order. Offsets are code points
of ``plans.text``, the only copy of a plan's words (``obligations.words`` is a folded search key of a quote, not text).
"""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

SCHEMA_VERSION = "0002"  # the newest migration; versions sort as strings

metadata = MetaData()

# What is true of the store as a whole. Rows: "revision" (decimal; rises with every change) and "stamp" (a fresh random
# string with every change, so that a restored backup or another store of the same revision is told apart).
meta = Table(
    "meta",
    metadata,
    Column("name", String(40), primary_key=True),
    Column("value", Text, nullable=False),
)

plans = Table(
    "plans",
    metadata,
    Column("plan_key", Integer, primary_key=True, autoincrement=True),
    Column("plan_id", Text, nullable=False, unique=True),
    Column("version", String(32), nullable=False),  # a fresh random string with every save
    Column("path", Text, nullable=False),  # where the file lay when it was ingested; "" if it came otherwise
    Column("number", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("issuer", Text, nullable=False),
    Column("issuer_id", Text, nullable=False),
    Column("place", Text, nullable=False),
    Column("issued_year", Integer),
    Column("issued_month", Integer),
    Column("issued_day", Integer),
    Column("period_first", Date),
    Column("period_last", Date),
    Column("legal_bases", JSON, nullable=False),
    Column("replaces", JSON, nullable=False, server_default="[]"),
    Column("recipients", JSON, nullable=False),
    Column("signer", JSON(none_as_null=True)),
    Column("abbreviations", JSON, nullable=False),
    Column("source_name", Text, nullable=False),
    Column("source_digest", String(64), nullable=False, index=True),
    Column("source_format", String(40), nullable=False),
    Column("source_encoding", String(40), nullable=False),
    Column("page_starts", JSON, nullable=False),
    Column("ingested_at", DateTime, nullable=False),  # UTC
    Column("clause_count", Integer, nullable=False),
    Column("obligation_count", Integer, nullable=False),
    Column("segments", JSON, nullable=False),  # [[start, source_start, length], …]
    Column("text", Text, nullable=False),
    sqlite_autoincrement=True,
)


def _of_plan() -> Column[int]:
    return Column("plan_key", ForeignKey("plans.plan_key", ondelete="CASCADE"), nullable=False)


clauses = Table(
    "clauses",
    metadata,
    Column("clause_key", Integer, primary_key=True, autoincrement=True),
    _of_plan(),
    Column("position", Integer, nullable=False),  # in preorder
    Column("parent", Integer),  # position of the parent; NULL for the root
    Column("last", Integer, nullable=False),  # position of the last clause below; its own where it has none
    Column("clause_id", Text, nullable=False),
    Column("level", String(40), nullable=False),
    Column("marker", Text, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("own_start", Integer, nullable=False),
    Column("own_end", Integer, nullable=False),
    Column("body_start", Integer, nullable=False),
    Column("body_end", Integer, nullable=False),
    Column("heading", Boolean, nullable=False),
    Column("section", Text, nullable=False),
    Column("label", Text, nullable=False),
    UniqueConstraint("plan_key", "position"),
    UniqueConstraint("plan_key", "clause_id"),
    sqlite_autoincrement=True,
)

obligations = Table(
    "obligations",
    metadata,
    Column("obligation_key", Integer, primary_key=True, autoincrement=True),
    _of_plan(),
    Column("position", Integer, nullable=False),
    Column("obligation_id", Text, nullable=False),
    Column("clause_key", ForeignKey("clauses.clause_key", ondelete="CASCADE"), nullable=False, index=True),
    Column("section", Text, nullable=False),
    Column("kind", String(20), nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("actor_source", String(20), nullable=False),
    Column("report_to", Text),
    Column("found_by", Text, nullable=False),
    Column("words", Text, nullable=False),  # " " + folded syllables of the quote, joined by single spaces + " "
    UniqueConstraint("plan_key", "position"),
    UniqueConstraint("plan_key", "obligation_id"),
    sqlite_autoincrement=True,
)

# An agency as some plan writes it: one row for each pair of id and name.
agencies = Table(
    "agencies",
    metadata,
    Column("agency_key", Integer, primary_key=True, autoincrement=True),
    Column("agency_id", Text, nullable=False),
    Column("name", Text, nullable=False),
    UniqueConstraint("agency_id", "name"),
    sqlite_autoincrement=True,
)

# The actors of an obligation.
duties = Table(
    "duties",
    metadata,
    Column(
        "obligation_key", ForeignKey("obligations.obligation_key", ondelete="CASCADE"), primary_key=True, nullable=False
    ),
    Column("position", Integer, primary_key=True, nullable=False),
    _of_plan(),
    Column("agency_key", ForeignKey("agencies.agency_key"), nullable=False),
    Column("role", String(20), nullable=False),
    Column("start", Integer),
    Column("end", Integer),
    Index("ix_duties_plan", "plan_key"),
    Index("ix_duties_agency", "agency_key", "plan_key", "obligation_key", "role"),  # covers the filter of a list
    sqlite_with_rowid=False,
)

deadlines = Table(
    "deadlines",
    metadata,
    Column(
        "obligation_key", ForeignKey("obligations.obligation_key", ondelete="CASCADE"), primary_key=True, nullable=False
    ),
    _of_plan(),
    Column("text", Text, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("kind", String(20), nullable=False),
    Column("first", Date),
    Column("last", Date),
    Column("recurrence", String(20)),
    Column("rule", Text, nullable=False),
    Index("ix_deadlines_plan", "plan_key"),
)

findings = Table(
    "findings",
    metadata,
    _of_plan(),
    Column("position", Integer, nullable=False),
    Column("code", String(60), nullable=False),
    Column("start", Integer),
    Column("end", Integer),
    Column("detail", Text, nullable=False),
    UniqueConstraint("plan_key", "position"),
)
