"""CSV that a spreadsheet opens as it was meant."""

from __future__ import annotations

import csv as reader
import io
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from purport.exchange.csv import BOM, COLUMNS, guarded, lines
from purport.exchange.entries import How
from purport.records import Certainty
from tests.exchange.telling import arabic_entries, entry, exported, graded, hostile, tape_entries
from tests.invented import arabic, rows_of, tape


def table(text: str) -> list[dict[str, str]]:
    return list(reader.DictReader(io.StringIO(text, newline="")))


class TestLines:
    def test_one_record_a_statement_under_the_header(self) -> None:
        rows = table("".join(lines(rows_of(tape()))))
        assert [row["certainty"] for row in rows] == ["attributed", "purported", "purported", "rumoured", "purported"]
        assert tuple(rows[0]) == COLUMNS

    def test_what_a_coder_needs_is_in_the_record(self) -> None:
        call = table("".join(lines(rows_of(tape()))))[1]
        assert call["source"] == "Osric Vane"
        assert call["chain"] == "Northwire <- Tidewater Monitor <- Osric Vane (audio message, purported)"
        assert (call["targets"], call["violent"], call["act"]) == ("Kessim; Arden", "yes", "calls for")
        start, end = map(int, call["offsets"].split("-"))
        assert tape().document.text[start:end] == call["content"]

    def test_records_end_in_cr_lf(self) -> None:
        assert all(line.endswith("\r\n") for line in lines(rows_of(tape())))

    def test_quotation_marks_commas_and_line_breaks_survive(self) -> None:
        row = replace(rows_of(tape())[0], content_words='He said, "go",\nand\r\nwent')
        assert table("".join(lines([row])))[0]["content"] == 'He said, "go",\nand\r\nwent'

    def test_arabic_survives_the_trip_through_bytes(self) -> None:
        data = "".join(lines(rows_of(arabic()), bom=True)).encode("utf-8")
        assert data.startswith(b"\xef\xbb\xbf")
        assert table(data.decode("utf-8-sig"))[0]["content"] == "الجسر مفتوح أمام الشاحنات"

    def test_the_mark_is_there_only_when_asked_for(self) -> None:
        assert not next(lines([])).startswith(BOM)
        assert next(lines([], bom=True)).startswith(BOM)

    @given(
        st.lists(st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0")), min_size=1, max_size=4)
    )
    def test_any_words_come_back(self, words: list[str]) -> None:
        row = rows_of(tape())[0]
        rows = table("".join(lines([replace(row, content_words=each) for each in words])))
        assert [got["content"].removeprefix("'") for got in rows] == [each.removeprefix("'") for each in words]


class TestGuarded:
    @pytest.mark.parametrize(
        "cell",
        ['=HYPERLINK("x")', "+1", "-1+cmd", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "\u200b=1", "\u202e=1", "＝1"],
    )
    def test_what_a_spreadsheet_could_run_gets_an_apostrophe(self, cell: str) -> None:
        assert guarded(cell) == "'" + cell

    @pytest.mark.parametrize("cell", ["", "he said", "2026-03-04", "a=b", "“-”", "جسر"])
    def test_anything_else_stays(self, cell: str) -> None:
        assert guarded(cell) == cell

    def test_what_no_file_can_hold_is_replaced(self) -> None:
        assert guarded("a\0b\udcff") == "ab\ufffd"


class TestExport:
    def test_what_it_is_comes_first(self) -> None:
        data = exported("csv", [entry(certainty=Certainty.RUMOURED), *tape_entries(graded(2))])
        assert data.startswith(b"what,id,date,source,certainty,")
        rows = table(data.decode())
        assert [row["what"] for row in rows[:3]] == ["Rumoured statement", "Attributed statement", "Purported call"]

    def test_address_checks_and_assessments_are_in_it(self) -> None:
        row = table(exported("csv", tape_entries(graded(2))).decode())[1]
        assert row["url"] == "https://courier.example/2026/tape?a=1&b=2"
        assert row["verification"] == "the audio message: unverified (The video could not be independently verified)"
        assert (row["credibility"], row["credibility_by"]) == ("2 (Probably true)", "Lena Ilves")
        assert row["credibility_reason"] == "two papers have it" and row["source_reliability"] == ""

    def test_excel_is_told_that_it_is_utf_8_where_asked(self) -> None:
        assert exported("csv", arabic_entries(), How(bom=True)).startswith(b"\xef\xbb\xbfwhat,")

    def test_no_cell_is_a_formula(self) -> None:
        reader.field_size_limit(1 << 20)
        (row,) = table(exported("csv", hostile()).decode())
        assert not any(cell.lstrip().startswith(("=", "+", "-", "@")) for cell in row.values())
        assert row["content"].startswith("'=HYPERLINK")
