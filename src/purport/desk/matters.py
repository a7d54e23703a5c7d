"""Matters, bonds, grades and decisions on pairs, for people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from purport.desk.dates import words
from purport.desk.tables import Fitted, facts, fitted, plain_table
from purport.desk.terminal import Words, one_line
from purport.records import Assessment, Bond
from purport.records.folds import Fold, MatterLine, Pair, PairDecision
from purport.records.weighing import Proposal

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

_PAIRS = {
    Pair.TOGETHER: "put together",
    Pair.APART: "kept apart",
    Pair.OPEN: "left to the rules again",
}


def matters_table(found: Sequence[MatterLine], turned: bool) -> Fitted:
    """Matters, one a row."""
    made = plain_table("matter", "last story", "what", "stories", "origins")
    made.columns[0].min_width, made.columns[1].min_width = 11, 10
    made.columns[2].ratio, made.columns[4].ratio = 4, 4
    made.expand = True
    return fitted(made, (tuple(_cells(one, turned)) for one in found))


def _cells(one: MatterLine, turned: bool) -> Iterator[RenderableType]:
    fold = one.fold
    yield Words(fold.matter[:11], False)
    yield Words(words(one.last) or "not known", False)
    clash = " (they contradict each other)" if fold.contradicted else ""
    yield Words(f"{one_line(fold.label, 160)}{clash}", turned)
    yield Words(f"{fold.stories:,}", False)
    yield Words(f"{fold.origins:,}: {one_line(fold.reason, 200)}", turned)


def fold_words(fold: Fold) -> str:
    """What a list says of a matter in one line.

    >>> from purport.records.matters import Sort
    >>> fold_words(Fold("mt-1", Sort.EVENT, "A fire", 3, 1, "Northwire (2 copies)", True, False))
    '3 stories, 1 origin: Northwire (2 copies)'
    """
    stories = f"{fold.stories:,} {'story' if fold.stories == 1 else 'stories'}"
    origins = f"{fold.origins:,} {'origin' if fold.origins == 1 else 'origins'}"
    clash = "; they contradict each other" if fold.contradicted else ""
    return f"{stories}, {origins}: {fold.reason}{clash}"


def grade_words(one: Assessment) -> str:
    """A grade in one line, each axis for itself."""
    return (
        f"reliability {one.reliability}, credibility {one.credibility}, by {one.by} on {one.at:%Y-%m-%d}: {one.reason}"
    )


def decision_words(one: PairDecision, about: Sequence[str]) -> str:
    """A decision on a pair in one line, seen from the tellings `about`."""
    other = one.second if one.first in about else one.first
    verb = "with" if one.pair is Pair.TOGETHER else "from" if one.pair is Pair.APART else "beside"
    reason = f": {one.reason}" if one.reason else ""
    return f"{_PAIRS[one.pair]} {verb} {other}, by {one.by} on {one.at:%Y-%m-%d}{reason}"


def stands(out: Console, fold: Fold | None, graded: Sequence[Assessment], decided: Sequence[str], turned: bool) -> None:
    """What the ledger keeps of how something stands among others: its matter, its last grade, and what people decided on pairs.

    Nothing is printed of what stands alone.
    """
    told: list[tuple[str, str]] = []
    if fold is not None and (fold.stories > 1 or fold.contradicted):
        told.append(("told by", f"{one_line(fold_words(fold), 300)} ({fold.matter[:11]})"))
    told += [("graded", one_line(grade_words(one), 300)) for one in graded[-1:]]
    told += [("decided", one_line(one, 300)) for one in decided]
    if told:
        out.print()
        out.print(facts(iter(told), turned))


def bonds_table(found: Sequence[Bond], turned: bool) -> Fitted:
    """Bonds, one a row; those that do not hold any longer say so."""
    made = plain_table("first", "bond", "second", "score", "why", "since (UTC)")
    made.columns[0].min_width, made.columns[2].min_width = 12, 12
    made.columns[4].ratio, made.columns[5].min_width = 5, 10
    made.expand = True
    return fitted(made, (tuple(_bond_cells(one, turned)) for one in found))


def _bond_cells(one: Bond, turned: bool) -> Iterator[RenderableType]:
    yield Words(one_line(one.first[:20]), turned)
    yield Words(one.kind if one.stands else f"no longer: {one.kind}", False)
    yield Words(one_line(one.second[:40]), turned)
    yield Words(f"{one.score:.2f}", False)
    yield Words(one_line(one.reason, 300), turned)
    yield Words(f"{one.at:%Y-%m-%d %H:%M:%S}", False)


def grades(
    out: Console, about: str, decided: Sequence[Assessment], proposed: Sequence[tuple[str, Proposal]], turned: bool
) -> None:
    """Every grade that people gave, oldest first, and below them what rules propose."""
    out.print(Words(one_line(about), turned, "bold"))
    for one in decided:
        out.print(Words(one_line(grade_words(one), 400), turned))
    if not decided:
        out.print(Words("nobody has graded it", False))
    for axis, proposal in proposed:
        out.print(Words(one_line(f"rules propose {axis} {proposal.grade}, since {proposal.reason}", 400), turned))
