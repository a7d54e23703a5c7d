"""From the ledger to the versions of one page."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from purport.desk.versions import Capture, Version, versions

if TYPE_CHECKING:
    from purport.ledger.port import Ledger, Seen
    from purport.records import DocumentRow


def versions_of(ledger: Ledger, row: DocumentRow) -> tuple[Version, ...]:
    """As `House.versions`, for a document. Standard input is no address: what came there has one version."""
    origin = row.document.origin
    seen = [one for one in ledger.captures(origin if origin != "-" else row.document.exhibit) if one.origin == origin]
    if row.document.part or origin == "-":
        seen = [one for one in seen if _document(ledger, one, row.document.part) is not None]
    if origin == "-":
        seen = [one for one in seen if one.exhibit == row.document.exhibit]
    return versions([_capture(ledger, one, row.document.part) for one in seen])


def _document(ledger: Ledger, seen: Seen, part: str) -> DocumentRow | None:
    found = [ledger.document(name) for name in ledger.taken_from(seen.exhibit)]
    return next((one for one in found if one.document.part == part), None)


def _capture(ledger: Ledger, seen: Seen, part: str) -> Capture:
    plain = Capture(seen.exhibit, seen.first_seen, seen.last_seen)
    row = _document(ledger, seen, part)
    if row is None:
        return plain
    if not row.document.text:
        gone = ledger.removals(seen.exhibit)
        return replace(plain, document=row.id, removed=gone[0].told if gone else None)
    return replace(plain, document=row.id, title=row.document.title, text=row.document.text)
