"""Requests under way: across sources of one host, in what number and on how many connections."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest

from purport.collect.looking import Look
from purport.config import Source
from purport.records import Lead, Step
from purport.rounds.flights import Flights
from purport.rounds.watch import WatchOptions
from tests.collect.keeping import keeping
from tests.collect.site import reply
from tests.rounds.newsroom import feed, item, page, source, watching

NOON = datetime(2024, 3, 5, 12, tzinfo=UTC)
HOST = "courier.example"


def at(name, at_once, host=HOST, delay=0.0):
    return Source(name=name, url=f"https://{host}/{name}", at_once=at_once, delay=delay)


def lead(source, key, host=HOST):
    return Lead(source=source.name, key=key, version="1", step=Step.FETCH, found=NOON, due=NOON, host=host, address="x")


def test_the_most_careful_source_of_a_host_counts_for_all():
    one, two = at("one", 3), at("two", 2)
    flights = Flights(8, 0.0, [one, two])
    assert flights.at_once(HOST, one) == flights.at_once(HOST, two) == 2
    assert flights.at_once("elsewhere.example", one) == 3
    assert flights.at_once("elsewhere.example", None) == 1


def test_room_is_there_until_it_is_taken_and_again_when_it_is_left():
    one = at("one", 2)
    flights = Flights(8, 0.0, [one])
    with ThreadPoolExecutor(2) as pool:
        for n in range(2):
            assert flights.room_for(HOST, one)
            flights.send(pool, HOST, lead(one, str(n)), one, Look)
        assert not flights.room_for(HOST, one)
        assert (len(flights), flights.room, flights.busy()) == (2, 6, {HOST})
        assert lead(one, "0") in flights
        flights.land(lead(one, "0"), one)
    assert flights.room_for(HOST, one)
    assert flights.busy() == set()


@pytest.mark.parametrize("at_once", [1, 2])
def test_a_host_rests_between_two_requests(at_once):
    one = at("one", at_once, delay=60.0)
    flights = Flights(8, 0.0, [one])
    with ThreadPoolExecutor(1) as pool:
        flights.send(pool, HOST, lead(one, "0"), one, Look)
        assert not flights.room_for(HOST, one)
        assert len(flights.frees()) == at_once - 1
        flights.land(lead(one, "0"), one)
    assert not flights.room_for(HOST, one)
    assert flights.busy() == {HOST}


def stories(site, feeds, items):
    for n in range(feeds):
        numbers = range(n * items, (n + 1) * items)
        site.replies[f"/feed-{n}"] = reply(feed(*(item(site, i) for i in numbers)))
        site.replies.update({f"/story-{i}": page(i) for i in numbers})


def watched(home, site, *allowed):
    with watching(home) as house:
        sources = [source(site, f"/feed-{n}", f"s{n}", at_once=at_once) for n, at_once in enumerate(allowed)]
        watch = house.watch(sources, WatchOptions(once=True, pause=0.05))
        list(watch.happenings())
        return watch.counts


def test_a_whole_watch_of_one_host_goes_over_one_connection(tmp_path):
    with keeping() as site:
        stories(site, 3, 4)
        counts = watched(tmp_path / "home", site, 1, 1, 1)
        assert (counts["fetched"], counts["read"]) == (12, 12)
        assert (site.connections, site.most) == (1, 1)


@pytest.mark.parametrize(("allowed", "most"), [((1, 1, 1), 1), ((2, 2, 2), 2), ((4, 1, 4), 1), ((3, 4, 5), 3)])
def test_never_more_at_once_than_the_most_careful_allows(tmp_path, allowed, most):
    with keeping() as site:
        stories(site, 3, 5)
        site.slow = 0.03
        counts = watched(tmp_path / "home", site, *allowed)
        assert counts["read"] == 15
        assert site.most == most
        assert site.connections <= most


def test_pages_elsewhere_that_two_sources_point_to_are_asked_as_the_careful_one_wants(tmp_path):
    with keeping() as site, keeping() as pages:
        for n in range(2):
            numbers = range(n * 5, n * 5 + 5)
            site.replies[f"/feed-{n}"] = reply(feed(*(item(pages, i) for i in numbers)))
            pages.replies.update({f"/story-{i}": page(i) for i in numbers})
        pages.slow = 0.03
        with watching(tmp_path / "home") as house:
            sources = [source(site, "/feed-0", "s0", at_once=1)]
            list(house.watch(sources, WatchOptions(once=True, pause=0.05)).happenings())
            assert pages.most == 1
            other = Source(name="s1", url=site.url("/feed-1").replace("127.0.0.1", "localhost"), delay=0.0, at_once=3)
            list(house.watch([other], WatchOptions(once=True, pause=0.05)).happenings())
            assert pages.most == 3
        assert len([path for path in pages.asked if "story" in path]) == 10
