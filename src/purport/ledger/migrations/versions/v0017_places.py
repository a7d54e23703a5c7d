"""Where statements and events lie, and how many lie at each place.

The tables are made empty: their rows follow from the readings, so the program fills them after the upgrade.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "place",
        sa.Column("id", BIG, primary_key=True, autoincrement=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("geonameid", sa.BigInteger()),
        sa.Column("lat", sa.Float(), nullable=False),
        sa.Column("lon", sa.Float(), nullable=False),
        sa.Column("precision", sa.Text()),
        sa.Column("radius_km", sa.Float()),
        sa.Column("square", sa.BigInteger(), nullable=False),
    )
    op.create_index("ix_place_square", "place", ["square"])
    op.create_table(
        "sited",
        sa.Column("drawer", sa.Text(), primary_key=True),
        sa.Column("key", BIG, primary_key=True, autoincrement=False),
        sa.Column("place", sa.BigInteger(), primary_key=True, autoincrement=False),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_sited_place", "sited", ["place", "drawer", "key"])
    op.create_table(
        "place_tally",
        sa.Column("level", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("cell", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("drawer", sa.Text(), primary_key=True),
        sa.Column("certainty", sa.Text(), primary_key=True),
        sa.Column("number", sa.Integer(), nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "place_cell",
        sa.Column("level", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("cell", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("places", sa.Integer(), nullable=False),
        sa.Column("lat", sa.BigInteger(), nullable=False),
        sa.Column("lon", sa.BigInteger(), nullable=False),
        sqlite_with_rowid=False,
    )
