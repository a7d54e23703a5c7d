"""Connections are used again, but never to where was not judged, and never more at once than a host is to bear."""

import ssl
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from purport.collect import CollectPlan, Door
from purport.collect.fetch import Fetcher, World
from purport.collect.wire import Reach
from purport.config import Source
from purport.records import Capture, Validators
from tests.collect.keeping import keeping
from tests.collect.site import NOON, own_certificate, reply, serving

PAGE = b"<html><body><p>Talks on the upper dam stalled on Tuesday.</p></body></html>"
LOCAL = CollectPlan(allow_private=True, obey_robots=False, host_delay=0, timeout=5, read_timeout=2)


@pytest.fixture
def fetcher():
    one = Fetcher(LOCAL, lambda: NOON)
    yield one
    one.close()


def test_one_connection_for_many_pages(fetcher):
    with keeping(**{f"p{n}": reply(PAGE) for n in range(6)}) as site:
        got = [fetcher.capture(site.url(f"/p{n}")) for n in range(6)]
        assert all(isinstance(one, Capture) for one in got)
        assert (site.connections, len(site.asked)) == (1, 6)


def test_robots_and_redirects_use_it_too():
    replies = {"robots.txt": reply(b""), "a": reply(b"gone on", 302, Location="/b"), "b": reply(PAGE)}
    with keeping(**replies) as site:
        one = Fetcher(replace(LOCAL, obey_robots=True), lambda: NOON)
        assert isinstance(one.capture(site.url("/a")), Capture)
        one.close()
        assert site.connections == 1
        assert site.asked == ["/robots.txt", "/a", "/b"]


def test_what_is_unchanged_leaves_the_connection_as_it_was(fetcher):
    same = b'HTTP/1.1 304 Same\r\nETag: "1"\r\n\r\n'
    with keeping(feed=same) as site:
        known = Validators(site.url("/feed"), '"1"', None, "sha256:0")
        assert all(fetcher.fetched(site.url("/feed"), known).unchanged for _ in range(4))
        assert site.connections == 1


def test_a_connection_that_was_hung_up_on_costs_nothing(fetcher):
    with keeping(p=reply(PAGE)) as site:
        site.hang_up_after = 2
        assert all(isinstance(fetcher.capture(site.url("/p")), Capture) for _ in range(9))
        assert len(site.asked) == 9
        assert site.connections == 5


def test_a_server_that_says_close_is_taken_at_its_word(fetcher):
    with keeping(p=reply(PAGE, Connection="close")) as site:
        assert all(isinstance(fetcher.capture(site.url("/p")), Capture) for _ in range(3))
        assert site.connections == 3


def test_a_body_that_was_too_large_does_not_get_into_the_next_answer():
    with keeping(big=reply(b"x" * 200_000), p=reply(PAGE)) as site:
        one = Fetcher(replace(LOCAL, max_bytes=100_000), lambda: NOON)
        for _ in range(3):
            assert getattr(one.capture(site.url("/big")), "code", None) == "too-large"
            got = one.capture(site.url("/p"))
            assert isinstance(got, Capture)
            assert got.data == PAGE
        one.close()


def test_a_redirect_with_a_long_body_is_not_read(fetcher):
    with keeping(a=reply(b"y" * 500_000, 302, Location="/p"), p=reply(PAGE)) as site:
        assert isinstance(fetcher.capture(site.url("/a")), Capture)
        assert site.connections == 2


def test_closed_it_can_be_used_again(fetcher):
    with keeping(p=reply(PAGE)) as site:
        fetcher.capture(site.url("/p"))
        fetcher.close()
        fetcher.close()
        assert isinstance(fetcher.capture(site.url("/p")), Capture)
        assert site.connections == 2


def test_a_name_that_leads_elsewhere_later_is_judged_before_any_new_connection():
    """DNS rebinding: what is connected to is what was judged, and a new connection is judged anew."""
    answers = ["127.0.0.1"]
    with keeping(p=reply(PAGE)) as site:
        site.hang_up_after = 2
        judged = Reach(False, lambda host, port: answers)
        one = Fetcher(LOCAL, lambda: NOON, World(reach=judged))
        assert getattr(one.capture(f"http://desk.example:{site.port}/p"), "code", None) == "private-address"
        assert site.connections == 0
        one = Fetcher(LOCAL, lambda: NOON, World(reach=Reach(True, lambda host, port: answers)))
        assert isinstance(one.capture(f"http://desk.example:{site.port}/p"), Capture)
        answers[:] = ["::1"]  # nobody listens there
        assert isinstance(one.capture(f"http://desk.example:{site.port}/p"), Capture)
        assert site.connections == 1  # the kept connection leads where it was judged to lead
        assert getattr(one.capture(f"http://desk.example:{site.port}/p"), "code", None) == "no-connection"
        assert site.connections == 1
        one.close()


def test_two_names_of_one_address_do_not_share_a_connection(fetcher):
    with keeping(p=reply(PAGE)) as site:
        one = Fetcher(LOCAL, lambda: NOON, World(reach=Reach(True, lambda host, port: ["127.0.0.1"])))
        for name in ("a.example", "b.example", "a.example"):
            assert isinstance(one.capture(f"http://{name}:{site.port}/p"), Capture)
        one.close()
        assert site.connections == 2


def test_a_connection_that_is_cut_before_any_answer_is_not_asked_again(fetcher):
    def cut(send):
        return None

    with serving(story=cut) as site:
        assert getattr(fetcher.capture(site.url("/story")), "code", None) == "bad-http"
        assert site.asked == ["/story"]


def test_each_request_has_its_own_deadline_on_a_kept_connection():
    with keeping(p=reply(PAGE)) as site:
        one = Fetcher(replace(LOCAL, timeout=0.6, read_timeout=2), lambda: NOON)
        site.slow = 0.25
        assert all(isinstance(one.capture(site.url("/p")), Capture) for _ in range(4))
        assert site.connections == 1
        site.slow = 1.0
        assert getattr(one.capture(site.url("/p")), "code", None) == "timeout"
        one.close()


def asked_by(threads, one, site, at_once, count=8):
    with ThreadPoolExecutor(threads) as pool:
        return list(pool.map(lambda n: one.fetched(site.url(f"/p{n}"), None, 0.0, at_once), range(count)))


@pytest.mark.parametrize("at_once", [1, 3])
def test_no_more_at_the_same_time_than_allowed(fetcher, at_once):
    with keeping(**{f"p{n}": reply(PAGE) for n in range(8)}) as site:
        site.slow = 0.05
        assert all(one.capture for one in asked_by(8, fetcher, site, at_once))
        assert site.most == at_once
        assert site.connections <= at_once


def test_the_most_careful_counts(fetcher):
    with keeping(**{f"p{n}": reply(PAGE) for n in range(8)}) as site:
        site.slow = 0.05
        with ThreadPoolExecutor(8) as pool:
            got = pool.map(lambda n: fetcher.fetched(site.url(f"/p{n}"), None, 0.0, 1 if n == 0 else 4), range(8))
            assert all(one.capture for one in got)
        assert site.most <= 4
        begun = site.begun[site.asked.index("/p0")]
        assert not [t for t in site.begun if 0 < abs(t - begun) < 0.03]


def test_a_pause_is_kept_between_the_starts_of_several_threads(fetcher):
    with keeping(**{f"p{n}": reply(PAGE) for n in range(4)}) as site, ThreadPoolExecutor(4) as pool:
        fetcher.capture(site.url("/warm"))
        site.begun.clear()
        list(pool.map(lambda n: fetcher.fetched(site.url(f"/p{n}"), None, 0.1, 4), range(4)))
        assert max(site.begun) - min(site.begun) > 0.25


def test_the_door_hands_on_what_a_source_allows():
    feed = b"<rss version='2.0'><channel><title>C</title></channel></rss>"
    with keeping(**{f"f{n}": reply(feed, Content_Type="application/rss+xml") for n in range(6)}) as site:
        site.slow = 0.05
        door = Door(LOCAL, lambda: NOON)
        some = [Source(f"s{n}", site.url(f"/f{n}"), delay=0.0, at_once=2) for n in range(6)]
        with ThreadPoolExecutor(6) as pool:
            assert not [one for one in pool.map(door.look, some) if one.error]
        door.close()
        assert site.most == 2


def test_tls_connections_are_kept_too(tmp_path):
    made = []
    context = own_certificate(tmp_path)
    with serving(tls=context, story=reply(PAGE, Connection="close")) as site:

        def tls() -> ssl.SSLContext:
            made.append(1)
            return ssl.create_default_context(cafile=str(tmp_path / "cert.pem"))

        one = Fetcher(LOCAL, lambda: NOON, World(tls=tls()))
        assert all(isinstance(one.capture(site.url("/story")), Capture) for _ in range(2))
        one.close()
    assert made == [1]


def test_a_door_that_never_opened_is_closed_for_nothing():
    door = Door(LOCAL, lambda: NOON)
    door.close()
    assert "_fetcher" not in vars(door)
