"""How well the rules find who said what, on PolNeAR: ``.venv/bin/python -m bench.attribution [--split dev|train]``.

Dev gives the figures of the docs and the floors; ``--split train`` prints the table of
:mod:`purport.read.attribution.scores`, which is the precision of each rule.
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
    """The parses by document, and the seconds that took."""
    began = time.perf_counter()
    docs = language_model().pipe(texts.values(), batch_size=16)
    parses = {ident: parse_of(doc) for ident, doc in zip(texts, docs, strict=True)}
    return parses, time.perf_counter() - began


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
    return {
        "relation_f1": 100 * result["relation"]["f1"],
        "relation_precision": 100 * result["relation"]["p"],
        "relation_recall": 100 * result["relation"]["r"],
        "relation_strict_f1": 100 * result["relation_strict"]["f1"],
        "content_exact_f1": 100 * result["content_exact"]["f1"],
        "attribution_accuracy": 100 * result["attribution_accuracy"],
        "share_of_parse_time": 100 * seconds / parse_seconds,
        **kinds,
    }


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
    began = time.perf_counter()
    found = {ident: attributions(parse) for ident, parse in parses.items()}
    seconds = time.perf_counter() - began
    result = score.score(gold, {i: [as_scored(a) for a in v] for i, v in found.items()}, outermost=True)
    score.show(result, f"PolNeAR {split}, rules, outermost")
    table = rule_precision(score, gold, found)
    show_rules(table)
    figures = figures_of(result, seconds, parse_seconds)
    figures["rules"] = {rule: {"right": right, "found": n} for rule, (right, n) in table.items()}
    print(f"\nattribution took {figures['share_of_parse_time']:.1f} % of the time of parsing")
    return report("attribution" if split == "dev" else f"attribution-{split}", figures, digest_of([data]))


if __name__ == "__main__":
    sys.exit(main())
