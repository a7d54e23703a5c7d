"""Exports through the house: what is chosen, what is looked up for it, on a ledger that grows meanwhile."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from purport.config import load
from purport.errors import InstructionError
from purport.exchange.entries import How, Tally
from purport.records import Act, Action, Assessment, Capture, Certainty, Event, Exhibit, Filter, Span
from purport.records.dating import EventList, ListKind
from purport.records.listed import Alias, Known, NameKind
from purport.rounds.entries import Entries
from purport.rounds.exporting import Request
from purport.rounds.house import House
from tests.invented import MADE_AT, arabic, tape


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    """A house with the two invented stories, from a watched source that was assessed."""
    with House(load(None, {"PURPORT_HOME": str(tmp_path / "house")}, tmp_path)) as house:
        house._makes_ledger = True
        for row in (tape(), arabic()):
            document = replace(row.document, source="Courier", origin=f"https://courier.example/{row.document.name}")
            assert row.reading is not None
            data = document.text.encode()
            exhibit = Exhibit(document.exhibit, len(data), "text/html", MADE_AT)
            house.ledger.keep(
                exhibit, Capture(document.origin, data, MADE_AT, "purport/0.1 https", "text/html"), MADE_AT
            )
            house.ledger.file(document, row.reading, MADE_AT)
        house.ledger.assess(Assessment("Courier", "B", 6, "so", "sources.toml", MADE_AT))
        house.ledger.assess(Assessment(statements()[1], "F", 3, "two papers", "Lena", MADE_AT))
        yield house


def statements() -> list[str]:
    reading = tape().reading
    assert reading is not None
    return [one.id for one in reading.statements]


def lines(house: House, *names: str, question: Filter | None = None, form: str = "jsonl") -> list[dict[str, Any]]:
    data = b"".join(house.exported(Request(form, names, question), Tally()))
    return [json.loads(line) for line in data.splitlines()]


def test_without_a_choice_everything_goes_out_newest_first(house: House) -> None:
    told = lines(house)
    assert {one["id"] for one in told} == {one.statement.id for one in house.rows(Filter(limit=None))}
    assert [one["id"] for one in told] == [one.statement.id for one in house.rows(Filter(limit=None))]


def test_the_same_conditions_as_in_lists(house: House) -> None:
    for question in (
        Filter(act=Act.CALLS_FOR),
        Filter(source="Vane"),
        Filter(words="road"),
        Filter(since="2026-03-05"),
    ):
        asked = replace(question, limit=None)
        assert (
            [one["id"] for one in lines(house, question=asked)] == [one.statement.id for one in house.rows(asked)] != []
        )


def test_ids_and_names_of_single_ones(house: House) -> None:
    call = statements()[1]
    assert [one["id"] for one in lines(house, call)] == [call]
    assert [one["id"] for one in lines(house, call[:12])] == [call]
    assert {one["id"] for one in lines(house, "tape")} == set(statements())
    assert {one["id"] for one in lines(house, tape().document.exhibit)} == set(statements())
    event = tape().reading.events[0].id  # type: ignore[union-attr]
    assert [one["id"] for one in lines(house, event)] == [call]


def test_an_event_that_no_statement_tells_of_is_told(house: House) -> None:
    row = arabic()
    assert row.reading is not None
    event = Event(
        "ev-00000000000000aa",
        None,
        Action.ASSAULT,
        None,
        None,
        None,
        Certainty.ASSERTED,
        (),
        Span(0, 3),
        None,
        0.5,
        "why",
    )
    steps = (("words", "2"),)
    house.ledger.file(
        replace(row.document, source="Courier", origin="https://courier.example/جسر"),
        replace(row.reading, events=(event,), steps=steps),
        MADE_AT,
    )
    with pytest.raises(InstructionError, match="in its own voice") as told:
        lines(house, event.id)
    assert told.value.code == "no-statement"


def test_an_unknown_id_is_told(house: House) -> None:
    with pytest.raises(InstructionError) as told:
        lines(house, "st-ffffffffffffffff")
    assert told.value.code == "unknown-id"


def test_what_is_looked_up_for_an_export(house: House) -> None:
    shelf = Entries(house.ledger)
    found = {one.row.statement.id: one for one in shelf.of((), None)}
    call = found[statements()[1]]
    assert [one.by for one in call.assessments] == ["Lena"]
    paper = call.paper
    assert (paper.url, paper.media_type, paper.captures) == ("https://courier.example/tape", "text/html", 1)
    assert paper.grade is not None and paper.grade.reliability == "B"
    assert [one.words for one in paper.checks] == ["The video could not be independently verified"]
    assert [one.event.certainty for one in call.events] == ["called_for"]
    assert paper.first_seen == MADE_AT


def test_a_document_is_read_once(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    real = house.ledger.document
    monkeypatch.setattr(house.ledger, "document", lambda name: asked.append(name) or real(name))
    assert len(lines(house, form="jsonl")) == 6
    assert len(asked) == 2


def test_kinds_of_names_come_from_lists(house: House) -> None:
    entries = [
        Known("1", NameKind.PERSON, "OSRIC VANE", "a list", (Alias("أوسريك فاين"),)),
        Known("2", NameKind.ORGANISATION, "Both", "a list"),
        Known("3", NameKind.PERSON, "Both", "a list"),
    ]
    told = EventList("a list", ListKind.NAMES, "sha256:" + "0" * 64, "list.csv", 3, None, None, MADE_AT.isoformat())
    house.load_list(told, entries)
    shelf = Entries(house.ledger)
    assert shelf.kind_of("Osric Vane") is NameKind.PERSON and shelf.kind_of("أوسريك فاين") is NameKind.PERSON
    assert shelf.kind_of("Both") is None and shelf.kind_of("Nobody Known") is None
    assert shelf.kind_of("Associated Press") is NameKind.ORGANISATION


def test_provenance_is_of_one_statement(house: House) -> None:
    told = json.loads(b"".join(house.exported(Request("prov", (statements()[1],)), Tally())))
    assert told["activity"]["purport:capture-0"]["purport:from"] == "https://courier.example/tape"
    assert f"purport:{statements()[1]}-assessment-0" in told["entity"]
    for names, question in (((), None), (tuple(statements()[:2]), None), ((statements()[0],), Filter(source="Vane"))):
        with pytest.raises(InstructionError) as refused:
            list(house.exported(Request("prov", names, question), Tally()))
        assert refused.value.code == "one-statement"


def test_the_ledger_may_be_written_while_it_is_read_out(house: House) -> None:
    pieces = house.exported(Request("jsonl"), Tally())
    first = next(pieces)
    later = Assessment(statements()[0], "F", 2, "later", "Lena", datetime(2026, 4, 1, tzinfo=UTC))
    house.ledger.assess(later)
    assert len([first, *pieces]) == 6
    assert house.ledger.assessments(later.about) == [later]


@pytest.mark.parametrize("form", ["stix", "csv", "geojson", "atom", "warc", "wacz"])
def test_a_file_and_a_stream_hold_the_same(house: House, tmp_path: Path, form: str) -> None:
    for row in (tape(), arabic()):
        house.vault.keep(row.document.text.encode())
    asked = Request(form, how=How(title="A", tlp="green"))
    tally = Tally()
    streamed = b"".join(house.exported(asked, tally))
    assert house.put(asked, tmp_path / form) == tally
    assert (tmp_path / form).read_bytes() == streamed
    with pytest.raises(InstructionError, match="is there already"):
        house.put(asked, tmp_path / form)
    house.put(asked, tmp_path / form, replace=True)
