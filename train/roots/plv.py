"""PLV as examples: sentences in which a source and a target are marked, with the root of what the one does to the other.

PLV states no licence. Its sentences are read where they lie; none of its words are written anywhere but in weights.
"""

from __future__ import annotations

import csv
import random
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from purport.records.spans import Span

FOLDS = 5
_MARK = re.compile(r"</?[st]>")


@dataclass(frozen=True, slots=True)
class Example:
    """One marked sentence.

    Attributes:
        text: the sentence, marks taken out. source, target: characters of `text`; None where the text names nobody.
        root: the root that the readers of PLV agreed on.
    """

    text: str
    source: Span | None
    target: Span | None
    root: str


def examples(path: Path) -> tuple[Example, ...]:
    """The examples of a PLV file, in its order.

    Raises:
        OSError: if it cannot be read. KeyError: if it has other columns.
    """
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    return tuple(_example(row["marked_sentence"], row["gold_root"]) for row in rows)


def _example(marked: str, root: str) -> Example:
    at: dict[str, int] = {}
    text, last = "", 0
    for mark in _MARK.finditer(marked):
        text += marked[last : mark.start()]
        at[mark.group()] = len(text)
        last = mark.end()
    text += marked[last:]
    return Example(text, _span(at, "s"), _span(at, "t"), root)


def _span(at: dict[str, int], name: str) -> Span | None:
    return Span(at[f"<{name}>"], at[f"</{name}>"]) if f"</{name}>" in at else None


def folds(given: Sequence[Example], seed: int, count: int = FOLDS) -> list[int]:
    """The fold of each example: the same sentence always in one fold, roots spread evenly, shuffled by `seed`."""
    groups: dict[str, list[int]] = defaultdict(list)
    for number, example in enumerate(given):
        groups[example.text].append(number)
    order = list(groups.values())
    random.Random(seed).shuffle(order)
    order.sort(key=lambda group: given[group[0]].root)
    out = [0] * len(given)
    for place, group in enumerate(order):
        for number in group:
            out[number] = place % count
    return out
