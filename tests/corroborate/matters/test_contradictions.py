from dataclasses import replace

import pytest

from purport.corroborate.matters.clusters import matter_id
from purport.corroborate.matters.contradictions import contradictions
from purport.corroborate.matters.naming import Match
from purport.records import Action, Carrier, Certainty, Inconsistency, Precision, Span
from purport.records.matters import About, Count, Matter, Region, Toll
from tests.corroborate.matters.made import blast, dead, release, stance


def found(*tellings):
    matter = Matter(matter_id(tellings[0]), tellings[0].sort, tuple(one.id for one in tellings), ())
    return contradictions(matter, {one.id: one for one in tellings})


def about(*tellings):
    return [one.about for one in found(*tellings)]


def test_numbers_that_exclude_each_other_are_told_with_both_sides():
    (one,) = found(
        blast("a", counts=(dead(12, 12),)), blast("b", counts=(dead(20, 20),)), blast("c", counts=(dead(12, 12),))
    )
    assert one.about is About.DEAD
    assert [side.told for side in one.sides] == ["12", "20"]
    assert one.sides[0].tellings == ("tl-a", "tl-c")
    assert one.sides[1].spans == (("doc-b", Span(10, 12)),)
    assert one.matter.startswith("mt-") and one.corrected_by is None


def test_each_side_is_opposed_to_one_that_it_excludes_and_by_a_telling_that_says_no_other():
    twelve = [blast(name, counts=(dead(12, None),)) for name in "ab"]
    ten, forty = blast("c", counts=(dead(10, 10),)), blast("d", counts=(dead(40, 40),))
    (one,) = found(*twelve, ten, forty)
    assert [side.told for side in one.sides] == ["at least 12", "10", "40"]
    assert [(x.first, x.second, x.reason) for x in one.opposed] == [
        ("tl-a", "tl-c", "at least 12 and 10 dead exclude each other"),
        ("tl-c", "tl-d", "10 and 40 dead exclude each other"),
    ]


def test_a_number_is_its_own_sources_and_as_sure_as_what_gives_it():
    by = replace(dead(10, 10), by="police", certainty=Certainty.ATTRIBUTED)
    paper = blast("a", counts=(dead(12, 12), by), certainty=Certainty.RETRACTED, chain=("Courier",))
    (one,) = found(paper, blast("b", counts=(dead(20, 20),)))
    assert {side.told: (side.by, side.certainty) for side in one.sides}["10"] == (("police",), Certainty.ATTRIBUTED)


def test_two_denials_are_not_opposed_to_each_other():
    so = blast("a", stances=(stance("x", Certainty.ATTRIBUTED, "ministry"),))
    own = blast("b", stances=(stance("y", Certainty.DENIED, "The Front", "front"),))
    whole = blast("c", stances=(stance("z", Certainty.DENIED, "the mayor"),))
    (one,) = found(so, own, whole)
    assert {(x.first, x.second): x.reason for x in one.opposed} == {
        ("tl-b", "tl-a"): "The Front says that it did not do it",
        ("tl-c", "tl-a"): "the mayor says that it is not so",
    }


def test_a_bond_names_who_denies_in_the_telling_that_it_ties():
    so = blast("a", stances=(stance("x", Certainty.ATTRIBUTED, "ministry"),))
    both = blast("b", stances=(stance("v", Certainty.ATTRIBUTED, "police"), stance("y", Certainty.DENIED, "the front")))
    mayor = blast("c", stances=(stance("z", Certainty.DENIED, "the mayor"),))
    (one,) = found(so, both, mayor)
    assert one.reason == "the front says that it is not so"
    assert [(x.first, x.second, x.reason) for x in one.opposed] == [
        ("tl-c", "tl-a", "the mayor says that it is not so")
    ]


def test_who_takes_back_an_accusation_does_not_say_that_it_was_not():
    so = blast("a", stances=(stance("x", Certainty.ATTRIBUTED, "police"),))
    back = blast("b", stances=(stance("y", Certainty.RETRACTED, "ministry", "front", accusation=True),))
    assert about(so, back) == []
    assert about(so, blast("b", stances=(stance("y", Certainty.RETRACTED, "ministry"),))) == [About.WHETHER]


def test_one_story_that_says_both_is_opposed_to_nobody():
    both = blast(
        "a", stances=(stance("x", Certainty.ATTRIBUTED, "ministry"), stance("y", Certainty.DENIED, "the front"))
    )
    (one,) = found(both)
    assert one.about is About.WHETHER and one.opposed == ()


def test_at_least_twelve_does_not_contradict_twenty():
    assert about(blast("a", counts=(dead(12, None),)), blast("b", counts=(dead(20, 20),))) == []


def test_nobody_killed_contradicts_three_dead():
    (one,) = found(blast("a", counts=(dead(0, 0),)), blast("b", counts=(dead(3, 3),)))
    assert one.about is About.DEAD and [side.told for side in one.sides] == ["0", "3"]
    assert about(blast("a", counts=(dead(0, 0),)), blast("b", counts=(dead(0, 30),))) == []


def test_who_threatens_or_asks_takes_no_side():
    threat = blast("t", action=Action.THREATEN, days="2026-03-02", published="2026-03-02")
    asked = blast("q", certainty=Certainty.HYPOTHETICAL, counts=(dead(12, 12),))
    assert about(threat, asked, blast("a", counts=(dead(4, 4),))) == []


def test_audio_in_one_story_and_video_in_another():
    (one,) = found(release("a"), release("b", Carrier.VIDEO), release("c"))
    assert one.about is About.MEDIUM
    assert [side.told for side in one.sides] == ["audio", "video"]


def test_a_story_that_calls_its_recording_both_is_enough():
    odd = Inconsistency("the recording", Span(3, 8), Span(20, 25), "audio and, here, video")
    (one,) = found(release("a", carriers=(Carrier.AUDIO, Carrier.VIDEO), odd=(odd,)))
    assert one.reason == "one story calls the recording both audio and video"
    assert ("doc-a", Span(20, 25)) in one.sides[0].spans


def test_a_recording_of_no_known_kind_takes_no_side():
    assert about(release("a"), release("b", Carrier.RECORDING)) == []


def test_a_claim_and_its_denial():
    one, other = stance("x", Certainty.ATTRIBUTED, "ministry"), stance("y", Certainty.DENIED, "the front")
    (clash,) = found(blast("a", stances=(one,)), blast("b", stances=(other,)))
    assert clash.about is About.WHETHER
    assert {side.by for side in clash.sides} == {("ministry",), ("the front",)}
    assert clash.reason == "the front says that it is not so"


def test_rumours_and_what_did_not_happen_take_no_side():
    yes = stance("x", Certainty.ASSERTED)
    for certainty in (Certainty.RUMOURED, Certainty.NEGATED):
        assert about(blast("a", stances=(yes,)), blast("b", stances=(stance("y", certainty),))) == []


def test_two_named_actors():
    one = stance("x", Certainty.ATTRIBUTED, "ministry", "dorhal front")
    other = stance("y", Certainty.ATTRIBUTED, "the front", "orvenian air corps")
    assert about(blast("a", stances=(one,)), blast("b", stances=(other,))) == [About.ACTOR]


def test_a_longer_name_is_no_other_actor():
    one, other = stance("x", Certainty.ASSERTED, None, "varakh"), stance("y", Certainty.ASSERTED, None, "idris varakh")
    assert about(blast("a", stances=(one,)), blast("b", stances=(other,))) == []


def test_what_is_told_aside_does_not_contradict_the_day_of_those_that_lead():
    arrests = blast("c", days="2026-03-05", lead=False)
    assert about(blast("a"), blast("b"), arrests) == []
    assert about(blast("a", lead=False), arrests) == [About.DAY]


def test_two_days_and_two_towns():
    town = Region("kessim", 1, 36.0, 43.0, 5.0, Precision.SETTLEMENT)
    other = Region("arden", 2, 38.0, 43.0, 5.0, Precision.SETTLEMENT)
    told = about(blast("a", places=(town,)), blast("b", places=(other,), days="2026-03-05"))
    assert told == [About.DAY, About.PLACE]


def test_a_month_does_not_contradict_a_day_in_it():
    assert about(blast("a", days="2026-03"), blast("b")) == []


@pytest.mark.parametrize(
    ("told", "differ"), [("2026-03-06~", False), ("2026-03-05~/2026-03-06~", False), ("2026-03-06", True)]
)
def test_about_a_day_contradicts_no_day_near_it(told, differ):
    assert about(blast("a", days=told), blast("b")) == ([About.DAY] if differ else [])
    assert about(blast("a", days=told), blast("b", days="2026-03-08~")) == []


def test_a_later_correction_is_named_and_takes_no_side_away():
    first = blast("a", counts=(dead(12, 12),))
    later = blast("b", counts=(dead(9, 9),), published="2026-03-08", correction=True)
    (one,) = found(first, later)
    assert one.corrected_by == "tl-b"
    assert len(one.sides) == 2


def test_a_correction_is_named_only_where_it_says_something_new():
    hurt = Count(Toll.WOUNDED, 23, 23, Span(30, 32), "23")
    is_so = stance("so", Certainty.ASSERTED)
    first = blast("a", counts=(dead(9, 9), hurt), stances=(is_so,), chain=("MPA",))
    other = blast("b", counts=(dead(9, 9), replace(hurt, least=30, most=30)), chain=("Halyard",))
    denied = blast("d", stances=(stance("no", Certainty.DENIED),), published="2026-03-07", chain=("Radio Dorhal",))
    told = {"published": "2026-03-08", "correction": True, "chain": ("Courier",), "stances": (is_so,)}
    later = blast("c", counts=(dead(10, 10), hurt), **told)
    about = {one.about: one.corrected_by for one in found(first, other, denied, later)}
    assert about == {About.DEAD: "tl-c", About.WOUNDED: None, About.WHETHER: None}


def test_a_house_that_comes_over_to_what_another_said_corrects():
    first = blast("a", counts=(dead(9, 9),), chain=("MPA",))
    other = blast("b", counts=(dead(8, 8),), chain=("Halyard",))
    later = blast("c", counts=(dead(8, 8),), published="2026-03-08", correction=True, chain=("MPA",))
    (one,) = found(first, other, later)
    assert one.corrected_by == "tl-c"


def test_a_correction_before_anything_else_corrects_nothing():
    first = blast("a", counts=(dead(12, 12),), correction=True)
    (one,) = found(first, blast("b", counts=(dead(9, 9),), published="2026-03-08"))
    assert one.corrected_by is None


def test_agreement_is_no_contradiction():
    assert found(blast("a"), blast("b")) == ()


def test_two_of_the_gunmen_do_not_contradict_twelve():
    both = (dead(12, 12), dead(2, 2, 30))
    assert about(blast("a", counts=both), blast("b", counts=(dead(12, 12),))) == []
    assert about(blast("a", counts=both)) == []
    assert about(blast("a", counts=both), blast("b", counts=(dead(14, 14),))) == [About.DEAD]


def test_one_story_that_gives_two_tolls():
    assert about(blast("a", counts=(dead(12, 12), dead(20, 20, 30)))) == [About.DEAD]


def test_names_that_may_be_one_are_no_contradiction():
    one = blast("a", stances=(stance("x", Certainty.ASSERTED, None, "dlf"),))
    other = blast("b", stances=(stance("y", Certainty.ASSERTED, None, "sons mill"),))
    assert about(one, other) == [About.ACTOR]
    matter = Matter(matter_id(one), one.sort, (one.id, other.id), ())
    by_id = {t.id: t for t in (one, other)}
    for sure in (True, False):
        assert contradictions(matter, by_id, lambda first, second, sure=sure: Match(sure, "a list")) == ()


def test_who_denies_having_done_it_does_not_say_that_it_was_not():
    yes = stance("x", Certainty.ASSERTED)
    own = stance("y", Certainty.DENIED, "The Hill Front", "hill front")
    (clash,) = found(blast("a", stances=(yes,)), blast("b", stances=(own,)))
    assert clash.about is About.WHETHER
    assert [side.told for side in clash.sides] == ["The Hill Front did not do it", "it is so"]
    assert clash.reason == "The Hill Front says that it did not do it"


def test_who_denies_a_number_may_not_deny_the_rest():
    yes, no = stance("x", Certainty.ASSERTED), replace(stance("y", Certainty.DENIED, "the governor"), number=True)
    (clash,) = found(blast("a", stances=(yes,)), blast("b", stances=(no,)))
    assert [side.told for side in clash.sides] == ["it is not so, or not so many", "it is so"]
    assert clash.reason == "the governor says that it is not so, or not so many"
