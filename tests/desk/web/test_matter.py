"""A matter: stories by origin as a picture and as a list that says the same, contradictions side by side, and what is not known."""

from __future__ import annotations

import re

import pytest

from purport.desk.origins import branches, picture
from purport.records.access import Rank
from purport.records.stories import Link, Origin, Story, Tie
from purport.rounds.doorkeeping import account_of
from tests.desk.web.conftest import PASSWORD, accessible, browsing, calling, house_in, looks, serving, web_desk
from tests.desk.web.conftest import picture as screen
from tests.ledger.build import NOON
from tests.rounds.desk import ARABIC, corroborator, file, market

WIDE, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
HOSTILE = '<script>alert("x")</script>'
KINDS = {tie: str(tie) for tie in Tie}


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    folder = tmp_path_factory.mktemp("market")
    with house_in(folder) as house:
        house.access().add(account_of("anna", Rank.ANALYST, PASSWORD, house.clock()))
        ids = market(house.ledger)
        ids["arabic"] = file(house.ledger, "arabic", ARABIC, "الميناء", minute=6, language="ar")
        hostile = f"The {HOSTILE} quay of Arden saw a boat that ran aground on Tuesday, police said.\n"
        ids["hostile"] = file(house.ledger, "hostile", hostile, HOSTILE, minute=7)
        corroborator(house.ledger, folder).up_to_date()
        yield web_desk(house), ids


@pytest.fixture
def caller(filled):
    with calling(filled[0]) as one:
        assert one.enter("anna").status_code == 303
        yield one


@pytest.fixture(scope="module")
def address(filled):
    with serving(filled[0]) as told:
        yield told


def test_stories_by_origin_each_tie_with_its_reason(caller, filled):
    page = caller.get(f"/matter/{filled[1]['copy']}").text
    assert re.search(r"<h3><bdi>Northwire</bdi></h3>", page) and re.search(r"<h3><bdi>Halyard</bdi></h3>", page)
    assert page.count('class="kind">copy of') >= 2
    assert "leans on no other story seen here" in page
    assert 'class="story root"' in page and 'class="tie copy"' in page
    assert "4 stories, 2 origins" in page or "stories, 2 origins" in page


def test_what_contradicts_stands_side_by_side_with_its_words(caller, filled):
    page = caller.get(f"/matter/{filled[1]['own']}").text
    assert "Number of dead" in page
    assert page.count('<div class="side">') == 2
    assert "origin:" in page
    assert "<blockquote" in page and "killed <mark>12</mark> people on Monday" in page


def test_lines_standing_and_what_cannot_be_told(caller, filled):
    page = caller.get(f"/matter/{filled[1]['wire']}").text
    assert page.count("<li><bdi>") >= 3
    assert "first seen" in page and "How it stood over time" in page


def test_by_any_of_its_ids(caller, filled):
    page = caller.get(f"/matter/{filled[1]['wire']}").text
    name = re.search(r">(mt-[0-9a-f]{16})<", page)[1]
    for one in (name, name[:10], filled[1]["copy"]):
        assert name in caller.get(f"/matter/{one}").text
    assert caller.get("/matter/mt-0000000000000000").status_code == 404
    assert caller.get("/matter/doc-0000000000000000").status_code == 404


def test_the_list_of_matters(caller):
    page = caller.get("/matters").text
    assert page.count('href="/matter/mt-') >= 2
    assert HOSTILE not in page
    assert caller.get("/matters?only=contradicted").text.count('href="/matter/mt-') == 1
    assert "No matter meets" in caller.get("/matters?sort=release&since=2026-03-01").text
    assert caller.get("/matters?sort=&only=lone").headers["location"] == "/matters?only=lone"
    for query in ("sort=rumour", "only=some", "since=soon", "offset=x"):
        assert caller.get(f"/matters?{query}").status_code == 422
    assert caller.get("/matters?offset=500").status_code == 200


def test_hostile_names_are_words(caller, filled):
    page = caller.get(f"/matter/{filled[1]['hostile']}").text
    assert HOSTILE not in page and "&lt;script&gt;" in page


def test_what_waits_is_told_and_what_was_not_placed_has_no_page(tmp_path):
    with house_in(tmp_path) as house:
        house.access().add(account_of("anna", Rank.ANALYST, PASSWORD, house.clock()))
        ids = market(house.ledger)
        with calling(web_desk(house)) as caller:
            caller.enter("anna")
            assert "none was derived yet" in caller.get("/matters").text
            assert caller.get(f"/matter/{ids['wire']}").status_code in (400, 404)
            corroborator(house.ledger, tmp_path).up_to_date()
            late = "A late story of a boat that ran aground on Tuesday, police said.\n"
            file(house.ledger, "late", late, "Arden Post", minute=9)
            assert "1 story was read and not placed yet" in caller.get(f"/matter/{ids['wire']}").text


@looks
def test_they_look_right(browser, address, filled, scheme, size, viewport):
    with browsing(browser, address, color_scheme=scheme, viewport=viewport) as page:
        for name, there in (("matters", "/matters"), ("matter", f"/matter/{filled[1]['wire']}")):
            page.goto(there)
            accessible(page)
            assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
            screen(page, f"{name}-{size}-{scheme}", whole=True)


def test_from_the_picture_to_the_story(browser, address, filled):
    with browsing(browser, address, viewport=WIDE) as page:
        page.goto(f"/matter/{filled[1]['wire']}")
        page.locator("svg.origins a.story").first.click()
        page.wait_for_url("**/story/**")


def story(number):
    return Story(f"doc-{number}", "", None, f"House {number}", (), f"/{number}", None, "2026-03-09", NOON)


def test_the_picture_has_every_tie_and_column():
    ties = [Link(Tie.COPY, "doc-2", "doc-1", 0.9, "all of it"), Link(Tie.REWRITE, "doc-3", "doc-2", 0.6, "half of it")]
    ties += [Link(Tie.CITES, "doc-4", "Tidewater Monitor", 1.0, "names it")]
    origins = [
        Origin("House 1", "doc-1", ("doc-2",), ("doc-3",), (), "one text"),
        Origin("Tidewater Monitor", None, (), (), ("doc-4",), "cited"),
    ]
    found = branches([story(n) for n in range(1, 6)], ties, origins)
    assert [branch.name for branch in found] == ["House 1", "Tidewater Monitor", ""]
    drawn = str(picture(found, KINDS))
    assert drawn.count('class="tie') == 3 and drawn.count("<rect") == 6
    assert "all of it" in drawn and 'class="story cited"' in drawn


def test_ties_in_a_ring_and_more_stories_than_are_drawn():
    ring = [Link(Tie.COPY, "doc-1", "doc-2", 0.9, "x"), Link(Tie.COPY, "doc-2", "doc-1", 0.9, "y")]
    many = [story(n) for n in range(1, 200)]
    origins = [Origin("House 1", "doc-1", tuple(one.id for one in many[1:]), (), (), "one text")]
    drawn = str(picture(branches(many, ring, origins), KINDS))
    assert drawn.count("<rect") == 60
    assert picture(branches([story(1)], [], []), KINDS) == ""


def test_whatever_is_listed_opens(entered):
    listed = re.findall(r'href="/matter/(mt-[0-9a-f]{16})"', entered.get("/matters").text)
    assert len(listed) > 5
    for name in listed:
        assert entered.get(f"/matter/{name}").status_code == 200
        assert entered.get(f"/api/v1/matters/{name}").status_code == 200


def test_no_side_is_told_by_more_stories_than_there_are(entered):
    listed = re.findall(r'href="/matter/(mt-[0-9a-f]{16})"', entered.get("/matters?only=contradicted").text)
    assert listed
    for name in listed:
        page = entered.get(f"/matter/{name}").text
        stories = int(re.search(r'class="fold">(\d+) stor', page)[1])
        sides = re.findall(r'<div class="side">.*?>(\d+) stor(?:y|ies)</span>', page, re.S)
        in_lines = re.findall(r"They differ on [^<]*", page)
        told = [int(n) for n in (*sides, *re.findall(r"\((\d+) stor", " ".join(in_lines)))]
        assert told and max(told) <= stories


def test_a_story_without_a_title_is_called_by_the_end_of_its_path(entered, house):
    page = entered.get("/matter/depot-denial").text
    assert "depot-denial.txt" in page and "examples/stories/depot-denial.txt" not in page


def test_a_reason_that_stands_with_each_tie_is_said_once(entered):
    page = entered.get("/matter/depot-halyard").text
    reasons = re.findall(r'class="kind">(?:copy|rewrite) of</span>.*?\(\d\.\d\d; ([^<;]+)', page)
    assert len(reasons) >= 3
    assert all(re.sub(r"<title>.*?</title>", "", page).count(one) == 1 for one in reasons)


def test_english_words_about_an_arabic_house_run_from_left_to_right(entered):
    page = entered.get("/matters").text
    assert re.search(r'<bdi dir="ltr">هاليارد, ', page)


def test_reasons_call_stories_by_their_names(entered):
    page = entered.get("/matter/depot-halyard").text
    told = re.findall(r'class="kind">copy of</span>.*?\(\d\.\d\d; ([^<]+)', page)
    assert any("Kessim Gazette names Halyard, and a story (depot-halyard.txt) is" in one for one in told)
    assert not any("doc-" in one for one in told)


def test_on_a_phone_labels_are_whole(browser, server):
    with browsing(browser, server, viewport=PHONE) as page:
        page.goto("/story/depot-halyard")
        heights = page.eval_on_selector_all(".facts.line dt", "all => all.map(one => one.getClientRects()[0].height)")
        assert heights and max(heights) < 30
        page.goto("/matter/depot-halyard")
        first, second = (one.bounding_box() for one in page.locator(".jump a").all()[:2])
        assert second["x"] - first["x"] - first["width"] >= 8
