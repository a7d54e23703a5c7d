"""Cross-validation: every sentence judged by weights that never saw it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from purport.read.events.learned.features import features
from purport.read.events.triggers import triggers
from purport.read.parse import Parse, Word, parsed
from purport.records.spans import Span
from train.roots.plv import Example
from train.roots.ridge import Fit, Floats, Sheet, fitted, sums

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


def views(given: Sequence[Example], read: Sequence[Parse]) -> list[tuple[Sheet, ...]]:
    """The features of each example: as it is, then as if its target, and as if its source were not known."""
    out = []
    for one, parse in zip(given, read, strict=True):
        source, target = head(parse, one.source), head(parse, one.target)
        found = {t.word.i: t for t in triggers(parse)}
        pairs = [(source, target), (source, None), (None, target)]
        out.append(tuple(sheet for a, b in dict.fromkeys(pairs) if (sheet := features(parse, a, b, found))))
    return out


def trained(seen: Sequence[tuple[Sheet, ...]], wanted: Sequence[str]) -> Fit:
    """Weights learned from all views of some examples."""
    pairs = [(sheet, root) for sheets, root in zip(seen, wanted, strict=True) for sheet in sheets]
    return fitted([sheet for sheet, _ in pairs], [root for _, root in pairs])


def held_out(
    seen: Sequence[tuple[Sheet, ...]], wanted: Sequence[str], fold: Sequence[int]
) -> tuple[tuple[str, ...], Floats]:
    """The roots, and their scores for each example as it is [n, roots], from weights trained on the other folds."""
    roots = tuple(sorted(set(wanted)))
    out = np.full((len(seen), len(roots)), -1.0, np.float32)
    for one in sorted(set(fold)):
        inside = [n for n, f in enumerate(fold) if f != one]
        outside = [n for n, f in enumerate(fold) if f == one]
        fit = trained([seen[n] for n in inside], [wanted[n] for n in inside])
        columns = [roots.index(root) for root in fit.roots]
        out[np.ix_(outside, columns)] = sums(fit, [seen[n][0] for n in outside])
    return roots, out
