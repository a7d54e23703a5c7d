"""The Atom feed, read back with feedparser and against RFC 4287's rules."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from xml.etree import ElementTree as Tree

import feedparser
import pytest

from purport.exchange.entries import How
from purport.records import Certainty
from tests.exchange.telling import arabic_entries, entry, exported, graded, hostile, tape_entries

ATOM = "{http://www.w3.org/2005/Atom}"
HOW = How(title="Calls against Kessim <all> & more", link="https://desk.example/feeds/7.atom?key=a&b=c")
URN = "urn:uuid:"


def feed(*entries: Any, how: How = HOW) -> Any:
    found = feedparser.parse(exported("atom", list(entries), how))
    assert not found.bozo
    return found


def test_a_reader_finds_title_link_and_entries() -> None:
    found = feed(*tape_entries(), *arabic_entries())
    assert found.version == "atom10"
    assert found.feed.title == HOW.title
    assert [(one.rel, one.href) for one in found.feed.links] == [("self", HOW.link)]
    assert len(found.entries) == 6
    via = [(one.rel, one.href) for one in found.entries[0].links]
    assert via == [("via", "https://courier.example/2026/tape?a=1&b=2")]
    assert found.entries[5].title.startswith("Attributed statement: المتحدث باسم البلدية says: الجسر مفتوح")


@pytest.mark.parametrize("entries", [[], tape_entries(), hostile()], ids=["empty", "tape", "hostile"])
def test_what_the_standard_asks_of_a_feed_is_there(entries: list[Any]) -> None:
    """RFC 4287, 4.1.1 and 4.1.2: one id, title and updated each; an author above; ids that are IRIs and differ."""
    root = Tree.fromstring(exported("atom", entries, HOW))
    for one in (root, *root.findall(f"{ATOM}entry")):
        assert [len(one.findall(ATOM + name)) for name in ("id", "title", "updated")] == [1, 1, 1]
        updated = one.findtext(f"{ATOM}updated") or ""
        assert datetime.fromisoformat(updated).tzinfo is not None
    ids = [one.findtext(f"{ATOM}id") or "" for one in (root, *root.findall(f"{ATOM}entry"))]
    assert len(set(ids)) == len(ids)
    assert all(one.startswith(URN) and uuid.UUID(one[len(URN) :]).version == 5 for one in ids)
    assert root.findtext(f"{ATOM}author/{ATOM}name") == "purport"


def test_a_speaker_is_never_the_author() -> None:
    found = feed(*tape_entries())
    assert found.feed.author == "purport"
    assert not any("author" in one or "authors" in one for one in found.entries)


def test_an_entry_tells_certainty_chain_and_evidence() -> None:
    call = feed(*tape_entries()).entries[1]
    assert call.title.startswith("Purported call: ")
    assert {(one.scheme, one.term) for one in call.tags} == {
        ("urn:purport:certainty", "purported"),
        ("urn:purport:act", "calls for"),
    }
    text = call.content[0]
    assert text.type == "text/plain"
    assert "Chain: Northwire <- Tidewater Monitor <- Osric Vane" in text.value
    assert tape_entries()[0].row.exhibit in text.value


def test_ids_stay_the_same_and_follow_the_feed_s_address() -> None:
    one, again, other = (
        feed(entry(), how=how) for how in (HOW, replace(HOW, title="x"), replace(HOW, link="https://b.example/"))
    )
    assert one.feed.id == again.feed.id != other.feed.id
    assert one.entries[0].id == other.entries[0].id


def test_an_assessment_makes_an_entry_newer() -> None:
    plain, assessed = feed(*tape_entries()).entries[0], feed(*tape_entries(graded(2))).entries[0]
    assert (plain.updated, assessed.updated) == ("2026-03-07T09:15:00Z", "2026-03-10T12:00:00Z")
    assert plain.published == assessed.published


def test_the_feed_is_as_old_as_it_is_told_or_as_its_first_entry() -> None:
    at = datetime(2026, 4, 1, 6, 0, tzinfo=UTC)
    assert feed(entry(), how=replace(HOW, updated=at)).feed.updated == "2026-04-01T06:00:00Z"
    assert feed(entry()).feed.updated == "2026-03-09T08:30:15Z"
    assert feed().feed.updated == "1970-01-01T00:00:00Z"


def test_hostile_text_is_text() -> None:
    found = feed(*hostile(), entry(1_000, certainty=Certainty.DENIED))
    assert len(found.entries) == 2
    assert found.entries[0].title_detail.type == "text/plain"
    assert found.entries[0].content[0].type == "text/plain"
