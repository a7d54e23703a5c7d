"""When a story was published, and how that is known: what its metadata states, then its address, then its own text. Never today.

Every place that names a day is a piece of evidence of one kind, and kinds are asked in order: metadata (JSON-LD, meta tags, time
elements, a feed's date), the address (``/2016/11/03/``), the text (dateline, byline, date line), what only hints at it (file
properties, the day of a change), and last a date that the page shows somewhere. The strongest is taken; where another names a
different day, its reason is told as well. A day after the capture is never taken, and one that a page merely shows not if it is
the day of capture: pages print today's date.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum

from purport.read.extract.inline import Head
from purport.read.extract.writtendates import edtf_of_stamp


class Kind(IntEnum):
    """How strong a piece of evidence is; the lowest is asked first."""

    METADATA = 1
    ADDRESS = 2
    TEXT = 3
    HINT = 4
    SHOWN = 5


@dataclass(frozen=True, slots=True)
class Published:
    """A publication date. `edtf` is None where it is not known; `reason` says in words where it came from, or why it is not
    taken; `kind` how strong it is; `at` the moment in its own zone, where the hour is stated (:mod:`purport.records.stamps`).
    """

    edtf: str | None = None
    reason: str | None = None
    kind: Kind = Kind.METADATA
    at: str | None = None


UNKNOWN = Published()
_ZONES = timedelta(days=1)
_SAME = 1  # day: what time zones make of one moment

_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()  # noqa: SIM905
_YEAR = r"(?P<year>(?:19[89]|20\d)\d)"
_MONTH = rf"(?P<month>0?[1-9]|1[0-2]|{'|'.join(_MONTHS)})"
_DAY = r"(?P<day>0?[1-9]|[12]\d|3[01])"
_ADDRESSED = (
    re.compile(rf"[/=]{_YEAR}(?P<gap>[/-]){_MONTH}(?P=gap){_DAY}(?=[/_.&?#-]|$)", re.I),
    re.compile(r"[/=_-](?P<year>(?:19[89]|20\d)\d)(?P<month>0[1-9]|1[0-2])(?P<day>0[1-9]|[12]\d|3[01])(?=[/_.&?#-]|$)"),
    re.compile(r"-(?P<year>(?:19[89]|20\d)\d)-(?P<month>0[1-9]|1[0-2])-(?P<day>0[1-9]|[12]\d|3[01])(?=[/_.&?#]|$)"),
    re.compile(r"/(?P<year>(?:19[89]|20\d)\d)/(?P<month>0[1-9]|1[0-2])(?=/)"),
)


def dated_address(address: str) -> Published:
    """The day (or month) that a web address names in its path or query.

    >>> dated_address("https://gazette.example/world/2016/nov/03/dam").edtf
    '2016-11-03'
    """
    scheme, _, rest = address.partition("://")
    if scheme not in ("http", "https"):
        return UNKNOWN
    place = rest.find("/")
    path = rest[place:] if place >= 0 else ""
    for pattern in _ADDRESSED:
        for found in pattern.finditer(path):
            edtf = _edtf(found.groupdict())
            if edtf:
                grain = "day" if len(edtf) == 10 else "month"
                return Published(edtf, f"the {grain} in the page's address", Kind.ADDRESS)
    return UNKNOWN


def _edtf(parts: dict[str, str | None]) -> str | None:
    name = (parts["month"] or "").lower()
    month = _MONTHS.index(name) + 1 if name in _MONTHS else int(name)
    day = f"-{int(parts['day'] or 0):02}" if parts.get("day") else ""
    return edtf_of_stamp(f"{parts['year']}-{month:02}{day}")


def written_head(head: Head, others: Sequence[Published]) -> Published:
    """The date in the story's own head. A head without a year takes the year from the strongest other date within 60 days."""
    if head.date is None:
        return UNKNOWN
    if head.date.edtf is not None:
        return Published(head.date.edtf, "written at the head of the story", Kind.TEXT)
    for other in others:
        near = head.date.beside(other.edtf) if other.edtf else None
        if near is not None:
            reason = f"day and month at the head of the story, year from: {other.reason}"
            return Published(near, reason, Kind.TEXT)
    return UNKNOWN


def published_of(head: Head, stated: Iterable[Published], captured: date) -> Published:
    """When a story was published, by all that is known; unknown (perhaps with a reason why) if nothing that can be trusted says so.

    Args:
        head: what the story's own head says.
        stated: what metadata, address and the rest say, in any order.
        captured: the day of capture (UTC).
    """
    known = sorted((one for one in stated if one.edtf), key=lambda one: one.kind)
    known = sorted((*known, written_head(head, known)), key=lambda one: one.kind)
    found = [one for one in known if one.edtf]
    fit = [one for one in found if not _unfit(one, captured)]
    if not fit:
        refused = [f"{one.edtf}, {one.reason}, is not taken: {_unfit(one, captured)}" for one in found]
        return Published(None, "; ".join(refused) or None)
    chosen = fit[0]
    against = [one for one in fit[1:] if contradicts(chosen.edtf or "", one.edtf or "")]
    hours = (one.at for one in fit if one.kind is Kind.METADATA and one.edtf == chosen.edtf and one.at is not None)
    return Published(chosen.edtf, with_doubts(chosen.reason, against), chosen.kind, next(hours, None))


def with_doubts(reason: str | None, against: Sequence[Published]) -> str | None:
    """A reason with what speaks against it."""
    others = " and ".join(f"{one.edtf} ({one.reason})" for one in against)
    return f"{reason}; against it {others}" if others else reason


def _unfit(one: Published, captured: date) -> str:
    """Why a date cannot be taken; empty if it can."""
    assert one.edtf is not None
    if one.edtf[:10] > (captured + _ZONES).isoformat()[: len(one.edtf)]:
        return "it lies after the capture"
    if one.kind is Kind.SHOWN and one.edtf == captured.isoformat():
        return "it is the day of capture, which pages print by themselves"
    return ""


def contradicts(one: str, other: str) -> bool:
    """Whether two EDTF dates name different days, a vague one meaning any of its days; a day apart is a matter of time zones.

    >>> contradicts("2024-03-05", "2024-03"), contradicts("2024-03-05", "2024-03-08")
    (False, True)
    """
    if one.startswith(other) or other.startswith(one):
        return False
    try:
        days = abs((date.fromisoformat(one) - date.fromisoformat(other)).days)
    except ValueError:
        return True
    return days > _SAME
