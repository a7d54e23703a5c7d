"""Many statements at once, as far as they are counted: a few columns of each, without its words; and some of them by their ids."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import msgspec
from sqlalchemy import Connection, select

from purport.ledger import schema
from purport.ledger.asking import ROW, shown, statements
from purport.ledger.codec import damaged, decoded
from purport.ledger.standing import chunks
from purport.records import Filter, StatementRow
from purport.records.names import Act, Certainty
from purport.records.speakers import Saying

DOCUMENT, STATEMENT = schema.document, schema.statement
COUNTED = (STATEMENT.c.date, STATEMENT.c.record, DOCUMENT.c.agency, DOCUMENT.c.outlet)


@dataclass(frozen=True, slots=True)
class _Hop:
    name: str | None


@dataclass(frozen=True, slots=True)
class _Said:
    """What is counted of a statement; the rest of its record is passed over."""

    id: str
    source_name: str | None
    chain: tuple[_Hop, ...]
    act: Act
    certainty: Certainty
    violent: bool
    targets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Record:
    statement: _Said


def sayings(connection: Connection, question: Filter) -> list[Saying]:
    """As `Ledger.sayings`."""
    return [_saying(*one) for one in connection.execute(statements(connection, question, COUNTED))]


def _saying(date: str | None, record: str, agency: str | None, outlet: str | None) -> Saying:
    try:
        said = decoded(record, _Record).statement
    except msgspec.MsgspecError as fault:
        raise damaged("a statement", fault) from fault
    names = tuple(hop.name for hop in said.chain if hop.name is not None)
    return Saying(
        said.id, date, said.source_name, names, said.act, said.certainty, said.violent, said.targets, agency, outlet
    )


def named(connection: Connection, ids: Collection[str], words: str | None) -> dict[str, StatementRow]:
    """As `Ledger.statements_named`."""
    joined = select(*ROW).select_from(STATEMENT.join(DOCUMENT, DOCUMENT.c.id == STATEMENT.c.document))
    out: dict[str, StatementRow] = {}
    for chunk in chunks(sorted(ids)):
        found = connection.execute(joined.where(STATEMENT.c.id.in_(chunk))).mappings()
        out.update((row.statement.id, row) for row in shown(found, words))
    return out
