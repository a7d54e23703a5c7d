"""What was heard in recordings: one row per exhibit and way of hearing it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "transcript",
        sa.Column("id", sa.Text(), primary_key=True),
        sa.Column("exhibit", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("record", sa.LargeBinary(), nullable=False),
    )
    op.create_index("ix_transcript_exhibit", "transcript", ["exhibit"])
