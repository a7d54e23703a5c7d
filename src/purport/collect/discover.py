"""The feeds that a page offers: those it declares, else those that its links name."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urljoin

from purport import sniff

MOST = 20
_FEED_TYPES = frozenset({sniff.RSS, sniff.ATOM, sniff.RDF, sniff.JSON_FEED, "application/json"})
_NAMED = re.compile(r"(?:^|[/._-])(?:rss|atom|feeds?)(?:[/._?-]|$)|\.(?:rss|atom|rdf)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Offer:
    """A feed that a page offers: its address, its title (None if it has none), and whether the page declares it as a feed."""

    url: str
    title: str | None
    declared: bool


def offers(data: bytes, origin: str, charset: str | None = None) -> tuple[Offer, ...]:
    """The feeds of a page, declared ones first, each once; feeds of comments last.

    Declared: ``<link rel="alternate">`` of a feed's type (the HTML standard, 4.6.7.1). Else: links whose address looks like one.
    """
    from lxml import etree, html

    parser = html.HTMLParser(encoding=charset or "utf-8", huge_tree=False)
    try:
        root = html.document_fromstring(data, parser=parser) if data.strip() else None
    except (etree.LxmlError, ValueError, LookupError):
        return ()
    if root is None:
        return ()
    base = urljoin(origin, next((b.get("href") or "" for b in root.iter("base")), ""))
    found: dict[str, Offer] = {}
    for element, declared in [*((e, True) for e in root.iter("link")), *((e, False) for e in root.iter("a"))]:
        href = (element.get("href") or "").strip()
        if _offers(element, href, declared) and (url := _joined(base, href)):
            title = element.get("title") if declared else "".join(str(words) for words in element.itertext())
            found.setdefault(url, Offer(url, " ".join((title or "").split())[:200] or None, declared))
    ranked = sorted(found.values(), key=lambda one: (not one.declared, _of_comments(one)))
    return tuple(ranked[:MOST])


def _offers(element: object, href: str, declared: bool) -> bool:
    if not href:
        return False
    if not declared:
        return _NAMED.search(href.partition("#")[0]) is not None
    get = element.get  # type: ignore[attr-defined]
    kind = (get("type") or "").partition(";")[0].strip().lower()
    return "alternate" in (get("rel") or "").lower().split() and kind in _FEED_TYPES


def _of_comments(one: Offer) -> bool:
    return "comment" in f"{one.url} {one.title}".lower()


def _joined(base: str, href: str) -> str | None:
    try:
        url = urljoin(base, href)
    except ValueError:
        return None
    return url if url.startswith(("http://", "https://")) else None
