"""Handing over: exports, briefs and feeds; each is in the access log before it leaves."""

from __future__ import annotations

import base64
import csv
import io
import json
import re
import zipfile
from xml.etree import ElementTree

import pytest

from purport.records.access import Scope
from purport.rounds.doorkeeping import token_of
from tests.desk.web.conftest import HOSTILE, accessible, browsing, picture, serving
from tests.rounds.desk import FERRY

ATOM = "{http://www.w3.org/2005/Atom}"
TLP = {"tlp": "TLP:AMBER"}


@pytest.fixture
def house(filled):
    """The house of its own, instead of the one that is only looked at."""
    return filled[0]


def logged(house):
    """The exports in the access log: who, and what."""
    return [(one.account, one.subject) for one in house.access().entries() if one.deed == "exported"]


def bearer(house, *scopes, account="anna"):
    """The header of a new token."""
    secret, token = token_of(account, "-".join(scopes), scopes, (house.clock(), None))
    house.access().give(token)
    return {"authorization": f"Bearer {secret}"}


def test_the_present_search_in_a_format(anna, house, filled):
    page = anna.get("/handover?source=police")
    assert page.status_code == 200 and "7 statements" in page.text and 'name="query" value="source=police"' in page.text
    answer = anna.post("/export", {"query": "source=police", "form": "csv", **TLP})
    assert answer.status_code == 200 and answer.headers["content-type"].startswith("text/csv")
    assert re.fullmatch(r'attachment; filename="purport-[\d-]+-tlp-amber\.csv"', answer.headers["content-disposition"])
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    assert len(rows) == 7
    assert logged(house) == [("anna", "export csv ?source=police TLP:AMBER")]
    none = anna.post("/export", {"query": "source=nobody", "form": "csv", **TLP})
    assert len(list(csv.DictReader(io.StringIO(none.text)))) == 0


def test_every_format_that_is_offered_is_made(anna, filled):
    offered = offered_in(anna.get("/handover").text)
    assert {"csv", "jsonl", "stix", "geojson", "atom", "wacz"} <= set(offered)
    for form in set(offered) - {"warc", "wacz"}:
        answer = anna.post("/export", {"form": form, **TLP})
        assert answer.status_code == 200 and answer.content, form


def test_captures_as_a_web_archive(anna, house, filled):
    house.vault.keep(FERRY.encode())
    answer = anna.post("/export", {"story": filled[2]["ferry"], "form": "wacz", **TLP})
    assert answer.status_code == 200
    assert "datapackage.json" in zipfile.ZipFile(io.BytesIO(answer.content)).namelist()


def test_bytes_that_are_gone_are_an_error_and_no_file(anna, house):
    answer = anna.post("/export", {"form": "wacz", **TLP})
    assert answer.status_code == 500 and "content-disposition" not in answer.headers
    assert logged(house) == []


def test_a_statement_is_handed_over_in_every_form_and_as_prov(anna, house, filled):
    name = re.search(r'href="/handover\?statement=(st-\w+)"', anna.get(f"/story/{filled[2]['wire']}").text)[1]
    page = anna.get(f"/handover?statement={name}").text
    assert "prov" in offered_in(page) and "srt" not in offered_in(page) and "/jobs/brief" not in page
    file = anna.get(anna.post("/jobs/export", {"statement": name, "form": "prov", **TLP}).headers["location"])
    assert name in file.text and "wasDerivedFrom" in json.loads(file.content)
    assert len(anna.post("/export", {"statement": name, "form": "jsonl", **TLP}).text.splitlines()) == 1
    assert logged(house) == [("anna", f"export {form} {name} TLP:AMBER") for form in ("prov", "jsonl")]
    assert anna.post("/jobs/brief", {"statement": name, "form": "md", **TLP}).status_code == 404
    assert anna.get("/handover?statement=st-0000000000000000").status_code == 404
    assert "prov" not in offered_in(anna.get("/handover").text)


def offered_in(page):
    """The formats that a page offers."""
    return re.findall(r'<option value="(\w+)">', page.partition('id="format"')[2].partition("</select>")[0])


def test_the_label_stands_in_stix(anna):
    answer = anna.post("/export", {"form": "stix", "tlp": "TLP:RED"})
    assert "TLP:RED" in answer.text and json.loads(answer.text)["type"] == "bundle"


def test_a_story_and_a_matter(anna, house, filled):
    story, matter = filled[2]["own"], re.search(r">(mt-\w+)<", anna.get(f"/matter/{filled[2]['own']}").text)[1]
    assert "Hospital counts the dead" in anna.get(f"/handover?story={story}").text
    of_story = anna.post("/export", {"story": story, "form": "jsonl", **TLP}).text.splitlines()
    assert len(of_story) == 1
    of_matter = anna.post("/export", {"matter": matter, "form": "jsonl", **TLP}).text.splitlines()
    assert len(of_matter) > 2
    told = anna.post("/brief", {"matter": matter, "form": "md", **TLP})
    assert told.status_code == 200 and "Halyard" in told.text and "Arden ran aground" not in told.text
    assert "TLP:AMBER" in told.text
    assert [subject.split()[2] for _, subject in logged(house)] == [story, matter, matter]
    for wanted in ({"story": "doc-0000000000000000"}, {"matter": "mt-0000000000000000"}):
        assert anna.post("/export", {**wanted, "form": "csv", **TLP}).status_code == 404
        assert anna.get("/handover", params=wanted).status_code == 404


def test_briefs_in_every_form(anna, house):
    kinds = {"html": b"<!doctype html", "pdf": b"%PDF", "docx": b"PK", "md": b"#"}
    for form, begins in kinds.items():
        answer = anna.post("/brief", {"query": "source=police", "form": form, "title": f"About {HOSTILE}", **TLP})
        assert answer.status_code == 200, answer.text
        assert begins in answer.content[:400].lower() or begins in answer.content[:400]
        assert answer.headers["content-disposition"].endswith(f'.{form}"')
        if form == "html":
            assert HOSTILE not in answer.text
        if form == "docx":
            assert zipfile.ZipFile(io.BytesIO(answer.content)).testzip() is None
    assert [subject for _, subject in logged(house)] == [f"brief {form} ?source=police TLP:AMBER" for form in kinds]


def test_what_cannot_be_handed_over(anna, house):
    assert anna.post("/export", {"form": "xlsx", **TLP}).status_code == 404
    assert anna.post("/export", {"form": "prov", **TLP}).status_code == 404
    assert anna.post("/export", {"form": "csv", "tlp": "TLP:WHITE"}).status_code == 422
    assert anna.post("/export", {"form": "csv", "query": "act=dances", **TLP}).status_code == 400
    assert anna.post("/brief", {"form": "odt", **TLP}).status_code == 404
    assert anna.post("/brief", {"form": "md", "query": "source=nobody", **TLP}).status_code == 400
    assert anna.post("/export", {"form": "wacz", "query": "source=nobody", **TLP}).status_code == 400
    assert anna.post("/export", {"form": "csv", **TLP, "csrf": "0" * 64}).status_code == 403
    assert logged(house) == []


def test_a_program_needs_the_scope(anna, house, rhea):
    sent = {"form": "jsonl", **TLP}
    anna.http.cookies.clear()
    assert anna.http.post("/export", data=sent, headers=bearer(house, Scope.READ)).status_code == 403
    assert (
        anna.http.post(
            "/brief", data={**sent, "form": "md"}, headers=bearer(house, Scope.ASSESS, Scope.READ)
        ).status_code
        == 403
    )
    answer = anna.http.post("/export", data=sent, headers=bearer(house, Scope.READ, Scope.EXPORT))
    assert answer.status_code == 200 and logged(house)[-1][0] == "anna"
    assert rhea.post("/export", sent).status_code == 200  # who may ask may take it along, and it is written down


# Feeds


def test_the_feed_of_a_saved_search(anna, house):
    name = f"the quay/{HOSTILE} الميناء"
    anna.post("/searches", {"name": name, "query": "source=police"})
    page = anna.get("/").text
    address = re.search(r'class="feed" href="([^"]+)"', page)[1]
    answer = anna.get(address)
    assert answer.status_code == 200 and answer.headers["content-type"].startswith("application/atom+xml")
    feed = ElementTree.fromstring(answer.content)
    assert feed.findtext(f"{ATOM}title") == name and len(feed.findall(f"{ATOM}entry")) == 7
    [own] = [one for one in feed.findall(f"{ATOM}link") if one.get("rel") == "self"]
    assert own.get("href") == f"http://localhost{address}"
    assert logged(house) == [("anna", f"feed {name}: ?source=police")]
    assert anna.get("/searches/other/feed.atom").status_code == 404


def test_a_feed_by_token_as_header_and_as_password(anna, house):
    anna.post("/searches", {"name": "quay", "query": "source=police"})
    header = bearer(house, Scope.READ, Scope.EXPORT)
    secret = header["authorization"].partition(" ")[2]
    basic = {"authorization": "Basic " + base64.b64encode(f"anna:{secret}".encode()).decode()}
    less = bearer(house, Scope.READ)
    others = bearer(house, Scope.EXPORT, Scope.READ, account="rhea")
    anna.http.cookies.clear()
    asked = anna.http.get("/searches/quay/feed.atom", follow_redirects=False)
    assert asked.status_code == 401 and asked.headers["www-authenticate"].startswith("Basic ")
    for given, status in ((header, 200), (basic, 200), (less, 403), (others, 404), ({"authorization": "Basic %"}, 401)):
        answer = anna.http.get("/searches/quay/feed.atom", headers=given, follow_redirects=False)
        assert answer.status_code == status
    # the password of a feed opens nothing else
    assert anna.http.get("/api/v1/statements", headers=basic).status_code == 401
    assert anna.http.post(
        "/export", data={"form": "csv", **TLP}, headers=basic, follow_redirects=False
    ).status_code in (303, 403)


# In a browser


@pytest.fixture
def opened(browser, filled):
    with serving(filled[1]) as address, browsing(browser, address, viewport={"width": 1280, "height": 900}) as page:
        yield page


def test_from_the_stream_to_a_file(opened, house):
    opened.goto("/?source=police")
    accessible(opened)
    picture(opened, "stream-handing")
    opened.click("#results .handing a")
    opened.wait_for_url("**/handover?source=police")
    picture(opened, "handover", whole=True)
    accessible(opened)
    opened.select_option("#format", "geojson")
    opened.select_option("#export-tlp", "TLP:GREEN")
    with opened.expect_download() as told:
        opened.click("text=Save the export")
    assert told.value.suggested_filename.endswith("-tlp-green.geojson")
    opened.select_option("#layout", "html")
    with opened.expect_download() as told:
        opened.click("text=Write the brief")
    assert told.value.suggested_filename.endswith(".html")
    assert [subject.split()[1] for _, subject in logged(house)] == ["geojson", "html"]


def test_on_a_phone(browser, filled):
    with (
        serving(filled[1]) as address,
        browsing(browser, address, "rhea", viewport={"width": 390, "height": 844}) as page,
    ):
        page.goto(f"/handover?matter={filled[2]['wire']}")
        accessible(page)
        picture(page, "handover-phone", whole=True)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_brief_as_a_page_is_accessible(browser, house, anna, tmp_path, scheme):
    file = tmp_path / "brief.html"
    sent = {"query": "", "form": "html", "title": "The quay", **TLP}
    file.write_bytes(anna.post("/brief", sent).content)
    context = browser.new_context(color_scheme=scheme, viewport={"width": 390, "height": 844}, reduced_motion="reduce")
    page = context.new_page()
    errors = []
    page.on("console", lambda told: errors.append(told.text) if told.type in ("error", "warning") else None)
    page.goto(file.as_uri())
    assert page.locator("h1").count() == 1 and page.locator("h2").count() > 3
    accessible(page)
    picture(page, f"brief-{scheme}", whole=True)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    context.close()
    assert errors == []
