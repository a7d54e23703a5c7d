"""What the text says was not said is no statement, or a negated one; never a claim or a call."""

import pytest

import purport
from purport.records import Act, Action, Certainty


@pytest.mark.parametrize(
    "text",
    [
        "A lorry bomb killed four clerks in Arden on Monday. No group has claimed responsibility for the attack.",
        "A lorry bomb killed four clerks in Arden on Monday. Nobody claimed responsibility for the blast.",
        "A lorry bomb killed four clerks in Arden on Monday. There was no claim of responsibility.",
        "The council published a tape on Friday. Its authenticity could not be independently confirmed.",
        "The council published a toll on Friday. Reuters could not verify the figure.",
    ],
)
def test_what_nobody_said_is_no_statement(text):
    reading = purport.read_text(text, "2026-03-02")
    acts = {s.act for s in reading.statements}
    assert not acts & {Act.CLAIMS_RESPONSIBILITY, Act.CONFIRMS}
    assert not any(s.violent for s in reading.statements)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The bishop has not called for attacks on the ferries.", "bishop"),
        ("The Reed Front never threatened to burn the barn.", "Reed Front"),
        ("The front's speaker did not say that the bridge was mined.", "front's speaker"),
    ],
)
def test_what_somebody_did_not_say_is_negated(text, name):
    reading = purport.read_text(text)
    (statement,) = [s for s in reading.statements if s.source_name == name]
    assert statement.certainty is Certainty.NEGATED
    assert not statement.violent
    assert not reading.call_for_violence
    assert "not said" in statement.chain[-1].reason


@pytest.mark.parametrize(
    ("said", "act"),
    [
        ("refused on Wednesday to confirm or deny", Act.CONFIRMS),
        ("declined to confirm", Act.CONFIRMS),
        ("was unable to confirm", Act.CONFIRMS),
        ("neither confirmed nor denied", Act.CONFIRMS),
        ("stopped short of confirming", Act.CONFIRMS),
        ("has yet to confirm", Act.CONFIRMS),
        ("did not deny", Act.DENIES),
        ("did not say", Act.SAYS),
    ],
)
def test_who_says_neither_yes_nor_no_takes_no_stand(said, act):
    reading = purport.read_text(
        f"Front spokesman Beka Ulmen {said} that the captain had been shot by soldiers in a raid on the farm."
    )
    assert reading.statements
    assert {(s.source_name, s.act, s.certainty) for s in reading.statements} == {("Beka Ulmen", act, Certainty.NEGATED)}
    (shot,) = [e for e in reading.events if e.mode == "firearms"]
    assert shot.certainty is Certainty.HYPOTHETICAL
    if act is Act.CONFIRMS:
        assert {e.certainty for e in reading.events if e.action is Action.ASSAULT} == {Certainty.HYPOTHETICAL}


@pytest.mark.parametrize(
    "text",
    [
        "The army did not confirm on Tuesday reports that rebel commander Rado Torb was killed in a raid on a farm near Dunvik.",
        "Front spokesman Beka Ulmen refused to confirm or deny that commander Rado Torb had been killed by soldiers.",
    ],
)
def test_nothing_is_taken_back_by_who_did_not_confirm_it(text):
    reading = purport.read_text(text)
    assert all(e.certainty is not Certainty.RETRACTED for e in reading.events)
    assert all(s.certainty is not Certainty.RETRACTED for s in reading.statements)


def test_who_will_not_comment_denies_nothing():
    reading = purport.read_text("The minister refused to comment on reports that soldiers had shot a priest.")
    own = [(s.act, s.certainty) for s in reading.statements if s.source_name == "minister"]
    assert own == [(Act.SAYS, Certainty.NEGATED)]


def test_who_will_not_take_a_report_back_has_not_taken_it_back():
    for said in ("refused to retract", "did not withdraw"):
        reading = purport.read_text(f"The paper {said} its report that soldiers had shot a priest.")
        assert all(s.certainty is not Certainty.RETRACTED for s in reading.statements)
        assert all(e.certainty is not Certainty.RETRACTED for e in reading.events)


@pytest.mark.parametrize(
    "text",
    [
        "The ministry has denied claims that its troops had left the port.",
        "The army rejected reports that it had shelled the mill.",
    ],
)
def test_a_claim_that_is_denied_is_not_the_deniers_own(text):
    reading = purport.read_text(text)
    assert reading.statements
    assert {s.certainty for s in reading.statements if s.source_name in ("ministry", "army")} == {Certainty.DENIED}


def test_to_call_a_thing_something_is_no_call():
    reading = purport.read_text('The government called the ultimatum "a desperate bluff".')
    assert all(s.act is not Act.CALLS_FOR for s in reading.statements)
