"""The timeline and the page of a speaker: intervals with their ends, names with their origin, and nobody who does not speak."""

from __future__ import annotations

import pytest

from purport.records import EventList
from purport.records.listed import Alias, Known, NameKind, Quality
from tests.desk.web.charted import HOSTILE, charted
from tests.desk.web.conftest import accessible, browsing, calling, house_in, looks, picture, serving, web_desk

WIDE, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
VANE = Known(
    "7",
    NameKind.PERSON,
    "Osric Vane",
    "watch list",
    (Alias("أوسريك فين", language="ar"), Alias("the Ferryman", Quality.LOW)),
)


@pytest.fixture(scope="module")
def sea(tmp_path_factory):
    with charted(tmp_path_factory.mktemp("sea")) as house:
        house.load_list(EventList("watch list", "names", "sha256:0", "/w.csv", 1, None, None, "2026-03-01"), [VANE])
        yield web_desk(house)


@pytest.fixture
def caller(sea):
    with calling(sea) as one:
        assert one.enter("anna").status_code == 303
        yield one


@pytest.fixture(scope="module")
def address(sea):
    with serving(sea) as told:
        yield told


def test_intervals_with_what_is_known_of_their_ends(caller):
    page = caller.get("/timeline").text
    assert "20 February to 1 March 2026, uncertain" in page and "(the end is uncertain)" in page
    assert "the end is open" in page and "the beginning is approximate" in page
    assert "by 7 March 2026" in page and "(the story" in page
    assert "1 statement without a date" in page and "the gate was shut" in page
    assert page.count('class="when ') == page.count("<time ")
    assert "<img src=x" not in page


def test_conditions_bound_the_line(caller):
    page = caller.get("/timeline?source=ferry+union").text
    assert page.count('class="when ') == 1 and 'href="/map?source=ferry+union"' in page
    assert "No statement meets these conditions" in caller.get("/timeline?source=nobody+here").text
    assert caller.get("/timeline?until=soon").status_code == 422
    assert caller.get("/timeline?words=&act=says").headers["location"] == "/timeline?act=says"


def test_a_speaker_over_time_and_by_lists(caller):
    page = caller.get("/speaker?name=osric+vane").text
    for words in (
        "8 statements in this ledger",
        "watch list",
        "أوسريك فين",
        "a weak name, not counted",
        "the name asked for",
    ):
        assert words in page
    assert "Kessim" in page and "the first since 6 March 2026" not in page
    assert "Calls and threats" in page and "attacks in Kessim and Arden" in page


def test_nobody_has_a_page_who_does_not_speak(caller):
    assert caller.get("/speaker?name=Ada+Nobody").status_code == 404
    assert caller.get("/speaker?name=!!").status_code == 400
    assert caller.get("/speaker").status_code == 422
    assert caller.get("/speaker?name=" + "x" * 600).status_code == 422


def test_from_a_speaker_to_what_was_said(caller):
    page = caller.get("/speaker?name=osric+vane&since=2026-01").text
    assert 'href="/?speaker=Osric+Vane&amp;since=2026-01"' in page
    assert 'href="/?speaker=Osric+Vane&amp;target=Kessim"' in page
    assert 'href="/map?source=Osric+Vane&amp;since=2026-01"' in page
    told = caller.get("/?speaker=Osric+Vane&target=Kessim").text
    assert "attacks in Kessim and Arden" in told and "Vale Province" not in told


def test_who_only_passes_on_leads_to_what_came_through(caller):
    page = caller.get("/speaker?name=northwire").text
    assert 'href="/?source=northwire"' in page and "/?speaker=" not in page
    assert "attacks in Kessim and Arden" in caller.get("/?source=northwire").text
    assert "No statement meets these conditions." in caller.get("/?speaker=northwire").text


def test_a_speaker_with_a_hostile_name(caller):
    page = caller.get("/speaker", params={"name": f"{HOSTILE} Junior"})
    assert page.status_code == 200 and "<img src=x" not in page.text


def test_bounded_by_conditions(caller):
    page = caller.get("/speaker?name=Osric+Vane&until=2026-03-02&act=")
    assert page.status_code == 303
    assert "Only statements that meet the conditions" in caller.get(page.headers["location"]).text


def test_from_a_card_to_its_speaker(caller):
    assert 'href="/speaker?name=Osric+Vane"' in caller.get("/").text


def test_an_empty_ledger_is_quiet(tmp_path):
    from purport.records.access import Rank
    from purport.rounds.doorkeeping import account_of
    from tests.desk.web.conftest import PASSWORD

    with house_in(tmp_path) as house:
        house.access().add(account_of("anna", Rank.ANALYST, PASSWORD, house.clock()))
        with calling(web_desk(house)) as caller:
            caller.enter("anna")
            assert "No statement meets these conditions" in caller.get("/timeline").text
            assert "has a known place here" in caller.get("/map").text
            assert caller.get("/api/v1/places").json()["features"] == []
            assert caller.get("/speaker?name=Osric+Vane").status_code == 404


@looks
def test_they_look_right(browser, address, scheme, size, viewport):
    with browsing(browser, address, color_scheme=scheme, viewport=viewport) as page:
        for name, there in (("timeline", "/timeline"), ("speaker", "/speaker?name=Osric+Vane")):
            page.goto(there)
            accessible(page)
            assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
            picture(page, f"{name}-{size}-{scheme}", whole=True)


def test_from_a_bar_to_the_words(browser, address):
    with browsing(browser, address, viewport=WIDE) as page:
        page.goto("/timeline?speaker=ferry")
        page.locator(".when").focus()
        page.keyboard.press("Enter")
        page.wait_for_url("**/story/**")
