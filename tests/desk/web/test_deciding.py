"""Decisions by programs: a token with the scope, in knowledge of the last decision, by the rules of the pages."""

from __future__ import annotations

import pytest

from purport.records import Filter
from purport.records.access import Scope
from tests.desk.web.test_handing import bearer


@pytest.fixture
def house(filled):
    return filled[0]


class Program:
    """Asks and decides with a token."""

    def __init__(self, caller, header):
        self.http, self.header = caller.http, header
        self.http.cookies.clear()

    def get(self, address, **query):
        return self.http.get(f"/api/v1{address}", params=query, headers=self.header)

    def post(self, address, **sent):
        return self.http.post(f"/api/v1{address}", json=sent, headers=self.header)


@pytest.fixture
def program(anna, house):
    return Program(anna, bearer(house, Scope.READ, Scope.ASSESS))


def an_event(program):
    return program.get("/events").json()["events"][0]["id"]


def test_an_event_is_accepted_corrected_and_taken_back(program, house):
    name = an_event(program)
    there = f"/events/{name}/decisions"
    first = program.get(there).json()
    assert first == {"about": [name], "seen": "", "decisions": []}
    done = program.post(there, ruling="accepted", seen="", reason="it is in the text")
    assert done.status_code == 201
    [made] = done.json()["decisions"]
    assert (made["ruling"], made["by"], made["reason"], made["changes"]) == (
        "accepted",
        "anna",
        "it is in the text",
        {},
    )
    assert made["mark"] == done.json()["seen"] and house.event(name).decision.by == "anna"
    seen = done.json()["seen"]
    edited = program.post(there, ruling="edited", seen=seen, changes={"place": "Kessim"}).json()
    assert edited["decisions"][-1]["changes"] == {"place": "Kessim"} and house.event(name).decided.place == "Kessim"
    again = program.post(there, ruling="edited", seen=edited["seen"], changes={"target": "the quay"}).json()
    assert again["decisions"][-1]["changes"] == {"place": "Kessim", "target": "the quay"}  # what was corrected stays so
    back = program.post(there, ruling="withdrawn", seen=again["seen"]).json()
    assert len(back["decisions"]) == 4 and house.event(name).decided.place != "Kessim"


def test_nothing_is_written_over_what_was_not_seen(program, house):
    name = an_event(program)
    there = f"/events/{name}/decisions"
    program.post(there, ruling="accepted", seen="")
    for seen in ("", "sha256:" + "0" * 64):
        late = program.post(there, ruling="rejected", seen=seen)
        assert late.status_code == 409 and late.json()["code"] == "overtaken"
        assert late.headers["content-type"] == "application/problem+json"
    assert len(program.get(there).json()["decisions"]) == 1


def test_grades_of_a_source_and_of_what_is_said(program, house):
    row = house.rows(Filter(source="police"))[0]
    name = row.statement.id
    for about, grade, held in ((name, "2", ("F", 2)), (row.statement.source_name, "B", ("B", 6))):
        done = program.post("/grades", about=about, grade=grade, seen="", reason="two saw it")
        made = done.json()["decisions"][-1]
        assert done.status_code == 201 and (made["reliability"], made["credibility"]) == held
        back = program.post("/grades", about=about, grade=None, seen=done.json()["seen"]).json()
        assert (back["decisions"][-1]["reliability"], back["decisions"][-1]["credibility"]) == ("F", 6)
        assert program.get("/grades", about=about).json() == back
    seen = program.get("/grades", about=name).json()["seen"]
    for sent, status, code in (
        ({"about": name, "grade": "A", "seen": seen, "reason": "x"}, 400, "wrong-axis"),
        ({"about": name, "grade": "3", "seen": "", "reason": "x"}, 409, "overtaken"),
        ({"about": name, "grade": "3", "seen": seen}, 400, "no-reason"),
        ({"about": row.document, "grade": None, "seen": ""}, 400, "nothing-decided"),
        ({"about": "nobody at all", "grade": "B", "seen": "", "reason": "x"}, 404, "unknown-id"),
        ({"about": name, "grade": "7", "seen": seen, "reason": "x"}, 422, "bad-question"),
    ):
        refused = program.post("/grades", **sent)
        assert (refused.status_code, refused.json()["code"]) == (status, code), sent
    assert len(program.get("/grades", about=name).json()["decisions"]) == 2


def test_two_tellings_are_put_apart_and_left_to_the_rules_again(program, filled):
    two = {"first": filled[2]["wire"], "second": filled[2]["own"]}
    assert program.get("/pairs", **two).json()["seen"] == ""
    done = program.post("/pairs", **two, pair="apart", seen="", reason="two blasts")
    assert done.status_code == 201 and done.json()["decisions"][0]["pair"] == "apart"
    assert all(one.startswith("tl-") for one in done.json()["about"])
    late = program.post("/pairs", **two, pair="together", seen="", reason="one blast")
    assert late.status_code == 409
    assert (
        program.post("/pairs", **two, pair="open", seen=done.json()["seen"]).json()["decisions"][-1]["pair"] == "open"
    )
    assert (
        program.post("/pairs", **{**two, "second": two["first"]}, pair="apart", seen="", reason="x").status_code == 400
    )
    assert program.get("/pairs", first="nothing", second="nothing").status_code == 404


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"ruling": "accepted"},
        {"ruling": "dances", "seen": ""},
        {"ruling": "accepted", "seen": "", "more": 1},
        {"ruling": "edited", "seen": "", "changes": {"sentence": "x"}},
        {"ruling": "edited", "seen": "", "changes": {"place": 5}},
        {"ruling": "accepted", "seen": "", "reason": "x" * 2_001},
    ],
)
def test_what_is_no_decision_is_refused(program, sent):
    there = f"/events/{an_event(program)}/decisions"
    assert program.post(there, **sent).status_code == 422
    assert program.get(there).json()["decisions"] == []


def test_a_value_that_an_event_cannot_have(program):
    there = f"/events/{an_event(program)}/decisions"
    refused = program.post(there, ruling="edited", seen="", changes={"action": "DANCES"})
    assert refused.status_code == 400 and refused.json()["code"] == "bad-value"


def test_it_takes_the_scope_and_the_role(anna, house, filled):
    with_scope = Program(anna, bearer(house, Scope.READ, Scope.ASSESS))
    there = f"/events/{an_event(with_scope)}/decisions"
    for header, status in (
        (bearer(house, Scope.READ), 403),
        (bearer(house, Scope.READ, Scope.EXPORT), 403),
        (bearer(house, Scope.ASSESS), 403),
        (bearer(house, Scope.READ, Scope.ASSESS, account="rhea"), 403),
        ({}, 401),
    ):
        one = Program(anna, header)
        for address, sent in (
            (there, {"ruling": "accepted"}),
            ("/grades", {"about": filled[2]["wire"], "grade": "2", "reason": "x"}),
            ("/pairs", {"first": filled[2]["wire"], "second": filled[2]["own"], "pair": "apart", "reason": "x"}),
        ):
            assert one.post(address, seen="", **sent).status_code == status, (header, address)
    assert with_scope.get(there).json()["decisions"] == []


def test_a_browser_needs_the_proof_here_too(anna):
    name = anna.get("/api/v1/events").json()["events"][0]["id"]
    sent = {"ruling": "accepted", "seen": ""}
    assert anna.http.post(f"/api/v1/events/{name}/decisions", json=sent).status_code == 403
