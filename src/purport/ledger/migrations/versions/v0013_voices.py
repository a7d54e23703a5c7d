"""References, calibration sets and comparisons of voices."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "voice_reference",
        sa.Column("name", sa.Text(), primary_key=True),
        sa.Column("record", sa.LargeBinary(), nullable=False),
    )
    op.create_table(
        "voice_calibration",
        sa.Column("name", sa.Text(), primary_key=True),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("record", sa.LargeBinary(), nullable=False),
    )
    op.create_table(
        "voice_comparison",
        sa.Column("digest", sa.Text(), primary_key=True),
        sa.Column("exhibit", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("record", sa.LargeBinary(), nullable=False),
    )
    op.create_index("ix_voice_comparison_exhibit", "voice_comparison", ["exhibit"])
