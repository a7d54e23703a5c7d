"""What a speaker does by speaking."""

from __future__ import annotations

import pytest

from purport.read.acts import deed
from purport.read.found import Attribution, Deed, Link
from purport.read.parse import Parse
from purport.records import Act, Certainty, Kind
from tests.read.events.scenes import PlainNames, link, parse_once, span


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
    found = done(text, "He", "urges", "make raids in Velmora and Sorn")
    assert found.act is Act.CALLS_FOR
    assert found.violent
    assert found.targets == ("Velmora", "Sorn")
    assert found.addressee == "friends"
    assert "raids" in found.reason


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


def arabic(text: str, cue: str, content: str) -> Deed:
    one = Parse(text, [], [])
    found = Attribution((), (span(text, cue),), (span(text, content),), Kind.INDIRECT, "by hand", 1.0, "by hand")
    return deed(one, Link("st-1", found, None, (), None, Certainty.ATTRIBUTED), PlainNames(one))


@pytest.mark.parametrize(("cue", "act"), [
    ("ودعا", Act.CALLS_FOR),
    ("نفت", Act.DENIES),
    ("هددت", Act.THREATENS),
    ("اتهم", Act.ACCUSES),
    ("أعلنت", Act.ANNOUNCES),
    ("قال", Act.SAYS),
])  # fmt: skip
def test_arabic_cues(cue: str, act: Act) -> None:
    assert arabic(f"{cue} المتحدث أن الجسر مغلق", cue, "أن الجسر مغلق").act is act


def test_an_arabic_call_for_attacks_has_its_targets_apart() -> None:
    content = "إلى شن هجمات في فلمورا وسورن"
    found = arabic(f"ودعا المتحدث أنصاره {content}.", "ودعا", content)
    assert (found.act, found.violent, found.targets) == (Act.CALLS_FOR, True, ("فلمورا", "سورن"))
    assert "هجمات" in found.reason


def test_an_arabic_call_to_stop_attacks_is_not_violent() -> None:
    content = "إلى وقف هجمات في سورن"
    assert not arabic(f"دعا المتحدث {content}.", "دعا", content).violent


def test_plain_saying_of_harm_is_not_violent() -> None:
    text = "The nurse said that soldiers had burned the mill."
    assert not done(text, "The nurse", "said", "soldiers had burned the mill").violent


def test_a_quotation_of_several_sentences_denies_if_one_does() -> None:
    text = '"We fight soldiers. We did not burn the mill," the front said.'
    found = done(text, "the front", "said", "We fight soldiers. We did not burn the mill,", Kind.DIRECT)
    assert (found.act, found.violent) == (Act.DENIES, False)


def test_a_report_that_is_withdrawn_is_retracted() -> None:
    text = "The agency withdraws its report that a clerk was killed."
    assert done(text, "The agency", "report", "a clerk was killed").act is Act.RETRACTS


def test_those_called_upon_before_an_order_are_addressed() -> None:
    text = '"People of Sorn, and above all you who wait, keep your doors shut," he said.'
    content = "People of Sorn, and above all you who wait, keep your doors shut"
    assert done(text, "he", "said", content, Kind.DIRECT).addressee == "People of Sorn"
