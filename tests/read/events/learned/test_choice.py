"""When the learned roots go before the rules, on weights made for the test."""

from __future__ import annotations

import numpy as np
import pytest

from purport.read.events import events
from purport.read.events.learned import Roots
from purport.read.events.learned.choice import LEAST, action_of
from purport.read.events.learned.opinion import Opinion, opinion
from purport.read.events.learned.weights import Manifest, Weights
from purport.read.events.triggers import triggers
from purport.records.names import Action
from tests.read.events.scenes import at, link, parse_once, scene

ORDERED = "The council ordered the eviction of two families."


def weights(known: dict[str, str], roots: tuple[str, ...] = ("COERCE", "YIELD"), sharpness: float = 20.0) -> Weights:
    """Weights that know some features, each of which speaks for one root."""
    table = np.array([[float(root == one) for one in roots] for root in known.values()], np.float32)
    rows = {name: row for row, name in enumerate(known)}
    return Weights(Manifest("test", "1", {}, sharpness), roots, rows, table)


def sure_of(root: str, *lemmas: str) -> Roots:
    return Roots(
        weights(
            {f"pred:{lemma}": root for lemma in lemmas}, ("COERCE", root) if root != "COERCE" else ("COERCE", "AID")
        )
    )


def test_a_sure_opinion_goes_before_the_rules_and_says_so() -> None:
    event = at(events(scene(ORDERED), sure_of("COERCE", "order")), ORDERED, "ordered")
    assert event.action is Action.COERCE
    assert event.reason.endswith("COERCE by the learned roots (1.00; 'order'), REQUEST by the rules")


def test_without_the_learned_part_the_rules_decide() -> None:
    event = at(events(scene(ORDERED)), ORDERED, "ordered")
    assert event.action is Action.REQUEST and "learned" not in event.reason


@pytest.mark.parametrize("text", [
    "The council did not order the eviction of two families.",
    "The council may order the eviction of two families.",
    "The council will order the eviction of two families.",
    "If the council ordered the eviction of two families, they left.",
    "Two families were ordered to leave.",
])  # fmt: skip
def test_what_is_not_told_as_done_by_somebody_to_somebody_stays_with_the_rules(text: str) -> None:
    given = sure_of("COERCE", "order")
    assert [e.action for e in events(scene(text), given)] == [e.action for e in events(scene(text))]


def test_what_is_denied_stays_with_the_rules() -> None:
    text = "The mayor denied that the council ordered the eviction of two families."
    told = scene(text, (link(text, "The mayor", "denied", "that the council ordered the eviction of two families"),))
    given = sure_of("COERCE", "order")
    assert at(events(told, given), text, "ordered").action is Action.REQUEST


def test_the_same_events_are_found_with_the_same_certainty() -> None:
    given = sure_of("COERCE", "order")
    plain, asked = events(scene(ORDERED)), events(scene(ORDERED), given)
    assert [(e.anchor, e.certainty, e.actor, e.target) for e in plain] == [
        (e.anchor, e.certainty, e.actor, e.target) for e in asked
    ]


def test_an_unsure_opinion_changes_nothing() -> None:
    unsure = Roots(weights({"pred:order": "COERCE"}, ("COERCE", "AID"), sharpness=1.0))
    assert at(events(scene(ORDERED), unsure), ORDERED, "ordered").action is Action.REQUEST


def test_features_that_nobody_knows_give_no_opinion() -> None:
    assert opinion(weights({"pred:order": "COERCE"}), ["pred:sing"]) is None


def test_an_opinion_is_a_probability_with_its_words() -> None:
    said = opinion(weights({"pred:order": "COERCE", "arg:march": "YIELD"}), ["pred:order", "pred:sing"])
    assert said is not None
    assert (said.root, said.words) == ("COERCE", ("order",))
    assert LEAST < said.sure <= 1


@pytest.mark.parametrize(("text", "ruled", "action"), [
    ("The miners released two clerks.", Action.RETREAT, Action.RETREAT),
    ("The governor resigned.", Action.CONCEDE, Action.CONCEDE),
    ("The court approved the plan.", Action.AGREE, Action.RETREAT),
])  # fmt: skip
def test_yield_is_retreat_or_concede_as_the_rules_have_it(text: str, ruled: Action, action: Action) -> None:
    (trigger,) = triggers(parse_once(text))
    assert trigger.action is ruled
    assert action_of(Opinion("YIELD", 1.0, ()), trigger) is action
