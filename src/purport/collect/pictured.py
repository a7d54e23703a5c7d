"""Which pictures a page, or an entry of a feed, names. Nothing is fetched."""

from __future__ import annotations

from urllib.parse import urldefrag, urljoin

from purport import sniff
from purport.collect.feeds import feed_items, is_feed
from purport.errors import SourceError

MOST = 60
"""Addresses that are looked at."""
ITEM = "item:"
_TAGS = {"img": "src", "source": "srcset", "a": "href", "link": "href", "meta": "content"}
_META = frozenset({"og:image", "og:image:url", "og:image:secure_url", "twitter:image"})
_ENDINGS = (".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif", ".heic", ".tif", ".tiff")


def pictures_in(data: bytes, origin: str, charset: str | None = None, part: str = "") -> tuple[str, ...]:
    """The addresses of the pictures that bytes name, each once, as they come: those of a page, or of one entry of a feed.

    Args:
        data: of the page or feed.
        origin: where they came from.
        charset: as a server told it.
        part: ``item:GUID`` for one entry of a feed; ``""`` for a page.
    """
    found = _of_item(data, origin, charset, part.removeprefix(ITEM)) if part else _of_page(data, origin, charset)
    return tuple(dict.fromkeys(found))[:MOST]


def _of_item(data: bytes, origin: str, charset: str | None, guid: str) -> list[str]:
    if not is_feed(data, None):
        return []
    try:
        items = feed_items(data, origin, charset)
    except SourceError:
        return []
    for item in items:
        if item.guid == guid:
            inside = _of_page(item.html.encode(), item.link or origin, "utf-8") if item.html else []
            return [*(one.url for one in item.enclosures), *inside]
    return []


def _of_page(data: bytes, origin: str, charset: str | None) -> list[str]:
    from lxml import etree, html

    if sniff.media_type(data, None) not in (sniff.HTML, sniff.TEXT, sniff.XML) or not data.strip():
        return []
    try:
        root = html.document_fromstring(data, parser=html.HTMLParser(encoding=charset or "utf-8", huge_tree=False))
    except (etree.LxmlError, ValueError, LookupError):
        return []
    base = urljoin(origin, next((one.get("href") or "" for one in root.iter("base")), ""))
    found: list[str] = []
    for element in root.iter(*_TAGS):
        for told in _told(element):
            if (url := _joined(base, told)) is not None:
                found.append(url)
    return found


def _told(element: object) -> list[str]:
    """The addresses of pictures that an element names."""
    get, tag = element.get, element.tag  # type: ignore[attr-defined]
    value = (get(_TAGS[tag]) or "").strip()
    if tag == "img":
        return [value, *_choices(get("srcset") or "")]
    if tag == "source":
        return _choices(value)
    if tag == "meta":
        return [value] if (get("property") or get("name") or "").lower() in _META else []
    if tag == "link":
        return [value] if "image_src" in (get("rel") or "").lower().split() else []
    return [value] if value.partition("?")[0].lower().endswith(_ENDINGS) else []


def _choices(told: str) -> list[str]:
    """The addresses of a ``srcset``."""
    return [one.split()[0] for one in told.split(", ") if one.split()]


def _joined(base: str, told: str) -> str | None:
    try:
        url = urldefrag(urljoin(base, told)).url
    except ValueError:
        return None
    return url if told and url.startswith(("https://", "http://", "/", "file:")) else None
