"""How far an act got, and how sure the text is of who did it: columns of an event to filter by.

They stay empty for events of readings that did not tell; a newer reading fills them.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the two columns with their indexes."""
    for name in ("stage", "responsibility"):
        op.add_column("event", sa.Column(name, sa.Text(), nullable=True))
        op.create_index(f"ix_event_{name}", "event", [name, "key"])
