"""Stories as they were placed, their bonds, matters, and what people decided on pairs; all that was read waits to be placed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables, and put every document that was read into the queue."""
    _placing()
    _derived()
    _appended()
    op.execute("INSERT INTO unplaced (document, seq) SELECT id, 0 FROM document WHERE reading IS NOT NULL")


def _placing() -> None:
    op.create_table(
        "unplaced",
        sa.Column("document", sa.Text(), primary_key=True),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_unplaced_seq", "unplaced", ["seq"])
    op.create_table(
        "placed",
        sa.Column("document", sa.Text(), primary_key=True),
        sa.Column("seq", sa.BigInteger(), nullable=False, unique=True),
        sa.Column("reading", sa.Text(), nullable=False),
        sa.Column("way", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("chains", sa.Text(), nullable=False),
    )
    big = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "telling",
        sa.Column("seq", big, primary_key=True, autoincrement=False),
        sa.Column("id", sa.Text(), nullable=False, unique=True),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("sort", sa.Text(), nullable=False),
        sa.Column("lead", sa.Boolean(), nullable=False),
        sa.Column("published", sa.Text()),
        sa.Column("days", sa.Text()),
        sa.Column("heads", sa.Text(), nullable=False),
        sa.Column("matter", sa.Text()),
        sa.Column("stale", sa.Boolean(), nullable=False),
        sa.Column("counted", sa.Boolean(), nullable=False),
        sa.Column("record", sa.LargeBinary(), nullable=False),
        sa.Column("differs", sa.LargeBinary(), nullable=False),
    )
    for name in ("document", "heads", "matter", "stale"):
        op.create_index(f"ix_telling_{name}", "telling", [name])
    op.create_table(
        "telling_word",
        sa.Column("word", sa.Text(), primary_key=True),
        sa.Column("seq", sa.BigInteger(), primary_key=True, autoincrement=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "word_count",
        sa.Column("word", sa.Text(), primary_key=True),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sqlite_with_rowid=False,
    )


def _derived() -> None:
    op.create_table(
        "likeness",
        sa.Column("first", sa.Text(), primary_key=True),
        sa.Column("second", sa.Text(), primary_key=True),
        sa.Column("alike", sa.Text(), nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("reasons", sa.Text(), nullable=False),
    )
    op.create_index("ix_likeness_second", "likeness", ["second"])
    op.create_table(
        "lent",
        sa.Column("later", sa.Text(), primary_key=True),
        sa.Column("earlier", sa.Text(), primary_key=True),
        sa.Column("record", sa.LargeBinary(), nullable=False),
    )
    op.create_index("ix_lent_earlier", "lent", ["earlier"])
    op.create_table(
        "matter",
        sa.Column("id", sa.Text(), primary_key=True),
        sa.Column("sort", sa.Text(), nullable=False),
        sa.Column("day", sa.BigInteger(), nullable=False),
        sa.Column("first", sa.Text()),
        sa.Column("last", sa.Text()),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("stories", sa.Integer(), nullable=False),
        sa.Column("origins", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("lone", sa.Boolean(), nullable=False),
        sa.Column("contradicted", sa.Boolean(), nullable=False),
        sa.Column("chief", sa.Boolean(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("record", sa.LargeBinary(), nullable=False),
    )
    op.create_index("ix_matter_day", "matter", ["day", "id"])


def _appended() -> None:
    op.create_table(
        "tie",
        sa.Column("id", sa.Integer(), primary_key=True, autoincrement=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("first", sa.Text(), nullable=False),
        sa.Column("second", sa.Text(), nullable=False),
        sa.Column("stands", sa.Boolean(), nullable=False),
        sa.Column("record", sa.Text(), nullable=False),
    )
    op.create_table(
        "pair_decision",
        sa.Column("id", sa.Integer(), primary_key=True, autoincrement=True),
        sa.Column("first", sa.Text(), nullable=False),
        sa.Column("second", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False, unique=True),
        sa.Column("record", sa.Text(), nullable=False),
    )
    for table in ("tie", "pair_decision"):
        for name in ("first", "second"):
            op.create_index(f"ix_{table}_{name}", table, [name])
