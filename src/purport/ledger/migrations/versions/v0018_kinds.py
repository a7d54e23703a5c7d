"""The full-text tables of statements and events with a column for the values of closed columns, on SQLite.

The tables are made empty: what they hold follows from the rows, so the program fills them after the upgrade. PostgreSQL, which
combines indexes by itself, keeps its own.
"""

from __future__ import annotations

from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

COLUMNS = {
    "statement_words": "words, source, target, place, kind",
    "event_words": "words, source, actor, target, place, kind",
}


def upgrade() -> None:
    """Make the tables anew."""
    if op.get_bind().dialect.name != "sqlite":
        return
    for table, columns in COLUMNS.items():
        op.execute(f"DROP TABLE {table}")
        op.execute(f"CREATE VIRTUAL TABLE {table} USING fts5({columns}, content='', tokenize='ascii')")
