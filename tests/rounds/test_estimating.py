"""Estimates through the whole house: what it holds, and that nothing of it is kept."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from purport.config import load
from purport.errors import InstructionError
from purport.exchange.eventlists import read_list
from purport.records import Dating, EventFilter, EventList, Filter
from purport.rounds.house import House
from purport.rounds.outcomes import Failed

CLOCK = datetime(2026, 4, 1, 12, tzinfo=UTC)
LIST = "date,actor,place,in,title\n2026-03-02,Orvenian army,Kessim,Orvenia,Orvenian army begins an offensive to retake Kessim\n"
UNDATED = "The Orvenian army launched the battle to retake Kessim, the mayor said.\n"
DATED = "ARDEN, March 9, 2026 (Northwire) - The Orvenian army launched the battle to retake Kessim, the mayor said.\n"


@pytest.fixture
def house(tmp_path):
    with House(load(None, {"PURPORT_HOME": str(tmp_path / "house")}, tmp_path), lambda: CLOCK) as house:
        yield house


def loaded(house: House, lines: str = LIST) -> None:
    kind, entries = read_list(lines.splitlines(keepends=True), "mine")
    house.load_list(EventList("mine", kind, "sha256:0", "mine.csv", 0, None, None, str(CLOCK)), entries)


def story(tmp_path: Path, name: str, text: str) -> str:
    (tmp_path / name).write_text(text, "utf-8")
    return str(tmp_path / name)


def test_an_undated_document_is_estimated_by_list_and_capture(house, tmp_path):
    loaded(house)
    (outcome,) = house.read([story(tmp_path, "undated.txt", UNDATED)])
    assert outcome.row.document.published is None
    assert outcome.row.estimated.interval == "2026-03-02/2026-04-01"
    held = house.document("undated")
    assert held.estimated == outcome.row.estimated
    assert house.ledger.document("undated").estimated is None
    assert house.verify().holds


def test_a_dated_document_is_not_estimated_unless_asked(house, tmp_path):
    loaded(house)
    (outcome,) = house.read([story(tmp_path, "dated.txt", DATED)])
    assert outcome.row.estimated is None
    (found,) = house.datings(["dated"])
    assert (found.stated, found.interval, found.fits) == ("2026-03-09", "2026-03-02/2026-04-01", True)


def test_a_house_without_a_ledger_makes_none_for_an_estimate(house, tmp_path):
    (found,) = house.datings([story(tmp_path, "undated.txt", UNDATED)])
    assert isinstance(found, Dating) and found.interval == "../2026-04-01"
    assert not (tmp_path / "house" / "ledger.db").exists()


def test_what_cannot_be_read_fails_alone(house, tmp_path):
    found = list(house.datings([str(tmp_path / "missing.txt"), story(tmp_path, "undated.txt", UNDATED)]))
    assert isinstance(found[0], Failed) and isinstance(found[1], Dating)


def test_an_id_that_is_not_there(house, tmp_path):
    list(house.read([story(tmp_path, "undated.txt", UNDATED)]))
    with pytest.raises(InstructionError) as caught:
        list(house.datings(["doc-00000000"]))
    assert caught.value.code == "unknown-id"


def test_a_text_that_was_kept_and_not_read(house, tmp_path):
    (outcome,) = house.read(
        [story(tmp_path, "other.txt", "Den gamle mølle brændte ned i går, sagde borgmesteren i byen. " * 3)]
    )
    (found,) = house.datings(["other"])
    assert found.interval == "../2026-04-01"
    assert outcome.row.estimated is not None


def test_a_forgotten_list_speaks_no_more(house, tmp_path):
    loaded(house)
    list(house.read([story(tmp_path, "undated.txt", UNDATED)]))
    assert house.forget_list("mine").rows == 1
    assert house.lists() == []
    with House(house.plan, lambda: CLOCK) as later:
        assert later.document("undated").estimated.interval == "../2026-04-01"


def test_questions_use_an_estimate_only_where_they_say_so(house, tmp_path):
    loaded(house)
    list(house.read([story(tmp_path, "undated.txt", UNDATED)]))
    since = Filter(since="2026-03-01")
    assert house.count(since) == 0
    asked = Filter(since="2026-03-01", estimated=True)
    assert house.count(asked) == len(house.rows(asked)) > 0
    assert house.count(Filter(until="2026-02-01", estimated=True)) == 0
    assert house.count(Filter(estimated=True)) == house.count(Filter())
    assert len(house.documents(asked)) == 1
    assert house.count_events(EventFilter(since="2026-03-01", estimated=True)) > house.count_events(
        EventFilter(since="2026-03-01")
    )
    with pytest.raises(InstructionError):
        house.count(Filter(since="yesterday", estimated=True))


def test_a_date_in_the_head_is_not_counted_from_in_an_estimate_made_without_it(house, tmp_path):
    told = "date 2026-03-09 MPA, NAIROBI, Kenya\n\nRadio Hesk said that two colonels had fled. Both appeared a week later.\n"
    (found,) = house.datings([story(tmp_path, "radio.txt", told)])
    assert isinstance(found, Dating)
    assert found.stated == "2026-03-09"
    assert found.fits is not False
    assert "a week later" not in {clue.words for clue in found.clues}


def test_of_a_text_too_long_to_be_read_the_beginning_is_looked_at(house, tmp_path):
    loaded(house)
    (failed,) = house.read([story(tmp_path, "huge.txt", UNDATED * 20_000)])
    assert failed.error.code == "too-long"
    row = house.document("huge")
    assert row.reading is None and row.estimated.about == row.id
    assert row.estimated.interval == "2026-03-02/2026-04-01"
    assert all(span.end <= 200_000 for clue in row.estimated.clues if (span := clue.span) is not None)
