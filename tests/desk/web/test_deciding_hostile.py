"""Decisions by programs that mean harm, or err: odd text, odd ids, odd bodies, replays, and many at once; on either database."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from urllib.parse import unquote

import httpx
import pytest

from purport.config import load
from purport.records.access import Rank, Scope
from purport.rounds.doorkeeping import account_of
from purport.rounds.house import House
from purport.rounds.webdesk import web_desk
from tests.desk.web.conftest import PASSWORD, PEOPLE, calling, serving
from tests.desk.web.test_handing import bearer
from tests.rounds.desk import ARABIC, corroborator, file, market

ODD = {
    "arabic": "قال رئيس البلدية: «لا» ١٢٣",
    "turned": "\u202egnp.exe\u202c \u2066\u200f",
    "markup": "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "formula": '=HYPERLINK("https://example.org","x")',
    "quotes": "'; DROP TABLE assessment; --",
    "emoji": "👩🏽‍🚒" * 100,
    "template": "{{ 7*7 }} %(x)s {0} ${x}",
}
IDS = ("%00", "ev-%00", "ev-%25", "ev-_", "ev-", "..%2f..%2f", "%ED%A0%80", "%D9%85", "x" * 600, "ev-" + "0" * 16)


@pytest.fixture
def placed(tmp_path, ledger_url):
    """A house of the market on a database, its desk, and the ids of its stories."""
    with House(load(None, {"PURPORT_HOME": str(tmp_path / "house"), "PURPORT_LEDGER": ledger_url}, tmp_path)) as house:
        for name, rank in {**PEOPLE, "otto": Rank.ANALYST}.items():
            house.access().add(account_of(name, rank, PASSWORD, house.clock()))
        ids = market(house.ledger)
        ids["arabic"] = file(house.ledger, "arabic", ARABIC, "الميناء", minute=6, language="ar")
        corroborator(house.ledger, tmp_path / "house").up_to_date()
        yield house, web_desk(house), ids


@pytest.fixture
def program(placed):
    """Sends bytes to the API with a token that may decide."""
    house, desk, _ = placed
    with calling(desk) as caller:
        header = bearer(house, Scope.READ, Scope.ASSESS)

        def send(address, sent=None, **more):
            if sent is None:
                return caller.http.get(f"/api/v1{address}", headers=header)
            body = sent if isinstance(sent, bytes) else json.dumps(sent).encode()
            headers = {**header, "content-type": "application/json", **more}
            return caller.http.post(f"/api/v1{address}", content=body, headers=headers)

        send.caller = caller
        yield send


def an_event(program):
    return program("/events").json()["events"][0]["id"]


def test_odd_words_are_kept_as_words_and_shown_as_such(program, placed):
    house, _, ids = placed
    there, two = f"/events/{an_event(program)}/decisions", {"first": ids["wire"], "second": ids["own"]}
    about = house.ledger.document(ids["wire"]).reading.statements[0].id
    seen = ["", "", ""]
    for number, (what, text) in enumerate(ODD.items()):
        sent = (
            (there, {"ruling": "edited", "changes": {"place": text, "target": text}}),
            ("/pairs", {**two, "pair": ("apart", "together")[number % 2]}),
            ("/grades", {"about": about, "grade": "2"}),
        )
        for at, (address, told) in enumerate(sent):
            done = program(address, {**told, "seen": seen[at], "reason": text})
            assert done.status_code == 201, (what, address, done.text)
            seen[at] = done.json()["seen"]
            made = done.json()["decisions"][-1]
            assert made["reason"] == " ".join(text.split()), what
            if "changes" in made:
                assert made["changes"] == {"place": text.strip(), "target": text.strip()}
    caller = program.caller
    caller.enter("anna")
    for page in (
        f"/event/{there.split('/')[2]}",
        f"/pair?first={two['first']}&second={two['second']}",
        f"/story/{ids['wire']}",
    ):
        answer = caller.get(page)
        assert answer.status_code == 200
        assert "<script>alert" not in answer.text and "onerror=alert(1)>" not in answer.text
        assert not any(mark in answer.text for mark in "\u202e\u2066")
    for form in ("csv", "jsonl", "stix", "atom", "claims"):
        assert caller.post("/export", {"form": form, "tlp": "TLP:AMBER", "query": ""}).status_code == 200, form


def test_control_characters_are_no_words(program, placed):
    ids = placed[2]
    there = f"/events/{an_event(program)}/decisions"
    about = placed[0].ledger.document(ids["wire"]).reading.statements[0].id
    for text in ("a\0b", "\0", "a\x07b", "\x1b[31mred", "a\x7f"):
        for address, sent in (
            (there, {"ruling": "accepted", "reason": f"so{text}"}),
            (there, {"ruling": "edited", "changes": {"place": f"Kes{text}sim"}}),
            (there, {"ruling": "edited", "changes": {"target": f"{text}sim"}}),
            ("/grades", {"about": about, "grade": "2", "reason": f"so{text}!"}),
            ("/grades", {"about": text, "grade": "B", "reason": "x"}),
            ("/pairs", {"first": ids["wire"], "second": ids["own"], "pair": "apart", "reason": f"so{text}!"}),
        ):
            refused = program(address, {"seen": "", **sent})
            assert refused.status_code in (400, 404), (address, sent, refused.text)
    assert program(there).json()["decisions"] == [] == placed[0].ledger.corroboration.decisions()


def test_odd_ids_are_nobodys(program, placed):
    own = placed[2]["own"]
    for name in IDS:
        for sent in (None, {"ruling": "accepted", "seen": ""}):
            assert program(f"/events/{name}/decisions", sent).status_code in (400, 404), name
        for address in (f"/grades?about={name}", f"/pairs?first={name}&second={own}"):
            answer = program(address)
            assert answer.status_code in (400, 404, 422), address
            assert answer.headers["content-type"] == "application/problem+json"
        odd = unquote(name, errors="replace")
        graded = program("/grades", {"about": odd, "grade": "2", "seen": "", "reason": "x"})
        paired = program("/pairs", {"first": own, "second": odd, "pair": "apart", "seen": "", "reason": "x"})
        assert {graded.status_code, paired.status_code} <= {400, 404, 422}, name
    assert placed[0].ledger.corroboration.decisions() == []


BODIES = (
    b"", b"null", b'"x"', b"[]", b"[" * 500_000, b"{" * 10_000, b"\xff\xfe{", b'{"\\ud800": 1}', b"\x00",
    b'{"ruling": "accepted", "seen": "\\ud800"}', b'{"ruling": "accepted", "seen": "", "reason": "\\udfff"}',
    b'{"ruling": "accepted", "seen": "", "reason": ' + b"9" * 6_000 + b"}", b'{"ruling": NaN, "seen": Infinity}',
    b'{"ruling": "accepted", "seen": "", "\\u0000": ""}', b"ruling=accepted&seen=", b'{"ruling": "accepted"}',
    b'{"ruling": "edited", "seen": "", "changes": {"__class__": "x"}}', b'{"ruling": ["accepted"], "seen": ""}',
    b'{"ruling": "edited", "seen": "", "changes": {"place": "' + b"x" * 2_000 + b'"}}',
    b'{"ruling": "accepted", "seen": "' + b"x" * 100 + b'"}',
)  # fmt: skip


def test_what_is_no_decision_is_refused_with_a_reason(program):
    there = f"/events/{an_event(program)}/decisions"
    for body in BODIES:
        answer = program(there, body)
        assert answer.status_code in (400, 422), body[:80]
        assert answer.headers["content-type"] == "application/problem+json" and answer.json()["code"]
    assert program(there).json()["decisions"] == []


def test_a_body_of_another_kind_or_too_large_decides_nothing(program):
    there = f"/events/{an_event(program)}/decisions"
    fine = b'{"ruling": "accepted", "seen": ""}'
    for kind in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"):
        assert program(there, fine, **{"content-type": kind}).status_code == 422
    assert program(there, fine[:-1] + b" " * 1_000_001 + b"}").status_code == 413
    assert program(there).json()["decisions"] == []
    assert program(there, fine[:-1] + b" " * 900_000 + b"}").status_code == 201


def test_what_was_decided_is_not_decided_again_by_a_replay(program, placed):
    name, ids = an_event(program), placed[2]
    for address, sent, back in (
        (f"/events/{name}/decisions", {"ruling": "accepted", "seen": ""}, {"ruling": "withdrawn"}),
        ("/grades", {"about": "police", "grade": "B", "seen": "", "reason": "x"}, {"about": "police", "grade": None}),
        (
            "/pairs",
            {"first": ids["wire"], "second": ids["own"], "pair": "apart", "seen": "", "reason": "x"},
            {"first": ids["own"], "second": ids["wire"], "pair": "open"},
        ),
    ):
        first = program(address, sent)
        assert first.status_code == 201
        for _ in range(2):
            again = program(address, sent)
            assert again.status_code == 409 and again.json()["code"] == "overtaken"
        undone = program(address, {**back, "seen": first.json()["seen"]})
        assert undone.status_code == 201 and len(undone.json()["decisions"]) == 2
        assert program(address, {**back, "seen": first.json()["seen"]}).status_code == 409  # nor is its undoing
        assert program(address, sent).status_code == 409


def test_what_stands_so_already_is_not_said_to_be_decided(program, placed):
    sent = {"first": placed[2]["wire"], "second": placed[2]["own"], "pair": "apart", "reason": "two blasts"}
    first = program("/pairs", {**sent, "seen": ""})
    again = program("/pairs", {**sent, "seen": first.json()["seen"], "reason": "two blasts, as a third says"})
    assert (first.status_code, again.status_code) == (201, 200) and again.json() == first.json()


@pytest.mark.slow
def test_of_many_at_once_one_decides_and_all_others_are_told(placed):
    house, desk, ids = placed
    headers = [bearer(house, Scope.READ, Scope.ASSESS, account=name) for name in ("anna", "otto")]
    many = 8
    with serving(desk) as address, httpx.Client(base_url=f"{address}/api/v1", timeout=60, trust_env=False) as http:
        name = http.get("/events", headers=headers[0]).json()["events"][0]["id"]
        for there, sent in (
            (f"/events/{name}/decisions", {"ruling": "accepted", "seen": ""}),
            ("/grades", {"about": "police", "grade": "B", "seen": "", "reason": "x"}),
            ("/pairs", {"first": ids["wire"], "second": ids["own"], "pair": "apart", "seen": "", "reason": "x"}),
        ):
            gate = Barrier(many)

            def decide(number, there=there, sent=sent, gate=gate):
                gate.wait()
                return http.post(there, json=sent, headers=headers[number % 2]).status_code

            with ThreadPoolExecutor(many) as pool:
                found = sorted(pool.map(decide, range(many)))
            assert found == [201] + [409] * (many - 1), there
            asked = {"params": {key: sent[key] for key in ("about", "first", "second") if key in sent}}
            told = http.get(there, headers=headers[0], **asked).json()
            assert len(told["decisions"]) == 1 and told["decisions"][0]["by"] in ("anna", "otto")
