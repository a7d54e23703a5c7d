"""The first tables."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import TSVECTOR

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def _text(name: str, *, null: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=null)


def upgrade() -> None:
    """Make every table, index and full-text index."""
    _evidence()
    _documents()
    _statements()
    _views()
    if op.get_bind().dialect.name == "sqlite":
        _full_text_sqlite()
    else:
        _full_text_postgres()


def _evidence() -> None:
    op.create_table(
        "exhibit",
        sa.Column("sha256", sa.Text(), primary_key=True),
        sa.Column("size", sa.BigInteger(), nullable=False),
        _text("media_type"),
        _text("kept_at"),
    )
    op.create_table(
        "capture",
        sa.Column("id", sa.Integer(), primary_key=True, autoincrement=True),
        _text("origin"),
        _text("exhibit"),
        _text("first_seen"),
        _text("last_seen"),
        sa.Column("turn", sa.BigInteger(), nullable=False),
        _text("fetched_by"),
        _text("media_type", null=True),
        _text("charset", null=True),
        _text("asked", null=True),
        _text("headers"),
        sa.UniqueConstraint("origin", "exhibit", name="uq_capture_origin_exhibit"),
    )
    op.create_index("ix_capture_exhibit", "capture", ["exhibit"])
    op.create_table(
        "custody",
        sa.Column("seq", sa.Integer(), primary_key=True, autoincrement=False),
        _text("at"),
        _text("deed"),
        _text("exhibit"),
        _text("detail"),
        _text("previous"),
        _text("digest"),
    )
    op.create_index("ix_custody_exhibit", "custody", ["exhibit"])


def _documents() -> None:
    op.create_table(
        "document",
        sa.Column("key", KEY, primary_key=True, autoincrement=False),
        sa.Column("id", sa.Text(), nullable=False, unique=True),
        _text("name"),
        _text("origin"),
        _text("exhibit"),
        _text("part"),
        _text("captured_at"),
        _text("language"),
        _text("title", null=True),
        _text("outlet", null=True),
        _text("agency", null=True),
        _text("published", null=True),
        _text("text"),
        _text("text_digest"),
        sa.Column("record", sa.LargeBinary(), nullable=False),
        _text("reading", null=True),
    )
    for column in ("name", "exhibit"):
        op.create_index(f"ix_document_{column}", "document", [column])
    op.create_index("ix_document_origin", "document", ["origin", "part"])
    op.create_table(
        "reading",
        sa.Column("id", sa.Text(), primary_key=True),
        _text("document"),
        _text("at"),
        sa.Column("record", sa.LargeBinary(), nullable=False),
    )
    op.create_index("ix_reading_document", "reading", ["document"])


def _statements() -> None:
    op.create_table(
        "statement",
        sa.Column("key", KEY, primary_key=True, autoincrement=False),
        sa.Column("id", sa.Text(), nullable=False, unique=True),
        _text("document"),
        _text("reading"),
        sa.Column("current", sa.Boolean(), nullable=False),
        _text("act"),
        _text("certainty"),
        sa.Column("violent", sa.Boolean(), nullable=False),
        _text("date", null=True),
        _text("record"),
    )
    op.create_index("ix_statement_document", "statement", ["document"])
    for column in ("act", "certainty", "violent"):
        op.create_index(f"ix_statement_{column}", "statement", [column, "key"])
    op.create_table(
        "counter",
        sa.Column("name", sa.Text(), primary_key=True),
        sa.Column("value", sa.BigInteger(), nullable=False),
    )


def _views() -> None:
    op.create_table(
        "assessment",
        sa.Column("id", sa.Integer(), primary_key=True, autoincrement=True),
        _text("about"),
        sa.Column("digest", sa.Text(), nullable=False, unique=True),
        _text("record"),
    )
    op.create_index("ix_assessment_about", "assessment", ["about"])
    op.create_table(
        "bond",
        sa.Column("id", sa.Integer(), primary_key=True, autoincrement=True),
        _text("kind"),
        _text("first"),
        _text("second"),
        _text("record"),
        sa.UniqueConstraint("kind", "first", "second", name="uq_bond"),
    )
    for column in ("first", "second"):
        op.create_index(f"ix_bond_{column}", "bond", [column])


def _full_text_sqlite() -> None:
    """Contentless FTS5: row ids are the keys; the tokens are made by purport, split at spaces."""
    for table, columns in (("statement_words", "words, source, target, place"), ("document_words", "words")):
        op.execute(f"CREATE VIRTUAL TABLE {table} USING fts5({columns}, content='', tokenize='ascii')")


def _full_text_postgres() -> None:
    for table in ("statement_words", "document_words"):
        op.create_table(
            table,
            sa.Column("key", sa.BigInteger(), primary_key=True, autoincrement=False),
            sa.Column("terms", TSVECTOR(), nullable=False),
        )
        op.execute(f"CREATE INDEX ix_{table}_terms ON {table} USING gin (terms)")
