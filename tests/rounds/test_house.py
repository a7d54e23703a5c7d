"""The house: reading, reading again, changes, failures, verifying."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from purport.errors import HouseError
from purport.records import FeedItem, Filter
from purport.rounds.gather import GIVEN_BY_FEED, hinted, remembered
from purport.rounds.outcomes import Failed, ReadDocument, ReadOptions
from tests.invented import unread
from tests.rounds.fast import fast_house

STORY = "ARDEN (Northwire) - The mayor of Arden said on Monday that the bridge over the river was shut to lorries.\n"
PAGE = """<html><head><title>{title}</title><meta property="article:published_time" content="2026-03-02"></head><body>
<nav>Home News Sport</nav><article><h1>{title}</h1><p>{first}</p><p>The bridge was built in 1931 and carries two lanes of
traffic across the river to the market town on the far bank, where most of the grain trade of the district is done.</p>
<p>Lorries have to go round by the dam, a way of forty kilometres on a road that floods in spring.</p></article></body></html>"""


@pytest.fixture
def house(tmp_path):
    with fast_house(tmp_path / "home") as house:
        yield house


def read(house, *targets, **options):
    return list(house.read([str(t) for t in targets], ReadOptions(**options)))


def test_a_story_goes_through_to_the_ledger(house, tmp_path):
    story = tmp_path / "bridge.txt"
    story.write_text(STORY)
    (outcome,) = read(house, story)
    assert isinstance(outcome, ReadDocument)
    assert (outcome.new_statements, outcome.known_statements) == (1, 0)
    assert outcome.row.document.name == "bridge"
    assert house.vault.fetch(outcome.row.document.exhibit) == STORY.encode()
    (row,) = house.rows(Filter())
    assert row.content_words == "ARDEN"
    assert house.verify().holds


def test_reading_twice_adds_nothing(house, tmp_path):
    story = tmp_path / "bridge.txt"
    story.write_text(STORY)
    read(house, story)
    before = list(house.custody())
    (again,) = read(house, story)
    assert (again.new_statements, again.known_statements) == (0, 1)
    assert list(house.custody()) == before
    assert house.count(Filter()) == 1


def test_the_same_bytes_under_another_name_keep_their_own_name(house, tmp_path):
    for name in ("one.txt", "two.txt"):
        (tmp_path / name).write_text(STORY)
    outcomes = read(house, tmp_path / "one.txt", tmp_path / "two.txt")
    assert [o.row.document.name for o in outcomes] == ["one", "two"]
    assert house.count(Filter()) == 1
    assert [e.deed for e in house.custody()].count("seen at") == 1


def test_a_later_reader_replaces_the_reading_and_adds_no_statement(house, tmp_path):
    story = tmp_path / "bridge.txt"
    story.write_text(STORY)
    read(house, story)
    with fast_house(tmp_path / "home") as later:
        later.version = "2"
        (outcome,) = read(later, story)
        assert (outcome.new_statements, outcome.known_statements) == (0, 1)
        assert later.document("bridge").reading.steps == (("first-word", "2"),)


def test_a_changed_page_is_a_new_exhibit_tied_to_the_old(house, tmp_path):
    page = tmp_path / "page.html"
    page.write_text(
        PAGE.format(title="Bridge shut", first="The mayor said on Monday that the bridge was shut to lorries.")
    )
    (first,) = read(house, page)
    page.write_text(
        PAGE.format(title="Bridge shut", first="The mayor said on Monday that the bridge was shut to everybody.")
    )
    (second,) = read(house, page)
    assert second.replaced.document.text == first.row.document.text
    assert "everybody" in second.row.document.text
    (bond,) = house.ledger.bonds(second.row.document.exhibit)
    assert (bond.kind, bond.first, bond.second) == ("replaces", second.row.document.exhibit, first.row.document.exhibit)
    assert house.verify().holds


def test_bytes_that_change_but_not_the_text_add_no_statement(house, tmp_path):
    page = tmp_path / "page.html"
    text = PAGE.format(title="Bridge shut", first="The mayor said on Monday that the bridge was shut to lorries.")
    page.write_text(text)
    read(house, page)
    page.write_text(text.replace("Home News Sport", "Home News Sport Weather"))
    (second,) = read(house, page)
    assert second.replaced is None
    assert house.count(Filter()) == 1
    assert len(list(house.ledger.exhibits())) == 2


def test_one_broken_source_never_stops_a_round(house, tmp_path):
    (tmp_path / "a.txt").write_text(STORY)
    (tmp_path / "b.txt").write_bytes(b"")
    (tmp_path / "c.txt").write_bytes(bytes(range(256)) * 40)
    (tmp_path / "d.txt").write_text("Odd BREAK THE READER text that no rule was made for.\n")
    (tmp_path / "e.txt").write_text(STORY.replace("Arden", "Belling"))
    outcomes = read(house, *(tmp_path / f"{c}.txt" for c in "abcde"), tmp_path / "none.txt")
    kinds = [type(o).__name__ for o in outcomes]
    assert kinds == ["ReadDocument", "Failed", "Failed", "Failed", "ReadDocument", "Failed"]
    assert all(o.error.code and o.error.subject for o in outcomes if isinstance(o, Failed))
    assert [o.error.code for o in outcomes if isinstance(o, Failed)][2] == "reader-fault"
    assert len(list(house.ledger.exhibits())) == 5  # what came is kept, readable or not
    assert house.verify().holds


def test_too_long_a_text_is_kept_and_not_read(tmp_path):
    (tmp_path / "home").mkdir()
    with fast_house(tmp_path / "home") as house:
        house.plan = replace(house.plan, read=replace(house.plan.read, max_characters=100))
        story = tmp_path / "long.txt"
        story.write_text("The ferry was late. " * 50)
        (outcome,) = read(house, story)
        assert outcome.error.code == "too-long"
        assert house.document("long").reading is None
        assert house.verify().holds


def test_dates_given_by_the_user_reach_only_the_undated(house, tmp_path):
    (tmp_path / "undated.txt").write_text("The mayor said that the bridge was shut.\n")
    (tmp_path / "listed.txt").write_text("The mayor said that the ferry was late.\n")
    page = tmp_path / "page.html"
    page.write_text(
        PAGE.format(title="Bridge shut", first="The mayor said on Monday that the bridge was shut to lorries.")
    )
    outcomes = read(
        house,
        tmp_path / "undated.txt",
        tmp_path / "listed.txt",
        page,
        published="2026-04-01",
        published_from={"listed": "2025-12-24"},
    )
    assert [o.row.document.published for o in outcomes] == ["2026-04-01", "2025-12-24", "2026-03-02"]
    assert "--published" in outcomes[0].row.document.published_reason


def test_a_date_once_given_stays_until_another_is_given(house, tmp_path):
    story = tmp_path / "undated.txt"
    story.write_text("The mayor said that the bridge was shut.\n")
    read(house, story, published="2026-04-01")
    before = list(house.custody())
    (again,) = read(house, tmp_path / "undated.txt")
    assert again.row.document.published == house.document("undated").document.published == "2026-04-01"
    assert "--published" in again.row.document.published_reason
    assert list(house.custody()) == before
    read(house, story, published="2026-04-02")
    assert house.document("undated").reading.published == "2026-04-02"


def test_a_page_that_was_read_without_its_hour_gets_it_when_it_is_read_again(house, tmp_path, monkeypatch):
    page = tmp_path / "ferry.html"
    story = "<p>The harbour office of Vellmar said that a ferry was stopped on Tuesday and let go in the evening.</p>"
    stamp = '<meta property="article:published_time" content="2024-03-05T09:05:00+02:00">'
    page.write_text(f"<html><head>{stamp}</head><body><article><h1>Ferry stopped</h1>{story}</article></body></html>")
    with monkeypatch.context() as earlier:
        earlier.setattr("purport.read.extract.draft._past", lambda at, captured: None)
        read(house, page)
    assert house.document("ferry").document.published_at is None
    (first,) = read(house, page)
    assert (
        first.row.document.published_at == house.document("ferry").document.published_at == "2024-03-05T09:05:00+02:00"
    )
    before = list(house.custody())
    read(house, page)
    assert list(house.custody()) == before


def test_what_a_feed_said_of_a_page_stays_when_the_page_is_read_alone():
    alone = unread().document
    hinted = replace(alone, published="2026-03-02", published_reason=GIVEN_BY_FEED, agency="Norwire")
    assert remembered(replace(alone, published=None), hinted) == hinted
    own = replace(alone, published="2026-03-05", published_reason="written at the head of the story")
    assert remembered(own, hinted).published == "2026-03-05"
    assert remembered(replace(alone, published=None), own).published is None
    assert remembered(replace(alone, exhibit="sha256:" + "1" * 64), hinted).agency is None


def test_a_page_behind_a_feed_tells_where_the_feed_names_another_day():
    page = replace(unread().document, published="2024-03-05", published_reason="the page's metadata, date")
    item = FeedItem("1", None, None, None, "2024-03-09", None, None, "")
    found = hinted(page, item)
    assert found.published == "2024-03-05"
    assert found.published_reason == "the page's metadata, date; against it 2024-03-09 (the feed)"
    assert hinted(page, replace(item, published="2024-03-06")) == page
    assert hinted(page, replace(item, published=None)) == page
    unknown = hinted(replace(page, published=None, published_reason=None), item)
    assert (unknown.published, unknown.published_reason) == ("2024-03-09", GIVEN_BY_FEED)


def test_a_feed_gives_the_hour_of_the_day_that_a_page_names_and_of_no_other():
    page = replace(unread().document, published="2024-03-05", published_reason="the page's metadata, date")
    item = FeedItem("1", None, None, None, "2024-03-05", None, None, "", published_at="2024-03-05T09:05:00Z")
    assert hinted(page, item).published_at == "2024-03-05T09:05:00Z"
    assert hinted(replace(page, published="2024-03-06"), item).published_at is None
    assert hinted(replace(page, published=None), item).published_at == "2024-03-05T09:05:00Z"
    own = replace(page, published_at="2024-03-05T08:00:00Z")
    assert hinted(own, item).published_at == "2024-03-05T08:00:00Z"


def test_the_hour_that_a_feed_gave_stays_when_the_page_is_read_alone():
    alone = replace(unread().document, published=None, published_reason=None)
    item = FeedItem("1", None, None, None, "2024-03-05", None, None, "", published_at="2024-03-05T09:05:00Z")
    assert remembered(alone, hinted(alone, item)).published_at == "2024-03-05T09:05:00Z"
    paged = replace(alone, published="2024-03-05", published_reason="the page's metadata, date")
    assert remembered(paged, hinted(paged, item)).published_at == "2024-03-05T09:05:00Z"
    assert remembered(replace(paged, published="2024-03-06"), hinted(paged, item)).published_at is None


def test_nothing_is_kept_where_nothing_shall_be(tmp_path):
    story = tmp_path / "bridge.txt"
    story.write_text(STORY)
    with fast_house(tmp_path / "home") as house:
        (outcome,) = read(house, story, keep=False)
        assert outcome.row.reading.statements
    assert not (tmp_path / "home").exists()


def test_worker_processes_give_the_same_in_the_same_order(tmp_path):
    folder = tmp_path / "stories"
    folder.mkdir()
    for n in range(12):
        (folder / f"{n:02}.txt").write_text(f"Town{n} is quiet. The mayor said so.\n")
    with fast_house(tmp_path / "one") as one, fast_house(tmp_path / "two") as two:
        alone = [o.row.reading for o in read(one, folder)]
        pooled = [o.row.reading for o in read(two, folder, workers=2)]
    assert [r.statements for r in alone] == [r.statements for r in pooled]


def test_verify_finds_a_flipped_bit_a_missing_file_and_strange_bytes(house, tmp_path):
    for name in ("a", "b"):
        (tmp_path / f"{name}.txt").write_text(f"{name} " + STORY)
    rows = [o.row for o in read(house, tmp_path / "a.txt", tmp_path / "b.txt")]
    files = {p.name: p for p in (tmp_path / "home" / "vault").rglob("*") if p.is_file()}
    flipped, missing = (
        next(p for n, p in files.items() if row.document.exhibit[9:] in n or n in row.document.exhibit) for row in rows
    )
    flipped.chmod(0o644)
    flipped.write_bytes(b"X" + flipped.read_bytes()[1:])
    missing.unlink()
    house.vault.keep(b"bytes of a run that was cut off")
    house.checkpoint()
    report = house.verify()
    assert {f.subject for f in report.faults} == {row.document.exhibit for row in rows}
    assert [n.code for n in report.notes] == ["unnamed-bytes"]
    assert dict(report.checked)["exhibits"] == 2


def test_a_house_that_cannot_write_says_so_and_stops(tmp_path):
    home = tmp_path / "home"
    home.write_text("a file where a folder should be")
    story = tmp_path / "bridge.txt"
    story.write_text(STORY)
    with pytest.raises(HouseError) as caught, fast_house(home) as house:
        read(house, story)
    assert str(home) in str(caught.value)


def test_the_clock_is_the_house_s(tmp_path):
    from purport.config import load
    from tests.rounds.fast import FastHouse

    moment = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
    story = tmp_path / "bridge.txt"
    story.write_text(STORY)
    with FastHouse(load(None, {"PURPORT_HOME": str(tmp_path / "home")}, tmp_path), clock=lambda: moment) as house:
        read(house, story)
        assert {e.at for e in house.custody()} == {moment}
