"""Deciding in the browser: events, pairs and grades; readers look, nothing is overwritten, and undoing is one more decision."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor

import pytest

from purport.records import EventFilter, Ruling
from purport.records.access import Scope
from purport.rounds.doorkeeping import token_of
from tests.desk.web.conftest import HOSTILE, accessible, browsing, picture, serving

WHY_ARABIC = "السبب: الشرطة لم تؤكد ذلك"
WIDE, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}


@pytest.fixture
def house(filled):
    """The house of its own, instead of the one that is only looked at."""
    return filled[0]


def hidden(page, name):
    """The value of a hidden field."""
    return re.search(rf'name="{name}" value="([^"]*)"', page)[1]


def event_of(house, document):
    return house.ledger.events(EventFilter(document=document))[0].event.id


def columns(page):
    """The columns of the correction as the form has them."""
    told = dict(re.findall(r'<input id="c-\w+" name="(\w+)" value="([^"]*)"', page))
    for name, options in re.findall(r'<select id="c-\w+" name="(\w+)">(.*?)</select>', page, re.DOTALL):
        told[name] = re.search(r'value="([^"]*)" selected', options)[1]
    return told


# Events


def test_the_queue_leads_through_what_waits(anna, house):
    page = anna.get("/review").text
    before = house.ledger.count_events(EventFilter(undecided=True))
    assert f"{before} events wait" in page
    first = re.search(r'action="/event/(ev-\w+)"', page)[1]
    sent = {"ruling": "accepted", "seen": hidden(page, "seen"), "onward": hidden(page, "onward")}
    answer = anna.post(f"/event/{first}", sent)
    assert (answer.status_code, answer.headers["location"]) == (303, "/review")
    after = anna.get("/review").text
    assert f"{before - 1} events wait" in after and first not in after
    made = house.ledger.decisions(first)
    assert [(one.ruling, one.by, one.reason) for one in made] == [(Ruling.ACCEPTED, "anna", "")]


def test_passing_over_leaves_it_undecided(anna, house):
    page = anna.get("/review").text
    onward = re.search(r'href="(/review\?passed=1)"', page)[1]
    second = re.search(r'action="/event/(ev-\w+)"', anna.get(onward).text)[1]
    assert second not in page
    last = anna.get("/review?passed=500").text
    assert "passed over all" in last and 'href="/review"' in last


def test_the_queue_takes_conditions(anna, filled):
    page = anna.get(f"/review?document={filled[2]['own']}").text
    assert "1 event waits" in page and f"document={filled[2]['own']}" in hidden(page, "onward")
    assert "Nothing waits" in anna.get("/review?actor=nobody").text
    assert anna.get("/review?action=DANCE").status_code == 422


def test_a_correction_keeps_what_was_read_beside_it(anna, house, filled):
    name = event_of(house, filled[2]["wire"])
    page = anna.get(f"/event/{name}").text
    told = {
        **columns(page),
        "ruling": "edited",
        "seen": "",
        "place": "Kessim",
        "target": "traders",
        "reason": WHY_ARABIC,
    }
    assert anna.post(f"/event/{name}", told).status_code == 303
    made = house.ledger.event(name)
    assert made.decision.ruling is Ruling.EDITED and made.decided.place == "Kessim" and made.event.place is None
    after = anna.get(f"/event/{name}").text
    assert f'<q class="because" dir="auto">{WHY_ARABIC}</q>' in after
    assert re.search(r"<ins><span class=\"unseen\">.*?</span><bdi>traders</bdi></ins>", after)
    emptied = {
        **columns(after),
        "ruling": "edited",
        "seen": hidden(after, "seen"),
        "target": "",
        "reason": "nobody is named",
    }
    assert anna.post(f"/event/{name}", emptied).status_code == 303
    assert house.ledger.event(name).decided.target is None and house.ledger.event(name).decided.place == "Kessim"


def test_a_correction_that_changes_nothing_is_an_acceptance(anna, house, filled):
    name = event_of(house, filled[2]["wire"])
    told = {**columns(anna.get(f"/event/{name}").text), "ruling": "edited", "seen": ""}
    assert anna.post(f"/event/{name}", told).status_code == 303
    assert house.ledger.event(name).decision.ruling is Ruling.ACCEPTED


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [("date", "next week", "write 2026-03-01"), ("actor_country", "Norway", "NOR"), ("mode", "arrest", "ASSAULT")],
)
def test_what_does_not_fit_its_column_is_said_and_kept_in_the_form(anna, house, filled, field, value, said):
    name = event_of(house, filled[2]["wire"])
    told = {
        **columns(anna.get(f"/event/{name}").text),
        "ruling": "edited",
        "seen": "",
        "target": "traders",
        field: value,
    }
    answer = anna.post(f"/event/{name}", {**told, "reason": "kept words"})
    assert answer.status_code == 400 and said in answer.text
    assert columns(answer.text)[field] == value and columns(answer.text)["target"] == "traders"
    assert "kept words</textarea>" in answer.text
    assert house.ledger.decisions(name) == []


def test_undoing_is_another_decision(anna, house, filled):
    name = event_of(house, filled[2]["own"])
    anna.post(f"/event/{name}", {"ruling": "rejected", "seen": "", "reason": "it is a drill"})
    page = anna.get(f"/event/{name}").text
    assert "rejected" in page and "it is a drill" in page
    anna.post(f"/event/{name}", {"ruling": "withdrawn", "seen": hidden(page, "seen")})
    assert [one.ruling for one in house.ledger.decisions(name)] == [Ruling.REJECTED, Ruling.WITHDRAWN]
    assert house.ledger.event(name).decision is None
    assert anna.get(f"/event/{name}").text.count('class="ruling r-') >= 2


def test_two_at_once_lose_nothing(anna, otto, house, filled):
    name = event_of(house, filled[2]["wire"])
    mine, theirs = anna.get(f"/event/{name}").text, otto.get(f"/event/{name}").text
    assert (
        otto.post(
            f"/event/{name}", {"ruling": "rejected", "seen": hidden(theirs, "seen"), "reason": HOSTILE}
        ).status_code
        == 303
    )
    told = {**columns(mine), "ruling": "edited", "seen": hidden(mine, "seen"), "place": "Kessim", "reason": "said so"}
    answer = anna.post(f"/event/{name}", told)
    assert answer.status_code == 409
    assert "Somebody else decided" in answer.text and "otto" in answer.text
    assert HOSTILE not in answer.text and "&lt;script&gt;" in answer.text
    assert "said so" in answer.text and columns(answer.text)["place"] == "Kessim"
    assert len(house.ledger.decisions(name)) == 1
    again = {**columns(answer.text), "ruling": "edited", "seen": hidden(answer.text, "seen"), "reason": "said so"}
    assert anna.post(f"/event/{name}", again).status_code == 303
    assert [(one.by, one.ruling) for one in house.ledger.decisions(name)] == [
        ("otto", Ruling.REJECTED),
        ("anna", Ruling.EDITED),
    ]


def test_of_many_at_the_same_moment_one_is_written(anna, house, filled):
    name = event_of(house, filled[2]["wire"])
    with ThreadPoolExecutor(8) as pool:
        sent = {"ruling": "accepted", "seen": ""}
        codes = list(pool.map(lambda n: anna.post(f"/event/{name}", {**sent, "reason": str(n)}).status_code, range(8)))
    assert sorted(codes) == [303] + [409] * 7
    assert len(house.ledger.decisions(name)) == 1


def test_readers_look_and_do_not_decide(rhea, house, filled):
    name = event_of(house, filled[2]["wire"])
    for address in (
        f"/event/{name}",
        "/review",
        "/grade?about=police",
        f"/pair?first={filled[2]['wire']}&second={filled[2]['own']}",
    ):
        page = rhea.get(address)
        assert page.status_code == 200 and "you may look" in page.text
        assert 'action="/event/' not in page.text and 'action="/grade"' not in page.text
    assert rhea.post(f"/event/{name}", {"ruling": "accepted", "seen": ""}).status_code == 403
    assert rhea.post("/grade", {"about": "police", "grade": "B", "reason": "x", "seen": ""}).status_code == 403
    both = {"first": filled[2]["wire"], "second": filled[2]["own"]}
    assert rhea.post("/pair", {**both, "pair": "apart", "reason": "x", "seen": ""}).status_code == 403
    assert house.ledger.decisions(name) == [] and house.ledger.assessments("police") == []


def test_forms_of_others_are_refused(anna, house, filled):
    name = event_of(house, filled[2]["wire"])
    sent = {"ruling": "accepted", "seen": ""}
    assert anna.post(f"/event/{name}", {**sent, "csrf": "0" * 64}).status_code == 403
    assert anna.post(f"/event/{name}", sent, headers={"origin": "https://elsewhere.example"}).status_code == 403
    basic = anna.http.post(f"/event/{name}", data=sent, headers={"authorization": "Basic eDp5"})
    assert basic.status_code == 403
    assert house.ledger.decisions(name) == []


def test_a_token_needs_its_scope(anna, house, filled):
    name = event_of(house, filled[2]["wire"])
    for scopes, status in (((Scope.READ,), 403), ((Scope.READ, Scope.ASSESS), 303)):
        secret, token = token_of("anna", f"to-{len(scopes)}", scopes, (house.clock(), None))
        house.access().give(token)
        header = {"authorization": f"Bearer {secret}"}
        anna.http.cookies.clear()
        answer = anna.http.post(
            f"/event/{name}", data={"ruling": "accepted", "seen": ""}, headers=header, follow_redirects=False
        )
        assert answer.status_code == status


def test_what_is_no_decision_or_no_event(anna, house, filled):
    name = event_of(house, filled[2]["wire"])
    assert anna.post(f"/event/{name}", {"ruling": "liked", "seen": ""}).status_code == 400
    assert anna.post("/event/ev-0000000000000000", {"ruling": "accepted", "seen": ""}).status_code == 404
    assert anna.get("/event/ev-0000000000000000").status_code == 404
    long = {"ruling": "accepted", "seen": "", "reason": "x" * 2_001}
    assert anna.post(f"/event/{name}", long).status_code == 400
    onward = {"ruling": "accepted", "seen": "", "onward": "//elsewhere.example"}
    assert anna.post(f"/event/{name}", onward).headers["location"] == "/"


# Grades


def test_the_axes_are_kept_apart(anna, house, filled):
    said = house.ledger.document(filled[2]["wire"]).reading.statements[0].id
    page = anna.get(f"/grade?about={said}").text
    assert "Credibility of what is said" in page and 'value="1"' in page and 'value="A"' not in page
    assert 'href="/grade?about=police"' in page
    assert "By rule, for a person to decide" in page
    source = anna.get("/grade?about=police").text
    assert "Reliability of the source" in source and 'value="A"' in source and 'value="1"' not in source
    sent = {"about": said, "grade": "2", "reason": WHY_ARABIC, "seen": ""}
    assert anna.post("/grade", sent).headers["location"] == f"/grade?about={said}"
    assert anna.post("/grade", {"about": "police", "grade": "B", "reason": "as a rule", "seen": ""}).status_code == 303
    [of_said], [of_source] = house.ledger.assessments(said), house.ledger.assessments("police")
    assert (of_said.reliability, of_said.credibility, of_said.by, of_said.reason) == ("F", 2, "anna", WHY_ARABIC)
    assert (of_source.reliability, of_source.credibility) == ("B", 6)
    for about, grade in ((said, "B"), ("police", "2"), ("police", "G"), (said, "0"), (said, "")):
        answer = anna.post("/grade", {"about": about, "grade": grade, "reason": "x", "seen": ""})
        assert answer.status_code == 400
    assert WHY_ARABIC in anna.get(f"/story/{filled[2]['wire']}").text


def test_a_grade_needs_a_reason(anna, house):
    answer = anna.post("/grade", {"about": "police", "grade": "C", "reason": "  ", "seen": ""})
    assert answer.status_code == 400 and "a reason is needed" in answer.text
    assert re.search(r'value="C" required checked', answer.text)
    assert house.ledger.assessments("police") == []


def test_undoing_a_grade_puts_back_what_stood_before(anna, house, filled):
    said = house.ledger.document(filled[2]["wire"]).reading.statements[0].id
    house.corroboration.grade(said, ("C", 3), "old", "on paper")
    for grade in ("1", None):
        page = anna.get(f"/grade?about={said}").text
        sent = {"about": said, "reason": "x", "seen": hidden(page, "seen")}
        assert anna.post("/grade", {**sent, **({"grade": grade} if grade else {"undo": "yes"})}).status_code == 303
    told = [(one.reliability, one.credibility) for one in house.ledger.assessments(said)]
    assert told == [("C", 3), ("C", 1), ("C", 3)]
    sent = {"about": "police", "undo": "yes", "seen": ""}
    assert anna.post("/grade", sent).status_code == 400
    anna.post("/grade", {"about": "police", "grade": "A", "reason": "x", "seen": ""})
    anna.post("/grade", {**sent, "seen": hidden(anna.get("/grade?about=police").text, "seen")})
    assert [one.reliability for one in house.ledger.assessments("police")] == ["A", "F"]


def test_two_grades_at_once_lose_nothing(anna, otto, house):
    sent = {"about": "police", "grade": "B", "reason": "as a rule", "seen": ""}
    assert otto.post("/grade", {**sent, "grade": "E", "reason": "two were withdrawn"}).status_code == 303
    answer = anna.post("/grade", sent)
    assert answer.status_code == 409 and "two were withdrawn" in answer.text and "as a rule</textarea>" in answer.text
    assert len(house.ledger.assessments("police")) == 1
    assert anna.post("/grade", {**sent, "seen": hidden(answer.text, "seen")}).status_code == 303
    assert [one.by for one in house.ledger.assessments("police")] == ["otto", "anna"]


def test_a_source_with_an_odd_name_is_words(anna, house):
    page = anna.get("/grade", params={"about": HOSTILE})
    assert page.status_code == 200 and HOSTILE not in page.text and "&lt;script&gt;" in page.text
    assert anna.get("/grade?about=nobody-at-all").status_code == 404


# Pairs


def matter_of(anna, document):
    return re.search(r">(mt-[0-9a-f]{16})<", anna.get(f"/matter/{document}").text)[1]


def test_split_join_and_leave_it_to_the_rules_again(anna, filled):
    wire, own = filled[2]["wire"], filled[2]["own"]
    assert matter_of(anna, wire) == matter_of(anna, own)
    page = anna.get(f"/pair?first={wire}&second={own}").text
    assert "one matter now" in page and "killed 12 people" in page and "At least 20 people" in page
    sent = {"first": hidden(page, "first"), "second": hidden(page, "second")}
    answer = anna.post("/pair", {**sent, "pair": "apart", "reason": WHY_ARABIC, "seen": hidden(page, "seen")})
    assert answer.status_code == 303
    apart = anna.get(answer.headers["location"]).text
    assert "different matters now" in apart and WHY_ARABIC in apart
    assert matter_of(anna, wire) != matter_of(anna, own)
    assert WHY_ARABIC in anna.get(f"/matter/{wire}").text
    anna.post("/pair", {**sent, "pair": "open", "seen": hidden(apart, "seen")})
    again = anna.get(f"/pair?first={wire}&second={own}").text
    assert "one matter now" in again and again.count("left to the rules again") >= 1
    assert "Leave it to the rules again" not in again


def test_two_who_pair_at_once_lose_nothing(anna, otto, house, filled):
    page = anna.get(f"/pair?first={filled[2]['own']}&second={filled[2]['ferry']}").text
    sent = {"first": hidden(page, "first"), "second": hidden(page, "second"), "seen": ""}
    assert otto.post("/pair", {**sent, "pair": "together", "reason": "one was a slip"}).status_code == 303
    swapped = {**sent, "first": sent["second"], "second": sent["first"]}
    answer = anna.post("/pair", {**swapped, "pair": "apart", "reason": "two places"})
    assert answer.status_code == 409 and "one was a slip" in answer.text and "two places</textarea>" in answer.text
    assert len(house.ledger.corroboration.decisions(sent["first"])) == 1


def test_pairs_that_cannot_be(anna, filled):
    wire = filled[2]["wire"]
    assert anna.get(f"/pair?first={wire}&second={wire}").status_code == 400
    assert anna.get(f"/pair?first={wire}&second=doc-0000000000000000").status_code == 404
    sent = {"first": wire, "second": filled[2]["own"], "seen": ""}
    assert anna.post("/pair", {**sent, "pair": "apart", "reason": ""}).status_code == 400
    assert anna.post("/pair", {**sent, "pair": "glued", "reason": "x"}).status_code == 422


# Where it is found


def test_story_and_matter_lead_to_what_is_decided(anna, house, filled):
    name = event_of(house, filled[2]["wire"])
    anna.post(f"/event/{name}", {"ruling": "rejected", "seen": "", "reason": "a drill"})
    story, matter = (anna.get(f"/{kind}/{filled[2]['wire']}").text for kind in ("story", "matter"))
    for page in (story, matter):
        assert f'href="/event/{name}"' in page and "rejected" in page
    assert f"/review?document={filled[2]['wire']}" in story
    assert 'action="/pair"' in matter


def test_what_is_decided_is_in_custody_and_verifies(anna, house, filled):
    name = event_of(house, filled[2]["wire"])
    anna.post(f"/event/{name}", {"ruling": "accepted", "seen": ""})
    assert [one.deed for one in house.custody()].count("decided") == 1
    assert house._wrote


# In a browser


@pytest.fixture
def opened(browser, filled):
    with serving(filled[1]) as address, browsing(browser, address, viewport=WIDE) as page:
        yield page


def test_by_keys_alone(opened, house):
    before = house.ledger.count_events(EventFilter(undecided=True))
    opened.goto("/review")
    picture(opened, "review")
    accessible(opened)
    opened.keyboard.press("a")
    opened.wait_for_selector(f"text={before - 1} events wait")
    opened.keyboard.press("r")
    opened.wait_for_selector(f"text={before - 2} events wait")
    opened.keyboard.press("n")
    opened.wait_for_url("**/review?passed=1")
    opened.keyboard.press("e")
    opened.wait_for_selector("#c-actor:focus")
    opened.keyboard.type("rebels")
    picture(opened, "review-correct", whole=True)
    accessible(opened)
    opened.keyboard.press("Enter")
    opened.wait_for_selector(f"text={before - 3} events wait")
    made = house.ledger.events(EventFilter(rulings=tuple(Ruling)))
    assert sorted(str(one.decision.ruling) for one in made) == ["accepted", "edited", "rejected"]
    assert [one.decided.actor for one in made if one.decision.ruling is Ruling.EDITED] == ["rebels"]


def test_somebody_else_came_first(opened, otto, house, filled):
    name = event_of(house, filled[2]["wire"])
    opened.goto(f"/event/{name}")
    otto.post(f"/event/{name}", {"ruling": "rejected", "seen": "", "reason": WHY_ARABIC})
    opened.fill("#reason", "the text says so")
    opened.errors.clear()
    opened.click("button[value=accepted]")
    opened.wait_for_selector("[role=alert]")
    picture(opened, "review-overtaken", whole=True)
    accessible(opened)
    assert [one for one in opened.errors if "409" not in one] == []
    opened.errors.clear()
    opened.click("button[value=accepted]")
    opened.wait_for_selector("text=accepted")
    assert [one.by for one in house.ledger.decisions(name)] == ["otto", "anna"]


def test_grades_and_pairs_can_be_used_by_all(opened, filled):
    opened.goto(f"/grade?about={filled[2]['wire']}")
    opened.check("input[value='3']")
    opened.fill("#reason", WHY_ARABIC)
    opened.click("text=Save the grade")
    opened.wait_for_selector("ol.history q.because")
    picture(opened, "grade", whole=True)
    accessible(opened)
    opened.goto(f"/matter/{filled[2]['wire']}")
    accessible(opened)
    picture(opened, "matter-deciding", whole=True)
    opened.select_option("#second", index=3)
    opened.click("text=Compare >> nth=-1")
    opened.wait_for_url("**/pair?**")
    picture(opened, "pair", whole=True)
    accessible(opened)
    opened.goto(f"/story/{filled[2]['wire']}")
    accessible(opened)
    picture(opened, "story-deciding", whole=True)


def test_on_a_phone_in_the_dark_without_scripts(browser, filled):
    options = {"viewport": PHONE, "color_scheme": "dark"}
    with serving(filled[1]) as address:
        with browsing(browser, address, **options) as page:
            page.goto("/review")
            accessible(page)
            picture(page, "review-phone-dark", whole=True)
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        with browsing(browser, address, java_script_enabled=False, **options) as page:
            page.goto("/review")
            page.click("button[value=accepted]")
            page.wait_for_url("**/review")
