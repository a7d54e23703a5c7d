"""The API: the same filters, the contract's JSON, problems as problem+json, and what is not known is not told."""

from __future__ import annotations

from urllib.parse import quote

import fastjsonschema
import pytest

from purport.records import Certainty, Filter
from purport.records.access import Scope
from purport.records.access import Token as Kept
from purport.rounds.doorkeeping import token_of
from tests.desk.web.conftest import calling


@pytest.fixture(scope="module")
def tokens(house):
    """Secrets of tokens of the analyst, by the scope that they are good for."""
    told = {}
    for scope in Scope:
        told[scope], token = token_of("anna", f"for {scope}", (scope,), (house.clock(), None))
        assert isinstance(token, Kept)
        house.access().give(token)
    return told


def asking(client, secret):
    client.http.headers["authorization"] = f"Bearer {secret}"
    return client


def test_nobody_is_told_anything(client):
    for address in ("/api/v1/statements", "/api/v1/documents", "/api/v1/events", "/api/openapi.json"):
        answer = client.get(address)
        assert answer.status_code == 401
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.headers["www-authenticate"].startswith("Bearer")
        assert answer.json()["code"] == "not-entered"


def test_a_token_reads(client, tokens):
    answer = asking(client, tokens[Scope.READ]).get("/api/v1/statements", params={"act": "denies", "limit": 3})
    assert answer.status_code == 200 and len(answer.json()["statements"]) == 3
    assert {one["act"] for one in answer.json()["statements"]} == {"denies"}


def test_a_token_is_good_for_its_scope_alone(client, tokens):
    assert asking(client, tokens[Scope.EXPORT]).get("/api/v1/statements").status_code == 403
    assert asking(client, tokens[Scope.ASSESS]).get("/").status_code == 403


def test_no_token_at_all(client):
    assert asking(client, "purport_nothing").get("/api/v1/statements").status_code == 401
    assert asking(client, "").get("/api/v1/statements").status_code == 401


def test_pages_follow_each_other_without_gap_or_overlap(entered, house):
    found, address = [], "/api/v1/statements?limit=50"
    while address:
        answer = entered.get(address).json()
        found += [one["id"] for one in answer["statements"]]
        address = answer["next"]
    assert found == [row.statement.id for row in house.rows(Filter(limit=None))]
    assert len(found) == len(set(found)) > 200


def test_filters_are_those_of_the_command_line(entered, house):
    asked = Filter(certainty=Certainty.CALLED_FOR, limit=None)
    for told in ("called for", "called_for", "Called-For"):
        answer = entered.get("/api/v1/statements", params={"certainty": told, "limit": 500}).json()
        assert [one["id"] for one in answer["statements"]] == [row.statement.id for row in house.rows(asked)]
    answer = entered.get("/api/v1/statements", params={"words": "dam bridge", "since": "2024-03"}).json()
    expected = house.search(Filter(words="dam bridge", since="2024-03"))
    assert [one["id"] for one in answer["statements"]] == [row.statement.id for row in expected]


def test_a_document_is_as_the_contract_has_it(entered):
    from purport.exchange.contract import schema

    first = entered.get("/api/v1/documents?limit=1").json()["documents"][0]
    told = entered.get(f"/api/v1/documents/{first['document']}").json()
    fastjsonschema.compile(schema())(told)
    assert told["document"] == first["document"] and len(told["attributions"]) == first["statements"]


def test_documents_follow_each_other(entered):
    found, address = [], "/api/v1/documents?limit=10"
    while address:
        answer = entered.get(address).json()
        found += [one["document"] for one in answer["documents"]]
        address = answer["next"]
    assert len(found) == len(set(found)) > 20


def test_one_statement_and_one_event(entered):
    first = entered.get("/api/v1/statements?limit=1").json()["statements"][0]
    assert entered.get(f"/api/v1/statements/{first['id'][:9]}").json() == first
    event = entered.get("/api/v1/events?limit=1&action=ASSAULT").json()["events"][0]
    assert entered.get(f"/api/v1/events/{event['id']}").json() == event


def test_matters_and_what_they_weigh(entered, house):
    found = entered.get("/api/v1/matters?least=2").json()["matters"]
    assert found and all(one["stories"] >= 2 for one in found)
    told = entered.get(f"/api/v1/matters/{found[0]['matter']}").json()
    assert told["lines"] and told["origins"]
    statement = house.rows(Filter(document="ultimatum", limit=1))[0].statement.id
    assert entered.get(f"/api/v1/matters/{statement}").status_code == 200
    assert entered.get("/api/v1/matters?since=2024").status_code == 422


@pytest.mark.parametrize(
    ("address", "status", "code"),
    [
        ("/api/v1/statements/st-ffffffffffffffff", 404, "unknown-id"),
        ("/api/v1/documents/nothing-of-that-name", 404, "unknown-id"),
        ("/api/v1/events/ev-ffffffffffffffff", 404, "unknown-id"),
        ("/api/v1/statements?since=2024-13-45", 400, "bad-date"),
        ("/api/v1/statements?since=tomorrow", 422, "bad-question"),
        ("/api/v1/statements?words=-only", 400, "no-words"),
        ("/api/v1/statements?act=sings", 422, "bad-question"),
        ("/api/v1/statements?limit=0", 422, "bad-question"),
        ("/api/v1/statements?limit=100000", 422, "bad-question"),
        ("/api/v1/statements?before=99999999999999999999", 422, "bad-question"),
        (f"/api/v1/statements?words={'a' * 501}", 422, "bad-question"),
        ("/api/v1/nothing", 404, "not-found"),
    ],
)
def test_what_cannot_be_answered_is_a_problem(entered, address, status, code):
    answer = entered.get(address)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["status"] == status and answer.json()["type"] == "about:blank"


def test_a_condition_that_is_not_understood_is_named(entered):
    answer = entered.get("/api/v1/statements?act=sings").json()
    assert [one["name"] for one in answer["fields"]] == ["act"]


def test_the_contract_names_what_there_is(entered):
    told = entered.get("/api/openapi.json").json()
    assert set(told["paths"]) >= {f"/api/v1/{name}" for name in ("statements", "documents", "events")}
    assert all(path.startswith("/api/") for path in told["paths"])
    names = {one["name"] for one in told["paths"]["/api/v1/statements"]["get"]["parameters"]}
    assert names >= {
        "words",
        "source",
        "speaker",
        "place",
        "act",
        "certainty",
        "target",
        "since",
        "until",
        "violent",
        "document",
    }


def test_a_token_that_is_over_is_none(desk, house):
    from datetime import timedelta

    secret, token = token_of("rhea", "over", (Scope.READ,), (house.clock(), house.clock() - timedelta(seconds=1)))
    house.access().give(token)
    with calling(desk) as client:
        assert asking(client, secret).get("/api/v1/statements").status_code == 401


ODD = ["\x00", "'", '"', "*", "%", "_", "(", "NEAR(a b)", "a OR b", "- -", "a\x00b", "🜁", "\u202e", "0x10", "a" * 500]
NAMES = ("words", "source", "speaker", "target", "place", "document", "since", "act", "before")


@pytest.mark.parametrize("name", NAMES)
def test_odd_words_break_nothing(entered, name):
    for value in ODD:
        answer = entered.get("/api/v1/statements", params={"limit": 1, name: value})
        assert answer.status_code in (200, 400, 404, 422), (value, answer.text)


@pytest.mark.parametrize("kind", ["statements", "documents", "events", "matters"])
def test_odd_names_break_nothing(entered, kind):
    for value in ODD:
        answer = entered.get(f"/api/v1/{kind}/{quote(value, safe='')}")
        assert answer.status_code in (200, 400, 404), (value, answer.text)
        if kind != "statements":
            answer = entered.get(f"/api/v1/{kind}", params={"limit": 1, "words": value, "offset": value})
            assert answer.status_code in (200, 400, 404, 422), (value, answer.text)


def test_undated_documents_count_by_their_estimates_where_it_is_asked_for(entered, house):
    asked = Filter(since="2024-03", estimated=True, limit=None)
    answer = entered.get("/api/v1/statements?since=2024-03&estimated=yes&limit=500").json()
    assert {one["id"] for one in answer["statements"]} == {row.statement.id for row in house.rows(asked)}


@pytest.mark.parametrize("question", ["statements", "documents", "events", "matters"])
def test_a_condition_that_is_not_known_is_refused_by_name(client, tokens, question):
    answer = asking(client, tokens[Scope.READ]).get(f"/api/v1/{question}", params={"speker": "Varakh"})
    assert (answer.status_code, answer.json()["code"]) == (422, "bad-question")
    assert [one["name"] for one in answer.json()["fields"]] == ["speker"]
