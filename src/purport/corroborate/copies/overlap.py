"""What two stories share: the passages that count as carried text, and how much wording is kept beside them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from purport.corroborate.copies.align import Stretch, same_word, stretches
from purport.corroborate.copies.sentences import Laid, facing, formula, laid
from purport.corroborate.copies.words import Words

ENOUGH = 14  # running words outside quotation marks: fewer may be a formula, names, or chance
BESIDE = 7  # words, all counted: enough beside a passage that is enough alone
LITTLE = 60  # words outside quotation marks, as many as a footer has; beside fewer, and no half, longer quotations do not count
COPIED = 0.3  # of the words of a story
REWORDED = 0.2  # of the sentences that run alike; a copy has fewer
RENAMED = 0.25  # of the sentences that run alike; more are formulae about other names
RECOUNTED = 0.4  # of them, with other names or other numbers
CHANGED = 0.15  # of them, in whatever way, where neither story has the lead of the other
AGREEING = 0.75  # of the names and numbers in and by a footer
_BY = 4  # words
LIKE = 0.55  # of the words of a stretch
TIE_AT_LEAST = 0.2  # of the pairs of words: less is what two reports of one event share by chance
_RETOLD = 4  # equal words in a stretch of a rewrite


@dataclass(frozen=True, slots=True)
class Overlap:
    """What `one` shares with `other`; all counts are words of `one`.

    Attributes:
        carried: stretches that count as carried text. quoted: stretches that are only a quotation both give.
        share: of the words of `one` that are carried, 0 to 1. held: of the words of `other` that `one` carries.
        retold: where `one` runs like `other` but for exchanged words, if it keeps much of its wording; with what is carried.
        opening: whether the lead of either runs like some sentence of the other, about the same names.
        reworded: of the sentences of `one` that run like some of `other`, the share told in other words; 0 where nothing is shared.
        wording: of the pairs of neighbouring words of `one`, outside quotation marks, the share that `other` has too.
    """

    carried: tuple[Stretch, ...]
    quoted: tuple[Stretch, ...]
    retold: tuple[Stretch, ...]
    share: float
    held: float
    opening: bool
    reworded: float
    wording: float

    @property
    def copied(self) -> bool:
        """Whether `one` carries so much, so truly, that it is a copy, and no rewrite with some sentences left as they were."""
        return bool(self.carried) and not _loose(self.share, self.reworded)

    @property
    def words(self) -> int:
        """How many words are carried."""
        return sum(map(len, self.carried))


def wording(one: Words, other: Words) -> float:
    """Share of the pairs of neighbouring words of `one` that `other` has as well, endings left out, 0 to 1."""
    mine = one.pairs
    return len(mine & other.pairs) / len(mine) if mine else 0.0


_Run = tuple[Stretch, int, int]
"""A stretch with how many words it has, and how many of them stand outside quotation marks."""


def _is_quotation(words: int, plain: int) -> bool:
    return plain <= words // 4


def _carried(one: Words, other: Words, found: Sequence[_Run]) -> tuple[Stretch, ...]:
    good = [run for run in found if run[0].score >= LIKE]
    enough = min(ENOUGH, max(BESIDE, len(one) * 3 // 4))
    if not any([plain >= enough and stretch.alike >= enough for stretch, _, plain in good]):
        return ()
    carried = [run for run in good if run[1] >= BESIDE and (run[2] or run[1] >= ENOUGH)]
    own = [run for run in carried if not _is_quotation(run[1], run[2])]
    if len(own) < len(carried) and _is_little(one, other, carried):
        beside = sum([words for _, words, _ in carried]) - sum([words for _, words, _ in own])
        # a quotation that both may have heard is no copying for a formula beside it
        if sum([plain for *_, plain in own]) < beside:
            carried = own
    return tuple([stretch for stretch, *_ in carried])


def _is_little(one: Words, other: Words, found: Sequence[_Run]) -> bool:
    """Whether so few words outside quotation marks run alike, and less than half of those that either story has there."""
    plain = sum([plain for *_, plain in found])
    return plain < LITTLE and 2 * plain < min(one.plain[-1], other.plain[-1])


NOTHING = Overlap((), (), (), 0.0, 0.0, False, 0.0, 0.0)
"""Of two texts that share nothing that counts."""


class Running(NamedTuple):
    """Where one text runs like another (`found`), which of that may be carried, and which is only quoted."""

    found: tuple[Stretch, ...]
    carried: tuple[Stretch, ...]
    quoted: tuple[Stretch, ...]


def alike_in(one: Words, other: Words) -> Running:
    """Where `one` runs like `other`."""
    found, plain = stretches(one, other), one.plain
    if not found:
        return Running((), (), ())
    runs = [(s, s.end - s.start, plain[s.end] - plain[s.start]) for s in found]
    quoted = tuple([stretch for stretch, words, outside in runs if _is_quotation(words, outside)])
    return Running(found, _carried(one, other, runs), quoted)


def counts(one: Words, other: Words, found: Running) -> bool:
    """Whether `one` may share anything that counts with `other`, which it runs like as `found` says.

    Where it may not, :func:`overlap_of` finds nothing carried, nothing quoted and too little wording, whatever the sentences are:
    these can only take away from what is asked here.
    """
    return bool(found.quoted or found.carried) or wording(one, other) >= TIE_AT_LEAST


def overlap_of(one: Words, other: Words, versions: bool = False, alike: Running | None = None) -> Overlap:
    """What two texts share, seen from `one`; `versions` if they are known to be one story, which may change its names.

    `alike`: where they run alike, if that is known already.
    """
    found, running, quoted = alike_in(one, other) if alike is None else alike
    rows = tuple(facing(one, other, found))
    if not versions and not quoted and formula(one, other, rows, CHANGED):
        return NOTHING
    beside = laid(one, other, rows)
    opening = any(not row.renamed and _is_lead(row, one, other) for row in beside)
    apart = not versions and _apart(beside, opening)
    carried = () if apart else running
    words = sum(map(len, carried))
    there = len({n for s in carried for n in range(s.there, s.there_end)})
    kept, share = 0.0 if apart else wording(one, other), words / max(1, len(one))
    reworded = _share(row.reworded for row in beside)
    retold = _retold(one, other) if kept >= TIE_AT_LEAST and _loose(share, reworded) else ()
    return Overlap(
        carried, () if carried else quoted, retold, share, there / max(1, len(other)), opening, reworded, kept
    )


def _apart(beside: Sequence[Laid], opening: bool) -> bool:
    """Whether sentences that run alike are formulae: so many have other names or numbers or, without the lead, any change."""
    if not opening:
        return _share(not row.kept for row in beside) > CHANGED
    return (
        _share(row.renamed for row in beside) > RENAMED or _share(r.renamed or r.recounted for r in beside) > RECOUNTED
    )


def _is_lead(row: Laid, one: Words, other: Words) -> bool:
    return row.start == one.lead[0] or row.there == other.lead[0]


def _share(marks: Iterable[bool]) -> float:
    row = list(marks)
    return sum(row) / max(1, len(row))


def _loose(share: float, reworded: float) -> bool:
    """Whether so little is carried, or so many sentences are told in other words, that the story may be a rewrite."""
    return share < COPIED or reworded > REWORDED


def names_apart(one: Words, other: Sequence[str], found: Sequence[Stretch], by: int = _BY) -> bool:
    """Whether two texts that run alike speak of other names and numbers: phrases of a house or a trade, not one story's text.

    `other`: the words of the other text.
    """
    near = {n for s in found for n in range(max(0, s.start - by), min(len(one), s.end + by))}
    names = [one.words[n] for n in sorted(near) if one.telling[n]]
    theirs = set(other)
    long = [name for name in theirs if len(name) > 3]
    there = sum(name in theirs or any(same_word(name, w) for w in long if w[0] == name[0]) for name in names)
    return there < AGREEING * len(names)


def _retold(one: Words, other: Words) -> tuple[Stretch, ...]:
    """Stretches of a rewrite: pairs of equal words are seeds."""
    return tuple(s for s in stretches(one, other, 2) if s.alike >= _RETOLD and s.score >= LIKE)
