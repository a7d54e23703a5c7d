"""Where tellings of one matter cannot all be right: each side with what stands behind it.

Only what excludes itself is told: two ranges that share no number, two exact days, two settlements whose circles do not meet, two
named actors, a claim and its denial. A later correction does not take a side away; it is named beside the sides.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TypeAlias

from purport.corroborate.matters.naming import Naming, by_words
from purport.corroborate.matters.nearness import apart, bounds, days_between
from purport.corroborate.matters.reporting import reporting
from purport.corroborate.matters.words import disowns
from purport.records.matters import (
    About,
    Contradiction,
    Count,
    Matter,
    Opposed,
    Region,
    Side,
    Sort,
    Stance,
    Telling,
    Toll,
)
from purport.records.names import Action, Carrier, Certainty, Precision
from purport.records.spans import Span

_ABOUT = {Toll.DEAD: About.DEAD, Toll.WOUNDED: About.WOUNDED, Toll.ARRESTED: About.ARRESTED}
_MUTUAL = frozenset({Action.AGREE, Action.CONSULT, Action.COOPERATE})
"""Acts that have an actor on each side."""
_WEAK = frozenset({Certainty.RUMOURED, Certainty.NEGATED})
"""Rumours take no side, and what a story says did not happen ("no ship was hit") is seldom what another says did."""

_SO, _NOT_SO = "it is so", "it is not so"
_NOT_SO_MANY = f"{_NOT_SO}, or not so many"
_AGAINST = {_NOT_SO: 0, _NOT_SO_MANY: 1}
"""What denials say, the plainest first; all others are of somebody's own part."""


@dataclass(frozen=True, slots=True)
class _Voice:
    """One place that says something: what, in words, the telling, the marks, where, and who stands behind it."""

    told: str
    telling: Telling
    marks: tuple[str, ...]
    spans: tuple[Span, ...]
    by: str | None
    certainty: Certainty


def contradictions(
    matter: Matter, tellings: Mapping[str, Telling], naming: Naming = by_words
) -> tuple[Contradiction, ...]:
    """What the tellings that report a matter do not agree on, at most one of each kind; empty where there is nothing.

    `naming` says whether two actors' names may name the same; where it is unsure they contradict nobody.
    """
    members = reporting([tellings[one] for one in matter.members])
    made = [*_media(members), *_when(members)]
    if matter.sort is Sort.EVENT:
        made += [*_tolls(members), *_whether(members), *_actors(members, naming), *_where(members)]
    return tuple(_with_correction(matter, one, members) for one in made)


_Opposing: TypeAlias = Callable[[Side, Side], Opposed | None]


def _contradiction(
    about: About, sides: Sequence[Side], score: float, reason: str, opposing: _Opposing | None = None
) -> Contradiction:
    """`opposing` says how two sides exclude each other; without it any two do."""
    ordered = sorted(sides, key=lambda side: (-len(side.tellings), side.told))
    ask = opposing or (lambda one, other: _heads(one, other, f"{one.told} and {other.told}"))
    return Contradiction("", about, tuple(ordered), score, reason, opposed=tuple(_all_opposed(ordered, ask)))


def _all_opposed(sides: Sequence[Side], ask: _Opposing) -> Iterator[Opposed]:
    """For each side the first other that it excludes, each two once."""
    met: set[tuple[int, int]] = set()
    for n in range(len(sides)):
        for pair in ((min(n, m), max(n, m)) for m in range(len(sides)) if m != n):
            if pair in met:
                break
            found = ask(sides[pair[0]], sides[pair[1]])
            if found is not None:
                met.add(pair)
                yield found
                break


def _heads(one: Side, other: Side, reason: str) -> Opposed | None:
    """The first telling of either side that is on one of the two alone."""
    first = next((x for x in one.tellings if x not in other.tellings), None)
    second = next((x for x in other.tellings if x not in one.tellings), None)
    return Opposed(first, second, reason) if first and second else None


def _with_correction(matter: Matter, one: Contradiction, members: Sequence[Telling]) -> Contradiction:
    """The contradiction with its matter, and with the last telling that says that it corrects, if this may be what it corrects."""
    said = [m for m in members if m.correction and _corrects(m, one.sides, members)]
    return replace(one, matter=matter.id, corrected_by=said[-1].id if said else None)


def _corrects(one: Telling, sides: Sequence[Side], members: Sequence[Telling]) -> bool:
    """Whether it may be in this that it corrects what was published before: there it is the first on its side, or its house changed
    sides. What a correction says with others before it is what it left as it was.
    """
    with_it = {telling for side in sides if one.id in side.tellings for telling in side.tellings}
    against = {telling for side in sides for telling in side.tellings} - with_it
    before = [m for m in members if m.id != one.id and m.published and one.published and m.published <= one.published]
    changed = any(m.id in against and m.chain[:1] == one.chain[:1] != () for m in before)
    new = any(m.id in against for m in before) and not any(m.id in with_it for m in before)
    return bool(with_it) and (changed or new)


def _side(voices: Sequence[_Voice]) -> Side:
    told = list(dict.fromkeys(voice.told for voice in voices))
    return Side(
        told=" / ".join(told[:3]),
        tellings=tuple(dict.fromkeys(voice.telling.id for voice in voices)),
        marks=tuple(dict.fromkeys(mark for voice in voices for mark in voice.marks)),
        spans=tuple(dict.fromkeys((voice.telling.document, span) for voice in voices for span in voice.spans)),
        by=tuple(dict.fromkeys(voice.by for voice in voices if voice.by)),
        certainty=min((voice.certainty for voice in voices), key=list(Certainty).index),
    )


def _grouped(voices: Iterable[_Voice], of: Callable[[_Voice], object]) -> list[Side]:
    groups: dict[object, list[_Voice]] = {}
    for voice in voices:
        groups.setdefault(of(voice), []).append(voice)
    return [_side(group) for group in groups.values()]


def _media(members: Sequence[Telling]) -> Iterator[Contradiction]:
    """Audio here and video there: by what brought the statements, and by what a story itself calls it in two places."""
    voices = [voice for one in members for voice in _media_of(one)]
    sides = _grouped(voices, lambda voice: voice.told)
    if len(sides) > 1:
        odd = any(one.odd for one in members)
        reason = "one story calls the recording both audio and video" if odd else "audio in one story, video in another"
        yield _contradiction(About.MEDIUM, sides, 0.9 if odd else 0.8, reason)


def _media_of(one: Telling) -> Iterator[_Voice]:
    for carrier in one.carriers:
        if carrier in (Carrier.AUDIO, Carrier.VIDEO):
            spans = tuple(span for odd in one.odd for span in (odd.first, odd.second)) if one.odd else one.spans[:1]
            yield _Voice(str(carrier), one, one.statements, spans, one.chain[0] if one.chain else None, one.certainty)


def _tolls(members: Sequence[Telling]) -> Iterator[Contradiction]:
    for toll in Toll:
        found = [(one, count) for one in members for count in one.counts if count.toll is toll]
        clash = next(((a, b) for a in found for b in found if _exclude(a, b, found)), None)
        if clash is None:
            continue
        sides = _grouped((_counted(one, count) for one, count in found), lambda voice: voice.told)
        reason = _excluding(clash[0][1], clash[1][1])
        yield _contradiction(_ABOUT[toll], sides, 0.8, reason, partial(_opposed_counts, found))


def _excluding(one: Count, other: Count) -> str:
    return f"{range_words(one)} and {range_words(other)} {one.toll} exclude each other"


def _opposed_counts(found: Sequence[tuple[Telling, Count]], one: Side, other: Side) -> Opposed | None:
    """Two tellings, one of either side, whose numbers cannot both be right."""
    ours, theirs = ([(t, c) for t, c in found if range_words(c) == side.told] for side in (one, other))
    if not ours or not theirs or ours[0][1].agrees(theirs[0][1]):  # as all of these two sides do then
        return None
    pairs = ((a, b) for a in ours for b in theirs if a[0].id != b[0].id and _exclude(a, b, found))
    return next((Opposed(a[0].id, b[0].id, _excluding(a[1], b[1])) for a, b in pairs), None)


def _exclude(one: tuple[Telling, Count], other: tuple[Telling, Count], found: Sequence[tuple[Telling, Count]]) -> bool:
    """Whether two counts cannot both be right.

    Two tellings that have a number in common do not contradict each other by what one of them counts besides ("two of the gunmen
    were killed"), and in one telling a number is beside the point where it is less than half of the other.
    """
    (first, mine), (second, theirs) = one, other
    if mine.agrees(theirs):
        return False
    if first.id == second.id:
        return 2 * min(mine.least, theirs.least) >= max(mine.least, theirs.least)
    beside = [count for telling, count in found if telling.id == second.id]
    own = [count for telling, count in found if telling.id == first.id]
    return not any(mine.agrees(count) for count in beside) and not any(theirs.agrees(count) for count in own)


def range_words(count: Count) -> str:
    """A count in plain words.

    >>> range_words(Count(Toll.DEAD, 12, None, Span(0, 1), "12 or more"))
    'at least 12'
    """
    if count.most is None:
        return f"at least {count.least}"
    return str(count.least) if count.least == count.most else f"{count.least} to {count.most}"


def _counted(one: Telling, count: Count) -> _Voice:
    return _Voice(range_words(count), one, one.events, (count.span,), count.by, count.certainty or one.certainty)


def _stances(members: Sequence[Telling]) -> Iterator[tuple[Telling, Stance]]:
    for one in members:
        yield from ((one, stance) for stance in one.stances)


def _whether(members: Sequence[Telling]) -> Iterator[Contradiction]:
    """A claim and its denial. Who takes back an accusation leaves open what was done."""
    voices = [
        _stood(one, stance)
        for one, stance in _stances(members)
        if stance.certainty not in _WEAK and not stance.accusation
    ]
    if any(voice.told != _SO for voice in voices) and any(voice.told == _SO for voice in voices):
        sides = _grouped(voices, lambda voice: voice.told)
        against = min((s for s in sides if s.told != _SO), key=lambda s: _AGAINST.get(s.told, len(_AGAINST)))
        reason = _denying(against.by[0] if against.by else None, against.told)
        yield _contradiction(About.WHETHER, sides, 0.7, reason, partial(_opposed_stands, voices))


def _denying(by: str | None, told: str) -> str:
    return f"{by or 'a story'} says that {told if told in _AGAINST else 'it did not do it'}"


def _opposed_stands(voices: Sequence[_Voice], one: Side, other: Side) -> Opposed | None:
    """A claim and a denial, told by who denies there; two denials do not exclude each other."""
    if (one.told == _SO) == (other.told == _SO):
        return None
    found = _heads(one, other, "")
    against, telling = (one.told, found and found.first) if other.told == _SO else (other.told, found and found.second)
    voice = next((v for v in voices if v.told == against and v.telling.id == telling), None)
    return replace(found, reason=_denying(voice.by, against)) if found and voice else None


def _stood(one: Telling, stance: Stance) -> _Voice:
    against = _NOT_SO_MANY if stance.number else _NOT_SO
    told = f"{stance.by} did not do it" if disowns(stance) else against if stance.against else _SO
    return _Voice(told, one, (stance.id,), (stance.span,), stance.by, stance.certainty)


def _actors(members: Sequence[Telling], naming: Naming) -> Iterator[Contradiction]:
    """Two named actors for the chief act, neither a name of the other."""
    found = [(one, s) for one, s in _stances(members) if s.actor and not s.against]
    clash = next(((a, b) for _, a in found for _, b in found if _others(a.actor or "", b.actor or "", naming)), None)
    if clash is None or any(one.action in _MUTUAL for one in members):
        return
    voices = [_Voice(s.actor or "", one, (s.id,), (s.span,), s.by, s.certainty) for one, s in found]
    sides = _grouped(voices, lambda voice: _first_like(voice.told, [v.told for v in voices], naming))
    if len(sides) > 1:
        yield _contradiction(
            About.ACTOR,
            sides,
            0.6,
            _named_both(clash[0].actor, clash[1].actor),
            partial(_opposed_actors, voices, naming),
        )


def _named_both(one: str | None, other: str | None) -> str:
    return f"{one} and {other} are both named as who did it"


def _opposed_actors(voices: Sequence[_Voice], naming: Naming, one: Side, other: Side) -> Opposed | None:
    ours, theirs = ([v for v in voices if set(v.marks) <= set(side.marks)] for side in (one, other))
    pairs = ((a, b) for a in ours for b in theirs if a.telling.id != b.telling.id and _others(a.told, b.told, naming))
    return next((Opposed(a.telling.id, b.telling.id, _named_both(a.told, b.told)) for a, b in pairs), None)


def _others(one: str, other: str, naming: Naming) -> bool:
    """Whether two names may not name the same: "Sorran army" and "Sorran artillery", which share a word, may."""
    return naming(one, other) is None and not set(one.split()) & set(other.split())


def _first_like(name: str, names: Sequence[str], naming: Naming) -> str:
    return next(one for one in names if not _others(one, name, naming))


def _where(members: Sequence[Telling]) -> Iterator[Contradiction]:
    found = [(one, one.places[0]) for one in members if one.places and one.places[0].precision is Precision.SETTLEMENT]
    clash = next(((a, b) for one, a in found for other, b in found if _no_place(one, other)), None)
    if clash is not None:
        voices = [
            _Voice(place.name, one, one.events or one.statements, one.spans[:1], None, one.certainty)
            for one, place in found
        ]
        sides = _grouped(voices, lambda voice: _place_of(voice, found))
        if len(sides) > 1:
            reason = f"{clash[0].name} and {clash[1].name} are two places"
            yield _contradiction(About.PLACE, sides, 0.5, reason, partial(_opposed_places, found))


def _opposed_places(found: Sequence[tuple[Telling, Region]], one: Side, other: Side) -> Opposed | None:
    ours, theirs = ([(t, p) for t, p in found if t.id in side.tellings] for side in (one, other))
    pairs = ((a, b) for a in ours for b in theirs if _no_place(a[0], b[0]))
    return next((Opposed(a.id, b.id, f"{p.name} and {q.name} are two places") for (a, p), (b, q) in pairs), None)


def _no_place(one: Telling, other: Telling) -> bool:
    """Whether no place of the one may be a place of the other."""
    return all(apart(a, b) for a in one.places for b in other.places)


def _place_of(voice: _Voice, found: Sequence[tuple[Telling, Region]]) -> str:
    return next(place.name for one, place in found if not _no_place(one, voice.telling))


def _when(members: Sequence[Telling]) -> Iterator[Contradiction]:
    """Two exact days; what is told aside of a matter is often what came of it, and has a day of its own."""
    leading = [one for one in members if one.lead]
    told = leading if len(leading) > 1 else members
    found = [(one, own) for one in told if (own := bounds(one))[1] and own[0] is not None and own[0].exact]
    clash = next(((a, b) for _, (a, _t) in found for _, (b, _u) in found if a and b and days_between(a, b) > 0), None)
    if clash is not None:
        voices = [
            _Voice(
                str(own[0].first) if own[0] else "",
                one,
                one.events or one.statements,
                one.spans[:1],
                None,
                one.certainty,
            )
            for one, own in found
        ]
        yield _contradiction(
            About.DAY,
            _grouped(voices, lambda voice: voice.told),
            0.5,
            f"{clash[0].first} and {clash[1].first} are two days",
            lambda one, other: _heads(one, other, f"{one.told} and {other.told} are two days"),
        )
