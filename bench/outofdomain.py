"""How attributions are found outside newspapers: ``.venv/bin/python -m bench.outofdomain [--reader learned|rules]``.

Reads the invented passages of ``bench/data/outofdomain.txt`` (wire, ministry statements, communiques, court reports, football,
human-rights reports) and scores them as the newspaper stories are scored, outermost only, together and genre by genre.
"""

from __future__ import annotations

import argparse
import sys
from typing import Any

from bench.attribution import as_scored, scorer
from bench.common import DEFAULT_READER, ROOT, digest_of, reader_option, report, shared, skipped
from bench.marked import passages
from bench.nested import document_of
from purport.read.reader import reader_of

DATA = ROOT / "bench" / "data" / "outofdomain.txt"


def main() -> int:
    """Measures, prints, keeps the figures; 1 if a floor is broken."""
    options = argparse.ArgumentParser(description=__doc__)
    reader_option(options)
    o = options.parse_args()
    folder = shared()
    if folder is None:
        return skipped("outofdomain", "the scorer")
    score: Any = scorer(folder)
    reader, found, genre = reader_of(o.reader), {}, {}
    gold = []
    for passage in passages(DATA):
        gold.append((passage.name, passage.text, [a.spans for a in passage.attributions]))
        _, judged = reader.judged(document_of(passage))
        found[passage.name] = [as_scored(j.found) for j in judged if j.kept]
        genre[passage.name] = passage.genre
    whole = score.score(gold, found, outermost=True)
    score.show(whole, f"out of domain, {o.reader}, outermost")
    figures: dict[str, object] = {
        "reader": o.reader,
        "passages": len(gold),
        "relation_f1": 100 * whole["relation"]["f1"],
        "relation_precision": 100 * whole["relation"]["p"],
        "relation_recall": 100 * whole["relation"]["r"],
        "attribution_accuracy": 100 * whole["attribution_accuracy"],
        **{f"{role}_exact_f1": 100 * whole[f"{role}_span"]["f1"] for role in ("source", "cue", "content")},
    }
    for name in sorted(set(genre.values())):
        own = [row for row in gold if genre[row[0]] == name]
        f1 = score.score(own, {row[0]: found[row[0]] for row in own}, outermost=True)["relation"]["f1"]
        figures[f"relation_f1_{name.replace('-', '_')}"] = 100 * f1
        print(f"  {name:20s} {100 * f1:5.1f}")
    suffix = "" if o.reader == DEFAULT_READER else f"-{o.reader}"
    return report(f"outofdomain{suffix}", figures, digest_of([DATA]))


if __name__ == "__main__":
    sys.exit(main())
