"""Apache Parquet: statements as typed columns, a row group at a time (extra ``parquet``)."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from itertools import islice
from typing import TYPE_CHECKING, Any

from purport.errors import InstructionError
from purport.exchange.entries import Entry, How, Tally
from purport.exchange.wording import MEANING, NOTE, headline, whole
from purport.records.chains import chain_words
from purport.records.days import days

if TYPE_CHECKING:
    import pyarrow as pa

ROWS = 2_000
"""Rows of a row group: what is in memory at a time."""

COLUMNS: tuple[tuple[str, str, str], ...] = (
    ("id", "string", "the statement"),
    ("headline", "string", "one line that begins with certainty and act"),
    ("asserted", "bool", "always false: nobody here says that the content is true"),
    ("certainty", "string", "how the text stands to the statement's own source"),
    ("certainty_meaning", "string", "the same in a sentence"),
    ("act", "string", "what the speaker does by speaking"),
    ("source", "string", "who is said to have said it; null if nobody is named"),
    ("chain", "string", "from the reader to the words; <- reads has it from"),
    ("hops", "hops", "the chain as structs: name, certainty, carrier"),
    ("content", "string", "what is said, in the text's words"),
    ("addressee", "string", "who is spoken to"),
    ("targets", "strings", "whom it is aimed at"),
    ("violent", "bool", "calls for, threatens or claims harm"),
    ("places", "strings", "places in the content"),
    ("spoken", "string", "EDTF"),
    ("published", "string", "EDTF, as stated"),
    ("date", "string", "EDTF: spoken, else published"),
    ("date_first", "date", "first day that date may mean"),
    ("date_last", "date", "last day that date may mean"),
    ("captured", "time", "when the text was captured; UTC"),
    ("document", "string", "the document"),
    ("title", "string", "its title"),
    ("outlet", "string", "who published it"),
    ("agency", "string", "whose story it is"),
    ("url", "string", "its address, where it has one"),
    ("language", "string", "BCP 47"),
    ("exhibit", "string", "SHA-256 of the bytes that were kept"),
    ("kind", "string", "direct, indirect, mixed"),
    ("score", "float", "how sure the reader is of the marks, 0 to 1"),
    ("reason", "string", "why"),
    ("verification", "strings", "what the text says was or was not checked"),
    ("credibility", "int", "the last assessment of the statement, Admiralty 1 to 6; null if there is none"),
    ("credibility_by", "string", "whose"),
    ("decision", "string", "what a person decided on it: accepted, edited, rejected; null where nobody did"),
    ("decided_by", "string", "who"),
    ("decided_at", "time", "when; UTC"),
    ("decision_reason", "string", "why"),
    ("changed", "strings", "the fields that were corrected, each with what was read"),
    ("reliability", "string", "of the watched source, Admiralty A to F; null if it was not assessed"),
)
"""Name, type and meaning of each column."""


def write(entries: Iterable[Entry], how: How, tally: Tally) -> Iterator[bytes]:
    """The file in pieces.

    Raises:
        InstructionError: ``not-installed`` without pyarrow.
    """
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError as fault:
        advice = 'pip install "purport[parquet]"'
        raise InstructionError("is not installed", code="not-installed", subject="pyarrow", advice=advice) from fault
    schema, sink, waiting = _schema(pa), _Sink(), iter(entries)
    with pq.ParquetWriter(sink, schema, compression="zstd") as writer:
        while rows := [_row(one) for one in islice(waiting, ROWS)]:
            tally.statements += len(rows)
            writer.write_table(pa.Table.from_pylist(rows, schema=schema), row_group_size=ROWS)
            yield sink.taken()
    yield sink.taken()


class _Sink(io.RawIOBase):
    """A file that only grows, and gives what it got since it was asked last."""

    def __init__(self) -> None:
        super().__init__()
        self._parts: list[bytes] = []
        self._size = 0

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        part = bytes(data)
        self._parts.append(part)
        self._size += len(part)
        return len(part)

    def tell(self) -> int:
        return self._size

    def taken(self) -> bytes:
        """What was written since."""
        parts, self._parts = self._parts, []
        return b"".join(parts)


def _schema(arrow: Any) -> pa.Schema:
    hop = arrow.struct([("name", arrow.string()), ("certainty", arrow.string()), ("carrier", arrow.string())])
    types = {
        "string": arrow.string(),
        "strings": arrow.list_(arrow.string()),
        "bool": arrow.bool_(),
        "float": arrow.float64(),
        "int": arrow.int8(),
        "date": arrow.date32(),
        "time": arrow.timestamp("us", tz="UTC"),
        "hops": arrow.list_(hop),
    }
    fields = [arrow.field(name, types[kind], metadata={"description": told}) for name, kind, told in COLUMNS]
    return arrow.schema(fields, metadata={"note": NOTE})


def _row(entry: Entry) -> dict[str, Any]:
    row, one, paper = entry.row, entry.row.statement, entry.paper
    meant, made = days(row.date), row.decision
    last = entry.assessments[-1] if entry.assessments else None
    told: dict[str, str | bool | int | float | date | datetime | list[Any] | None] = {
        "id": one.id,
        "headline": headline(row),
        "asserted": False,
        "certainty": str(one.certainty),
        "certainty_meaning": MEANING[one.certainty],
        "act": str(one.act),
        "source": one.source_name,
        "chain": chain_words(one.chain),
        "hops": [
            {
                "name": hop.name and whole(hop.name),
                "certainty": str(hop.certainty),
                "carrier": hop.carrier and str(hop.carrier),
            }
            for hop in one.chain
        ],
        "content": row.content_words,
        "addressee": one.addressee,
        "targets": [whole(name) for name in one.targets],
        "violent": one.violent,
        "places": [whole(name) for name in one.places],
        "spoken": one.spoken,
        "published": row.published,
        "date": row.date,
        "date_first": None if meant is None else meant.first,
        "date_last": None if meant is None else meant.last,
        "captured": paper.first_seen,
        "document": row.document,
        "title": paper.heading,
        "outlet": paper.outlet,
        "agency": paper.agency,
        "url": paper.url,
        "language": paper.language,
        "exhibit": row.exhibit,
        "kind": str(one.kind),
        "score": one.score,
        "reason": one.reason,
        "verification": [whole(f"{check.about}: {check.status} ({check.words})") for check in paper.checks],
        "credibility": None if last is None else last.credibility,
        "credibility_by": None if last is None else last.by,
        "decision": None if made is None else str(made.ruling),
        "decided_by": None if made is None else made.by,
        "decided_at": None if made is None else made.at,
        "decision_reason": None if made is None else made.reason,
        "changed": [whole(f"{name} was {before or 'none'}") for name, before, _ in row.changes],
        "reliability": None if paper.grade is None else paper.grade.reliability,
    }
    return {name: whole(value) if isinstance(value, str) else value for name, value in told.items()}
