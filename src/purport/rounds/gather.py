"""From targets to documents: capture, keep, take the text out. One broken source becomes a row."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from purport import sniff
from purport.collect import Door
from purport.collect.feeds import feed_items, is_feed
from purport.errors import HouseError, PurportError, SourceError, Unreadable
from purport.read.extract import documents
from purport.read.extract.draft import name_of
from purport.read.extract.feeditem import enclosed
from purport.read.extract.published import Published, contradicts, with_doubts
from purport.records import Capture, Custodied, Document, FeedItem, Lead
from purport.records.identity import digest
from purport.records.spoken import Purports

GIVEN_BY_FEED = "given by the feed"
GIVEN_BY_USER = "given with --published or --published-from"


@dataclass(frozen=True, slots=True)
class Gathered:
    """A document on its way to the reader, or the error that stands in its place.

    `custodied` is None when nothing is kept. `error` set means there is nothing to read; `media` is a capture that holds no text by
    its kind: a picture, a recording, a film; `notes`: why nothing was heard in it.
    """

    name: str
    captured_at: datetime
    document: Document | None = None
    custodied: Custodied | None = None
    error: PurportError | None = None
    media: Capture | None = None
    notes: tuple[str, ...] = ()


class Keep(Protocol):
    """What preserves a capture before anything else looks at it."""

    def __call__(self, capture: Capture) -> Custodied:
        """Where the capture now stands.

        Raises:
            SourceError: if it is not to be kept (it was removed).
            HouseError: if it cannot be kept.
        """


def unkept(capture: Capture) -> Custodied:
    """For reading without keeping: the digest alone."""
    return Custodied(exhibit=digest(capture.data), new=True, previous=None)


@dataclass(frozen=True, slots=True)
class Gatherer:
    """Walks targets through the door.

    Attributes:
        door: the only way in.
        clock: dates the failures.
        keep: called with every capture before its bytes are parsed.
        follow: whether a feed's items are fetched; None: for feeds that came over the network.
        hear: makes a document of a recording; None where recordings are not heard.
    """

    door: Door
    clock: Callable[[], datetime]
    keep: Keep
    follow: bool | None = None
    hear: Callable[[Capture, Custodied], Gathered] | None = None

    def gathered(self, targets: Sequence[str]) -> Iterator[Gathered]:
        """Every document of every target, in the order given.

        Raises:
            HouseError: if a capture cannot be kept.
        """
        for target in targets:
            for came in self.door.captures(target):
                if isinstance(came, SourceError):
                    yield self._failed(came.subject or target, came)
                else:
                    yield from self._of_capture(came)

    def _failed(self, name: str, error: PurportError) -> Gathered:
        return Gathered(name=name, captured_at=self.clock(), error=error)

    def _of_capture(self, capture: Capture) -> Iterator[Gathered]:
        try:
            custodied = self.keep(capture)
        except SourceError as error:
            yield self._failed(error.subject or capture.origin, error)
            return
        if not is_feed(capture.data, capture.media_type):
            yield from self._documents(capture, custodied, ())
            return
        try:
            items = feed_items(capture.data, capture.origin, capture.charset)
        except SourceError as error:
            yield Gathered(capture.origin, capture.captured_at, custodied=custodied, error=error)
            return
        if not self._follows(capture):
            yield from self._documents(capture, custodied, items)
            return
        for item in items:
            yield from self._followed(capture, custodied, item)

    def _follows(self, feed: Capture) -> bool:
        return feed.origin.startswith(("http://", "https://")) if self.follow is None else self.follow

    def _followed(self, feed: Capture, custodied: Custodied, item: FeedItem) -> Iterator[Gathered]:
        """The page behind an item; where it cannot be had, the error and what the feed itself carries."""
        if item.link is None:
            yield from self._documents(feed, custodied, (item,))
            return
        for came in self.door.captures(item.link):
            if isinstance(came, SourceError):
                yield self._failed(came.subject or item.link, came)
                yield from self._documents(feed, custodied, (item,))
                continue
            try:
                kept = self.keep(came)
            except SourceError as error:
                yield self._failed(error.subject or came.origin, error)
                continue
            for found in self._documents(came, kept, ()):
                yield replace(found, document=hinted(found.document, item))

    def _documents(self, capture: Capture, custodied: Custodied, items: Sequence[FeedItem]) -> Iterator[Gathered]:
        if not items and holds_no_text(capture):
            yield self._heard(capture, custodied)
            return
        try:
            found = documents(capture, custodied.exhibit, items)
        except SourceError as error:
            name = error.subject or capture.origin
            yield Gathered(name, capture.captured_at, custodied=custodied, error=error)
            return
        for document in found:
            yield Gathered(document.name, capture.captured_at, document, custodied)

    def _heard(self, capture: Capture, custodied: Custodied) -> Gathered:
        """What a capture without text says, where it is a recording and recordings are heard."""
        kind = sniff.media_type(capture.data, capture.media_type)
        if self.hear is None or not kind.startswith(("audio/", "video/")):
            return seen(capture, custodied)
        return self.hear(capture, custodied)


def holds_no_text(capture: Capture) -> bool:
    """Whether a capture is a picture, a recording or a film, told from its bytes."""
    return sniff.media_type(capture.data, capture.media_type).startswith(("image/", "audio/", "video/"))


def seen(capture: Capture, custodied: Custodied) -> Gathered:
    """A capture without text, gathered."""
    return Gathered(name_of(capture), capture.captured_at, custodied=custodied, media=capture)


def guarded_taken(capture: Capture, leads: Sequence[Lead]) -> list[tuple[Lead, list[Gathered]]]:
    """As `taken`; a fault in an extractor, met on one odd page, becomes an error of these leads.

    Raises:
        HouseError: if the house is at fault, not the page.
    """
    try:
        return list(taken(capture, leads))
    except HouseError:
        raise
    except Exception as fault:  # noqa: BLE001 - see the docstring
        error = Unreadable(
            f"taking the text out failed: {type(fault).__name__}: {fault}",
            code="extractor-fault",
            subject=capture.origin,
            advice="the bytes are kept; please report it with the purport version",
        )
        return [(lead, [Gathered(capture.origin, capture.captured_at, error=error)]) for lead in leads]


def taken(capture: Capture, leads: Sequence[Lead]) -> Iterator[tuple[Lead, list[Gathered]]]:
    """Per lead what can be read of it in a capture that is kept, or why nothing can.

    Several leads are items of one feed; a lead without an item is the whole capture.
    """
    exhibit = leads[0].exhibit or ""
    custodied = Custodied(exhibit, new=False, previous=leads[0].previous)
    items = [lead.item for lead in leads if lead.item is not None]
    within = bool(items) and not leads[0].page
    if not within and holds_no_text(capture):
        yield leads[0], [seen(capture, custodied)]
        return
    try:
        if not items and is_feed(capture.data, capture.media_type):
            items, within = list(feed_items(capture.data, capture.origin, capture.charset)), False
            found = documents(capture, exhibit, items)
        else:
            found = documents(capture, exhibit, items if within else ())
    except SourceError as error:
        failed = Gathered(error.subject or capture.origin, capture.captured_at, custodied=custodied, error=error)
        yield from ((lead, [failed]) for lead in leads)
        return
    gathered = [Gathered(one.name, capture.captured_at, one, custodied) for one in found]
    if not within:
        yield leads[0], gathered
        return
    parts = {one.document.part: one for one in gathered if one.document is not None}
    for lead in leads:
        assert lead.item is not None
        part = parts.get(f"item:{lead.item.guid}")
        yield lead, [part or _empty_item(capture, custodied, lead.item)]


def _empty_item(capture: Capture, custodied: Custodied, item: FeedItem) -> Gathered:
    error = Unreadable("the item holds no text", code="empty-item", subject=item.link or item.guid)
    return Gathered(item.link or item.guid, capture.captured_at, custodied=custodied, error=error)


def hinted(document: Document | None, item: FeedItem) -> Document | None:
    """What the feed knows of a page and the page itself does not say."""
    if document is None:
        return None
    return replace(
        document,
        published=document.published or item.published,
        published_reason=_reason_with_feed(document, item),
        published_at=document.published_at or _hour_with_feed(document, item),
        agency=document.agency or item.source,
        author=document.author or item.author,
        outlet=document.outlet or item.outlet,
        notes=document.notes if document.part else (*document.notes, *enclosed(item)),
    )


def _reason_with_feed(document: Document, item: FeedItem) -> str | None:
    """Why a page behind a feed's item has its date: its own reason, with the feed's date where that is another day."""
    if item.published is None:
        return document.published_reason
    if document.published is None:
        return GIVEN_BY_FEED
    other = contradicts(document.published, item.published)
    return with_doubts(document.published_reason, [Published(item.published, "the feed")] if other else [])


def _hour_with_feed(document: Document, item: FeedItem) -> str | None:
    """The hour that a feed knows, if the page behind it says no other day."""
    return item.published_at if document.published in (None, item.published) else None


def dated(document: Document, published: str | None, published_from: Mapping[str, str]) -> Document:
    """The document with a date given by the user, where it has none of its own."""
    if document.published is not None:
        return document
    given = published_from.get(document.name, published)
    if given is None:
        return document
    return replace(document, published=given, published_reason=GIVEN_BY_USER)


def named(document: Document, purports: Purports, purports_from: Mapping[str, Purports]) -> Document:
    """The document with who its recording purports to be, where the user says so."""
    given = purports_from.get(document.name, purports)
    if document.spoken is None or not given:
        return document
    return replace(document, spoken=replace(document.spoken, purports=given))


def remembered(document: Document, held: Document) -> Document:
    """The document with what a feed or the user said of the same text before, where nobody says anything else now."""
    told = document.published is None and held.published_reason in (GIVEN_BY_FEED, GIVEN_BY_USER)
    if told:
        published, why, at = held.published, held.published_reason, held.published_at
        document = replace(document, published=published, published_reason=why, published_at=at)
    if document.spoken is not None and held.spoken is not None and not document.spoken.purports:
        document = replace(document, spoken=replace(document.spoken, purports=held.spoken.purports))
    if held.exhibit != document.exhibit or held.taken_by != document.taken_by:
        return document
    return replace(
        document,
        agency=document.agency or held.agency,
        author=document.author or held.author,
        outlet=document.outlet or held.outlet,
        published_at=document.published_at or (held.published_at if held.published == document.published else None),
    )
