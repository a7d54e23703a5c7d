"""Time expressions: found and worked out as people mark them? ``python -m bench.times``.

The step of times is run on a parse of each text with the day of publication known, nothing else of the reader. MEANTIME
(NewsReader, CC BY 4.0, six sentences of each of 120 Wikinews stories) is in two parts: the stories in
``bench/data/times/tuning.txt`` were looked at while the rules were written, the others never; which are which was fixed by a hash
of their names beforehand. The rules are not trained, so the five folds (by the same hash) only show how much figures vary. Its
annotation departs from the TimeML guidelines here and there (head nouns inside an extent, ``a week ago`` as a day); the rules
follow the guidelines.

The invented passages of ``bench/data/times`` are marked by the guidelines: ``seen`` and ``arabic`` were worked with, ``unseen``
is measured and never printed, but its author wrote the rules too. ``share_of_parse_time``: seconds of the step over seconds of
plain spaCy with the same texts, in turn, per cent.
``--errors`` prints what is wrong in the parts that may be looked at.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import statistics
import sys
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from bench.common import ROOT, digest_of, plain_spacy, report, shared
from bench.timex import Dated, Timex, figures, pairs, passages, valid_edtf, well_formed
from purport.read.parse import Parse, parsed, plain
from purport.read.times import times
from purport.records import TimeMark

FOLDER = ROOT / "bench" / "data" / "times"
FOLDS = 5
ROUNDS = 3
Scored = tuple[list[Timex], list[Timex]]


def as_timex(marks: Iterable[TimeMark]) -> list[Timex]:
    """Marks of the reader as the scorer takes them."""
    return [Timex(m.span.start, m.span.end, m.type, m.value) for m in marks]


def folds(names: Iterable[str]) -> dict[str, int]:
    """Name of a story to its fold, by the hash of the name."""
    ordered = sorted(names, key=lambda name: hashlib.sha256(name.encode()).hexdigest())
    return {name: place % FOLDS for place, name in enumerate(ordered)}


def tuning() -> frozenset[str]:
    """The stories of MEANTIME that were looked at."""
    return frozenset((FOLDER / "tuning.txt").read_text(encoding="utf-8").split())


def meantime(folder: Path) -> list[Dated]:
    """The stories of MEANTIME; the date line, which gives the day of publication, is no gold."""
    spec = importlib.util.spec_from_file_location("score_times", folder / "score" / "score_times.py")
    if spec is None or spec.loader is None:
        raise ImportError("no scorer of times")
    scorer: Any = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    docs, _ = scorer.read_gold(str(folder / "data" / "times" / "meantime"))
    return [
        Dated(
            name, created, text, [Timex(g["start"], g["end"], "" if g["dct"] else g["type"], g["value"]) for g in gold]
        )
        for name, (text, gold, created) in docs.items()
    ]


def judged(one: Dated, parse: Parse) -> Scored:
    """What is found and what is gold in one text, both without the date line (gold of no type)."""
    masked = [g for g in one.gold if not g.type]
    found = as_timex(times(parse, one.published))
    kept = [f for f in found if not any(f.start < m.end and m.start < f.end for m in masked)]
    return kept, [g for g in one.gold if g.type]


def by_type(made: Sequence[Scored]) -> list[dict[str, object]]:
    """Of each type of gold, how many are found and how many have the right value, per cent."""
    rows = []
    for kind in ("DATE", "TIME", "DURATION", "SET"):
        gold = [g for _, wanted in made for g in wanted if g.type == kind]
        met = [(f, g) for found, wanted in made for f, g in pairs(found, wanted) if g.type == kind]
        if gold:
            right = sum(f.value == g.value for f, g in met)
            rows.append(
                {
                    "type": kind,
                    "gold": len(gold),
                    "found": 100 * len(met) / len(gold),
                    "value_right": 100 * right / len(gold),
                }
            )
    return rows


def errors(stories: Sequence[Dated], made: Sequence[Scored]) -> list[str]:
    """What is wrong, one line each: story, words, gold, found."""
    out = []
    for story, (found, gold) in zip(stories, made, strict=True):
        met = pairs(found, gold)
        right = {(f, g) for f, g in met if f == g}
        out += [_line(story, g, f) for f, g in met if (f, g) not in right]
        out += [_line(story, g, None) for g in gold if g not in [other for _, other in met]]
        out += [_line(story, None, f) for f in found if f not in [one for one, _ in met]]
    return out


def _line(story: Dated, gold: Timex | None, found: Timex | None) -> str:
    told = [f"{story.text[t.start : t.end]!r} {t.type} {t.value}" if t else "nothing" for t in (gold, found)]
    return f"{story.name[:30]}: {told[0]}; found {told[1]}"


def spread(stories: Sequence[Dated], made: Sequence[Scored]) -> dict[str, object]:
    """The lowest and highest strict, relaxed and value F1 of the five folds."""
    fold = folds(one.name for one in stories)
    by_fold = [figures([m for one, m in zip(stories, made, strict=True) if fold[one.name] == n]) for n in range(FOLDS)]
    each = {name: [one[f"{name}_f1"] for one in by_fold] for name in ("strict", "relaxed", "value")}
    return {f"meantime_{name}_f1_of_folds": [min(found), max(found)] for name, found in each.items()}


def named(prefix: str, made: Sequence[Scored]) -> dict[str, object]:
    """The figures of one set, its name before each."""
    table: dict[str, object] = {f"{prefix}_expressions": sum(len(gold) for _, gold in made)}
    return table | {f"{prefix}_{name}": value for name, value in figures(made).items()}


def share_of_parse_time(stories: Sequence[Dated]) -> float:
    """Seconds of the step over those of plain spaCy, text by text in turn, median of the rounds, per cent."""
    spacy, shares = plain_spacy(), []
    parses = [parsed(one.text) for one in stories]
    for _ in range(ROUNDS):
        ours = theirs = 0.0
        for one, parse in zip(stories, parses, strict=True):
            start = time.perf_counter()
            spacy(one.text)
            middle = time.perf_counter()
            times(parse, one.published)
            theirs += middle - start
            ours += time.perf_counter() - middle
        shares.append(100 * ours / theirs)
    return statistics.median(shares)


def malformed(stories: Sequence[Dated]) -> int:
    """How many values are no TIMEX3 value or no EDTF date."""
    marks = [m for one in stories for m in times(plain(one.text), one.published)]
    return sum(bool(m.value and not well_formed(m.value)) + bool(m.edtf and not valid_edtf(m.edtf)) for m in marks)


def main() -> int:
    """Measures, prints, keeps the figures; 1 if a floor is broken."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--errors", action="store_true", help="print what is wrong in the parts that may be looked at")
    chosen = options.parse_args()
    invented = {name: passages(FOLDER / f"{name}.txt") for name in ("seen", "arabic", "unseen")}
    made = {
        name: [judged(one, plain(one.text) if name == "arabic" else parsed(one.text)) for one in stories]
        for name, stories in invented.items()
    }
    told: dict[str, object] = {}
    for name, scored in made.items():
        told |= named(name, scored)
    looked_at = [(invented[name], made[name]) for name in ("seen", "arabic")]
    folder, data, rows = shared(), [FOLDER], []
    if folder is not None and (folder / "data" / "times" / "meantime").is_dir():
        stories = meantime(folder)
        scored = [judged(one, parsed(one.text)) for one in stories]
        part = tuning()
        tuned = [m for one, m in zip(stories, scored, strict=True) if one.name in part]
        rest = [m for one, m in zip(stories, scored, strict=True) if one.name not in part]
        told |= named("meantime_tuning", tuned) | named("meantime_rest", rest) | named("meantime", scored)
        told |= spread(stories, scored)
        looked_at.append(([one for one in stories if one.name in part], tuned))
        rows, data = by_type(rest), [FOLDER, folder / "data" / "times" / "meantime"]
    else:
        print("SKIPPED: MEANTIME is not here (set PURPORT_SHARED); only the invented passages are measured", flush=True)
        stories = invented["seen"]
    told |= {"share_of_parse_time": share_of_parse_time(stories), "malformed": malformed(stories)}
    for name, value in told.items():
        print(f"  {name:32s} {f'{value:.1f}' if isinstance(value, float) else value}")
    for row in rows:
        print(
            f"    rest, {row['type']:9} gold {row['gold']:4}  found {row['found']:5.1f}  value right {row['value_right']:5.1f}"
        )
    if chosen.errors:
        print("\n".join(line for those, scored in looked_at for line in errors(those, scored)))
    return report("times", told | ({"by_type": rows} if rows else {}), digest_of(data))


if __name__ == "__main__":
    sys.exit(main())
