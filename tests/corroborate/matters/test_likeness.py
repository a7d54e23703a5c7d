from dataclasses import replace

import pytest

from purport.corroborate.matters.features import shared
from purport.corroborate.matters.likeness import likeness
from purport.records import Action, Certainty, Precision
from purport.records.matters import Alike, Region
from tests.corroborate.matters.made import BLAST, FLOOD, blast, dead, everywhere, release, stance, telling


def alike(one, other):
    return likeness(one, other, everywhere).alike


def test_the_same_event_is_told_with_its_reasons():
    found = likeness(blast("a", counts=(dead(4, 4),)), blast("b", counts=(dead(4, 4),)), everywhere)
    assert found.alike is Alike.SAME_EVENT and found.score > 0.9
    assert {"same day: 2026-03-04", "same place: kessim", "4 and 4 dead"} <= set(found.reasons)
    assert any(reason.startswith("both name bresk") for reason in found.reasons)


def test_likeness_does_not_depend_on_who_is_asked_first():
    one, other = blast("a", published="2026-03-06"), blast("b")
    assert likeness(one, other, everywhere) == likeness(other, one, everywhere)
    assert likeness(one, other, everywhere).first == "tl-b"


def test_the_same_town_another_day_is_another_event():
    assert alike(blast("a"), blast("b", days="2026-03-12", published="2026-03-13")) is Alike.DIFFERENT


def test_the_same_formula_with_other_numbers_and_actors_is_not_the_same():
    one = blast(
        "a",
        stances=(stance("x", Certainty.ASSERTED, None, "dorhal front"),),
        counts=(dead(4, 4),),
        names=frozenset({"kessim"}),
    )
    other = blast(
        "b",
        stances=(stance("y", Certainty.ASSERTED, None, "orvenian army"),),
        counts=(dead(40, 40),),
        names=frozenset({"arden"}),
        places=(Region("arden"),),
        days="2026-03-05",
    )
    assert alike(one, other) is not Alike.SAME_EVENT


def test_a_growing_toll_is_still_the_same_event():
    assert alike(blast("a", counts=(dead(12, 12),)), blast("b", counts=(dead(13, 13),))) is Alike.SAME_EVENT


def test_other_words_names_and_place_are_another_event():
    other = blast("b", words=FLOOD, names=frozenset({"arden"}), places=(Region("arden"),))
    assert alike(blast("a"), other) is Alike.DIFFERENT


@pytest.mark.parametrize("word", ["funeral", "trial", "anniversary"])
def test_what_comes_of_it_is_a_follow_up(word):
    found = likeness(blast("a"), blast("b", days="2026-03-06", published="2026-03-07", aftermath=word), everywhere)
    assert found.alike is Alike.FOLLOW_UP
    assert found.reasons[-1] == f"follow-up: “{word}”"
    assert (found.first, found.second) == ("tl-a", "tl-b")


def test_far_places_speak_against():
    near = Region("kessim", 1, 36.0, 43.0, 5.0, Precision.SETTLEMENT)
    far = Region("arden", 2, 38.0, 43.0, 5.0, Precision.SETTLEMENT)
    one, other = blast("a", places=(near,), names=frozenset()), blast("b", places=(far,), names=frozenset())
    assert likeness(one, other, everywhere).score < likeness(one, replace(other, places=(near,)), everywhere).score


def test_the_same_release_is_told_by_its_speaker():
    found = likeness(release("a"), release("b", days=None), everywhere)
    assert found.alike is Alike.SAME_RELEASE
    assert "same speaker: osric vane" in found.reasons


def test_another_speaker_is_another_release():
    assert (
        alike(release("a"), release("b", speaker="bram tessik", names=frozenset({"bram", "tessik", "arden"})))
        is Alike.DIFFERENT
    )


def test_a_release_of_another_month_is_another():
    assert alike(release("a"), release("b", days="2026-04-20", published="2026-04-21")) is Alike.DIFFERENT


def test_a_release_is_no_event():
    assert alike(blast("a"), release("b")) is Alike.DIFFERENT


def test_unsure_is_a_value():
    one = telling("a", words=BLAST, names=frozenset({"kessim", "bresk"}), action=None)
    other = telling("b", words=FLOOD | {"depot"}, names=frozenset({"kessim"}), action=None)
    assert alike(one, other) is Alike.UNSURE


def test_days_are_compared_as_intervals():
    found = likeness(blast("a", days="2026-03"), blast("b", days="2026-03-04"), everywhere)
    assert "their days overlap" in found.reasons


def test_other_acts_are_told():
    found = likeness(blast("a"), blast("b", action=Action.COERCE), everywhere)
    assert "other acts: ASSAULT and COERCE" in found.reasons


def test_sets_share_nothing_where_one_is_empty():
    assert shared(frozenset(), BLAST, everywhere) == 0.0
    assert shared(BLAST, FLOOD, everywhere) == 0.0
    assert shared({"depot"}, {"depot"}, everywhere) < shared(BLAST, BLAST, everywhere) <= 1.0
