"""The watch, against real HTTP on loopback: what comes in is kept, read and filed, once; what fails is tried again in its time."""

import json
import urllib.request
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from threading import Timer

import pytest

from purport.config import Source
from purport.records import Filter, Step
from purport.rounds.metrics import served
from purport.rounds.watch import WatchOptions
from tests.collect.site import reply, serving
from tests.rounds.newsroom import CONFIG, feed, item, page, source, watching, with_stories

START = datetime(2024, 3, 5, 12, 0, tzinfo=UTC)


class Clock:
    """A clock that a test sets."""

    def __init__(self):
        self.now = START

    def __call__(self):
        return self.now

    def later(self, **length):
        self.now += timedelta(**length)


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def site():
    with serving() as site:
        yield site


@pytest.fixture
def house(tmp_path, clock):
    with watching(tmp_path / "home", clock=clock) as house:
        yield house


def once(house, *sources):
    return list(house.watch(sources, WatchOptions(once=True, pause=0.05)).happenings())


def whats(happenings):
    return [one.what for one in happenings]


def leads(house):
    return {step: count for (_, step), count in house.leads().items()}


def test_a_feed_and_its_pages_come_in_once(house, site):
    with_stories(site, 3)
    happened = once(house, source(site))
    assert sorted(whats(happened)) == sorted(["looked", *["fetched", "read"] * 3])
    assert house.count(Filter()) == 3
    assert leads(house) == {Step.DONE: 3}
    again = once(house, source(site))
    assert whats(again) == ["looked"]
    assert again[0].unchanged
    assert site.asked.count("/story-0") == site.asked.count("/robots.txt") == 1
    assert house.verify().holds


def test_validators_are_sent_and_an_unchanged_feed_costs_nothing_more(house, site):
    body = feed(item(site, 0, link=False))
    site.replies["/feed"] = reply(body, ETag='W/"v1"', Last_Modified="Tue, 05 Mar 2024 09:00:00 GMT")
    once(house, source(site))
    site.replies["/feed"] = reply(status=304, ETag='W/"v1"')
    (looked,) = once(house, source(site))
    assert looked.unchanged
    assert b'If-None-Match: W/"v1"\r\n' in site.requests[-1]
    assert b"If-Modified-Since: Tue, 05 Mar 2024 09:00:00 GMT\r\n" in site.requests[-1]
    assert house.standings()["Courier"].failures == 0


def test_another_address_under_the_same_name_is_asked_anew(house, site):
    for path in ("/feed", "/moved"):
        site.replies[path] = reply(feed(item(site, 0, link=False)), ETag='"same"')
    once(house, source(site))
    once(house, source(site, "/moved"))
    assert b"If-None-Match" not in site.requests[-1]


def test_a_changed_item_is_fetched_and_read_again(house, site):
    with_stories(site, 2)
    once(house, source(site))
    site.replies["/story-1"] = page(1, "The mayor denied that the bridge had been shut.")
    site.replies["/feed"] = reply(feed(item(site, 0), item(site, 1, title="Story 1, corrected")))
    happened = once(house, source(site))
    assert (happened[0].new, happened[0].changed) == (0, 1)
    assert site.asked.count("/story-0") == 1
    assert site.asked.count("/story-1") == 2
    assert [d.deed for d in house.custody()].count("replaced by") == 2  # the feed and the page


def test_a_feed_that_only_has_another_date_of_building_is_not_kept_again(house, site):
    items = item(site, 0, link=False)
    site.replies["/feed"] = reply(feed(items, "<lastBuildDate>one</lastBuildDate>"))
    once(house, source(site))
    before = len(list(house.ledger.exhibits()))
    site.replies["/feed"] = reply(feed(items, "<lastBuildDate>two</lastBuildDate>"))
    (looked,) = once(house, source(site))
    assert (looked.new, looked.changed, looked.unchanged) == (0, 0, False)
    assert len(list(house.ledger.exhibits())) == before


def test_items_without_pages_are_read_from_the_feed(house, site):
    site.replies["/feed"] = reply(feed(*(item(site, n) for n in range(3))))
    happened = once(house, source(site, follow=False, owner="Courier Holdings"))
    assert whats(happened) == ["looked", "read", "read", "read"]
    assert site.asked == ["/robots.txt", "/feed"]
    assert {d.document.part for d in house.documents(Filter())} == {f"item:story-{n}" for n in range(3)}


def test_two_items_of_one_guid_and_the_same_item_twice(house, site):
    other = item(site, 7).replace("story-7</guid>", "story-0</guid>")
    site.replies["/feed"] = reply(feed(item(site, 0), item(site, 0), other))
    site.replies["/story-0"], site.replies["/story-7"] = page(0), page(7)
    once(house, source(site))
    assert sorted(p for p in site.asked if "story" in p) == ["/story-0", "/story-7"]
    site.replies["/feed"] = reply(feed(other, item(site, 0)))  # in another order, so that the other is numbered
    (looked,) = once(house, source(site))
    assert (looked.new, looked.changed) == (0, 0)


def test_a_page_that_cannot_be_had_for_good_is_read_from_the_feed(house, site):
    site.replies["/feed"] = reply(feed(item(site, 0)))
    happened = once(house, source(site))
    assert whats(happened) == ["looked", "fetch-failed", "read"]
    assert (happened[1].code, happened[1].again) == ("http-404", None)
    assert house.count(Filter()) == 1


def test_a_page_that_fails_for_now_is_tried_again_in_its_time(house, site, clock):
    site.replies["/feed"] = reply(feed(item(site, 0)), ETag='"one"')
    site.replies["/story-0"] = reply(status=503, Retry_After="7200")
    happened = once(house, source(site))
    assert happened[-1].code == "http-503"
    assert happened[-1].again == clock.now + timedelta(hours=2)
    site.replies["/story-0"] = page(0)
    clock.later(minutes=90)
    assert whats(once(house, source(site))) == ["looked"]
    clock.later(minutes=31)
    assert sorted(whats(once(house, source(site)))) == ["fetched", "looked", "read"]
    assert leads(house) == {Step.DONE: 1}


def test_a_page_is_given_up_after_five_tries(house, site, clock):
    site.replies["/feed"] = reply(feed(item(site, 0)))
    site.replies["/story-0"] = reply(status=500)
    for _ in range(8):
        once(house, source(site))
        clock.later(days=1)
    assert site.asked.count("/story-0") == 5
    assert leads(house) == {Step.DONE: 1}  # read from the feed


def test_failures_in_a_row_wait_longer_and_success_forgets_them(house, site, clock):
    site.replies["/feed"] = reply(status=500)
    waits = []
    for _ in range(4):
        (failed,) = once(house, source(site))
        waits.append(failed.again - clock.now)
        clock.later(days=1)
    assert all(later > earlier for earlier, later in pairwise(waits))
    standing = house.standings()["Courier"]
    assert (standing.failures, standing.code, standing.succeeded) == (4, "http-500", None)
    site.replies["/feed"] = reply(feed(item(site, 0, link=False)))
    once(house, source(site))
    standing = house.standings()["Courier"]
    assert (standing.failures, standing.code, standing.items, standing.succeeded) == (0, None, 1, clock.now)


@pytest.mark.parametrize(
    ("told", "seconds"),
    [("120", 120), ("Tue, 05 Mar 2024 15:00:00 GMT", 10_800), ("99999999999", 604_800), ("soon", None), ("-5", None)],
)
def test_retry_after_is_honoured_within_a_week(house, site, clock, told, seconds):
    site.replies["/feed"] = reply(status=429, Retry_After=told)
    (failed,) = once(house, source(site, every=1))
    wait = (failed.again - clock.now).total_seconds()
    assert wait == seconds if seconds else wait < 2


@pytest.mark.parametrize(("minutes", "looks"), [(14, 1), (17, 2)])  # due after 15 minutes and at most a tenth more
def test_what_is_not_due_is_not_looked_at(house, site, clock, minutes, looks):
    site.replies["/feed"] = reply(feed(item(site, 0, link=False)))
    once(house, source(site))
    clock.later(minutes=minutes)
    watch = house.watch([source(site)], WatchOptions(pause=0.05))
    Timer(0.5, watch.stop).start()
    list(watch.happenings())
    assert site.asked.count("/feed") == looks


def test_a_clock_that_ran_ahead_puts_nothing_off_for_years(house, site, clock):
    with_stories(site, 1)
    site.replies["/story-0"] = reply(status=503)
    clock.later(days=4000)
    once(house, source(site))
    clock.later(days=-4000)
    with_stories(site, 1)
    watch = house.watch([source(site)], WatchOptions(pause=0.05))
    Timer(1.0, watch.stop).start()
    assert {"looked", "fetched", "read"} <= set(whats(watch.happenings()))


def test_a_clock_that_is_put_back_under_way_puts_nothing_off(house, site, clock):
    site.replies["/feed"] = reply(feed(item(site, 0, link=False)))
    watch = house.watch([source(site)], WatchOptions(pause=0.05))
    Timer(1.0, watch.stop).start()
    for one in watch.happenings():
        if one.what == "read":
            clock.later(days=-30)
    assert site.asked.count("/feed") == 2


def test_a_watch_ends_in_its_time(tmp_path, site):
    site.replies["/feed"] = reply(feed(item(site, 0, link=False)))
    with watching(tmp_path / "home") as house:
        happened = list(house.watch([source(site, every=1)], WatchOptions(seconds=1.5, pause=0.05)).happenings())
    assert whats(happened).count("looked") >= 2


def test_lag_is_told_from_the_second_look_on(house, site, clock):
    site.replies["/feed"] = reply(feed(item(site, 0, link=False)))
    once(house, source(site))
    assert house.standings()["Courier"].lag is None
    fresh = item(site, 1, link=False, date="Tue, 05 Mar 2024 12:30:00 GMT")
    site.replies["/feed"] = reply(feed(item(site, 0, link=False), fresh))
    clock.later(hours=1)
    once(house, source(site))
    assert house.standings()["Courier"].lag == 1800


def test_a_stopped_watch_finishes_what_it_holds_and_the_next_goes_on(house, site):
    with_stories(site, 6)
    watch = house.watch([source(site)], WatchOptions(once=True, pause=0.05))
    for one in watch.happenings():
        if one.what == "fetched":
            watch.stop()
    done = leads(house)
    assert done.get(Step.FETCH, 0) > 0
    happened = once(house, source(site))
    assert leads(house) == {Step.DONE: 6}
    assert all(site.asked.count(f"/story-{n}") == 1 for n in range(6))
    assert house.count(Filter()) == 6
    assert "looked" in whats(happened)


def test_one_bad_source_does_not_hold_up_the_others(house, site):
    site.replies["/good"] = reply(feed(item(site, 0, link=False)))
    site.replies["/html"] = reply(b"<html><body><p>no feed at all</p></body></html>", Content_Type="text/html")
    site.replies["/laughs"] = reply(
        b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha">]><rss><channel>&a;</channel></rss>'
    )
    site.replies["/broken"] = lambda send: send(b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n<rss>")
    named = [source(site, f"/{name}", name) for name in ("laughs", "html", "broken", "gone", "good")]
    refused = Source(name="nobody", url="http://127.0.0.1:9/feed", delay=0.0)
    happened = once(house, *named, refused)
    codes = {one.source: one.code for one in happened if one.what == "look-failed"}
    assert codes == {
        "laughs": "entities",
        "html": "not-a-feed",
        "broken": "truncated",
        "gone": "http-404",
        "nobody": "no-connection",
    }
    assert house.count(Filter()) == 1


def test_a_private_address_is_refused_unless_allowed(tmp_path, site):
    with watching(tmp_path / "home", CONFIG.replace("true", "false")) as house:
        (failed,) = once(house, source(site))
    assert failed.code == "private-address"
    assert site.asked == []


def test_robots_txt_is_obeyed(house, site):
    site.replies["/robots.txt"] = reply(b"User-agent: *\nDisallow: /feed\n")
    (failed,) = once(house, source(site))
    assert (failed.code, site.asked) == ("robots", ["/robots.txt"])


def test_the_user_agent_names_the_contact(tmp_path, site):
    with watching(tmp_path / "home", CONFIG + 'contact = "desk@example.org"\n') as house:
        once(house, source(site))
    assert b"User-Agent: purport (public-statement monitoring) (+desk@example.org)\r\n" in site.requests[-1]


def test_a_fault_of_purports_own_costs_one_source(house, site, monkeypatch):
    from purport.collect import looking

    def broken(_asking):
        raise RuntimeError("as the test says")

    monkeypatch.setitem(looking._LOOKS, "page", broken)
    site.replies["/good"] = reply(feed(item(site, 0, link=False)))
    happened = once(house, source(site, "/page", "odd", kind="page"), source(site, "/good", "good"))
    assert {one.source: one.what for one in happened} == {"odd": "look-failed", "good": "read"}
    assert next(one for one in happened if one.code).code == "look-fault"


def test_a_page_is_watched_for_change(house, site):
    site.replies["/notice"] = page(1)
    notice = source(site, "/notice", "notice", kind="page", owner="Ministry of Waterways")
    assert whats(once(house, notice)) == ["looked", "read"]
    assert whats(once(house, notice)) == ["looked"]
    site.replies["/notice"] = page(1, "The mayor withdrew what she had said of the bridge.")
    happened = once(house, notice)
    assert (happened[0].new, happened[0].changed) == (0, 1)
    assert len(list(house.ledger.captures(site.url("/notice")))) == 2
    site.replies["/notice"] = page(1)
    once(house, notice)
    stands = house.document(site.url("/notice"))
    assert "shut for the night" in stands.document.text
    assert [line.origin for line in house.ledger.contents(Filter())].count(site.url("/notice")) >= 1


def test_a_podcast_refers_to_its_recordings_or_keeps_them(house, site):
    sound = f'<enclosure url="{site.url("/one.mp3")}" type="audio/mpeg" length="12"/>'
    site.replies["/cast"] = reply(feed(item(site, 0, link=False, extra=sound)))
    site.replies["/one.mp3"] = reply(b"ID3\x03\x00\x00\x00\x00\x00\x00\xff\xfb", Content_Type="audio/mpeg")
    once(house, source(site, "/cast", "cast", kind="podcast"))
    assert "/one.mp3" not in site.asked
    (row,) = house.documents(Filter())
    assert f"refers to audio/mpeg at {site.url('/one.mp3')}" in row.document.notes
    once(house, source(site, "/cast", "kept", kind="podcast", media="keep"))
    assert "/one.mp3" in site.asked
    assert house.ledger.captures(site.url("/one.mp3"))[0].media_type == "audio/mpeg"


def test_a_sitemap_and_an_index_of_them(house, site):
    def urlset(*numbers, date="2024-03-05"):
        urls = "".join(
            f"<url><loc>{site.url(f'/story-{n}')}</loc><n:news><n:publication><n:name>Courier</n:name></n:publication>"
            f"<n:publication_date>{date}</n:publication_date><n:title>Story {n}</n:title></n:news></url>"
            for n in numbers
        )
        return (
            '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
            f'xmlns:n="http://www.google.com/schemas/sitemap-news/0.9">{urls}</urlset>'
        ).encode()

    parts = "".join(f"<sitemap><loc>{site.url(f'/part-{n}')}</loc></sitemap>" for n in range(2))
    site.replies["/map"] = reply(f"<sitemapindex>{parts}</sitemapindex>".encode())
    site.replies["/part-0"], site.replies["/part-1"] = reply(urlset(0, 1)), reply(urlset(2))
    for n in range(4):
        site.replies[f"/story-{n}"] = page(n)
    map_of = source(site, "/map", "map", kind="sitemap")
    assert once(house, map_of)[0].new == 3
    assert {d.document.outlet for d in house.documents(Filter())} == {"Courier"}
    site.replies["/part-1"] = reply(urlset(2, 3))
    assert once(house, map_of)[0].new == 1
    site.replies["/part-1"] = reply(status=500)
    assert once(house, map_of)[0].code == "http-500"


def test_metrics_are_served_on_loopback(house, site):
    with_stories(site, 2)
    watch = house.watch([source(site, name='Cou"rier')], WatchOptions(once=True, pause=0.05))
    list(watch.happenings())
    with served(watch, 0) as port, urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics") as answer:
        told = answer.read().decode()
    assert "purport_items_total 2\n" in told
    assert "purport_documents_read_total 2\n" in told
    assert 'purport_source_failures_in_a_row{source="Cou\\"rier"} 0\n' in told


def test_the_reliability_in_the_file_is_an_assessment(house, site):
    site.replies["/feed"] = reply(feed())
    once(house, source(site, reliability="C"))
    once(house, source(site, reliability="C"))
    once(house, source(site, reliability="B"))
    told = house.ledger.assessments("Courier")
    assert [(one.reliability, one.credibility, one.by) for one in told] == [
        ("C", 6, "sources.toml"),
        ("B", 6, "sources.toml"),
    ]


def test_happenings_are_json(house, site):
    from purport.cli.watching import told

    site.replies["/feed"] = reply(status=500)
    (failed,) = once(house, source(site))
    line = json.loads(json.dumps(told(failed)))
    assert (line["at"], line["what"], line["code"]) == ("2024-03-05T12:00:00Z", "look-failed", "http-500")
    assert line["again"].startswith("2024-03-05T12:")


def test_several_processes_read(tmp_path, site):
    with_stories(site, 5)
    with watching(tmp_path / "home", CONFIG + "[read]\nworkers = 2\n") as house:
        happened = once(house, source(site))
        assert sorted(whats(happened)) == sorted(["looked", *["fetched", "read"] * 5])
        assert leads(house) == {Step.DONE: 5}


def test_sources_of_one_host_are_asked_one_at_a_time(tmp_path, clock, site):
    import threading

    under_way, most, lock = [0], [0], threading.Lock()

    def slow(send):
        with lock:
            under_way[0] += 1
            most[0] = max(most[0], under_way[0])
        threading.Event().wait(0.05)
        with lock:
            under_way[0] -= 1
        send(reply(feed()))

    for n in range(4):
        site.replies[f"/feed-{n}"] = slow
    with watching(tmp_path / "home", clock=clock) as house:
        once(house, *(source(site, f"/feed-{n}", f"s{n}") for n in range(4)))
    assert most[0] == 1


def test_options_are_frozen_and_defaults_watch_for_ever():
    assert replace(WatchOptions(), once=True).once
    assert WatchOptions().seconds is None
