"""Web archives: WARC files (ISO 28500) and WACZ packages, each page of them a capture of its own."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import IO, Any

from purport import sniff
from purport.collect.files import shown, too_large
from purport.collect.looking import Sighting, short
from purport.collect.plan import USER_AGENT
from purport.collect.stores import Seen, Store, cannot, version_of
from purport.errors import SourceError, Unreadable
from purport.records import Capture, Leg
from purport.records.identity import digest

FETCHED_BY = f"{USER_AGENT} warc"
MOST_MEMBERS = 10_000
MOST_RECORDS = 1_000_000
_HELD = ("http://", "https://", "file:", "urn:")
"""The kinds of address that a resource record may have; a file's stays an address, so that it never passes for a path here."""
_TEXTS = frozenset({sniff.HTML, sniff.TEXT, sniff.PDF, sniff.DOCX}) | sniff.FEEDS


def sightings(store: Store) -> Iterator[Seen]:
    """Every page that the archive holds: answers with status 200 that carry text; pictures, scripts and revisits are passed over.

    Raises:
        SourceError: ``not-found``, ``bad-archive``.
    """
    whole, version = short("archive", shown(store.path)), version_of(store.path)
    if store.known(whole) == version:
        return
    for name, stream in _streams(store):
        yield from _of_warc(store, name, stream)
    yield Sighting(whole, version)


def _streams(store: Store) -> Iterator[tuple[str, IO[bytes]]]:
    """The WARC streams of a file: itself, or those inside a WACZ package."""
    try:
        with store.path.open("rb") as file:
            if not zipfile.is_zipfile(file):
                file.seek(0)
                yield store.path.name, file
                return
            with zipfile.ZipFile(file) as package:
                for member in _members(package, store):
                    with package.open(member) as stream:
                        yield member.filename, stream
    except OSError as fault:
        raise cannot(store.path, fault) from fault
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError) as fault:
        raise _bad(store, str(fault)) from fault


def _members(package: zipfile.ZipFile, store: Store) -> list[zipfile.ZipInfo]:
    names = package.infolist()
    if len(names) > MOST_MEMBERS:
        raise _bad(store, f"it has more than {MOST_MEMBERS:,} members")
    found = [one for one in names if one.filename.lower().endswith((".warc", ".warc.gz"))]
    if not found:
        raise _bad(store, "it is a zip file without a WARC file in it")
    return sorted(found, key=lambda one: one.filename)


def _bad(store: Store, told: str) -> Unreadable:
    return Unreadable(f"it is no WARC or WACZ archive: {told}", code="bad-archive", subject=shown(store.path))


@contextmanager
def _named(store: Store, name: str) -> Iterator[None]:
    """What warcio raises on broken archives, as an error of ours."""
    try:
        yield
    except SourceError:
        raise
    except OSError as fault:
        raise cannot(store.path, fault) from fault
    except Exception as fault:
        raise _bad(store, f"{name}: {str(fault) or type(fault).__name__}") from fault


def _of_warc(store: Store, name: str, stream: IO[bytes]) -> Iterator[Seen]:
    from warcio.archiveiterator import ArchiveIterator

    records = iter(ArchiveIterator(stream, no_record_parse=False))
    for _ in range(MOST_RECORDS):
        with _named(store, name):
            record = next(records, None)
            if record is None:
                return
            seen = _of_record(store, name, record) if _is_page(record) else None
        if seen is not None:
            yield seen


def _is_page(record: Any) -> bool:
    if record.rec_type == "resource":
        return True
    if record.rec_type != "response" or record.http_headers is None:
        return False
    return str(record.http_headers.get_statuscode()) == "200"


@dataclass(frozen=True, slots=True)
class _Head:
    """What a record says of itself."""

    uri: str
    date: str
    media_type: str | None
    charset: str | None
    headers: tuple[tuple[str, str], ...]


def _head(record: Any) -> _Head:
    from purport.collect.fetch import content_type
    from purport.collect.legs import without_secrets

    told = record.rec_headers
    fields = record.http_headers.headers if record.http_headers is not None else ()
    named = tuple((str(k).lower(), str(v)) for k, v in fields)
    stated = next((v for k, v in named if k == "content-type"), None) or (
        told.get_header("Content-Type") if record.rec_type == "resource" else ""
    )
    kind, charset = content_type(stated or "")
    uri = str(told.get_header("WARC-Target-URI") or "").strip("<>")
    return _Head(uri, str(told.get_header("WARC-Date") or ""), kind, charset, without_secrets(named))


def _of_record(store: Store, name: str, record: Any) -> Seen | None:
    head = _head(record)
    if not head.uri.startswith(("http://", "https://") if record.rec_type == "response" else _HELD):
        return None
    key = short("record", head.uri, head.date)
    if store.known(key) is not None:
        return None
    data = record.content_stream().read(store.limit + 1)
    if len(data) > store.limit:
        return too_large(head.uri, store.limit)
    if sniff.media_type(data, head.media_type) not in _TEXTS:
        return None
    capture = Capture(
        origin=head.uri,
        data=data,
        captured_at=_moment(head.date) or store.clock(),
        fetched_by=f"{FETCHED_BY} ({name})",
        media_type=head.media_type,
        charset=head.charset,
        headers=head.headers,
        way=_way(head, record),
    )
    return Sighting(key, short(digest(data)), capture=capture)


def _way(head: _Head, record: Any) -> tuple[Leg, ...]:
    """The answer as the archive has it; its request stands in a record of its own and is not known here."""
    moment = _moment(head.date)
    if record.rec_type != "response" or moment is None:
        return ()
    _status, _, reason = record.http_headers.statusline.partition(" ")
    told = record.rec_headers.get_header
    leg = Leg(
        address=head.uri,
        answered_at=moment,
        status=200,
        reason=reason.strip(),
        protocol="HTTP/2" if told("WARC-Protocol") == "h2" else "HTTP/1.1",
        remote=told("WARC-IP-Address"),
        truncated=told("WARC-Truncated"),
    )
    return (leg,)


def _moment(stamp: str) -> datetime | None:
    """The time of a record (WARC-Date: ISO 8601, UTC); None if it is broken."""
    from datetime import UTC

    try:
        when = datetime.fromisoformat(stamp)
        return when.astimezone(UTC) if when.tzinfo else when.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return None
