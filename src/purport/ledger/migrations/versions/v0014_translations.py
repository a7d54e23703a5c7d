"""What a machine made of documents in another language."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "translation",
        sa.Column("document", sa.Text(), primary_key=True),
        sa.Column("target", sa.Text(), primary_key=True),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("rendering", sa.Text()),
        sa.Column("record", sa.LargeBinary(), nullable=False),
    )
    op.create_index("ix_translation_rendering", "translation", ["rendering"])
