"""Tables that fit."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest

from purport.config import Show
from purport.desk.tables import facts, statements
from purport.desk.terminal import console
from purport.records import StatementRow
from tests.invented import arabic, rows_of, tape


def drawn(rows: list[StatementRow], width: int, turned: bool = False) -> str:
    out = io.StringIO()
    console(Show(width=width), out).print(statements(rows, turned))
    return out.getvalue()


class TestStatements:
    @pytest.mark.parametrize("width", [11, 30, 45, 60, 72, 80, 120, 200])
    def test_no_line_is_wider_than_the_terminal(self, width: int) -> None:
        from rich.cells import cell_len

        for line in drawn([*rows_of(tape()), *rows_of(arabic())], width).splitlines():
            assert cell_len(line) <= width

    @pytest.mark.parametrize("width", [15, 30, 45, 60, 72, 75, 80])
    def test_however_narrow_the_terminal_certainty_and_words_are_shown(self, width: int) -> None:
        row = rows_of(tape())[1]
        shown = drawn([row], width)
        together = "".join(shown.split())
        assert row.statement.id[:11] in together
        for told in ("2026-03-04", "purported", "violence"):
            assert told in shown
        for word in ("Osric", "Northwire", "followers", "Kessim", "Arden"):
            assert word in shown

    def test_who_through_whom_how_sure_and_what(self) -> None:
        table = drawn(rows_of(tape()), 160)
        call = next(line for line in table.splitlines() if line.startswith(rows_of(tape())[1].statement.id[:11]))
        assert "2026-03-04" in call
        assert "Osric Vane (audio message)" in call
        assert "his followers to carry out attacks in Kessim and Arden" in call
        assert "via Northwire <- Tidewater Monitor" in table
        assert "purported" in table and "rumoured" in table and "violence" in table

    def test_a_rumour_names_nobody(self) -> None:
        assert "nobody named" in drawn(rows_of(tape()), 160)

    def test_an_unknown_date_is_said_to_be_unknown(self) -> None:
        assert "not known" in drawn(rows_of(arabic()), 120)

    def test_long_words_are_cut(self) -> None:
        row = replace(rows_of(tape())[0], content_words="word " * 2000)
        table = drawn([row], 120)
        assert "…" in table and len(table) < 3000

    def test_what_a_search_found_is_shown_in_its_place(self) -> None:
        assert "found here" in drawn([replace(rows_of(tape())[0], snippet="found here")], 120)

    def test_hostile_names_stay_in_their_cell(self) -> None:
        row = rows_of(tape())[0]
        hostile = replace(row, statement=replace(row.statement, source_name="A\x1b[2J\u202eB\n\nC"))
        table = drawn([hostile], 160)
        assert "\x1b" not in table and "\u202e" not in table
        assert "A<U+001B>[2J<U+202E>B C" in table


def test_facts_stand_in_two_columns() -> None:
    out = io.StringIO()
    console(Show(width=60), out).print(facts([("said", "4 March 2026"), ("against", "Kessim")]))
    assert [line.split() for line in out.getvalue().splitlines()] == [
        ["said", "4", "March", "2026"],
        ["against", "Kessim"],
    ]
