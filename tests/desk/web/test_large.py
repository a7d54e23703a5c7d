"""The desk over 100,000 invented statements in a real browser: each view opens without error, no page grows with the ledger, a
matter that three hundred stories tell of stays usable, and review, grades, pairs and handing over go all their way.
"""

from __future__ import annotations

import csv
import io
import shutil
from pathlib import Path
from urllib.parse import urlencode

import pytest

from bench.loadstories import LARGEST as MANY
from bench.stock import stocked, world
from purport.desk.web.views.matter import LISTED
from purport.records import EventFilter, Filter, Ruling
from purport.records.access import Rank
from purport.records.folds import MatterFilter, Pair
from purport.rounds.doorkeeping import account_of
from purport.rounds.house import House
from purport.rounds.outcomes import ReadOptions
from purport.rounds.webdesk import web_desk
from tests.desk.web.conftest import PASSWORD, accessible, browsing, house_in, picture, serving
from tests.desk.web.test_handing import logged
from tests.desk.web.test_recording import Ears, tone, wav

SIZE = 100_000
LARGEST = 1_000_000
"""Bytes of a page's own HTML."""
MOST_ELEMENTS = 20_000

pytestmark = [pytest.mark.longest, pytest.mark.slow, pytest.mark.timeout(1_200)]


@pytest.fixture(scope="module")
def large(tmp_path_factory):
    """A copy of the bench's house of so many statements, with the analyst."""
    folder = tmp_path_factory.mktemp("large") / "house"
    shutil.copytree(stocked((SIZE,))[SIZE], folder)
    with house_in(folder) as house:
        house.access().add(account_of("anna", Rank.ANALYST, PASSWORD, house.clock()))
        yield world(), house
    shutil.rmtree(folder)


@pytest.fixture
def page(browser, large):
    """A page of the analyst over it."""
    with serving(web_desk(large[1])) as address, browsing(browser, address) as opened:
        yield opened


def test_every_view_opens_and_none_grows_with_the_ledger(browser, large):
    known, house = large
    row = house.rows(Filter(limit=1))[0]
    event = house.ledger.events(EventFilter(limit=1))[0].event.id
    speaker = urlencode({"name": known.names[0]})
    views = {
        "stream": "/",
        "search": f"/?words={known.words[0]}",
        "two-words": f"/?{urlencode({'words': f'{known.words[1]} {known.words[2]}'})}",
        "filtered": f"/?{urlencode({'source': known.names[1], 'since': '2020'})}",
        "said-by": f"/?{urlencode({'speaker': known.names[1], 'source': 'Northwire'})}",
        "undecided": "/?decision=undecided",
        "decision": f"/statement/{row.statement.id}/decision",
        "map": "/map",
        "map-filtered": f"/map?words={known.words[3]}",
        "timeline": "/timeline",
        "timeline-filtered": f"/timeline?{urlencode({'source': known.names[2]})}",
        "speaker": f"/speaker?{speaker}",
        "matters": "/matters",
        "story": f"/story/{row.document}",
        "review": "/review",
        "event": f"/event/{event}",
        "handover": f"/handover?words={known.words[0]}",
        "handover-statement": f"/handover?statement={row.statement.id}",
        "pictures": "/pictures",
        "jobs": "/jobs",
        "account": "/account",
    }
    with serving(web_desk(house)) as address, browsing(browser, address) as page:
        for name, path in views.items():
            answer = page.goto(path)
            assert answer.status == 200, name
            assert len(answer.body()) < LARGEST, (name, len(answer.body()))
            assert page.evaluate("document.getElementsByTagName('*').length") < MOST_ELEMENTS, name
            assert page.locator("h1, h2").count() >= 1, name
            picture(page, f"large-{name}")
        page.goto("/")
        before = page.locator(".card").count()
        page.click(".older a")
        page.wait_for_function("before => document.querySelectorAll('.card').length > before", arg=before)
        assert 0 < before <= 40


def test_a_matter_of_three_hundred_stories_opens_and_stays_usable(browser, large):
    _, house = large
    fold = house.ledger.matters(MatterFilter(least=MANY, limit=1))[0].fold
    assert fold.stories == MANY
    with serving(web_desk(house)) as address, browsing(browser, address) as page:
        answer = page.goto(f"/matter/{fold.matter}")
        assert answer.status == 200 and len(answer.body()) < LARGEST
        listed = page.locator(".branches > li > ul > li")
        assert listed.count() == LISTED
        accessible(page)
        picture(page, "large-matter")
        page.click(".older a")
        page.wait_for_url("**whole=yes*")
        assert listed.count() == MANY
        assert page.evaluate("document.getElementsByTagName('*').length") < MOST_ELEMENTS
        accessible(page)
        page.select_option("#second", index=MANY - 1)
        page.click("form.asking button[type=submit]")
        page.wait_for_url("**/pair?**")
        assert page.locator("h1").count() == 1
        page.go_back()
        page.locator(".branches a").first.click()
        page.wait_for_url("**/story/**")
        accessible(page)


def small(page):
    """A page that is usable: no larger than any other, and accessible."""
    assert len(page.content()) < LARGEST
    assert page.evaluate("document.getElementsByTagName('*').length") < MOST_ELEMENTS
    accessible(page)


def test_events_are_accepted_corrected_rejected_and_taken_back(page, large):
    ledger = large[1].ledger
    before = ledger.count_events(EventFilter(undecided=True))
    page.goto("/review")
    page.wait_for_selector(f"text={before:,} events wait")
    names = []
    for key, ruling in (("a", Ruling.ACCEPTED), ("e", Ruling.EDITED), ("r", Ruling.REJECTED)):
        names.append(page.get_attribute("form[action^='/event/']", "action").rpartition("/")[2])
        page.keyboard.press(key)
        if ruling is Ruling.EDITED:
            page.wait_for_selector("#c-actor:focus")
            page.fill("#c-actor", "the harbour guard")
            page.fill("#c-place", "ميناء أردن")
            page.keyboard.press("Enter")
        page.wait_for_selector(f"text={before - len(names):,} events wait")
        assert ledger.event(names[-1]).decision.ruling is ruling
    small(page)
    assert ledger.event(names[1]).decided.place == "ميناء أردن"
    for name in names:
        page.goto(f"/event/{name}")
        page.click("button[value=withdrawn]")
        page.wait_for_selector("ol.history > li >> nth=1")
        assert ledger.event(name).decision is None and ledger.event(name).decided == ledger.event(name).event
    assert ledger.count_events(EventFilter(undecided=True)) == before


def test_statements_are_accepted_corrected_rejected_and_taken_back(page, large):
    ledger = large[1].ledger
    page.goto("/")
    page.keyboard.press("j")
    first = page.evaluate("document.activeElement.closest('.card').id").removeprefix("card-")
    page.keyboard.press("a")
    page.wait_for_selector(f"#ruled-{first} .r-accepted")
    page.goto(f"/statement/{first}/decision")
    page.keyboard.press("e")
    page.wait_for_selector("#c-source_name:focus")
    page.fill("#c-source_name", "سمير حداد")
    page.keyboard.press("Enter")
    page.wait_for_selector("ol.history > li >> nth=1")
    assert ledger.row(first).statement.source_name == "سمير حداد"
    page.click("button[value=rejected]")
    page.wait_for_selector("ol.history > li >> nth=2")
    small(page)
    page.goto("/?decision=rejected")
    assert page.locator(".card").count() == 1
    assert page.locator(f"#card-{first}.rejected").count() == 1
    small(page)
    picture(page, "large-rejected")
    page.goto(f"/statement/{first}/decision")
    page.click("button[value=withdrawn]")
    page.wait_for_selector("ol.history > li >> nth=3")
    row = ledger.row(first)
    assert row.decision is None and row.statement == row.read


def test_a_statement_and_its_source_are_graded_and_ungraded(page, large):
    ledger = large[1].ledger
    row = ledger.rows(Filter(limit=1))[0]
    for about, grade in ((row.statement.id, "2"), (row.statement.source_name, "B")):
        page.goto(f"/grade?{urlencode({'about': about})}")
        page.check(f"input[value='{grade}']")
        page.fill("#reason", "two others saw it")
        page.click("text=Save the grade")
        page.wait_for_selector("ol.history q.because")
        small(page)
        page.click("button[name=undo]")
        page.wait_for_selector("ol.history > li >> nth=1")
        assert [(one.reliability, one.credibility) for one in ledger.assessments(about)][-1] == ("F", 6)


def test_two_tellings_are_split_joined_and_left_to_the_rules(page, large):
    ledger = large[1].ledger
    kept = ledger.matter(ledger.matters(MatterFilter(least=2, limit=1))[0].fold.matter)
    first, second = (one.id for one in kept.tellings[:2])
    page.goto(f"/pair?{urlencode({'first': first, 'second': second})}")
    for pair, now in (
        (Pair.APART, "different matters now"),
        (Pair.TOGETHER, "one matter now"),
        (Pair.OPEN, "left to the rules again"),
    ):
        if pair is not Pair.OPEN:
            page.fill("#reason", "as both say of themselves")
        page.click(f"button[value={pair}]")
        page.wait_for_selector(f"text={now}")
        assert ledger.corroboration.decisions(first)[-1].pair is pair
    small(page)


def test_a_search_is_handed_over_as_an_export_and_as_a_brief(page, large, monkeypatch):
    monkeypatch.setattr("purport.desk.web.views.jobs.AT_ONCE", 0.0)  # every job has its page
    known, house = large
    source = known.names[20]
    count = house.ledger.count(Filter(source=source))
    page.goto(f"/?{urlencode({'source': source})}")
    page.click("#results .handing a")
    page.wait_for_url("**/handover?**")
    page.select_option("#format", "csv")
    page.click("text=Save the export")
    rows = list(csv.DictReader(io.StringIO(saved(page).read_text("utf-8-sig"), newline="")))
    assert len(rows) == count > 500
    row = house.rows(Filter(limit=1))[0]
    page.goto(f"/handover?story={row.document}")
    page.select_option("#layout", "html")
    page.click("text=Write the brief")
    assert "TLP:" in saved(page).read_text("utf-8")
    forms = [subject.split()[:2] for _, subject in logged(house)]
    assert forms == [["export", "csv"], ["brief", "html"]]


def saved(page) -> Path:
    """The file of a job that the page follows to its end."""
    page.wait_for_url("**/jobs/*")
    page.wait_for_selector("a.button[download]", timeout=120_000)
    small(page)
    with page.expect_download() as told:
        page.click("a.button[download]")
    return Path(told.value.path())


def test_a_recording_is_heard_among_them(page, large, tmp_path, monkeypatch):
    monkeypatch.setattr(House, "ears", Ears())
    (tmp_path / "message.wav").write_bytes(wav(tone()))
    read = list(large[1].read([str(tmp_path / "message.wav")], ReadOptions(purports=((1, "Idris Varakh"),))))
    page.goto(f"/recording/{read[0].row.id}")
    assert page.locator("audio").count() == 0
    small(page)
    page.locator(".show button").click()
    page.wait_for_selector(".player[data-drawn=yes]")
    page.locator(".w", has_text="guards").click()
    page.wait_for_selector(".w.now")
    page.evaluate("document.querySelector('audio').pause()")
    small(page)
    picture(page, "large-recording")
    page.goto("/?words=depot")
    assert page.locator(".card").count() >= 1
