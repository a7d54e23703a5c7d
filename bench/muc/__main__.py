"""How far a text goes along with an incident, on MUC-3/4: ``.venv/bin/python -m bench.muc [--part dev|tst1|tst2] [--fit]``.

Two slots of the templates of 1992 (stage of execution; confidence in each perpetrator organisation) and one question for each
story: does it tell of an incident that was only attempted or threatened?

How it is done. The whole reader reads each story, in capitals as it came. Events of harm (root ASSAULT), but those denied or
negated, are gathered by type of incident and by target; each group may become a response (`incidents.py`). Organisations are
looked for by the names that the keys of the development part have, the sample's own left out, and by a short list of
groups from general knowledge (``bench/data/muc_groups.txt``). Four small logistic models over
what was read say which groups and which organisations to answer, and with what (`model.py`). They are fitted on the development
stories outside the sample.

What is counted (`score.py`). Templates are aligned by type and by a word in common in a perpetrator or target, without any
hand; a response that stands for no template costs precision in the figures without ``matched`` (the row ALL TEMPLATES of 1992),
and nothing in those with it (the row MATCHED/MISSING). Partial credit as in the guidelines. Optional templates and fillers cost
nothing when missing.

Where this is easier than the official scoring: one word in common aligns and counts as the right organisation, where 1992 had a
person decide on each partial match; all names of one organisation count as one. Where it is harder: that person could also give
credit for other wordings and mend an alignment; and a story here counts for the question above only by its templates that are
not optional. So no figure here is strictly comparable with one of 1992. Sealed parts (TST3, TST4), on which the systems of 1992
were scored, are not read.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from bench.common import DEFAULT_READER, ROOT, digest_of, reader_option, report, shared, skipped
from bench.muc.corpus import PARTS, Story, document, stories
from bench.muc.incidents import View, bodies, listed_groups, view_of
from bench.muc.model import fit, incidents, loaded, saved
from bench.muc.score import Score, Tally, score_of
from purport.read.reader import reader_of

SAMPLE = 200
SEED = 4
WEIGHTS = ROOT / "bench" / "data" / "muc.json"
LEAST = {"tied": 0.2, "relevant": 0.3, "late": 0.3}
"""Least probability with which something is answered; by cross-validation outside the sample, and on it where that is flat."""


def sampled(dev: Sequence[Story]) -> list[Story]:
    """The development stories that are measured; nothing is fitted on them."""
    chosen = set(random.Random(SEED).sample(sorted(story.name for story in dev), SAMPLE))  # noqa: S311 (a sample, no secret)
    return [story for story in dev if story.name in chosen]


def read(part: Sequence[Story], reader: str) -> list[View]:
    """The stories with their readings."""
    made = reader_of(reader)
    return [view_of(story, made.read(document(story))) for story in part]


def figures_of(score: Score, prefix: str = "") -> dict[str, object]:
    """The figures that are kept, per cent."""

    def three(name: str, tally: Tally) -> dict[str, object]:
        return {
            f"{prefix}{name}_recall": tally.recall,
            f"{prefix}{name}_precision": tally.precision,
            f"{prefix}{name}_f1": tally.f1,
        }

    return {
        **three("confidence", score.confidence),
        f"{prefix}confidence_matched_f1": score.confidence.matched_f1,
        **three("stage", score.stage),
        f"{prefix}stage_matched_f1": score.stage.matched_f1,
        **three("not_accomplished_story", score.stories),
        **three("template", score.templates),
    }


def main() -> int:
    """Measures, prints, keeps the figures; 1 if a floor is broken."""
    options = argparse.ArgumentParser(description="MUC-3/4: stage of execution and confidence in the perpetrator")
    options.add_argument("--part", choices=tuple(PARTS), nargs="+", default=["dev"])
    options.add_argument(
        "--fit", action="store_true", help="fit the weights anew on the stories outside the sample (an hour)"
    )
    reader_option(options)
    chosen = options.parse_args()
    folder = shared()
    data = None if folder is None else folder / "data" / "events" / "muc"
    if data is None or not data.is_dir():
        return skipped("muc", data or "the folder of evaluation data")
    return _measured(data, chosen)


def _measured(data: Path, chosen: argparse.Namespace) -> int:
    dev = stories(data, "dev")
    sample = sampled(dev)
    names = {story.name for story in sample}
    others = [story for story in dev if story.name not in names]
    known = bodies(others, listed_groups())
    if chosen.fit:
        WEIGHTS.write_text(saved(fit(read(others, chosen.reader), known, LEAST)) + "\n", encoding="utf-8")
    if not WEIGHTS.is_file():
        return skipped("muc", WEIGHTS)
    weights = replace(loaded(WEIGHTS), least=LEAST)
    figures: dict[str, object] = {}
    for part in chosen.part:
        wanted = sample if part == "dev" else stories(data, part)
        began = time.perf_counter()
        views = read(wanted, chosen.reader)
        score = score_of((view.story, incidents(view, known, weights)) for view in views)
        print(f"MUC {part}: {len(views)} stories read in {time.perf_counter() - began:.0f} s by {chosen.reader}")
        made = figures_of(score, "" if part == "dev" else f"{part}_")
        figures |= made
        for name, value in made.items():
            print(f"  {name:44s} {value:.1f}")
    if "dev" not in chosen.part:
        return 0
    return report(
        f"muc{'' if chosen.reader == DEFAULT_READER else '-' + chosen.reader}", figures, digest_of([data / "dev"])
    )


if __name__ == "__main__":
    sys.exit(main())
