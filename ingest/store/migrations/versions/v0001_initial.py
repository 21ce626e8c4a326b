"""The first tables."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "agencies",
        sa.Column("agency_key", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("agency_id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("agency_key"),
        sa.UniqueConstraint("agency_id", "name"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "meta",
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name"),
    )
    op.create_table(
        "plans",
        sa.Column("plan_key", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("plan_id", sa.Text(), nullable=False),
        sa.Column("version", sa.String(length=32), nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("issuer", sa.Text(), nullable=False),
        sa.Column("issuer_id", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("issued_year", sa.Integer(), nullable=True),
        sa.Column("issued_month", sa.Integer(), nullable=True),
        sa.Column("issued_day", sa.Integer(), nullable=True),
        sa.Column("period_first", sa.Date(), nullable=True),
        sa.Column("period_last", sa.Date(), nullable=True),
        sa.Column("legal_bases", sa.JSON(), nullable=False),
        sa.Column("recipients", sa.JSON(), nullable=False),
        sa.Column("signer", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("abbreviations", sa.JSON(), nullable=False),
        sa.Column("source_name", sa.Text(), nullable=False),
        sa.Column("source_digest", sa.String(length=64), nullable=False),
        sa.Column("source_format", sa.String(length=40), nullable=False),
        sa.Column("source_encoding", sa.String(length=40), nullable=False),
        sa.Column("page_starts", sa.JSON(), nullable=False),
        sa.Column("ingested_at", sa.DateTime(), nullable=False),
        sa.Column("clause_count", sa.Integer(), nullable=False),
        sa.Column("obligation_count", sa.Integer(), nullable=False),
        sa.Column("segments", sa.JSON(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("plan_key"),
        sa.UniqueConstraint("plan_id"),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_plans_source_digest"), "plans", ["source_digest"], unique=False)
    op.create_table(
        "clauses",
        sa.Column("clause_key", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("plan_key", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("parent", sa.Integer(), nullable=True),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.Column("clause_id", sa.Text(), nullable=False),
        sa.Column("level", sa.String(length=40), nullable=False),
        sa.Column("marker", sa.Text(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("own_start", sa.Integer(), nullable=False),
        sa.Column("own_end", sa.Integer(), nullable=False),
        sa.Column("body_start", sa.Integer(), nullable=False),
        sa.Column("body_end", sa.Integer(), nullable=False),
        sa.Column("heading", sa.Boolean(), nullable=False),
        sa.Column("section", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["plan_key"], ["plans.plan_key"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("clause_key"),
        sa.UniqueConstraint("plan_key", "clause_id"),
        sa.UniqueConstraint("plan_key", "position"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "findings",
        sa.Column("plan_key", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("start", sa.Integer(), nullable=True),
        sa.Column("end", sa.Integer(), nullable=True),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["plan_key"], ["plans.plan_key"], ondelete="CASCADE"),
        sa.UniqueConstraint("plan_key", "position"),
    )
    op.create_table(
        "obligations",
        sa.Column("obligation_key", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("plan_key", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("obligation_id", sa.Text(), nullable=False),
        sa.Column("clause_key", sa.Integer(), nullable=False),
        sa.Column("section", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("actor_source", sa.String(length=20), nullable=False),
        sa.Column("report_to", sa.Text(), nullable=True),
        sa.Column("found_by", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["clause_key"], ["clauses.clause_key"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["plan_key"], ["plans.plan_key"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("obligation_key"),
        sa.UniqueConstraint("plan_key", "obligation_id"),
        sa.UniqueConstraint("plan_key", "position"),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_obligations_clause_key"), "obligations", ["clause_key"], unique=False)
    op.create_table(
        "deadlines",
        sa.Column("obligation_key", sa.Integer(), nullable=False),
        sa.Column("plan_key", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("first", sa.Date(), nullable=True),
        sa.Column("last", sa.Date(), nullable=True),
        sa.Column("recurrence", sa.String(length=20), nullable=True),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["obligation_key"], ["obligations.obligation_key"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["plan_key"], ["plans.plan_key"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("obligation_key"),
    )
    op.create_index("ix_deadlines_plan", "deadlines", ["plan_key"], unique=False)
    op.create_table(
        "duties",
        sa.Column("obligation_key", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("plan_key", sa.Integer(), nullable=False),
        sa.Column("agency_key", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("start", sa.Integer(), nullable=True),
        sa.Column("end", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["agency_key"],
            ["agencies.agency_key"],
        ),
        sa.ForeignKeyConstraint(["obligation_key"], ["obligations.obligation_key"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["plan_key"], ["plans.plan_key"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("obligation_key", "position"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_duties_agency", "duties", ["agency_key", "plan_key", "obligation_key", "role"], unique=False)
    op.create_index("ix_duties_plan", "duties", ["plan_key"], unique=False)
