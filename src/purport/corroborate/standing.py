"""How a matter stands over time: first seen, purported, confirmed, denied, taken back; each step with its day and reason."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

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


_DENIES, _DISOWNS, _NUMBER = "denies it", "denies having done it", "denies it, or a number of it"
_DENIED = {_DISOWNS: "a part in it", _NUMBER: "it, or a number of it,"}


def denied_of(changes: Sequence[Change]) -> str:
    """What is denied at most, in words: "it"; less where everybody who denies says of himself that he did not do it, or may mean a
    number alone.
    """
    denied = [change.reason for change in changes if change.turn is Turn.DENIED]
    return next((told for end, told in _DENIED.items() if denied and all(one.endswith(end) for one in denied)), "it")


def _denial(stance: Stance) -> str:
    """What a stance denies, in words."""
    return _DISOWNS if disowns(stance) else _NUMBER if stance.number else _DENIES


def checks(telling: Telling, reading: Reading) -> tuple[Check, ...]:
    """What a story says of verification about this telling: for its chief matter all, for others what stands in their sentences."""
    return tuple(
        Check(telling.id, telling.published, one)
        for one in reading.verification
        if telling.lead or any(span.holds(mark) for span in telling.spans for mark in one.span)
    )


def standing(tellings: Sequence[Telling], found: Sequence[Check] = ()) -> tuple[Change, ...]:
    """How a matter stood over time, oldest first; each turn once for each who made it. Empty without tellings."""
    changes: dict[tuple[Turn, str | None], Change] = {}
    for change in sorted(
        (*_told(tellings), *_checked(found)), key=lambda c: (c.at or "9999", list(Turn).index(c.turn))
    ):
        once = change.turn in (Turn.FIRST_SEEN, Turn.PURPORTED)
        changes.setdefault((change.turn, None if once else change.by), change)
    return tuple(changes.values())


def _told(tellings: Sequence[Telling]) -> Iterator[Change]:
    for one in tellings:
        yield Change(Turn.FIRST_SEEN, one.published, None, one.id, "the oldest story that tells of it")
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
                yield Change(
                    Turn.RETRACTED, one.published, stance.by, stance.id, f"{stance.by or 'the story'} takes it back"
                )


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
    first = "purported" if Turn.PURPORTED in turns else "reported"
    parts = [
        _by(changes, turn) for turn in (Turn.CONFIRMED, Turn.DENIED, Turn.DISPUTED, Turn.RETRACTED) if turn in turns
    ]
    if Turn.CONFIRMED not in turns:
        parts.append("not independently verified" if Turn.UNVERIFIED in turns else "nothing is said of verification")
    return "; ".join((first, *parts))


def _by(changes: Sequence[Change], turn: Turn) -> str:
    names = sorted({change.by for change in changes if change.turn is turn and change.by})
    told = f"{turn} by {', '.join(names)}" if names else str(turn)
    what = denied_of(changes) if turn is Turn.DENIED else "it"
    return told if what == "it" else f"{what} {told}"
