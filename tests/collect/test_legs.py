"""What is kept of each question to a server and its answer."""

import gzip
import ssl
from dataclasses import replace

import pytest

from purport.collect.fetch import World
from purport.collect.legs import without_secrets
from purport.records import Capture, Leg
from purport.records.addresses import without_login
from purport.records.way import way_of, written
from tests.collect.site import NOON, own_certificate, reply, serving
from tests.collect.test_fetch import LOCAL, PAGE, fetched


def test_each_step_is_kept_with_what_was_asked_and_answered():
    packed = reply(gzip.compress(PAGE), Content_Type="text/html", Content_Encoding="gzip", Set_Cookie="id=1")
    moved = reply(status=301, Location="/new", Set_Cookie="id=2", X_Token="t")
    with serving(old=moved, new=packed) as site:
        got = fetched(site.url("/old"), replace(LOCAL, user_agent="purport/9 (+desk@example.org)"))
    assert isinstance(got, Capture) and got.data == PAGE
    first, last = got.way
    assert (first.address, first.status, first.reason) == (site.url("/old"), 301, "Whatever")
    assert dict(first.headers) == {"location": "/new", "content-length": "0"}
    assert (last.address, last.status, last.headers, last.remote) == (site.url("/new"), 200, (), "127.0.0.1")
    assert (last.method, last.protocol, last.truncated) == ("GET", "HTTP/1.1", None)
    assert (last.asked_at, last.answered_at) == (NOON, NOON)
    assert dict(last.request)["User-Agent"] == "purport/9 (+desk@example.org)"
    assert "cookie" not in str(got.way).lower() and "x-token" not in str(got.way)


def test_what_the_leg_tells_is_what_went_over_the_wire():
    with serving(story=reply(PAGE)) as site:
        got = fetched(site.url("/story"))
    sent = site.requests[0].decode("latin-1").split("\r\n\r\n")[0].split("\r\n")[1:]
    assert sorted(f"{name}: {value}" for name, value in got.way[-1].request) == sorted(sent)


def test_a_page_over_tls(tmp_path):
    with serving(tls=own_certificate(tmp_path), story=reply(PAGE)) as site:
        trusting = ssl.create_default_context(cafile=str(tmp_path / "cert.pem"))
        got = fetched(site.url("/story"), LOCAL, World(tls=trusting))
    assert got.way[-1].address.startswith("https://") and got.way[-1].remote == "127.0.0.1"


MOVED = Leg(
    "https://a.example/", NOON, 301, "Moved", "HTTP/2", "GET", (("Host", "a.example"),), (("location", "/b"),), NOON
)
LEGS = (
    replace(MOVED, remote="192.0.2.1"),
    Leg("https://a.example/b", NOON, 200, truncated="length"),
)  # fmt: skip


def test_a_way_is_written_and_read_back():
    assert way_of(written(LEGS)) == LEGS and written(way_of(written(LEGS))) == written(LEGS)
    assert written(()) is None and way_of(None) == ()
    odd = (replace(LEGS[1], reason="caf\xe9 \u062c\n\0"),)
    assert way_of(written(odd)) == odd


@pytest.mark.parametrize(
    "text", ["", "{", "[1]", "7", "[{}]", '[{"address": "a", "status": 200, "answered_at": "noon"}]',
             '[{"address": "a", "status": 200, "answered_at": "2024-03-05T12:00:00.000000Z", "request": 7}]',
             '[{"address": "a", "odd": 1}]'],
)  # fmt: skip
def test_what_is_no_way_is_refused(text):
    with pytest.raises(ValueError, match=r"."):
        way_of(text)


@pytest.mark.parametrize(
    "name",
    ["X-Auth", "X-Auth-Key", "Authentication-Info", "X-Password", "X-Amz-Credential", "X-Access-Key", "Set-Cookie2"],
)
def test_other_names_of_secrets(name):
    assert without_secrets(((name, "hunter2"), ("x-author", "Ada Roe"))) == (("x-author", "Ada Roe"),)


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("https://desk:hunter2@a.example/b", "https://a.example/b"),
        ("ftp://desk:hun@ter2@[bad/", "ftp://[bad/"),
        ("https://a.example/@name?x=1@2#@", "https://a.example/@name?x=1@2#@"),
        ("/in/a//b@c", "/in/a//b@c"),
        ("-", "-"),
    ],
)
def test_addresses_without_login(address, told):
    assert without_login(address) == told
