"""Machine translation in the browser: begun by who may, beside the original, never passing for it; what is missing is said."""

from __future__ import annotations

from dataclasses import replace

import pytest

from purport.config.plan import Translate
from purport.records import Filter
from purport.records.access import Rank
from purport.rounds.doorkeeping import account_of
from purport.rounds.house import House
from purport.rounds.outcomes import ReadOptions
from purport.rounds.webdesk import web_desk
from tests.desk.web.conftest import PASSWORD, accessible, browsing, calling, entered_as, house_in, picture, serving
from tests.desk.web.test_jobs import told
from tests.read.translate import tiny


@pytest.fixture(scope="module")
def model(tmp_path_factory):
    return tiny.argos(tmp_path_factory.mktemp("models") / "ar_en")


@pytest.fixture
def opened(tmp_path, model):
    """Opens a house with a story in Arabic and one in English, with or without a model: the house, its desk, the ids."""
    houses = []

    def with_models(*models):
        plan = replace(house_in(tmp_path / "house").plan, translate=Translate(models=models))
        house = House(plan)
        houses.append(house)
        for name, text in (("speech", tiny.STORY), ("english", "The quay was closed, Ada Roe said.\n")):
            (tmp_path / f"{name}.txt").write_text(text, "utf-8")
        read = list(house.read([str(tmp_path / f"{name}.txt") for name in ("speech", "english")], ReadOptions()))
        for name, rank in (("anna", Rank.ANALYST), ("rhea", Rank.READER)):
            if house.access().account(name) is None:
                house.access().add(account_of(name, rank, PASSWORD, house.clock()))
        return house, web_desk(house), {one.row.document.name: one.row.id for one in read}

    with_models.model = model
    yield with_models
    for house in houses:
        house.__exit__(None, None, None)


def test_a_story_is_translated_and_stands_beside_its_original(opened):
    house, desk, ids = opened(opened.model)
    there = f"/story/{ids['speech']}/translation"
    with entered_as(desk, "anna") as anna:
        assert there in anna.get(f"/story/{ids['speech']}").text
        page = anna.get(there).text
        assert "It was not translated yet." in page and "Translate it from ar into en" in page
        answer = anna.post(there)
        assert answer.status_code == 303 and answer.headers["location"].startswith("/jobs/")
        assert told(anna, answer.headers["location"])[-1][0] == "over"
        job = anna.get(answer.headers["location"]).text
        assert "sentences translated" in job and f'href="{there}"' in job
        page = anna.get(there).text
        assert "Ada Roe" in page and 'dir="auto"' in page and "The original counts." in page
    [made] = house.translations(ids["speech"])
    assert made.text == tiny.ENGLISH and [one.deed for one in house.custody()].count("translated") == 1
    assert len(house.ledger.contents(Filter(limit=None))) == 2  # nothing was read from it


def test_it_is_made_once(opened):
    house, desk, ids = opened(opened.model)
    with entered_as(desk, "anna") as anna:
        for _ in range(2):
            told(anna, begun_at(anna, ids["speech"]))
    assert len(house.translations(ids["speech"])) == 1


def begun_at(caller, story):
    answer = caller.post(f"/story/{story}/translation")
    assert answer.status_code == 303
    return answer.headers["location"]


@pytest.mark.parametrize(
    ("models", "name", "said"),
    [
        (False, "speech", "translate.models names no model"),
        (True, "english", "the text is in en already"),
    ],
)
def test_what_is_missing_is_said_before_and_by_the_job(opened, models, name, said):
    _, desk, ids = opened(*([opened.model] if models else []))
    there = f"/story/{ids[name]}/translation"
    with entered_as(desk, "anna") as anna:
        page = anna.get(there).text
        assert "It cannot be translated here" in page and said in page and "<button" not in page.partition("<main")[2]
        job = begun_at(anna, ids[name])
        told(anna, job)
        assert "Failed" in anna.get(job).text and said in anna.get(job).text


def test_libraries_that_are_missing_are_named(opened, monkeypatch):
    monkeypatch.setattr("purport.read.translate.find_spec", lambda _name: None)
    _, desk, ids = opened(opened.model)
    with entered_as(desk, "anna") as anna:
        page = anna.get(f"/story/{ids['speech']}/translation").text
        assert "not installed: ctranslate2, sentencepiece" in page and "purport[translate]" in page


def test_readers_look_and_begin_none(opened):
    house, desk, ids = opened(opened.model)
    there = f"/story/{ids['speech']}/translation"
    with entered_as(desk, "rhea") as rhea:
        assert "Analysts can have it translated." in rhea.get(there).text
        assert rhea.post(there).status_code == 403
    with entered_as(desk, "anna") as anna:
        assert anna.post(there, {"csrf": "0" * 64}).status_code == 403
        assert anna.get("/story/doc-0000000000000000/translation").status_code == 404
        assert anna.post("/story/doc-0000000000000000/translation").status_code == 404
    with calling(desk) as nobody:
        assert nobody.get(there).status_code == 303
    assert house.translations(ids["speech"]) == []


def test_what_was_removed_is_not_translated(opened):
    house, desk, ids = opened(opened.model)
    house.remove(ids["speech"], "order of a court", "Ada Roe")
    with entered_as(desk, "anna") as anna:
        for answer in (
            anna.get(f"/story/{ids['speech']}/translation"),
            anna.post(f"/story/{ids['speech']}/translation"),
        ):
            assert answer.status_code == 410 and "order of a court" in answer.text


@pytest.mark.slow
def test_in_a_browser(browser, opened):
    _, desk, ids = opened(opened.model)
    with serving(desk) as address, browsing(browser, address) as page:
        page.goto(f"/story/{ids['speech']}")
        page.click("a:has-text('Machine translation')")
        accessible(page)
        page.click("main button[type=submit]")
        page.wait_for_url("**/jobs/*")
        page.click(".job a")
        page.wait_for_selector("td:has-text('Ada Roe')")
        accessible(page)
        picture(page, "translation")
        assert page.evaluate("getComputedStyle(document.querySelector('tbody td')).direction") == "rtl"
