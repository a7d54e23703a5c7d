"""The bench of the roots: what counts as an answer, and the figures."""

from __future__ import annotations

import pytest

from bench.plv import by_root, f1_by_root, found_by_rules, plv_root, rules_figures
from purport.read.parse import parsed
from purport.records.names import Action
from purport.records.spans import Span
from train.roots.plv import Example


def example(text: str, source: str | None, target: str | None) -> Example:
    def span(words: str | None) -> Span | None:
        return None if words is None else Span(text.index(words), text.index(words) + len(words))

    return Example(text, span(source), span(target), "ASSAULT")


@pytest.mark.parametrize(("source", "target", "answered"), [
    ("Rebels", "the mill", True),
    ("Rebels", None, True),
    ("villagers", "the mill", False),
    ("Rebels", "villagers", False),
])  # fmt: skip
def test_an_answer_is_an_event_between_the_marks(source: str | None, target: str | None, answered: bool) -> None:
    one = example("Rebels burned the mill, villagers said.", source, target)
    assert (found_by_rules(parsed(one.text), one) is not None) is answered


def test_retreat_and_concede_are_one_root_in_plv() -> None:
    assert (plv_root(Action.RETREAT), plv_root(Action.CONCEDE), plv_root(Action.AID)) == ("YIELD", "YIELD", "AID")


def test_no_answer_counts_against_recall_alone() -> None:
    table = f1_by_root(["AID", "AID", "AGREE"], ["AID", None, "AID"])
    assert table == {"AGREE": 0.0, "AID": pytest.approx(50.0)}


def test_the_figures_of_the_rules() -> None:
    one = example("Rebels burned the mill.", "Rebels", "the mill")
    found = found_by_rules(parsed(one.text), one)
    figures, table = rules_figures([found, None], ["ASSAULT", "ASSAULT"])
    assert (figures["rules_answer"], figures["rules_right_of_answers"]) == (50.0, 100.0)
    assert by_root(["ASSAULT"], table, table)[0]["sentences"] == 1
