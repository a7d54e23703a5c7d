"""From the ledger to the versions of one page."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from purport.desk.versions import Capture, Version, versions

if TYPE_CHECKING:
    from purport.ledger.port import Ledger, Seen
    from purport.records import CustodyEntry, DocumentRow


def versions_of(ledger: Ledger, row: DocumentRow) -> tuple[Version, ...]:
    """As `House.versions`, for a document. Standard input is no address: what came there has one version."""
    origin = row.document.origin
    seen = [one for one in ledger.captures(origin if origin != "-" else row.document.exhibit) if one.origin == origin]
    if row.document.part or origin == "-":
        seen = [one for one in seen if ledger.taken_from(one.exhibit, row.document.part)]
    if origin == "-":
        seen = [one for one in seen if one.exhibit == row.document.exhibit]
    if not seen:
        return ()
    back = returns(origin, ledger.comings([one.exhibit for one in seen]))
    each = [one for seen_once in seen for one in spells(_capture(ledger, seen_once, row.document.part), back)]
    return versions(each)


def returns(origin: str, log: Sequence[CustodyEntry]) -> dict[str, list[datetime]]:
    """When bytes stood at an address again after others had stood there, by exhibit, as the custody log tells."""
    came: set[str] = set()
    back: dict[str, list[datetime]] = {}
    first: dict[str, datetime] = {}
    for one in log:
        detail = json.loads(one.detail)
        if detail.get("origin") != origin:
            continue
        if one.deed == "replaced by":
            by = str(detail.get("by"))
            if by in came and one.at != first[by]:
                back.setdefault(by, []).append(one.at)
        else:
            came.add(one.exhibit)
            first.setdefault(one.exhibit, one.at)
    return back


def spells(capture: Capture, back: dict[str, list[datetime]]) -> list[Capture]:
    """The times for which a capture stood there, each as one; how long any but the last of them lasted is not known."""
    times = back.get(capture.exhibit, [])
    if not times:
        return [capture]
    again = [min(at, capture.last_seen) for at in times]
    out = [
        replace(capture, last_seen=capture.first_seen),
        *(replace(capture, first_seen=at, last_seen=at) for at in again),
    ]
    return [*out[:-1], replace(out[-1], last_seen=capture.last_seen)]


def _document(ledger: Ledger, seen: Seen, part: str) -> DocumentRow | None:
    found = ledger.taken_from(seen.exhibit, part)
    return ledger.document(found[0]) if found else None


def _capture(ledger: Ledger, seen: Seen, part: str) -> Capture:
    plain = Capture(seen.exhibit, seen.first_seen, seen.last_seen)
    row = _document(ledger, seen, part)
    if row is None:
        return plain
    if not row.document.text:
        gone = ledger.removals(seen.exhibit)
        return replace(plain, document=row.id, removed=gone[0].told if gone else None)
    return replace(plain, document=row.id, title=row.document.title, text=row.document.text)
