"""Lists of events that a user loads, and what is in them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables of lists and their entries."""
    op.create_table(
        "event_list",
        sa.Column("name", sa.Text(), primary_key=True),
        sa.Column("record", sa.Text(), nullable=False),
    )
    op.create_table(
        "listed",
        sa.Column("id", sa.Text(), primary_key=True),
        sa.Column("list", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("record", sa.Text(), nullable=False),
    )
    op.create_index("ix_listed_list", "listed", ["list"])
