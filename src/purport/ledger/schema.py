"""The tables.

`capture.turn` orders what was seen at one address; the highest is what stands there now. A statement is `current` when its
document's current reading holds it and its document is what stands at its address.

A statement's `key` is its place in every list: the day it is dated to in the high bits, the order of filing in the low ones, so
"newest first" is the primary key read backwards, and a full-text index whose row ids are these keys gives its first hundred
hits without looking at the rest. A statement that a later reading observes anew gets a new key; entries of the full-text index
that no row answers to are passed over. An event's row is made in the same way, from the same readings.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Dialect,
    Float,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    TypeDecorator,
    UniqueConstraint,
)
from sqlalchemy import Text as Plain

_ESCAPE = "\U0010ffff"
_UNHELD = re.compile("[\x00\ud800-\udfff\U0010ffff]")
_ESCAPED = re.compile(f"{_ESCAPE}([0-9a-f]{{6}})")


def _held(value: str) -> bool:
    """Whether a database can hold a string as it is: found out by the codec, which is many times as fast as the expression."""
    if "\x00" in value or _ESCAPE in value:
        return False
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True


class Text(TypeDecorator[str]):
    """Any Python string. What a database cannot hold (NUL in PostgreSQL, half a surrogate pair from an undecodable file name)
    is written as U+10FFFF, which stands for no character, and six hexadecimal digits.
    """

    impl = Plain
    cache_ok = True

    def as_it_is(self, values: Iterable[str | None]) -> bool:
        """Whether a database can hold all of some strings as they are; they are looked at together."""
        return _held("".join([one for one in values if one]))

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """The string as the database holds it."""
        if value is None or _held(value):
            return value
        return _UNHELD.sub(lambda hit: f"{_ESCAPE}{ord(hit[0]):06x}", value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> str | None:
        """The string as it was."""
        if value is None or _ESCAPE not in value:
            return value
        return _ESCAPED.sub(lambda hit: chr(int(hit[1], 16)), value)


metadata = MetaData()

exhibit = Table(
    "exhibit",
    metadata,
    Column("sha256", Plain, primary_key=True),
    Column("size", BigInteger, nullable=False),
    Column("media_type", Text, nullable=False),
    Column("kept_at", Plain, nullable=False),
)

capture = Table(
    "capture",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("origin", Text, nullable=False),
    Column("exhibit", Plain, nullable=False, index=True),
    Column("first_seen", Plain, nullable=False),
    Column("last_seen", Plain, nullable=False),
    Column("turn", BigInteger, nullable=False),
    Column("fetched_by", Text, nullable=False),
    Column("media_type", Text),
    Column("charset", Text),
    Column("asked", Text),
    Column("headers", Text, nullable=False),
    Column("way", Text),
    UniqueConstraint("origin", "exhibit", name="uq_capture_origin_exhibit"),
)

custody = Table(
    "custody",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("at", Plain, nullable=False),
    Column("deed", Text, nullable=False, index=True),
    Column("exhibit", Plain, nullable=False, index=True),
    Column("detail", Text, nullable=False),
    Column("previous", Plain, nullable=False),
    Column("digest", Plain, nullable=False),
)

checkpoint = Table(
    "checkpoint",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("size", Integer, nullable=False, index=True),
    Column("root", Plain, nullable=False),
    Column("peaks", Plain, nullable=False),
    Column("note", Plain, nullable=False),
)

imprint = Table(
    "imprint",
    metadata,
    Column("exhibit", Plain, primary_key=True),
    Column("at", Plain, nullable=False),
    Column("record", LargeBinary, nullable=False),
)

transcript = Table(
    "transcript",
    metadata,
    Column("id", Plain, primary_key=True),
    Column("exhibit", Plain, nullable=False, index=True),
    Column("at", Plain, nullable=False),
    Column("record", LargeBinary, nullable=False),
)

voice_reference = Table(
    "voice_reference",
    metadata,
    Column("name", Text, primary_key=True),
    Column("record", LargeBinary, nullable=False),
)

voice_calibration = Table(
    "voice_calibration",
    metadata,
    Column("name", Text, primary_key=True),
    Column("digest", Plain, nullable=False),
    Column("record", LargeBinary, nullable=False),
)

voice_comparison = Table(
    "voice_comparison",
    metadata,
    Column("digest", Plain, primary_key=True),
    Column("exhibit", Plain, nullable=False, index=True),
    Column("at", Plain, nullable=False),
    Column("record", LargeBinary, nullable=False),
)

translation = Table(
    "translation",
    metadata,
    Column("document", Plain, primary_key=True),
    Column("target", Plain, primary_key=True),
    Column("at", Plain, nullable=False),
    Column("rendering", Plain, index=True),
    Column("record", LargeBinary, nullable=False),
)
"""What a machine made of a document; `rendering` is the document in which it was read, None if it was not."""

document = Table(
    "document",
    metadata,
    Column("key", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=False),
    Column("id", Plain, nullable=False, unique=True),
    Column("name", Text, nullable=False, index=True),
    Column("origin", Text, nullable=False),
    Column("exhibit", Plain, nullable=False, index=True),
    Column("part", Text, nullable=False),
    Column("captured_at", Plain, nullable=False),
    Column("language", Text, nullable=False),
    Column("title", Text),
    Column("outlet", Text),
    Column("agency", Text),
    Column("published", Text),
    Column("text", Text, nullable=False),
    Column("text_digest", Plain, nullable=False),
    Column("record", LargeBinary, nullable=False),
    Column("reading", Plain),
    Index("ix_document_origin", "origin", "part"),
)

reading = Table(
    "reading",
    metadata,
    Column("id", Plain, primary_key=True),
    Column("document", Plain, nullable=False, index=True),
    Column("at", Plain, nullable=False),
    Column("record", LargeBinary, nullable=False),
)

statement = Table(
    "statement",
    metadata,
    Column("key", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=False),
    Column("id", Plain, nullable=False, unique=True),
    Column("document", Plain, nullable=False, index=True),
    Column("reading", Plain, nullable=False),
    Column("current", Boolean, nullable=False),
    Column("act", Plain, nullable=False),
    Column("certainty", Plain, nullable=False),
    Column("violent", Boolean, nullable=False),
    Column("date", Text),
    Column("record", Text, nullable=False),
)
Index("ix_statement_act", statement.c.act, statement.c.key)
Index("ix_statement_certainty", statement.c.certainty, statement.c.key)
Index("ix_statement_violent", statement.c.violent, statement.c.key)

event = Table(
    "event",
    metadata,
    Column("key", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=False),
    Column("id", Plain, nullable=False, unique=True),
    Column("document", Plain, nullable=False, index=True),
    Column("reading", Plain, nullable=False),
    Column("current", Boolean, nullable=False),
    Column("action", Plain, nullable=False),
    Column("certainty", Plain, nullable=False),
    Column("stage", Plain),
    Column("responsibility", Plain),
    Column("date", Text),
    Column("record", Text, nullable=False),
)
Index("ix_event_action", event.c.action, event.c.key)
Index("ix_event_certainty", event.c.certainty, event.c.key)
Index("ix_event_stage", event.c.stage, event.c.key)
Index("ix_event_responsibility", event.c.responsibility, event.c.key)

decision = Table(
    "decision",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("about", Text, nullable=False, index=True),
    Column("ruling", Plain, nullable=False),
    Column("digest", Plain, nullable=False, unique=True),
    Column("record", Text, nullable=False),
)

counter = Table(
    "counter",
    metadata,
    Column("name", Text, primary_key=True),
    Column("value", BigInteger, nullable=False),
)

assessment = Table(
    "assessment",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("about", Text, nullable=False, index=True),
    Column("digest", Plain, nullable=False, unique=True),
    Column("record", Text, nullable=False),
)

bond = Table(
    "bond",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("kind", Text, nullable=False),
    Column("first", Text, nullable=False, index=True),
    Column("second", Text, nullable=False, index=True),
    Column("record", Text, nullable=False),
    UniqueConstraint("kind", "first", "second", name="uq_bond"),
)

event_list = Table(
    "event_list",
    metadata,
    Column("name", Text, primary_key=True),
    Column("record", Text, nullable=False),
)

listed = Table(
    "listed",
    metadata,
    Column("id", Plain, primary_key=True),
    Column("list", Text, nullable=False, index=True),
    Column("kind", Plain, nullable=False),
    Column("record", Text, nullable=False),
)

source = Table(
    "source",
    metadata,
    Column("name", Text, primary_key=True),
    Column("record", Text, nullable=False),
)

lead = Table(
    "lead",
    metadata,
    Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True),
    Column("source", Text, nullable=False),
    Column("key", Plain, nullable=False),
    Column("version", Plain, nullable=False),
    Column("step", Plain, nullable=False),
    Column("host", Text, nullable=False),
    Column("due", Plain, nullable=False),
    Column("record", Text, nullable=False),
    UniqueConstraint("source", "key", name="uq_lead_source_key"),
)
Index("ix_lead_step", lead.c.step, lead.c.due)

filed = Table(
    "filed",
    metadata,
    Column("seq", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=False),
    Column("subject", Plain, nullable=False),
    Column("document", Plain, nullable=False),
    Column("at", Plain, nullable=False, index=True),
)
"""Statements and documents in the order in which they were filed for the first time."""

alert_rule = Table(
    "alert_rule",
    metadata,
    Column("name", Text, primary_key=True),
    Column("seq", BigInteger, nullable=False),
)
"""How far in `filed` each rule has got."""

alert_member = Table(
    "alert_member",
    metadata,
    Column("alert", Integer, primary_key=True, autoincrement=False),
    Column("seq", BigInteger, primary_key=True, autoincrement=False),
    Column("at", Plain, nullable=False, index=True),
    Column("record", Text, nullable=False),
)

alert_sending = Table(
    "alert_sending",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("alert", Integer, nullable=False),
    Column("delivery", Text, nullable=False, index=True),
    Column("state", Plain, nullable=False),
    Column("due", Plain, nullable=False),
    Column("record", Text, nullable=False),
    UniqueConstraint("alert", "delivery", name="uq_alert_sending"),
)
Index("ix_alert_sending_due", alert_sending.c.state, alert_sending.c.due)

place = Table(
    "place",
    metadata,
    Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=False),
    Column("name", Text, nullable=False),
    Column("geonameid", BigInteger),
    Column("lat", Float, nullable=False),
    Column("lon", Float, nullable=False),
    Column("precision", Plain),
    Column("radius_km", Float),
    Column("square", BigInteger, nullable=False, index=True),
)
"""Every place where statements or events lie; `square` of the finest grid (:mod:`purport.records.places`)."""

sited = Table(
    "sited",
    metadata,
    Column("drawer", Plain, primary_key=True),
    Column("key", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=False),
    Column("place", BigInteger, primary_key=True, autoincrement=False),
    Index("ix_sited_place", "place", "drawer", "key"),
    sqlite_with_rowid=False,
)
"""Which statements and events lie where: the name of their table, and their key."""

place_tally = Table(
    "place_tally",
    metadata,
    Column("level", Integer, primary_key=True, autoincrement=False),
    Column("cell", BigInteger, primary_key=True, autoincrement=False),
    Column("drawer", Plain, primary_key=True),
    Column("certainty", Plain, primary_key=True),
    Column("number", Integer, nullable=False),
    sqlite_with_rowid=False,
)
"""How many current statements and events of each certainty lie in each square of several grids; at the level `siting.LEAF` at
each place. Kept up to date, so that a map of all need not count."""

place_cell = Table(
    "place_cell",
    metadata,
    Column("level", Integer, primary_key=True, autoincrement=False),
    Column("cell", BigInteger, primary_key=True, autoincrement=False),
    Column("places", Integer, nullable=False),
    Column("lat", BigInteger, nullable=False),
    Column("lon", BigInteger, nullable=False),
    sqlite_with_rowid=False,
)
"""At how many places of each square something lies, and the sums of their coordinates in millionths of a degree."""

desk_account = Table(
    "desk_account",
    metadata,
    Column("name", Text, primary_key=True),
    Column("role", Plain, nullable=False),
    Column("password", Plain),
    Column("subject", Text, unique=True),
    Column("created_at", Plain, nullable=False),
)

desk_session = Table(
    "desk_session",
    metadata,
    Column("digest", Plain, primary_key=True),
    Column("account", Text, nullable=False, index=True),
    Column("created_at", Plain, nullable=False),
    Column("seen_at", Plain, nullable=False),
    Column("ends_at", Plain, nullable=False),
)

desk_token = Table(
    "desk_token",
    metadata,
    Column("digest", Plain, primary_key=True),
    Column("account", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("scopes", Plain, nullable=False),
    Column("created_at", Plain, nullable=False),
    Column("ends_at", Plain),
    Column("used_at", Plain),
    UniqueConstraint("account", "name", name="uq_desk_token"),
)

desk_failure = Table(
    "desk_failure",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("key", Text, nullable=False),
    Column("at", Plain, nullable=False),
)
Index("ix_desk_failure_key", desk_failure.c.key, desk_failure.c.at)

desk_search = Table(
    "desk_search",
    metadata,
    Column("account", Text, primary_key=True),
    Column("name", Text, primary_key=True),
    Column("query", Text, nullable=False),
    Column("saved_at", Plain, nullable=False),
)

desk_access = Table(
    "desk_access",
    metadata,
    Column("seq", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=False),
    Column("at", Plain, nullable=False),
    Column("account", Text, nullable=False),
    Column("address", Text, nullable=False),
    Column("deed", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("previous", Plain, nullable=False),
    Column("digest", Plain, nullable=False),
)
"""The access log: who looked at what in the browser; only appended to."""

FULL_TEXT = {
    "statement_words": ("words", "source", "speaker", "target", "place", "kind"),
    "event_words": ("words", "source", "actor", "target", "place", "kind"),
    "document_words": ("words",),
}
"""The full-text tables and their columns; FTS5 on SQLite, a tsvector with a GIN index on PostgreSQL, which has no `kind`.

A statement's `source` holds all names of its chain, its `speaker` the name and the words of who said it.
"""
