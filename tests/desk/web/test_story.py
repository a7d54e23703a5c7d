"""The story's logic: marks, chain, versions, evidence, verify now; and hostile text that stays text."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest

from purport.desk.web.marking import all_marks, paragraphs
from purport.records import Assessment, Filter
from purport.rounds.outcomes import ReadOptions
from purport.rounds.webdesk import web_desk
from tests.desk.web.conftest import PEOPLE, calling, house_in
from tests.desk.web.test_door import NOON
from tests.invented import tape


class Outline(HTMLParser):
    """The tags and the text of a page; every tag must close in order."""

    VOID = frozenset({"meta", "link", "input", "br", "hr", "img"})

    def __init__(self, page):
        super().__init__()
        self.tags, self.attributes, self.text, self.open = [], [], [], []
        self.feed(page)
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.text.append(data)


def told(name, **more):
    return name + "".join(f" {value}" for value in more.values())


def story_of(client, house, name):
    row = house.document(name)
    answer = client.get(f"/story/{row.id}")
    assert answer.status_code == 200
    return row, answer.text


def test_every_statement_stands_beside_its_text(entered, house):
    row, page = story_of(entered, house, "recording")
    outline = Outline(page)
    ids = {given.get("id") for _, given in outline.attributes}
    for one in row.reading.statements:
        assert {one.id, f"said-{one.id}", f"assess-{one.id}"} <= ids
    assert page.count('class="saying"') == len(row.reading.statements)


def test_the_text_is_all_there_and_in_order(entered, house):
    for line in house.ledger.contents(Filter(limit=None)):
        row = house.document(line.id)
        parts = paragraphs(row.document, row.reading, None, told)
        plain = [re.sub(r'<a class="ref.*?</a>', "", str(one.html)) for one in parts]
        said = ["".join(Outline(part).text) for part in plain]
        assert said == [part for part in row.document.text.split("\n") if part.strip()]


def test_marks_that_overlap_close_in_order():
    row = tape()
    assert len(all_marks(row.reading)) > 5
    for one in paragraphs(row.document, row.reading, None, told):
        Outline(str(one.html))


def test_each_statement_has_one_place_in_the_text(house):
    for line in house.ledger.contents(Filter(limit=None)):
        row = house.document(line.id)
        page = "".join(str(one.html) for one in paragraphs(row.document, row.reading, None, told))
        for one in row.reading.statements:
            assert page.count(f'id="{one.id}"') == 1
            assert page.count(f'href="#said-{one.id}"') == 1


def test_a_permalink_leads_to_the_words(entered, house):
    row = house.rows(Filter(certainty="purported", limit=1))[0]
    answer = entered.get(f"/statement/{row.statement.id[:9]}")
    assert answer.headers["location"] == f"/story/{row.document}?statement={row.statement.id}#{row.statement.id}"
    page = entered.get(answer.headers["location"].partition("#")[0]).text
    lit = [
        given["data-of"]
        for _, given in Outline(page).attributes
        if "lit" in given.get("class", "").split() and "data-of" in given
    ]
    assert set(lit) == {row.statement.id}
    assess = entered.get(f"/statement/{row.statement.id}?to=assess").headers["location"]
    assert assess.endswith(f"#assess-{row.statement.id}")
    assert entered.get(f"/statement/{row.statement.id}?to=//x").headers["location"].endswith(f"#{row.statement.id}")


def test_the_chain_says_how_sure_each_hop_is(entered, house):
    _, page = story_of(entered, house, "recording")
    hops = re.findall(r'<ol class="hops".*?</ol>', page, re.DOTALL)
    assert any("MPA" in one and "attributed" in one and "purported" in one and "audio recording" in one for one in hops)


def test_what_is_not_there_is_told(entered):
    assert entered.get("/story/nothing").status_code == 404
    assert entered.get("/statement/st-ffff").status_code == 404
    assert "There is nothing of that name" in entered.get("/story/nothing").text


def test_assessments_stand_with_their_statement(tmp_path):
    with house_in(tmp_path) as house:
        story = tmp_path / "bridge.txt"
        story.write_text('"The bridge is open," said the mayor, Ada Roe, on Friday.', encoding="utf-8")
        list(house.read([str(story)], ReadOptions(published="2026-03-06")))
        (row,) = house.rows(Filter())
        house.ledger.assess(Assessment(row.statement.id, "B", 2, "two <b>witnesses</b>", "anna", NOON))
        house.access().add(people(house))
        with calling(web_desk(house)) as client:
            client.enter("anna")
            page = client.get(f"/story/{row.document}").text
    assert "<strong>B2</strong>" in page and "two &lt;b&gt;witnesses&lt;/b&gt;" in page


def people(house):
    from purport.rounds.doorkeeping import account_of
    from tests.desk.web.conftest import PASSWORD

    return account_of("anna", PEOPLE["anna"], PASSWORD, house.clock())


# Evidence


def test_the_evidence_names_bytes_captures_and_signature(entered, house):
    row, page = story_of(entered, house, "ultimatum")
    assert row.document.exhibit in page and "Where and when it was seen" in page
    assert re.search(r"<dt>signed</dt><dd>\d+ \w+ \d{4}", page)
    for entry in house.ledger.custody_of(row.document.exhibit):
        assert entry.digest in page


def test_verify_now_says_that_all_holds(entered, house):
    row = house.document("ultimatum")
    part = entered.post(f"/story/{row.id}/verify", headers={"hx-request": "true"})
    assert part.status_code == 200 and "It is as it was kept." in part.text and "<html" not in part.text
    whole = entered.post(f"/story/{row.id}/verify")
    assert "It is as it was kept." in whole.text and f'href="/story/{row.id}#evidence"' in whole.text
    assert entered.post("/story/ultimatum/verify").status_code == 404  # only by its whole id
    assert entered.get(f"/story/{row.id}/verify").status_code == 405


@pytest.fixture
def small(tmp_path):
    """A house of one story, to be broken, and its desk's client."""
    with house_in(tmp_path) as house:
        story = tmp_path / "bridge.txt"
        story.write_text('"The bridge is open," said the mayor, Ada Roe, on Friday.', encoding="utf-8")
        list(house.read([str(story)], ReadOptions(published="2026-03-06")))
        house.checkpoint()
        house.access().add(people(house))
        with calling(web_desk(house)) as client:
            client.enter("anna")
            yield house, client, house.document("bridge")


def verified(client, row):
    return client.post(f"/story/{row.id}/verify").text


def test_changed_bytes_are_found(small):
    house, client, row = small
    file = house.vault.path(row.document.exhibit)
    file.chmod(0o600)
    file.write_bytes(b"something else")
    page = verified(client, row)
    assert "Something does not hold." in page and row.document.exhibit in page
    file.unlink()
    assert "Something does not hold." in verified(client, row)
    assert client.get(f"/story/{row.id}").status_code == 200


def test_a_changed_custody_entry_is_found(small):
    from tests.ledger.older import run

    house, client, row = small
    run(house.plan.house.ledger, "UPDATE custody SET at = '2020-01-01T00:00:00.000000Z' WHERE seq = 1")
    assert "custody entry 1" in verified(client, row)


def test_a_removed_story_says_so(small):
    house, client, row = small
    house.remove(row.id, "a court order", "ada")
    page = client.get(f"/story/{row.id}")
    assert page.status_code == 200 and "a court order" in page.text and "The bridge is open" not in page.text
    assert "It is as it was kept." in verified(client, row)


def test_versions_show_what_changed_and_whether_the_page_says_so(tmp_path):
    with house_in(tmp_path) as house:
        story = tmp_path / "fire.txt"
        for said in ("Nine men died in the fire, the mayor said.", "Eleven men died in the fire, the mayor said."):
            story.write_text(said, encoding="utf-8")
            list(house.read([str(story)], ReadOptions(published="2026-03-06")))
        house.access().add(people(house))
        with calling(web_desk(house)) as client:
            client.enter("anna")
            page = client.get(f"/story/{house.document('fire').id}").text
    assert re.search(r"<del>.*Nine</del>", page) and re.search(r"<ins>.*Eleven</ins>", page)
    assert page.count("silent edit") >= 1


# Hostile text

HOSTILE = """\
SELMARK, March 7, 2026 (Northwire) - The mayor, Ada <script>alert(1)</script> Roe, said on Friday that "the bridge <img src=x \
onerror=alert(2)> is open" &amp; {{ 7 * 7 }} {% raw %} ${8*8}.

The spokesman, Jon "><svg onload=alert(3)> Aske, denied that \u202ethe road\u202c was closed. javascript:alert(4)

</textarea></title></style><a href="javascript:alert(5)" onclick="x">The driver</a> said that it was dark.
"""


@pytest.fixture
def hostile(tmp_path):
    """A house of one story that would be markup, and its desk's client."""
    with house_in(tmp_path / "<i>house") as house:
        story = tmp_path / "<b onclick=alert(6)>.txt"
        story.write_text(HOSTILE, encoding="utf-8")
        list(house.read([str(story)], ReadOptions()))
        assert len(house.rows(Filter())) > 1
        house.access().add(people(house))
        with calling(web_desk(house)) as client:
            client.enter("anna")
            yield house, client


def test_hostile_text_never_becomes_markup(hostile):
    house, client = hostile
    document = house.rows(Filter())[0].document
    for address in ("/", f"/story/{document}", "/?words=bridge", '/?source="><script>alert(7)</script>'):
        page = client.get(address).text
        outline = Outline(page)
        assert not {"img", "svg", "textarea", "style", "iframe", "object"} & set(outline.tags)
        for tag, given in outline.attributes:
            assert not [name for name in given if name.startswith("on") or name == "style"], (tag, given)
            assert not str(given.get("href", "")).lower().startswith(("javascript:", "data:"))
            assert tag != "script" or given["src"].startswith("/static/")
        assert "{{ 7 * 7 }}" in page or "49" not in re.sub(r"[0-9a-f]{16,}", "", page)
        assert "\u202e" not in page


def test_hostile_text_is_shown_as_it_is(hostile):
    house, client = hostile
    row = house.document(house.rows(Filter())[0].document)
    shown = "".join(Outline(client.get(f"/story/{row.id}").text).text)
    assert "<script>alert(1)</script>" in shown and "onerror=alert(2)" in shown and "U+202E" in shown


def test_an_address_that_is_none_is_no_link(entered, house):
    for line in house.ledger.contents(Filter(limit=None)):
        for tag, given in Outline(entered.get(f"/story/{line.id}").text).attributes:
            if tag == "a" and not given["href"].startswith(("/", "#")):
                assert given["href"].startswith("https://") and "noreferrer" in given["rel"]


def test_a_length_of_time_is_told_in_its_own_words(entered):
    page = entered.get("/story/depot-halyard").text
    assert "<strong><bdi>five hours (PT5H)</bdi></strong>" in page


def test_a_word_of_certainty_says_what_it_means(entered):
    page = entered.get("/story/depot-halyard").text
    assert (
        'class="chip c-attributed" title="the text names who says so; whether it is true is another question"' in page
    )
