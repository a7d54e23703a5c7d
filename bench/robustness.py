"""How attributions are found in worse copies of the same stories: ``.venv/bin/python -m bench.robustness``.

PolNeAR's development stories in capitals, with straight, curly or no quotation marks, with lines wrapped in the middle of
sentences, and with a byline between paragraphs. The gold goes with its characters. What counts is how many points of relation
F1 each costs; with no marks left, the scorer takes every content for indirect.
"""

from __future__ import annotations

import re
import sys
from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bench.attribution import as_scored, scorer
from bench.common import digest_of, report, shared, skipped
from purport.read.attribution import attributions
from purport.read.attribution.judged import Judged
from purport.read.attribution.learned import learned_reader
from purport.read.attribution.learned.weights import missing
from purport.read.casing import cased
from purport.read.parse import Parse, parsed

WIDTH = 72
"""Column after which a line is wrapped."""
BYLINE = "By Dana Whitlock, Kelva Courier\n"
EVERY = 3
"""A byline stands after every so many paragraphs."""


@dataclass(frozen=True, slots=True)
class Copy:
    """A changed text; `origin` says for each of its characters where it stood, -1 for one that is new."""

    text: str
    origin: list[int]

    @property
    def old_places(self) -> list[int]:
        """The old places of the characters that were kept, in order."""
        return [n for n in self.origin if n >= 0]

    @property
    def places(self) -> list[int]:
        """The new places of the characters that were kept, in order."""
        return [place for place, n in enumerate(self.origin) if n >= 0]


def same(text: str) -> Copy:
    """The story as it is."""
    return Copy(text, list(range(len(text))))


def capitals(text: str) -> Copy:
    """All letters capitals."""
    return Copy("".join(c.upper() if len(c.upper()) == 1 else c for c in text), list(range(len(text))))


def straight(text: str) -> Copy:
    """Straight quotation marks."""
    return Copy(text.translate(str.maketrans("“”‘’", "\"\"''")), list(range(len(text))))


def curly(text: str) -> Copy:
    """Curly quotation marks."""
    opened = re.sub(r'(^|[\s(\[—-])"', r"\1“", text)
    return Copy(opened.replace('"', "”").replace("'", "’"), list(range(len(text))))


def bare(text: str) -> Copy:
    """No double quotation marks."""
    kept = [n for n, c in enumerate(text) if c not in '"“”']
    return Copy("".join(text[n] for n in kept), kept)


def wrapped(text: str) -> Copy:
    """Every line wrapped at a width."""
    out, column = list(text), 0
    for n, sign in enumerate(text):
        column = 0 if sign == "\n" else column + 1
        if sign == " " and column >= WIDTH - 8:
            out[n], column = "\n", 0
    return Copy("".join(out), list(range(len(text))))


def bylined(text: str) -> Copy:
    """A byline after every third paragraph."""
    out: list[str] = []
    origin: list[int] = []
    at = 0
    for number, line in enumerate(text.splitlines(keepends=True), 1):
        out.append(line)
        origin += range(at, at + len(line))
        at += len(line)
        if number % EVERY == 0 and line.endswith("\n"):
            out.append(BYLINE)
            origin += [-1] * len(BYLINE)
    return Copy("".join(out), origin)


CHANGES: dict[str, Callable[[str], Copy]] = {
    "as_it_is": same,
    "capitals": capitals,
    "straight_marks": straight,
    "curly_marks": curly,
    "no_marks": bare,
    "wrapped_lines": wrapped,
    "byline_between": bylined,
}

Item = dict[str, list[list[int]]]


def moved(items: list[Item], copy: Copy) -> list[Item]:
    """The gold in the changed text."""
    old, new = copy.old_places, copy.places

    def span(start: int, end: int) -> list[list[int]]:
        low, high = bisect_left(old, start), bisect_left(old, end)
        return [[new[low], new[high - 1] + 1]] if high > low else []

    return [{role: [s for a, b in spans for s in span(a, b)] for role, spans in item.items()} for item in items]


def learned(parse: Parse) -> list[Judged]:
    return [j for j in learned_reader().judged(parse) if j.kept]


def ruled(parse: Parse) -> list[Judged]:
    return [Judged.of_rule(found) for found in attributions(parse)]


READERS = {"learned": learned, "rules": ruled}


def measured(score: Any, gold: list[Any], change: Callable[[str], Copy]) -> dict[str, float]:
    """Relation F1 of each reader on changed copies of the stories."""
    copies = [(ident, change(text), items) for ident, text, items in gold]
    changed = [(ident, copy.text, moved(items, copy)) for ident, copy, items in copies]
    found: dict[str, dict[str, Any]] = {name: {} for name in READERS}
    for ident, copy, _ in copies:
        parse = parsed(cased(copy.text))
        for name, reader in READERS.items():
            found[name][ident] = [as_scored(j.found) for j in reader(parse)]
    return {name: 100 * score.score(changed, made, outermost=True)["relation"]["f1"] for name, made in found.items()}


def main() -> int:
    folder = shared()
    data = None if folder is None else folder / "data" / "attribution" / "dev"
    if folder is None or data is None or not data.is_dir():
        return skipped("robustness", data or "the folder of evaluation data")
    if gap := missing():
        print(f"SKIPPED: bench.robustness measured nothing: {gap}", flush=True)
        return 0
    score = scorer(folder)
    docs = score.read_gold(data / "attributions", data / "text")
    gold = [(ident, text, by[min(by)]) for ident, (text, by) in docs.items()]
    figures: dict[str, object] = {}
    plain: dict[str, float] = {}
    print(f"{'':16s} {'learned':>8s} {'drop':>6s} {'rules':>8s} {'drop':>6s}")
    for name, change in CHANGES.items():
        f1 = measured(score, gold, change)
        plain = plain or f1
        drops = {reader: plain[reader] - f1[reader] for reader in f1}
        print(f"{name:16s} " + " ".join(f"{f1[r]:8.1f} {drops[r]:6.1f}" for r in f1), flush=True)
        figures |= {f"{r}_{name}": f1[r] for r in f1} | {f"{r}_{name}_drop": drops[r] for r in f1}
    figures["learned_worst_drop"] = max(plain["learned"] - float(str(figures[f"learned_{n}"])) for n in CHANGES)
    return report("robustness", figures, digest_of([data]))


if __name__ == "__main__":
    sys.exit(main())
