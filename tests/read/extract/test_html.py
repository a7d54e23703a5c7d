"""Pages: the main text, what the markup says, and the way back to the markup."""

from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from purport.errors import Unreadable
from purport.read.extract import documents, place_in_bytes
from purport.read.extract.html import MOST_TAGS, declared_charset
from purport.read.extract.visible import blocks, visible, weave
from tests.read.extract.captures import captured, document, original

STORY = (
    "<p>KELVA, Norland (AP) &mdash; Talks on the <a href='/x'>upper dam</a> stalled on Tuesday,\n   the water ministry said.</p>"
    "<p>The envoy &ldquo;will not sign&rdquo; anything, <b>he</b> said.&nbsp;It was not clear whether the other side would.</p>"
    "<p>Both sides had met in Brant last week, and were to meet there again on the first of the month.</p>"
)


def page(story: str = STORY, head: str = "", lead: str = "<h1>Dam talks stall</h1>") -> bytes:
    return (
        f"<!doctype html><html lang='en'><head><title>Dam talks stall | Gazette</title>{head}<script>var a = '<p>no</p>';</script>"
        f"<style>p {{color: red}}</style></head><body><nav><a href='/'>Home</a> <a href='/w'>World</a></nav>"
        f"<article>{lead}{story}</article><!-- <p>hidden</p> --><footer>All rights reserved 2031</footer></body></html>"
    ).encode()


def read(data: bytes, origin: str = "https://gazette.example/dam", **hints: str | None):
    return document(data, origin, **hints)


def test_the_main_text_comes_without_the_furniture():
    found = read(page())
    assert found.text.splitlines()[-3:] == [
        "KELVA, Norland (AP) — Talks on the upper dam stalled on Tuesday, the water ministry said.",
        "The envoy “will not sign” anything, he said. It was not clear whether the other side would.",
        "Both sides had met in Brant last week, and were to meet there again on the first of the month.",
    ]
    assert (found.name, found.title, found.language) == ("https://gazette.example/dam", "Dam talks stall", "en")
    assert (found.agency, found.dateline_place) == ("AP", "Kelva")
    assert found.text[found.body :].startswith("Talks on the upper dam")
    for furniture in ("Home", "hidden", "color", "var a", "All rights"):
        assert furniture not in found.text


def test_every_word_leads_back_to_the_markup():
    data = page()
    found = read(data)
    for words in ("upper dam", "stalled on Tuesday,", "he", "It was not clear", "first of the month."):
        at = found.text.index(words)
        assert original(found, data, at, at + len(words)) == words
        place = place_in_bytes(data, found.source_map, at, at + len(words))
        assert place is not None
        assert data[slice(*place)].decode() == words
    at = found.text.index("—")
    assert original(found, data, at, at + 1) == "&mdash;"
    at = found.text.index("dam stalled")
    assert original(found, data, at, at + 11) == "dam</a> stalled"


def test_a_byte_order_mark_is_counted():
    data = "\ufeff".encode() + page()
    found = read(data)
    at = found.text.index("stalled on")
    assert original(found, data, at, at + 10) == "stalled on"


def test_invisible_letters_of_a_page_are_kept():
    data = page(STORY.replace("water ministry", "wa\u200cter mini\u200dstry \u2067قال\u2069"))
    found = read(data)
    assert "wa\u200cter mini\u200dstry" in found.text
    assert "قال\u2069" in found.text


@pytest.mark.parametrize(
    ("head", "published", "why"),
    [
        (
            '<meta property="article:published_time" content="2024-03-05T23:30:00-05:00">',
            "2024-03-05",
            "article:published_time",
        ),
        ('<meta name="dc.date" content="2024-03">', "2024-03", "dc.date"),
        (
            '<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2024-03-05T01:00:00+03:00"}</script>',
            "2024-03-05",
            "JSON-LD",
        ),
        (
            '<script type="application/ld+json">{"@graph": [{"@type": ["NewsArticle"], "datePublished": "2024-03-05"}]}</script>',
            "2024-03-05",
            "JSON-LD",
        ),
        ('<meta name="date" content="not a date">', None, None),
        ("", None, None),
    ],
)
def test_when_it_was_published_and_how_that_is_known(head, published, why):
    found = read(page(head=head))
    assert found.published == published
    assert (why or "") in (found.published_reason or "")


def test_a_time_element_and_an_address_may_date_a_page():
    assert read(page(lead="<time datetime='2024-03-05T10:00'>Tuesday</time>")).published == "2024-03-05"
    two = "<time datetime='2024-03-05'>a</time><time datetime='2024-03-07'>b</time>"
    assert read(page(lead=two.replace("<time d", "<time class='published' d", 1))).published == "2024-03-05"
    dated = read(page(), "https://gazette.example/2024/03/05/dam")
    assert (dated.published, dated.published_reason) == ("2024-03-05", "the day in the page's address")


LINKED = '<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "%s"}</script>'


@pytest.mark.parametrize(
    ("head", "lead", "at"),
    [
        (LINKED % "2024-03-05T01:00:00+03:00", "", "2024-03-05T01:00:00+03:00"),
        (LINKED % "2024-03-05T01:10:09-05:00", "", "2024-03-05T01:10:09-05:00"),
        ('<meta property="article:published_time" content="2024-03-05T09:05:00Z">', "", "2024-03-05T09:05:00Z"),
        ("", "<time itemprop='datePublished' datetime='2024-03-05T09:05Z'>Tuesday</time>", "2024-03-05T09:05:00Z"),
        # the day of one and the hour of the other
        (
            LINKED % "2024-03-05" + '<meta name="pubdate" content="Tue, 05 Mar 2024 09:05:00 GMT">',
            "",
            "2024-03-05T09:05:00Z",
        ),
        # no hour, no zone, another day, midnight, a time that may be of anything, when it was made
        (LINKED % "2024-03-05", "", None),
        (LINKED % "2024-03-05T09:05:00", "", None),
        (LINKED % "2024-03-05T00:00:00Z", "", None),
        (LINKED % "2024-03-05" + '<meta name="pubdate" content="2024-03-06T09:05:00Z">', "", None),
        ("", "<time datetime='2024-03-05T09:05Z'>Tuesday</time>", None),
        ('<meta name="dc.date.created" content="2024-03-05T09:05:00Z">', "", None),
        (LINKED.replace("datePublished", "dateCreated") % "2024-03-05T09:05:00Z", "", None),
    ],
)
def test_the_hour_of_publication_is_kept_where_a_page_states_it(head, lead, at):
    found = read(page(head=head, lead=lead))
    assert (found.published, found.published_at) == ("2024-03-05", at)


def test_an_hour_after_the_capture_is_no_hour():
    taken = captured(page(head=LINKED % "2024-03-05T09:05:00Z"), "https://gazette.example/dam")
    for when, at in (
        (datetime(2024, 3, 5, 9, 4, tzinfo=UTC), None),
        (datetime(2024, 3, 5, 9, 5, tzinfo=UTC), "2024-03-05T09:05:00Z"),
    ):
        (found,) = documents(replace(taken, captured_at=when), "sha256:" + "0" * 64)
        assert (found.published, found.published_at) == ("2024-03-05", at)


def test_the_page_goes_before_the_dateline_and_what_that_says_is_told():
    head = '<meta property="article:published_time" content="2024-01-02">'
    found = read(page(STORY.replace("Norland (AP)", "Dec 30 (AP)"), head))
    assert found.published == "2024-01-02"
    assert "against it 2023-12-30 (day and month at the head of the story" in (found.published_reason or "")


def test_a_month_and_day_in_the_dateline_take_the_year_from_a_mere_change_of_the_page():
    head = '<script type="application/ld+json">{"@type": "NewsArticle", "dateModified": "2024-01-02"}</script>'
    found = read(page(STORY.replace("Norland (AP)", "Dec 30 (AP)"), head))
    assert found.published == "2023-12-30"
    assert "year from: dateModified" in (found.published_reason or "")


@pytest.mark.parametrize(
    "head",
    [
        '<link rel="canonical" href="https://gazette.example/2024/mar/05/dam">',
        '<meta property="og:url" content="https://gazette.example/2024/03/05/dam">',
    ],
)
def test_a_saved_page_is_dated_by_the_address_it_calls_its_own(head):
    found = read(page(head=head), "/home/desk/saved.html")
    assert (found.published, found.published_reason) == ("2024-03-05", "the day in the page's address")


def test_the_object_that_tells_of_publication_goes_before_one_that_tells_of_a_change():
    head = (
        '<script type="application/ld+json">[{"@type": "WebPage", "dateModified": "2024-03-09"},'
        '{"@type": "NewsArticle", "datePublished": "2024-03-05"}]</script>'
    )
    found = read(page(head=head))
    assert found.published == "2024-03-05"


def test_author_outlet_and_agency_from_structured_data():
    head = (
        '<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2024-03-05", "headline": "Dam &amp; talks",'
        '"author": [{"name": "Mira Oduya"}, {"name": "Jo Brandt"}], "publisher": {"name": "The Harbour Gazette"},'
        '"sourceOrganization": {"name": "Agence France-Presse"}}</script>'
    )
    found = read(page(STORY.replace("(AP) ", ""), head))
    assert (found.author, found.outlet, found.agency) == ("Mira Oduya, Jo Brandt", "The Harbour Gazette", "AFP")


def test_an_organisation_among_the_authors_is_the_agency_unless_it_is_the_outlet():
    authors = '[{"@type": "Person", "name": "Mira Oduya"}, {"@type": "Organization", "name": "Norwire"}]'
    head = '<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2024-03-05", "author": %s,'
    head += '"publisher": {"name": "The Gazette"}}</script><meta name="author" content="Mira Oduya and Norwire">'
    found = read(page(STORY.replace("(AP) ", ""), head % authors))
    assert (found.author, found.agency, found.outlet) == ("Mira Oduya", "Norwire", "The Gazette")
    own = '{"@type": "Organization", "name": "The Gazette, foreign desk"}'
    found = read(page(STORY.replace("(AP) ", ""), head % own))
    assert (found.author, found.agency) == (None, None)


def test_author_and_outlet_from_meta_elements():
    head = '<meta name="author" content="Mira Oduya"><meta property="og:site_name" content="The Harbour Gazette">'
    found = read(page(head=head))
    assert (found.author, found.outlet) == ("Mira Oduya", "The Harbour Gazette")


def test_a_title_loses_the_name_of_the_outlet():
    head = '<meta property="og:site_name" content="Gazette">'
    assert read(page(head=head, lead="")).title == "Dam talks stall"
    assert read(page(lead="")).title == "Dam talks stall | Gazette"


def test_an_agency_given_as_the_author_is_an_agency():
    found = read(page(STORY.replace("(AP) ", ""), '<meta name="author" content="Reuters">'))
    assert (found.author, found.agency) == (None, "Reuters")


def test_a_byline_and_a_credit_in_the_markup():
    lead = "<h1>Dam talks stall</h1><p class='article-byline'>By Mira Oduya, for The Post</p><span class='source'>AFP</span>"
    found = read(page(STORY.replace("(AP) ", ""), lead=lead))
    assert (found.author, found.agency, found.outlet) == ("Mira Oduya", "AFP", "The Post")


@pytest.mark.parametrize(
    "head",
    [
        '<script type="application/ld+json">{broken</script>',
        '<script type="application/ld+json">' + "[" * 100_000 + "</script>",
        '<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": 7, "author": {"name": 3}}</script>',
        '<meta name="author" content="&#xD800;">',
    ],
)
def test_broken_metadata_is_passed_over(head):
    found = read(page(head=head))
    assert found.published is None
    (found.author or "").encode()


def test_an_arabic_page_in_windows_1256():
    text = "<p>بغداد (رويترز) - قالت وزارة المياه يوم الثلاثاء إن المحادثات بشأن السد تعثرت.</p>" * 1
    more = "<p>وقال الوفد إنه سيعود إلى العاصمة يوم الخميس لاستئناف المحادثات مع الجانب الآخر.</p>" * 3
    data = page(text + more, '<meta charset="windows-1256">', "").decode().encode("cp1256")
    found = read(data)
    assert (found.language, found.agency, found.dateline_place) == ("ar", "رويترز", "بغداد")
    at = found.text.index("المحادثات")
    assert original(found, data, at, at + 9) == "المحادثات"


def test_the_transports_charset_goes_before_the_markups():
    data = page(STORY + "<p>Le café était fermé à l’heure où la délégation est arrivée, a dit le maire.</p>").decode()
    found = read(data.replace("<title>", "<meta charset='koi8-r'><title>").encode("cp1252"), charset="windows-1252")
    assert "café était fermé" in found.text


@pytest.mark.parametrize(
    ("head", "charset"),
    [
        (b'<meta charset="utf-8">', "utf-8"),
        (b"<META http-equiv=Content-Type content='text/html; charset=windows-1256'>", "windows-1256"),
        (b'<?xml version="1.0" encoding="koi8-r"?><html>', "koi8-r"),
        (b"<p>charset=utf-8</p>", None),
    ],
)
def test_the_charset_that_markup_names(head, charset):
    assert declared_charset(head) == charset


@pytest.mark.parametrize(
    "body", ["", "<nav><a href='/'>Home</a></nav>", "<script>alert(1)</script>", "<img src=a.png>"]
)
def test_a_page_without_an_article(body):
    with pytest.raises(Unreadable) as fault:
        read(f"<html><head><title></title></head><body>{body}</body></html>".encode())
    assert fault.value.code == "no-article"
    assert fault.value.subject == "https://gazette.example/dam"


def outcome(data: bytes) -> str:
    """What comes of a page: an error's code, ``read in part`` or ``read``."""
    try:
        found = read(data)
    except Unreadable as fault:
        return fault.code
    return "read in part" if any("nested" in note for note in found.notes) else "read"


@pytest.mark.parametrize("tag", ["div", "b", "blockquote", "ul"])
def test_ten_thousand_nested_tags_neither_crash_nor_hang(tag):
    deep = f"<html><body>{f'<{tag}>' * 10_000}{STORY}{f'</{tag}>' * 10_000}</body></html>".encode()
    assert outcome(deep) in ("too-deep", "read in part")


def test_a_page_of_too_many_tags_is_refused_at_once():
    with pytest.raises(Unreadable) as fault:
        read(b"<html><body>" + b"<p>x" * (MOST_TAGS + 1))
    assert fault.value.code == "page-too-large"


def test_entities_declared_in_a_page_are_not_unfolded():
    laughs = b'<!DOCTYPE html [<!ENTITY a "haha"><!ENTITY b "&a;&a;&a;">]>'
    data = laughs + page(STORY.replace("water ministry", "&b; ministry"))
    assert "haha" not in read(data).text.replace("ENTITY a", "")


def test_nothing_is_fetched_for_a_page():
    head = '<link rel="stylesheet" href="https://elsewhere.example/a.css"><base href="https://elsewhere.example/">'
    assert read(page(head=head)).text


MARKS = st.lists(
    st.sampled_from(
        [
            "talks ",
            "dam",
            " ",
            "\n",
            "<b>",
            "</b>",
            "<br>",
            "&amp;",
            "&mdash;",
            "&#x5d0;",
            "&bogus;",
            "<",
            ">",
            '"',
            "<a href='x>y'>",
            "é",
            "é",
            "😀",
            "\u202e",
            "\u200b",
            "قال",
            "<!-- x -->",
            "<p>",
            "</p>",
            "&#xD800;",
            "&",
            "<![CDATA[",
            "<script>s</script>",
        ]
    ),
    max_size=60,
).map("".join)


@given(MARKS)
def test_visible_characters_lead_back_one_by_one(markup):
    seen = visible(markup)
    assert len(seen.text) == len(seen.at) == len(seen.at_end)
    seen.text.encode()
    for char, at, end in zip(seen.text, seen.at, seen.at_end, strict=True):
        assert 0 <= at < end <= len(markup)
        assert markup[at:end] == char or markup[at] == "&" or char == "\ufffd"


@given(MARKS)
def test_woven_texts_are_sound(markup):
    paragraphs = blocks(markup)
    text, segments = weave(paragraphs, visible(markup))
    assert [s.start for s in segments] == sorted({s.start for s in segments})
    for before, after in pairwise(segments):
        assert before.end <= after.start
    for one in segments:
        assert one.at is not None and one.at_end is not None
        assert 0 <= one.start < one.end <= len(text)
        assert 0 <= one.at < one.at_end <= len(markup)
        if one.end - one.start == one.at_end - one.at > 1:
            assert markup[one.at : one.at_end].split() == text[one.start : one.end].split() or "\ufffd" in text


@given(st.lists(st.text(alphabet="abcdé قال 😀", min_size=3).filter(str.strip), min_size=1, max_size=6))
def test_plain_paragraphs_are_found_whole(paragraphs):
    markup = "".join(f"<div><p>{p}</p></div>" for p in paragraphs)
    text, segments = weave(paragraphs, visible(markup))
    kept = [" ".join(p.split()) for p in paragraphs]
    assert [line for line in text.split("\n")] == kept
    assert sum(s.end - s.start for s in segments) >= len(text) - len(paragraphs)


def test_a_paragraph_that_the_markup_does_not_hold_stands_without_a_place():
    text, segments = weave(["one two", "never seen here"], visible("<p>one two</p>"))
    assert text == "one two\nnever seen here"
    assert [(s.start, s.end) for s in segments] == [(0, 7)]


def test_a_paragraph_that_lost_a_word_is_found_in_part():
    words = "the water ministry said on Tuesday that talks on the upper dam had stalled once more"
    markup = f"<p>{words.replace('talks', 'talks <sup>[1]</sup>')}</p>"
    text, segments = weave([words], visible(markup))
    assert text == words
    assert sum(s.end - s.start for s in segments) > len(words) / 2


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=40)
@given(MARKS)
def test_any_markup_gives_a_text_or_an_error(markup):
    assert outcome(page(f"<p>{markup}</p>{STORY}")) in ("read", "no-article")
