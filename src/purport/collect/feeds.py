"""Feeds (RSS, Atom, RDF, JSON Feed) as items. feedparser reads them: it alone keeps RSS ``<source>`` and the day as printed."""

from __future__ import annotations

import codecs
import io
import json
import re
from collections.abc import Iterable
from dataclasses import replace
from html import escape
from typing import Any
from urllib.parse import urljoin

from purport import sniff
from purport.errors import Unreadable
from purport.records import Enclosure, FeedItem
from purport.records.identity import canonical, digest
from purport.records.stamps import hour_of, moment_of

MOST_BYTES = 20_000_000
MOST_ITEMS = 10_000
MOST_ENCLOSURES = 20
_PROLOG_ENTITY = re.compile(r"\A(?:(?!<[a-zA-Z]).)*?<!ENTITY", re.DOTALL)
_TAG = re.compile(r"<[^<>]*>")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ISO = re.compile(r"\s*(\d{4})-(\d{2})(?:-(\d{2}))?")
_RFC = re.compile(r"\s*(?:[A-Za-z]{3,9},?\s+)?(\d{1,2})[\s-]+([A-Za-z]{3})[a-z]*\.?[\s-]+(\d{4})")


def is_feed(data: bytes, media_type: str | None) -> bool:
    """Whether the bytes are a feed, told from the bytes; the declared type decides only where they leave it open."""
    return sniff.media_type(data, media_type) in sniff.FEEDS


def day_of(stamp: object) -> str | None:
    """The day of a feed's time stamp (RFC 5322 or ISO 8601) as EDTF, in the stamp's own zone; None if it is broken.

    >>> day_of("Fri, 04 Nov 2016 23:30:00 -0500"), day_of("some day")
    ('2016-11-04', None)
    """
    from datetime import date

    if not isinstance(stamp, str):
        return None
    iso, rfc = _ISO.match(stamp), _RFC.match(stamp)
    try:
        if iso:
            year, month, day = iso.groups()
            checked = date(int(year), int(month), int(day or 1))
            return checked.isoformat() if day else checked.isoformat()[:7]
        if rfc and rfc[2].lower() in _MONTHS:
            return date(int(rfc[3]), _MONTHS.index(rfc[2].lower()) + 1, int(rfc[1])).isoformat()
    except ValueError:
        return None
    return None


def plain_line(words: object) -> str | None:
    """Text without markup or line breaks; None if nothing is left."""
    if not isinstance(words, str):
        return None
    return " ".join(re.sub("[\ud800-\udfff\x00]", "\ufffd", _TAG.sub("", words)).split()) or None


def refuse_entities(data: bytes, origin: str) -> None:
    """Refuse declared entities before any parser sees them: they can unfold without end or read files.

    Raises:
        Unreadable: ``entities``.
    """
    from xml.etree.ElementTree import ParseError

    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import fromstring

    refusal = Unreadable("the feed declares XML entities, which are not expanded", code="entities", subject=origin)
    marked = sniff.bom(data)
    encoding = marked[0] if marked else sniff.utf16_without_bom(data) or "latin-1"
    if _PROLOG_ENTITY.match(data.decode(encoding, "replace")):
        raise refusal
    try:
        fromstring(data, forbid_dtd=False)
    except DefusedXmlException as fault:
        raise refusal from fault
    except (ParseError, ValueError, LookupError):
        return


def feed_items(data: bytes, origin: str, charset: str | None = None) -> tuple[FeedItem, ...]:
    """The items of a feed, in its order; an item told twice alike is given once.

    Args:
        data: the feed's bytes. Malformed XML is read as far as it goes.
        origin: where it came from; relative links are joined to it.
        charset: as told by the transport; it goes before the XML's own (RFC 7303, 8.1), unless the bytes are plainly UTF-8.

    Raises:
        Unreadable: ``entities`` (billion laughs, external entities), ``feed-too-large``, ``bad-feed`` if it cannot be read at all.
    """
    if len(data) > MOST_BYTES:
        raise Unreadable(f"the feed is larger than {MOST_BYTES:,} bytes", code="feed-too-large", subject=origin)
    items = (
        _json_items(data, origin) if sniff.media_type(data) == sniff.JSON_FEED else _xml_items(data, origin, charset)
    )
    return _told_apart(items)


def _told_apart(items: Iterable[FeedItem]) -> tuple[FeedItem, ...]:
    """Items with unique guids: equal items once, different ones under one guid as ``guid``, ``guid#2``..."""
    kept: dict[str, FeedItem] = {}
    seen: set[FeedItem] = set()
    for one in items:
        if one in seen or len(kept) >= MOST_ITEMS:
            continue
        seen.add(one)
        guid, n = one.guid, 1
        while guid in kept:
            n += 1
            guid = f"{one.guid}#{n}"
        kept[guid] = replace(one, guid=guid)
    return tuple(kept.values())


def _guid(stated: object, link: str | None, title: str | None, html: str) -> str:
    return plain_line(stated) or link or digest(canonical([title, html]).encode("utf-8", "replace"))


def _link(stated: object, origin: str, home: str) -> str | None:
    """An absolute http(s) address; None if there is none."""
    base = origin if "://" in origin else home
    try:
        link = urljoin(base, stated.strip()) if isinstance(stated, str) and stated.strip() else ""
    except ValueError:
        return None
    return link if link.startswith(("http://", "https://")) else None


def _headers(data: bytes, charset: str | None) -> dict[str, str]:
    """What feedparser is to know of the transport: the charset, where it may be true."""
    if charset is None or re.fullmatch(r"[\w.:+-]{1,40}", charset) is None:
        return {}
    try:
        codecs.lookup(charset)
        plainly_utf8 = not data.decode("utf-8").isascii()
    except UnicodeDecodeError:
        plainly_utf8 = False
    except LookupError:
        return {}
    return {} if plainly_utf8 else {"content-type": f"application/xml; charset={charset}"}


def _xml_items(data: bytes, origin: str, charset: str | None) -> list[FeedItem]:
    import feedparser

    refuse_entities(data, origin)
    told = _headers(data, charset)
    try:
        found = feedparser.parse(
            io.BytesIO(data), response_headers=told, sanitize_html=False, resolve_relative_uris=False
        )
    except (ValueError, LookupError) as fault:  # bytes that are no text in the declaration of its encoding
        raise Unreadable(f"it cannot be read as a feed: {fault}", code="bad-feed", subject=origin) from fault
    if not found.entries and (found.get("bozo") or not found.get("version")):
        raise Unreadable("it begins like a feed and cannot be read as one", code="bad-feed", subject=origin)
    outlet = plain_line(found.feed.get("title"))
    home = found.feed.get("link") or ""
    return [_xml_item(entry, origin, home, outlet) for entry in found.entries]


def _fullest(entry: Any) -> str:
    """The longest of the contents; the description if there are none."""
    contents = [c.get("value") or "" for c in entry.get("content") or ()]
    return max((c for c in contents if c.strip()), key=len, default=entry.get("summary") or "")


def _xml_item(entry: Any, origin: str, home: str, outlet: str | None) -> FeedItem:
    html = re.sub("[\ud800-\udfff\x00]", "\ufffd", _fullest(entry))
    link, title = _link(entry.get("link"), origin, home), plain_line(entry.get("title"))
    source = entry.get("source")
    stamp = entry.get("published") or entry.get("updated")
    return FeedItem(
        guid=_guid(entry.get("id"), link, title, html),
        link=link,
        title=title,
        author=plain_line(entry.get("author")),
        published=day_of(stamp),
        source=plain_line(source.get("title")) if source else None,
        outlet=outlet,
        html=html,
        stamp=moment_of(stamp),
        published_at=hour_of(entry.get("published")),
        enclosures=_enclosures(((e.get("href"), e.get("type"), e.get("length")) for e in _listed(entry)), origin, home),
    )


def _listed(entry: Any) -> list[Any]:
    """The enclosures of an entry and its Media RSS contents."""
    contents = [
        {"href": m.get("url"), "type": m.get("type"), "length": m.get("filesize")}
        for m in entry.get("media_content") or ()
    ]
    return [*(entry.get("enclosures") or ()), *contents]


def _enclosures(stated: Iterable[tuple[object, object, object]], origin: str, home: str) -> tuple[Enclosure, ...]:
    """Enclosures with an http(s) address, each address once, at most :data:`MOST_ENCLOSURES`."""
    kept: dict[str, Enclosure] = {}
    for href, kind, length in stated:
        url = _link(href, origin, home)
        if url is not None and url not in kept and len(kept) < MOST_ENCLOSURES:
            told = str(length or "").strip()
            size = int(told) if told.isascii() and told.isdigit() and len(told) < 16 else None
            kept[url] = Enclosure(url, (plain_line(kind) or "").lower()[:100] or None, size or None)
    return tuple(kept.values())


def _json_items(data: bytes, origin: str) -> list[FeedItem]:
    try:
        found = json.loads(data.decode("utf-8-sig", "replace"))
    except (ValueError, RecursionError) as fault:
        raise Unreadable("it begins like a JSON feed and is no JSON", code="bad-feed", subject=origin) from fault
    entries = found.get("items")
    if not isinstance(entries, list):
        raise Unreadable("the JSON feed holds no list of items", code="bad-feed", subject=origin)
    outlet, home = plain_line(found.get("title")), plain_line(found.get("home_page_url")) or ""
    return [_json_item(entry, origin, home, outlet) for entry in entries if isinstance(entry, dict)]


def _json_item(entry: dict[str, Any], origin: str, home: str, outlet: str | None) -> FeedItem:
    plain = entry.get("content_text") or entry.get("summary") or ""
    markup = entry.get("content_html")
    html = markup if isinstance(markup, str) and markup.strip() else _as_markup(str(plain))
    link, title = _link(entry.get("url"), origin, home), plain_line(entry.get("title"))
    authors = entry.get("authors") or [entry.get("author")]
    names = [plain_line(a.get("name")) for a in authors if isinstance(a, dict)] if isinstance(authors, list) else []
    stated, listed = entry.get("id"), entry.get("attachments")
    attached = listed if isinstance(listed, list) else []
    return FeedItem(
        guid=_guid(str(stated) if isinstance(stated, str | int) else None, link, title, html),
        link=link,
        title=title,
        author=", ".join(name for name in names if name) or None,
        published=day_of(entry.get("date_published")),
        source=None,
        outlet=outlet,
        html=re.sub("[\ud800-\udfff\x00]", "\ufffd", html),
        stamp=moment_of(entry.get("date_published")),
        enclosures=_enclosures(
            (
                (one.get("url"), one.get("mime_type"), one.get("size_in_bytes"))
                for one in attached
                if isinstance(one, dict)
            ),
            origin,
            home,
        ),
        published_at=hour_of(entry.get("date_published")),
    )


def _as_markup(plain: str) -> str:
    return "".join(f"<p>{escape(line, quote=False)}</p>" for line in plain.splitlines() if line.strip())
