"""How well copies, their direction and origins are found: ``.venv/bin/python -m bench.corroborate [--half tuned|held] [--errors]``.

Takes the generated newsroom (``bench.newsroom``, described in ``docs/why/newsroom.md``) through tracing, all stories of a half in
one stream, and the stories of each event through the counting of origins.

- *copy pairs*: pairs of stories, without direction, of which one carries text of the other (copy); F1 over the half.
- *direction*: of the true pairs that were found, the share with the right one later.
- *words*: of each word, the story whose words it is; F1 of the words that are another story's, source and all.
- *origins*: the count of independent roots of an event: the share exact, and the mean error.

Baselines in the same run: MinHash (rensa, 128 permutations, shingles of three words) at the threshold that is best on the tuned
half, its direction by first publication; the same title; and, for origins, the number of outlets.
"""

from __future__ import annotations

import argparse
import re
import statistics
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from bench.common import report
from bench.newsroom import Newsroom, newsroom
from bench.newsroom.truth import Kind, Truth
from purport.corroborate.copies.trace import Traced, traced
from purport.corroborate.copies.words import words_of
from purport.corroborate.origins import origins
from purport.fold import folded, tokens
from purport.records.stories import Link, Story, Tie

Pair = tuple[str, str]
"""The later story and the earlier."""
Owner = str | None | Literal[False]
SEED = 1
WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Half:
    """One half of the newsroom with its truth.

    Attributes:
        copies: true pairs (later, earlier) of copies. family: of each story, the first version of it.
        owners: of each story, of each of its words, whose it is (None: its own; False: not counted).
        events: ids of the stories of each event. roots: how many independent origins each event has.
        cites: the links that statement chains would give.
    """

    stories: tuple[Story, ...]
    copies: frozenset[Pair]
    family: Mapping[str, str]
    owners: Mapping[str, Sequence[Owner]]
    events: Mapping[str, Sequence[str]]
    roots: Mapping[str, int]
    cites: Sequence[Link]


def half_of(made: Newsroom) -> Half:
    """A half from its stories and their truth. Versions of one story count as that story."""
    stories, truth = made.stories, made.truth
    family = truth.family
    events: dict[str, list[str]] = {}
    for story in stories:
        events.setdefault(truth.stories[story.id].event, []).append(story.id)
    return Half(
        tuple(stories),
        frozenset(of_families([(tie.later, tie.earlier) for tie in truth.links if tie.tie is Tie.COPY], family)),
        family,
        {story.id: owners(story, truth) for story in stories},
        events,
        {event: len(truth.events[event].roots) for event in events},
        cited(truth),
    )


def cited(truth: Truth) -> list[Link]:
    """The citations that statement chains would give: of stories, and of houses outside by their names."""
    pairs = [(tie.later, tie.earlier) for tie in truth.links if tie.tie is Tie.CITES]
    roots = [root for event in truth.events.values() for root in event.roots if root.story is None]
    pairs += [
        (story, root.name) for root in roots for story in root.leaning if truth.stories[story].kind is Kind.CITING
    ]
    return [Link(Tie.CITES, later, earlier, 1.0, "it names it") for later, earlier in pairs]


def of_families(pairs: Iterable[Pair], family: Mapping[str, str]) -> list[Pair]:
    """Pairs of first versions; none of a story with itself."""
    found = {(family.get(a, a), family.get(b, b)) for a, b in pairs}
    return sorted((a, b) for a, b in found if a != b)


def owners(story: Story, truth: Truth) -> list[Owner]:
    """Of each word of a story, as `words_of` parts it, whose it truly is."""
    places = [hit.start() for hit in WORD.finditer(story.text)]
    whose: list[Owner] = []
    for run in truth.stories[story.id].runs:
        whose += [run.source if run.counted else False] * (run.end - run.start)
    at = dict(zip(places, whose, strict=True))
    return [at.get(start, False) for start, _ in words_of(story.text).spans]


def f1(right: int, said: int, true: int) -> float:
    """F1 of counts, 0 to 1.

    >>> f1(5, 10, 10)
    0.5
    """
    return 2 * right / (said + true) if said + true else 1.0


def unordered(pairs: Iterable[Pair]) -> set[frozenset[str]]:
    """Pairs without direction."""
    return {frozenset(pair) for pair in pairs}


def pair_figures(said: Sequence[Pair], true: Iterable[Pair]) -> dict[str, object]:
    """F1, precision and recall of pairs, and of those found the share with the right direction."""
    truth, found, wanted = set(true), unordered(said), unordered(true)
    right = found & wanted
    directed = sum(pair in truth for pair in set(said) if frozenset(pair) in right)
    return {
        "pair_f1": f1(len(right), len(found), len(wanted)),
        "pair_precision": len(right) / max(1, len(found)),
        "pair_recall": len(right) / max(1, len(wanted)),
        "direction_right": directed / max(1, len(right)),
    }


def word_owners(story: Story, found: Traced) -> list[str | None]:
    """Of each word of a story, whose it is as traced."""
    passages = found.passages[story.id]
    out: list[str | None] = []
    n = 0
    for start, _ in words_of(story.text).spans:
        while n < len(passages) - 1 and passages[n].span.end <= start:
            n += 1
        out.append(passages[n].source)
    return out


def word_f1(half: Half, found: Traced) -> float:
    """F1 over the words that are another story's."""
    right = said = true = 0
    for story in half.stories:
        own = half.family[story.id]
        for mine, wanted in zip(word_owners(story, found), half.owners[story.id], strict=True):
            if wanted is False:
                continue
            one, other = (half.family[w] if w else own for w in (mine, wanted))
            said += one != own
            true += other != own
            right += one != own and one == other
    return f1(right, said, true)


def origin_figures(half: Half, count: Callable[[Sequence[Story], str], int]) -> dict[str, object]:
    """The share of events whose count of origins is exact, and the mean error."""
    by_id = {story.id: story for story in half.stories}
    errors = [
        abs(count([by_id[i] for i in ids], event) - half.roots[event]) for event, ids in sorted(half.events.items())
    ]
    return {"origins_exact": statistics.fmean(e == 0 for e in errors), "origins_error": statistics.fmean(errors)}


def by_engine(half: Half, found: Traced) -> dict[str, object]:
    """Figures of purport."""
    said = of_families([(link.later, link.earlier) for link in found.links if link.tie is Tie.COPY], half.family)

    def count(stories: Sequence[Story], _: str) -> int:
        return len(origins(stories, found.links, half.cites))

    return {
        **pair_figures(said, half.copies),
        "word_f1": word_f1(half, found),
        **origin_figures(half, count),
    }


def likeness(stories: Sequence[Story]) -> NDArray[np.float64]:
    """Shape (stories, stories): the resemblance that MinHash estimates."""
    from rensa import RMinHash

    rows = []
    for story in stories:
        signature: Any = RMinHash(num_perm=128, seed=1)
        words = tokens(story.text)
        signature.update([" ".join(words[n : n + 3]) for n in range(max(1, len(words) - 2))])
        rows.append(signature.digest())
    table = np.array(rows, np.uint64)
    return np.array([(table == row).mean(axis=1) for row in table])


def alike_pairs(stories: Sequence[Story], table: NDArray[np.float64], threshold: float) -> list[Pair]:
    """Pairs at or over a threshold; the one published later is the copy."""
    near = np.argwhere(np.triu(table >= threshold, 1)).tolist()
    return [ordered(stories[a], stories[b]) for a, b in near]


def ordered(one: Story, other: Story) -> Pair:
    """Two stories by publication, then by first sight: the later first."""
    first, last = sorted((one, other), key=lambda s: (s.published or "", s.first_seen, s.id))
    return last.id, first.id


def best_threshold(half: Half) -> float:
    """The threshold at which MinHash has the best F1 of pairs."""
    table = likeness(half.stories)
    steps = [n / 50 for n in range(2, 45)]
    return max(
        steps, key=lambda t: float(str(pair_figures(alike_pairs(half.stories, table, t), half.copies)["pair_f1"]))
    )


def titled_pairs(stories: Sequence[Story]) -> list[Pair]:
    """Pairs with the same title."""
    by_title: dict[str, list[Story]] = {}
    for story in stories:
        if story.title:
            by_title.setdefault(folded(story.title), []).append(story)
    return [ordered(a, b) for row in by_title.values() for n, a in enumerate(row) for b in row[:n]]


def baselines(half: Half, threshold: float) -> dict[str, object]:
    """Figures of the baselines, each name with that of the baseline before it."""
    near = alike_pairs(half.stories, likeness(half.stories), threshold)
    named = {
        "minhash": pair_figures(near, half.copies),
        "title": pair_figures(titled_pairs(half.stories), half.copies),
        "outlets": origin_figures(half, lambda stories, _: len({story.outlet for story in stories})),
        "minhash_groups": origin_figures(half, lambda stories, _: groups([s.id for s in stories], near)),
    }
    return {f"{name}_{figure}": value for name, row in named.items() for figure, value in row.items()}


def groups(ids: Sequence[str], pairs: Iterable[Pair]) -> int:
    """How many groups some stories fall into if pairs are joined."""
    at = {name: name for name in ids}

    def root(name: str) -> str:
        while at[name] != name:
            name = at[name]
        return name

    for one, other in pairs:
        if one in at and other in at:
            at[root(one)] = root(other)
    return len({root(name) for name in ids})


def complain(half: Half, found: Traced) -> None:
    """Prints what is wrong: of the tuned half only."""
    said = of_families([(link.later, link.earlier) for link in found.links if link.tie is Tie.COPY], half.family)
    for name, pairs in (("extra", set(said) - half.copies), ("missed", half.copies - set(said))):
        for later, earlier in sorted(pairs):
            turned = (earlier, later) in (set(said) | half.copies)
            print(f"-- {name} copy: {later} of {earlier}{' (turned)' if turned else ''}")
    for story in half.stories:
        wrong = wrong_words(half, story, found)
        if wrong > 25:
            print(f"-- words: {wrong} wrong in {story.id}")
    for event, ids in half.events.items():
        by_id = {story.id: story for story in half.stories}
        counted = origins([by_id[i] for i in ids], found.links, half.cites)
        if len(counted) != half.roots[event]:
            print(f"-- origins: {event} has {half.roots[event]}, said {[(o.name, o.story) for o in counted]}")


def wrong_words(half: Half, story: Story, found: Traced) -> int:
    """How many counted words of a story are given to the wrong story."""
    own = half.family[story.id]
    rows = zip(word_owners(story, found), half.owners[story.id], strict=True)
    return sum(wanted is not False and half.family[mine or own] != half.family[wanted or own] for mine, wanted in rows)


def show(figures: Mapping[str, object]) -> None:
    """Prints the figures, one a line."""
    for name, value in figures.items():
        print(f"  {name:40s} {f'{value:.3f}' if isinstance(value, float) else value}")


def main() -> int:
    """Measures, prints, keeps the figures; 1 if a floor is broken."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--half", choices=("tuned", "held"), help="one half alone, without baselines; keeps nothing")
    options.add_argument("--errors", action="store_true", help="print what is wrong, of the tuned half only")
    o = options.parse_args()
    halves = {name: half_of(newsroom(SEED, name)) for name in ("tuned", "held") if o.half in (None, name)}
    figures: dict[str, object] = {}
    for name, half in halves.items():
        found = traced(half.stories)
        figures |= {f"{name}_stories": len(half.stories), f"{name}_events": len(half.events)}
        figures |= {f"{name}_{figure}": value for figure, value in by_engine(half, found).items()}
        if o.errors and name == "tuned":
            complain(half, found)
    if o.half:
        show(figures)
        return 0
    threshold = best_threshold(halves["tuned"])
    figures["minhash_threshold"] = threshold
    for name, half in halves.items():
        figures |= {f"{name}_{figure}": value for figure, value in baselines(half, threshold).items()}
    show(figures)
    return report("corroborate", figures, None)


if __name__ == "__main__":
    sys.exit(main())
