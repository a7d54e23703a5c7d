"""What a file's own metadata say of when it was made: weak reasons, since metadata can be written by anybody."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from purport.records import Clue, ClueKind, Dating, written
from purport.records.days import days
from purport.records.media import Claim, ClaimKind, Imprint

WEIGHT = 1.0
"""A claimed day is shown, and makes no day likelier than another: how often such claims are right is not measured."""
_EARLIEST = "1990"
_MADE = ("Original", "Digitized", "Creat", "creat", "shotDate", "GPSDateTime")
"""Parts of the names of fields that tell when something was made, not when it was changed or printed."""


def claimed_clues(found: Imprint | None) -> Iterator[Clue]:
    """A weak reason for each day on which the file says it was made; never a bound.

    A zone that is not stated widens it by a day on either side.
    """
    seen: set[str] = set()
    for one in found.claims if found is not None else ():
        if (
            one.kind is not ClaimKind.DATE
            or one.day is None
            or one.day in seen
            or one.when is None
            or one.day < _EARLIEST
        ):
            continue
        span = days(one.day)
        if span is None or span.first is None or span.last is None or not any(part in one.name for part in _MADE):
            continue
        seen.add(one.day)
        wide = timedelta(0 if one.when.endswith("Z") or len(one.when) > 19 else 1)
        yield _clue(one, span.first - wide, span.last + wide)


def _clue(one: Claim, first: date, last: date) -> Clue:
    zone = "" if first == last else f"; {one.caveat}" if one.caveat else ""
    reason = (
        f"the file says of itself ({one.standard} {one.name}): only claimed, metadata can be written by anybody{zone}"
    )
    return Clue(ClueKind.CLAIMED, str(first), str(last), False, WEIGHT, None, one.value, reason)


def of_media(name: str, found: Imprint, captured: str) -> Dating:
    """What is known of when a picture or recording was made: not after the day on which it was held; all else is claimed."""
    held = Clue(ClueKind.CAPTURE, None, captured, True, 1.0, None, "", f"captured on {captured}")
    return Dating(
        about=found.exhibit,
        name=name,
        stated=None,
        interval=written(None, date.fromisoformat(captured)),
        likely=None,
        probability=None,
        clues=(held, *claimed_clues(found)),
        conflicts=too_late(claimed_clues(found), captured),
    )


def too_late(claimed: Iterable[Clue], captured: str | None) -> tuple[str, ...]:
    """Claims of days after the one on which the file was held, told as what they are: wrong."""
    return tuple(
        f"the file says of itself “{one.words}”, after it was held ({captured}): that claim is false, or a clock was wrong"
        for one in claimed
        if captured is not None and one.first is not None and one.first > captured
    )
