"""How well attributions are found, on PolNeAR: ``.venv/bin/python -m bench.attribution [--split dev|train]``.

Measures the learned reader and the rules alone, each as purport uses it. Dev gives the figures of the docs and the floors; for
the learned reader also how far its scores can be trusted (reliability table, expected calibration error) and what precision
and recall other thresholds give. ``--split train`` prints the table of :mod:`purport.read.attribution.scores`, which is the
precision of each rule.
"""

from __future__ import annotations

import argparse
import importlib.util
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

from bench.common import digest_of, report, shared, skipped
from purport.read.attribution import attributions
from purport.read.attribution.judged import Judged
from purport.read.attribution.learned import learned_reader
from purport.read.attribution.learned.pieces import outermost
from purport.read.attribution.learned.weights import missing
from purport.read.found import Attribution
from purport.read.parse import Parse, language_model, parse_of

RARE = 20
"""Rules with fewer finds get no precision of their own."""


def scorer(folder: Path) -> Any:
    """The shared scorer, loaded from its file."""
    path = folder / "score" / "score_attribution.py"
    spec = importlib.util.spec_from_file_location("score_attribution", path)
    if spec is None or spec.loader is None:
        raise ImportError(f"no scorer at {path}")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def as_scored(found: Attribution) -> dict[str, list[list[int]]]:
    """An attribution as the scorer reads it."""
    return {role: [[s.start, s.end] for s in getattr(found, role)] for role in ("source", "cue", "content")}


def parsed_all(texts: dict[str, str]) -> tuple[dict[str, Parse], float]:
    """The parses by document, and the seconds of the processor that took."""
    began = time.process_time()
    docs = language_model().pipe(texts.values(), batch_size=16)
    parses = {ident: parse_of(doc) for ident, doc in zip(texts, docs, strict=True)}
    return parses, time.process_time() - began


def rule_precision(score: Any, gold: list[Any], found: dict[str, list[Attribution]]) -> dict[str, tuple[int, int]]:
    """Per rule how many outermost finds match gold (content and source), and how many there are."""
    right, total = Counter[str](), Counter[str]()
    for ident, text, attributions_gold in gold:
        page = score.Page(text)
        made = [(a.rule, score.Att(page, as_scored(a))) for a in found[ident]]
        outer = {id(a) for a in score.outer_only([a for _, a in made])}
        made = [(rule, a) for rule, a in made if id(a) in outer and a.content]
        wanted = [a for a in (score.Att(page, item) for item in attributions_gold) if a.content]
        pairs = score.pairs(
            [a for _, a in made], wanted, lambda p, g: score.content_match(p, g) and score.source_right(p, g)
        )
        hits = {i for i, _ in pairs}
        total.update(rule for rule, _ in made)
        right.update(rule for i, (rule, _) in enumerate(made) if i in hits)
    return {rule: (right[rule], n) for rule, n in total.most_common()}


def show_rules(table: dict[str, tuple[int, int]]) -> None:
    """Prints the rules with their precision, as ``scores.py`` holds them."""
    print("\nprecision by rule (right/found)")
    for rule, (right, n) in table.items():
        print(f"  {right / n:.2f}  {rule:28s} {right}/{n}" + ("  (rare)" if n < RARE else ""))


def figures_of(result: dict[str, Any], seconds: float, parse_seconds: float) -> dict[str, object]:
    """The figures that are kept; shares in per cent."""
    kinds = {f"recall_{kind}": 100 * r["relation_recall"] for kind, r in result["by_kind"].items()}
    spans = {f"{role}_exact_f1": 100 * result[f"{role}_span"]["f1"] for role in ("source", "cue", "content")}
    return {
        "relation_f1": 100 * result["relation"]["f1"],
        "relation_precision": 100 * result["relation"]["p"],
        "relation_recall": 100 * result["relation"]["r"],
        "relation_strict_f1": 100 * result["relation_strict"]["f1"],
        "content_exact_words_f1": 100 * result["content_exact"]["f1"],
        "attribution_accuracy": 100 * result["attribution_accuracy"],
        "share_of_parse_time": 100 * seconds / parse_seconds,
        **spans,
        **kinds,
    }


Scored = list[tuple[float, bool]]


def scored_finds(score: Any, gold: list[Any], judged: dict[str, list[Judged]]) -> Scored:
    """Every outermost candidate's score, and whether it is in the gold; the higher scored are matched first."""
    out: Scored = []
    for ident, text, items in gold:
        page = score.Page(text)
        left = [a for a in (score.Att(page, item) for item in items) if a.content]
        kept = [j for j in judged[ident] if j.kept]
        for group in (kept, [j for j in judged[ident] if not j.kept]):
            top = {id(a) for a in outermost([j.found for j in group])}
            own = [j for j in group if id(j.found) in top and (not j.kept or j.scored)]
            made = [score.Att(page, as_scored(j.found)) for j in own]
            pairs = score.pairs(made, left, lambda p, g: score.content_match(p, g) and score.source_right(p, g))
            hits, taken = {i for i, _ in pairs}, {j for _, j in pairs}
            out += [(j.found.score, i in hits) for i, j in enumerate(own)]
            left = [g for j, g in enumerate(left) if j not in taken]
    return out


def reliability(scored: Scored, bins: int = 10) -> tuple[list[dict[str, float]], float]:
    """Per tenth of the scores how many there are, their mean and the share right; and the expected calibration error."""
    rows, error = [], 0.0
    for n in range(bins):
        own = [(s, right) for s, right in scored if min(int(s * bins), bins - 1) == n]
        if own:
            mean, share = sum(s for s, _ in own) / len(own), sum(right for _, right in own) / len(own)
            rows.append({"from": n / bins, "found": len(own), "mean_score": mean, "right": share})
            error += len(own) / len(scored) * abs(mean - share)
    return rows, error


def curve(scored: Scored, total: int) -> list[dict[str, float]]:
    """Precision, recall and F1 if all candidates from a score up were kept."""
    rows = []
    for least in (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9):
        kept = [right for s, right in scored if s >= least]
        right = sum(kept)
        precision, recall = right / max(1, len(kept)), right / max(1, total)
        f1 = 2 * right / max(1, len(kept) + total)
        rows.append({"least_score": least, "precision": 100 * precision, "recall": 100 * recall, "f1": 100 * f1})
    return rows


def show_table(title: str, rows: list[dict[str, float]]) -> None:
    """Prints rows of numbers under their names."""
    print(f"\n{title}")
    if rows:
        print("  " + "  ".join(f"{name:>11s}" for name in rows[0]))
    for row in rows:
        print("  " + "  ".join(f"{value:11.2f}" for value in row.values()))


def measure_rules(score: Any, gold: list[Any], parses: dict[str, Parse], parse_seconds: float) -> dict[str, object]:
    """The figures of the rules alone, with the precision of each."""
    began = time.process_time()
    found = {ident: attributions(parse) for ident, parse in parses.items()}
    seconds = time.process_time() - began
    result = score.score(gold, {i: [as_scored(a) for a in v] for i, v in found.items()}, outermost=True)
    score.show(result, "PolNeAR, rules, outermost")
    table = rule_precision(score, gold, found)
    show_rules(table)
    figures = figures_of(result, seconds, parse_seconds)
    figures["rules"] = {rule: {"right": right, "found": n} for rule, (right, n) in table.items()}
    return figures


def measure_learned(score: Any, gold: list[Any], parses: dict[str, Parse], parse_seconds: float) -> dict[str, object]:
    """The figures of the learned reader, with how far its scores can be trusted."""
    reader = learned_reader()
    began = time.process_time()
    judged = {ident: reader.judged(parse) for ident, parse in parses.items()}
    seconds = time.process_time() - began
    found = {ident: [as_scored(j.found) for j in one if j.kept] for ident, one in judged.items()}
    result = score.score(gold, found, outermost=True)
    score.show(result, "PolNeAR, learned, outermost")
    scored = scored_finds(score, gold, judged)
    table, error = reliability(scored)
    total = sum(len(items) for _, _, items in gold)
    show_table("reliability of the scores", table)
    show_table("other thresholds", steps := curve(scored, total))
    figures = figures_of(result, seconds, parse_seconds)
    return figures | {"calibration_error": error, "reliability": table, "curve": steps, "threshold": reader.threshold}


def main() -> int:
    """Measures, prints the table, keeps the figures; 1 if a floor is broken."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--split", choices=("dev", "train"), default="dev")
    split = options.parse_args().split
    folder = shared()
    data = None if folder is None else folder / "data" / "attribution" / split
    if folder is None or data is None or not data.is_dir():
        return skipped("attribution", data or "the folder of evaluation data")
    score = scorer(folder)
    docs = score.read_gold(data / "attributions", data / "text")
    gold = [(ident, text, by[min(by)]) for ident, (text, by) in docs.items()]
    parses, parse_seconds = parsed_all({ident: text for ident, text, _ in gold})
    suffix, digest = "" if split == "dev" else f"-{split}", digest_of([data])
    broken = report(f"attribution-rules{suffix}", measure_rules(score, gold, parses, parse_seconds), digest)
    if gap := missing():
        print(f"SKIPPED: the learned reader was not measured: {gap}", flush=True)
        return broken
    return report(f"attribution{suffix}", measure_learned(score, gold, parses, parse_seconds), digest) or broken


if __name__ == "__main__":
    sys.exit(main())
