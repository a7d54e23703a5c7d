"""How a matter stands over time: first seen, purported, confirmed, denied, taken back; each step with its day and reason."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from purport.corroborate.matters.reporting import only_open, only_rumoured
from purport.corroborate.matters.words import disowns
from purport.records.matters import Stance, Telling
from purport.records.names import Certainty, Status
from purport.records.reading import Reading
from purport.records.weighing import Change, Check, Turn

_TURNS = {
    Status.UNVERIFIED: Turn.UNVERIFIED,
    Status.CONFIRMED: Turn.CONFIRMED,
    Status.AUTHENTICATED: Turn.CONFIRMED,
    Status.DISPUTED: Turn.DISPUTED,
}


WHOLE, WHO = "it", "who did it"
"""What is denied or taken back: all that is told, or nothing but who did it."""
_LESS = {
    "denies having done it": "a part in it",
    "denies it, or a number of it": "it, or a number of it,",
    "takes back who did it": WHO,
    "takes it back, or a number of it": "it, or a number of it,",
}
"""How a reason ends that says that less than all of it is denied or taken back, and what is."""
_MOST = (WHOLE, "it, or a number of it,", "a part in it", WHO)


def against(changes: Sequence[Change], turn: Turn) -> str | None:
    """What is denied or taken back at most, in words: "it", or less where all who do so speak of their own part or of who did it,
    or may mean a number. None where nobody does.
    """
    told = {_what(change) for change in changes if change.turn is turn}
    return min(told, key=_MOST.index, default=None)


def _what(change: Change) -> str:
    """What a denial or retraction is of."""
    return next((what for end, what in _LESS.items() if change.reason.endswith(end)), WHOLE)


def _denial(stance: Stance) -> str:
    """What a stance denies, in words."""
    return "denies having done it" if disowns(stance) else f"denies it{_OR_NUMBER if stance.number else ''}"


def _retraction(stance: Stance) -> str:
    """What a stance takes back, in words."""
    return "takes back who did it" if stance.accusation else f"takes it back{_OR_NUMBER if stance.number else ''}"


_OR_NUMBER = ", or a number of it"


def checks(telling: Telling, reading: Reading) -> tuple[Check, ...]:
    """What a story says of verification about this telling: for its chief matter all, for others what stands in their sentences."""
    return tuple(
        Check(telling.id, telling.published, one)
        for one in reading.verification
        if telling.lead or any(span.holds(mark) for span in telling.spans for mark in one.span)
    )


def standing(tellings: Sequence[Telling], found: Sequence[Check] = ()) -> tuple[Change, ...]:
    """How a matter stood over time, oldest first; each turn once for each who made it and each thing that it is of. Empty without
    tellings.
    """
    changes: dict[tuple[Turn, str | None, str], Change] = {}
    for change in sorted(
        (*_told(tellings), *_checked(found)), key=lambda c: (c.at or "9999", list(Turn).index(c.turn))
    ):
        once = change.turn in _ONCE
        changes.setdefault((change.turn, None if once else change.by, _what(change)), change)
    return tuple(changes.values())


_ONCE = frozenset({Turn.FIRST_SEEN, Turn.RUMOURED, Turn.OPEN, Turn.PURPORTED})


def _told(tellings: Sequence[Telling]) -> Iterator[Change]:
    rumour, left_open = only_rumoured(tellings), only_open(tellings)
    for one in tellings:
        yield Change(Turn.FIRST_SEEN, one.published, None, one.id, "the oldest story that tells of it")
        if rumour:
            yield Change(Turn.RUMOURED, one.published, None, one.id, "no story here does more than pass on a rumour")
        if left_open:
            yield Change(Turn.OPEN, one.published, None, one.id, "every story here leaves open whether it was")
        if one.certainty is Certainty.PURPORTED:
            by = one.chain[-1] if one.chain else one.speaker
            yield Change(
                Turn.PURPORTED, one.published, by, one.id, "the story does not vouch that it is who it is said to be"
            )
        for stance in one.stances:
            if stance.certainty is Certainty.DENIED:
                told = f"{stance.by or 'the story'} {_denial(stance)}"
                yield Change(Turn.DENIED, one.published, stance.by, stance.id, told)
            if stance.certainty is Certainty.RETRACTED:
                told = f"{stance.by or 'the story'} {_retraction(stance)}"
                yield Change(Turn.RETRACTED, one.published, stance.by, stance.id, told)


def _checked(found: Sequence[Check]) -> Iterator[Change]:
    for check in found:
        turn = _TURNS.get(check.verification.status)
        if turn is not None:
            told = check.verification
            yield Change(
                turn,
                check.at,
                told.by,
                check.telling,
                told.reason or f"the story says that {told.about} is {told.status}",
            )


def standing_words(changes: Sequence[Change]) -> str:
    """How it stands now, in the newsroom's words.

    >>> standing_words(())
    'not seen'
    """
    if not changes:
        return "not seen"
    turns = {change.turn for change in changes}
    first = next((str(turn) for turn in (Turn.PURPORTED, Turn.RUMOURED, Turn.OPEN) if turn in turns), "reported")
    parts = [
        told for turn in (Turn.CONFIRMED, Turn.DENIED, Turn.DISPUTED, Turn.RETRACTED) for told in _by(changes, turn)
    ]
    if Turn.CONFIRMED not in turns:
        parts.append("not independently verified" if Turn.UNVERIFIED in turns else "nothing is said of verification")
    return "; ".join((first, *parts))


def _by(changes: Sequence[Change], turn: Turn) -> Iterator[str]:
    """A turn in words, once for each thing that it is of, with who made it."""
    made: dict[str, set[str]] = {}
    for change in changes:
        if change.turn is turn:
            made.setdefault(_what(change), set()).update([change.by] if change.by else [])
    for what in sorted(made, key=_MOST.index):
        told = f"{turn} by {', '.join(sorted(made[what]))}" if made[what] else str(turn)
        yield told if what == WHOLE else f"{what} {told}"
