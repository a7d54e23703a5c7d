"""The pages in a real browser: login, stream, story, keys, touch, without JavaScript; no console error, no violation of WCAG 2.2 A
or AA; a picture of each in ``build/screens``.
"""

from __future__ import annotations

from dataclasses import replace

import pytest
from playwright.sync_api import expect

from purport.desk.web.settings import Settings
from purport.records import Filter
from purport.rounds.outcomes import ReadOptions
from purport.rounds.webdesk import web_desk
from tests.desk.web.conftest import PASSWORD, accessible, browsing, house_in, log_in, looks, picture, serving
from tests.desk.web.test_story import HOSTILE, people

pytestmark = pytest.mark.slow
WIDE, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}


@pytest.fixture(scope="session")
def tape(house):
    """The id of the story of the recording."""
    return house.document("recording").id


def no_sideways(page):
    """Nothing sticks out of the page."""
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


@looks
def test_login_stream_and_story_look_right(browser, server, tape, size, scheme, viewport):
    with browsing(browser, server, None, color_scheme=scheme, viewport=viewport) as page:
        page.goto("/")
        assert page.url.endswith("/login")
        accessible(page)
        picture(page, f"login-{size}-{scheme}")
    with browsing(browser, server, color_scheme=scheme, viewport=viewport) as page:
        for address, name in (("/", "stream"), ("/?words=depot", "matters"), (f"/story/{tape}", "story")):
            page.goto(address)
            accessible(page)
            no_sideways(page)
            picture(page, f"{name}-{size}-{scheme}")


def test_account_log_and_errors_look_right(browser, server):
    with browsing(browser, server, "ada", viewport=PHONE) as page:
        for address, name in (("/account", "account"), ("/log", "log")):
            page.goto(address)
            accessible(page)
            no_sideways(page)
            picture(page, name)
        for address, name in (("/story/nothing", "not-there"), ("/?since=yesterday", "not-understood")):
            page.goto(address)
            accessible(page)
            picture(page, name)
        page.errors.clear()  # the browser tells of the statuses 404 and 422


def test_arabic_stands_from_right_to_left(page, house):
    page.goto(f"/story/{house.document('relief-ar-1256').id}")
    paragraph = page.locator(".body p").first
    assert paragraph.evaluate("at => getComputedStyle(at).direction") == "rtl"
    accessible(page)
    picture(page, "story-arabic")


def test_a_wrong_password_is_told_and_a_right_one_leads_on(tmp_path, browser):
    with house_in(tmp_path) as own:
        own.access().add(people(own))
        with serving(web_desk(own)) as address, browsing(browser, address, None) as page:
            page.goto("/?act=denies")
            page.fill("#name", "anna")
            page.fill("#password", "guess")
            page.click("main button[type=submit]")
            assert "do not go together" in page.inner_text("[role=alert]")
            accessible(page)
            picture(page, "login-refused")
            page.errors.clear()  # the browser tells of the status 401
            page.fill("#password", PASSWORD)
            page.keyboard.press("Enter")
            page.wait_for_url("**/?act=denies")
            page.click("text=Log out")
            page.wait_for_url("**/login")
            page.go_back()
            page.goto("/")
            assert page.url.endswith("/login")


def test_the_first_account_is_made_in_the_browser(tmp_path, browser):
    from purport.rounds.doorkeeping import Keeping

    with (
        house_in(tmp_path) as own,
        serving(web_desk(own, Keeping(invitation="once"))) as address,
        browsing(browser, address, None) as page,
    ):
        page.goto("/first?invitation=once")
        accessible(page)
        picture(page, "first")
        page.fill("#name", "ada")
        page.fill("#password", PASSWORD)
        page.click("main button[type=submit]")
        page.wait_for_url("**/")
        assert "The ledger holds no statement yet" in page.inner_text("#groups")
        accessible(page)


def test_a_password_is_changed_in_the_browser(own, browser):
    with serving(web_desk(own)) as address, browsing(browser, address) as page:
        page.click("header a[href='/account']")
        accessible(page)
        picture(page, "account")
        page.fill("#password", PASSWORD)
        page.fill("#new", "nine slow barges under the moon")
        page.click("main button[type=submit]")
        page.wait_for_url("**/account?changed=true")
        assert "The password is changed" in page.inner_text("[role=status]")
        accessible(page)


# The stream


def focused(page):
    """The id of the card that has the focus."""
    return page.evaluate("document.activeElement.closest('.card')?.id ?? null")


def test_keys_lead_through_the_stream(page):
    page.goto("/")
    ids = page.locator(".card").evaluate_all("all => all.map(one => one.id)")
    for key, expected in zip("jjjkk", (0, 1, 2, 1, 0), strict=True):
        page.keyboard.press(key)
        assert focused(page) == ids[expected]
    page.keyboard.press("k")
    assert focused(page) == ids[0]
    page.keyboard.press("j")
    page.keyboard.press("o")
    page.wait_for_url("**/story/*")
    assert page.url.endswith("#" + ids[1].removeprefix("card-"))


def test_g_leads_to_the_assessments(page):
    page.goto("/")
    page.keyboard.press("g")  # nothing has the focus yet
    assert page.url.endswith("/")
    page.keyboard.press("j")
    mark = focused(page).removeprefix("card-")
    page.keyboard.press("g")
    page.wait_for_url(f"**#assess-{mark}")
    assert page.locator(f"#assess-{mark}").is_visible()


def test_slash_searches_and_typing_is_no_command(page):
    page.goto("/")
    page.keyboard.press("/")
    page.keyboard.type("j hesk dam?")
    assert page.input_value("#f-words") == "j hesk dam?"
    assert focused(page) is None and not page.locator("dialog[open]").count()
    page.fill("#f-words", "hesk dam")
    page.keyboard.press("Enter")
    page.wait_for_url("**/?words=hesk*dam")
    expect(page.locator(".given li")).to_have_count(1)
    assert page.locator(".card").count() >= 1


def test_the_keys_are_told(page):
    page.goto("/")
    page.keyboard.press("?")
    assert page.locator("#keys kbd").all_inner_texts() == ["j", "k", "o", "a", "e", "g", "/", "?"]
    accessible(page)
    picture(page, "keys")
    page.keyboard.press("Escape")
    assert not page.locator("dialog[open]").count()
    page.click("button.keys")
    assert page.locator("dialog[open]").count() == 1


def test_filters_change_the_list_and_the_address(page, house):
    page.goto("/")
    page.select_option("#f-act", "denies")
    page.wait_for_url("**/?act=denies")
    page.fill("#f-source", "Torvan")
    page.keyboard.press("Tab")
    page.wait_for_url("**/?source=Torvan&act=denies")
    count = house.count(Filter(act="denies", source="Torvan"))
    expect(page.locator(".card")).to_have_count(count)
    assert page.locator(".given li").count() == 2
    accessible(page)
    picture(page, "stream-filtered")
    page.click("a[aria-label='Drop the condition Act']")
    page.wait_for_url("**/?source=Torvan")
    page.go_back()
    page.wait_for_url("**/?source=Torvan&act=denies")
    expect(page.locator(".card")).to_have_count(count)


def test_older_statements_follow_where_the_list_ends(page, house):
    page.goto("/")
    total, pages = len(house.rows(Filter(limit=None))), 0
    while page.locator(".older a").count():
        before = page.locator(".card").count()
        page.click(".older a")
        expect(page.locator(".card").nth(before).locator(".open")).to_be_focused()
        pages += 1
    assert pages >= 5 and page.locator(".card").count() + page.locator(".copies li").count() == total
    assert page.url.endswith("/")


def test_a_search_is_saved_under_a_name_and_forgotten(browser, server):
    with browsing(browser, server, "ada") as page:
        page.goto("/?certainty=purported")
        page.fill("#save-name", "what is purported")
        page.click(".save button")
        page.goto("/")
        page.click("text=what is purported")
        page.wait_for_url("**/?certainty=purported")
        accessible(page)
        picture(page, "stream-saved")
        page.click("button[aria-label='Forget the search what is purported']")
        page.wait_for_url("**/?certainty=purported")
        assert not page.locator(".saved ul").count()


@pytest.fixture
def own(tmp_path):
    """A house of its own, with one story and the analyst."""
    with house_in(tmp_path) as opened:
        story = tmp_path / "bridge.txt"
        story.write_text('"The bridge is open," said the mayor, Ada Roe, on Friday.', encoding="utf-8")
        list(opened.read([str(story)], ReadOptions(published="2026-03-06")))
        opened.access().add(people(opened))
        yield opened


def test_what_comes_in_is_told_and_shown(own, tmp_path, browser):
    with serving(web_desk(own)) as address, browsing(browser, address) as page:
        assert page.inner_text("#news") == ""
        story = tmp_path / "road.txt"
        story.write_text("The driver, Jon Aske, said that the road was closed.", encoding="utf-8")
        list(own.read([str(story)], ReadOptions(published="2026-03-07")))
        page.dispatch_event("#news", "look")
        page.wait_for_selector("#news a")
        assert page.inner_text("#news") == "1 new statement; show it"
        accessible(page)
        picture(page, "stream-news")
        page.click("#news a")
        expect(page.locator(".card")).to_have_count(2)


# The story


def test_a_mark_that_is_pointed_at_shows_its_chain(page, tape):
    page.goto(f"/story/{tape}")
    mark = page.locator(".body .source", has_text="Varakh").first
    mark.hover()
    tip = page.locator("#tip")
    tip.wait_for(state="visible")
    told = tip.inner_text()
    assert "MPA" in told and "attributed" in told and "Idris Varakh" in told and "purported" in told and "score" in told
    assert page.locator(".near").count() >= 3
    accessible(page)
    picture(page, "story-tip")
    tip.hover()  # it stays while the pointer is on it
    page.wait_for_timeout(400)
    assert tip.is_visible()
    page.keyboard.press("Escape")
    assert tip.is_hidden() and page.locator(".near").count() == 0


UNDER_THE_TIP = """() => {
  const tip = document.querySelector("#tip").getBoundingClientRect();
  for (const mark of document.querySelectorAll(".body [data-of]")) for (const at of mark.getClientRects()) {
    const [x, y] = [at.left + at.width / 2, at.top + at.height / 2];
    if (tip.left < x && x < tip.right && tip.top < y && y < tip.bottom) return [x, y];
  }
}"""
"""The middle of a mark that the tip lies over."""


def test_a_tip_that_was_closed_stays_closed_until_the_pointer_moves(page, tape):
    page.goto(f"/story/{tape}")
    tip = page.locator("#tip")
    page.locator(".body .source", has_text="Varakh").first.hover()
    tip.wait_for(state="visible")
    x, y = page.evaluate(UNDER_THE_TIP)
    page.mouse.move(x, y)
    page.keyboard.press("Escape")
    page.wait_for_timeout(600)  # the browser notices what lies below the pointer now
    assert tip.is_hidden()
    page.mouse.move(x + 1, y)
    page.mouse.move(x, y)
    tip.wait_for(state="visible")


def test_the_same_by_keyboard(page, tape):
    page.goto(f"/story/{tape}")
    page.locator(".ref").first.focus()
    assert page.locator("#tip").is_visible()
    assert page.locator(".ref").first.get_attribute("aria-describedby") == "tip"
    page.keyboard.press("Tab")
    assert page.locator(".ref").nth(1).get_attribute("aria-describedby") == "tip"
    assert page.locator(".ref").first.get_attribute("aria-describedby") is None
    page.keyboard.press("Enter")
    page.wait_for_url("**#said-st-*")


def test_the_same_by_touch(browser, server, tape):
    with browsing(browser, server, viewport=PHONE, has_touch=True, is_mobile=True) as page:
        page.goto(f"/story/{tape}")
        page.locator(".body .cue").nth(2).tap()
        page.wait_for_selector("#tip:visible")
        assert "score" in page.inner_text("#tip")
        accessible(page)
        no_sideways(page)
        picture(page, "story-touch")
        page.locator("h1").tap()
        assert page.locator("#tip").is_hidden()


def test_a_permalink_brings_the_words_into_view(page, house):
    row = house.rows(Filter(document="recording", limit=None))[-1]
    page.goto(f"/statement/{row.statement.id}")
    lit = page.locator(".body .lit")
    assert lit.count() >= 1 and lit.first.evaluate("at => at.getBoundingClientRect().top < innerHeight")
    assert page.locator(".saying.lit").evaluate("at => at.getBoundingClientRect().top < innerHeight")
    picture(page, "statement")


def test_kinds_of_marks_can_be_put_out(page, tape):
    page.goto(f"/story/{tape}")
    place = page.locator(".body .place").first
    assert place.evaluate("at => getComputedStyle(at).backgroundColor") != "rgba(0, 0, 0, 0)"
    page.locator(".legend input[value=place]").uncheck()
    assert place.evaluate("at => getComputedStyle(at).backgroundColor") == "rgba(0, 0, 0, 0)"


def test_a_place_tells_where_it_is(page, tape):
    page.goto(f"/story/{tape}")
    page.locator(".body .place", has_text="AMMAN").hover()
    page.wait_for_selector("#tip:visible")
    assert "31.9" in page.inner_text("#tip") and "settlement" in page.inner_text("#tip")


def test_verify_now_answers_on_the_page(page, tape):
    page.goto(f"/story/{tape}")
    page.click("text=Verify now")
    page.wait_for_selector("#verdict .holds")
    assert "It is as it was kept." in page.inner_text("#verdict")
    assert page.url.endswith(f"/story/{tape}")
    accessible(page)
    page.locator("#evidence").scroll_into_view_if_needed()
    picture(page, "evidence")


def test_versions_show_what_changed(tmp_path, browser):
    with house_in(tmp_path) as own:
        story = tmp_path / "fire.txt"
        for said in ("Nine men died in the fire, the mayor said.", "Eleven men died in the fire, the mayor said."):
            story.write_text(said, encoding="utf-8")
            list(own.read([str(story)], ReadOptions(published="2026-03-06")))
        own.access().add(people(own))
        with serving(web_desk(own)) as address, browsing(browser, address) as page:
            page.goto(f"/story/{own.document('fire').id}#versions")
            assert page.locator("del").inner_text().endswith("Nine")
            accessible(page)
            picture(page, "versions")


# Without JavaScript, and against it


def test_all_of_it_works_without_javascript(browser, server, tape):
    with browsing(browser, server, java_script_enabled=False) as page:
        page.click(".older a")
        page.wait_for_url("**before=**")
        assert page.locator(".card").count() > 5
        page.goto("/")
        page.fill("#f-words", "hesk dam")
        page.click("text=Show")
        page.wait_for_url("**/?words=hesk+dam")  # without the fields that were left empty
        page.locator(".card .open").first.click()
        page.wait_for_url("**/story/**")
        assert page.locator(".body .lit").count() >= 1
        page.click("text=Verify now")
        page.wait_for_url("**/verify")
        assert "It is as it was kept." in page.inner_text("main")
        page.click("text=Log out")
        page.wait_for_url("**/login")


def test_hostile_text_runs_nothing(tmp_path, browser):
    with house_in(tmp_path / "<i>house") as own:
        story = tmp_path / "<b onclick=alert(6)>.txt"
        story.write_text(HOSTILE, encoding="utf-8")
        list(own.read([str(story)], ReadOptions()))
        own.access().add(people(own))
        with serving(web_desk(own)) as address, browsing(browser, address) as page:
            alerts = []
            page.on("dialog", lambda told: alerts.append(told.message) or told.dismiss())
            document = own.rows(Filter())[0].document
            page.goto('/?source="><script>alert(7)</script>')
            page.goto(f"/story/{document}")
            for mark in page.locator(".body [data-of]").all():
                mark.hover(force=True)
            assert "<script>alert(1)</script>" in page.inner_text(".body")
            assert page.locator(".body script, .body img, .body svg, .body a:not(.ref)").count() == 0
            accessible(page)
            picture(page, "hostile")
            assert alerts == []


def test_the_policy_stops_a_script_within_a_page(page):
    page.goto("/")
    page.evaluate(
        "const s = document.createElement('script'); s.textContent = 'window.ran = true'; document.body.append(s)"
    )
    assert page.evaluate("window.ran") is None
    assert any("Content Security Policy" in told for told in page.errors)
    page.errors.clear()


def test_a_session_that_is_over_leads_to_the_login(own, browser):
    with serving(web_desk(own)) as address, browsing(browser, address) as page:
        page.context.clear_cookies()
        page.select_option("#f-act", "denies")
        page.wait_for_url("**/login")
        page.errors.clear()  # the browser tells of the status 401
        log_in(page, "anna")


def test_by_tls_the_cookie_is_for_tls_alone(own, browser):
    with serving(web_desk(own), replace(Settings(), secure=True)) as address, browsing(browser, address, None) as page:
        page.goto("/login")
        (cookie,) = page.context.cookies()
        assert (
            cookie["name"] == "__Host-purport"
            and cookie["secure"]
            and cookie["httpOnly"]
            and cookie["sameSite"] == "Strict"
        )


def test_what_is_not_accessible_fails(page):
    """Each view is asked by `accessible`; it must be able to say no."""
    page.goto("/")
    page.evaluate("for (let n = 0; n < 2; n++) document.querySelector('main').append(document.createElement('button'))")
    with pytest.raises(AssertionError, match="button-name"):
        accessible(page)
