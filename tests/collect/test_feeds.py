"""Feeds of every kind, well formed and otherwise."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from purport.collect.feeds import MOST_BYTES, day_of, feed_items, is_feed
from purport.errors import Unreadable

HOME = "https://gazette.example/feed"
RSS = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>The Harbour Gazette</title><link>https://gazette.example/</link><description>News</description>
<item><title>Dam &amp; bridge</title><link>/1</link><guid isPermaLink="false">g1</guid>
<pubDate>Fri, 04 Nov 2016 23:30:00 -0500</pubDate><source url="https://norwire.example/">Norwire</source>
<dc:creator>Mira Oduya</dc:creator><description>Short.</description>
<content:encoded><![CDATA[<p>KELVA (AP) - The full text of the story.</p>]]></content:encoded></item>
<item><title>قال الوزير</title><link>https://gazette.example/2</link><pubDate>the other day</pubDate>
<description>&lt;p&gt;Plain&lt;/p&gt;</description></item>
</channel></rss>""".encode()
ATOM = b"""<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Harbour</title><id>x</id>
<entry><id>tag:1</id><title type="html">A &lt;b&gt;bold&lt;/b&gt; word</title><link href="https://h.example/1"/>
<updated>2016-11-06T00:00:00Z</updated><published>2016-11-04T23:30:00-05:00</published><author><name>Jo Brandt</name></author>
<source><title>Norwire</title></source><summary>s</summary>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Talks <b>stalled</b></p></div></content></entry></feed>"""
RDF = b"""<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="https://h.example/">
<title>RDF Harbour</title><link>https://h.example/</link></channel><item rdf:about="https://h.example/1"><title>One</title>
<link>https://h.example/1</link><description>Talks stalled</description><dc:date>2016-11-04</dc:date></item></rdf:RDF>"""
JSON_FEED = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "JSON Harbour",
        "home_page_url": "https://h.example/",
        "items": [
            {
                "id": 7,
                "url": "/7",
                "title": "Seven",
                "content_text": "a < b\n\nsecond",
                "date_published": "2016-11-04T01:00:00Z",
            },
            {"id": "8", "content_html": "<p>Talks</p>", "authors": [{"name": "Jo"}, {"name": "Mira"}]},
            "nonsense",
        ],
    }
).encode()


def test_rss_with_source_creator_and_full_content():
    first, second = feed_items(RSS, HOME)
    assert (first.guid, first.link, first.title) == ("g1", "https://gazette.example/1", "Dam & bridge")
    assert (first.author, first.source, first.outlet) == ("Mira Oduya", "Norwire", "The Harbour Gazette")
    assert first.published == "2016-11-04", "the day that the feed prints, in its own zone"
    assert (first.published_at, first.stamp) == ("2016-11-04T23:30:00-05:00", "2016-11-05T04:30:00Z")
    assert first.html == "<p>KELVA (AP) - The full text of the story.</p>"
    assert (second.guid, second.title, second.published) == ("https://gazette.example/2", "قال الوزير", None)
    assert (second.source, second.html) == (None, "<p>Plain</p>")


def test_atom():
    (one,) = feed_items(ATOM, HOME)
    assert (one.guid, one.title, one.published, one.source) == ("tag:1", "A bold word", "2016-11-04", "Norwire")
    assert "<b>stalled</b>" in one.html
    assert one.published_at == "2016-11-04T23:30:00-05:00"


def test_when_an_item_was_changed_is_not_when_it_came_out():
    changed = ATOM.replace(b"<published>2016-11-04T23:30:00-05:00</published>", b"").replace(
        b"T00:00:00Z", b"T09:05:00Z"
    )
    (one,) = feed_items(changed, HOME)
    assert (one.published, one.published_at) == ("2016-11-06", None)


def test_rdf():
    (one,) = feed_items(RDF, HOME)
    assert (one.link, one.published, one.outlet, one.html) == (
        "https://h.example/1",
        "2016-11-04",
        "RDF Harbour",
        "Talks stalled",
    )


def test_json_feed():
    seven, eight = feed_items(JSON_FEED, "/home/desk/feed.json")
    assert (seven.guid, seven.link, seven.published) == ("7", "https://h.example/7", "2016-11-04")
    assert (seven.published_at, eight.published_at) == ("2016-11-04T01:00:00Z", None)
    assert seven.html == "<p>a &lt; b</p><p>second</p>"
    assert (eight.author, eight.html, eight.published) == ("Jo, Mira", "<p>Talks</p>", None)


@pytest.mark.parametrize("data", [RSS, ATOM, RDF, JSON_FEED])
def test_feeds_are_known_by_their_bytes(data):
    assert is_feed(data, None)
    assert is_feed(data, "text/html")
    assert is_feed(b"\n\n" + data, "text/plain")


@pytest.mark.parametrize(
    "data", [b"", b"<html><body>rss feed</body></html>", b"A story about <rss> feeds", b'{"a": 1}', b"%PDF-1.4"]
)
def test_other_bytes_are_no_feeds(data):
    assert not is_feed(data, "application/rss+xml") or b"rss>" in data


LAUGHS = b"""<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>
<rss version="2.0"><channel><title>&c;</title><item><title>&c;</title></item></channel></rss>"""
OUTSIDE = b"""<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>
<rss version="2.0"><channel><item><title>&x;</title></item></channel></rss>"""


@pytest.mark.parametrize(
    "data", [LAUGHS, OUTSIDE, b"  \n" + LAUGHS, LAUGHS.replace(b"</rss>", b""), LAUGHS.decode().encode("utf-16")]
)
def test_entities_are_refused_before_they_unfold(data):
    with pytest.raises(Unreadable) as refusal:
        feed_items(data, HOME)
    assert refusal.value.code == "entities"
    assert refusal.value.subject == HOME


def test_an_old_document_type_without_entities_is_read():
    old = RSS.replace(
        b"<rss ", b'<!DOCTYPE rss PUBLIC "-//Netscape//DTD RSS 0.91//EN" "http://my.netscape.example/rss.dtd">\n<rss '
    )
    assert len(feed_items(old, HOME)) == 2


def test_a_story_about_entities_is_no_attack():
    harmless = RSS.replace(b"The full text", b"&lt;!ENTITY in a story &lt;!DOCTYPE")
    assert len(feed_items(harmless, HOME)) == 2


@pytest.mark.parametrize(
    "broken",
    [
        RSS[:-30],
        RSS.replace(b"&amp;", b"&"),
        RSS.replace(b"</dc:creator>", b"", 1),
        RSS.replace(b"Short.", b"Short\x08\xff."),
        RSS.replace(b"UTF-8", b"no-such-charset"),
        b"\n\n" + RSS,
    ],
)
def test_malformed_feeds_are_read_as_far_as_they_go(broken):
    items = feed_items(broken, HOME)
    assert items[0].guid == "g1"
    assert items[0].link == "https://gazette.example/1"


def test_a_feed_that_is_none_at_all():
    with pytest.raises(Unreadable) as fault:
        feed_items(b"<rss", HOME)
    assert fault.value.code == "bad-feed"


def test_an_encoding_that_is_no_text():
    with pytest.raises(Unreadable) as fault:
        feed_items(b"<?xml version='1.0' encoding='ut\xff-8'?><rss version='2.0'><channel/></rss>", HOME)
    assert fault.value.code == "bad-feed"


def test_an_empty_feed_has_no_items():
    assert feed_items(b'<rss version="2.0"><channel><title>T</title></channel></rss>', HOME) == ()


@pytest.mark.parametrize(
    "data",
    [b'{"version": "https://jsonfeed.org/version/1", "items": 3}', b'{"version": "https://jsonfeed.org/version/1"'],
)
def test_broken_json_feeds(data):
    with pytest.raises(Unreadable) as fault:
        feed_items(data, HOME)
    assert fault.value.code == "bad-feed"


def test_json_nested_without_end():
    with pytest.raises(Unreadable):
        feed_items(b'{"version": "https://jsonfeed.org/version/1", "items": ' + b"[" * 100_000, HOME)


def test_a_feed_over_the_limit():
    with pytest.raises(Unreadable) as fault:
        feed_items(RSS + b" " * MOST_BYTES, HOME)
    assert fault.value.code == "feed-too-large"


def rss_of(*items: str) -> bytes:
    return f'<rss version="2.0"><channel><title>T</title>{"".join(f"<item>{i}</item>" for i in items)}</channel></rss>'.encode()


def test_an_item_told_twice_is_given_once_and_a_changed_one_apart():
    first = "<guid>g</guid><title>One</title><description>a</description>"
    changed = "<guid>g</guid><title>One</title><description>b</description>"
    items = feed_items(rss_of(first, first, changed), HOME)
    assert [(i.guid, i.html) for i in items] == [("g", "a"), ("g#2", "b")]


def test_an_item_without_id_or_link_is_named_by_its_words():
    items = feed_items(rss_of("<title>One</title>", "<title>Two</title>", "<title>One</title>"), HOME)
    assert len({i.guid for i in items}) == 2
    assert all(i.guid.startswith("sha256:") for i in items)


def test_links_that_are_no_web_addresses_are_left_out():
    (one,) = feed_items(rss_of("<title>One</title><link>javascript:alert(1)</link>"), HOME)
    assert one.link is None


@pytest.mark.parametrize(
    ("stamp", "day"),
    [
        ("Fri, 04 Nov 2016 23:30:00 -0500", "2016-11-04"),
        ("4 Nov 2016", "2016-11-04"),
        ("2016-11-04T23:30:00+03:00", "2016-11-04"),
        ("2016-11-04 23:30", "2016-11-04"),
        ("2016-11", "2016-11"),
        ("Fri, 31 Feb 2016 10:00:00 GMT", None),
        ("2016-13-40", None),
        ("yesterday", None),
        ("", None),
        (None, None),
        (7, None),
    ],
)
def test_days(stamp, day):
    assert day_of(stamp) == day


@given(st.binary(max_size=300))
def test_any_bytes_after_a_feeds_head_give_items_or_an_error(tail):
    try:
        items = feed_items(b'<rss version="2.0"><channel><item><title>T</title>' + tail, HOME)
    except Unreadable:
        return
    assert len({i.guid for i in items}) == len(items)


CYRILLIC = (
    '<?xml version="1.0"{}?><rss version="2.0"><channel><title>Вести</title>'
    "<item><title>Мост открыт</title><link>https://h.example/1</link></item></channel></rss>"
)


@pytest.mark.parametrize(("declared", "written", "told"), [
    ("", "windows-1251", "windows-1251"),
    (' encoding="utf-8"', "windows-1251", "windows-1251"),
    (' encoding="windows-1251"', "windows-1251", None),
    (' encoding="windows-1251"', "windows-1251", "no-such-charset"),
    ("", "utf-8", "iso-8859-1"),
    (' encoding="utf-8"', "utf-8", "windows-1251"),
])  # fmt: skip
def test_the_charset_of_the_transport_is_heard_unless_the_bytes_are_utf_8(declared, written, told):
    (one,) = feed_items(CYRILLIC.format(declared).encode(written), HOME, told)
    assert (one.title, one.outlet) == ("Мост открыт", "Вести")
