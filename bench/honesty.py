"""Does the reader ever assert what a text only attributes, denies, rumours or threatens? ``.venv/bin/python -m bench.honesty``.

Reads the honesty contrast set (dev) with the whole reader (``--reader learned`` or ``rules``), each entry as a document with its
date, and scores it with the set's own scorer. ``--errors`` prints what went wrong, entry by entry.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench.common import DEFAULT_READER, digest_of, reader_option, report, shared, skipped
from purport.read.reader import reader_of
from purport.records import Certainty, Document, Reading, SourceMap, Statement
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
        "pairs_right": result["pairs_both_right"][0],
        "by_certainty": {c: row["f1_end_to_end"] for c, row in result["certainty"].items()},
    }


def reliability(
    score: Any, gold: list[dict[str, Any]], readings: list[Reading], predicted: list[dict[str, Any]]
) -> tuple[float, list[dict[str, object]]]:
    """Expected calibration error of the events' scores, 0..1, and its table: of the matched events with one score, how many have
    the right certainty (Naeini et al. 2015, ten bins of equal width).
    """
    bins: dict[int, list[tuple[float, bool]]] = {}
    for entry, reading, made in zip(gold, readings, predicted, strict=True):
        for one, found in score.match(entry["events"], made["events"]).items():
            event = reading.events[found]
            right = event.certainty.value == entry["events"][one]["certainty"]
            bins.setdefault(min(int(event.score * 10), 9), []).append((event.score, right))
    total = sum(map(len, bins.values()))
    rows: list[dict[str, object]] = []
    error = 0.0
    for tenth, found in sorted(bins.items()):
        mean, right = (sum(pair[k] for pair in found) / len(found) for k in (0, 1))
        rows.append({"from": tenth / 10, "found": len(found), "mean score": mean, "right": right})
        error += abs(right - mean) * len(found) / max(1, total)
    return error, rows


def confusions(score: Any, gold: list[dict[str, Any]], predicted: list[dict[str, Any]]) -> list[dict[str, object]]:
    """The table of confusions: a row for each gold value, a column for each value read, ``missed`` beside them."""
    table = {value.value: dict.fromkeys([v.value for v in Certainty] + ["missed"], 0) for value in Certainty}
    for entry, made in zip(gold, predicted, strict=True):
        matched = score.match(entry["events"], made["events"])
        for index, event in enumerate(entry["events"]):
            read = made["events"][matched[index]]["certainty"] if index in matched else "missed"
            table[event["certainty"]][read] += 1
    return [{"in the text": value, **row} for value, row in table.items()]


def statement_found(gold: dict[str, Any], reading: Reading) -> Statement | None:
    """The statement whose cue touches the gold one's and whose content shares most with the gold one's; None if there is none."""

    def shared_with(one: Statement) -> int:
        low, high = gold["content"]
        return sum(max(0, min(span.end, high) - max(span.start, low)) for span in one.content)

    low, high = gold["cue"] or (0, 0)
    near = [
        s for s in reading.statements if any(span.start < high and low < span.end for span in s.cue) and shared_with(s)
    ]
    return max(near, key=shared_with, default=None)


def _pairs(
    gold: list[dict[str, Any]], readings: list[Reading]
) -> Iterator[tuple[dict[str, Any], dict[str, Any], Statement | None]]:
    for entry, reading in zip(gold, readings, strict=True):
        for one in entry["statements"]:
            yield entry, one, statement_found(one, reading)


def named(score: Any, gold: list[dict[str, Any]], readings: list[Reading]) -> dict[str, object]:
    """How many gold statements are found, and of those how many have the right name."""
    found = [(one, made) for _, one, made in _pairs(gold, readings) if made is not None]
    right = sum(bool(score.same_name(made.source_name, one["source_name"])) for one, made in found)
    total = sum(len(entry["statements"]) for entry in gold)
    return {"statement_recall": 100 * len(found) / total, "source_name_right": 100 * right / max(1, len(found))}


def wrong_names(score: Any, gold: list[dict[str, Any]], readings: list[Reading]) -> list[str]:
    """One line for each statement missed or said by somebody else."""
    lines = []
    for entry, one, made in _pairs(gold, readings):
        words = entry["text"][slice(*one["content"])]
        if made is None:
            lines.append(f"{entry['id']}  missed statement of {one['source_name']}: {words!r}")
        elif not score.same_name(made.source_name, one["source_name"]):
            lines.append(f"{entry['id']}  {words!r} is {one['source_name']}'s; read as {made.source_name}'s")
    return lines


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
        if not isinstance(value, list) or not value or not isinstance(value[0], dict):
            print(f"  {name:32s} {f'{value:.4g}' if isinstance(value, float) else value}")


def main() -> int:
    """Measures, prints, keeps the figures; 1 if a floor is broken."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--errors", action="store_true", help="print every event missed or read with the wrong value")
    reader_option(options)
    folder = shared()
    data = None if folder is None else folder / "data" / "honesty" / "dev.jsonl"
    chosen = options.parse_args()
    if folder is None or data is None or not data.is_file():
        return skipped("honesty", data or "the folder of evaluation data")
    score = scorer(folder)
    gold = [json.loads(line) for line in data.read_text(encoding="utf-8").splitlines() if line.strip()]
    reader = reader_of(chosen.reader)
    began = time.perf_counter()
    readings = [reader.read(entry_document(entry)) for entry in gold]
    seconds = time.perf_counter() - began
    predicted = [prediction(entry, reading) for entry, reading in zip(gold, readings, strict=True)]
    figures = figures_of(score.score(gold, predicted)) | named(score, gold, readings)
    error, rows = reliability(score, gold, readings, predicted)
    figures |= {"calibration_error": error, "events_by_score": rows, "confusions": confusions(score, gold, predicted)}
    print(f"honesty contrast set, dev: {len(gold)} entries read in {seconds:.1f} s by {chosen.reader}")
    show(figures)
    if chosen.errors:
        print("\n".join(wrong_names(score, gold, readings)))
        print("\n".join(wrong_values(score, gold, predicted)))
    return report(
        f"honesty{'' if chosen.reader == DEFAULT_READER else '-' + chosen.reader}", figures, digest_of([data])
    )


if __name__ == "__main__":
    sys.exit(main())
