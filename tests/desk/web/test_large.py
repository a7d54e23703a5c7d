"""The desk over 100,000 invented statements in a real browser: each view opens without error, and no page grows with the ledger."""

from __future__ import annotations

from urllib.parse import urlencode

import pytest

from bench.deskload import filled
from purport.records import Filter
from purport.records.access import Rank
from purport.rounds.doorkeeping import account_of
from purport.rounds.webdesk import web_desk
from tests.desk.web.conftest import PASSWORD, browsing, house_in, picture, serving

SIZE = 100_000
LARGEST = 1_000_000
"""Bytes of a page's own HTML."""
MOST_ELEMENTS = 20_000

pytestmark = [pytest.mark.slow, pytest.mark.timeout(1_200)]


@pytest.fixture(scope="module")
def large(tmp_path_factory):
    """A house with all those statements, places for a third of them, and the analyst."""
    world, houses = filled(tmp_path_factory.mktemp("large"), (SIZE,))
    with house_in(houses[SIZE]) as house:
        house.access().add(account_of("anna", Rank.ANALYST, PASSWORD, house.clock()))
        yield world, house


def test_every_view_opens_and_none_grows_with_the_ledger(browser, large):
    world, house = large
    row = house.rows(Filter(limit=1))[0]
    speaker = urlencode({"name": world.names[0]})
    views = {
        "stream": "/",
        "search": f"/?words={world.words[0]}",
        "two-words": f"/?{urlencode({'words': f'{world.words[1]} {world.words[2]}'})}",
        "filtered": f"/?{urlencode({'source': world.names[1], 'since': '2020'})}",
        "map": "/map",
        "map-filtered": f"/map?words={world.words[3]}",
        "timeline": "/timeline",
        "timeline-filtered": f"/timeline?{urlencode({'source': world.names[2]})}",
        "speaker": f"/speaker?{speaker}",
        "matters": "/matters",
        "story": f"/story/{row.document}",
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
