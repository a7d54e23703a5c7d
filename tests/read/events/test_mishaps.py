"""Harm that nobody did is no event, and what did it is never somebody who attacks."""

from __future__ import annotations

import pytest

from purport.read.events import events
from purport.records import Action
from tests.read.events.scenes import scene


def harm(text: str) -> list[tuple[str | None, str | None]]:
    return [(one.actor, one.target) for one in events(scene(text)) if one.action is Action.ASSAULT]


@pytest.mark.parametrize("text", [
    "A dam burst above Kelva on Monday, killing four people, officials said.",
    "A gas pipe exploded in Kelva on Monday, killing four people, officials said.",
    "A boiler blast killed four workers in Kelva on Monday.",
    "A gas explosion killed four workers in Kelva.",
    "A tyre factory caught fire and killed four people in Kelva on Monday.",
    "A bridge collapsed in Kelva on Monday, killing four, the mayor said.",
    "A volcano erupted near Kelva on Monday and killed four.",
    "Floods killed four people in Kelva on Monday, officials said.",
    "A bus crash killed four people in Kelva on Monday, police said.",
    "A heart attack killed the mayor of Kelva on Monday, his family said.",
    "An earthquake struck Kelva on Monday, killing four people, officials said.",
    "Fireworks exploded at a market in Kelva on Monday and killed four.",
    "An ammunition depot exploded in Kelva on Monday and killed four.",
    "Four people were killed in a bus crash near Kelva on Monday.",
    "Four people were killed by floods near Kelva on Monday.",
    "Four people were killed when a roof collapsed in Kelva.",
    "Two workers were killed by a falling wall in Kelva.",
    "Cholera killed forty people in the camp, the ministry said.",
    "A fire killed four people in a textile mill in Kelva.",
    "Four people were killed in a fire in Kelva.",
    "A wave of cold killed forty people.",
    "Lightning struck a mast and killed a farmer.",
    "A shark attack wounded a swimmer off Vellmar.",
    "A helicopter crashed in Kelva on Monday, killing four people.",
    "A plane crashed into a hillside near Kelva, killing forty people.",
    "A lorry overturned near Kelva and killed two men.",
    "Two soldiers drowned in a flood near Kelva.",
    "They drowned when the ferry sank.",
])  # fmt: skip
def test_a_mishap_is_no_event(text: str) -> None:
    assert harm(text) == []


@pytest.mark.parametrize(("text", "actors"), [
    ("A bomb exploded in Kelva on Monday, killing four people.", {None}),
    ("Militants burst into a school in Kelva and killed four.", {"Militants"}),
    ("A wave of attacks killed forty people in Kelva.", {None}),
    ("A storm of bullets killed the guard.", {None}),
    ("Artillery fire killed four people in Kelva.", {None}),
    ("Fire from the hill killed two soldiers.", {None}),
    ("Soldiers opened fire and killed four people.", {"Soldiers"}),
    ("A blast killed four people in a bus in Kelva.", {None}),
    ("Gunmen killed four people in a bus in Kelva.", {"Gunmen"}),
    ("Four people were killed in a bus in Kelva.", {None}),  # somebody may have done it
    ("A bus hit a landmine near Kelva, killing four people.", {None}),
    ("An air strike hit a bridge in Kelva, killing four.", {None}),
    ("Rebels blew up a dam above Kelva, killing four people.", {"Rebels"}),
    ("The rebels were blamed for the dam burst that killed four people.", {"rebels", None}),
    ("Four people were killed when their bus was ambushed near Kelva.", {None}),
    ("A gas attack killed four people in Kelva.", {None}),
    ("The army killed four people after a bridge collapsed.", {"army"}),
    ("A warehouse was shelled and four people were killed.", {None}),
    ("The Storm Brigade killed four people in Kelva.", {"Storm Brigade"}),
    ("It killed four people in Kelva.", {None}),
    ("A helicopter crashed after a missile hit it, killing four people.", {None, "helicopter"}),
    ("A lorry filled with explosives crashed into the gate, killing four guards.", {None, "lorry filled with explosives", "lorry"}),
    ("Operation Storm killed three fishermen.", {None, "Operation Storm"}),
    ("Rebels drowned two soldiers.", {"Rebels"}),
    ("They will pay for the boat that the navy sank.", {"navy"}),
    ("The council promised to pay for a ferry its tug sank off Vellmar.", {"its tug", "tug"}),
    ("Two soldiers were drowned by guards.", {"guards"}),
    ("Four people were killed by a fire that soldiers set.", {None}),
    ("Heavy rain and shelling killed four people in Kelva.", {None}),
    ("Four people were killed when a mortar shell hit a bus.", {None}),
    ("A bridge was hit by a missile and collapsed, killing four.", {None}),
])  # fmt: skip
def test_what_somebody_may_have_done_stays_an_event(text: str, actors: set[str | None]) -> None:
    found = harm(text)
    assert found and {actor for actor, _ in found} <= actors


def test_lorries_that_enter_a_town_are_no_mishap() -> None:
    (one,) = events(scene("Aid lorries will enter the town on Friday."))
    assert one.target == "town"


@pytest.mark.parametrize("text", ["Killed.", "Floods.", "Killed in.", "Fire killed.", "The of killed fire in in."])
def test_scraps_are_read(text: str) -> None:
    harm(text)
