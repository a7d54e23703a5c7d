"""Statements that are said to the database with every story: compiled once, and then handed to its driver as they are.

For a small question SQLAlchemy takes longer than the database does: it looks the statement up, spreads lists into parameters, makes
each row's parameters anew, and notes what columns a cursor has. What is prepared here is written with SQLAlchemy all the same, for
both databases, and said within its transactions; a list is one parameter (:func:`among`), and columns keep their types.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Connection, Dialect, Select, Table, bindparam, insert
from sqlalchemy import Text as Plain
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.dml import UpdateBase
from sqlalchemy.sql.elements import ClauseElement
from sqlalchemy.sql.selectable import CompoundSelect
from sqlalchemy.types import Boolean, TypeDecorator, TypeEngine

from purport.ledger.codec import written

Convert = Callable[[Any], Any]


class Many(TypeDecorator[Collection[Any]]):
    """Values of one type as one parameter: an array in PostgreSQL, JSON in SQLite."""

    impl = Plain
    cache_ok = True

    def __init__(self, item: TypeEngine[Any]) -> None:
        super().__init__()
        self.item = item

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """How the database has it."""
        return dialect.type_descriptor(ARRAY(self.item) if dialect.name == "postgresql" else Plain())

    def process_bind_param(self, value: Collection[Any] | None, dialect: Dialect) -> Any:
        """The values as the driver takes them; in SQLite each as the database holds it, which PostgreSQL's array does itself."""
        if value is None or dialect.name == "postgresql":
            return None if value is None else list(value)
        as_it_is = getattr(self.item, "as_it_is", None)
        if as_it_is is not None and as_it_is(value):
            return written(list(value))
        held = self.item.dialect_impl(dialect).bind_processor(dialect)
        return written(list(value) if held is None else [held(one) for one in value])


class _Among(ColumnElement[bool]):
    inherit_cache = False
    type = Boolean()

    def __init__(self, column: ColumnElement[Any], values: BindParameter[Any]) -> None:
        self.column = column
        self.values = values

    def self_group(self, against: Any = None) -> _Among:
        """As it is: it is a condition in both databases."""
        return self


@compiles(_Among, "sqlite")
def _in_json(element: _Among, compiler: SQLCompiler, **given: Any) -> str:
    column, values = compiler.process(element.column, **given), compiler.process(element.values, **given)
    return f"{column} IN (SELECT value FROM json_each({values}))"  # noqa: S608 - a column and a parameter


@compiles(_Among, "postgresql")
def _in_array(element: _Among, compiler: SQLCompiler, **given: Any) -> str:
    return f"{compiler.process(element.column, **given)} = ANY ({compiler.process(element.values, **given)})"


def among(column: ColumnElement[Any], name: str = "ids") -> ColumnElement[bool]:
    """Whether a column holds one of the values of a list, however long, which is one parameter of this name."""
    return _Among(column, bindparam(name, type_=Many(column.type)))


@dataclass(frozen=True, slots=True)
class _Form:
    """A statement as one driver takes it.

    `given`: its parameters in their order, each with what makes its value, if anything does, and what tells of many values that
    nothing need be made of them; `by_name`: the driver takes them so.
    `fixed`: those that are always the same. `found`: the places of columns whose values are made of what the driver gives.
    """

    text: str
    by_name: bool
    fixed: Mapping[str, object]
    given: tuple[tuple[str, Convert | None, Convert | None], ...]
    found: tuple[tuple[int, Convert], ...]

    def parameters(self, row: Mapping[str, object]) -> Any:
        """Those of one row, as the driver takes them."""
        if self.fixed:
            row = {**self.fixed, **row}
        values = [row[name] if convert is None else convert(row[name]) for name, convert, _ in self.given]
        return self._named(values) if self.by_name else tuple(values)

    def of_many(self, rows: Sequence[Mapping[str, object]]) -> list[Any]:
        """Those of some rows; the values of a column are made together."""
        columns = []
        if self.fixed:
            rows = [{**self.fixed, **row} for row in rows]
        for name, convert, as_it_is in self.given:
            values = [row[name] for row in rows]
            if convert is not None and not (as_it_is is not None and as_it_is(values)):
                values = [convert(one) for one in values]
            columns.append(values)
        made = list(zip(*columns, strict=True))
        return [self._named(row) for row in made] if self.by_name else made

    def _named(self, values: Sequence[object]) -> dict[str, object]:
        return {name: value for (name, _, _), value in zip(self.given, values, strict=True)}


class Prepared:
    """A statement, compiled when it is first said to a database of its kind.

    Args:
        statement: for both databases, or what makes it for one, by the name of its dialect.
        columns: for an insertion of rows, the columns that they have.
    """

    def __init__(
        self, statement: ClauseElement | Callable[[str], ClauseElement], columns: Sequence[str] | None = None
    ) -> None:
        self._statement = statement
        self._columns = columns
        self._forms: dict[str, _Form] = {}

    @classmethod
    def into(cls, table: Table) -> Prepared:
        """The insertion of whole rows."""
        return cls(insert(table), [one.name for one in table.c])

    def all(self, connection: Connection, **given: object) -> Sequence[Any]:
        """The rows that it gives, each a tuple.

        Raises:
            DBAPIError: if the database does not take it.
        """
        form = self._form(connection.dialect)
        rows: Sequence[Any] = _said(connection, form, form.parameters(given), lambda cursor: cursor.fetchall())
        return [_converted(row, form.found) for row in rows] if form.found else rows

    def scalar(self, connection: Connection, **given: object) -> Any:
        """The first column of the first row; None where there is none."""
        rows = self.all(connection, **given)
        return rows[0][0] if rows else None

    def run(self, connection: Connection, **given: object) -> int:
        """Says it; how many rows it changed."""
        form = self._form(connection.dialect)
        changed: int = _said(connection, form, form.parameters(given), lambda cursor: cursor.rowcount)
        return changed

    def many(self, connection: Connection, rows: Sequence[Mapping[str, object]]) -> None:
        """Says it once for each of some rows of parameters."""
        if rows:
            form = self._form(connection.dialect)
            _said(connection, form, form.of_many(rows))

    def _form(self, dialect: Dialect) -> _Form:
        found = self._forms.get(dialect.name)
        if found is None:
            found = self._forms[dialect.name] = self._compiled(dialect)
        return found

    def _compiled(self, dialect: Dialect) -> _Form:
        statement = self._statement(dialect.name) if callable(self._statement) else self._statement
        made = statement.compile(dialect=dialect, column_keys=self._columns)
        assert isinstance(made, SQLCompiler)
        by_name = made.positiontup is None
        used = [name for name in made.binds if f"%({name})s" in made.string] if by_name else made.positiontup or ()
        types = [(name, made.binds[name].type) for name in used]
        given = [
            (name, one.dialect_impl(dialect).bind_processor(dialect), getattr(one, "as_it_is", None))
            for name, one in types
        ]
        fixed = {name: made.binds[name].effective_value for name in used if not made.binds[name].required}
        columns: Sequence[ColumnElement[Any]] = ()
        if isinstance(statement, (Select, CompoundSelect)):
            columns = list(statement.selected_columns)
        elif isinstance(statement, UpdateBase):
            columns = list(statement.exported_columns)
        found = [  # of our own types; of others what the driver gives serves
            (n, one.type.dialect_impl(dialect).result_processor(dialect, None))
            for n, one in enumerate(columns)
            if isinstance(one.type, TypeDecorator)
        ]
        return _Form(
            made.string,
            by_name,
            fixed,
            tuple(given),
            tuple((n, convert) for n, convert in found if convert is not None),
        )


def _said(connection: Connection, form: _Form, given: Any, take: Convert | None = None) -> Any:
    """What `take` takes from the cursor, once a statement is said with parameters, or with each of a list of them.

    Raises:
        DBAPIError: as SQLAlchemy does.
    """
    if not connection.in_transaction():
        connection.begin()
    try:
        cursor = connection.connection.cursor()
        try:
            (cursor.executemany if isinstance(given, list) else cursor.execute)(form.text, given)
            return None if take is None else take(cursor)
        finally:
            cursor.close()
    except connection.dialect.loaded_dbapi.Error as fault:
        lost = not connection.invalidated and connection.dialect.is_disconnect(
            fault, connection.connection.dbapi_connection, None
        )
        if lost:
            connection.invalidate(fault)
        raise DBAPIError(form.text, None, fault, connection_invalidated=lost) from fault


def _converted(row: Sequence[Any], found: Sequence[tuple[int, Convert]]) -> tuple[Any, ...]:
    made = list(row)
    for n, convert in found:
        made[n] = convert(made[n])
    return tuple(made)
