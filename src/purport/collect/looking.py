"""One look at a source: what it points at or holds now. Nothing is kept here; what was known before is given."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from purport.collect.feeds import feed_items, is_feed
from purport.collect.fetch import Fetched
from purport.collect.sitemaps import sitemap
from purport.config import Source
from purport.errors import SourceError, Unreadable
from purport.records import Capture, FeedItem, Validators
from purport.records.identity import canonical, digest

Ask = Callable[[str, Validators | None], Fetched]
"""Given an address and what was known of it, what comes of asking it."""


@dataclass(frozen=True, slots=True)
class Sighting:
    """One thing that a source points at or holds.

    Attributes:
        key: what tells it from the others of its source; 32 hexadecimal digits.
        version: changes when the source says something else of it.
        address: what to fetch for it; None where the bytes are in hand.
        item: what the feed says of it.
        capture: the bytes that hold it; None where it is to be fetched.
        media: whether it is a recording or picture.
    """

    key: str
    version: str
    address: str | None = None
    item: FeedItem | None = None
    capture: Capture | None = None
    media: bool = False


@dataclass(frozen=True, slots=True)
class Look:
    """What a look at a source gave.

    Attributes:
        sightings: what it points at or holds, in its order.
        unchanged: whether it said itself, or showed byte for byte, that nothing is new.
        validators: to ask with the next time.
        error: why it could not be had or read.
        retry_after: seconds that it wants to be left alone; None if it does not say.
    """

    sightings: tuple[Sighting, ...] = ()
    unchanged: bool = False
    validators: tuple[Validators, ...] = ()
    error: SourceError | None = None
    retry_after: float | None = None


def short(*parts: object) -> str:
    """32 hexadecimal digits of what identifies something."""
    return hashlib.sha256(canonical(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]


def look(source: Source, ask: Ask, known: Iterable[Validators] = ()) -> Look:
    """One look at a source on the net; a failing one gives its error.

    Args:
        source: of a kind that is not local.
        ask: the door.
        known: what its addresses said the last time that all of it could be read.
    """
    return _LOOKS[source.kind](_Asking(source, ask, {one.address: one for one in known}))


@dataclass(slots=True)
class _Asking:
    source: Source
    ask: Ask
    known: Mapping[str, Validators]
    validators: list[Validators] = field(default_factory=list)

    def __call__(self, address: str) -> Fetched:
        found = self.ask(address, self.known.get(address))
        if found.validators is not None:
            self.validators.append(found.validators)
        return found


def _feed(asking: _Asking) -> Look:
    source, found = asking.source, asking(asking.source.url)
    if found.capture is None or found.unchanged:
        return _empty(found)
    try:
        if not is_feed(found.capture.data, found.capture.media_type):
            raise Unreadable(
                "it is no feed", code="not-a-feed", subject=source.url, advice='kind = "page" watches a page itself'
            )
        items = feed_items(found.capture.data, found.capture.origin, found.capture.charset)
    except SourceError as error:
        return Look(error=error, retry_after=found.retry_after)
    return Look(tuple(_of_items(source, found.capture, items)), validators=tuple(asking.validators))


def _empty(found: Fetched) -> Look:
    validators = (found.validators,) if found.validators else ()
    return Look((), found.unchanged, validators, found.error, found.retry_after)


def _of_items(source: Source, feed: Capture, items: Iterable[FeedItem]) -> Iterator[Sighting]:
    guids = {item.guid for item in items}
    for item in items:
        base = re.sub(r"#\d+\Z", "", item.guid)
        key = short("item", base if base in guids else item.guid, item.link)
        yield Sighting(key, version_of(item), item.link if source.follow else None, item, feed)
        if source.media == "keep":
            for one in item.enclosures:
                yield Sighting(short("media", one.url), short(one.url), one.url, None, None, media=True)


def version_of(item: FeedItem) -> str:
    """Changes when a feed says something else of an item: title, text, date, link or recordings."""
    enclosed = [one.url for one in item.enclosures]
    return short(item.title, item.html, item.published, item.stamp, item.link, enclosed)


def _sitemap(asking: _Asking) -> Look:
    try:
        sightings, unchanged, failed = _pages(asking)
    except SourceError as fault:
        return Look(error=fault)
    if failed is not None:
        return _empty(failed)
    return Look(tuple(sightings), unchanged, tuple(asking.validators))


def _pages(asking: _Asking) -> tuple[list[Sighting], bool, Fetched | None]:
    """The pages of a sitemap, or of every part of an index; a part that fails fails the look, so that nothing is passed over."""
    source, first = asking.source, asking(asking.source.url)
    if first.error is not None:
        return [], False, first
    if first.capture is None:
        addresses = [one for one in asking.known if one != source.url]
        parts = [asking(one) for one in addresses]
    else:
        top = sitemap(first.capture.data, first.capture.origin)
        parts = [first, *(asking(one) for one in top.parts)] if not top.parts else [asking(one) for one in top.parts]
    failed = next((one for one in parts if one.error is not None), None)
    if failed is not None:
        return [], False, failed
    fresh = [one.capture for one in parts if one.capture is not None and not one.unchanged]
    sightings = {s.key: s for capture in fresh for s in _of_sitemap(source, capture)}
    return list(sightings.values()), not fresh, None


def _of_sitemap(source: Source, capture: Capture) -> Iterator[Sighting]:
    for page in sitemap(capture.data, capture.origin).pages:
        yield Sighting(short("page", page.link), version_of(page), page.link, page, capture)


def _page(asking: _Asking) -> Look:
    found = asking(asking.source.url)
    if found.capture is None or found.unchanged:
        return _empty(found)
    one = Sighting(short("page"), short(digest(found.capture.data)), capture=found.capture)
    return Look((one,), validators=tuple(asking.validators))


_LOOKS: dict[str, Callable[[_Asking], Look]] = {"feed": _feed, "podcast": _feed, "sitemap": _sitemap, "page": _page}
