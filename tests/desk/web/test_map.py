"""The map and its list: the same of both, in any browser and by hand; hostile names are words, and empty ledgers are quiet."""

from __future__ import annotations

import re

import pytest

from tests.desk.web.charted import HOSTILE, charted
from tests.desk.web.conftest import accessible, browsing, calling, house_in, looks, picture, serving, web_desk

WIDE, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}


@pytest.fixture(scope="module")
def sea(tmp_path_factory):
    with charted(tmp_path_factory.mktemp("sea")) as house:
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


def rows(page):
    return re.findall(r"<tr data-lat.*?</tr>", page.text, re.DOTALL)


def test_nobody_sees_the_map_without_logging_in(sea):
    with calling(sea) as nobody:
        for place in ("/map", "/map/at/1", "/map/x/lands.json"):
            assert nobody.get(place).status_code == 303
        assert nobody.get("/api/v1/places").status_code == 401


def looked_at(page):
    """What the page says of how much it looked at."""
    return re.search(r'class="fine looked">(.*?)</p>', page.text, re.DOTALL)[1]


def test_the_list_says_where_what_and_how_sure(caller):
    page = caller.get("/map?box=19,43,22,45&zoom=9")
    first, second = rows(page)
    assert "Kessim" in first and "44.10° N, 20.40° E, ± 3 km" in first
    assert "6 attributed" not in first and "2 denied" in first and "1 purported" in first
    assert "Arden" in second and "± 12 km" in second
    assert "All statements and events whose place is known" in page.text


def test_near_places_are_one_row_of_the_world_and_lead_nearer(caller):
    several = [row for row in rows(caller.get("/map")) if "data-box" in row]
    assert any("100 places" in row or "places" in row for row in several)
    there = re.search(r'href="(/map\?[^"]+)"', several[0])[1].replace("&amp;", "&")
    assert caller.get(there).status_code == 200


def test_an_event_in_a_hundred_places(caller):
    page = caller.get("/map?box=-31,9,-20,18&zoom=12")
    assert len(rows(page)) == 100


def test_conditions_bound_it_and_are_told(caller):
    page = caller.get("/map?source=ferry+union")
    assert {re.search(r"<bdi>(.*?)</bdi>", row)[1] for row in rows(page)} == {"Vale Province", "Far Landing"}
    assert "Looked at: 1 statement" in page.text
    assert "Stream" in page.text and 'href="/?source=ferry+union"' in page.text
    assert "names no place that is known" in caller.get("/map?source=council").text
    assert "1 event" in caller.get("/map?source=council").text
    assert "event" not in looked_at(caller.get("/map?speaker=council"))
    assert "has a known place here" in caller.get("/map?source=nobody+at+all").text


@pytest.mark.parametrize("query", ["box=1,2,3", "box=a,b,c,d", "zoom=-1", "zoom=99", "since=soon", "act=sings"])
def test_what_is_no_question(caller, query):
    assert caller.get(f"/map?{query}").status_code == 422
    told = caller.get(f"/api/v1/places?{query}")
    assert (told.status_code, told.headers["content-type"]) == (422, "application/problem+json")


def test_empty_fields_are_left_out_of_the_address(caller):
    assert caller.get("/map?words=&source=vane").headers["location"] == "/map?source=vane"


def test_what_lies_at_a_place(caller):
    page = caller.get("/map?box=19,43,22,45&zoom=9")
    there = re.search(r'hx-get="(/map/at/\d+)"', page.text)[1]
    part = caller.get(there, headers={"hx-request": "true"}).text
    assert "<html" not in part and "rebels assault mill" in part and "the mill at Kessim had burnt" in part
    whole = caller.get(f"{there}?act=denies").text
    assert "<html" in whole and "Only what meets the conditions" in whole
    assert caller.get("/map/at/1").status_code == 404
    assert caller.get("/map/at/nowhere").status_code == 422


def test_geojson_for_programs(caller):
    told = caller.get("/api/v1/places?box=170,-30,-170,0&zoom=6").json()
    (one,) = told["features"]
    assert one["geometry"] == {"type": "Point", "coordinates": [179.7, -17.5]}
    assert (one["properties"]["name"], one["properties"]["radius_km"]) == ("Far Landing", 5.0)
    assert told["purport"]["looked_at"] is None
    assert "/api/v1/places" in caller.get("/api/openapi.json").json()["paths"]
    assert caller.get("/api/v1/places?box=-540,-90,540,90").json()["features"]


def test_hostile_names_are_words(caller):
    for place in ("/map", "/map?place=onerror"):
        page = caller.get(place)
        assert page.status_code == 200 and "<img src=x" not in page.text
    assert "json" in caller.get("/api/v1/places?place=onerror").headers["content-type"]
    assert "&lt;img src=x" in caller.get("/map?box=2,50,4,52&zoom=9").text


def test_the_shapes_of_lands_are_kept_by_the_browser(caller):
    there = re.search(r'data-shapes="([^"]+)"', caller.get("/map").text)[1]
    found = caller.get(there)
    assert "immutable" in found.headers["cache-control"]
    assert len(found.json()["features"]) > 200
    assert (
        caller.get("/map/old/lands.json", headers={"accept-encoding": "identity"}).headers["cache-control"]
        == "no-cache"
    )


def test_an_empty_ledger(tmp_path):
    with house_in(tmp_path) as house, calling(web_desk(house)) as nobody:
        assert nobody.get("/map").status_code == 303


@looks
def test_the_map_looks_right(browser, address, scheme, size, viewport):
    with browsing(browser, address, color_scheme=scheme, viewport=viewport) as page:
        page.goto("/map")
        page.wait_for_selector("#map[data-ready=yes]")
        page.wait_for_url("**zoom=**")
        page.wait_for_selector("#map[data-settled=yes]")
        assert page.locator(".pin").count() == page.locator("#results tr[data-lat]").count() > 3
        accessible(page)
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
        picture(page, f"map-{size}-{scheme}", whole=True)


def test_from_the_map_to_the_words(browser, address):
    with browsing(browser, address, viewport=WIDE) as page:
        page.goto("/map?box=19,43,22,45&zoom=8")
        page.wait_for_selector("#map[data-ready=yes]")
        page.locator(".pin", has_text="Kessim").click()
        page.wait_for_selector("#at .card")
        accessible(page)
        picture(page, "map-at", whole=True)
        page.locator("#at .card a.open").first.click()
        page.wait_for_url("**/story/**")


def test_the_map_by_keys_and_filters(browser, address):
    with browsing(browser, address, viewport=WIDE) as page:
        page.goto("/map")
        page.wait_for_selector("#map[data-ready=yes]")
        page.fill("#f-speaker", "ferry union")
        assert page.locator("label[for=f-speaker]").inner_text() == "Speaker (said by)"
        assert page.locator("label[for=f-source]").inner_text() == "Source (said or passed on by)"
        page.locator("#filters button[type=submit]").click()
        page.wait_for_url("**speaker=ferry**")
        page.wait_for_load_state("networkidle")
        page.goto("/map?speaker=ferry+union")
        page.wait_for_selector("#map[data-ready=yes][data-settled=yes]")
        page.locator(".pin").first.focus()
        page.keyboard.press("Enter")
        page.wait_for_selector("#at .card")


AT_ONCE = """document.addEventListener("htmx:afterSwap", (event) => {
    if (event.detail.target.id !== "results") return;
    const pin = [...document.querySelectorAll(".pin")].find((one) => !one.classList.contains("several"));
    pin.dispatchEvent(new KeyboardEvent("keypress", {key: "Enter", bubbles: true}));
  }, {once: true})"""


def test_who_presses_a_pin_the_moment_the_list_is_new_stays_on_the_map(browser, address):
    with browsing(browser, address, viewport=WIDE) as page:
        page.goto("/map?box=19,43,22,45&zoom=8")
        page.wait_for_selector("#map[data-ready=yes][data-settled=yes]")
        page.evaluate(AT_ONCE)
        page.locator(".leaflet-control-zoom-out").click()
        page.wait_for_selector("#at .card")
        assert page.locator("#map[data-ready=yes]").is_visible()


def test_who_is_at_a_place_with_the_keyboard_stays_there_when_the_map_is_drawn_anew(browser, address):
    with browsing(browser, address, viewport=WIDE) as page:
        page.goto("/map?speaker=ferry+union")
        page.wait_for_selector("#map[data-ready=yes][data-settled=yes]")
        page.locator(".pin").last.focus()
        before = page.evaluate("document.activeElement.dataset.at")
        drawn = page.locator(".pin").last.element_handle()
        page.emulate_media(color_scheme="dark")
        page.wait_for_function("old => !old.isConnected", arg=drawn)
        assert page.evaluate("document.activeElement.dataset.at") == before
        page.keyboard.press("Enter")
        page.wait_for_selector("#at .card")


def test_names_that_are_markup_stay_words_on_the_map(browser, address):
    with browsing(browser, address, viewport=WIDE) as page:
        page.goto("/map?box=2,50,4,52&zoom=9")
        page.wait_for_selector("#map[data-ready=yes]")
        assert page.locator(".pin .name").inner_text().startswith(HOSTILE[:10])
        assert page.locator("#map img").count() == 0


def test_the_map_without_scripts(browser, address):
    with browsing(browser, address, None, java_script_enabled=False, viewport=WIDE) as page:
        from tests.desk.web.conftest import log_in

        log_in(page, "anna")
        page.goto("/map")
        assert page.locator("#results tr[data-lat]").count() > 3
        assert not page.locator("#map").is_visible()


def test_on_a_phone_the_list_fits(browser, address):
    with browsing(browser, address, viewport=PHONE) as page:
        page.goto("/map?box=19,43,22,45&zoom=9")
        page.wait_for_selector(
            "#map[data-ready=yes][data-settled=yes]"
        )  # else the list may be replaced between question and answer
        wide = page.eval_on_selector("#results .scroll", "one => [one.scrollWidth, one.clientWidth]")
        assert wide[0] <= wide[1]
        heights = page.eval_on_selector_all(".places th a", "all => all.map(one => one.getClientRects().length)")
        assert heights[:2] == [1, 1]  # a name of two syllables is not broken
