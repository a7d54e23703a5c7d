"""The custody log's arithmetic: each entry holds the hash of the one before, so an edit, a gap or a swap shows.

The canonical form, so that a third party can recompute every digest with nothing but SHA-256 and JSON:

1. Take the JSON array ``[seq, at, deed, exhibit, detail, previous]``: `seq` as a number, the others as strings; `at` is UTC,
   ISO 8601 with microseconds and ``Z`` (``2026-03-01T09:30:00.000000Z``); `detail` is itself canonical JSON text, taken as
   a string.
2. Write it with no spaces between tokens and no escapes but the ones JSON requires (``ensure_ascii`` off), as UTF-8.
3. The entry's `digest` is ``sha256:`` and the hexadecimal SHA-256 of those bytes. `previous` is the digest of the entry
   with the number before, and ``sha256:`` with 64 zeros for entry 1.
4. The same bytes are the entry's leaf in the Merkle tree (:mod:`purport.records.merkle`) over which checkpoints are signed.

What `detail` holds may grow. A detail that says ``"format":2`` (``kept`` and ``seen at``: they tell when the bytes came, and
the digest of all that is kept of the capture) is checked for more; one that does not is checked as it always was.

The chain is that of Schneier and Kelsey, *Secure Audit Logs to Support Computer Forensics* (1999), without its keys. Alone it does
not stop somebody who rewrites the whole log; the signed checkpoints show that.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from purport.records.evidence import CustodyEntry
from purport.records.identity import canonical, digest
from purport.records.views import Fault

ORIGIN = "sha256:" + "0" * 64
"""What the first entry has in place of a digest of the one before."""

FORMAT = 2
"""The form of the details that ``kept`` and ``seen at`` are written with."""


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
    return CustodyEntry(
        seq, moment, deed, exhibit, text, before, digest(_leaf(seq, stamp(at), deed, exhibit, text, before))
    )


def _leaf(*fields: object) -> bytes:
    return canonical(fields).encode("utf-8", "surrogatepass")


def leaf(row: CustodyEntry) -> bytes:
    """The entry in its canonical form: what its digest is of, and what stands in the Merkle tree."""
    return _leaf(row.seq, stamp(row.at), row.deed, row.exhibit, row.detail, row.previous)


def expected_digest(row: CustodyEntry) -> str:
    """The digest that the entry ought to have, from its other fields."""
    return digest(leaf(row))


def broken_links(entries: Iterable[CustodyEntry]) -> Iterator[Fault]:
    """Every place where the log, read in order, does not hold together: edited, dropped, added or re-ordered entries.

    An untouched log gives nothing. Entries cut off at the end cannot be told from the log alone: a checkpoint tells them.
    """
    previous: CustodyEntry | None = None
    for row in entries:
        yield from _faults(previous, row)
        previous = row


def _faults(previous: CustodyEntry | None, row: CustodyEntry) -> Iterator[Fault]:
    seq, before = (previous.seq + 1, previous.digest) if previous else (1, ORIGIN)
    subject = f"custody entry {row.seq}"
    if row.seq != seq:
        message = f"entry {seq} was expected here: one was dropped, added or moved"
        yield Fault("custody-gap", subject, message, row.exhibit)
    elif row.previous != before:
        yield Fault("custody-link", subject, "does not hold the digest of the entry before it", row.exhibit)
    if row.digest != expected_digest(row):
        message = "was changed after it was written: its digest does not match its fields"
        yield Fault("custody-edited", subject, message, row.exhibit)
