"""What was asked and answered on the way to each capture; captures of before have none."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column."""
    op.add_column("capture", sa.Column("way", sa.Text(), nullable=True))
