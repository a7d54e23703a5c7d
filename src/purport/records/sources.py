"""What is known of a source that is watched, and of what it pointed at: health, schedule and leads."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from purport.records.evidence import Capture, FeedItem


@dataclass(frozen=True, slots=True)
class Validators:
    """What an address said last, so that it can be asked for news only (RFC 9110, 13).

    Attributes:
        address: as it was asked for.
        etag, modified: the ETag and Last-Modified headers as they came; None if there were none.
        digest: of the body that came with them (``sha256:...``).
    """

    address: str
    etag: str | None = None
    modified: str | None = None
    digest: str | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """How a source is doing, and when it is its turn. Times are aware, UTC; None: never.

    Attributes:
        source: its name.
        url: its address or path when this was written; another one now means that `validators` no longer hold.
        tried, succeeded: the last look at it, and the last that worked.
        changed: the last look that brought anything new.
        due: when to look again.
        failures: failed looks in a row; 0 after a success.
        code, told: of the last failure, if it was the last look; else None.
        items: what it has brought so far, counted once each.
        lag: seconds from the publication of the newest item, by its own stamp, to its first sight; None if it has no stamp.
        validators: one per address of it (a sitemap has several).
    """

    source: str
    url: str
    tried: datetime | None = None
    succeeded: datetime | None = None
    changed: datetime | None = None
    due: datetime | None = None
    failures: int = 0
    code: str | None = None
    told: str | None = None
    items: int = 0
    lag: float | None = None
    validators: tuple[Validators, ...] = ()


class Step(StrEnum):
    """What has to be done next with a lead."""

    FETCH = "fetch"
    READ = "read"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Lead:
    """One thing that a source pointed at or held, on its way into the ledger.

    Attributes:
        source: name of the source.
        key: what tells it from the others of its source: 32 hexadecimal digits.
        version: changes when the source says something else of it.
        step: what has to be done next.
        found: when it was first seen in this version; aware, UTC.
        due: not before; aware, UTC.
        host: of the address to fetch, with its port; empty if nothing is to be fetched.
        address: what to fetch; None if it is in `exhibit`.
        item: what the feed says of it; None where there is no feed, and when it is done.
        exhibit: digest of the bytes that hold it (the feed, then the page); None if none are kept yet.
        came: how those bytes came, without the bytes.
        page: whether those bytes are the page that `address` names, rather than the feed that names it.
        previous: digest of what stood at the same address before, if that changed.
        media: whether it is a recording or picture, which is kept and not read.
        tries: failed tries so far.
        code: of the last failure; None if there was none.
        outcome: what has become of it, in words, once it is done.
    """

    source: str
    key: str
    version: str
    step: Step
    found: datetime
    due: datetime
    host: str = ""
    address: str | None = None
    item: FeedItem | None = None
    exhibit: str | None = None
    came: Capture | None = None
    page: bool = False
    previous: str | None = None
    media: bool = False
    tries: int = 0
    code: str | None = None
    outcome: str | None = None
