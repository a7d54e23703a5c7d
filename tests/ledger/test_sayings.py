"""What is counted of statements is what their rows say, and some of them are found by their ids, on either database."""

import pytest

from purport.errors import InstructionError, LedgerError
from purport.ledger import opened, schema
from purport.records import Filter
from purport.records.speakers import Saying
from purport.rounds.speaking import speaker
from tests.ledger.test_paging import DAYS, add


@pytest.fixture
def ledger(ledger_url):
    with opened(ledger_url) as book:
        for number, day in enumerate(DAYS):
            add(book, number, day)
        yield book


def counted(row):
    said = row.statement
    return Saying(
        said.id, row.date, said.source_name, said.names, said.act, said.certainty, said.violent, said.targets,
        row.agency, row.outlet,
    )  # fmt: skip


@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"source": "harbour"},
        {"since": "2026-02-20"},
        {"words": "ferry"},
        {"source": "nobody"},
        {"speaker": "harbour"},
        {"limit": 3},
    ],
)
def test_they_are_those_of_the_rows_in_their_order(ledger, asked):
    question = Filter(**{"limit": None, **asked})
    found = ledger.sayings(question)
    assert found == [counted(row) for row in ledger.rows(question)]
    assert found or asked == {"source": "nobody"}


@pytest.mark.parametrize("words", [None, "ferry"])
def test_some_are_found_by_their_ids(ledger, words):
    rows = ledger.rows(Filter(limit=None, words=words))
    ids = [row.statement.id for row in rows]
    found = ledger.statements_named([*ids, "st-0000000000000000", ids[0][:8], "", "st-%"], words)
    assert [found[name] for name in ids] == rows and len(found) == len(ids)
    assert ledger.statements_named([]) == {}


def test_what_is_removed_in_between_is_left_out(ledger, monkeypatch):
    name = ledger.sayings(Filter(limit=1))[0].source_name
    named = type(ledger).statements_named

    def meanwhile(self, ids, words=None):
        return named(self, sorted(ids)[1:], words)

    whole = speaker(ledger, name)
    monkeypatch.setattr(type(ledger), "statements_named", meanwhile)
    part = speaker(ledger, name)
    assert len(part.rows) == len(whole.rows) - 1 and part.looked == whole.looked


def test_who_is_asked_for_goes_before_the_source_and_speaker_of_a_question(ledger):
    name = ledger.sayings(Filter(limit=1))[0].source_name
    assert speaker(ledger, name, Filter(source="nobody", speaker="nobody")) == speaker(ledger, name)


def test_a_damaged_row_is_told(ledger):
    with ledger._writing() as connection:
        connection.execute(schema.statement.update().values(record='{"statement": {}}'))
    with pytest.raises(LedgerError) as told:
        ledger.sayings(Filter())
    assert told.value.code == "damaged-row"


@pytest.mark.parametrize("ask", ["row", "document", "event", "matter"])
def test_a_name_that_no_text_can_be_is_the_fault_of_who_asks(ledger, ask):
    with pytest.raises(InstructionError) as told:
        getattr(ledger, ask)("a\0b")
    assert told.value.code in ("unknown-id", "bad-text")


def test_a_text_that_no_database_holds_is_the_fault_of_who_asks(ledger, ledger_url):
    if ledger_url.startswith("sqlite"):  # takes it, and finds nothing
        assert ledger.statements_named(["a\0b"]) == {}
        return
    with pytest.raises(InstructionError) as told:
        ledger.statements_named(["a\0b"])
    assert told.value.code == "bad-text"
