"""Which matters follow from which: the funeral from the attack, the arrest from the raid."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from purport.corroborate.matters.nearness import bounds
from purport.records.matters import Alike, Likeness, Matter, Telling

ENOUGH = 0.8
"""How likely a matter must be, of the likeliest, to be what another follows from."""


def followed(
    tellings: Mapping[str, Telling], likenesses: Iterable[Likeness], found: Sequence[Matter]
) -> tuple[Likeness, ...]:
    """Follow-ups between matters (ids): `second` follows from `first`. The strongest of each pair is kept.

    One matter follows from another where a telling of it was found to be a follow-up of one of the other, or where a story that is
    chiefly about it also tells of the other, which lies before. Of several that a matter may follow from, those far behind the best
    are left out.
    """
    of = {member: one.id for one in found for member in one.members}
    best: dict[tuple[str, str], Likeness] = {}
    for x in (*_told(of, likenesses), *_background(of, tellings)):
        pair = (x.first, x.second)
        if pair[0] != pair[1] and (pair not in best or best[pair].score < x.score):
            best[pair] = x
    top: dict[str, float] = {}
    for x in best.values():
        top[x.second] = max(x.score, top.get(x.second, 0.0))
    kept = (x for x in best.values() if x.score >= ENOUGH * top[x.second])
    return tuple(sorted(kept, key=lambda x: (x.first, x.second)))


def _told(of: Mapping[str, str], likenesses: Iterable[Likeness]) -> Iterator[Likeness]:
    for x in likenesses:
        if x.alike is Alike.FOLLOW_UP and x.first in of and x.second in of:
            yield Likeness(of[x.first], of[x.second], Alike.FOLLOW_UP, x.score, x.reasons)


def _background(of: Mapping[str, str], tellings: Mapping[str, Telling]) -> Iterator[Likeness]:
    """A story about one thing that recalls another, which other stories tell of too."""
    leads = {one.document: one for one in tellings.values() if one.lead}
    shared = _shared(of)
    for one in tellings.values():
        lead = leads.get(one.document)
        if lead is None or one.lead or one.sort is not lead.sort or of[one.id] not in shared or not _before(one, lead):
            continue
        yield Likeness(
            of[one.id], of[lead.id], Alike.FOLLOW_UP, 0.5, (f"a story about it recalls what was on {one.days}",)
        )


def _shared(of: Mapping[str, str]) -> frozenset[str]:
    """The matters with more than one telling."""
    return frozenset(one for one, number in Counter(of.values()).items() if number > 1)


def _before(one: Telling, other: Telling) -> bool:
    """Whether its own words put one before the other."""
    (mine, told), (theirs, _) = bounds(one), bounds(other)
    return told and mine is not None and theirs is not None and _earlier(mine.last, theirs.first)


def _earlier(last: date | None, first: date | None) -> bool:
    return last is not None and first is not None and last < first
