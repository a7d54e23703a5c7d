"""Removals are found by their deed in the custody log."""

from __future__ import annotations

from alembic import op

revision = "0004_removals"
down_revision = "0003_checkpoints"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the index."""
    op.create_index("ix_custody_deed", "custody", ["deed"])
