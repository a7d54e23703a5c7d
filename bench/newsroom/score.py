"""How what corroboration finds in a newsroom compares with the truth.

Everywhere the versions of one story count as one story: a copy of the second version is tied to the first just as well, and words
that a version keeps from the one before are its own.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from bench.newsroom.made import Newsroom
from bench.newsroom.truth import Run, TrueLink, Truth
from bench.newsroom.woven import WORD
from purport.records.stories import Link, Origin, Passage, Story, Tie

Pair = frozenset[str]


@dataclass(frozen=True, slots=True)
class Score:
    """Precision, recall and their harmonic mean, 0 to 1."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """The harmonic mean; 0 where both are 0."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(frozen=True, slots=True)
class Counted:
    """Counts of independent origins: the share of events with the right number, and the mean absolute error."""

    exact: float
    error: float


def _score(right: int, found: int, wanted: int) -> Score:
    return Score(right / found if found else 0.0, right / wanted if wanted else 0.0)


def _groups(links: Iterable[Link | TrueLink], tie: Tie, truth: Truth) -> dict[str, set[str]]:
    """By each story that is leaned on: those that lean on it, by family."""
    groups: dict[str, set[str]] = defaultdict(set)
    for link in links:
        if link.tie is tie:
            groups[truth.family[link.earlier]].add(truth.family[link.later])
    return groups


def copy_pairs(links: Iterable[Link | TrueLink], truth: Truth) -> set[Pair]:
    """Pairs of stories tied by copied text: one copies the other, or both copy one third."""
    groups = _groups(links, Tie.COPY, truth)
    found = (frozenset(pair) for source, later in groups.items() for pair in combinations(sorted({source, *later}), 2))
    return set(found)


def neutral_pairs(truth: Truth) -> set[Pair]:
    """Pairs that a rewrite ties, with its source, with other rewrites and with copies of it: right neither to find nor to miss."""
    copied, retold = _groups(truth.links, Tie.COPY, truth), _groups(truth.links, Tie.REWRITE, truth)
    return {
        frozenset((rewrite, other))
        for source, rewrites in retold.items()
        for rewrite in rewrites
        for other in {source} | copied.get(source, set()) | rewrites
        if rewrite != other
    }


def pairs_score(pairs: Iterable[Pair], truth: Truth, *, strict: bool = False) -> Score:
    """Copy pairs against the truth; pairs are given by any versions of the two stories.

    Pairs that a rewrite ties count neither way; `strict` counts them as no copies, so that to find one is wrong.
    """
    wanted = copy_pairs(truth.links, truth)
    found = {frozenset(truth.family[id] for id in pair) for pair in pairs}
    found = {pair for pair in found if len(pair) == 2}
    if not strict:
        found -= neutral_pairs(truth) - wanted
    return _score(len(found & wanted), len(found), len(wanted))


def links_score(links: Sequence[Link], truth: Truth, *, strict: bool = False) -> Score:
    """Copy pairs that predicted links make, against the truth, as `pairs_score` counts."""
    return pairs_score(copy_pairs(links, truth), truth, strict=strict)


def _families(runs: Iterable[Run], story: str, truth: Truth) -> list[tuple[str | None, bool]]:
    """Per word: the family it is from, None where it is the story's own, and whether it counts."""
    home = truth.family[story]
    sources = ((truth.family[run.source] if run.source else None, run) for run in runs)
    return [
        (None if source == home else source, run.counted) for source, run in sources for _ in range(run.start, run.end)
    ]


def word_sources(story: Story, passages: Sequence[Passage]) -> list[str | None]:
    """Per word of a story the source that the passages give it; of passages that overlap the first counts."""
    found: list[str | None] = []
    for word in WORD.finditer(story.text):
        over = (each for each in passages if each.span.start <= word.start() < each.span.end)
        passage = next(over, None)
        found.append(passage.source if passage else None)
    return found


def passages_score(predicted: Mapping[str, Sequence[Passage]], made: Newsroom) -> Score:
    """Origins of words, over all words of all stories: a word is right if it is given to the story that it is from.

    Own words given to nobody count neither way; a carried word given to a wrong story counts against both.
    """
    right = found = wanted = 0
    truth = made.truth
    for story in made.stories:
        said = word_sources(story, predicted.get(story.id, ()))
        for (source, counted), given in zip(
            _families(truth.stories[story.id].runs, story.id, truth), said, strict=True
        ):
            family = truth.family.get(given, given) if given else None
            family = None if family == truth.family[story.id] else family
            if counted:
                right += source is not None and source == family
                found += family is not None
                wanted += source is not None
    return _score(right, found, wanted)


def direction_accuracy(links: Iterable[Link], truth: Truth) -> float | None:
    """Of predicted copies and rewrites between stories that truly copy or rewrite one the other, the share the right way round.

    None where no such link is predicted.
    """
    leaning = (Tie.COPY, Tie.REWRITE)
    true = {(truth.family[x.later], truth.family[x.earlier]) for x in truth.links if x.tie in leaning}
    said = {(truth.family[x.later], truth.family[x.earlier]) for x in links if x.tie in leaning}
    judged = [pair in true for pair in said if pair in true or pair[::-1] in true]
    return sum(judged) / len(judged) if judged else None


def origins_score(predicted: Mapping[str, Sequence[Origin]], truth: Truth) -> Counted:
    """Numbers of independent origins by event id; an event without a prediction counts as one with none."""
    return counts_score({event: len(origins) for event, origins in predicted.items()}, truth)


def counts_score(predicted: Mapping[str, int], truth: Truth) -> Counted:
    """As `origins_score`, from bare numbers."""
    errors = [abs(predicted.get(id, 0) - len(event.roots)) for id, event in truth.events.items()]
    return Counted(errors.count(0) / len(errors), sum(errors) / len(errors))


def bcubed(clusters: Iterable[Iterable[str]], truth: Truth) -> Score:
    """B-cubed precision and recall of clusters of story ids against the true events (Bagga and Baldwin, 1998).

    A story in no cluster stands alone; one in several counts in the last.
    """
    label = {id: str(n) for n, cluster in enumerate(clusters) for id in cluster}
    label = {id: label.get(id, f"alone {id}") for id in truth.stories}
    events = {id: each.event for id, each in truth.stories.items()}
    both, sizes = Counter((label[id], events[id]) for id in events), Counter(label.values())
    wanted, total = Counter(events.values()), len(events)
    precision = sum(both[label[id], events[id]] / sizes[label[id]] for id in events) / total
    return Score(precision, sum(both[label[id], events[id]] / wanted[events[id]] for id in events) / total)
