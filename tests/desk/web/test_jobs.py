"""Long work in the browser: begun by a form, followed by events, found again, seen by nobody else, and told where it fails."""

from __future__ import annotations

import itertools
import json
import re
import threading
from dataclasses import replace

import pytest

from purport.desk.web.jobs import State
from purport.desk.web.views import jobs as views
from purport.errors import HouseError, LedgerError
from purport.records.access import Scope
from purport.rounds.outcomes import VerifyReport
from tests.desk.web.conftest import accessible, browsing, entered_as, picture, serving
from tests.desk.web.test_handing import TLP, bearer, logged
from tests.rounds.desk import FERRY


@pytest.fixture
def house(filled):
    return filled[0]


class Slow:
    """A check of all evidence that goes on until it is let go."""

    def __init__(self):
        self.go, self.begun, self.at = threading.Event(), threading.Event(), 0

    def __call__(self, tell):
        self.begun.set()
        while not self.go.wait(0.02):
            self.at += 1
            tell("exhibits", self.at)
        tell("custody entries", 9)
        return VerifyReport((), (), (("exhibits", 12),))


@pytest.fixture
def slow(filled):
    """The desk, whose check of all evidence takes as long as the test wants; and what it waits for."""
    hand = Slow()
    desk = replace(filled[1], jobs=replace(filled[1].jobs, verify=hand))
    yield desk, hand
    hand.go.set()
    desk.jobs.close()


def begun(caller, what="check"):
    """Start a job, and its address."""
    answer = caller.post(f"/jobs/{what}")
    assert answer.status_code == 303 and answer.headers["location"].startswith("/jobs/")
    return answer.headers["location"]


def told(caller, address):
    """The events of a job, as they came until it was over."""
    answer = caller.get(f"{address}/events")
    assert answer.status_code == 200 and answer.headers["content-type"].startswith("text/event-stream")
    assert answer.headers["cache-control"] in ("no-cache", "no-store")
    pairs = re.findall(r"event: (\w+)\ndata: (.*)\n", answer.text)
    return [(name, json.loads(data)) for name, data in pairs]


def looked(monkeypatch, times, then):
    """Do something when it was looked so many times how far a job is."""
    looks, telling = itertools.count(1), views.telling

    def told_of(request, found):
        if next(looks) == times:
            then()
        return telling(request, found)

    monkeypatch.setattr(views, "telling", told_of)


def test_all_evidence_is_checked(anna, house):
    house.vault.keep(FERRY.encode())
    there = begun(anna)
    assert told(anna, there)[-1] == ("over", {})
    page = anna.get(there).text
    assert "Check of all evidence" in page and "faults" in page  # the bytes of invented stories are in no vault
    assert "<dt>exhibits</dt>" in page and "http-equiv" not in page
    assert there in anna.get("/jobs").text
    assert "missing-exhibit" not in page  # codes are for programs


def test_stories_that_wait_are_placed(anna, filled):
    told(anna, there := begun(anna, "place"))
    assert "0 stories placed" in anna.get(there).text


def test_how_far_it_is_comes_as_events(slow, monkeypatch):
    desk, hand = slow
    with entered_as(desk, "anna") as anna:
        there = begun(anna)
        page = anna.get(there).text
        assert '<meta http-equiv="refresh" content="3">' in page and f'data-events="{there}/events"' in page
        assert "<html" not in anna.get(there, headers={"hx-request": "true"}).text
        looked(monkeypatch, 4, hand.go.set)
        found = told(anna, there)
        names = [name for name, _ in found]
        assert names.count("over") == 1 and names[-1] == "over" and names.count("step") >= 2
        _, last = found[-2]
        assert set(last) == {"state", "step", "counted", "share"}
        assert any(re.fullmatch(r"\d+ of \d+", one.get("counted", "")) for _, one in found)
        assert "All is as it was kept." in anna.get(there).text


def test_only_who_began_it_and_admins_see_it(slow, filled):
    desk, _ = slow
    with entered_as(desk, "anna") as anna, entered_as(desk, "otto") as otto, entered_as(desk, "ada") as ada:
        there = begun(anna)
        for part in ("", "/events", "/file"):
            assert otto.get(f"{there}{part}").status_code == 404
        assert otto.post(f"{there}/end").status_code == 404
        assert there not in otto.get("/jobs").text and there in ada.get("/jobs").text
        assert "anna" in ada.get(there).text
        assert ada.post(f"{there}/end").status_code == 303
        assert told(ada, there)[-1][0] == "over" and "Ended before it was done" in anna.get(there).text


def test_readers_start_no_check(rhea, anna):
    assert rhea.post("/jobs/check").status_code == rhea.post("/jobs/place").status_code == 403
    assert "/jobs/check" not in rhea.get("/jobs").text and "/jobs/check" in anna.get("/jobs").text
    assert anna.post("/jobs/check", {"csrf": "0" * 64}).status_code == 403
    assert anna.get("/jobs/none").status_code == 404


def test_there_is_a_bound(slow):
    desk, _ = slow
    with entered_as(desk, "anna") as anna:
        for _ in range(4):
            begun(anna)
        refused = anna.post("/jobs/check")
        assert refused.status_code == 429 and "There is enough under way" in refused.text
        assert "end some of it" in refused.text


def test_a_session_that_is_over_is_told_nothing_more(slow, monkeypatch):
    monkeypatch.setattr("purport.desk.web.views.jobs.ASK", 0.5)
    desk, _ = slow
    with entered_as(desk, "anna") as anna:
        there = begun(anna)
        secret = anna.secret
        looked(monkeypatch, 2, lambda: desk.doorkeeper.leave(secret, ""))
        assert [name for name, _ in told(anna, there)] and told_nothing(anna, there)


def test_who_asks_for_the_head_of_events_does_not_wait_for_their_end(slow):
    desk, hand = slow
    with entered_as(desk, "anna") as anna:
        there = begun(anna)
        hand.begun.wait(5)
        answer = anna.http.request("HEAD", f"{there}/events", headers={"accept": "text/event-stream"})
        assert answer.headers["content-type"].startswith("text/event-stream")
        assert not hand.go.is_set()
        hand.go.set()


def told_nothing(caller, address):
    """Whether a browser that asks for events again is told to ask no more."""
    return caller.get(f"{address}/events", headers={"accept": "text/event-stream"}).status_code == 204


def test_a_failure_is_told(filled):
    def broken(_tell):
        raise LedgerError("the ledger is locked", code="ledger-locked", subject="/home/ada/ledger.db")

    desk = replace(filled[1], jobs=replace(filled[1].jobs, verify=broken))
    with entered_as(desk, "anna") as anna:
        there = begun(anna)
        told(anna, there)
        page = anna.get(there).text
        assert "Failed" in page and "the ledger is locked" in page and "/home/ada" not in page


def test_the_end_of_the_desk_is_told(slow, house):
    desk, hand = slow
    with entered_as(desk, "anna") as anna:
        there = begun(anna)
        hand.begun.wait(5)
        desk.jobs.close()
        assert told(anna, there) == [("over", {})]
        assert "Broken off: the desk was stopped" in anna.get(there).text
        assert desk.jobs.job(there.rpartition("/")[2]).state is State.LOST
        assert anna.post("/jobs/check").status_code == 429


# Files


def test_short_work_gives_its_file_at_once(anna, house):
    answer = anna.post("/jobs/export", {"query": "source=police", "form": "csv", "bom": "yes", **TLP})
    assert answer.status_code == 303 and answer.headers["location"].endswith("/file")
    assert logged(house) == []  # nothing left yet
    file = anna.get(answer.headers["location"])
    assert file.content.startswith(b"\xef\xbb\xbf") and file.headers["content-type"].startswith("text/csv")
    assert re.search(r'filename="purport-[\d-]+-tlp-amber\.csv"', file.headers["content-disposition"])
    assert file.headers["content-security-policy"] == "default-src 'none'; sandbox"
    assert logged(house) == [("anna", "export csv ?source=police TLP:AMBER")]
    page = anna.get(answer.headers["location"].removesuffix("/file")).text
    assert "Save the file" in page and "-tlp-amber.csv" in page


def test_long_work_has_a_page_that_leads_to_its_file(anna, house, monkeypatch):
    monkeypatch.setattr("purport.desk.web.views.jobs.AT_ONCE", 0.0)
    answer = anna.post("/jobs/brief", {"query": "source=police", "form": "md", **TLP})
    there = answer.headers["location"]
    assert answer.status_code == 303 and not there.endswith("/file")
    told(anna, there)
    assert f'href="{there}/file"' in anna.get(there).text
    assert "TLP:AMBER" in anna.get(f"{there}/file").text
    assert logged(house) == [("anna", "brief md ?source=police TLP:AMBER")]


def test_work_of_which_nothing_comes_says_why(anna, house):
    answer = anna.post("/jobs/brief", {"query": "source=nobody", "form": "md", **TLP})
    page = anna.get(answer.headers["location"])
    assert page.status_code == 200 and "nothing meets these conditions" in page.text
    assert anna.get(f"{answer.headers['location']}/file").status_code == 410
    for sent in ({"form": "xlsx"}, {"form": "prov"}, {"form": "srt"}):
        assert anna.post("/jobs/export", {**sent, **TLP}).status_code == 404
    assert logged(house) == []


def test_what_a_format_has_no_place_for_is_told(anna):
    answer = anna.post("/jobs/export", {"form": "geojson", **TLP})
    page = anna.get(answer.headers["location"].removesuffix("/file")).text
    assert "What the format has no place for:" in page and "coordinates" in page


def test_a_token_needs_the_scope_for_the_file(anna, house):
    there = anna.post("/jobs/export", {"form": "csv", **TLP}).headers["location"]
    anna.http.cookies.clear()
    assert anna.get(there, headers=bearer(house, Scope.READ)).status_code == 403
    assert anna.get(there, headers=bearer(house, Scope.READ, Scope.EXPORT)).status_code == 200


def test_a_removal_takes_what_was_made_and_what_is_being_made(anna, house, filled):
    there = anna.post("/jobs/export", {"form": "csv", **TLP}).headers["location"]
    house.remove(filled[2]["ferry"], "order of a court", "Ada Roe")
    assert anna.get(there).status_code == 410
    assert "The file was deleted meanwhile" in anna.get(there.removesuffix("/file")).text


def test_something_removed_while_a_file_is_written_is_not_in_it(filled, monkeypatch):
    house, desk, ids = filled
    counted = desk.handouts.counted

    def meanwhile(*given):
        yield from counted(*given)
        house.remove(ids["ferry"], "order of a court", "Ada Roe")

    monkeypatch.setattr(type(desk.handouts), "counted", lambda _self, *given: meanwhile(*given))
    with entered_as(desk, "anna") as anna:
        answer = anna.post("/jobs/export", {"form": "csv", **TLP})
        assert "something was removed from the ledger meanwhile" in anna.get(answer.headers["location"]).text


def test_a_decision_on_two_does_not_wait_for_long_work(anna, filled, monkeypatch):
    monkeypatch.setattr("purport.rounds.webdecisions.PATIENCE", 0.05)
    _, desk, ids = filled
    first, second = ids["wire"], ids["own"]
    sent = {"first": first, "second": second, "pair": "apart", "reason": "two blasts"}
    desk.jobs.turn.acquire()
    try:
        refused = anna.post("/pair", sent)
    finally:
        desk.jobs.turn.release()
    assert refused.status_code == 409 and "nothing was decided" in refused.text and "two blasts" in refused.text
    monkeypatch.setattr("purport.rounds.webdecisions.PLACED_AT_ONCE", -1)
    assert "were not placed yet" in anna.post("/pair", sent).text
    monkeypatch.undo()
    assert anna.post("/pair", sent).status_code == 303


def test_verify_now_is_followed_where_it_takes_long(filled, monkeypatch):
    monkeypatch.setattr("purport.desk.web.views.jobs.AT_ONCE", 0.0)
    _, desk, ids = filled
    with entered_as(desk, "rhea") as rhea, desk.jobs.checking:
        part = rhea.post(f"/story/{ids['wire']}/verify", headers={"hx-request": "true"})
        assert 'data-events="/jobs/' in part.text and "<html" not in part.text
        whole = rhea.post(f"/story/{ids['wire']}/verify")
        assert whole.status_code == 303
        there = whole.headers["location"]
    with entered_as(desk, "rhea") as rhea:
        assert told(rhea, there)[-1][0] == "over"
        assert "custody log" in rhea.get(there).text and f'href="/story/{ids["wire"]}#evidence"' in rhea.get(there).text


def test_a_check_that_cannot_be_made_says_so(filled):
    def gone(_name):
        raise HouseError("the vault is not there", code="no-vault", subject="/home/ada/vault")

    _, desk, ids = filled
    desk = replace(desk, jobs=replace(desk.jobs, verdict=gone))
    with entered_as(desk, "anna") as anna:
        part = anna.post(f"/story/{ids['wire']}/verify", headers={"hx-request": "true"}).text
        assert "the vault is not there" in part and "/home/ada" not in part


# In a browser


def test_a_job_is_followed_reloaded_and_done(browser, slow):
    desk, hand = slow
    phone = {"viewport": {"width": 390, "height": 844}, "color_scheme": "dark"}
    with serving(desk) as address, browsing(browser, address) as page:
        page.goto("/jobs")
        accessible(page)
        page.click("text=Check all evidence")
        page.wait_for_url("**/jobs/*")
        there = page.url.removeprefix(address)
        for _ in range(2):  # the second time after a reload
            page.wait_for_selector(".counted:has-text(' of ')")
            first = page.inner_text(".counted")
            page.wait_for_function("first => document.querySelector('.counted').textContent !== first", arg=first)
            page.reload()
        accessible(page)
        picture(page, "job")
        with browsing(browser, address, **phone) as small:
            small.goto(there)
            accessible(small)
            picture(small, "job-phone-dark")
            assert small.evaluate("document.documentElement.scrollWidth <= innerWidth")
        with browsing(browser, address, java_script_enabled=False) as plain:
            plain.goto(there)
            plain.wait_for_selector("text=Under way")
            hand.go.set()
            page.wait_for_selector("text=All is as it was kept.")
            page.wait_for_selector(
                "progress, .ending", state="detached"
            )  # what is new is put in before the old is taken out
            plain.wait_for_selector("text=All is as it was kept.")  # it asked again by itself
        accessible(page)
        picture(page, "job-done")
        page.goto("/jobs")
        assert page.locator(f"a[href='{there}']").count() == 1
