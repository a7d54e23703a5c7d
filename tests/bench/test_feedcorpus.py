"""The bench over feedparser's tests: headers from comments, causes of differences."""

import feedparser

from bench.feedcorpus import charset_of, counted, differences, headers_of, outcome
from purport.collect.feeds import feed_items

FEED = (
    b"<rss version='2.0'><!--\nHeader:   Content-type: application/xml; charset=windows-1252\n--><channel><title>H</title>"
    b"<item><title>Caf\xe9 opens</title><link>/1</link><pubDate>Fri, 04 Nov 2016 23:30:00 -0500</pubDate></item></channel></rss>"
)


def test_headers_stand_in_the_file():
    assert charset_of(headers_of(FEED, "a.xml")) == "windows-1252"
    assert charset_of(headers_of(b"<rss/>", "a.xml")) is None


def test_a_file_is_read_by_both(tmp_path):
    (tmp_path / "a.xml").write_bytes(FEED)
    found = outcome(tmp_path / "a.xml", tmp_path)
    assert (found.accepted, found.refused, found.ours[0].title) == (True, None, "Café opens")
    figures = counted([found], telling=False)
    assert (figures["read_of_accepted"], figures["crashed"], figures["title_same"]) == (100, 0, 100)


def test_a_day_in_its_own_zone_is_no_difference():
    told = feedparser.parse(FEED, response_headers=headers_of(FEED, "a.xml"))
    (one,) = feed_items(FEED, "http://h.example/feed", "windows-1252")
    assert [field for field, _ in differences(one, told.entries[0]) if field == "day"] == []
