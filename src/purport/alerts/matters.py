"""What belongs to one matter: copies, rewrites and other statements of one speech join the alert that told of it first.

Four ways to belong, each with its reason in words: the very same words; another statement of the same speaker in the same text;
nearly the same words; and the same speaker, act, targets and day. A denial never joins what it denies, and two speakers never share
a matter, however alike their words.

Nearly the same: of the pairs of neighbouring words (Broder's shingles, Compression and Complexity of Sequences, 1997) of the
shorter one, at least :data:`ENOUGH` stand in the longer. Candidates come from an index of pairs, of which only the rarest are asked
and only so many alerts for each, so that many statements cost no more than their number.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import pairwise

from purport.fold import tokens
from purport.records import Act, Certainty
from purport.records.alerts import News

ENOUGH = 0.7
"""Share of the word pairs of the shorter one that make two statements nearly the same."""
FEWEST = 5
"""Words that a statement must have to be compared so; shorter ones must be equal."""
SHORTEST = 1 / 3
"""How long the shorter one must be, of the longer."""
ASKED = 12
"""Pairs of a statement that are looked up: the rarest."""
LISTED = 40
"""Traces that are compared for one pair, the newest."""
AGAINST = frozenset({Act.DENIES, Act.REJECTS, Act.RETRACTS})
NEGATIVE = frozenset({Certainty.DENIED, Certainty.NEGATED, Certainty.RETRACTED})
_SILENT = frozenset(("the", "a", "an", "al", "of"))


@dataclass(frozen=True, slots=True)
class Trace:
    """What tells one statement's matter from another's.

    Attributes:
        document: its document's id. speaker: the folded words of the speaker's name; empty if nobody is named.
        act: None for a whole text. against: whether it denies, rejects or takes back. targets: folded, each.
        day: when it was said, else published, as far as that is a day; None otherwise. words: the folded words.
    """

    document: str
    speaker: frozenset[str]
    act: Act | None
    against: bool
    targets: frozenset[str]
    day: str | None
    words: tuple[str, ...]


def trace(news: News) -> Trace:
    """The trace of a statement or text."""
    row = news.row
    if row is None:
        return Trace(news.document_id, frozenset(), None, False, frozenset(), None, tuple(tokens(news.document.text)))
    one = row.statement
    day = row.date if row.date is not None and len(row.date) == 10 else None
    return Trace(
        document=news.document_id,
        speaker=frozenset(tokens(one.source_name or "")) - _SILENT,
        act=one.act,
        against=one.act in AGAINST or one.certainty in NEGATIVE,
        targets=frozenset(" ".join(w for w in tokens(target) if w not in _SILENT) for target in one.targets) - {""},
        day=day,
        words=tuple(tokens(row.content_words)),
    )


@dataclass(frozen=True, slots=True)
class Join:
    """Which alert a statement joins, why, how like it is (0 to 1), and whether its words are new to it."""

    alert: int
    reason: str
    score: float
    fresh: bool


@dataclass(slots=True)
class _Kept:
    alert: int
    trace: Trace
    pairs: frozenset[tuple[str, str]]


Pair = tuple[str, str]


@dataclass(slots=True)
class Matters:
    """The matters that are open: alerts whose last member came within `same_for`."""

    same_for: timedelta
    last: dict[int, datetime] = field(default_factory=dict)
    _kept: list[_Kept] = field(default_factory=list)
    _exact: dict[tuple[str, ...], list[int]] = field(default_factory=dict)
    _pairs: dict[Pair, list[int]] = field(default_factory=dict)
    _texts: dict[str, list[int]] = field(default_factory=dict)
    _deeds: dict[tuple[frozenset[str], Act, str], list[int]] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self._kept)

    def add(self, alert: int, one: Trace, fresh: bool, at: datetime) -> None:
        """A member of an alert; others are compared with those whose words are fresh."""
        self.last[alert] = max(at, self.last.get(alert, at))
        place = len(self._kept)
        kept = _Kept(alert, one, _pairs(one.words) if fresh else frozenset())
        self._kept.append(kept)
        self._texts.setdefault(one.document, []).append(place)
        if one.act is not None and one.day and one.targets:
            self._deeds.setdefault((one.speaker, one.act, one.day), []).append(place)
        if fresh:
            self._exact.setdefault(one.words, []).append(place)
            for pair in kept.pairs:
                self._pairs.setdefault(pair, []).append(place)

    def join(self, one: Trace, at: datetime) -> Join | None:
        """The alert that a statement joins at this time; None if it is a new matter."""
        return (
            self._same_words(one, at) or self._same_speech(one, at) or self._alike(one, at) or self._same_deed(one, at)
        )

    def _open(self, places: Sequence[int], one: Trace, at: datetime) -> Iterator[_Kept]:
        """Of these traces the newest that may be of one matter with this one."""
        for place in places[: -LISTED - 1 : -1]:
            kept = self._kept[place]
            if self.last[kept.alert] + self.same_for >= at and _may_be_one(kept.trace, one):
                yield kept

    def _same_words(self, one: Trace, at: datetime) -> Join | None:
        for kept in self._open(self._exact.get(one.words, ()), one, at):
            if one.words:
                return Join(kept.alert, "the words are the same", 1.0, fresh=False)
        return None

    def _same_speech(self, one: Trace, at: datetime) -> Join | None:
        for kept in self._open(self._texts.get(one.document, ()), one, at):
            if one.speaker and kept.trace.speaker and one.act is not None:
                return Join(kept.alert, "the same speaker in the same text", 1.0, fresh=True)
        return None

    def _alike(self, one: Trace, at: datetime) -> Join | None:
        if len(one.words) < FEWEST:
            return None
        mine = _pairs(one.words)
        rarest = sorted((pair for pair in mine if pair in self._pairs), key=lambda pair: (len(self._pairs[pair]), pair))
        shared: Counter[int] = Counter()
        for pair in rarest[:ASKED]:
            shared.update(self._pairs[pair][-LISTED:])
        best: Join | None = None
        for kept in self._open(sorted(shared, key=lambda place: (shared[place], place)), one, at):
            share = _share(mine, kept.pairs)
            if share >= ENOUGH and (best is None or share > best.score):
                told = f"{share:.0%} of the word pairs of the shorter one are the same"
                best = Join(kept.alert, told.replace("%", " %"), round(share, 3), fresh=False)
        return best

    def _same_deed(self, one: Trace, at: datetime) -> Join | None:
        if one.act is None or not one.day or not one.targets or not one.speaker:
            return None
        for kept in self._open(self._deeds.get((one.speaker, one.act, one.day), ()), one, at):
            if one.targets <= kept.trace.targets or kept.trace.targets <= one.targets:
                told = ", ".join(sorted(one.targets & kept.trace.targets))
                return Join(
                    kept.alert, f"the same speaker, act ({one.act}), target ({told}) and day ({one.day})", 0.8, True
                )
        return None


def _may_be_one(one: Trace, other: Trace) -> bool:
    """Whether nothing speaks against one matter: who speaks, denial against claim, statement against text."""
    if one.against is not other.against or (one.act is None) is not (other.act is None):
        return False
    return one.speaker == other.speaker or bool(
        one.speaker and other.speaker and (one.speaker <= other.speaker or other.speaker <= one.speaker)
    )


def _pairs(words: tuple[str, ...]) -> frozenset[Pair]:
    return frozenset(pairwise(words))


def _share(one: frozenset[Pair], other: frozenset[Pair]) -> float:
    """How many of the pairs of the smaller stand in the larger; 0 where one is far smaller."""
    small, large = sorted((len(one), len(other)))
    if not small or small < large * SHORTEST or small < FEWEST - 1:
        return 0.0
    return len(one & other) / small
