"""A source that somebody names by an address or a path becomes one that can be watched: what stands there decides its kind."""

from __future__ import annotations

import json
import re
import zipfile
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urlsplit

from purport import sniff
from purport.collect import Door, is_address
from purport.collect.discover import Offer, offers
from purport.collect.feeds import feed_items, is_feed
from purport.collect.sitemaps import sitemap
from purport.config import Source
from purport.config.sources import LONGEST_NAME
from purport.errors import InstructionError, SourceError
from purport.records import Capture

MOST_TRIED = 5
"""Feeds that a page offers of which so many are tried."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A source fit to be watched.

    `found` is how many things it holds now; `others` are feeds that the same page offers.
    """

    source: Source
    found: int
    others: tuple[Offer, ...] = ()


def proposal(door: Door, target: str) -> Proposal:
    """What can be watched at an address or path; its name is taken from what stands there.

    Raises:
        SourceError: if it cannot be had.
        InstructionError: ``no-feed`` if nothing there can be watched but the page itself, ``unknown-source`` for a file of
            another kind.
    """
    if not is_address(target):
        return Proposal(_on_disk(Path(target)), 0)
    capture = _had(door, target)
    known = _known_kind(capture, target)
    if known is not None:
        return known
    offered = offers(capture.data, capture.origin, capture.charset)
    for one in offered[:MOST_TRIED]:
        found = door.fetched(one.url)
        proposed = _known_kind(found.capture, one.url) if found.capture is not None else None
        if proposed is not None:
            return replace(proposed, others=tuple(other for other in offered if other.url != one.url))
    raise InstructionError(
        "it is no feed or sitemap, and offers none",
        code="no-feed",
        subject=target,
        advice="--kind page watches the page itself",
    )


def _had(door: Door, address: str) -> Capture:
    found = door.fetched(address)
    if found.error is not None:
        raise found.error
    assert found.capture is not None
    return found.capture


def _known_kind(capture: Capture, address: str) -> Proposal | None:
    """A feed, podcast or sitemap as a source; None for anything else."""
    if is_feed(capture.data, capture.media_type):
        items = feed_items(capture.data, capture.origin, capture.charset)
        spoken = sum(any(_is_recording(e.media_type) for e in item.enclosures) for item in items)
        kind = "podcast" if spoken * 2 > len(items) else "feed"
        title = next((item.outlet for item in items if item.outlet), None)
        return Proposal(Source(name=_name(title, address), url=address, kind=kind), len(items))
    if sniff.media_type(capture.data, capture.media_type) not in (sniff.XML, "application/gzip"):
        return None
    try:
        found = sitemap(capture.data, capture.origin)
    except SourceError:
        return None
    source = Source(name=_name(None, address), url=address, kind="sitemap")
    return Proposal(source, len(found.pages) or len(found.parts))


def _is_recording(media_type: str | None) -> bool:
    return (media_type or "").startswith(("audio/", "video/"))


def _name(title: str | None, address: str) -> str:
    """The title, else the host without ``www.``: one line that a source may be called."""
    words = re.sub(r"[\x00-\x1f\x7f\u2028\u2029]+", " ", title or "").strip()[:LONGEST_NAME].strip()
    return words if re.search(r"\w", words) else named_after(address)


def named_after(target: str) -> str:
    """What a source is called that says nothing of itself: its host, or the name of its file or folder."""
    try:
        host = urlsplit(target).hostname if is_address(target) else Path(target).absolute().name
    except ValueError:
        host = None
    return ((host or "").removeprefix("www.") or target)[:LONGEST_NAME]


def _on_disk(path: Path) -> Source:
    """What a file or folder is: Maildir, folder, archive, chat export or mbox."""
    if not path.exists():
        raise InstructionError("there is no such file or folder", code="no-such-source", subject=str(path))
    kind = _folder_kind(path) if path.is_dir() else _file_kind(path)
    if kind is None:
        raise InstructionError(
            "it is no archive, mailbox or chat export",
            code="unknown-source",
            subject=str(path),
            advice="purport read reads single documents; a folder of them can be watched",
        )
    return Source(name=named_after(str(path)), url=str(path.absolute()), kind=kind)


def _folder_kind(path: Path) -> str:
    return "mailbox" if (path / "new").is_dir() and (path / "cur").is_dir() else "folder"


def _file_kind(path: Path) -> str | None:
    with path.open("rb") as stream:
        head = stream.read(4096)
    name = path.name.lower()
    if head.startswith(b"WARC/") or (head.startswith(b"\x1f\x8b") and name.endswith((".warc", ".warc.gz"))):
        return "archive"
    if zipfile.is_zipfile(path) and name.endswith(".wacz"):
        return "archive"
    if head.startswith(b"From "):
        return "mailbox"
    return "telegram" if _is_export(head) else None


def _is_export(head: bytes) -> bool:
    """Whether the beginning of a file looks like the JSON of a chat export."""
    text = head.decode("utf-8", "replace")
    return text.lstrip().startswith("{") and any(json.dumps(key) in text for key in ("messages", "chats"))
