"""Closed by default: every page, every form, every header; and what a login page gives away."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from fastapi.routing import APIRoute
from starlette.routing import Route

from purport.desk.web.app import app_of
from purport.desk.web.guard import proof_of
from purport.desk.web.settings import Settings
from purport.desk.web.views import VIEWS
from purport.records.access import Rank
from purport.rounds.doorkeeping import Keeping, account_of
from purport.rounds.webdesk import web_desk
from tests.desk.web.conftest import INVITATION, PASSWORD, Watch, calling, house_in

NOON = datetime(2026, 3, 9, 12, tzinfo=UTC)
OPEN = {"/login", "/first", "/logout", "/oidc", "/oidc/back", "/health", "/static/{version}/{name:path}"}
"""What is answered to those who have not logged in."""


@pytest.fixture
def watch():
    return Watch(NOON)


@pytest.fixture
def empty(tmp_path, watch):
    """A house without stories and accounts, whose clock tests put on."""
    with house_in(tmp_path, watch) as opened:
        yield opened


def routes(app):
    """Every path that the app answers, with its methods."""
    found = []
    for view in VIEWS:
        found += [(one.path, one.methods) for one in view.router.routes if isinstance(one, APIRoute)]
    found += [(one.path, one.methods) for one in app.routes if isinstance(one, Route)]
    return found


def test_nothing_but_the_door_is_open(client, desk):
    asked = routes(client.http.app.inner)
    assert len(asked) > 15
    for path, methods in asked:
        if path in OPEN:
            continue
        address = path.replace("{name}", "x")
        for method in methods - {"HEAD", "OPTIONS"}:
            answer = client.http.request(method, address, follow_redirects=False)
            shut = (answer.status_code, answer.headers.get("location", "").partition("?")[0])
            assert shut in ((303, "/login"), (401, "")), (method, path, answer.status_code)


def test_the_way_leads_back_after_the_login(client):
    answer = client.get("/story/doc-1?statement=st-1")
    assert answer.headers["location"] == "/login?next=%2Fstory%2Fdoc-1%3Fstatement%3Dst-1"
    page = client.get(answer.headers["location"])
    assert 'name="onward" value="/story/doc-1?statement=st-1"' in page.text
    told = {"name": "anna", "password": PASSWORD, "onward": "/story/doc-1?statement=st-1"}
    assert client.post("/login", told).headers["location"] == "/story/doc-1?statement=st-1"


@pytest.mark.parametrize("there", ["https://elsewhere.example/", "//elsewhere.example", "/\\elsewhere", "javascript:x"])
def test_the_login_leads_nowhere_else(client, there):
    client.get("/login")
    answer = client.post("/login", {"name": "anna", "password": PASSWORD, "onward": there})
    assert answer.headers["location"] == "/"


def test_the_cookie_is_for_this_desk_alone(client, desk):
    told = client.enter("anna").headers["set-cookie"].lower()
    assert told.startswith("purport=") and "httponly" in told and "samesite=strict" in told and "path=/" in told
    with calling(desk, Settings(secure=True)) as secured:
        told = secured.get("/login").headers["set-cookie"]
        assert told.startswith("__Host-purport=") and "; Secure" in told and "Domain" not in told


def test_a_login_gives_another_secret_than_the_page_had(client):
    client.get("/login")
    before = client.secret
    client.enter("anna")
    assert before and client.secret and client.secret != before


def test_logging_out_ends_the_session(client):
    client.enter("anna")
    secret = client.secret
    answer = client.post("/logout")
    assert answer.status_code == 303 and "storage" in answer.headers["clear-site-data"]
    client.http.cookies.set("purport", secret)
    assert client.get("/").status_code == 303


def test_a_refused_login_tells_nothing(tmp_path, empty):
    empty.access().add(account_of("anna", Rank.ANALYST, PASSWORD, NOON))
    with calling(web_desk(empty)) as client:
        client.get("/login")
        known = client.post("/login", {"name": "anna", "password": "guess"})
        unknown = client.post("/login", {"name": "eve", "password": "guess"})
    assert known.status_code == unknown.status_code == 401
    assert known.text.replace("anna", "eve") == unknown.text


def test_too_many_tries_are_told_to_wait(empty, watch):
    empty.access().add(account_of("anna", Rank.ANALYST, PASSWORD, NOON))
    with calling(web_desk(empty)) as client:
        client.get("/login")
        for _ in range(5):
            client.post("/login", {"name": "anna", "password": "guess"})
        answer = client.post("/login", {"name": "anna", "password": PASSWORD})
        assert answer.status_code == 429 and answer.headers["retry-after"] == "900" and "15 minutes" in answer.text
        watch.on(minutes=16)
        assert client.post("/login", {"name": "anna", "password": PASSWORD}).status_code == 303


def test_the_first_account_is_made_with_the_invitation(empty):
    with calling(web_desk(empty, Keeping(invitation=INVITATION))) as client:
        assert "The first account" in client.get("/login").text
        page = client.get(f"/first?invitation={INVITATION}")
        assert f'value="{INVITATION}"' in page.text
        told = {"invitation": INVITATION, "name": "ada", "password": "short"}
        assert client.post("/first", told).status_code == 400
        assert client.post("/first", {**told, "invitation": "guess", "password": PASSWORD}).status_code == 403
        assert client.post("/first", {**told, "name": "A da", "password": PASSWORD}).status_code == 400
        assert client.post("/first", {**told, "password": PASSWORD}).status_code == 303
        assert client.get("/").status_code == 200
        assert client.get("/first").status_code == 303
        assert client.post("/first", {**told, "name": "eve", "password": PASSWORD}).status_code == 403
    assert [(one.name, one.role) for one in empty.access().accounts()] == [("ada", Rank.ADMIN)]


def test_the_access_log_is_for_admins(desk):
    for name, status in (("rhea", 403), ("anna", 403), ("ada", 200)):
        with calling(desk) as client:
            client.enter(name)
            answer = client.get("/log")
            assert answer.status_code == status
            assert ('href="/log"' in client.get("/").text) == (status == 200)
    assert "logged in" in answer.text and "192.0.2.9" in answer.text


def test_people_change_their_own_password(empty):
    empty.access().add(account_of("anna", Rank.ANALYST, PASSWORD, NOON))
    new = "another harbour at dusk"
    with calling(web_desk(empty)) as client:
        client.enter("anna")
        assert "analyst" in client.get("/account").text
        assert client.post("/account", {"password": "guess", "new": new}).status_code == 403
        assert client.post("/account", {"password": PASSWORD, "new": "short"}).status_code == 400
        answer = client.post("/account", {"password": PASSWORD, "new": new})
        assert answer.headers["location"] == "/account?changed=true"
        assert "The password is changed" in client.get("/account?changed=true").text
        client.post("/logout")
        assert client.enter("anna").status_code == 401
        assert client.enter("anna", new).status_code == 303


# Requests that change something (CSRF)


def test_a_form_without_its_proof_is_refused(entered):
    for data in ({}, {"csrf": ""}, {"csrf": "guess"}, {"csrf": proof_of("another secret")}):
        assert entered.http.post("/logout", data=data, follow_redirects=False).status_code == 403
    assert entered.get("/").status_code == 200


def test_a_form_from_elsewhere_is_refused(entered):
    assert entered.post("/logout", headers={"origin": "https://elsewhere.example"}).status_code == 403
    assert entered.post("/logout", headers={"origin": "null"}).status_code == 403
    assert entered.post("/logout", headers={"sec-fetch-site": "cross-site"}).status_code == 403
    assert (
        entered.post("/logout", headers={"origin": "http://localhost", "sec-fetch-site": "same-origin"}).status_code
        == 303
    )


def test_a_login_needs_a_proof_too(client):
    answer = client.http.post("/login", data={"name": "anna", "password": PASSWORD}, follow_redirects=False)
    assert answer.status_code == 403


def test_the_proof_may_come_in_a_header(entered):
    proof = {"x-csrf": proof_of(entered.secret)}
    assert entered.http.post("/logout", headers=proof, follow_redirects=False).status_code == 303


# The wire


def test_every_answer_has_its_headers(client):
    for address in ("/login", "/", "/nothing", "/health", "/api/v1/statements", "/static/x/nothing.js"):
        headers = client.get(address).headers
        assert "script-src 'self'" in headers["content-security-policy"]
        assert "unsafe" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff" and headers["x-frame-options"] == "DENY"
        assert headers["referrer-policy"] == "same-origin" and headers["cache-control"] == "no-store"
        assert "server" not in headers and "strict-transport-security" not in headers


def test_by_tls_browsers_are_told_to_stay_there(desk):
    with calling(desk, Settings(secure=True)) as client:
        assert client.get("/login").headers["strict-transport-security"] == "max-age=31536000"


@pytest.mark.parametrize("host", ["elsewhere.example", "localhost.elsewhere.example", "", "127.0.0.1.nip.example:80"])
def test_another_host_is_refused(client, host):
    assert client.get("/login", headers={"host": host}).status_code == 421


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:8765", "127.0.0.1:1", "[::1]:8765"])
def test_its_own_names_are_known(client, host):
    assert client.get("/login", headers={"host": host}).status_code == 200


def test_a_request_that_is_too_large_is_refused(entered, desk):
    assert entered.post("/searches", {"name": "x" * 1_100_000}).status_code == 413
    with calling(desk, replace(Settings(), max_body=1_000)) as client:
        client.get("/login")

        def pieces():
            for _ in range(20):
                yield b"a" * 100

        kind = {"content-type": "application/x-www-form-urlencoded"}
        assert client.http.post("/login", content=pieces(), headers=kind).status_code == 413
    assert entered.get("/login", headers={"content-length": "many"}).status_code == 413


def test_too_many_requests_wait(empty, watch):
    with calling(web_desk(empty), replace(Settings(), requests_per_minute=10)) as client:
        assert {client.get("/health").status_code for _ in range(10)} == {200}
        answer = client.get("/health")
        assert answer.status_code == 429 and int(answer.headers["retry-after"]) == 6
        watch.on(seconds=6)
        assert client.get("/health").status_code == 200
        assert client.get("/health").status_code == 429
        assert client.get("/static/x/desk.css").status_code == 200


def test_files_are_kept_for_ever_under_their_digest(client):
    from purport.desk.web.assets import address, stock

    for name, data in stock().items():
        answer = client.get(address(name))
        assert answer.content == data and "immutable" in answer.headers["cache-control"]
    assert client.get("/static/earlier/desk.css").headers["cache-control"] == "no-cache"
    for name in ("../app.py", "..%2fapp.py", "%2e%2e/app.py", "vendor/../../app.py", "vendor"):
        assert client.get(f"/static/x/{name}").status_code == 404


def test_a_fault_tells_nothing_of_itself(desk):
    class Broken:
        def __getattr__(self, name):
            raise RuntimeError("a secret path")

    broken = replace(desk, questions=Broken())
    with calling(broken) as client:
        client.enter("anna")
        page, api = client.get("/"), client.get("/api/v1/statements")
    assert page.status_code == api.status_code == 500
    assert "secret" not in page.text + api.text and api.json()["code"] == "fault"


def test_a_busy_ledger_is_told(desk):
    from purport.errors import LedgerError

    class Busy:
        def __getattr__(self, name):
            raise LedgerError("is locked", code="ledger-locked", subject="/a/secret/path")

    with calling(replace(desk, questions=Busy())) as client:
        client.enter("anna")
        assert client.get("/").status_code == 503
        told = client.get("/api/v1/statements")
    assert told.status_code == 503 and told.json()["code"] == "ledger-locked" and "secret" not in told.text


def test_health_tells_whether_the_ledger_answers(client):
    assert client.get("/health").json() == {"status": "ok"}


def test_the_app_of_no_settings_is_for_this_machine(desk):
    assert app_of(desk).inner is not None
    assert Settings().hosts == ("localhost", "127.0.0.1", "[::1]")
