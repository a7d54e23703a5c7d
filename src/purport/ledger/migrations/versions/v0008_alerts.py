"""Alerts: what was filed first, how far each rule has got, what each alert holds, and what is to be sent.

What stands in the ledger already is entered in the order in which it was read, so that a rule can be tried on it.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
ORDER = (1 << 40) - 1


def upgrade() -> None:
    """Make the tables, and enter what is there."""
    op.create_table(
        "filed",
        sa.Column("seq", KEY, primary_key=True, autoincrement=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("subject", "document", "at")),
    )
    op.create_index("ix_filed_at", "filed", ["at"])
    op.create_table(
        "alert_rule",
        sa.Column("name", sa.Text(), primary_key=True),
        sa.Column("seq", sa.BigInteger(), nullable=False),
    )
    op.create_table(
        "alert_member",
        sa.Column("alert", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("seq", sa.BigInteger(), primary_key=True, autoincrement=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("at", "record")),
    )
    op.create_index("ix_alert_member_at", "alert_member", ["at"])
    op.create_table(
        "alert_sending",
        sa.Column("id", sa.Integer(), primary_key=True, autoincrement=True),
        sa.Column("alert", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("delivery", "state", "due", "record")),
        sa.UniqueConstraint("alert", "delivery", name="uq_alert_sending"),
    )
    op.create_index("ix_alert_sending_delivery", "alert_sending", ["delivery"])
    op.create_index("ix_alert_sending_due", "alert_sending", ["state", "due"])
    _enter()


def _enter() -> None:
    documents = "SELECT id AS subject, id AS document, captured_at AS at, 0 AS turn FROM document"
    statements = (
        "SELECT s.id AS subject, s.document AS document, r.at AS at, s.key & :mask AS turn "
        "FROM statement s JOIN reading r ON r.id = s.reading"
    )
    numbered = "SELECT row_number() OVER (ORDER BY at, turn, subject), subject, document, at"
    sql = (
        f"INSERT INTO filed (seq, subject, document, at) {numbered} FROM ({documents} UNION ALL {statements}) AS every"
    )
    bind = op.get_bind()
    bind.execute(sa.text(sql), {"mask": ORDER})
    count = bind.scalar(sa.text("SELECT count(*) FROM filed"))
    if count:
        bind.execute(sa.text("INSERT INTO counter (name, value) VALUES ('filed', :count)"), {"count": count})
