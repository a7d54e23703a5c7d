"""Files from the desk of a ledger that holds hostile words: every format is still itself, and no cell is a formula."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from xml.etree import ElementTree

import pytest

from tests.desk.web.test_handing import TLP, logged, offered_in
from tests.rounds.desk import file

WORDS = {
    "formula": '=HYPERLINK("https://example.org","x")&cmd|\' /C calc\'!A0',
    "plus": "+1-1 and @SUM(A1:A9) were on the board",
    "wide": "＝1＋1",
    "hidden": "\u200b\u2066=1+1",
    "tab": "\t=1+1",
    "turned": "\u202egnp.exe\u202c",
    "arabic": "قال «لا» ١٢٣، ثم مضى",
    "controls": "a\x0bb\x0c\x1b[31mc\ufffe\uffff\x85",
    "markup": "</script><script>alert(1)</script><![CDATA[x]]>&amp;&#0;",
    "quotes": 'he said "no""',
    "long": "very long " * 2_000,
}


@pytest.fixture
def house(filled):
    """The house, with a story for each of the hostile words: as its title, its outlet and what is said."""
    made = filled[0]
    for number, (name, words) in enumerate(WORDS.items()):
        text = f"{words} The quay of Arden saw a boat that ran aground on Tuesday, police said.\n"
        told = {"title": words[:300], "agency": words[:80]}
        filled[2][f"odd-{name}"] = file(made.ledger, f"odd {words[:60]}", text, words[:80], minute=20 + number, **told)
    return made


def made(caller, form, **sent):
    """An export, by the button: the answer with the file."""
    answer = caller.post("/jobs/export", {"form": form, **TLP, **sent})
    assert answer.status_code == 303, form
    if not answer.headers["location"].endswith("/file"):
        raise AssertionError(caller.get(answer.headers["location"]).text)
    return caller.get(answer.headers["location"])


def is_itself(form, data):
    """Whether a file is of its format, as others read it."""
    if form in ("jsonl",):
        assert [json.loads(line) for line in data.decode().splitlines()]
    elif form in ("stix", "ftm", "geojson", "claims", "prov"):
        for line in data.decode().splitlines() if form == "ftm" else [data.decode()]:
            json.loads(line)
    elif form in ("kml", "atom"):
        ElementTree.fromstring(data)
    elif form == "parquet":
        from pyarrow import parquet

        assert parquet.read_table(io.BytesIO(data)).num_rows
    elif form == "wacz":
        assert zipfile.ZipFile(io.BytesIO(data)).testzip() is None
    else:
        assert form in ("csv", "warc") and data


def test_every_format_of_hostile_words_is_itself(anna, house):
    offered = offered_in(anna.get("/handover").text)
    assert {"csv", "jsonl", "stix", "ftm", "geojson", "kml", "atom", "parquet", "claims"} <= set(offered)
    for form in sorted(set(offered) - {"warc", "wacz"}):
        answer = made(anna, form)
        is_itself(form, answer.content)
        assert re.fullmatch(r'attachment; filename="[a-z0-9.-]+"', answer.headers["content-disposition"]), form
        assert answer.headers["content-security-policy"] == "default-src 'none'; sandbox"


def test_no_cell_is_a_formula(anna, house):
    for bom in ({}, {"bom": "yes"}):
        text = made(anna, "csv", **bom).content.decode("utf-8-sig")
        rows = list(csv.DictReader(io.StringIO(text, newline="")))
        assert len(rows) > len(WORDS) and None not in rows[0]
        for row in rows:
            for cell in row.values():
                assert not re.match(r"[\s\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]*[=+\-@＝＋－＠]", cell), cell[
                    :40
                ]
        titles = {row["title"] for row in rows}
        assert "قال «لا» ١٢٣، ثم مضى" in titles and any(one.startswith("'=HYPERLINK") for one in titles)


def test_a_brief_of_hostile_words_is_a_page_without_scripts(anna, house):
    for form in ("html", "md"):
        sent = {"form": form, **TLP, "query": "words=quay", "title": WORDS["markup"]}
        answer = anna.post("/jobs/brief", sent)
        assert answer.headers["location"].endswith("/file"), anna.get(answer.headers["location"]).text
        text = anna.get(answer.headers["location"]).text
        assert "<script>alert" not in text and "</script><script" not in text


def test_odd_names_titles_and_questions_are_refused_or_harmless(anna, house):
    for sent, status in (
        ({"form": "csv", "title": "x" * 201}, 422),
        ({"form": "csv", "query": "words=" + "x" * 4_000}, 422),
        ({"form": "csv", "query": "nothing=1&words=quay&words=boat"}, 303),
        ({"form": "csv", "query": "\0"}, 303),
        ({"form": "csv", "statement": "st-%"}, 404),
        ({"form": "csv", "story": "../../etc/passwd"}, 404),
        ({"form": "csv", "matter": "mt-"}, 400),
        ({"form": "../csv"}, 404),
        ({"form": "csv", "tlp": "TLP:NONE"}, 422),
        ({"form": "csv", "title": 'a"\r\nset-cookie: x=y'}, 303),
        ({"form": "csv", "title": "صورة الميناء/../../x"}, 303),
    ):
        answer = anna.post("/jobs/export", {**TLP, **sent})
        assert answer.status_code == status, (sent, answer.status_code, answer.text[:200])
        assert "x=y" not in answer.headers.get("set-cookie", "")
    there = anna.post("/jobs/export", {**TLP, "form": "csv", "query": "since=2026-13"}).headers["location"]
    assert "is not a date" in anna.get(there).text and anna.get(f"{there}/file").status_code == 410
    assert all("\r" not in subject and "\n" not in subject for _, subject in logged(house))


def test_what_nothing_meets_is_an_empty_file_or_says_so(anna, house):
    offered = offered_in(anna.get("/handover").text)
    for form in sorted(set(offered) - {"warc", "wacz"}):
        answer = anna.post("/jobs/export", {"form": form, "query": "source=nobody", **TLP})
        there = answer.headers["location"]
        if there.endswith("/file"):
            data = anna.get(there).content
            if form not in ("jsonl", "ftm", "csv", "parquet"):
                is_itself(form, data)
        else:
            assert "nothing meets these conditions" in anna.get(there).text, form
    for form in ("warc", "wacz"):
        there = anna.post("/jobs/export", {"form": form, "query": "source=nobody", **TLP}).headers["location"]
        assert "nothing meets these conditions" in anna.get(there).text or anna.get(there).status_code == 200, form


def test_missing_evidence_is_told_and_leaves_no_file(anna, house):
    """The bytes of invented stories are in no vault."""
    for form in ("warc", "wacz"):
        there = anna.post("/jobs/export", {"form": form, "query": "source=police", **TLP}).headers["location"]
        page = anna.get(there)
        assert page.status_code == 200 and "Failed" in page.text and "something went wrong" not in page.text, form
        assert anna.get(f"{there}/file").status_code == 410
    assert not list(house.jobs_folder.glob("*.out")) and not list(house.jobs_folder.glob(".*.part"))


def test_a_saved_search_may_have_any_name_and_its_feed_is_found(anna, house):
    for name in ("قال «لا»", "a/b/../c", "x" * 80, "?&#%", "<script>"):
        assert anna.post("/searches", {"name": name, "query": "source=police"}).status_code in (200, 303)
    page = anna.get("/").text
    feeds = re.findall(r'href="(/searches/[^"]+/feed\.atom)"', page)
    assert len(feeds) == 5 and "<script>alert" not in page
    for one in feeds:
        answer = anna.get(one)
        assert answer.status_code == 200, one
        ElementTree.fromstring(answer.content)
