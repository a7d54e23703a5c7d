"""How well copies, their direction and origins are found: ``.venv/bin/python -m bench.corroborate [--half tuned|held] [--errors]``.

Takes the generated newsroom (``bench.newsroom``, described in ``docs/why/newsroom.md``) through tracing, all stories of a half in
one stream, and the stories of each event through the counting of origins. Everything is counted by ``bench/newsroom/score.py``, for
purport and for the baselines alike.

- *copy pairs*: pairs of stories that copied text ties, directly or through one source; to take a rewrite for a copy is wrong.
  *Rewrites apart*: the same, but pairs that a rewrite ties count neither way.
- *words*: of each word, the story whose words it is; F1 of the words that are another story's, source and all.
- *direction*: of the true copies and rewrites that were found, the share with the right one later.
- *origins*: the count of independent roots of an event: the share exact, and the mean error.

Baselines in the same run: MinHash (128 permutations, all pairs compared) with the shingles and the threshold that are best on the
tuned half for each of the two counts of pairs; the same title; for origins, groups of MinHash's pairs, and the number of domains.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator, Mapping

from bench.common import broken_floors, report
from bench.newsroom import Newsroom, newsroom
from bench.newsroom.baselines import Baseline, baselines, best_settings, minhash
from bench.newsroom.score import (
    Pair,
    copy_pairs,
    direction_accuracy,
    links_score,
    neutral_pairs,
    origins_score,
    passages_score,
    word_sources,
)
from bench.newsroom.truth import Kind, Truth
from bench.newsroom.world import HALVES
from purport.corroborate.copies.trace import Traced, traced
from purport.corroborate.origins import origins
from purport.records.stories import Link, Origin, Tie

SEED = 1
MANY = 25  # words given to the wrong story


def cited(truth: Truth) -> list[Link]:
    """The citations that statement chains would give: of stories, and of houses outside by their names."""
    pairs = [(tie.later, tie.earlier) for tie in truth.links if tie.tie is Tie.CITES]
    roots = [root for event in truth.events.values() for root in event.roots if root.story is None]
    pairs += [
        (story, root.name) for root in roots for story in root.leaning if truth.stories[story].kind is Kind.CITING
    ]
    return [Link(Tie.CITES, later, earlier, 1.0, "it names it") for later, earlier in pairs]


def counted(made: Newsroom, found: Traced) -> dict[str, tuple[Origin, ...]]:
    """The origins of each event, by its id."""
    cites, events = cited(made.truth), {}
    for event in made.truth.events:
        members = [story for story in made.stories if made.truth.stories[story.id].event == event]
        events[event] = origins(members, found.links, cites)
    return events


def by_engine(made: Newsroom, found: Traced) -> dict[str, object]:
    """Figures of purport."""
    strict, apart = (links_score(found.links, made.truth, strict=how) for how in (True, False))
    roots = origins_score(counted(made, found), made.truth)
    return {
        "pair_f1": strict.f1,
        "pair_precision": strict.precision,
        "pair_recall": strict.recall,
        "pair_f1_rewrites_apart": apart.f1,
        "word_f1": passages_score(found.passages, made).f1,
        "direction_right": direction_accuracy(found.links, made.truth),
        "origins_exact": roots.exact,
        "origins_error": roots.error,
    }


def by_baseline(found: Baseline) -> dict[str, object]:
    """Figures of one baseline; it says nothing of words or direction."""
    pairs = {} if found.strict is None else {"pair_f1": found.strict.f1, "pair_precision": found.strict.precision}
    apart = {} if found.pairs is None else {"pair_f1_rewrites_apart": found.pairs.f1}
    return {**pairs, **apart, "origins_exact": found.origins.exact, "origins_error": found.origins.error}


def all_baselines(rooms: Mapping[str, Newsroom]) -> dict[str, object]:
    """Figures of the baselines on both halves, MinHash set once for all on the tuned one."""
    apart, strict = best_settings(rooms["tuned"])
    figures: dict[str, object] = {
        "minhash_setting": f"{strict.shingle} words, {strict.threshold}",
        "minhash_setting_rewrites_apart": f"{apart.shingle} words, {apart.threshold}",
    }
    for half, room in rooms.items():
        for name, found in baselines(room, strict).items():
            figures |= {f"{half}_{name}_{figure}": value for figure, value in by_baseline(found).items()}
        score = minhash(room, apart).pairs
        figures[f"{half}_minhash_pair_f1_rewrites_apart"] = score.f1 if score else None
    return figures


def faults(made: Newsroom, found: Traced) -> Iterator[str]:
    """What is wrong, in lines: first the kinds of pairs with how many there are of each, then all."""
    truth = made.truth
    said, true, retold = copy_pairs(found.links, truth), copy_pairs(truth.links, truth), neutral_pairs(truth)
    rows = [("extra", pair) for pair in said - true] + [("missed", pair) for pair in true - said]
    kinds = Counter((what, _kind(pair, truth, retold)) for what, pair in rows)
    yield from (f"-- {count} {what} pairs: {kind}" for (what, kind), count in kinds.most_common())
    yield from sorted(f"-- {what} pair: {' and '.join(sorted(pair))}" for what, pair in rows)
    for story in made.stories:
        wrong = _wrong_words(made, found, story.id)
        if wrong > MANY:
            yield f"-- words: {wrong} wrong in {story.id}"
    for event, roots in counted(made, found).items():
        if len(roots) != len(truth.events[event].roots):
            yield f"-- origins: {event} has {len(truth.events[event].roots)}, said {[(o.name, o.story) for o in roots]}"


def _kind(pair: Pair, truth: Truth, retold: set[Pair]) -> str:
    stories = [truth.stories[id] for id in sorted(pair)]
    where = (
        "a rewrite ties them"
        if pair in retold
        else "one event"
        if len({s.event for s in stories}) == 1
        else "two events"
    )
    return f"{' and '.join(sorted(str(s.kind.value) for s in stories))}, {where}"


def _wrong_words(made: Newsroom, found: Traced, id: str) -> int:
    """How many words of a story that count are given to the wrong story."""
    truth = made.truth
    story = next(one for one in made.stories if one.id == id)
    true = [run for run in truth.stories[id].runs for _ in range(run.start, run.end)]
    said = word_sources(story, found.passages[id])
    return sum(
        run.counted and truth.family[run.source or id] != truth.family[one or id]
        for run, one in zip(true, said, strict=True)
    )


def show(figures: Mapping[str, object]) -> None:
    """Prints the figures, one a line."""
    for name, value in figures.items():
        print(f"  {name:40s} {f'{value:.3f}' if isinstance(value, float) else value}")


def main() -> int:
    """Measures, prints, keeps the figures; 1 if a floor is broken."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--half", choices=HALVES, help="one half alone, without baselines; keeps nothing")
    options.add_argument(
        "--floors", action="store_true", help="both halves against the floors, without baselines; keeps nothing"
    )
    options.add_argument(
        "--seed", type=int, default=SEED, help="another newsroom of the same phrases; with --half only"
    )
    options.add_argument("--errors", action="store_true", help="print what is wrong, of the tuned half only")
    o = options.parse_args()
    if o.seed != SEED and not o.half:
        options.error("--seed needs --half: what is kept is always of one newsroom")
    rooms = {half: newsroom(o.seed, half) for half in HALVES if o.half in (None, half)}
    figures: dict[str, object] = {}
    for half, room in rooms.items():
        found = traced(room.stories)
        figures |= {f"{half}_stories": len(room.stories), f"{half}_events": len(room.truth.events)}
        figures |= {f"{half}_{figure}": value for figure, value in by_engine(room, found).items()}
        if o.errors and half == "tuned":
            print(*faults(room, found), sep="\n")
    if o.half:
        show(figures)
        return 0
    if o.floors:
        show(figures)
        return 1 if broken_floors("corroborate", figures) else 0
    figures |= all_baselines(rooms)
    show(figures)
    return report("corroborate", figures, None)


if __name__ == "__main__":
    sys.exit(main())
