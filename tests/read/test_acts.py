"""What a speaker does by speaking."""

from __future__ import annotations

import pytest

from purport.read.acts import deed
from purport.read.found import Deed
from purport.records import Act, Kind
from tests.read.events.scenes import PlainNames, link, parse_once


def done(text: str, source: str, cue: str, content: str, kind: Kind = Kind.INDIRECT) -> Deed:
    parse = parse_once(text)
    return deed(
        parse, link(text, source, cue, content, name=source, kind=kind), PlainNames(parse, (("them", "his men"),))
    )


@pytest.mark.parametrize(("source", "cue", "content", "act"), [
    ("The mayor", "said", "the bridge was closed", Act.SAYS),
    ("The mayor", "denied", "the bridge was closed", Act.DENIES),
    ("The mayor", "confirmed", "the bridge was closed", Act.CONFIRMS),
    ("The mayor", "admitted", "the bridge was closed", Act.CONFIRMS),
    ("The mayor", "announced", "the bridge was closed", Act.ANNOUNCES),
    ("The mayor", "warned", "the bridge was unsafe", Act.WARNS),
    ("The mayor", "promised", "the bridge would open", Act.PROMISES),
    ("The rebels", "threatened", "to burn the bridge", Act.THREATENS),
    ("The rebels", "vowed", "to burn the bridge", Act.THREATENS),
    ("The rebels", "warned", "the bridge would be burned", Act.THREATENS),
    ("The rebels", "said", "they would burn the bridge", Act.THREATENS),
    ("The rebels", "said", "they had not burned the bridge", Act.DENIES),
    ("The rebels", "said", "their men had burned the bridge", Act.CLAIMS_RESPONSIBILITY),
    ("The mayor", "said", "all sides must stop the fighting", Act.CALLS_FOR),
    ("The mayor", "urged", "the guards to leave", Act.CALLS_FOR),
    ("The mayor", "demanded", "that the guards leave", Act.CALLS_FOR),
    ("The mayor", "rejected", "the offer", Act.REJECTS),
    ("The mayor", "rejected", "accusations of theft", Act.DENIES),
    ("The mayor", "retracted", "the claim", Act.RETRACTS),
    ("The mayor", "apologised", "for the delay", Act.APOLOGISES),
])  # fmt: skip
def test_the_act(source: str, cue: str, content: str, act: Act) -> None:
    assert done(f"{source} {cue} {content}.", source, cue, content).act is act


def test_a_claim_of_responsibility_is_violent_and_aimed() -> None:
    text = "The cell claimed responsibility for the bombing of the mill."
    found = done(text, "The cell", "claimed", "responsibility for the bombing of the mill")
    assert (found.act, found.violent, found.targets) == (Act.CLAIMS_RESPONSIBILITY, True, ("the mill",))


def test_accusing_names_whom() -> None:
    text = "The mayor accused the rebels of burning the mill."
    found = done(text, "The mayor", "accused", "burning the mill")
    assert (found.act, found.targets) == (Act.ACCUSES, ("the rebels",))


def test_a_call_for_attacks_in_two_places_has_two_targets() -> None:
    text = "He urges friends to make raids in Velmora and Sorn."
    found = done(text, "He", "urges", "carry out attacks in Velmora and Sorn")
    assert found.act is Act.CALLS_FOR
    assert found.violent
    assert found.targets == ("Velmora", "Sorn")
    assert found.addressee == "others"
    assert "attacks" in found.reason


def test_coordinated_targets_are_apart() -> None:
    text = "The preacher called for attacks against Velmora and the coast guard."
    found = done(text, "The preacher", "called for", "attacks against Velmora and the coast guard")
    assert found.targets == ("Velmora", "the coast guard")


def test_a_target_after_an_aside_is_a_target_too() -> None:
    text = "Vint calls for attacks against West Velmora — an old enemy of his — and Sorn."
    content = "attacks against West Velmora — an old enemy of his — and Sorn"
    assert done(text, "Vint", "calls for", content).targets == ("West Velmora", "Sorn")


def test_a_duty_laid_on_ones_own_people_is_a_call() -> None:
    text = "Vint said that his followers should aim for Sorn."
    assert done(text, "Vint", "said", "his followers should aim for Sorn").act is Act.CALLS_FOR


def test_who_is_urged_is_addressed_though_the_content_holds_him() -> None:
    text = "The preacher urged his followers to hold the bridge."
    assert done(text, "The preacher", "urged", "his followers to hold the bridge").addressee == "his followers"


def test_imperatives_in_a_quotation_are_a_call() -> None:
    text = '"Oh you who wait! Start your work! Burn their barns!" he says.'
    found = done(text, "he", "says", "Oh you who wait! Start your work! Burn their barns!", Kind.DIRECT)
    assert found.act is Act.CALLS_FOR
    assert found.violent
    assert found.addressee == "you who wait"


def test_an_indirect_statement_has_no_imperative() -> None:
    text = "He said guards burn old straw."
    assert done(text, "He", "said", "guards burn old straw").act is not Act.CALLS_FOR


def test_the_people_named_at_the_head_of_a_quotation_are_addressed() -> None:
    text = '"To all the people of Sorn, especially the young, beware of weakness," he said.'
    content = "To all the people of Sorn, especially the young, beware of weakness"
    assert done(text, "he", "said", content, Kind.DIRECT).addressee == "the people of Sorn"


@pytest.mark.parametrize(("text", "cue", "content", "addressee"), [
    ("The preacher calls on fighters to hold the bridge.", "calls on", "hold the bridge", "fighters"),
    ("The preacher told the guards that the bridge was shut.", "told", "the bridge was shut", "the guards"),
    ("The preacher told them to hold the bridge.", "told", "hold the bridge", "his men"),
    ("The preacher appealed to the young for calm.", "appealed", "calm", "the young"),
    ("The preacher said the bridge was shut.", "said", "the bridge was shut", None),
])  # fmt: skip
def test_the_addressee_is_in_the_texts_words(text: str, cue: str, content: str, addressee: str | None) -> None:
    assert done(text, "The preacher", cue, content).addressee == addressee


@pytest.mark.parametrize(("text", "cue", "content"), [
    ("The preacher urged them not to burn the mill.", "urged", "not to burn the mill"),
    ("The preacher urged a war on corruption.", "urged", "a war on corruption"),
    ("The preacher urged them to close the mill.", "urged", "close the mill"),
])  # fmt: skip
def test_calls_that_are_not_violent(text: str, cue: str, content: str) -> None:
    found = done(text, "The preacher", cue, content)
    assert found.act is Act.CALLS_FOR
    assert not found.violent


def test_a_quotation_without_a_cue_of_its_own_says() -> None:
    text = '"The bridge is shut."'
    found = done(text, "", "", "The bridge is shut.", Kind.DIRECT)
    assert (found.act, found.reason) == (Act.SAYS, "says: no cue of its own")
