"""Coming in by OpenID Connect: a real provider on loopback, honest and lying."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from joserfc.jwk import RSAKey

from purport.desk.web.settings import Oidc, Settings
from purport.records.access import Account, Rank
from purport.rounds.doorkeeping import Keeping
from purport.rounds.webdesk import web_desk
from tests.desk.web.conftest import Watch, calling, house_in
from tests.desk.web.provider import CLIENT, SECRET, Provider, providing

NOON = datetime(2026, 3, 9, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def provider():
    with providing(Provider()) as opened:
        yield opened


@pytest.fixture
def honest(provider):
    """The provider, honest again after the test."""
    yield provider
    provider.told, provider.signs = {}, None


@pytest.fixture
def watch():
    return Watch(NOON)


@pytest.fixture
def home(tmp_path, watch):
    with house_in(tmp_path, watch) as opened:
        opened.access().add(Account("mira", Rank.ANALYST, None, "issuer person-0", NOON))
        yield opened


def settings(provider):
    return Settings(oidc=Oidc(provider.issuer, CLIENT, SECRET, "the newsroom"))


def travel(client, onward="/story/doc-1"):
    """There and back: the answer of the way back."""
    away = client.get(f"/oidc?next={onward}")
    assert away.status_code == 302
    landed = httpx.get(away.headers["location"])
    return client.get(landed.headers["location"].removeprefix("http://localhost"))


def test_somebody_with_an_account_comes_in(home, honest):
    home.access().add(Account("mira.d", Rank.ANALYST, None, f"{honest.issuer} {honest.subject}", NOON))
    with calling(web_desk(home), settings(honest)) as client:
        page = travel(client)
        assert page.status_code == 200 and "url=/story/doc-1" in page.text
        assert "samesite=strict" in page.headers["set-cookie"].lower()
        assert client.get("/").status_code == 200
    assert [one.deed for one in home.access().entries()] == ["logged in"]


def test_the_login_page_offers_it(home, honest):
    with calling(web_desk(home), settings(honest)) as client:
        assert "Log in with the newsroom" in client.get("/login").text


def test_a_stranger_is_refused_and_that_is_logged(home, honest):
    with calling(web_desk(home), settings(honest)) as client:
        assert travel(client).status_code == 403
        assert client.get("/").status_code == 303
    (entry,) = home.access().entries()
    assert (entry.deed, entry.subject) == ("refused", f"{honest.issuer} {honest.subject}")


def test_a_stranger_gets_an_account_where_the_plan_says_so(home, honest):
    desk = web_desk(home, Keeping(strangers=Rank.READER))
    with calling(desk, settings(honest)) as client:
        assert travel(client).status_code == 200
    made = home.access().account("mira-desk")
    assert (made.role, made.password) == (Rank.READER, None)
    with calling(desk, settings(honest)) as client:
        assert travel(client).status_code == 200
    assert len(home.access().accounts()) == 2


@pytest.mark.parametrize(
    "lie",
    [{"aud": "somebody-else"}, {"iss": "https://elsewhere.example"}, {"exp": 1_000_000}, {"nonce": "another"}],
    ids=["audience", "issuer", "expired", "nonce"],
)
def test_a_word_that_does_not_hold_is_refused(home, honest, lie):
    honest.told = lie
    desk = web_desk(home, Keeping(strangers=Rank.READER))
    with calling(desk, settings(honest)) as client:
        assert travel(client).status_code == 403
        assert client.get("/").status_code == 303


def test_a_word_signed_by_another_key_is_refused(home, honest):
    honest.signs = RSAKey.generate_key(2048, {"kid": "one"})
    with calling(web_desk(home, Keeping(strangers=Rank.READER)), settings(honest)) as client:
        assert travel(client).status_code == 403


def test_a_word_without_a_signature_is_refused(home, honest, monkeypatch):
    import base64
    import json

    from tests.desk.web import provider

    def part(told):
        return base64.urlsafe_b64encode(json.dumps(told).encode()).rstrip(b"=").decode()

    unsigned = lambda header, claims, key: f"{part({'alg': 'none'})}.{part(claims)}."  # noqa: E731
    monkeypatch.setattr(provider.jwt, "encode", unsigned)
    with calling(web_desk(home, Keeping(strangers=Rank.READER)), settings(honest)) as client:
        assert travel(client).status_code == 403
        assert client.get("/").status_code == 303


def test_another_browser_cannot_end_the_journey(home, honest):
    desk = web_desk(home, Keeping(strangers=Rank.READER))
    with calling(desk, settings(honest)) as client:
        landed = httpx.get(client.get("/oidc").headers["location"]).headers["location"]
    with calling(desk, settings(honest)) as other:
        assert other.get(landed.removeprefix("http://localhost")).status_code == 400


def test_a_journey_takes_ten_minutes_at_most_and_ends_once(home, honest, watch):
    with calling(web_desk(home, Keeping(strangers=Rank.READER)), settings(honest)) as client:
        landed = httpx.get(client.get("/oidc").headers["location"]).headers["location"]
        watch.on(minutes=11)
        assert client.get(landed.removeprefix("http://localhost")).status_code == 400
        assert client.get(landed.removeprefix("http://localhost")).status_code == 400


def test_a_changed_state_is_refused(home, honest):
    with calling(web_desk(home, Keeping(strangers=Rank.READER)), settings(honest)) as client:
        landed = urlsplit(httpx.get(client.get("/oidc").headers["location"]).headers["location"])
        code = parse_qs(landed.query)["code"][0]
        assert client.get(f"/oidc/back?code={code}&state=guessed").status_code == 403


def test_it_leads_nowhere_else(home, honest):
    with calling(web_desk(home, Keeping(strangers=Rank.READER)), settings(honest)) as client:
        page = travel(client, "https://elsewhere.example/")
        assert 'url=/"' in page.text and "elsewhere" not in page.text


def test_a_house_that_cannot_be_reached_is_told(home, honest):
    gone = replace(settings(honest), oidc=Oidc("http://127.0.0.1:9", CLIENT, SECRET, "nobody"))
    with calling(web_desk(home), gone) as client:
        answer = client.get("/oidc")
        assert answer.status_code == 502 and "cannot be reached" in answer.text


def test_without_another_house_there_is_no_such_page(home):
    with calling(web_desk(home)) as client:
        assert client.get("/oidc").status_code == 404
        assert client.get("/oidc/back").status_code == 404
