"""The bonds between tellings that follow from matters, from what tellings are like, and from what people joined."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime

from purport.records import Bond
from purport.records.folds import BondKind, KeptMatter, Pair, PairDecision
from purport.records.matters import Alike, Contradiction, Likeness

SAME = (Alike.SAME_EVENT, Alike.SAME_RELEASE)
LIKENESS = (BondKind.SAME_EVENT, BondKind.SAME_RELEASE)


def bonds_of(
    found: Sequence[KeptMatter], likenesses: Sequence[Likeness], decisions: Sequence[PairDecision], at: datetime
) -> Iterator[Bond]:
    """The bonds between tellings of one matter: likenesses that hold, and what people joined."""
    of = {one: kept.id for kept in found for one in kept.matter.members}
    apart = {frozenset((x.first, x.second)) for x in decisions if x.pair is Pair.APART}
    together = {frozenset((x.first, x.second)): x for x in decisions if x.pair is Pair.TOGETHER}
    for x in likenesses:
        pair = frozenset((x.first, x.second))
        if x.alike in SAME and of.get(x.first) == of.get(x.second) and pair not in apart and pair not in together:
            yield likeness_bond(BondKind(str(x.alike)), x.first, x.second, x, at)
    sorts = {kept.id: kept.matter.sort for kept in found}
    for decision in together.values():
        if decision.first in of and of.get(decision.first) == of.get(decision.second):
            kind = BondKind(f"same {sorts[of[decision.first]]}")
            yield Bond(kind, decision.first, decision.second, _told("put together", decision), 1.0, at)


def parted(found: Sequence[KeptMatter], decisions: Sequence[PairDecision]) -> Callable[[str, str], str | None]:
    """Why two tellings are in two matters, where a person's decision keeps these or others of the two apart."""
    of = {one: kept.id for kept in found for one in kept.matter.members}
    apart = [one for one in decisions if one.pair is Pair.APART]
    pairs = {frozenset((one.first, one.second)): one for one in apart}
    groups = {frozenset((of[one.first], of[one.second])): one for one in apart if {one.first, one.second} <= of.keys()}

    def why(first: str, second: str) -> str | None:
        if (decision := pairs.get(frozenset((first, second)))) is not None:
            return _told("kept apart", decision)
        if first not in of or second not in of:
            return None
        decision = groups.get(frozenset((of[first], of[second])))
        return None if decision is None else _told(f"{decision.first} and {decision.second} were kept apart", decision)

    return why


def _told(done: str, decision: PairDecision) -> str:
    return f"{done} by {decision.by}: {decision.reason}" if decision.reason else f"{done} by {decision.by}"


def likeness_bond(kind: BondKind, first: str, second: str, of: Likeness, at: datetime) -> Bond:
    """A bond of two tellings with the reasons of their likeness."""
    return Bond(kind, first, second, "; ".join(of.reasons), round(of.score, 4), at)


def clashes_of(kept: KeptMatter, at: datetime) -> Iterator[Bond]:
    """One bond for two tellings that exclude each other and stand for their sides, whatever they differ on."""
    told: dict[tuple[str, str], list[tuple[Contradiction, str]]] = {}
    for clash in kept.contradictions:
        for one in clash.opposed:
            told.setdefault((one.second, one.first), []).append((clash, one.reason))
    for (first, second), clashes in told.items():
        reason = "; ".join(f"{clash.about}: {why}" for clash, why in clashes)
        yield Bond(BondKind.CONTRADICTS, first, second, reason, round(max(one.score for one, _ in clashes), 4), at)
