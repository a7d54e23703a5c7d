"""Parquet, read back with pyarrow as typed columns."""

from __future__ import annotations

import builtins
import io
from datetime import UTC, date, datetime
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from purport.errors import InstructionError
from purport.exchange import parquet
from purport.records import Assessment
from tests.exchange.telling import SEEN, arabic_entries, exported, graded, hostile, many, tape_entries


def table(*entries: Any) -> Any:
    return pq.ParquetFile(io.BytesIO(exported("parquet", list(entries))))


def test_the_columns_are_those_that_are_documented() -> None:
    schema = table().schema_arrow
    assert [(one.name, one.metadata[b"description"].decode()) for one in schema] == [
        (name, told) for name, _, told in parquet.COLUMNS
    ]
    assert schema.field("date_first").type == pa.date32()
    assert schema.field("captured").type == pa.timestamp("us", tz="UTC")
    assert schema.field("targets").type == pa.list_(pa.field("element", pa.string()))
    assert schema.field("credibility").type == pa.int8()
    assert b"does not say that it is true" in schema.metadata[b"note"]


def test_a_row_has_everything_typed() -> None:
    grade = Assessment("Courier", "B", 6, "so", "sources.toml", SEEN)
    row = table(*tape_entries(graded(2), grade=grade)).read().to_pylist()[1]
    assert row["headline"].startswith("Purported call: ") and row["asserted"] is False
    assert row["hops"][2] == {"name": "Osric Vane", "certainty": "purported", "carrier": "audio"}
    assert (row["date_first"], row["date_last"]) == (date(2026, 3, 4), date(2026, 3, 4))
    assert row["captured"] == datetime(2026, 3, 7, 9, 15, tzinfo=UTC)
    assert (row["credibility"], row["credibility_by"], row["reliability"]) == (2, "Lena Ilves", "B")
    assert row["targets"] == ["Kessim", "Arden"] and row["violent"] is True


def test_what_is_not_known_is_null() -> None:
    row = table(*arabic_entries()).read().to_pylist()[0]
    assert (row["published"], row["date_first"], row["credibility"], row["outlet"]) == (None, None, None, None)
    assert row["content"] == "الجسر مفتوح أمام الشاحنات"


def test_an_interval_is_kept_as_its_first_and_last_day() -> None:
    row = table(*tape_entries()).read().to_pylist()[2]
    assert (row["date"], row["date_first"], row["date_last"]) == (
        "2026-03-01/2026-03-04",
        date(2026, 3, 1),
        date(2026, 3, 4),
    )


def test_hostile_text_is_a_value() -> None:
    row = table(*hostile()).read().to_pylist()[0]
    assert row["content"].startswith("=HYPERLINK") and "\ud800" not in row["content"]


def test_row_groups_come_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parquet, "ROWS", 20)
    file = pq.ParquetFile(io.BytesIO(exported("parquet", many(50))))
    assert [file.metadata.row_group(number).num_rows for number in range(file.num_row_groups)] == [20, 20, 10]


def test_without_pyarrow_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def missing(name: str, *rest: Any) -> Any:
        if name.startswith("pyarrow"):
            raise ImportError(name)
        return real(name, *rest)

    monkeypatch.setattr(builtins, "__import__", missing)
    with pytest.raises(InstructionError, match=r"purport\[parquet\]") as told:
        exported("parquet", [])
    assert told.value.code == "not-installed"
