from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from purport.corroborate.grading import ENOUGH, credibility, icd203, likelihood, reliability
from purport.corroborate.matters.tellings import surest
from purport.records import Certainty, Span, Status, Verification
from purport.records.stories import Origin
from purport.records.weighing import Check, Evidence, History
from tests.corroborate.matters.made import blast, stance


def origins(n):
    return tuple(Origin(f"agency {i}", f"doc-{i}", (), (), (), "its own report") for i in range(n))


CONFIRMED = (Check("tl-a", "2026-03-06", Verification((Span(0, 4),), "it", Status.CONFIRMED, "the ministry", "")),)
DENIED = (blast("a", stances=(stance("x", Certainty.DENIED, "the front"),)),)
PLAIN = (blast("a"),)


@pytest.mark.parametrize(
    ("evidence", "grade"),
    [
        (Evidence(PLAIN), "6"),
        (Evidence(PLAIN, origins=origins(1)), "6"),
        (Evidence(PLAIN, origins=origins(2)), "3"),
        (Evidence(PLAIN, origins=origins(3)), "2"),
        (Evidence(PLAIN, CONFIRMED, origins=origins(2)), "1"),
        (Evidence(PLAIN, CONFIRMED, origins=origins(1)), "2"),
        (Evidence(DENIED, origins=origins(2)), "4"),
        (Evidence(DENIED, CONFIRMED, origins=origins(3)), "3"),
        (Evidence((blast("a", stances=(stance("x", Certainty.RETRACTED, "the front"),)),), origins=origins(3)), "5"),
    ],
)
def test_credibility_by_independent_origins_and_denials(evidence, grade):
    found = credibility(evidence)
    assert found.grade == grade
    assert found.reason


def test_what_was_not_is_no_denial_and_is_told():
    never = blast("b", certainty=Certainty.NEGATED, stances=(stance("b", Certainty.NEGATED, "the ministry"),))
    found = credibility(Evidence((*PLAIN, never), origins=origins(1)))
    assert found.reason.endswith(
        "no story here confirms or denies it, though 1 says of something like it that it was not"
    )
    aside = replace(never, lead=False)
    assert "though" not in credibility(Evidence((*PLAIN, aside), origins=origins(1))).reason


def test_copies_do_not_count():
    many = tuple(blast(str(n)) for n in range(12))
    assert credibility(Evidence(many, origins=origins(1))).grade == "6"


def test_a_grade_names_the_records_that_it_rests_on():
    assert credibility(Evidence(DENIED, origins=origins(2))).records == ("ev-x",)


@pytest.mark.parametrize(
    ("right", "wrong", "grade"), [(9, 0, "F"), (10, 0, "C"), (60, 0, "A"), (30, 2, "B"), (15, 10, "D"), (1, 20, "E")]
)
def test_reliability_by_history(right, wrong, grade):
    assert reliability(History("the ministry", right, wrong)).grade == grade


def test_no_history_is_f_whatever_is_said():
    found = reliability(None)
    assert found.grade == "F" and str(ENOUGH) in found.reason


@given(st.integers(0, 80), st.integers(0, 80))
def test_one_more_that_is_borne_out_never_lowers_the_grade(right, wrong):
    before, after = (reliability(History("x", right + n, wrong)).grade for n in (0, 1))
    assert before == "F" or after <= before


@pytest.mark.parametrize(
    ("probability", "word"),
    [
        (0.03, "almost no chance"),
        (0.15, "very unlikely"),
        (0.3, "unlikely"),
        (0.5, "roughly even chance"),
        (0.7, "likely"),
        (0.9, "very likely"),
        (0.99, "almost certain"),
    ],
)
def test_words_of_icd_203(probability, word):
    assert icd203(probability) == word


@pytest.mark.parametrize("wrong", [-0.1, 1.1, float("nan")])
def test_no_probability_no_word(wrong):
    with pytest.raises(ValueError, match="no probability"):
        icd203(wrong)


def test_without_history_no_word_of_likelihood():
    assert likelihood(Evidence(PLAIN, origins=origins(3))) is None
    assert likelihood(Evidence(PLAIN, history=History("x", 3, 1))) is None


@pytest.mark.parametrize(("n", "confidence"), [(0, "low"), (1, "low"), (2, "moderate"), (3, "high")])
def test_confidence_is_told_apart_from_likelihood(n, confidence):
    found = likelihood(Evidence(PLAIN, origins=origins(n), history=History("the ministry", 30, 2)))
    assert found is not None
    assert found.word == "very likely"
    assert found.confidence == confidence
    assert confidence not in found.reason


def test_an_origin_that_does_nothing_but_deny_it_does_not_tell_it():
    told = (blast("0"), blast("1"))
    denies = blast("2", stances=(stance("x", Certainty.DENIED, "the front"),))
    found = credibility(Evidence((*told, denies), origins=origins(3)))
    assert (found.grade, found.reason) == ("4", "2 independent origins, and it is denied")
    both = replace(denies, stances=(*denies.stances, stance("y", Certainty.ASSERTED, "the police")))
    assert credibility(Evidence((*told, both), origins=origins(3))).grade == "3"
    assert credibility(Evidence((denies,), origins=origins(3)[2:])).reason == "it is only denied here"


def test_a_part_in_it_that_is_denied_is_said_to_be():
    own = blast("0", stances=(stance("x", Certainty.DENIED, "the front", "front"), stance("y", Certainty.ASSERTED)))
    assert credibility(Evidence((own, blast("1")), origins=origins(2))).reason == (
        "2 independent origins, and a part in it is denied"
    )


def test_it_is_said_of_these_stories_alone_that_they_do_not_deny_it():
    assert (
        credibility(Evidence(PLAIN, origins=origins(2))).reason == "2 independent origins, and no story here denies it"
    )


def outlet(n, *stances):
    """A telling of the story at the root of the origin of that number."""
    return replace(blast(str(n), stances=stances, certainty=surest(stances)), document=f"doc-{n}")


@pytest.mark.parametrize(
    ("back", "grade", "reason"),
    [
        ({"accusation": True, "actor": "front"}, "2", "3 independent origins, and no story here denies it"),
        ({"number": True}, "3", "3 independent origins, and it, or a number of it, was taken back"),
        ({}, "3", "3 independent origins, and it was taken back"),
    ],
)
def test_what_one_of_three_origins_takes_back_leaves_the_others(back, grade, reason):
    said = [outlet(n, stance(f"s{n}", Certainty.ASSERTED)) for n in (0, 1)]
    taken = outlet(2, stance("t", Certainty.RETRACTED, "the ministry", **back), stance("u", Certainty.ASSERTED))
    found = credibility(Evidence((*said, taken), origins=origins(3)))
    assert (found.grade, found.reason) == (grade, reason)


def test_what_all_who_said_it_take_back_is_taken_back():
    said = [outlet(n, stance(f"s{n}", Certainty.ATTRIBUTED, "the ministry")) for n in (0, 1)]
    taken = outlet(2, stance("t", Certainty.RETRACTED, "the ministry"))
    assert credibility(Evidence((*said, taken), origins=origins(3))).grade == "5"
    own = replace(outlet(0, stance("o", Certainty.ASSERTED)), id="tl-own")
    back = replace(outlet(0, stance("r", Certainty.RETRACTED, "the Courier")), document="doc-later")
    lone = (replace(origins(1)[0], own=("doc-later",)),)
    assert credibility(Evidence((own, back), origins=lone)).grade == "5"


def test_an_origin_that_passes_on_a_rumour_alone_does_not_tell_it():
    rumour = outlet(1, stance("r", Certainty.RUMOURED))
    told = outlet(0, stance("s", Certainty.ASSERTED))
    found = credibility(Evidence((told, rumour), origins=origins(2)))
    assert (found.grade, found.reason) == ("6", "one origin, and no story here confirms or denies it")
    lone = credibility(Evidence((rumour,), origins=origins(2)[1:]))
    assert (lone.grade, lone.reason) == ("6", "it is only passed on as a rumour here")


def test_an_origin_that_leaves_it_open_does_not_tell_it():
    asked = replace(outlet(1, stance("r", Certainty.HYPOTHETICAL)), certainty=Certainty.HYPOTHETICAL)
    bare = replace(outlet(2), certainty=Certainty.HYPOTHETICAL)
    told = outlet(0, stance("s", Certainty.ASSERTED))
    assert credibility(Evidence((told, asked, bare), origins=origins(3))).reason.startswith("one origin")
    lone = credibility(Evidence((asked, bare), origins=origins(3)[1:]))
    assert (lone.grade, lone.reason) == ("6", "every story here leaves open whether it was")
    rumour = outlet(0, stance("s", Certainty.RUMOURED))
    mixed = credibility(Evidence((rumour, asked), origins=origins(2)))
    assert (mixed.grade, mixed.reason) == ("6", "it is only passed on as a rumour here")
    missed = credibility(Evidence((outlet(0, stance("n", Certainty.NEGATED)), asked), origins=origins(2)))
    assert (missed.grade, missed.reason) == ("6", "no story here says that it is so")
