"""Sitemaps and news sitemaps (sitemaps.org 0.9; the news extension of Google): their pages as items, an index as its parts."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from purport.collect.feeds import day_of, plain_line, refuse_entities
from purport.errors import Unreadable
from purport.records import FeedItem
from purport.records.stamps import hour_of, moment_of

MOST_BYTES = 52_428_800
"""What the protocol allows for one sitemap, unpacked."""
MOST_PAGES = 1_000
"""Pages taken from one sitemap: the newest by their own dates."""
MOST_PARTS = 20
"""Sitemaps taken from one index: the newest by their own dates."""


@dataclass(frozen=True, slots=True)
class Sitemap:
    """What a sitemap holds, newest first: `pages`, or the addresses of `parts` where it is an index."""

    pages: tuple[FeedItem, ...] = ()
    parts: tuple[str, ...] = ()


def unpacked(data: bytes, origin: str) -> bytes:
    """The bytes of a sitemap that may be a gzip file (``sitemap.xml.gz``).

    Raises:
        Unreadable: ``bad-sitemap``, ``sitemap-too-large``.
    """
    if data.startswith(b"\x1f\x8b"):
        inflater = zlib.decompressobj(31)
        try:
            data = inflater.decompress(data, MOST_BYTES + 1)
        except zlib.error as fault:
            raise Unreadable("it is a broken gzip file", code="bad-sitemap", subject=origin) from fault
    if len(data) > MOST_BYTES:
        raise Unreadable(f"the sitemap is larger than {MOST_BYTES:,} bytes", code="sitemap-too-large", subject=origin)
    return data


def sitemap(data: bytes, origin: str) -> Sitemap:
    """What a sitemap says.

    Raises:
        Unreadable: ``entities``, ``sitemap-too-large``, ``bad-sitemap`` for what is no sitemap.
    """
    from xml.etree.ElementTree import ParseError

    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import fromstring

    data = unpacked(data, origin)
    refuse_entities(data, origin)
    try:
        root = fromstring(data, forbid_dtd=False)
    except (ParseError, ValueError, LookupError, DefusedXmlException) as fault:
        raise Unreadable("it cannot be read as a sitemap", code="bad-sitemap", subject=origin) from fault
    name = _local(root.tag)
    if name == "sitemapindex":
        return Sitemap(parts=tuple(address for _, address in _newest(_parts(root), MOST_PARTS)))
    if name == "urlset":
        return Sitemap(pages=tuple(page for _, page in _newest(_pages(root), MOST_PAGES)))
    raise Unreadable("it is XML, but no sitemap", code="bad-sitemap", subject=origin)


def _newest(dated: Iterator[tuple[str, Any]], most: int) -> list[tuple[str, Any]]:
    return sorted(dated, key=lambda pair: pair[0], reverse=True)[:most]


def _local(tag: object) -> str:
    return str(tag).rpartition("}")[2].lower()


def _told(element: Any) -> dict[str, str]:
    """The texts of an element's children and grandchildren by their local names; the first of a name counts."""
    out: dict[str, str] = {}
    for child in element.iter():
        line = plain_line(child.text)
        if line:
            out.setdefault(_local(child.tag), line)
    return out


def _address(told: dict[str, str]) -> str | None:
    loc = told.get("loc", "")
    return loc if loc.startswith(("http://", "https://")) and len(loc) <= 4000 else None


def _parts(root: Any) -> Iterator[tuple[str, str]]:
    for element in root:
        told = _told(element)
        address = _address(told)
        if _local(element.tag) == "sitemap" and address:
            yield told.get("lastmod", ""), address


def _pages(root: Any) -> Iterator[tuple[str, FeedItem]]:
    for element in root:
        told = _told(element)
        address = _address(told)
        if _local(element.tag) != "url" or not address:
            continue
        stamp = told.get("publication_date") or None
        page = FeedItem(
            guid=address,
            link=address,
            title=told.get("title"),
            author=None,
            published=day_of(stamp),
            source=None,
            outlet=told.get("name"),
            html="",
            stamp=moment_of(stamp or told.get("lastmod")),
            published_at=hour_of(stamp),
        )
        yield told.get("lastmod") or stamp or "", page
