"""Cross-validation: every sentence judged by weights that never saw it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from purport.read.events.learned.features import features
from purport.read.events.triggers import triggers
from purport.read.parse import Parse, Word, parsed
from purport.records.spans import Span
from train.roots.plv import Example
from train.roots.ridge import Floats, fitted, sums

_WEAK = ("PUNCT", "DET", "ADP")


def head(parse: Parse, span: Span | None) -> Word | None:
    """The word of a marked stretch that the rest of it hangs on; None if nothing is marked."""
    if span is None:
        return None
    words = parse.between(span.start, span.end)
    inside = {word.i for word in words}
    tops = [word for word in words if word.head not in inside or word.head == word.i]
    best = next((word for word in tops if word.pos not in _WEAK), tops[0] if tops else None)
    return best if best is not None else parse.word_at(span.start)


def parses(given: Sequence[Example]) -> list[Parse]:
    """The parse of each sentence.

    Raises:
        ModelError: if the parser is missing.
    """
    return [parsed(one.text) for one in given]


def sheets(given: Sequence[Example], read: Sequence[Parse]) -> list[frozenset[str]]:
    """The features of each example."""
    return [
        features(p, head(p, one.source), head(p, one.target), {t.word.i: t for t in triggers(p)})
        for one, p in zip(given, read, strict=True)
    ]


def held_out(made: Sequence[frozenset[str]], wanted: Sequence[str], fold: Sequence[int]) -> tuple[tuple[str, ...], Floats]:
    """The roots, and their scores for each sentence [n, roots] from weights trained on the other folds."""
    roots = tuple(sorted(set(wanted)))
    out = np.full((len(made), len(roots)), -1.0, np.float32)
    for one in sorted(set(fold)):
        inside = [n for n, f in enumerate(fold) if f != one]
        outside = [n for n, f in enumerate(fold) if f == one]
        fit = fitted([made[n] for n in inside], [wanted[n] for n in inside])
        columns = [roots.index(root) for root in fit.roots]
        out[np.ix_(outside, columns)] = sums(fit, [made[n] for n in outside])
    return roots, out
