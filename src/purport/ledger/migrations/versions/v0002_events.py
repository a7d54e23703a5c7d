"""Events with rows of their own, and what people decided about them.

The tables are made empty: their rows follow from the readings, so the program fills them after the upgrade.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import TSVECTOR

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def _text(name: str, *, null: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=null)


def upgrade() -> None:
    """Make the tables of events and decisions."""
    op.create_table(
        "event",
        sa.Column("key", KEY, primary_key=True, autoincrement=False),
        sa.Column("id", sa.Text(), nullable=False, unique=True),
        _text("document"),
        _text("reading"),
        sa.Column("current", sa.Boolean(), nullable=False),
        _text("action"),
        _text("certainty"),
        _text("date", null=True),
        _text("record"),
    )
    op.create_index("ix_event_document", "event", ["document"])
    for column in ("action", "certainty"):
        op.create_index(f"ix_event_{column}", "event", [column, "key"])
    op.create_table(
        "decision",
        sa.Column("id", sa.Integer(), primary_key=True, autoincrement=True),
        _text("about"),
        _text("ruling"),
        sa.Column("digest", sa.Text(), nullable=False, unique=True),
        _text("record"),
    )
    op.create_index("ix_decision_about", "decision", ["about"])
    if op.get_bind().dialect.name == "sqlite":
        columns = "words, source, actor, target, place"
        op.execute(f"CREATE VIRTUAL TABLE event_words USING fts5({columns}, content='', tokenize='ascii')")
        return
    op.create_table(
        "event_words",
        sa.Column("key", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("terms", TSVECTOR(), nullable=False),
    )
    op.execute("CREATE INDEX ix_event_words_terms ON event_words USING gin (terms)")
