"""What simple ways find in the newsroom: MinHash at its best, exact titles, and the count of domains.

None of them says whose words are whose, nor which way a copy goes, so they have no figures for these.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from urllib.parse import urlsplit

from bench.newsroom.made import Newsroom
from bench.newsroom.score import Counted, Pair, Score, bcubed, counts_score, pairs_score
from bench.newsroom.woven import WORD
from purport.records.stories import Story

SHINGLES = (2, 3, 5)  # words
PERMUTATIONS = 128
THRESHOLDS = tuple(n / 50 for n in range(6, 46))


@dataclass(frozen=True, slots=True)
class Setting:
    """How MinHash is set: the words of a shingle, and from which resemblance on two stories are a pair."""

    shingle: int
    threshold: float


@dataclass(frozen=True, slots=True)
class Baseline:
    """The figures of one simple way; None where it says nothing. `pairs` leave rewrites out, `strict` do not (`pairs_score`)."""

    pairs: Score | None
    strict: Score | None
    events: Score | None
    origins: Counted
    setting: Setting | None = None


def shingles(text: str, size: int = 3) -> set[bytes]:
    """The runs of `size` words of a text, case folded; the whole text where it is shorter."""
    words = [word.casefold() for word in WORD.findall(text)]
    return {" ".join(words[n : n + size]).encode() for n in range(max(1, len(words) - size + 1))}


def similar_pairs(stories: Sequence[Story], size: int = 3, least: float = THRESHOLDS[0]) -> dict[Pair, float]:
    """Pairs of stories and the Jaccard index that MinHash estimates, where it is `least` or more (Broder, 1997).

    All pairs are compared, so that banding loses none.
    """
    import numpy as np
    from datasketch import MinHash

    signs = np.array([_signature(MinHash, story.text, size) for story in stories])
    found: dict[Pair, float] = {}
    for n, row in enumerate(signs[:-1]):
        alike = (signs[n + 1 :] == row).mean(axis=1)
        for m in np.flatnonzero(alike >= least):
            found[frozenset((stories[n].id, stories[n + 1 + int(m)].id))] = float(alike[m])
    return found


def _signature(kind: type, text: str, size: int) -> object:
    made = kind(num_perm=PERMUTATIONS, seed=1)
    made.update_batch(sorted(shingles(text, size)))
    return made.hashvalues


def best_settings(made: Newsroom) -> tuple[Setting, Setting]:
    """The settings at which MinHash's pairs have the highest F1 in this newsroom, with rewrites left out and with them counted."""
    scores: dict[Setting, tuple[float, float]] = {}
    for size in SHINGLES:
        alike = similar_pairs(made.stories, size)
        for least in THRESHOLDS:
            pairs = over(alike, least)
            apart, strict = (pairs_score(pairs, made.truth, strict=how).f1 for how in (False, True))
            scores[Setting(size, least)] = (apart, strict)
    return max(scores, key=lambda one: scores[one][0]), max(scores, key=lambda one: scores[one][1])


def over(alike: Mapping[Pair, float], least: float) -> list[Pair]:
    """The pairs at least that much alike."""
    return [pair for pair, share in alike.items() if share >= least]


def joined(ids: Iterable[str], pairs: Iterable[Pair]) -> list[list[str]]:
    """Groups of ids that pairs connect; an id in no pair stands alone.

    >>> joined("abcd", [frozenset("ab"), frozenset("bc")])
    [['a', 'b', 'c'], ['d']]
    """
    group = {each: [each] for each in ids}
    for one, other in map(sorted, pairs):
        if group[one] is not group[other]:
            moved = group[other]
            group[one] += moved
            group.update((each, group[one]) for each in moved)
    return list({id(members): members for members in group.values()}.values())


def _count_by_event(labels: Mapping[str, object], made: Newsroom) -> dict[str, int]:
    """How many labels the stories of each event have."""
    found: dict[str, set[object]] = defaultdict(set)
    for id, label in labels.items():
        found[made.truth.stories[id].event].add(label)
    return {event: len(each) for event, each in found.items()}


def from_pairs(pairs: Sequence[Pair], made: Newsroom, setting: Setting | None = None) -> Baseline:
    """The figures of pairs: groups that they connect are taken for events, and for origins within the true events."""
    groups = joined(made.truth.stories, pairs)
    labels = {id: n for n, members in enumerate(groups) for id in members}
    origins = counts_score(_count_by_event(labels, made), made.truth)
    strict = pairs_score(pairs, made.truth, strict=True)
    return Baseline(pairs_score(pairs, made.truth), strict, bcubed(groups, made.truth), origins, setting)


def same_titles(stories: Sequence[Story]) -> list[Pair]:
    """Pairs with one title, case and marks aside."""
    groups: dict[str, list[str]] = defaultdict(list)
    for story in stories:
        groups[" ".join(WORD.findall((story.title or story.id).casefold()))].append(story.id)
    return [frozenset(pair) for members in groups.values() for pair in combinations(members, 2)]


def domains(made: Newsroom) -> Baseline:
    """Every domain an origin: what counting articles by site gives."""
    labels = {story.id: urlsplit(story.origin).netloc for story in made.stories}
    return Baseline(None, None, None, counts_score(_count_by_event(labels, made), made.truth))


def minhash(made: Newsroom, setting: Setting) -> Baseline:
    """MinHash so set."""
    alike = similar_pairs(made.stories, setting.shingle, setting.threshold)
    return from_pairs(list(alike), made, setting)


def baselines(made: Newsroom, setting: Setting) -> dict[str, Baseline]:
    """All three, by name, MinHash so set."""
    return {
        "minhash": minhash(made, setting),
        "title": from_pairs(same_titles(made.stories), made),
        "domains": domains(made),
    }
