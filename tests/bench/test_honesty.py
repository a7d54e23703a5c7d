"""The honesty bench: what it hands to the scorer and what it keeps."""

from __future__ import annotations

from typing import Any

import pytest

from bench.honesty import confusions, entry_document, figures_of, prediction, reliability, wrong_values
from purport.read.reader import RuleReader

ENTRY: dict[str, Any] = {
    "id": "x-1",
    "published": "2021-05-12",
    "text": "Witnesses said rebels burned the fort on Monday.",
}


def test_an_entry_is_a_document_with_its_date() -> None:
    document = entry_document(ENTRY)
    assert (document.name, document.text, document.published) == ("x-1", ENTRY["text"], "2021-05-12")


def test_a_prediction_is_in_the_scorers_format() -> None:
    made = prediction(ENTRY, RuleReader().read(entry_document(ENTRY)))
    burned = made["events"][0]
    start, end = burned["anchor"]
    assert (ENTRY["text"][start:end], burned["certainty"], burned["date"]) == ("burned", "attributed", "2021-05-10")
    assert (made["call_for_violence"], made["call_targets"]) == (False, [])


def test_figures_are_per_cent() -> None:
    prf = {"f1": 0.5}
    result = {
        "false_assertion_rate": 0.1,
        "false_assertion": {"wilson95": [0.05, 0.2], "rate_on_matched": 0.12},
        "over_hedging_rate": 0.2,
        "events": {
            "recall": 0.9, "recall_non_asserted": 0.8, "matched": 9, "predicted": 10,
            "action_acc": 1.0, "actor_acc": 1.0, "target_acc": 1.0,
        },
        "certainty_macro_f1": 0.7,
        "certainty_macro_f1_end_to_end": 0.6,
        "call_for_violence": prf,
        "call_targets": prf,
        "date": {"exact": 0.5},
        "chain": {"exact": 0.5},
        "pairs_both_right": [1, 2],
        "certainty": {"asserted": {"f1_end_to_end": 0.9}},
    }  # fmt: skip
    figures = figures_of(result)
    assert (figures["false_assertion_rate"], figures["event_precision"], figures["call_f1"]) == (10.0, 90.0, 50.0)


class _Scorer:
    @staticmethod
    def match(gold: list[dict[str, Any]], _: list[dict[str, Any]]) -> dict[int, int]:
        return {0: 0} if len(gold) > 1 else {}


def test_wrong_values_name_entry_words_and_reason() -> None:
    wanted = [{"anchor": [0, 9], "certainty": "denied"}, {"anchor": [22, 28], "certainty": "attributed"}]
    made = [{"certainty": "asserted", "reason": "asserted: the story's own voice"}]
    lines = wrong_values(_Scorer, [{**ENTRY, "events": wanted}], [{"id": "x-1", "events": made}])
    assert lines == [
        "x-1  'Witnesses' is denied; read as asserted: the story's own voice",
        "x-1  missed attributed 'burned'",
    ]


class _Scorer:
    """Matches the first gold event with the first one read."""

    @staticmethod
    def match(gold: list[Any], made: list[Any]) -> dict[int, int]:
        return {0: 0} if gold and made else {}


def test_the_error_of_the_scores_is_weighed_by_how_many_events_have_each() -> None:
    reading = RuleReader().read(entry_document(ENTRY))
    gold = [{"text": ENTRY["text"], "events": [{"certainty": value}]} for value in ("attributed", "denied")]
    made = [prediction(ENTRY, reading)] * 2
    error, rows = reliability(_Scorer(), gold, [reading, reading], made)
    (row,) = rows
    assert (row["found"], row["right"], row["mean score"]) == (2, 0.5, pytest.approx(reading.events[0].score))
    assert error == pytest.approx(abs(0.5 - reading.events[0].score))


def test_the_table_of_confusions_has_a_column_for_what_was_missed() -> None:
    reading = RuleReader().read(entry_document(ENTRY))
    gold = [{"events": [{"certainty": "denied"}]}, {"events": [{"certainty": "denied"}]}]
    rows = confusions(_Scorer(), gold, [prediction(ENTRY, reading), {"events": []}])
    denied = next(row for row in rows if row["in the text"] == "denied")
    assert (denied["attributed"], denied["missed"], denied["denied"]) == (1, 1, 0)
