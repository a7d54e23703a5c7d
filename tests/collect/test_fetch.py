"""Fetching over real loopback connections: limits, manners and liars."""

import gzip
import ssl
import time
import zlib
from functools import partial

import pytest

from purport.collect import CollectPlan, Door
from purport.collect.fetch import Fetcher, World, without_secrets
from purport.collect.wire import Reach
from purport.errors import Refused, SourceError, Unreachable
from purport.records import Capture
from tests.collect.site import NOON, dripping, own_certificate, reply, serving

PAGE = b"<html><body><p>Talks on the upper dam stalled on Tuesday.</p></body></html>"
LOCAL = CollectPlan(allow_private=True, obey_robots=False, host_delay=0, timeout=5, read_timeout=2)


def fetched(url: str, plan: CollectPlan = LOCAL, world: World | None = None) -> Capture | SourceError:
    return Fetcher(plan, lambda: NOON, world).capture(url)


def plan(**changes: object) -> CollectPlan:
    from dataclasses import replace

    return replace(LOCAL, **changes)


def test_a_page_with_its_headers_and_without_its_secrets():
    answer = reply(PAGE, Content_Type="text/html; charset=Windows-1256", Set_Cookie="id=1", X_Api_Key="k", Server="s")
    with serving(story=answer) as site:
        got = fetched(site.url("/story"))
    assert isinstance(got, Capture)
    assert (got.origin, got.asked, got.data, got.captured_at) == (site.url("/story"), None, PAGE, NOON)
    assert (got.media_type, got.charset) == ("text/html", "windows-1256")
    assert dict(got.headers).keys() == {"content-type", "server", "content-length"}
    assert got.fetched_by.startswith("purport/")


def test_the_request_says_truly_who_asks():
    with serving(story=reply(PAGE)) as site:
        fetched(site.url("/story"), plan(user_agent="purport/9 (+desk@example.org)"))
    request = site.requests[0].decode().lower()
    assert "user-agent: purport/9 (+desk@example.org)\r\n" in request
    assert f"host: 127.0.0.1:{site.port}\r\n" in request
    assert "cookie" not in request


def test_the_door_takes_addresses():
    with serving(story=reply(PAGE)) as site:
        (got,) = Door(LOCAL, lambda: NOON).captures(site.url("/story"))
    assert isinstance(got, Capture)


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_followed_and_remembered(status):
    with serving(old=reply(status=status, Location="/new#part"), new=reply(PAGE)) as site:
        got = fetched(site.url("/old"))
    assert isinstance(got, Capture)
    assert (got.asked, got.origin) == (site.url("/old"), site.url("/new"))


def test_redirects_in_a_circle():
    with serving(a=reply(status=302, Location="/b"), b=reply(status=302, Location="/a")) as site:
        got = fetched(site.url("/a"))
    assert isinstance(got, Unreachable)
    assert (got.code, got.subject) == ("redirect-circle", site.url("/a"))
    assert site.asked == ["/a", "/b"]


def test_too_many_redirects():
    steps = {f"r{n}": reply(status=302, Location=f"/r{n + 1}") for n in range(9)}
    with serving(**steps) as site:
        got = fetched(site.url("/r0"), plan(max_redirects=4))
    assert getattr(got, "code", None) == "too-many-redirects"
    assert len(site.asked) == 5


@pytest.mark.parametrize(
    "target", ["ftp://127.0.0.1/x", "file:///etc/passwd", "javascript:alert(1)", "gopher://x.example/"]
)
def test_a_redirect_to_another_scheme_is_refused(target):
    with serving(a=reply(status=302, Location=target)) as site:
        got = fetched(site.url("/a"))
    assert isinstance(got, Refused)
    assert got.code == "bad-scheme"


@pytest.mark.parametrize("address", ["ftp://gazette.example/a", "file:///etc/passwd"])
def test_other_schemes_are_refused(address):
    got = fetched(address)
    assert isinstance(got, Refused)
    assert got.code == "bad-scheme"
    assert got.subject == address


def test_an_address_with_a_password_is_refused_and_the_password_not_repeated():
    got = fetched("https://mira:hunter2@gazette.example/")
    assert isinstance(got, Refused)
    assert got.code == "credentials-in-address"
    assert "hunter2" not in got.message


@pytest.mark.parametrize("address", ["http://", "http://[::1", "http://a b.example/", "https://\x00/"])
def test_no_address_at_all(address):
    assert getattr(fetched(address), "code", None) in ("bad-address", "no-such-host")


def test_a_private_address_is_refused_before_any_request():
    with serving(story=reply(PAGE)) as site:
        got = fetched(site.url("/story"), plan(allow_private=False))
    assert isinstance(got, Refused)
    assert got.code == "private-address"
    assert "127.0.0.1" in got.message
    assert "allow_private" in got.advice
    assert site.asked == []


def test_a_public_name_with_a_private_address_is_refused():
    world = World(reach=Reach(False, lambda host, port: ["10.0.0.7"]))
    got = fetched("http://gazette.example/", plan(allow_private=False), world)
    assert getattr(got, "code", None) == "private-address"


def test_one_private_answer_among_public_ones_is_refused():
    world = World(reach=Reach(False, lambda host, port: ["93.184.216.34", "::ffff:169.254.169.254"]))
    assert getattr(fetched("http://gazette.example/", LOCAL, world), "code", None) == "private-address"


def test_the_name_is_looked_up_once_and_the_looked_up_address_is_used():
    lookups = []

    def resolve(host: str, port: int) -> list[str]:
        lookups.append(host)
        return ["127.0.0.1"] if len(lookups) == 1 else ["10.255.255.1"]

    with serving(story=reply(PAGE)) as site:
        got = fetched(f"http://gazette.example:{site.port}/story", LOCAL, World(reach=Reach(True, resolve)))
    assert isinstance(got, Capture)
    assert lookups == ["gazette.example"]
    assert f"host: gazette.example:{site.port}".encode() in site.requests[0].lower()


def test_the_next_address_is_tried_when_the_first_is_dead():
    with serving(story=reply(PAGE)) as site:
        world = World(reach=Reach(True, lambda host, port: ["::1", "127.0.0.1"]))
        assert isinstance(fetched(f"http://gazette.example:{site.port}/story", LOCAL, world), Capture)


def test_a_redirect_into_a_private_network_is_refused():
    def resolve(host: str, port: int) -> list[str]:
        return ["127.0.0.1"] if host == "gazette.example" else ["192.168.0.1"]

    class OnlyGazette(Reach):
        def vetted(self, host: str, port: int) -> list[str]:
            return ["127.0.0.1"] if host == "gazette.example" else super().vetted(host, port)

    with serving(story=reply(status=302, Location="http://router.example/admin")) as site:
        world = World(reach=OnlyGazette(False, resolve))
        got = fetched(f"http://gazette.example:{site.port}/story", LOCAL, world)
    assert isinstance(got, Refused)
    assert got.code == "private-address"
    assert got.subject == f"http://gazette.example:{site.port}/story"


def test_a_host_that_does_not_exist():
    def resolve(host: str, port: int) -> list[str]:
        raise Unreachable("the host's name cannot be resolved", code="no-such-host", subject=host)

    got = fetched("http://gazette.invalid/", LOCAL, World(reach=Reach(True, resolve)))
    assert getattr(got, "code", None) == "no-such-host"


def test_addresses_in_other_scripts():
    asked = []

    def resolve(host: str, port: int) -> list[str]:
        asked.append(host)
        return ["127.0.0.1"]

    path = "/%D9%82%D8%B5%D8%A9"
    with serving() as site:
        site.replies[path] = reply(PAGE)
        world = World(reach=Reach(True, resolve))
        got = fetched(f"http://جريدة.example:{site.port}/قصة", plan(obey_robots=True), world)
    assert isinstance(got, Capture)
    assert set(asked) == {"جريدة.example".encode("idna").decode()}
    assert site.asked == ["/robots.txt", path]


def test_nobody_listens():
    with serving() as site:
        pass
    got = fetched(site.url("/"))
    assert isinstance(got, Unreachable)
    assert got.code == "no-connection"


@pytest.mark.parametrize("status", [401, 403, 404, 410, 429, 500, 503, 206, 304])
def test_an_answer_that_is_no_page(status):
    with serving(story=reply(b"" if status == 304 else b"sorry", status=status)) as site:
        got = fetched(site.url("/story"))
    assert isinstance(got, Unreachable)
    assert got.code == f"http-{status}"


def test_a_server_that_accepts_and_says_nothing():
    with serving(story=lambda send: time.sleep(1.0)) as site:
        got = fetched(site.url("/story"), plan(read_timeout=0.3))
    assert getattr(got, "code", None) == "timeout"


@pytest.mark.parametrize("head_too", [True, False])
def test_a_slow_drip_ends_with_the_time_for_the_whole(head_too):
    answer = reply(b"x" * 400)
    pieces = [answer[i : i + 1] for i in range(len(answer))] if head_too else [answer[:-400], *[b"x"] * 400]
    with serving(story=dripping(pieces, 0.05)) as site:
        got = fetched(site.url("/story"), plan(timeout=0.6, read_timeout=0.5))
    assert getattr(got, "code", None) == "timeout"


def test_more_is_promised_than_comes():
    with serving(story=reply(PAGE, Content_Length=str(len(PAGE) + 100))) as site:
        got = fetched(site.url("/story"))
    assert isinstance(got, Unreachable)
    assert got.code == "truncated"


def test_a_chunked_body_that_breaks_off():
    answer = reply(b"", Transfer_Encoding="chunked").replace(b"Content-Length: 0\r\n", b"") + b"5\r\nhello\r\n9\r\nwor"
    with serving(story=answer) as site:
        assert getattr(fetched(site.url("/story")), "code", None) == "truncated"


def test_a_promised_length_over_the_limit_is_not_even_read():
    with serving(story=reply(b"x", Content_Length="99999999999")) as site:
        got = fetched(site.url("/story"))
    assert isinstance(got, Refused)
    assert got.code == "too-large"


def test_a_body_without_a_length_stops_at_the_limit():
    answer = reply(b"x" * 100_000).replace(b"Content-Length: 100000\r\n", b"Connection: close\r\n")
    with serving(story=answer) as site:
        assert getattr(fetched(site.url("/story"), plan(max_bytes=5_000)), "code", None) == "too-large"
        got = fetched(site.url("/story"))
    assert isinstance(got, Capture)
    assert len(got.data) == 100_000


@pytest.mark.parametrize("pack", [gzip.compress, zlib.compress, partial(zlib.compress, wbits=-15)])
def test_packed_bodies_are_unpacked(pack):
    coding = "gzip" if pack is gzip.compress else "deflate"
    with serving(story=reply(pack(PAGE * 50), Content_Encoding=coding)) as site:
        got = fetched(site.url("/story"))
    assert isinstance(got, Capture)
    assert got.data == PAGE * 50


def test_a_packed_bomb_stops_at_the_limit():
    bomb = gzip.compress(b"\0" * 30_000_000)
    with serving(story=reply(bomb, Content_Encoding="gzip")) as site:
        got = fetched(site.url("/story"), plan(max_bytes=1_000_000))
    assert isinstance(got, Refused)
    assert got.code == "too-large"


def test_a_packed_body_that_breaks_off():
    with serving(story=reply(gzip.compress(PAGE * 50)[:-20], Content_Encoding="gzip")) as site:
        assert getattr(fetched(site.url("/story")), "code", None) == "truncated"


def test_codings_that_are_lies_or_were_not_asked_for():
    with serving(lie=reply(PAGE, Content_Encoding="gzip"), br=reply(PAGE, Content_Encoding="br")) as site:
        assert getattr(fetched(site.url("/lie")), "code", None) == "bad-coding"
        assert getattr(fetched(site.url("/br")), "code", None) == "unknown-coding"


def test_something_that_is_not_http():
    with serving(story=b"SSH-2.0-OpenSSH_9.6\r\n") as site:
        assert getattr(fetched(site.url("/story")), "code", None) in ("bad-http", "truncated")


def test_a_connection_cut_before_any_answer():
    with serving(story=b"") as site:
        assert isinstance(fetched(site.url("/story")), Unreachable)


def test_tls_to_a_server_that_speaks_none():
    with serving(story=reply(PAGE)) as site:
        got = fetched(site.url("/story").replace("http:", "https:"))
    assert isinstance(got, Unreachable)
    assert got.code == "tls"


def test_tls_with_a_certificate_that_nobody_vouches_for(tmp_path):
    with serving(tls=own_certificate(tmp_path), story=reply(PAGE)) as site:
        assert getattr(fetched(site.url("/story")), "code", None) == "tls"
        trusting = ssl.create_default_context(cafile=str(tmp_path / "cert.pem"))
        got = fetched(site.url("/story"), LOCAL, World(tls=trusting))
    assert isinstance(got, Capture)
    assert got.data == PAGE


def test_requests_to_one_host_are_spaced():
    naps: list[float] = []
    now = [100.0]

    def sleep(seconds: float) -> None:
        naps.append(seconds)
        now[0] += seconds

    with serving(a=reply(PAGE), b=reply(PAGE)) as site:
        fetcher = Fetcher(plan(host_delay=2.0), lambda: NOON, World(ticks=lambda: now[0], sleep=sleep))
        fetcher.capture(site.url("/a"))
        now[0] += 0.5
        fetcher.capture(site.url("/b"))
    assert naps == [1.5]


def test_asking_for_robots_costs_no_wait():
    naps: list[float] = []
    with serving(**{"robots.txt": reply(b""), "a": reply(PAGE)}) as site:
        Fetcher(plan(obey_robots=True, host_delay=5), lambda: NOON, World(sleep=naps.append)).capture(site.url("/a"))
    assert (naps, site.asked) == ([], ["/robots.txt", "/a"])


ROBOTS = b"User-agent: purport\nDisallow: /closed\nCrawl-delay: 3\n\nUser-agent: *\nDisallow: /\n"


def test_robots_are_asked_once_and_obeyed():
    with serving(**{"robots.txt": reply(ROBOTS), "closed": reply(PAGE), "open": reply(PAGE)}) as site:
        fetcher = Fetcher(plan(obey_robots=True), lambda: NOON, World(sleep=lambda seconds: None))
        closed, opened = fetcher.capture(site.url("/closed")), fetcher.capture(site.url("/open"))
    assert isinstance(closed, Refused)
    assert closed.code == "robots"
    assert isinstance(opened, Capture)
    assert site.asked == ["/robots.txt", "/open"]


def test_a_redirect_to_a_forbidden_page_is_not_followed():
    replies = {"robots.txt": reply(ROBOTS), "open": reply(status=302, Location="/closed"), "closed": reply(PAGE)}
    with serving(**replies) as site:
        got = Fetcher(plan(obey_robots=True), lambda: NOON, World(sleep=lambda s: None)).capture(site.url("/open"))
    assert getattr(got, "code", None) == "robots"
    assert site.asked == ["/robots.txt", "/open"]


@pytest.mark.parametrize(
    ("robots", "code"), [(404, None), (401, None), (500, "robots-unknown"), (503, "robots-unknown")]
)
def test_robots_that_cannot_be_had(robots, code):
    with serving(**{"robots.txt": reply(b"", status=robots), "open": reply(PAGE)}) as site:
        got = fetched(site.url("/open"), plan(obey_robots=True))
    assert getattr(got, "code", None) == code


def test_robots_in_a_private_network_are_not_asked_for_either():
    with serving(**{"robots.txt": reply(ROBOTS)}) as site:
        got = fetched(site.url("/open"), plan(obey_robots=True, allow_private=False))
    assert getattr(got, "code", None) == "private-address"
    assert site.asked == []


def test_a_dead_host_is_given_up_after_two_tries():
    tries = []

    def resolve(host: str, port: int) -> list[str]:
        tries.append(host)
        raise Unreachable("the host's name cannot be resolved", code="no-such-host", subject=host)

    fetcher = Fetcher(plan(obey_robots=True), lambda: NOON, World(reach=Reach(True, resolve)))
    codes = [getattr(fetcher.capture(f"http://gazette.example/{n}"), "code", None) for n in range(5)]
    assert codes == ["no-such-host"] * 5
    assert len(tries) == 2


def test_a_huge_robots_file_is_read_in_part():
    rules = b"User-agent: *\nDisallow: /closed\n" + b"# x\n" * 200_000
    with serving(**{"robots.txt": reply(rules), "closed": reply(PAGE)}) as site:
        got = fetched(site.url("/closed"), plan(obey_robots=True))
    assert getattr(got, "code", None) == "robots"


def test_the_declared_type_is_kept_as_declared():
    with serving(
        story=reply(PAGE, Content_Type="image/png"), bare=reply(PAGE), odd=reply(PAGE, Content_Type="wat")
    ) as site:
        kinds = [getattr(fetched(site.url(path)), "media_type", "?") for path in ("/story", "/bare", "/odd")]
    assert kinds == ["image/png", None, None]


def test_secrets_are_taken_out_of_headers():
    headers = (("set-cookie", "a"), ("x-auth-token", "b"), ("www-authenticate", "c"), ("date", "d"))
    assert without_secrets(headers) == (("date", "d"),)
