"""The custody log's arithmetic: each entry holds the hash of the one before, so an edit, a gap or a swap shows.

The canonical form, so that a third party can recompute every digest with nothing but SHA-256 and JSON:

1. Take the JSON array ``[seq, at, deed, exhibit, detail, previous]``: `seq` as a number, the others as strings; `at` is UTC,
   ISO 8601 with microseconds and ``Z`` (``2026-03-01T09:30:00.000000Z``); `detail` is itself canonical JSON text, taken as
   a string.
2. Write it with no spaces between tokens and no escapes but the ones JSON requires (``ensure_ascii`` off), as UTF-8.
3. The entry's `digest` is ``sha256:`` and the hexadecimal SHA-256 of those bytes. `previous` is the digest of the entry
   with the number before, and ``sha256:`` with 64 zeros for entry 1.

The method is the hash chain of Schneier and Kelsey, *Secure Audit Logs to Support Computer Forensics* (1999), without its keys: it
shows edits to anyone who noted a later digest elsewhere; it does not stop somebody who rewrites the whole log.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from purport.records.evidence import CustodyEntry
from purport.records.identity import canonical, digest
from purport.records.views import Fault

ORIGIN = "sha256:" + "0" * 64
"""What the first entry has in place of a digest of the one before."""

KEPT, SEEN_AT, REPLACED_BY, READ = "kept", "seen at", "replaced by", "read"
"""The deeds that the ledger writes."""


def stamp(at: datetime) -> str:
    """`at` in UTC, ISO 8601 with microseconds and ``Z``: the one text of a moment.

    >>> stamp(datetime(2026, 3, 1, 9, 30, tzinfo=UTC))
    '2026-03-01T09:30:00.000000Z'

    Raises:
        ValueError: if `at` has no zone.
    """
    if at.tzinfo is None:
        raise ValueError("a moment without a zone cannot be kept")
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def entry(previous: CustodyEntry | None, at: datetime, deed: str, exhibit: str, detail: object) -> CustodyEntry:
    """The entry that follows `previous` (None: the first of the log).

    `detail` is any value that JSON can hold; the entry keeps its canonical text.
    """
    seq, before = (previous.seq + 1, previous.digest) if previous else (1, ORIGIN)
    text = canonical(detail)
    moment = at.astimezone(UTC)
    return CustodyEntry(seq, moment, deed, exhibit, text, before, _digest(seq, stamp(at), deed, exhibit, text, before))


def _digest(*fields: object) -> str:
    return digest(canonical(fields).encode("utf-8", "surrogatepass"))


def expected_digest(row: CustodyEntry) -> str:
    """The digest that the entry ought to have, from its other fields."""
    return _digest(row.seq, stamp(row.at), row.deed, row.exhibit, row.detail, row.previous)


def broken_links(entries: Iterable[CustodyEntry]) -> Iterator[Fault]:
    """Every place where the log, read in order, does not hold together: edited, dropped, added or re-ordered entries.

    An untouched log gives nothing. Entries cut off at the end cannot be told from the log alone: compare its last digest
    with one noted elsewhere.
    """
    previous: CustodyEntry | None = None
    for row in entries:
        yield from _faults(previous, row)
        previous = row


def _faults(previous: CustodyEntry | None, row: CustodyEntry) -> Iterator[Fault]:
    seq, before = (previous.seq + 1, previous.digest) if previous else (1, ORIGIN)
    subject = f"custody entry {row.seq}"
    if row.seq != seq:
        yield Fault("custody-gap", subject, f"entry {seq} was expected here: one was dropped, added or moved")
    elif row.previous != before:
        yield Fault("custody-link", subject, "does not hold the digest of the entry before it")
    if row.digest != expected_digest(row):
        yield Fault("custody-edited", subject, "was changed after it was written: its digest does not match its fields")
