"""Feeds, sitemaps and pages that offer feeds: what is taken from them, and what hostile ones may not do."""

import gzip

import pytest

from purport.collect.discover import offers
from purport.collect.feeds import MOST_ENCLOSURES, feed_items, moment_of
from purport.collect.looking import version_of
from purport.collect.sitemaps import MOST_PAGES, MOST_PARTS, sitemap
from purport.errors import Unreadable

HOME = "https://courier.example/"
MAP = '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{}</urlset>'


def urls(count):
    return "".join(
        f"<url><loc>{HOME}{n}</loc><lastmod>2024-03-{n % 28 + 1:02}T00:00:{n % 60:02}Z</lastmod></url>"
        for n in range(count)
    )


def test_a_plain_sitemap_newest_first_and_no_more_than_allowed():
    found = sitemap(MAP.format(urls(MOST_PAGES + 500)).encode(), HOME)
    assert len(found.pages) == MOST_PAGES
    stamps = [one.stamp for one in found.pages]
    assert stamps == sorted(stamps, reverse=True)
    assert {one.published for one in found.pages} == {None}  # when a page was changed is not when it came out


def test_a_packed_sitemap_and_one_that_unpacks_without_end():
    data = gzip.compress(MAP.format(urls(2)).encode())
    assert len(sitemap(data, HOME).pages) == 2
    with pytest.raises(Unreadable) as caught:
        sitemap(gzip.compress(b" " * 60_000_000), HOME)
    assert caught.value.code == "sitemap-too-large"


def test_an_index_gives_its_parts():
    body = "".join(f"<sitemap><loc>{HOME}{n}.xml</loc></sitemap>" for n in range(MOST_PARTS + 9))
    assert len(sitemap(f"<sitemapindex>{body}</sitemapindex>".encode(), HOME).parts) == MOST_PARTS


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "bad-sitemap"),
        (b"<html></html>", "bad-sitemap"),
        (b"\x1f\x8bbroken", "bad-sitemap"),
        (b'<!DOCTYPE a [<!ENTITY b "c">]><urlset><url><loc>&b;</loc></url></urlset>', "entities"),
        (b"<urlset><url><loc>", "bad-sitemap"),
    ],
)
def test_what_is_no_sitemap(data, code):
    with pytest.raises(Unreadable) as caught:
        sitemap(data, HOME)
    assert caught.value.code == code


def test_addresses_that_are_no_pages_are_passed_over():
    body = "<url><loc>javascript:alert(1)</loc></url><url><loc>file:///etc/passwd</loc></url><url/><other/>"
    assert sitemap(MAP.format(body).encode(), HOME).pages == ()


def rss(*items):
    return f"<rss version='2.0'><channel><title>Courier</title>{''.join(items)}</channel></rss>".encode()


def test_enclosures_are_counted_and_must_be_addresses():
    many = "".join(f"<enclosure url='{HOME}{n}.mp3' type='audio/mpeg' length='{n}'/>" for n in range(50))
    odd = "<enclosure url='javascript:x' type='audio/mpeg'/><enclosure url='/a.mp3' length='many' type='AUDIO/MP3'/>"
    first, second = feed_items(rss(f"<item><title>A</title>{many}</item>", f"<item><title>B</title>{odd}</item>"), HOME)
    assert len(first.enclosures) == MOST_ENCLOSURES
    assert (first.enclosures[0].size, first.enclosures[1].size) == (None, 1)
    assert [(e.url, e.media_type, e.size) for e in second.enclosures] == [(f"{HOME}a.mp3", "audio/mp3", None)]


def test_attachments_of_a_json_feed():
    data = (
        b'{"version": "https://jsonfeed.org/version/1.1", "title": "C", "items": [{"id": 1, "content_text": "x", '
        b'"date_published": "2024-03-05T11:30:00+02:00", "attachments": [{"url": "https://a.example/1.mp3", "mime_type": '
        b'"audio/mpeg", "size_in_bytes": 5}, 7, {"url": null}]}, {"id": 2, "content_text": "y", "attachments": "none"}]}'
    )
    first, second = feed_items(data, HOME)
    assert [(e.url, e.size) for e in first.enclosures] == [("https://a.example/1.mp3", 5)]
    assert first.stamp == "2024-03-05T09:30:00Z"
    assert second.enclosures == ()


@pytest.mark.parametrize(
    "stamp", ["", "yesterday", "2024-03-05", "2024-13-45T00:00:00Z", None, 5, "Fri, 99 Nov 2016 23:30:00 GMT"]
)
def test_what_is_no_moment(stamp):
    assert moment_of(stamp) is None


def test_an_item_is_another_version_when_it_says_something_else():
    (one,) = feed_items(rss("<item><guid>1</guid><title>A</title><description>x</description></item>"), HOME)
    (same,) = feed_items(rss("<item><guid>1</guid><title>A</title><description>x</description></item>"), HOME)
    (other,) = feed_items(rss("<item><guid>1</guid><title>A</title><description>y</description></item>"), HOME)
    assert version_of(one) == version_of(same) != version_of(other)


def test_declared_feeds_come_before_links_and_comments_last():
    page = b"""<html><head>
      <link rel="alternate" type="application/atom+xml" title="Comments on this" href="/comments/feed">
      <link rel="alternate stylesheet" type="text/css" href="/x.css">
      <link REL="Alternate" TYPE="application/rss+xml; charset=utf-8" title=" Top  news " href="top.xml">
      <link rel="alternate" type="application/rss+xml" href="javascript:alert(1)">
      </head><body><a href="/rss/">Feeds</a><a href="/feedback">Feedback</a><a href="/arss">no</a></body></html>"""
    found = [(one.url, one.title, one.declared) for one in offers(page, "https://courier.example/news/")]
    assert found == [
        ("https://courier.example/news/top.xml", "Top news", True),
        ("https://courier.example/comments/feed", "Comments on this", True),
        ("https://courier.example/rss/", "Feeds", False),
    ]


@pytest.mark.parametrize(
    "data", [b"", b"   ", b"\x00\xff" * 100, b"<" * 50_000, b"<a href='http://[::1/rss'>x</a>", b"<div>" * 5000]
)
def test_broken_pages_offer_nothing(data):
    assert offers(data, HOME) == ()
