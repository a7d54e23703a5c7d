"""Lists of events in the ledger: loaded, replaced and forgotten whole; on SQLite and on a real PostgreSQL."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import create_engine, text

from purport.errors import InstructionError, LedgerError
from purport.exchange.eventlists import read_list
from purport.exchange.namelists import read_names
from purport.ledger import opened
from purport.records import EventFilter, EventList, Filter, ListKind, Tenure
from tests.ledger import older
from tests.ledger.build import NOON, TEXT, document, event, filed, kept, reading, two_statements

LINES = """\
date,place,title,deaths
2020-03-05,Kessim,The offensive began,12
2020-05,Arden,Floods,
2020-03-05,Kessim,The offensive began,12
"""


@pytest.fixture
def ledger(ledger_url):
    with opened(ledger_url) as ledger:
        yield ledger


def told(name: str = "mine", sha256: str = "sha256:1") -> EventList:
    return EventList(name, ListKind.EVENTS, sha256, "/in/mine.csv", 0, None, None, "2026-03-01T12:00:00+00:00")


def entries(lines: str = LINES, name: str = "mine"):
    return list(read_list(lines.splitlines(keepends=True), name)[1])


def test_a_list_is_loaded_once(ledger):
    first = ledger.shelve(told(), entries())
    again = ledger.shelve(told(), entries())
    assert (first.new, first.same, first.gone, again.new, again.same, again.gone) == (2, 0, 0, 0, 2, 0)
    (held,) = ledger.lists()
    assert (held.rows, held.first, held.last, held.kind) == (2, "2020-03-05", "2020-05-31", ListKind.EVENTS)
    assert again.list == held
    found = ledger.occurrences()
    assert sorted(one.title for one in found) == ["Floods", "The offensive began"]
    assert sorted(found, key=lambda one: one.id) == sorted(set(entries()), key=lambda one: one.id)
    assert ledger.tenures() == []
    assert list(ledger.faults()) == []


def test_a_list_loaded_anew_is_what_its_file_says_now(ledger):
    ledger.shelve(told(), entries())
    now = LINES.replace("Floods", "Floods at Arden") + "2021-01-01,Dorhal,A vote,\n"
    done = ledger.shelve(told(sha256="sha256:2"), entries(now))
    assert (done.new, done.same, done.gone, done.list.rows) == (2, 1, 1, 3)
    assert ledger.lists()[0].sha256 == "sha256:2"
    assert "Floods" not in {one.title for one in ledger.occurrences()}


def test_the_very_same_list_later_leaves_its_row_as_it_was(ledger):
    ledger.shelve(told(), entries())
    ledger.shelve(replace(told(), at="2027-01-01T00:00:00+00:00"), entries())
    assert ledger.lists()[0].at.startswith("2026")


def test_lists_do_not_touch_each_other(ledger):
    ledger.shelve(told("a"), entries(name="a"))
    ledger.shelve(told("b"), entries(name="b"))
    assert len(ledger.occurrences()) == 4
    assert ledger.forget("a").name == "a"
    assert [one.name for one in ledger.lists()] == ["b"]
    assert {one.origin for one in ledger.occurrences()} == {"b"}


def test_people_are_kept_beside(ledger):
    people = [Tenure("Ada Roe", "President", "2011-05-01", None, "1970", "p"), Tenure("جون", born="1980", origin="p")]
    ledger.shelve(told("p"), people)
    assert sorted(one.person for one in ledger.tenures()) == ["Ada Roe", "جون"]
    assert ledger.occurrences() == []
    assert ledger.lists()[0].first == "2011-05-01"
    assert list(ledger.faults()) == []


def test_an_empty_list(ledger):
    assert ledger.shelve(told(), []).list.rows == 0
    assert ledger.lists()[0].first is None


def test_a_list_that_breaks_off_leaves_what_was_there(ledger):
    ledger.shelve(told(), entries())

    def broken():
        yield from entries("date,title\n2020-01-01,New\n")
        raise InstructionError("line 3", code="bad-lines")

    with pytest.raises(InstructionError):
        ledger.shelve(told(), broken())
    assert len(ledger.occurrences()) == 2


def test_a_list_that_is_not_there(ledger):
    with pytest.raises(InstructionError) as caught:
        ledger.forget("mine")
    assert caught.value.code == "unknown-list" and "none is loaded" in caught.value.advice


def test_names_and_words_of_any_script(ledger):
    name = "قائمة \x00 \ud800"
    ledger.shelve(told(name), entries("date,title\n2020-01-01,فيضان\n", name))
    assert ledger.lists()[0].name == name
    assert ledger.occurrences()[0].title == "فيضان"
    ledger.forget(name)
    assert ledger.lists() == []


def altered(ledger_url: str, sql: str) -> list[str]:
    engine = create_engine(ledger_url.replace("postgresql://", "postgresql+psycopg://"))
    with engine.begin() as connection:
        connection.execute(text(sql))
    engine.dispose()
    with opened(ledger_url) as ledger:
        return sorted(fault.code for fault in ledger.faults())


@pytest.mark.parametrize(
    ("sql", "codes"),
    [
        ("UPDATE listed SET record = replace(record, 'Floods', 'Fires')", ["changed-entry"]),
        ("DELETE FROM listed WHERE record LIKE '%Floods%'", ["missing-row"]),
        ("DELETE FROM event_list", ["orphan"]),
        ("UPDATE listed SET record = '{}'", ["damaged-row", "damaged-row"]),
    ],
)
def test_what_was_changed_from_outside_shows(ledger_url, sql, codes):
    with opened(ledger_url) as ledger:
        ledger.shelve(told(), entries())
    assert altered(ledger_url, sql) == codes


def test_a_damaged_entry_is_told(ledger_url):
    with opened(ledger_url) as ledger:
        ledger.shelve(told(), entries())
    altered(ledger_url, "UPDATE listed SET record = 'x'")
    with opened(ledger_url) as ledger, pytest.raises(LedgerError) as caught:
        ledger.occurrences()
    assert caught.value.code == "damaged-row"


def test_a_ledger_from_before_lists_is_brought_up_to_date(ledger_url):
    with opened(ledger_url) as ledger:
        filed(ledger)
    older.take_back(ledger_url, "0002")
    with opened(ledger_url) as ledger:
        assert ledger.lists() == []
        assert ledger.count(Filter()) == 2
        assert list(ledger.faults()) == []


# Undated documents by an estimate


def test_undated_documents_count_where_they_are_named(ledger):
    dated, undated = (
        document(published="2026-02-20"),
        document(TEXT + "More.\n", published=None, origin="/in/other.txt"),
    )
    for of in (dated, undated):
        kept(ledger, of.text.encode(), of.origin)
        first, second = two_statements(of)
        told_by = reading(of, replace(first, spoken=None), second, events=(event(of, "shelled"),))
        ledger.file(of, told_by, NOON)
    from purport.records.identity import document_id

    name = document_id(undated)
    since = Filter(since="2026-01-01")
    assert ledger.count(since) == 2
    assert ledger.count(replace(since, undated=(name,))) == 4
    assert ledger.count(Filter(undated=(name,))) == 4
    assert len(ledger.rows(replace(since, undated=("doc-0",)))) == 2
    assert ledger.count(Filter(until="2026-01-01", undated=(name,))) == 2
    assert len(ledger.contents(replace(since, undated=(name,)))) == 2
    assert ledger.count_events(EventFilter(since="2026-01-01", undated=(name,))) == 2
    assert ledger.count_events(EventFilter(since="2026-01-01")) == 1


NAMES = b"id,name,alias,type\np1,Salim al-Heski,,person\np1,Salim al-Heski,Abu Karam,person\nb1,Hesk Guard,,group\n"


def names(lines: bytes = NAMES, name: str = "names"):
    return read_names(lines, name)[1]


def test_names_are_a_list_like_others(ledger):
    ledger.shelve(told(), entries())
    row = replace(told("names"), kind=ListKind.NAMES)
    assert ledger.shelve(row, names()).new == 2
    assert ledger.shelve(row, names()).same == 2
    assert sorted(one.id for one in ledger.known()) == ["b1", "p1"]
    assert {one.list_name for one in ledger.known()} == {"names"}
    assert set(ledger.known()) == set(names())
    assert (len(ledger.occurrences()), ledger.tenures()) == (2, [])
    assert list(ledger.faults()) == []
    changed = ledger.shelve(row, names(NAMES.replace(b"Abu Karam", b"Abu Hadi")))
    assert (changed.new, changed.same, changed.gone) == (1, 1, 1)
    ledger.forget("names")
    assert ledger.known() == []
    assert len(ledger.occurrences()) == 2


def test_a_name_that_was_changed_in_the_ledger_is_found(ledger, ledger_url):
    ledger.shelve(replace(told("names"), kind=ListKind.NAMES), names())
    engine = create_engine(ledger_url)
    with engine.begin() as connection:
        connection.execute(text("update listed set record = replace(record, 'Abu Karam', 'Abu Hadi')"))
        connection.execute(text("update listed set kind = 'ship' where record like '%Guard%'"))
    engine.dispose()
    assert sorted(fault.code for fault in ledger.faults()) == ["changed-entry", "damaged-row"]


# By when they came in


def test_what_came_in_within_a_time(ledger):
    early, late = document(), document(TEXT + "More.\n", origin="/in/other.txt")
    for of, at in ((early, NOON), (late, NOON + timedelta(days=2))):
        kept(ledger, of.text.encode(), of.origin, at)
        ledger.file(of, reading(of, *two_statements(of)), NOON + timedelta(days=9))
    noon, later = NOON, NOON + timedelta(days=2)
    assert {row.exhibit for row in ledger.rows(Filter(came_since=later))} == {late.exhibit}
    assert {row.exhibit for row in ledger.rows(Filter(came_before=later))} == {early.exhibit}
    assert ledger.count(Filter(came_since=noon, came_before=later)) == 2
    assert ledger.rows(Filter(came_since=later + timedelta(microseconds=1))) == []
    assert [line.origin for line in ledger.contents(Filter(came_since=later))] == [late.origin]
    assert [row.document.origin for row in ledger.documents(Filter(came_before=later))] == [early.origin]
    assert ledger.documents(Filter(words="mill", came_since=later + timedelta(days=1))) == []
    assert len(ledger.documents(Filter(words="mill", came_before=later, limit=1))) == 1


def test_the_first_capture_counts(ledger):
    of = document()
    kept(ledger, of.text.encode(), of.origin, NOON)
    ledger.file(of, reading(of, *two_statements(of)), NOON)
    kept(ledger, of.text.encode(), of.origin, NOON + timedelta(days=3))
    assert ledger.count(Filter(came_since=NOON + timedelta(days=1))) == 0
