"""What is prepared says what SQLAlchemy says of the same statement, in both databases, whatever the values are."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import bindparam, delete, select, union_all, update
from sqlalchemy.exc import DBAPIError

from purport.errors import LedgerError
from purport.ledger import mattertables as tables
from purport.ledger import opened
from purport.ledger.codec import stamp
from purport.ledger.prepared import Prepared, among

COUNT, LIKE, TELLING = tables.word_count, tables.likeness, tables.telling
STRANGE = [
    "plain",
    "the river's bank",
    '"quoted"',
    "مدينة",
    "",
    "nul\x00inside",
    "half\ud800pair",
    "\U0010ffff000041",
    "[1,2]",
]


@pytest.fixture
def connection(ledger_url):
    with opened(ledger_url) as ledger, ledger._writing() as connection:
        yield connection


@pytest.fixture
def counted(connection):
    Prepared.into(COUNT).many(connection, [{"word": word, "number": n} for n, word in enumerate(STRANGE)])
    return connection


def test_strange_words_go_in_and_out_as_they_were(counted):
    asked = Prepared(select(COUNT).where(among(COUNT.c.word, "words")))
    assert dict(asked.all(counted, words=STRANGE)) == {word: n for n, word in enumerate(STRANGE)}
    assert asked.all(counted, words=[]) == []
    assert asked.all(counted, words=["plain", "plain", "unknown"]) == [("plain", 0)]
    assert sorted(row.word for row in counted.execute(select(COUNT))) == sorted(STRANGE)


def test_a_list_may_be_long_and_of_numbers(counted):
    asked = Prepared(select(COUNT.c.word).where(among(COUNT.c.number)).order_by(COUNT.c.number))
    assert [word for (word,) in asked.all(counted, ids=range(20_000))] == STRANGE


def test_it_says_what_sqlalchemy_says(counted):
    one = select(COUNT.c.word, COUNT.c.number).where(COUNT.c.number > bindparam("least"))
    both = union_all(one, select(COUNT.c.word, COUNT.c.number).where(COUNT.c.word == "plain"))
    for statement in (one, both):
        expected = [tuple(row) for row in counted.execute(statement, {"least": 3})]
        assert sorted(Prepared(statement).all(counted, least=3)) == sorted(expected)


def test_what_a_statement_gives_itself_need_not_be_given(connection):
    row = {
        "seq": 1,
        "id": "tl-1",
        "document": "doc-1",
        "sort": "event",
        "lead": True,
        "published": None,
        "days": "\x00",
    }
    more = {"heads": "mt-1", "matter": None, "stale": True, "counted": False, "record": b"\x00\xff", "differs": b""}
    Prepared.into(TELLING).many(connection, [row | more])
    held = Prepared(select(TELLING.c.days, TELLING.c.lead, TELLING.c.counted, TELLING.c.record).where(TELLING.c.stale))
    ((days, lead, counts, record),) = held.all(connection)
    assert (days, bool(lead), bool(counts), bytes(record)) == ("\x00", True, False, b"\x00\xff")
    let_go = Prepared(update(TELLING).where(among(TELLING.c.id)).values(matter="mt-2", stale=False))
    assert let_go.run(connection, ids=["tl-1", "tl-none"]) == 1
    assert held.all(connection) == []


def test_numbers_with_a_fraction(connection):
    row = {"first": "tl-1", "second": "tl-2", "alike": "same event", "score": 0.125, "reasons": "[]"}
    Prepared.into(LIKE).many(connection, [row])
    asked = Prepared(union_all(*(select(LIKE).where(among(column)) for column in (LIKE.c.first, LIKE.c.second))))
    assert asked.all(connection, ids=["tl-2"]) == [tuple(row.values())]


def test_one_value(counted):
    number = Prepared(select(COUNT.c.number).where(COUNT.c.word == bindparam("word")))
    assert (number.scalar(counted, word="مدينة"), number.scalar(counted, word="unknown")) == (3, None)
    more = update(COUNT).where(COUNT.c.word == bindparam("of")).values(number=COUNT.c.number + bindparam("more"))
    assert Prepared(more.returning(COUNT.c.number)).scalar(counted, of="plain", more=7) == 7


def test_rows_may_be_none_and_a_statement_may_be_made_for_each_database(connection):
    made = []
    gone = Prepared(lambda dialect: made.append(dialect) or delete(LIKE).where(LIKE.c.first == bindparam("one")))
    gone.many(connection, [])
    assert made == []
    gone.many(connection, [{"one": "a"}, {"one": "b"}])
    assert gone.run(connection, one="a") == 0
    assert made == [connection.dialect.name]


def twice(ledger):
    """The same row twice, which no database takes."""
    with ledger._writing() as connection:
        for _ in range(2):
            Prepared.into(COUNT).many(connection, [{"word": "twice", "number": 1}])


def test_a_database_that_refuses_is_told_as_by_sqlalchemy(ledger_url):
    with opened(ledger_url) as ledger:
        with pytest.raises(LedgerError, match=r"(?i)unique") as caught:
            twice(ledger)
        assert isinstance(caught.value.__cause__, DBAPIError)
        with ledger._asking() as connection:
            assert Prepared(select(COUNT)).all(connection) == []


def hung_up(ledger, asked):
    """Asks by a connection that the server has ended."""
    with ledger._writing() as connection:
        mine = connection.exec_driver_sql("SELECT pg_backend_pid()").scalar()
        with ledger._engine.connect() as other:
            other.exec_driver_sql(f"SELECT pg_terminate_backend({mine})")
        asked.all(connection)


def test_a_server_that_hangs_up_is_named_and_the_next_question_is_answered(ledger_url):
    if not ledger_url.startswith("postgres"):
        pytest.skip("SQLite has no server")
    asked = Prepared(select(COUNT.c.word))
    with opened(ledger_url) as ledger:
        with pytest.raises(LedgerError, match="terminating connection"):
            hung_up(ledger, asked)
        with ledger._writing() as connection:
            assert asked.all(connection) == []


def test_a_moment_told_twice_is_two_moments():
    berlin = ZoneInfo("Europe/Berlin")
    first = datetime(2026, 10, 25, 2, 30, tzinfo=berlin)
    assert (stamp(first), stamp(first.replace(fold=1))) == (
        "2026-10-25T00:30:00.000000Z",
        "2026-10-25T01:30:00.000000Z",
    )
