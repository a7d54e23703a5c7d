"""The full-text table of statements with who said each, apart from who passes it on; on PostgreSQL, words find places too.

The tables are made empty: what they hold follows from the rows, so the program fills them after the upgrade.
"""

from __future__ import annotations

from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table anew; on PostgreSQL, where the names are lexemes of one column, empty both."""
    if op.get_bind().dialect.name != "sqlite":
        op.execute("TRUNCATE TABLE statement_words, event_words")
        return
    op.execute("DROP TABLE statement_words")
    columns = "words, source, speaker, target, place, kind"
    op.execute(f"CREATE VIRTUAL TABLE statement_words USING fts5({columns}, content='', tokenize='ascii')")
