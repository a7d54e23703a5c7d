"""Does the reader ever assert what a text only attributes, denies, rumours or threatens? ``.venv/bin/python -m bench.honesty``.

Reads the honesty contrast set (dev) with the whole rule reader, each entry as a document with its date, and scores it with the
set's own scorer. ``--errors`` prints what went wrong, entry by entry.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import sys
import time
from pathlib import Path
from typing import Any

from bench.common import digest_of, report, shared, skipped
from purport.read.reader import RuleReader
from purport.records import Document, Reading, SourceMap
from purport.records.identity import digest


def scorer(folder: Path) -> Any:
    """The set's own scorer, loaded from its file."""
    path = folder / "score" / "score_honesty.py"
    spec = importlib.util.spec_from_file_location("score_honesty", path)
    if spec is None or spec.loader is None:
        raise ImportError(f"no scorer at {path}")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def entry_document(entry: dict[str, Any]) -> Document:
    """One entry of the set as a document."""
    text = entry["text"]
    return Document(
        name=entry["id"],
        exhibit=digest(text.encode()),
        part="",
        text=text,
        taken_by="bench",
        origin=entry["id"],
        source_map=SourceMap("char"),
        language="en",
        published=entry["published"],
    )


def prediction(entry: dict[str, Any], reading: Reading) -> dict[str, Any]:
    """A reading in the scorer's format."""
    events = [
        {
            "actor": e.actor,
            "action": e.action.value,
            "target": e.target,
            "certainty": e.certainty.value,
            "anchor": [e.anchor.start, e.anchor.end],
            "date": e.date,
            "chain": list(e.chain),
            "reason": e.reason,
        }
        for e in reading.events
    ]
    return {
        "id": entry["id"],
        "events": events,
        "call_for_violence": reading.call_for_violence,
        "call_targets": list(reading.call_targets),
    }


def figures_of(result: dict[str, Any]) -> dict[str, object]:
    """The figures that are kept; shares in per cent."""
    events, false = result["events"], result["false_assertion"]
    return {
        "false_assertion_rate": 100 * result["false_assertion_rate"],
        "false_assertion_wilson95": [100 * bound for bound in false["wilson95"]],
        "false_assertion_on_matched": 100 * false["rate_on_matched"],
        "over_hedging_rate": 100 * result["over_hedging_rate"],
        "event_recall": 100 * events["recall"],
        "event_recall_non_asserted": 100 * events["recall_non_asserted"],
        "event_precision": 100 * events["matched"] / max(events["predicted"], 1),
        "certainty_macro_f1": 100 * result["certainty_macro_f1"],
        "certainty_macro_f1_end_to_end": 100 * result["certainty_macro_f1_end_to_end"],
        "call_f1": 100 * result["call_for_violence"]["f1"],
        "call_targets_f1": 100 * result["call_targets"]["f1"],
        "action_accuracy": 100 * events["action_acc"],
        "actor_accuracy": 100 * events["actor_acc"],
        "target_accuracy": 100 * events["target_acc"],
        "date_exact": 100 * result["date"]["exact"],
        "chain_exact": 100 * result["chain"]["exact"],
        "pairs_both_right": result["pairs_both_right"],
        "by_certainty": {c: row["f1_end_to_end"] for c, row in result["certainty"].items()},
    }


def wrong_values(score: Any, gold: list[dict[str, Any]], predicted: list[dict[str, Any]]) -> list[str]:
    """One line for each matched event with the wrong value, and each event missed."""
    lines = []
    for entry, made in zip(gold, predicted, strict=True):
        matched = score.match(entry["events"], made["events"])
        for index, event in enumerate(entry["events"]):
            words = entry["text"][slice(*event["anchor"])]
            if index not in matched:
                lines.append(f"{entry['id']}  missed {event['certainty']} {words!r}")
                continue
            found = made["events"][matched[index]]
            if found["certainty"] != event["certainty"]:
                lines.append(f"{entry['id']}  {words!r} is {event['certainty']}; read as {found['reason']}")
    return lines


def show(figures: dict[str, object]) -> None:
    """Prints the figures, one a line."""
    for name, value in figures.items():
        print(f"  {name:32s} {f'{value:.1f}' if isinstance(value, float) else value}")


def main() -> int:
    """Measures, prints, keeps the figures; 1 if a floor is broken."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--errors", action="store_true", help="print every event missed or read with the wrong value")
    folder = shared()
    data = None if folder is None else folder / "data" / "honesty" / "dev.jsonl"
    errors = options.parse_args().errors
    if folder is None or data is None or not data.is_file():
        return skipped("honesty", data or "the folder of evaluation data")
    score = scorer(folder)
    gold = [json.loads(line) for line in data.read_text(encoding="utf-8").splitlines() if line.strip()]
    reader = RuleReader()
    began = time.perf_counter()
    predicted = [prediction(entry, reader.read(entry_document(entry))) for entry in gold]
    seconds = time.perf_counter() - began
    figures = figures_of(score.score(gold, predicted))
    print(f"honesty contrast set, dev: {len(gold)} entries read in {seconds:.1f} s")
    show(figures)
    if errors:
        print("\n".join(wrong_values(score, gold, predicted)))
    return report("honesty", figures, digest_of([data]))


if __name__ == "__main__":
    sys.exit(main())
