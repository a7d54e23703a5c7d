"""What was seen, kept and taken out of it: captures, exhibits, custody and working texts."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from datetime import datetime

from purport.records.spans import Spans
from purport.records.spoken import Spoken, Stretches
from purport.records.translation import Rendering

Headers = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Leg:
    """One question put to a server and the head of its answer, on the way to a capture.

    Attributes:
        address: that was asked.
        answered_at: when the answer's head had come; aware, UTC.
        status: the answer's, as in ``200``.
        reason: the words after it in the status line; empty where there were none (HTTP/2 has none).
        protocol: ``HTTP/1.1``, ``HTTP/2``.
        method: of the request; None where the request is not known (an archive that somebody else made).
        request: the headers that were sent, in order; secrets removed.
        headers: the answer's where it is a redirect, names lower case, secrets removed; empty for the last leg, whose headers
            stand in :attr:`Capture.headers`.
        asked_at: when the request was sent; aware, UTC; None if it is not known.
        remote: the IP address of the server; None if it is not known.
        truncated: why the body is not whole, in WARC's words (``length``, ``time``); None if it is.
    """

    address: str
    answered_at: datetime
    status: int
    reason: str = ""
    protocol: str = "HTTP/1.1"
    method: str | None = None
    request: Headers = ()
    headers: Headers = ()
    asked_at: datetime | None = None
    remote: str | None = None
    truncated: str | None = None


@dataclass(frozen=True, slots=True)
class Capture:
    """Bytes as they came, before anything looked at them.

    Attributes:
        origin: absolute file path, URL after redirects, or ``-`` for standard input.
        data: the bytes, unchanged.
        captured_at: when the last byte came; aware, UTC.
        fetched_by: what fetched it, name and version (``purport/0.1 file``).
        media_type: as declared by the server or guessed from the name, lower case, no parameters; None if neither.
        charset: as declared by the transport; None if not declared.
        asked: the address as the user gave it, where it differs from `origin` (redirects); else None.
        headers: response headers in order, names lower case; secrets (cookies, authorization) removed.
        way: what was asked and answered: each redirect, then what gave the bytes; empty where no server was asked, or it is not
            known any more.
    """

    origin: str
    data: bytes
    captured_at: datetime
    fetched_by: str
    media_type: str | None = None
    charset: str | None = None
    asked: str | None = None
    headers: Headers = ()
    way: tuple[Leg, ...] = ()


@dataclass(frozen=True, slots=True)
class Exhibit:
    """Preserved bytes: identity is the digest alone.

    Attributes:
        sha256: ``sha256:`` and 64 lower-case hexadecimal digits, of the bytes as captured.
        size: bytes.
        media_type: what the bytes are (sniffed, not declared), lower case.
        kept_at: when the vault had them safely; aware, UTC.
    """

    sha256: str
    size: int
    media_type: str
    kept_at: datetime


@dataclass(frozen=True, slots=True)
class CustodyEntry:
    """One row of the custody log; each holds the hash of the one before (all zeros for the first).

    Attributes:
        seq: 1, 2, 3... without gaps.
        at: aware, UTC.
        deed: what was done: ``kept``, ``seen at``, ``text taken``, ``read``, ``replaced by``.
        exhibit: digest of the exhibit concerned.
        detail: canonical JSON text of what else matters (origin, previous exhibit, reader).
        previous: ``sha256:...`` of the entry before.
        digest: ``sha256:...`` over the canonical form of all fields above.
    """

    seq: int
    at: datetime
    deed: str
    exhibit: str
    detail: str
    previous: str
    digest: str


@dataclass(frozen=True, slots=True)
class Segment:
    """Characters ``start:end`` of the working text came from ``at:at_end`` of the source.

    `at` is None where the characters stand for nothing in the source (a paragraph break that a parser put in).
    When ``at_end - at == end - start`` and the map's unit is characters, the segment maps one to one.
    """

    start: int
    end: int
    at: int | None
    at_end: int | None


@dataclass(frozen=True, slots=True)
class SourceMap:
    """From the working text back to the exhibit.

    Attributes:
        unit: ``byte`` (offsets in the exhibit's bytes), ``char`` (offsets in the exhibit decoded with `encoding`), ``page``
            (page numbers of a PDF, from 1), ``paragraph`` (numbers of a DOCX's paragraphs, from 0), ``ms`` (milliseconds of a
            recording), ``original`` (characters of the working text of the document that this one was translated from, a whole
            sentence each).
        encoding: how the bytes were decoded; None where that is not how the text came about.
        segments: sorted, not overlapping.
    """

    unit: str
    encoding: str | None = None
    segments: tuple[Segment, ...] = ()

    def locate(self, start: int, end: int) -> tuple[int, int] | None:
        """Where ``start:end`` of the working text lies in the source (in `unit`), or None if no segment covers it.

        Within a one-to-one segment the answer is exact; otherwise it is the whole segment's stretch.
        """
        hits = self._hits(start, end)
        if not hits:
            return None
        if self.unit == "ms":  # speakers of two channels may overlap
            return min(s.at or 0 for s in hits), max(s.at_end or 0 for s in hits)
        first, last = hits[0], hits[-1]
        assert first.at is not None and first.at_end is not None and last.at is not None and last.at_end is not None
        one_to_one = self.unit in ("char", "byte")
        low, high = first.at, last.at_end
        if one_to_one and first.at_end - first.at == first.end - first.start:
            low = first.at + max(0, start - first.start)
        if one_to_one and last.at_end - last.at == last.end - last.start:
            high = last.at_end - max(0, last.end - end)
        return low, high

    def _hits(self, start: int, end: int) -> list[Segment]:
        """The segments that share a character with a stretch and stand for something in the source."""
        hits = []
        for at in range(bisect_right(self.segments, start, key=lambda one: one.end), len(self.segments)):
            segment = self.segments[at]
            if segment.start >= end:
                break
            if segment.at is not None:
                hits.append(segment)
        return hits


@dataclass(frozen=True, slots=True)
class Document:
    """The working text of one exhibit, or of one part of it (a feed's item).

    Attributes:
        name: what people call it: file stem or URL. Not unique.
        exhibit: digest of the exhibit it was taken from.
        part: which part of the exhibit (``""`` for the whole, ``item:<guid>`` for a feed's item).
        text: the working text; every mark is in its characters.
        taken_by: extractor, name and version.
        origin: where the exhibit came from (path or URL).
        source_map: back to the exhibit.
        language: BCP 47, ``und`` if it could not be told.
        title, author, agency, outlet: from metadata, byline and credit line; None if not stated.
        published: EDTF; from the text or its metadata; None if unknown (never the day of reading).
        published_reason: where `published` came from, in words.
        published_at: the moment, ISO 8601 to the second in the zone in which it is stated, its day that of `published`; None where
            no hour with a zone is stated.
        dateline_place: as written in the dateline; None if there is none.
        updated: EDTF; the day of the last change that the source states; None if it states none.
        correction: the note on corrections or updates that the text or its metadata carries, as worded; None if there is none.
        body: where the story proper starts in `text` (after dateline, byline and credit lines), in characters.
        end: where the story proper ends in `text` (before closing credits and notes on corrections); None where `text` ends.
        notes: what a reader must know about this extraction (``page 3 holds no text``).
        source: name of the watched source that brought it; None if it came by hand, and in older rows.
        spoken: what is known of the recording, where the text is its transcript; None for a text.
        translated: what it was translated from, and by which machine; None for a text as it came.
    """

    name: str
    exhibit: str
    part: str
    text: str
    taken_by: str
    origin: str
    source_map: SourceMap
    language: str = "und"
    title: str | None = None
    author: str | None = None
    agency: str | None = None
    outlet: str | None = None
    published: str | None = None
    published_reason: str | None = None
    dateline_place: str | None = None
    body: int = 0
    notes: tuple[str, ...] = field(default=())
    updated: str | None = None
    correction: str | None = None
    end: int | None = None
    source: str | None = None
    spoken: Spoken | None = None
    translated: Rendering | None = None
    published_at: str | None = None

    def heard(self, spans: Spans) -> Stretches:
        """From which to which millisecond of the recording each of some marks is said; ``()`` for a text.

        A mark that no word accounts for is left out.
        """
        if self.spoken is None:
            return ()
        found = (self.source_map.locate(span.start, span.end) for span in spans)
        return tuple(place for place in found if place is not None)


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A recording or picture that a feed's item refers to; not fetched.

    `url` is absolute; `media_type` and `size` (bytes) as the feed states them, None if it does not.
    """

    url: str
    media_type: str | None = None
    size: int | None = None


@dataclass(frozen=True, slots=True)
class FeedItem:
    """One item of an RSS, Atom or JSON feed, as the feed has it.

    Attributes:
        guid: the item's own id, else its link, else a digest of its title and text; unique within the feed.
        link: absolute URL; None if the item has none.
        published: EDTF; None if not given.
        source: RSS ``<source>`` or Atom ``source/title``: who really published it; None if not given.
        outlet: the feed's own title; None if it has none.
        html: the fullest text the feed carries (``content:encoded``, ``content``, else the description); may be markup.
        stamp: the moment of publication, ISO 8601 in UTC, where the feed gives one with its zone; else None.
        enclosures: recordings and pictures it refers to, in its order.
        published_at: the moment in the stamp's own zone, ISO 8601 to the second, where the feed gives day, hour and zone.
    """

    guid: str
    link: str | None
    title: str | None
    author: str | None
    published: str | None
    source: str | None
    outlet: str | None
    html: str
    stamp: str | None = None
    enclosures: tuple[Enclosure, ...] = ()
    published_at: str | None = None
