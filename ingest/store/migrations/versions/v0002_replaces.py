"""Which earlier documents a plan replaces, amends or repeals; of plans stored before, none is known."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Apply."""
    op.add_column("plans", sa.Column("replaces", sa.JSON(), nullable=False, server_default="[]"))
