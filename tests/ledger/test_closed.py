"""Conditions on columns of few values, alone, together and with words: the same rows on both databases, and on SQLite by the
full-text index wherever two lists of rows must meet.
"""

from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from purport.ledger import opened
from purport.ledger.fulltext import KIND, Clause, fts5, kinds, terms, valued
from purport.ledger.port import Filing
from purport.records import Act, Action, Certainty, Event, EventFilter, Filter, Responsibility, Span, Stage
from purport.records.identity import document_id, event_id
from tests.ledger.older import take_back
from tests.ledger.stories import AT, document, filed, reading, said

ACTS = (Act.SAYS, Act.CALLS_FOR, Act.CLAIMS_RESPONSIBILITY)
CERTAINTIES = (Certainty.ATTRIBUTED, Certainty.PURPORTED)
WORDS = ("ferry", "market")
TEXT = "Osric Vane says yes and denied that the {word} closed on day {number}."


def event(doc, number):
    word = "closed"
    start = doc.text.index(word)
    span = Span(start, start + len(word))
    action = (Action.ASSAULT, Action.PROTEST)[number % 2]
    return Event(
        id=event_id(document_id(doc), span, "Osric Vane", str(action)),
        actor="Osric Vane",
        action=action,
        target=None,
        place=None,
        date=None,
        certainty=CERTAINTIES[number % 2],
        chain=(),
        anchor=span,
        statement=None,
        score=0.9,
        reason="the verb says so",
        sentence=Span(0, len(doc.text)),
        stage=(Stage.ACCOMPLISHED, Stage.AHEAD, None)[number % 3],
        responsibility=(Responsibility.STATED, Responsibility.BY_AUTHORITIES, None)[number % 3],
    )


def filings():
    combined = product(ACTS, CERTAINTIES, (True, False), WORDS)
    for number, (act, certainty, violent, word) in enumerate(combined):
        doc = document(TEXT.format(word=word, number=number), f"/in/{number}.txt", published=f"2026-02-{1 + number:02}")
        told = said(doc, f"the {word} closed", "Osric Vane", act=act, certainty=certainty, violent=violent)
        yield Filing(doc, reading(doc, told, events=(event(doc, number),)))


@pytest.fixture
def ledger(ledger_url):
    with opened(ledger_url) as book:
        filed(book, *filings())
        yield book


def meets(row, question):
    one = row.statement
    return (
        question.act in (None, one.act)
        and question.certainty in (None, one.certainty)
        and question.violent in (None, one.violent)
        and (question.words is None or question.words in row.content_words)
    )


QUESTIONS = [
    Filter(act=act, certainty=certainty, violent=violent, words=words, limit=None)
    for act, certainty, violent, words in product(
        (None, *ACTS), (None, *CERTAINTIES), (None, True, False), (None, "ferry")
    )
]


def test_statements_meet_all_conditions_and_none_is_missed(ledger):
    every = ledger.rows(Filter(limit=None))
    assert len(every) == 24
    for question in QUESTIONS:
        wanted = [row.statement.id for row in every if meets(row, question)]
        assert [row.statement.id for row in ledger.rows(question)] == wanted, question
        assert ledger.count(question) == len(wanted) == ledger.tally(question), question
        assert ledger.tally(question, filed=0) == len(wanted)
        assert [row.statement.id for _, row in ledger.placed(question)] == wanted


def test_conditions_go_with_names_and_days(ledger):
    question = Filter(source="vane", act=Act.CALLS_FOR, certainty=Certainty.PURPORTED, since="2026-02-10", limit=None)
    found = ledger.rows(question)
    assert found
    assert all(row.statement.act is Act.CALLS_FOR and row.date >= "2026-02-10" for row in found)


def test_events_meet_all_conditions_and_none_is_missed(ledger):
    every = ledger.events(EventFilter(limit=None))
    assert len(every) == 24
    options = ((None, Action.ASSAULT), (None, *CERTAINTIES), (None, Stage.AHEAD), (None, Responsibility.BY_AUTHORITIES))
    for action, certainty, stage, responsibility in product(*options):
        asked = EventFilter(action=action, certainty=certainty, stage=stage, responsibility=responsibility, limit=None)
        for question in (asked, replace(asked, words="ferry"), replace(asked, actor="Vane")):
            wanted = [
                row.event.id
                for row in every
                if action in (None, row.event.action)
                and certainty in (None, row.event.certainty)
                and stage in (None, row.event.stage)
                and responsibility in (None, row.event.responsibility)
                and (question.words is None or question.words in row.sentence_words)
            ]
            assert [row.event.id for row in ledger.events(question)] == wanted
            assert ledger.count_events(question) == len(wanted)


@pytest.mark.parametrize(
    "words", ["yes", "denied", "act", "violent", "kind", '"says yes"', "calls for", "§act§says", "says*"]
)
def test_no_word_finds_a_value(ledger, words):
    """The sentences hold such words outside their statements; a value is none of the words of a statement."""
    assert ledger.rows(Filter(words=words)) == []


def test_a_statement_observed_anew_is_found_by_its_new_values_alone(ledger_url):
    with opened(ledger_url) as ledger:
        first = next(filings())
        filed(ledger, first)
        told = replace(first.reading.statements[0], act=Act.DENIES, violent=False)
        again = replace(first.reading, statements=(told,), steps=(("parse", "2"),))
        ledger.file_many([Filing(first.document, again)], AT)
        assert ledger.count(Filter(act=Act.SAYS, violent=True)) == 0
        assert ledger.count(Filter(act=Act.DENIES, violent=False)) == 1
        assert ledger.count(Filter(act=Act.DENIES, words="ferry")) == 1


@pytest.mark.parametrize("version", ["0017", "0014", "0001"])
def test_a_ledger_of_an_earlier_version_is_indexed_anew(ledger_url, version):
    questions = [
        Filter(act=Act.SAYS, violent=True),
        Filter(words="ferry", certainty=Certainty.PURPORTED),
        Filter(words="market"),
    ]
    happened = EventFilter(words="ferry", certainty=Certainty.PURPORTED)
    with opened(ledger_url) as ledger:
        filed(ledger, *filings())
        before = [ledger.rows(one) for one in questions], ledger.count_events(happened)
        assert all(before[0])
    take_back(ledger_url, version)
    with opened(ledger_url) as ledger:
        assert ([ledger.rows(one) for one in questions], ledger.count_events(happened)) == before
        assert list(ledger.faults()) == []


def test_what_came_since_is_counted_from_what_was_filed(tmp_path):
    from sqlalchemy import Engine, event

    plans = []

    def note(_connection, cursor, sql, parameters, _context, _many):
        if sql.startswith("SELECT count"):
            plans.extend(row[3] for row in cursor.execute(f"EXPLAIN QUERY PLAN {sql}", parameters).fetchall())

    with opened(f"sqlite:///{tmp_path / 'ledger.db'}") as ledger:
        filed(ledger, *filings())
        newest = ledger.alerts.newest()
        event.listen(Engine, "before_cursor_execute", note)
        try:
            found = ledger.tally(Filter(act=Act.SAYS, limit=1_000), newest - 4)
        finally:
            event.remove(Engine, "before_cursor_execute", note)
    assert found <= 4
    searched = [plan for plan in plans if plan.startswith(("SCAN", "SEARCH"))]
    assert searched[0].startswith("SEARCH filed"), plans


def test_two_conditions_are_answered_by_the_full_text_index_of_sqlite():
    assert fts5([*valued({"act": Act.CALLS_FOR, "violent": False})]) == '("§act§callsfor") AND ("§violent§no")'
    assert valued({"certainty": Certainty.CALLED_FOR}) == [Clause(("§certainty§calledfor",), KIND)]


def test_values_that_differ_have_tokens_that_differ():
    for kind in (Act, Certainty, Action, Stage, Responsibility):
        assert len({kinds({"x": one}) for one in kind}) == len(kind)


@given(st.text())
def test_no_text_gives_such_a_token(text):
    assert "§" not in terms(text)
