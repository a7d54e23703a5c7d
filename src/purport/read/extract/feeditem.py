"""The items of a feed as texts, each led back to the characters of the feed it stands in."""

from __future__ import annotations

from functools import cached_property

from purport.read.extract.agencies import known_agency
from purport.read.extract.charset import decoded
from purport.read.extract.draft import Draft, Stated
from purport.read.extract.html import declared_charset
from purport.read.extract.published import Published
from purport.read.extract.visible import Visible, blocks, moved, visible, weave, within
from purport.records import Capture, FeedItem, Segment, SourceMap

_EXTRACTOR = "feed"
_TITLE_ONLY = "the feed carries no text of this item but its title"


class FeedText:
    """A feed's decoded characters, from which its items' texts are led back.

    Args:
        capture: the feed.

    Raises:
        Unreadable: ``binary``.
    """

    def __init__(self, capture: Capture) -> None:
        self._source = decoded(capture.data, capture.charset or declared_charset(capture.data), capture.origin)

    @cached_property
    def _outer(self) -> Visible:
        return visible(self._source.text)

    @cached_property
    def _inner(self) -> Visible:
        """The visible characters of markup that stands escaped in the feed."""
        return within(visible(self._outer.text), self._outer)

    def _woven(self, paragraphs: list[str]) -> tuple[str, tuple[Segment, ...]]:
        """The text with the fuller of two maps: to the feed's own characters, or through one more layer of escaping."""
        text, plain = weave(paragraphs, self._outer)
        if sum(s.end - s.start for s in plain) >= len(text) - len(paragraphs):
            return text, plain
        other, escaped = weave(paragraphs, self._inner)
        fuller = sum(s.end - s.start for s in escaped) > sum(s.end - s.start for s in plain)
        return (other, escaped) if fuller else (text, plain)

    def draft(self, one: FeedItem) -> Draft | None:
        """The text of one item; its title where the feed carries nothing else; None if it has neither."""
        paragraphs = blocks(one.html)
        notes = self._source.notes if paragraphs else (*self._source.notes, _TITLE_ONLY)
        text, segments = self._woven(paragraphs or [one.title or ""])
        if not text.strip():
            return None
        where = SourceMap("char", self._source.encoding, moved(segments, self._source.skipped))
        return Draft(text, where, _EXTRACTOR, _stated(one), (*notes, *enclosed(one)))


def enclosed(one: FeedItem) -> tuple[str, ...]:
    """What a reader must know of the recordings and pictures that an item refers to: one note each."""
    return tuple(f"refers to {e.media_type or 'a file'} at {e.url}" for e in one.enclosures)


def _stated(one: FeedItem) -> Stated:
    source = one.source if one.source and one.source != one.outlet else None
    return Stated(
        title=one.title,
        author=None if known_agency(one.author or "") else one.author,
        agency=known_agency(source or one.author or "") or source,
        outlet=one.outlet,
        published=(Published(one.published, "the feed's date of the item", at=one.published_at),)
        if one.published
        else (),
    )
