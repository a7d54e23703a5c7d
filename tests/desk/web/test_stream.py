"""The stream's logic: filters in the address, pages, groups and copies, saved searches, news; nothing of a story becomes markup."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from purport.desk.web.asked import PAGE, Asked
from purport.desk.web.views.stream import cards, leaf
from purport.records import Certainty, Filter
from purport.records.folds import Fold
from purport.records.matters import Sort
from tests.desk.web.conftest import calling

CARD = re.compile(r'id="card-(st-[0-9a-f]{16})"|<li><a href="/statement/(st-[0-9a-f]{16})"')
"""A statement of the page: a card, or one of the copies that it names."""


def shown(answer):
    assert answer.status_code == 200, answer.text
    return [card or copy for card, copy in CARD.findall(answer.text)]


def all_pages(client, address="/"):
    found = []
    while address:
        answer = client.get(address)
        found += shown(answer)
        older = re.search(r'class="older"><a [^>]*href="([^"]+)"', answer.text)
        address = older and older[1].replace("&amp;", "&")
    return found


def test_every_statement_turns_up_once(entered, house):
    assert sorted(all_pages(entered)) == sorted(row.statement.id for row in house.rows(Filter(limit=None)))


def test_the_newest_stand_first(entered, house):
    first = house.rows(Filter(limit=PAGE))
    assert sorted(shown(entered.get("/"))) == sorted(row.statement.id for row in first)


@pytest.mark.parametrize(
    ("query", "asked"),
    [
        ("act=denies", {"act": "denies"}),
        ("act=calls+for", {"act": "calls for"}),
        ("source=Torvan", {"source": "Torvan"}),
        ("speaker=Torvan&source=MPA", {"speaker": "Torvan", "source": "MPA"}),
        ("target=Belmara&violent=yes", {"target": "Belmara", "violent": True}),
        ("words=hesk+dam&until=2024-03-20", {"words": "hesk dam", "until": "2024-03-20"}),
        ("document=ultimatum", {"document": "ultimatum"}),
        ("place=Kessim&certainty=attributed", {"place": "Kessim", "certainty": "attributed"}),
    ],
)
def test_filters_are_those_of_the_command_line(entered, house, query, asked):
    expected = [row.statement.id for row in house.rows(Filter(**asked, limit=None))]
    assert sorted(all_pages(entered, f"/?{query}")) == sorted(expected) != []


def test_fields_that_were_left_empty_leave_the_address(entered):
    answer = entered.get("/?words=&source=+&speaker=&act=denies&since=&violent=")
    assert (answer.status_code, answer.headers["location"]) == (303, "/?act=denies")
    assert entered.get("/?words=&source=").headers["location"] == "/"


def test_what_is_not_understood_is_told(entered):
    page = entered.get("/?since=yesterday")
    assert page.status_code == 422 and "<strong>Since</strong>: A day, month or year" in page.text
    assert "<strong>Act</strong>: that is no value for it" in entered.get("/?act=sings").text
    page = entered.get("/?words=-only")
    assert page.status_code == 400 and "there is no word to look for" in page.text


def test_nothing_found_is_said(entered):
    assert "No statement meets these conditions." in entered.get("/?words=zeppelins").text


def test_one_condition_is_dropped_at_a_time(entered):
    page = entered.get("/?act=denies&since=2024-03")
    assert 'href="/?since=2024-03"' in page.text and 'href="/?act=denies"' in page.text


def test_searches_are_kept_for_each_account(desk):
    with calling(desk) as rhea, calling(desk) as ada:
        rhea.enter("rhea")
        ada.enter("ada")
        answer = rhea.post("/searches", {"name": "<b>the denials</b>", "query": "act=denies&nonsense=1"})
        assert answer.headers["location"] == "/?act=denies"
        assert "&lt;b&gt;the denials&lt;/b&gt;" in rhea.get("/").text and "the denials" not in ada.get("/").text
        assert rhea.post("/searches", {"name": " ", "query": "act=denies"}).status_code == 400
        assert rhea.post("/searches", {"name": "x", "query": "act=sings"}).status_code == 400
        rhea.post("/searches/forget", {"name": "<b>the denials</b>", "query": ""})
        assert "the denials" not in rhea.get("/").text


def test_news_are_counted_by_the_conditions_in_force(entered, desk):
    assert "<a " not in entered.get("/stream/news?filed=999999").text
    assert re.search(r'href="/"[^>]*>\d+ new statements', entered.get("/stream/news?filed=0").text)
    news = entered.get("/stream/news?filed=0&act=denies").text
    count = desk.questions.tally(Asked(act="denies").filter(1_000))
    assert f'href="/?act=denies">{count} new statements' in news


# Matters and copies


class Folded:
    """Questions whose documents all belong to one matter."""

    def __init__(self, inner, fold):
        self.inner, self.fold = inner, fold

    def __getattr__(self, name):
        return getattr(self.inner, name)

    def folds(self, documents):
        return dict.fromkeys(documents, self.fold)


FOLD = Fold(
    "mt-1", Sort.EVENT, "fire at the depot", 12, 2, "MPA (10 copies), own reporting of the Gazette", False, True
)


def test_stories_of_one_matter_stand_together(desk, house):
    found = leaf(Folded(desk.questions, FOLD), Asked(), None)
    (group,) = found.groups
    assert group.fold == FOLD
    assert sum(1 + len(card.copies) for card in group.cards) == PAGE


def test_a_matter_says_on_how_many_origins_it_rests(desk):
    with calling(replace(desk, questions=Folded(desk.questions, replace(FOLD, lone=True)))) as client:
        client.enter("anna")
        page = client.get("/").text
    assert "12 stories, 2 origins" in page and "rests on one origin" in page and "told differently" in page
    assert "fire at the depot" in page and "MPA (10 copies), own reporting of the Gazette" in page


def test_the_same_words_in_other_stories_are_folded(house):
    row = house.rows(Filter(act="denies", limit=1))[0]
    copies = [replace(row, document=f"doc-{number}") for number in range(3)]
    other = replace(row, document="doc-9", content_words="something else")
    found = cards([row, *copies, other])
    assert [(card.row.document, len(card.copies)) for card in found] == [(row.document, 3), ("doc-9", 0)]


def test_what_a_story_says_twice_is_no_copy(house):
    row = house.rows(Filter(act="denies", limit=1))[0]
    again = replace(row, statement=replace(row.statement, id="st-0000000000000000"))
    assert [len(card.copies) for card in cards([row, again])] == [0, 0]


def test_who_denies_and_who_says_are_not_folded(house):
    row = house.rows(Filter(act="denies", limit=1))[0]
    other = replace(row, document="doc-1", statement=replace(row.statement, source_name="somebody else"))
    assert [len(card.copies) for card in cards([row, other])] == [0, 0]


def test_a_matter_that_stood_before_says_so(entered, monkeypatch):
    monkeypatch.setattr("purport.desk.web.views.stream.PAGE", 2)
    address, before, marked, pages = "/", set(), 0, 0
    while address and pages < 12:
        page, pages = entered.get(address).text, pages + 1
        here = set()
        for one in page.split('<section class="group">')[1:]:
            fold = re.search(r'href="/matter/(mt-\w+)"', one)
            name = fold[1] if fold else re.search(r'<h2><a href="/story/([\w-]+)"', one)[1]
            assert ("continued from above" in one) == (name in before), name
            marked += name in before
            here.add(name)
        before |= here
        older = re.search(r'class="older"><a [^>]*href="([^"]+)"', page)
        address = older and older[1].replace("&amp;", "&")
    assert marked and pages > 3
    assert "continued" not in entered.get("/").text
    assert entered.get("/?above=nothing").status_code == 422


def test_an_address_remembers_so_many_matters_and_no_more(desk, monkeypatch):
    monkeypatch.setattr("purport.desk.web.views.stream.REMEMBERED", 3)
    found = leaf(desk.questions, Asked(), None, ".".join(f"{one:08x}" for one in range(5)))
    assert len(found.above.split(".")) == 3 and "00000004" not in found.above


def test_of_what_was_not_said_a_card_does_not_say_that_it_was(entered, house):
    rows = house.rows(Filter(certainty=Certainty.NEGATED, limit=None))
    unsaid = [row for row in rows if row.statement.chain[-1].certainty is Certainty.NEGATED]
    assert unsaid
    for row in unsaid:
        shown = entered.get(f"/story/{row.document}").text
        card = shown.partition(f'id="said-{row.statement.id}"')[2].partition("</h3>")[0]
        assert re.search(r'class="act">(?:did not|made no|voiced no|gave no|took no) ', card)
