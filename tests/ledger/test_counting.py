"""Counting asks the full-text index once, not once for every row that meets another condition."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from purport.ledger import opened
from purport.ledger.port import Filing
from purport.records import Act, Action, EventFilter, Filter
from tests.ledger.stories import document, filed, reading, said


@contextmanager
def asked(plans: list[str]) -> Iterator[None]:
    """Within this, the plan of every question that counts."""
    from sqlalchemy import Engine, event

    def note(connection, cursor, sql, parameters, _context, _many):
        if sql.startswith("SELECT count"):
            found = cursor.execute(f"EXPLAIN QUERY PLAN {sql}", parameters).fetchall()
            plans.append(next(row[3] for row in found if row[3].startswith(("SCAN", "SEARCH"))))

    event.listen(Engine, "before_cursor_execute", note)
    yield
    event.remove(Engine, "before_cursor_execute", note)


@pytest.fixture
def some(tmp_path):
    text = "The mayor of Selmark said a bridge fell at Kessim near Arden."
    with opened(f"sqlite:///{tmp_path / 'ledger.db'}") as ledger:
        for number in range(40):
            doc = document(f"{text} {number}", f"/news/{number}.txt")
            filed(ledger, Filing(doc, reading(doc, said(doc, "a bridge fell", "The mayor", places=("Kessim",)))))
        yield ledger


@pytest.mark.parametrize(
    "question",
    [
        Filter(place="Kessim", act=Act.SAYS),
        Filter(source="mayor", act=Act.SAYS),
        Filter(words="bridge", act=Act.SAYS),
        Filter(target="Kessim", violent=False),
    ],
)
def test_statements_are_counted_by_the_index_of_words(some, question):
    plans: list[str] = []
    with asked(plans):
        some.count(question)
        some.tally(question, None)
    assert [plan.split()[1] for plan in plans] == ["statement_words"] * 2


def test_events_are_counted_by_the_index_of_words(some):
    plans: list[str] = []
    with asked(plans):
        some.count_events(EventFilter(place="Kessim", action=Action.ASSAULT))
    assert [plan.split()[1] for plan in plans] == ["event_words"]


def test_the_number_is_that_of_the_rows(some):
    question = Filter(place="Kessim", act=Act.SAYS, limit=None)
    assert some.count(question) == len(some.rows(question)) == 40
    assert some.tally(Filter(place="Kessim", act=Act.SAYS, limit=7), None) == 7
