"""How an incident is told: who is blamed or claims it, what was only tried or foiled, and how sure the text is of who did it."""

from __future__ import annotations

from functools import lru_cache

import pytest

from purport.read.reader import RuleReader
from purport.records import Action, Certainty, Document, Event, Responsibility, SourceMap, Stage
from purport.records.identity import digest

C, R, S = Certainty, Responsibility, Stage
READER = RuleReader()
FRONT = "Ardal Front"


@lru_cache
def events(text: str) -> tuple[Event, ...]:
    document = Document(
        "t", digest(text.encode()), "", text, "test", "/t.txt", SourceMap("char"), language="en", published="2026-03-01"
    )
    return READER.read(document).events


def told(text: str, action: Action = Action.ASSAULT) -> Event:
    """The first event of that action."""
    return next(one for one in events(text) if one.action is action)


@pytest.mark.parametrize(
    ("text", "actor", "certainty", "chain", "responsibility"),
    [
        ("Police blamed the Ardal Front for the bombing of the mill.", FRONT, C.ATTRIBUTED, ("police",), R.BY_AUTHORITIES),
        ("Witnesses blamed the raid on the army.", "army", C.ATTRIBUTED, ("witnesses",), R.ACCUSED),
        ("The raid was blamed on militiamen from the south.", "militiamen", C.RUMOURED, (), R.SUSPECTED),
        ("The attack was attributed to the Ardal Front.", FRONT, C.RUMOURED, (), R.SUSPECTED),
        ("Police attribute the killing of the mayor to the Ardal Front.", FRONT, C.ATTRIBUTED, ("police",), R.BY_AUTHORITIES),
        ("The bombing is believed to be the work of the Ardal Front.", FRONT, C.RUMOURED, (), R.SUSPECTED),
        ("The attack bears the hallmarks of the Ardal Front.", FRONT, C.HYPOTHETICAL, (), R.SUSPECTED),
        ("Police suspect the Ardal Front of the bombing.", FRONT, C.ATTRIBUTED, ("police",), R.SUSPECTED),
        ("The government holds the Ardal Front responsible for the raid.", FRONT, C.ATTRIBUTED, ("government",), R.BY_AUTHORITIES),
        ("The rebels were behind the attack on the bridge, a farmer said.", "rebels", C.ATTRIBUTED, ("farmer",), R.ACCUSED),
        ("The Ardal Front claimed responsibility for the bombing.", FRONT, C.ATTRIBUTED, (FRONT,), R.CLAIMED),
        ("The Ardal Front claimed credit for the killing of a judge.", FRONT, C.ATTRIBUTED, (FRONT,), R.CLAIMED),
        ("The rebels took credit for the ambush.", "rebels", C.ATTRIBUTED, ("rebels",), R.CLAIMED),
        ("The raid, for which the Ardal Front claimed credit, wrecked it.", FRONT, C.ATTRIBUTED, (FRONT,), R.CLAIMED),
        ("The rebel chief said his men burned the mill.", "rebel chief's men", C.ATTRIBUTED, ("rebel chief",), R.CLAIMED),
        ("A rebel commander said soldiers had burned the mill.", "soldiers", C.ATTRIBUTED, ("rebel commander",), R.ACCUSED),
        ("Rebels killed two guards on Sunday.", "Rebels", C.ASSERTED, (), R.STATED),
        ("Suspected rebels killed two guards on Sunday.", "Suspected rebels", C.ASSERTED, (), R.SUSPECTED),
        ("Gunmen suspected of belonging to the Ardal Front shot the mayor.", "Gunmen", C.ASSERTED, (), R.SUSPECTED),
        ("The Ardal Front denied that it had burned the mill.", FRONT, C.DENIED, (FRONT,), R.DENIED),
        ("A court acquitted the Ardal Front of bombing the mill.", FRONT, C.NEGATED, (), R.DENIED),
        ("The bus was attacked on Monday.", None, C.ASSERTED, (), R.NONE),
        ("No group has claimed responsibility for the blast.", None, C.ASSERTED, (), R.NONE),
        ("The governor urged villagers to attack the convoy.", "villagers", C.CALLED_FOR, ("governor",), R.NONE),
    ],
)  # fmt: skip
def test_who_did_it_and_how_sure(
    text: str, actor: str | None, certainty: Certainty, chain: tuple[str, ...], responsibility: Responsibility
) -> None:
    one = told(text)
    assert (one.actor or "").lower() == (actor or "").lower()
    assert (one.certainty, one.chain, one.responsibility) == (certainty, chain, responsibility)
    assert one.responsibility_reason


def test_who_is_blamed_is_the_target_of_the_blame_and_not_of_the_deed() -> None:
    text = "Witnesses blamed the strike on the army."
    assert told(text, Action.ACCUSE).target == "army"
    assert (told(text).actor, told(text).target) == ("army", None)


def test_a_cause_is_nobody() -> None:
    one = told("The blast was blamed on a gas leak.")
    assert (one.actor, one.certainty, one.responsibility) == (None, C.ASSERTED, R.NONE)


@pytest.mark.parametrize(
    ("text", "certainty", "word"),
    [
        ("Soldiers defused a bomb outside the town hall on Monday.", C.NEGATED, "defused"),
        ("A bomb was found and deactivated by police in the market.", C.NEGATED, "found"),
        ("An explosive device was deactivated at the embassy.", C.NEGATED, "deactivated"),
        ("The device failed to explode.", C.NEGATED, "failed"),
        ("The bomb did not explode.", C.NEGATED, "not"),
        ("Police foiled a bombing in Arden.", C.PLANNED, "foiled"),
        ("Police foiled an attempt to bomb the station.", C.PLANNED, "attempt"),
        ("An attack on the bridge was thwarted by villagers.", C.PLANNED, "thwarted"),
        ("Gunmen tried to kill the mayor.", C.PLANNED, "tried"),
        ("Gunmen attempted to abduct the bishop but fled.", C.NEGATED, "but"),
        ("The rebels failed to capture the fort.", C.NEGATED, "failed"),
        ("Rebels attempted an assault on the garrison.", C.PLANNED, "attempted"),
        ("The minister escaped an attempt on his life.", C.PLANNED, "attempt"),
        ("The minister survived an assassination attempt.", C.PLANNED, "attempt"),
        ("A failed coup shook the palace.", C.PLANNED, "failed"),
    ],
)
def test_what_did_not_come_about_is_an_attempt_and_never_asserted(text: str, certainty: Certainty, word: str) -> None:
    one = told(text)
    assert (one.stage, one.certainty) == (S.ATTEMPTED, certainty)
    assert one.stage_reason.startswith(f"'{word}' (char ")


@pytest.mark.parametrize(
    ("text", "stage"),
    [
        ("Rebels killed two guards on Sunday.", S.ACCOMPLISHED),
        ("Police said that rebels killed two guards.", S.ACCOMPLISHED),
        ("Rebels will try to take the fort, the general said.", S.AHEAD),
        ("The Ardal Front threatened to kill the judges.", S.AHEAD),
        ("The governor urged villagers to attack the convoy.", S.AHEAD),
        ("The rebels never tried to take the fort.", S.UNKNOWN),
        ("No bomb exploded in Arden on Friday.", S.UNKNOWN),
        ("The rebels denied that they had tried to take the fort.", S.UNKNOWN),
        ("If the rebels try to take the fort, it will fall.", S.UNKNOWN),
        ("A bomb went off near the bank.", S.ACCOMPLISHED),
        ("Soldiers said that no bomb was defused.", S.UNKNOWN),
    ],
)
def test_stages(text: str, stage: Stage) -> None:
    assert told(text).stage is stage


@pytest.mark.parametrize(
    "text",
    [
        "The front declared all buses military targets.",
        "All mayors were declared military targets by the front.",
        "The judge stood on a death list of the Ardal Front.",
        "The teacher received death threats from the militia.",
        "The front gave the mayor 48 hours to resign.",
    ],
)
def test_threats_without_a_verb_of_threatening(text: str) -> None:
    assert told(text, Action.THREATEN).stage is S.AHEAD


def test_the_list_is_its_makers() -> None:
    one = told("The judge stood on a death list of the Ardal Front.", Action.THREATEN)
    assert (one.actor, one.target) == ("Ardal Front", None)


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("Police foiled an attempt to bomb the station.", None),
        ("Rebels made an attempt on the governor's life on Friday.", "rebels"),
        ("Rebels attempted an assault on the garrison.", "rebels"),
    ],
)
def test_who_tried(text: str, actor: str | None) -> None:
    assert (told(text).actor or "").lower() == (actor or "")


@pytest.mark.parametrize(
    "text",
    [
        "The minister escaped an attempt on his life.",
        "The minister survived an assassination attempt.",
        "Rebels made an attempt on the minister's life.",
    ],
)
def test_whom_an_attempt_was_made_on(text: str) -> None:
    assert told(text).target == "minister"


def test_a_denied_attempt_is_denied() -> None:
    one = told("The army denied there had been a coup attempt.")
    assert (one.certainty, one.stage) == (C.DENIED, S.UNKNOWN)


def test_a_device_in_store_is_no_attempt() -> None:
    assert not [one for one in events("Police found explosives in a barn.") if one.action is Action.ASSAULT]


def test_a_rocket_that_hits_and_does_not_explode() -> None:
    found = {one.stage for one in events("The rocket pierced a wall of the embassy but did not explode.")}
    assert S.ATTEMPTED in found


def test_a_bomb_that_went_off_after_it_was_found_still_went_off() -> None:
    stages = {one.stage for one in events("A bomb was found in the market and exploded as police approached.")}
    assert S.ACCOMPLISHED in stages
