"""Whether two names of people, laid beside each other, are one name: a few rules are asked in order, each with its reason."""

from __future__ import annotations

from collections.abc import Iterator

from purport.corroborate.names.judgement import Judgement
from purport.corroborate.names.laying import NEAR, SAME, Laid, alike
from purport.corroborate.names.parts import Part, Person


def judged(found: Laid, one: Person, other: Person) -> tuple[Judgement, tuple[str, ...]]:
    """What the laid out names come to, with the reasons."""
    for rule in _RULES:
        if verdict := rule(found, one, other):
            return verdict
    return Judgement.POSITIVE, (_told(found),)


Verdict = tuple[Judgement, tuple[str, ...]]


def _nothing(found: Laid, one: Person, other: Person) -> Verdict | None:
    if not one.parts or not other.parts:
        return Judgement.NONE, ("one of them has no letters that can be compared",)
    return None


def _ranks(found: Laid, one: Person, other: Person) -> Verdict | None:
    if one.numbers != other.numbers:
        return Judgement.NEGATIVE, (f"numbers differ: {_list(one.numbers)} and {_list(other.numbers)}",)
    ranks = {one.generation, other.generation}
    if len(ranks) == 2:
        return Judgement.UNSURE if "" in ranks else Judgement.NEGATIVE, (
            f"generations differ: {one.generation or 'none'} and {other.generation or 'none'}",
        )
    return None


def _list(words: tuple[str, ...]) -> str:
    return ", ".join(words) or "none"


def _kunya_alone(found: Laid, one: Person, other: Person) -> Verdict | None:
    alone = [name for name in (one, other) if len(name.firm) == 1 and name.firm[0].kunya]
    if not alone:
        return None
    if len(alone) == 1 or not found.pairs:
        return (Judgement.UNSURE if found.pairs else Judgement.NEGATIVE), (_KUNYA,)
    return Judgement.UNSURE, (_KUNYA,)


def one_kunya(one: Person, other: Person) -> bool:
    """Whether both are a kunya alone, and spellings of one."""
    first, second = one.firm, other.firm
    return len(first) == len(second) == 1 and first[0].kunya and alike(first[0], second[0]) >= SAME


_KUNYA = "a kunya alone (father or mother of) is borne by many: only a list can say whose it is"


def _of_kind(parts: tuple[Part, ...]) -> list[int]:
    return [place for place, part in enumerate(parts) if not part.soft] or list(range(len(parts)))


def _given(found: Laid, one: Person, other: Person) -> Verdict | None:
    """The first names must stand beside each other."""
    first, second = _of_kind(found.one)[0], _of_kind(found.other)[0]
    pair = next((p for p in found.pairs if first in p.one or second in p.other), None)
    told = f"{found.one[first].shown} and {found.other[second].shown}"
    if pair is None or not (first in pair.one and second in pair.other):
        if 1 in (len(one.firm), len(other.firm)) and found.pairs:
            return Judgement.UNSURE, ("one part of a name only",)
        return Judgement.NEGATIVE, (f"first names differ: {told}",)
    if found.one[first].initial != found.other[second].initial:
        return Judgement.UNSURE, (f"an initial for a first name: {told}",)
    if pair.alike < NEAR:
        return Judgement.NEGATIVE, (f"first names differ: {told}",)
    if pair.alike < SAME:
        return Judgement.UNSURE, (f"first names are near, not the same: {told}",)
    return None


def _clash(found: Laid, one: Person, other: Person) -> Verdict | None:
    """Parts that face each other and have no counterpart."""
    for left, right, last in _gaps(found):
        if left and right:
            told = f"{_shown(found.one, left)} and {_shown(found.other, right)}"
            if last:
                return (Judgement.NEGATIVE if len(found.pairs) < 2 else Judgement.UNSURE), (
                    f"family names differ: {told}",
                )
            return Judgement.UNSURE, (f"names in the middle differ: {told}",)
    return None


def _shown(parts: tuple[Part, ...], places: list[int]) -> str:
    return " ".join(parts[place].shown for place in places)


def _gaps(found: Laid) -> Iterator[tuple[list[int], list[int], bool]]:
    """Between two pairs, and behind the last: the places without counterpart, soft ones left out."""
    i = j = 0
    ends = [
        *((p.one[0], p.other[0], p.one[-1] + 1, p.other[-1] + 1) for p in found.pairs),
        (len(found.one), len(found.other), 0, 0),
    ]
    for number, (left, right, after, beyond) in enumerate(ends):
        yield (
            [place for place in range(i, left) if not found.one[place].soft],
            [place for place in range(j, right) if not found.other[place].soft],
            number == len(ends) - 1,
        )
        i, j = after, beyond


def _near(found: Laid, one: Person, other: Person) -> Verdict | None:
    for pair in found.pairs:
        soft = all(found.one[place].soft for place in pair.one) or all(found.other[place].soft for place in pair.other)
        if pair.alike < SAME and not soft:
            told = f"{_shown(found.one, [*pair.one])} and {_shown(found.other, [*pair.other])}"
            initial = found.one[pair.one[0]].initial or found.other[pair.other[0]].initial
            return Judgement.UNSURE, (f"{'an initial' if initial else 'near, not the same'}: {told}",)
    return None


def _short(found: Laid, one: Person, other: Person) -> Verdict | None:
    """A name with fewer parts must share first and last with the longer one, or three parts with it."""
    if (len(one.firm) == 1) != (len(other.firm) == 1) and not _whole(found):
        return Judgement.UNSURE, ("one part of a name only",)
    *_, (left, right, _last) = _gaps(found)
    if (left or right) and len(found.pairs) < 3:
        where = _shown(found.one, left) or _shown(found.other, right)
        return Judgement.UNSURE, (f"only one of them goes on: {where}",)
    return None


def _whole(found: Laid) -> bool:
    return not any(left or right for left, right, _ in _gaps(found))


def _order(found: Laid, one: Person, other: Person) -> Verdict | None:
    """Read family name first, every part must have its counterpart, and it must be plain which is the first name."""
    if not found.turned:
        return None
    if not _whole(found):
        return Judgement.UNSURE, ("some of the same names, in another order",)
    turned = found.one if found.turned == 1 else found.other
    if turned[0].given and turned[-1].given:
        return Judgement.UNSURE, ("the same names in another order, perhaps father and son",)
    return None


_RULES = (_nothing, _ranks, _kunya_alone, _given, _clash, _near, _short, _order)


def _told(found: Laid) -> str:
    pairs = (f"{_shown(found.one, [*p.one])} = {_shown(found.other, [*p.other])}" for p in found.pairs)
    return ("read family name first: " if found.turned else "") + "; ".join(pairs)
