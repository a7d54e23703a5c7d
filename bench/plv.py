"""Which root does an event get? PLV's training part, by the rules alone and by the learned part: ``python -m bench.plv``.

Each sentence has a marked source and target and one root. The rules answer where they find an event whose actor lies in the
one mark and whose target in the other (where only one is marked, in that). The learned part is trained anew on four fifths and
asked about the other fifth, told which words are marked; three ways of cutting the fifths, and one sentence never lies on both
sides. ``reading``: the rules' answers where the learned part may correct them, under the same conditions as in reading.
``--errors`` prints what was confused, in numbers: the sentences are not ours to print.
"""

from __future__ import annotations

import argparse
import statistics
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from bench.common import digest_of, report, shared, skipped
from purport.read.events.learned.choice import YIELD, Roots
from purport.read.events.learned.opinion import probabilities
from purport.read.events.learned.weights import Manifest, Table, weights_of
from purport.read.events.roles import actor_word, conjuncts, target_words
from purport.read.events.triggers import Trigger, triggers
from purport.read.parse import Parse, Word
from purport.records.names import Action
from purport.records.spans import Span
from train.attribution.calibrate import calibration_error
from train.roots.crossing import held_out, parses, trained, views
from train.roots.plv import Example, examples, folds
from train.roots.ridge import Fit, Sheet, sharpness

SEEDS = (11, 12, 13)
"""Of the ways of cutting; none of them was looked at when the ridge and the features were chosen."""
Figures = dict[str, object]
ByRoot = dict[str, float]
_APART = frozenset({"relcl", "acl", "advcl", "punct", "appos", "conj", "cc"})


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """An event that the rules found between the marks."""

    trigger: Trigger
    ends: tuple[Word | None, Word | None]


def plv_root(action: Action) -> str:
    """A root of purport's as PLV names it: RETREAT and CONCEDE are one."""
    return YIELD if action in (Action.RETREAT, Action.CONCEDE) else action.value


def _inside(words: Sequence[Word], span: Span | None) -> bool:
    return span is None or any(span.start <= word.start < span.end for word in words)


def _phrase(parse: Parse, word: Word) -> list[Word]:
    children = (c for c in parse.children_of(word) if c.dep not in _APART)
    return [word, *(w for child in children for w in parse.subtree(child))]


def found_by_rules(parse: Parse, example: Example) -> Found | None:
    """The first event of the rules between the marks; None if they find none there."""
    for trigger in triggers(parse):
        doer, targets = actor_word(parse, trigger), target_words(parse, trigger)
        doers = [] if doer is None else [doer, *conjuncts(parse, doer)]
        done_to = [word for target in targets for word in _phrase(parse, target)]
        if _inside(doers, example.source) and _inside(done_to, example.target):
            return Found(trigger, (doer, targets[0] if targets else None))
    return None


def f1_by_root(gold: Sequence[str], said: Sequence[str | None]) -> dict[str, float]:
    """F1 of each root in per cent; None is no answer."""
    right = Counter(g for g, s in zip(gold, said, strict=True) if g == s)
    both = Counter(gold) + Counter(s for s in said if s is not None)
    return {root: 100 * 2 * right[root] / both[root] for root in sorted(set(gold))}


def _mean(values: Sequence[float]) -> float:
    return statistics.fmean(values)


def learned_figures(
    seen: Sequence[tuple[Sheet, ...]], gold: Sequence[str], cuts: Sequence[Sequence[int]]
) -> tuple[Figures, ByRoot]:
    """What the learned part gets right, the mean over the ways of cutting with the lowest and the highest; F1 by root."""
    macro, share, error, tables = [], [], [], []
    for fold in cuts:
        roots, scores = held_out(seen, gold, fold)
        said = [roots[n] for n in scores.argmax(1)]
        right = [g == s for g, s in zip(gold, said, strict=True)]
        number = np.array([roots.index(g) for g in gold])
        tables.append(f1_by_root(gold, said))
        macro.append(_mean(list(tables[-1].values())))
        share.append(100 * _mean(right))
        sure = probabilities(scores, sharpness(scores, number)).max(1).tolist()
        error.append(calibration_error(list(zip(sure, right, strict=True))))
    figures: Figures = {
        "learned_macro_f1": _mean(macro),
        "learned_macro_f1_range": [min(macro), max(macro)],
        "learned_right": _mean(share),
        "learned_calibration_error": _mean(error),
    }
    return figures, {root: _mean([table[root] for table in tables]) for root in tables[0]}


def rules_figures(found: Sequence[Found | None], gold: Sequence[str]) -> tuple[Figures, ByRoot]:
    """What the rules find and get right; F1 by root."""
    said = [None if one is None else plv_root(one.trigger.action) for one in found]
    answers = [g == s for g, s in zip(gold, said, strict=True) if s is not None]
    table = f1_by_root(gold, said)
    figures: Figures = {
        "rules_answer": 100 * len(answers) / len(gold),
        "rules_right_of_answers": 100 * _mean(answers),
        "rules_macro_f1": _mean(list(table.values())),
    }
    return figures, table


def roots_of(fit: Fit, sharp: float) -> Roots:
    """Weights fresh from training, as the reader uses them."""
    table = Table(fit.roots, fit.features, fit.table.astype("<f2").tobytes())
    return Roots(weights_of(Manifest("fold", "0", {}, sharp), table))


def reading_figures(
    found: Sequence[Found | None],
    read: Sequence[Parse],
    seen: Sequence[tuple[Sheet, ...]],
    gold: Sequence[str],
    fold: Sequence[int],
) -> Figures:
    """What becomes of the rules' answers when the learned part may correct them as it does in reading."""
    changed: list[tuple[bool, bool]] = []
    right = 0
    sharp = Roots().sharpness
    for one in sorted(set(fold)):
        inside = [n for n, f in enumerate(fold) if f != one]
        roots = roots_of(trained([seen[n] for n in inside], [gold[n] for n in inside]), sharp)
        for n, event in enumerate(found):
            if fold[n] != one or event is None:
                continue
            index = {t.word.i: t for t in triggers(read[n])}
            choice = roots.choice(read[n], event.trigger, event.ends, index)
            right += plv_root(choice.action) == gold[n]
            if choice.reason:
                changed.append((plv_root(choice.action) == gold[n], plv_root(event.trigger.action) == gold[n]))
    answers = sum(event is not None for event in found)
    return {
        "reading_right_of_answers": 100 * right / answers,
        "reading_changed": len(changed),
        "reading_changed_to_right": sum(now for now, _ in changed),
        "reading_changed_from_right": sum(before for _, before in changed),
    }


def by_root(gold: Sequence[str], rules: ByRoot, learned: ByRoot) -> list[Figures]:
    """One row a root: how many sentences, and F1 of both."""
    return [
        {"PLV root": root, "f1_learned": learned[root], "f1_rules": rules[root], "sentences": count}
        for root, count in sorted(Counter(gold).items())
    ]


def show(figures: Mapping[str, object], rows: Sequence[Figures]) -> None:
    """Prints the figures and the rows, one a line."""
    for name, value in figures.items():
        print(f"  {name:28s} {f'{value:.3g}' if isinstance(value, float) else value}")
    for row in rows:
        root, count = row["PLV root"], row["sentences"]
        print(
            f"  {root:10s} {count:4d} sentences, F1 {row['f1_rules']:3.0f} by the rules, {row['f1_learned']:3.0f} learned"
        )


def confusions(seen: Sequence[tuple[Sheet, ...]], gold: Sequence[str], fold: Sequence[int]) -> list[str]:
    """The commonest confusions of the learned part, one a line."""
    roots, scores = held_out(seen, gold, fold)
    pairs = Counter((g, roots[n]) for g, n in zip(gold, scores.argmax(1), strict=True) if g != roots[n])
    return [f"{count:4d}  {wanted} taken for {said}" for (wanted, said), count in pairs.most_common(20)]


def main() -> int:
    """Measures, prints, keeps the figures; 1 if a floor is broken."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--errors", action="store_true", help="print the commonest confusions")
    chosen = options.parse_args()
    folder = shared()
    data = None if folder is None else folder / "data" / "events" / "plv" / "PLV_train.tsv"
    if data is None or not data.is_file():
        return skipped("plv", data or "the folder of evaluation data")
    given = examples(data)
    gold = [one.root for one in given]
    read = parses(given)
    seen = views(given, read)
    cuts = [folds(given, seed) for seed in SEEDS]
    found = [found_by_rules(parse, one) for parse, one in zip(read, given, strict=True)]
    (ruled, rules), (taught, learned) = rules_figures(found, gold), learned_figures(seen, gold, cuts)
    figures = ruled | taught | reading_figures(found, read, seen, gold, cuts[0])
    rows = by_root(gold, rules, learned)
    print(f"PLV, training part: {len(given)} sentences")
    show(figures, rows)
    if chosen.errors:
        print("\n".join(confusions(seen, gold, cuts[0])))
    return report("plv", figures | {"by_root": rows}, digest_of([data]))


if __name__ == "__main__":
    sys.exit(main())
