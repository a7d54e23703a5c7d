"""What a text does not tell: who calls something a crime calls for nothing; who foils, avenges, warns or denies did not do it."""

from __future__ import annotations

import pytest

from bench.honesty import entry_document
from purport.read.reader import reader_of
from purport.records import Action, Certainty, Responsibility, Stage
from tests.read.events.test_incidents import events, told

C = Certainty
ENVOY = "The envoy, Jon Aske, warned on Monday that an attack on Torvik would be a war crime."


def harm(text: str) -> list[tuple[str, str | None, Certainty, tuple[str, ...]]]:
    """Every event of harm: its words, its actor, its certainty and its chain."""
    return [(e.anchor.of(text), e.actor, e.certainty, e.chain) for e in events(text) if e.action is Action.ASSAULT]


@pytest.mark.parametrize("text", [
    "The mayor called the bombing of the Torvik ferry a crime.",
    "The mayor called the raid murder.",
    "The killing was called murder by the mayor.",
    'The mayor called the attack "cowardly".',
    "The mayor called the raid an act of war.",
])  # fmt: skip
def test_a_name_for_an_act_is_no_call_for_it(text: str) -> None:
    assert harm(text)
    assert {(certainty, chain) for _, _, certainty, chain in harm(text)} == {(C.ATTRIBUTED, ("mayor",))}


@pytest.mark.parametrize(("text", "action"), [
    ("The mayor called for an attack on Torvik.", Action.ASSAULT),
    ("The union called a strike for Monday.", Action.PROTEST),
    ("The mayor called a rally for Monday.", Action.PROTEST),
])  # fmt: skip
def test_a_call_is_still_a_call(text: str, action: Action) -> None:
    assert told(text, action).certainty is C.CALLED_FOR


@pytest.mark.parametrize(("text", "certainty", "chain"), [
    ("What was first called a bombing on the Torvik ferry on Monday was a boiler explosion, the harbour master said.",
     C.DENIED, ("harbour master",)),
    ("What was first called an attack was a gas explosion, police said.", C.DENIED, ("police",)),
    ("What was first described as an attack was an accident, police said.", C.DENIED, ("police",)),
    ("What was first reported as an attack on the depot was an accident.", C.NEGATED, ()),
])  # fmt: skip
def test_what_turns_out_to_be_something_else_was_not(text: str, certainty: Certainty, chain: tuple[str, ...]) -> None:
    one = told(text)
    assert (one.certainty, one.chain, one.stage) == (certainty, chain, Stage.UNKNOWN)


def test_what_turns_out_to_be_an_attack_was_one() -> None:
    assert told("What was first called an accident was an attack, police said.").certainty is C.ATTRIBUTED


@pytest.mark.parametrize("text", [
    "The mayor rejected calls for an attack on Torvik.",
    "The mayor condemned calls to burn the mill.",
    "The mayor denounced a call to burn the mill.",
])  # fmt: skip
def test_who_rejects_a_call_does_not_call(text: str) -> None:
    one = told(text)
    assert (one.certainty, one.actor, one.responsibility) == (C.HYPOTHETICAL, None, Responsibility.NONE)


@pytest.mark.parametrize("text", [
    "The mayor called for an end to the shelling of Torvik.",
    "The mayor called for a halt to the shelling.",
    "The mayor urged an end to the shelling of Torvik.",
])  # fmt: skip
def test_who_wants_an_end_of_harm_does_not_want_the_harm(text: str) -> None:
    one = told(text)
    assert (one.certainty in (C.ATTRIBUTED, C.ASSERTED), one.actor) == (True, None)


@pytest.mark.parametrize(("text", "stage"), [
    ("Police foiled a plot to bomb the Torvik ferry on Monday.", Stage.ATTEMPTED),
    ("Police said they had foiled a plot to bomb the ferry.", Stage.ATTEMPTED),
    ("Police foiled a plan to bomb the ferry.", Stage.ATTEMPTED),
    ("Police arrested two men over a plot to bomb the ferry.", Stage.AHEAD),
])  # fmt: skip
def test_who_foils_a_plot_did_not_plot(text: str, stage: Stage) -> None:
    one = told(text)
    assert (one.certainty, one.actor, one.stage) == (C.PLANNED, None, stage)


@pytest.mark.parametrize("text", [
    "The Dorhal Front vowed on Monday to avenge the killing of its leader, Osk Brandel, in Torvik.",
    "The Dorhal Front vowed to retaliate for the killing of its leader.",
    "The Dorhal Front threatened reprisals over the killing of its leader.",
    "The Dorhal Front vowed revenge for the killing of its leader, Osk Brandel.",
])  # fmt: skip
def test_who_avenges_a_killing_did_not_kill(text: str) -> None:
    killing = next(e for e in events(text) if e.anchor.of(text) == "killing")
    assert (killing.actor, killing.date, killing.responsibility) == (None, None, Responsibility.NONE)
    assert killing.certainty in (C.ATTRIBUTED, C.ASSERTED)


def test_the_vengeance_is_the_avengers_and_aimed_at_nobody_named() -> None:
    one = told("The Dorhal Front threatened reprisals over the killing of its leader.")
    assert (one.actor, one.target, one.certainty) == ("Dorhal Front", None, C.THREATENED)


@pytest.mark.parametrize("text", [ENVOY, "The mayor warned against an attack on Torvik."])
def test_who_warns_of_what_an_attack_would_be_threatens_nothing(text: str) -> None:
    assert [e.action for e in events(text)] == [Action.ASSAULT]
    one = told(text)
    assert (one.certainty, one.actor, one.target) == (C.HYPOTHETICAL, None, "Torvik")


def test_a_warning_of_ones_own_harm_is_still_a_threat() -> None:
    text = "The front warned that it would shell the town."
    assert told(text).certainty is C.THREATENED
    assert told(text, Action.THREATEN).actor == "front"


def test_who_burns_to_death_attacks_nobody() -> None:
    text = "A bus was set on fire by rioters and two people burned to death, police said."
    assert harm(text) == [("set", "rioters", C.ATTRIBUTED, ("police",))]


@pytest.mark.parametrize("verb", ["quashed", "overturned", "annulled"])
def test_who_is_cleared_of_a_conviction_is_not_told_as_the_one_who_did_it(verb: str) -> None:
    one = told(f"A court in Arden on Friday {verb} Osric Vane's conviction for bombing the Torvik ferry on 10 March.")
    assert (one.certainty, one.responsibility) == (C.NEGATED, Responsibility.DENIED)


def test_a_conviction_that_stands_is_no_acquittal() -> None:
    one = told("A court upheld Osric Vane's conviction for bombing the Torvik ferry.")
    assert one.certainty in (C.ATTRIBUTED, C.ASSERTED)


@pytest.mark.parametrize("text", [
    "In the exercise a bomb had killed thirty people.",
    "In a new film by Mela Harden a bomb kills thirty people at Torvik station.",
    "Rescuers practised on Monday how to treat the victims of a bomb attack at Torvik station.",
    "Soldiers rehearsed how to treat the victims of an attack.",
])  # fmt: skip
def test_what_is_played_or_practised_was_not(text: str) -> None:
    assert {certainty for _, _, certainty, _ in harm(text)} == {C.HYPOTHETICAL}


@pytest.mark.parametrize("text", [
    "The so-called massacre in Torvik on Monday was staged, the defence ministry said on Tuesday.",
    "The massacre in Torvik was fabricated, the defence ministry said.",
    "The defence ministry said the shelling of Torvik was fake news.",
    'The defence ministry said reports of an air strike on a school in Torvik on Monday were "baseless".',
    "The defence ministry said the reports of a massacre were unfounded.",
])  # fmt: skip
def test_what_somebody_declares_untrue_is_denied_by_him(text: str) -> None:
    one = told(text)
    assert (one.certainty, one.chain) == (C.DENIED, ("defence ministry",))


def test_an_attack_that_somebody_staged_was_one() -> None:
    assert told("The attack was staged by rebels on Monday.").certainty is C.ASSERTED


def test_what_was_to_be_and_was_cancelled_was_not() -> None:
    assert (
        told("The president was to visit the valley on Thursday but cancelled.", Action.CONSULT).certainty is C.NEGATED
    )
    assert told("Soldiers defused a bomb before it could explode.").certainty is C.NEGATED


@pytest.mark.parametrize("text", [
    "The feared attack on the port did not materialise.",
    "The planned attack on the port did not happen.",
    "The general was to have attacked the port but never came.",
])  # fmt: skip
def test_what_was_awaited_and_did_not_come_was_not(text: str) -> None:
    assert told(text).certainty is C.NEGATED


def test_what_is_only_awaited_stays_open() -> None:
    assert told("The feared attack on the port would be a disaster.").certainty is C.HYPOTHETICAL


@pytest.mark.parametrize("text", [
    "The agency corrected a dispatch that rebels were planning to attack the port.",
    "A rumour that the mayor had been killed was withdrawn by the radio that spread it.",
    "The radio apologised for the rumour that gunmen had kidnapped the bishop.",
])  # fmt: skip
def test_taking_back_wins_over_how_it_was_said_at_first(text: str) -> None:
    assert told(text).certainty is C.RETRACTED


@pytest.mark.parametrize(("text", "certainties"), [
    ("Asked whether soldiers had shelled the clinic in Torvik on Monday, the minister did not answer.", {C.HYPOTHETICAL}),
    ("It is rumoured that the bishop of Torvik, Tomas Lund, was killed by gunmen on Monday.", {C.RUMOURED}),
    ("According to rumours, gunmen killed the mayor of Torvik.", {C.RUMOURED}),
])  # fmt: skip
def test_the_whole_reader_keeps_a_question_and_a_rumour_as_they_are(text: str, certainties: set[Certainty]) -> None:
    found = reader_of("learned").read(entry_document({"id": "t", "text": text, "published": "2025-03-11"})).events
    assert {e.certainty for e in found if e.action is Action.ASSAULT} == certainties
    assert {e.chain for e in found if e.action is Action.ASSAULT} == {()}


def test_the_whole_reader_lets_nobody_say_what_he_calls_an_invention() -> None:
    text = "The minister called reports that soldiers had burned the mill an invention."
    found = reader_of("learned").read(entry_document({"id": "t", "text": text, "published": "2025-03-11"})).events
    assert [(e.certainty, e.chain) for e in found if e.action is Action.ASSAULT] == [(C.DENIED, ("minister",))]
