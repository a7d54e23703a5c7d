"""Items of feeds as documents, led back to the feed's own characters."""

from datetime import UTC, datetime

import pytest

from purport.errors import Unreadable
from purport.read.extract import documents
from purport.records import Capture, Document, FeedItem
from purport.records.identity import digest, document_id
from tests.read.extract.captures import original

STORY = "KELVA, Norland (AP) — Talks on the upper dam stalled on Tuesday, the water ministry said."


def feed(*bodies: str) -> bytes:
    items = "".join(f"<item><guid>g{n}</guid><description>{body}</description></item>" for n, body in enumerate(bodies))
    head = '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>The Gazette</title>'
    return f"{head}{items}</channel></rss>".encode()


def item(html: str, guid: str = "g0", **fields: str | None) -> FeedItem:
    known: dict[str, str | None] = {
        "link": None, "title": None, "author": None, "published": None, "source": None, "outlet": "The Gazette", **fields
    }  # fmt: skip
    return FeedItem(guid=guid, html=html, **known)  # type: ignore[arg-type]


def read(data: bytes, *items: FeedItem) -> tuple[Document, ...]:
    capture = Capture("https://gazette.example/feed", data, datetime(2024, 3, 5, tzinfo=UTC), "test")
    return documents(capture, digest(data), items)


def test_each_item_is_a_document_of_the_feed():
    data = feed("<![CDATA[<p>First <b>story</b> said so.</p><p>And more.</p>]]>", "Second story &amp; more.")
    one, two = read(
        data,
        item("<p>First <b>story</b> said so.</p><p>And more.</p>", link="https://gazette.example/1"),
        item("Second story & more.", "g1"),
    )
    assert (one.text, two.text) == ("First story said so.\nAnd more.", "Second story & more.")
    assert (one.name, one.part, two.name, two.part) == ("https://gazette.example/1", "item:g0", "g1", "item:g1")
    assert one.exhibit == two.exhibit == digest(data)
    assert one.origin == two.origin == "https://gazette.example/feed"
    assert document_id(one) != document_id(two)
    assert original(one, data, 6, 11) == "story"
    assert original(two, data, 0, 12) == "Second story"


def test_escaped_markup_leads_back_too():
    html = "<p>The envoy&rsquo;s words: <b>no</b> talks.</p>"
    escaped = html.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    data = feed(escaped)
    (one,) = read(data, item(html))
    assert one.text == "The envoy’s words: no talks."
    assert original(one, data, 0, 9) == "The envoy"
    assert original(one, data, 9, 10) == "&amp;rsquo;"
    at = one.text.index("talks")
    assert original(one, data, at, at + 5) == "talks"


def test_what_the_feed_knows_of_an_item():
    (one,) = read(
        feed("Talks stalled."),
        item("Talks stalled.", title="Dam talks", author="Mira Oduya", published="2024-03-05", source="Norwire"),
    )
    assert (one.title, one.author, one.agency, one.outlet) == ("Dam talks", "Mira Oduya", "Norwire", "The Gazette")
    assert (one.published, one.published_reason) == ("2024-03-05", "the feed's date of the item")
    assert one.published_at is None


def test_the_hour_of_an_item_is_kept():
    stamped = item("Talks stalled.", published="2024-03-05", published_at="2024-03-05T01:05:00+02:00")
    (one,) = read(feed("Talks stalled."), stamped)
    assert (one.published, one.published_at) == ("2024-03-05", "2024-03-05T01:05:00+02:00")


def test_a_source_that_is_the_outlet_itself_is_no_agency():
    (one,) = read(feed("Talks stalled."), item("Talks stalled.", source="The Gazette"))
    assert one.agency is None


def test_an_agency_as_author_and_a_dateline():
    (one,) = read(feed(STORY), item(STORY, author="Reuters"))
    assert (one.author, one.agency, one.dateline_place) == (None, "AP", "Kelva")
    (two,) = read(feed("Talks stalled."), item("Talks stalled.", author="The Associated Press"))
    assert (two.author, two.agency) == (None, "AP")


def test_an_item_with_nothing_but_a_title():
    (one,) = read(feed(""), item("", title="Dam talks stall, ministry says"))
    assert one.text == "Dam talks stall, ministry says"
    assert any("title" in note for note in one.notes)


def test_items_without_any_words_are_passed_over():
    found = read(feed("Talks stalled."), item(" <img src='a.png'> "), item("Talks stalled.", "g1"))
    assert [one.part for one in found] == ["item:g1"]


def test_a_feed_without_text_says_so():
    with pytest.raises(Unreadable) as fault:
        read(feed(), item(""))
    assert fault.value.code == "empty-feed"


def test_scripts_and_deep_nesting_in_an_item_do_no_harm():
    html = "<script>alert(1)</script>" + "<div>" * 10_000 + "Talks stalled." + "</div>" * 10_000
    (one,) = read(feed(f"<![CDATA[{html}]]>"), item(html))
    assert one.text == "Talks stalled."
