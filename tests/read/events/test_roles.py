"""Who did it and to whom."""

from __future__ import annotations

import pytest

from purport.read.events import events
from tests.read.events.scenes import PlainNames, at, parse_once, scene


@pytest.mark.parametrize(("text", "word", "actor", "target"), [
    ("The rebels burned the fort.", "burned", "rebels", "fort"),
    ("The fort was burned by rebels.", "burned", "rebels", "fort"),
    ("The fort was burned.", "burned", None, "fort"),
    ("The men who burned the fort fled.", "burned", "men", "fort"),
    ("The rebels fired on the ferry.", "fired", "rebels", "ferry"),
    ("Rebels and bandits burned the fort.", "burned", "Rebels and bandits", "fort"),
    ("Rebels burned the fort and the mill.", "burned", "Rebels", "fort and mill"),
    ("The rebels wanted to burn the fort.", "burn", "rebels", "fort"),
    ("The preacher urged the villagers to burn the fort.", "burn", "villagers", "fort"),
    ("The minister accused the rebels of burning the fort.", "burning", "rebels", "fort"),
    ("Police arrested two men and searched a mill.", "searched", "Police", "mill"),
    ("The raid by rebels on the fort failed.", "raid", "rebels", "fort"),
    ("The army's bombing of the fort went on.", "bombing", "army", "fort"),
    ("The council blamed the rebels for the raid on the fort.", "raid", "rebels", "fort"),
    ("The group claimed responsibility for the raid on the fort.", "raid", "group", "fort"),
    ("The cell carried out the attack on the mill.", "carried out the attack", "cell", "mill"),
    ("A blast killed two clerks.", "blast", None, "two clerks"),
    ("A missile struck the mill.", "struck", None, "mill"),
    ("Volunteers gave the families tents.", "gave", "Volunteers", "families"),
    ("Volunteers delivered tents to the families.", "delivered", "Volunteers", "families"),
    ("The bishop called on the guards to leave.", "called", "bishop", "guards"),
])  # fmt: skip
def test_actor_and_target(text: str, word: str, actor: str | None, target: str | None) -> None:
    event = at(events(scene(text)), text, word)
    assert (event.actor, event.target) == (actor, target)


def test_pronouns_are_resolved_by_the_cast() -> None:
    text = "They burned it."
    names = PlainNames(parse_once(text), (("they", "Ordu Front"),))
    event = at(events(scene(text, names=names)), text, "burned")
    assert (event.actor, event.target) == ("Ordu Front", None)


def test_an_agentless_threat_is_the_threateners() -> None:
    text = "The bandits warned that the mill would be burned."
    assert at(events(scene(text)), text, "burned").actor == "bandits"
