"""Deciding on statements in the browser: on cards, in the story, on a page of their own; readers only look."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor

import pytest

from purport.records import Certainty, Filter, Ruling
from tests.desk.web.conftest import HOSTILE, accessible, browsing, picture, serving
from tests.desk.web.test_handing import bearer
from tests.desk.web.test_review import PHONE, WHY_ARABIC, WIDE, columns, hidden

WHO_ARABIC = "مدير المستشفى سمير حداد"


@pytest.fixture
def house(filled):
    return filled[0]


@pytest.fixture
def said(house, filled):
    """A statement of the first story."""
    return house.ledger.document(filled[2]["wire"]).reading.statements[0]


def there(said):
    return f"/statement/{said.id}/decision"


# Pages


def test_a_correction_keeps_what_was_read_beside_it(anna, house, said):
    page = anna.get(there(said)).text
    assert set(columns(page)) == {"source_name", "act", "certainty", "targets", "places", "spoken", "violent"}
    sent = {
        **columns(page),
        "ruling": "edited",
        "seen": "",
        "source_name": WHO_ARABIC,
        "certainty": "purported",
        "targets": "the quay; the mill",
        "reason": WHY_ARABIC,
    }
    assert anna.post(there(said), sent).headers["location"] == there(said)
    row = house.row(said.id)
    assert (row.statement.source_name, row.statement.certainty) == (WHO_ARABIC, Certainty.PURPORTED)
    assert (row.statement.targets, row.read) == (("the quay", "the mill"), said)
    assert (row.decision.by, row.decision.reason) == ("anna", WHY_ARABIC)
    after = anna.get(there(said)).text
    assert f'<q class="because" dir="auto">{WHY_ARABIC}</q>' in after
    assert re.search(rf'<ins><span class="unseen">.*?</span><bdi>{WHO_ARABIC}</bdi></ins>', after)
    emptied = {**columns(after), "ruling": "edited", "seen": hidden(after, "seen"), "targets": ""}
    assert anna.post(there(said), emptied).status_code == 303
    assert (house.row(said.id).statement.targets, house.row(said.id).statement.source_name) == ((), WHO_ARABIC)


def test_a_correction_that_changes_nothing_is_an_acceptance(anna, house, said):
    sent = {**columns(anna.get(there(said)).text), "ruling": "edited", "seen": ""}
    assert anna.post(there(said), sent).status_code == 303
    assert house.row(said.id).decision.ruling is Ruling.ACCEPTED


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("spoken", "next week", "write 2026-03-01"),
        ("certainty", "asserted", "one of: attributed"),
        ("act", "shouts", "says"),
    ],
)
def test_what_does_not_fit_its_field_is_said_and_kept_in_the_form(anna, house, said, field, value, told):
    sent = {**columns(anna.get(there(said)).text), "ruling": "edited", "seen": "", "targets": "traders", field: value}
    answer = anna.post(there(said), {**sent, "reason": "kept words"})
    assert answer.status_code == 400 and told in answer.text
    assert columns(answer.text.replace("<select", "<select "))["targets"] == "traders"
    assert "kept words</textarea>" in answer.text
    assert house.ledger.statement_decisions(said.id) == []


def test_undoing_is_another_decision(anna, house, said):
    anna.post(there(said), {"ruling": "rejected", "seen": "", "reason": "nobody said it"})
    page = anna.get(there(said)).text
    assert "rejected" in page and "nobody said it" in page
    anna.post(there(said), {"ruling": "withdrawn", "seen": hidden(page, "seen")})
    made = house.ledger.statement_decisions(said.id)
    assert [one.ruling for one in made] == [Ruling.REJECTED, Ruling.WITHDRAWN]
    assert house.row(said.id).decision is None
    assert [one.deed for one in house.custody()].count("decided") == 2


def test_two_at_once_lose_nothing(anna, otto, house, said):
    mine, theirs = anna.get(there(said)).text, otto.get(there(said)).text
    sent = {"ruling": "rejected", "seen": hidden(theirs, "seen"), "reason": HOSTILE}
    assert otto.post(there(said), sent).status_code == 303
    told = {**columns(mine), "ruling": "edited", "seen": hidden(mine, "seen"), "source_name": "Ada Roe", "reason": "so"}
    answer = anna.post(there(said), told)
    assert answer.status_code == 409
    assert "Somebody else decided" in answer.text and "otto" in answer.text
    assert HOSTILE not in answer.text and "&lt;script&gt;" in answer.text
    assert columns(answer.text)["source_name"] == "Ada Roe"
    again = {**columns(answer.text), "ruling": "edited", "seen": hidden(answer.text, "seen"), "reason": "so"}
    assert anna.post(there(said), again).status_code == 303
    assert [(one.by, one.ruling) for one in house.ledger.statement_decisions(said.id)] == [
        ("otto", Ruling.REJECTED),
        ("anna", Ruling.EDITED),
    ]


def test_of_many_at_the_same_moment_one_is_written(anna, house, said):
    def send(number):
        return anna.post(there(said), {"ruling": "accepted", "seen": "", "reason": str(number)}).status_code

    with ThreadPoolExecutor(8) as pool:
        assert sorted(pool.map(send, range(8))) == [303] + [409] * 7
    assert len(house.ledger.statement_decisions(said.id)) == 1


def test_readers_look_and_do_not_decide(rhea, house, said, filled):
    page = rhea.get(there(said))
    assert page.status_code == 200 and "you may look" in page.text
    for text in (page.text, rhea.get("/").text, rhea.get(f"/story/{filled[2]['wire']}").text):
        assert "<form" in text and f'action="{there(said)}"' not in text
    assert rhea.post(there(said), {"ruling": "accepted", "seen": ""}).status_code == 403
    assert house.ledger.statement_decisions(said.id) == []


def test_forms_of_others_are_refused(anna, house, said):
    sent = {"ruling": "accepted", "seen": ""}
    assert anna.post(there(said), {**sent, "csrf": "0" * 64}).status_code == 403
    assert anna.post(there(said), sent, headers={"origin": "https://elsewhere.example"}).status_code == 403
    assert anna.post(there(said), {"ruling": "liked", "seen": ""}).status_code == 400
    assert anna.post("/statement/st-0000000000000000/decision", sent).status_code == 404
    assert anna.get("/statement/st-0000000000000000/decision").status_code == 404
    onward = anna.post(there(said), {**sent, "onward": "//elsewhere.example"})
    assert onward.headers["location"] == "/"
    assert [one.reason for one in house.ledger.statement_decisions(said.id)] == [""]


def test_a_card_gets_back_what_it_shows_and_the_mark_of_what_was_taken_back(anna, house, said):
    part = {"hx-request": "true"}
    sent = {"ruling": "accepted", "seen": "", "onward": "/?act=says"}
    answer = anna.post(there(said), sent, headers=part)
    assert answer.status_code == 200 and answer.text.strip().startswith('<div class="ruled"')
    assert "accepted" in answer.text and "anna" in answer.text and hidden(answer.text, "onward") == "/?act=says"
    back = anna.post(there(said), {"ruling": "withdrawn", "seen": hidden(answer.text, "seen")}, headers=part)
    assert 'value="accepted"' in back.text and hidden(back.text, "seen").startswith("sha256:")
    again = anna.post(there(said), {"ruling": "accepted", "seen": hidden(back.text, "seen")}, headers=part)
    assert again.status_code == 200
    late = anna.post(there(said), {"ruling": "accepted", "seen": ""}, headers=part)
    assert late.status_code == 409 and "Somebody else decided" in late.text
    assert len(house.ledger.statement_decisions(said.id)) == 3


def test_lists_and_stories_show_it_as_corrected_or_rejected(anna, house, said, filled):
    house.decide(said.id, Ruling.EDITED, {"source_name": "Ada Roe", "certainty": "denied"}, "otto", "misread")
    stream, story = anna.get("/").text, anna.get(f"/story/{filled[2]['wire']}").text
    for page in (stream, story):
        assert f'id="ruled-{said.id}"' in page and "Ada Roe" in page and "misread" in page
        assert f"<bdi>{said.source_name}</bdi>" in page  # as read
    assert f'class="m content c-denied h0" data-of="{said.id}"' in story
    assert (
        'href="/speaker?name=Ada+Roe"' not in stream and 'href="/grade?about=Ada+Roe"' not in story
    )  # found by what was read
    assert anna.get("/grade", params={"about": said.source_name}).status_code == 200
    timeline = anna.get("/timeline").text
    assert 'class="ruling r-edited"' in timeline and "Ada Roe" in timeline
    house.decide(said.id, Ruling.REJECTED, {}, "otto", "nobody said it")
    for page in (anna.get("/").text, anna.get(f"/story/{filled[2]['wire']}").text):
        assert re.search(r'class="(card|saying) rejected"', page)


def test_programs_decide_by_the_same_rules(anna, house, said):
    anna.http.cookies.clear()
    from purport.records.access import Scope
    from tests.desk.web.test_deciding import Program

    program = Program(anna, bearer(house, Scope.READ, Scope.ASSESS))
    way = f"/statements/{said.id}/decisions"
    assert program.get(way).json() == {"about": [said.id], "seen": "", "decisions": []}
    done = program.post(way, ruling="edited", seen="", changes={"targets": "the quay; the mill", "violent": "yes"})
    assert done.status_code == 201
    assert done.json()["decisions"][-1]["changes"] == {"targets": "the quay; the mill", "violent": "yes"}
    late = program.post(way, ruling="rejected", seen="")
    assert late.status_code == 409 and late.json()["code"] == "overtaken"
    more = program.post(way, ruling="edited", seen=done.json()["seen"], changes={"source_name": WHO_ARABIC}).json()
    assert set(more["decisions"][-1]["changes"]) == {"source_name", "targets", "violent"}  # what was corrected stays so
    assert program.post(way, ruling="edited", seen=more["seen"], changes={"content": "x"}).status_code == 422
    assert program.post(way, ruling="edited", seen=more["seen"], changes={"spoken": "soon"}).status_code == 400
    rows = program.get("/statements", source=said.source_name).json()["statements"]
    (row,) = [one for one in rows if one["id"] == said.id]
    assert (row["source_name"], row["decision"]["ruling"]) == (WHO_ARABIC, "edited")
    assert row["as_read"]["source_name"] == said.source_name


def test_lists_by_what_was_decided(anna, house, said):
    house.decide(said.id, Ruling.REJECTED, {}, "otto", "nobody said it")
    card = f'id="card-{said.id}"'
    assert card in anna.get("/?decision=rejected").text and card not in anna.get("/?decision=undecided").text
    assert card in anna.get("/").text and "Drop the condition Decision" in anna.get("/?decision=rejected").text
    assert anna.get("/?decision=liked").status_code == 422
    rows = anna.get("/api/v1/statements?decision=rejected").json()["statements"]
    assert [one["id"] for one in rows] == [said.id]
    assert anna.get("/map?decision=rejected").status_code == anna.get("/timeline?decision=edited").status_code == 200
    kept = anna.post("/searches", {"name": "gone", "query": "decision=rejected"})
    assert kept.headers["location"] == "/?decision=rejected"


# In a browser


@pytest.fixture
def opened(browser, filled):
    with serving(filled[1]) as address, browsing(browser, address, viewport=WIDE) as page:
        yield page


def card_of(page):
    return page.evaluate("document.activeElement.closest('.card').id.slice(5)")


def test_by_keys_in_the_stream(opened, house):
    opened.goto("/")
    opened.keyboard.press("a")  # nothing has the focus yet: nothing is decided
    opened.keyboard.press("j")
    first = card_of(opened)
    opened.keyboard.press("a")
    opened.wait_for_selector(f"#ruled-{first} .r-accepted")
    assert house.row(first).decision.ruling is Ruling.ACCEPTED
    opened.wait_for_selector(f"#ruled-{first}:focus")
    accessible(opened)
    picture(opened, "stream-decided")
    opened.click(f"#ruled-{first} button")
    opened.wait_for_selector(f"#ruled-{first} button[data-key=a]")
    assert house.row(first).decision is None
    opened.wait_for_selector(f"#ruled-{first}:focus")
    opened.keyboard.press("j")
    second = card_of(opened)
    assert second != first
    opened.keyboard.press("e")
    opened.wait_for_url(f"**/statement/{second}/decision")
    accessible(opened)
    opened.keyboard.press("e")
    opened.wait_for_selector("#c-source_name:focus")
    opened.fill("#c-source_name", WHO_ARABIC)
    opened.fill("#reason-correct", WHY_ARABIC)
    picture(opened, "statement-correct", whole=True)
    accessible(opened)
    opened.click("text=Save the correction")
    opened.wait_for_selector("ol.history q.because")
    accessible(opened)
    opened.goto("/")
    opened.wait_for_selector(f"#ruled-{second} .asread")
    assert WHO_ARABIC in opened.inner_text(f"#card-{second} h3")
    accessible(opened)
    opened.goto(f"/statement/{second}/decision")
    opened.fill("#reason", "nobody said it")
    opened.keyboard.press("Tab")
    opened.keyboard.press("r")
    opened.wait_for_selector(".r-rejected")
    opened.goto("/")
    assert opened.locator(f"#card-{second}.rejected").count() == 1
    accessible(opened)
    picture(opened, "stream-rejected")
    opened.click(f"#ruled-{second} button")
    opened.wait_for_selector(f"#ruled-{second} button[data-key=a]")
    opened.wait_for_selector(f"#card-{second}:not(.rejected)")
    assert list(house.ledger.faults()) == []


def test_somebody_else_came_first(opened, house):
    opened.goto("/")
    opened.keyboard.press("j")
    name = card_of(opened)
    house.decide(name, Ruling.REJECTED, {}, "otto", WHY_ARABIC)
    opened.errors.clear()
    opened.keyboard.press("a")
    opened.wait_for_selector("[role=alert]")
    picture(opened, "statement-overtaken", whole=True)
    accessible(opened)
    assert [one for one in opened.errors if "409" not in one] == []
    opened.errors.clear()
    assert house.row(name).rejected
    opened.click("button[value=accepted]")
    opened.wait_for_url("**/#card-*")
    assert [one.by for one in house.ledger.statement_decisions(name)] == ["otto", "anna"]


def test_in_the_story(opened, house, said, filled):
    opened.goto(f"/story/{filled[2]['wire']}")
    opened.click(f"#ruled-{said.id} button")
    opened.wait_for_selector(f"#ruled-{said.id} .r-accepted")
    opened.wait_for_selector(f"#ruled-{said.id}:focus")
    accessible(opened)
    picture(opened, "story-statement-decided", whole=True)
    opened.click(f"#ruled-{said.id} .correct")
    opened.wait_for_selector("ol.history > li")


def test_on_a_phone_in_the_dark_without_scripts(browser, filled, said):
    options = {"viewport": PHONE, "color_scheme": "dark"}
    ledger = filled[0].ledger
    with serving(filled[1]) as address:
        with browsing(browser, address, **options) as page:
            for where in ("/", there(said), f"/story/{filled[2]['wire']}"):
                page.goto(where)
                accessible(page)
                assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
            page.goto(there(said))
            page.click("summary")
            picture(page, "statement-phone-dark", whole=True)
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        with browsing(browser, address, java_script_enabled=False, **options) as page:
            page.goto("/")
            page.click(".ruled button >> nth=0")
            page.wait_for_url("**/#card-*")
            page.wait_for_selector(".r-accepted")
    assert len(ledger.rows(Filter(rulings=(Ruling.ACCEPTED,)))) == 1
