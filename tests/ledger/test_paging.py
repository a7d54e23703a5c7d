"""A list page by page: no row twice, none left out, whatever comes in between; and counting no further than asked."""

import pytest

from purport.ledger import opened
from purport.records import Filter
from purport.records.identity import digest
from tests.ledger.build import NOON, TEXT, document, filed, later

DAYS = ("2026-02-20", "2026-02-18", None, "2026-02-21", "2026-02-20")


def story(number):
    return f"Story {number}. {TEXT}"


def add(ledger, number, day):
    text = story(number)
    name = f"/in/{number}.txt"
    one = document(text, exhibit=digest(text.encode()), published=day, name=f"story-{number}", origin=name)
    return filed(ledger, one, later(number))


@pytest.fixture
def ledger(ledger_url):
    with opened(ledger_url) as book:
        for number, day in enumerate(DAYS):
            add(book, number, day)
        yield book


def paged(ledger, question, between=lambda: None):
    found, before = [], None
    while True:
        page = ledger.placed(question, before)
        found += [row.statement.id for _, row in page]
        if not page:
            return found
        places = [place for place, _ in page]
        assert places == sorted(places, reverse=True)
        before = places[-1]
        between()


def all_of(ledger, **asked):
    return [row.statement.id for row in ledger.rows(Filter(limit=None, **asked))]


@pytest.mark.parametrize("size", [1, 3, 10, 100])
@pytest.mark.parametrize("asked", [{}, {"words": "ferry"}, {"since": "2026-02-20"}, {"source": "harbour"}])
def test_pages_hold_each_row_once(ledger, size, asked):
    assert paged(ledger, Filter(limit=size, **asked)) == all_of(ledger, **asked) != []


def test_what_comes_in_between_moves_nothing(ledger):
    before, numbers = all_of(ledger), iter(range(10, 20))

    def another():
        add(ledger, next(numbers), "2026-02-22")

    found = paged(ledger, Filter(limit=3), another)  # what is dated later on in the list may turn up there
    assert [one for one in found if one in before] == before and len(found) == len(set(found))


def test_counting_stops_where_it_is_told_to(ledger):
    assert ledger.tally(Filter(limit=100)) == 2 * len(DAYS) == ledger.count(Filter())
    assert ledger.tally(Filter(limit=3)) == 3
    assert ledger.tally(Filter(limit=100, words="ferry")) == len(all_of(ledger, words="ferry"))


def test_what_was_filed_since_is_counted(ledger):
    newest = ledger.alerts.newest()
    assert ledger.tally(Filter(limit=100), newest) == 0
    add(ledger, 7, "2026-01-01")
    assert ledger.tally(Filter(limit=100), newest) == 2
    assert ledger.tally(Filter(limit=100, since="2026-02-25"), newest) == 0
    assert ledger.tally(Filter(limit=1), newest) == 1


def test_the_custody_of_one_exhibit(ledger):
    name = digest(story(2).encode())
    expected = [entry for entry in ledger.custody() if entry.exhibit == name]
    assert ledger.custody_of(name) == expected and len(expected) == 2
    assert ledger.custody_of("sha256:none") == [] and expected[-1].at > NOON
