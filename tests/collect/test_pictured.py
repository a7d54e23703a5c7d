"""Which pictures a page or an entry of a feed names."""

from __future__ import annotations

import pytest

from purport.collect.pictured import MOST, pictures_in

HERE = "https://harbour.example/news/quay.html"
PAGE = b"""<!doctype html><html><head><base href="/media/"><meta property="og:image" content="lead.jpg">
<meta name="author" content="x.jpg"><link rel="image_src" href="thumb.png"><link rel="stylesheet" href="style.png"></head><body>
<p>The quay</p><img src="one.webp#top" srcset="one-small.webp 1x, one-large.webp 2x"><img><img src="data:image/png;base64,AA">
<picture><source srcset="two.avif 800w"></picture><a href="three.JPG?x=1">full size</a><a href="story.html">more</a>
<img src="http://[broken"><img src="lead.jpg"></body></html>"""
FEED = b"""<?xml version="1.0"?><rss version="2.0"><channel><title>Harbour</title><link>https://harbour.example/</link>
<item><guid>a1</guid><title>A boat</title><link>https://harbour.example/a1</link><description>&lt;p&gt;A boat.&lt;/p&gt;
&lt;img src="inline.png"&gt;</description><enclosure url="https://harbour.example/a1.jpg" type="image/jpeg" length="9"/></item>
<item><guid>a2</guid><title>A crane</title><description>A crane.</description>
<enclosure url="https://harbour.example/a2.jpg" type="image/jpeg" length="9"/></item></channel></rss>"""


def test_a_page_names_pictures_in_many_ways_each_once():
    at = "https://harbour.example/media/"
    names = ("lead.jpg", "thumb.png", "one.webp", "one-small.webp", "one-large.webp", "two.avif", "three.JPG?x=1")
    assert pictures_in(PAGE, HERE) == tuple(f"{at}{name}" for name in names)


def test_an_entry_of_a_feed_names_its_own():
    assert pictures_in(FEED, "https://harbour.example/feed", part="item:a1") == (
        "https://harbour.example/a1.jpg",
        "https://harbour.example/inline.png",
    )
    assert pictures_in(FEED, "https://harbour.example/feed", part="item:a2") == ("https://harbour.example/a2.jpg",)
    assert pictures_in(FEED, "https://harbour.example/feed", part="item:a3") == ()


@pytest.mark.parametrize("data", [b"", b"   ", b"\x89PNG\r\n\x1a\n" + bytes(40), b"Plain words.", b"<", FEED[:80]])
def test_what_names_none(data):
    assert pictures_in(data, HERE) == ()
    assert pictures_in(data, HERE, part="item:a1") == ()


def test_there_is_a_bound():
    page = b"<html><body>" + b"".join(b'<img src="%d.png">' % one for one in range(MOST + 40)) + b"</body></html>"
    assert len(pictures_in(page, HERE)) == MOST
