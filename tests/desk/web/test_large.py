"""The desk over 100,000 invented statements in a real browser: each view opens without error, no page grows with the ledger, and
a matter that three hundred stories tell of stays usable.
"""

from __future__ import annotations

import shutil
from urllib.parse import urlencode

import pytest

from bench.loadstories import LARGEST as MANY
from bench.stock import stocked, world
from purport.desk.web.views.matter import LISTED
from purport.records import EventFilter, Filter
from purport.records.access import Rank
from purport.records.folds import MatterFilter
from purport.rounds.doorkeeping import account_of
from purport.rounds.webdesk import web_desk
from tests.desk.web.conftest import PASSWORD, accessible, browsing, house_in, picture, serving

SIZE = 100_000
LARGEST = 1_000_000
"""Bytes of a page's own HTML."""
MOST_ELEMENTS = 20_000

pytestmark = [pytest.mark.longest, pytest.mark.slow, pytest.mark.timeout(1_200)]


@pytest.fixture(scope="module")
def large(tmp_path_factory):
    """A copy of the bench's house of so many statements, with the analyst."""
    folder = tmp_path_factory.mktemp("large") / "house"
    shutil.copytree(stocked((SIZE,))[SIZE], folder)
    with house_in(folder) as house:
        house.access().add(account_of("anna", Rank.ANALYST, PASSWORD, house.clock()))
        yield world(), house
    shutil.rmtree(folder)


def test_every_view_opens_and_none_grows_with_the_ledger(browser, large):
    known, house = large
    row = house.rows(Filter(limit=1))[0]
    event = house.ledger.events(EventFilter(limit=1))[0].event.id
    speaker = urlencode({"name": known.names[0]})
    views = {
        "stream": "/",
        "search": f"/?words={known.words[0]}",
        "two-words": f"/?{urlencode({'words': f'{known.words[1]} {known.words[2]}'})}",
        "filtered": f"/?{urlencode({'source': known.names[1], 'since': '2020'})}",
        "map": "/map",
        "map-filtered": f"/map?words={known.words[3]}",
        "timeline": "/timeline",
        "timeline-filtered": f"/timeline?{urlencode({'source': known.names[2]})}",
        "speaker": f"/speaker?{speaker}",
        "matters": "/matters",
        "story": f"/story/{row.document}",
        "review": "/review",
        "event": f"/event/{event}",
        "handover": f"/handover?words={known.words[0]}",
        "handover-statement": f"/handover?statement={row.statement.id}",
        "pictures": "/pictures",
        "jobs": "/jobs",
        "account": "/account",
    }
    with serving(web_desk(house)) as address, browsing(browser, address) as page:
        for name, path in views.items():
            answer = page.goto(path)
            assert answer.status == 200, name
            assert len(answer.body()) < LARGEST, (name, len(answer.body()))
            assert page.evaluate("document.getElementsByTagName('*').length") < MOST_ELEMENTS, name
            assert page.locator("h1, h2").count() >= 1, name
            picture(page, f"large-{name}")
        page.goto("/")
        before = page.locator(".card").count()
        page.click(".older a")
        page.wait_for_function("before => document.querySelectorAll('.card').length > before", arg=before)
        assert 0 < before <= 40


def test_a_matter_of_three_hundred_stories_opens_and_stays_usable(browser, large):
    _, house = large
    fold = house.ledger.matters(MatterFilter(least=MANY, limit=1))[0].fold
    assert fold.stories == MANY
    with serving(web_desk(house)) as address, browsing(browser, address) as page:
        answer = page.goto(f"/matter/{fold.matter}")
        assert answer.status == 200 and len(answer.body()) < LARGEST
        listed = page.locator(".branches > li > ul > li")
        assert listed.count() == LISTED
        accessible(page)
        picture(page, "large-matter")
        page.click(".older a")
        page.wait_for_url("**whole=yes*")
        assert listed.count() == MANY
        assert page.evaluate("document.getElementsByTagName('*').length") < MOST_ELEMENTS
        accessible(page)
        page.select_option("#second", index=MANY - 1)
        page.click("form.asking button[type=submit]")
        page.wait_for_url("**/pair?**")
        assert page.locator("h1").count() == 1
        page.go_back()
        page.locator(".branches a").first.click()
        page.wait_for_url("**/story/**")
        accessible(page)
