"""Sources that are watched: their health and schedule, and what they pointed at that is yet to be fetched or read."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the tables of sources and leads."""
    op.create_table(
        "source",
        sa.Column("name", sa.Text(), primary_key=True),
        sa.Column("record", sa.Text(), nullable=False),
    )
    op.create_table(
        "lead",
        sa.Column("id", KEY, primary_key=True, autoincrement=True),
        *(
            sa.Column(name, sa.Text(), nullable=False)
            for name in ("source", "key", "version", "step", "host", "due", "record")
        ),
        sa.UniqueConstraint("source", "key", name="uq_lead_source_key"),
    )
    op.create_index("ix_lead_step", "lead", ["step", "due"])
