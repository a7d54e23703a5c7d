"""The tables of corroboration: stories as they were placed, how alike their tellings are, and matters as they were derived last.

`tie` and `pair_decision` are appended and never changed. All other tables follow from readings and from those two, and may be
made anew at any time: `unplaced` is the queue of what waits for it. A telling that is `stale` waits to be derived.
`telling_word` and `word_count` are an index of the rarest things to look for: names and words of each telling.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, Float, Index, Integer, LargeBinary, Table
from sqlalchemy import Text as Plain

from purport.ledger.schema import Text, metadata

BIG = BigInteger().with_variant(Integer, "sqlite")

unplaced = Table(
    "unplaced",
    metadata,
    Column("document", Plain, primary_key=True),
    Column("seq", BigInteger, nullable=False, index=True),
    sqlite_with_rowid=False,
)

placed = Table(
    "placed",
    metadata,
    Column("document", Plain, primary_key=True),
    Column("seq", BigInteger, nullable=False, unique=True),
    Column("reading", Plain, nullable=False),
    Column("way", Plain, nullable=False),
    Column("at", Plain, nullable=False),
    Column("chains", Text, nullable=False),
)

telling = Table(
    "telling",
    metadata,
    Column("seq", BIG, primary_key=True, autoincrement=False),
    Column("id", Plain, nullable=False, unique=True),
    Column("document", Plain, nullable=False, index=True),
    Column("sort", Plain, nullable=False),
    Column("lead", Boolean, nullable=False),
    Column("published", Text),
    Column("days", Text),
    Column("heads", Plain, nullable=False, index=True),
    Column("matter", Plain, index=True),
    Column("stale", Boolean, nullable=False, index=True),
    Column("counted", Boolean, nullable=False),
    Column("record", LargeBinary, nullable=False),
    Column("differs", LargeBinary, nullable=False),
)
"""`heads` is the id that a matter has whose first telling this is; `counted`: whether its words are in `word_count`; `differs`: the
tellings that it was compared with and is apart from."""

telling_word = Table(
    "telling_word",
    metadata,
    Column("word", Text, primary_key=True),
    Column("seq", BigInteger, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)

word_count = Table(
    "word_count",
    metadata,
    Column("word", Text, primary_key=True),
    Column("number", BigInteger, nullable=False),
    sqlite_with_rowid=False,
)

likeness = Table(
    "likeness",
    metadata,
    Column("first", Plain, primary_key=True),
    Column("second", Plain, primary_key=True, index=True),
    Column("alike", Plain, nullable=False),
    Column("score", Float, nullable=False),
    Column("reasons", Text, nullable=False),
)

lent = Table(
    "lent",
    metadata,
    Column("later", Plain, primary_key=True),
    Column("earlier", Plain, primary_key=True, index=True),
    Column("record", LargeBinary, nullable=False),
)
"""What stories have of each other's text."""

matter = Table(
    "matter",
    metadata,
    Column("id", Plain, primary_key=True),
    Column("sort", Plain, nullable=False),
    Column("day", BigInteger, nullable=False),
    Column("first", Text),
    Column("last", Text),
    Column("label", Text, nullable=False),
    Column("stories", Integer, nullable=False),
    Column("origins", Integer, nullable=False),
    Column("reason", Text, nullable=False),
    Column("lone", Boolean, nullable=False),
    Column("contradicted", Boolean, nullable=False),
    Column("chief", Boolean, nullable=False),
    Column("at", Plain, nullable=False),
    Column("digest", Plain, nullable=False),
    Column("record", LargeBinary, nullable=False),
)
Index("ix_matter_day", matter.c.day, matter.c.id)
"""`day` orders matters by the day of the last story; `chief` is whether it is what some story is chiefly about."""

tie = Table(
    "tie",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("kind", Plain, nullable=False),
    Column("first", Text, nullable=False, index=True),
    Column("second", Text, nullable=False, index=True),
    Column("stands", Boolean, nullable=False),
    Column("record", Text, nullable=False),
)
"""The bonds of corroboration; of those with one kind, first and second the last one counts."""

pair_decision = Table(
    "pair_decision",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("first", Plain, nullable=False, index=True),
    Column("second", Plain, nullable=False, index=True),
    Column("digest", Plain, nullable=False, unique=True),
    Column("record", Text, nullable=False),
)
