"""OPML 2.0: lists of feeds as other readers write and take them. What OPML has no word for stands in attributes of our own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING
from xml.sax.saxutils import quoteattr

from purport.config import Source
from purport.errors import InstructionError

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

NAMESPACE = "urn:purport:source"
OWN = ("owner", "country", "reliability")
FEEDS = ("feed", "podcast")
MOST_BYTES = 20_000_000


def opml(sources: Iterable[Source]) -> tuple[str, tuple[Source, ...]]:
    """The feeds among the sources as OPML, and the sources that are none and were left out."""
    lines, left = [], []
    for one in sources:
        if one.kind in FEEDS:
            lines.append(f"    <outline {' '.join(_attributes(one))}/>")
        else:
            left.append(one)
    head = f'<opml version="2.0" xmlns:purport="{NAMESPACE}">\n  <head><title>purport: sources</title></head>\n  <body>'
    text = "\n".join(['<?xml version="1.0" encoding="UTF-8"?>', head, *lines, "  </body>", "</opml>", ""])
    return text, tuple(left)


def _attributes(source: Source) -> Iterator[str]:
    told = {"type": "rss", "text": source.name, "title": source.name, "xmlUrl": source.url, "language": source.language}
    told |= {f"purport:{key}": getattr(source, key) for key in OWN}
    told["purport:kind"] = source.kind if source.kind != "feed" else None
    return (f"{name}={quoteattr(value)}" for name, value in told.items() if value)


def feeds_in(data: bytes, subject: str) -> tuple[dict[str, str], ...]:
    """The feeds of an OPML file, in its order: for each the keys of a source that it tells, at least ``name`` and ``url``.

    Folders are walked into; outlines without an address are passed over; an address counts once.

    Raises:
        InstructionError: ``bad-opml``.
    """
    from xml.etree.ElementTree import ParseError

    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import fromstring

    if len(data) > MOST_BYTES:
        raise InstructionError(f"it is larger than {MOST_BYTES:,} bytes", code="bad-opml", subject=subject)
    try:
        root = fromstring(data)
    except DefusedXmlException as fault:
        raise InstructionError(
            "it declares XML entities, which are not expanded", code="bad-opml", subject=subject
        ) from fault
    except (ParseError, ValueError, LookupError) as fault:
        raise InstructionError(f"it is no OPML: {fault}", code="bad-opml", subject=subject) from fault
    if root.tag.lower() != "opml":
        raise InstructionError("it is XML, but no OPML", code="bad-opml", subject=subject)
    found: dict[str, dict[str, str]] = {}
    for outline in root.iter("outline"):
        told = _told(outline)
        if told["url"].lower().startswith(("http://", "https://")):
            found.setdefault(told["url"], told)
    return tuple(found.values())


def _told(outline: Element) -> dict[str, str]:
    url = (outline.get("xmlUrl") or outline.get("xmlurl") or "").strip()
    name = " ".join((outline.get("title") or outline.get("text") or url).split())[:100] or url[:100]
    told = {"name": name, "url": url, "language": (outline.get("language") or "").strip()}
    told |= {key: (outline.get(f"{{{NAMESPACE}}}{key}") or "").strip() for key in (*OWN, "kind")}
    return {key: value for key, value in told.items() if value or key == "url"}
