from dataclasses import replace

import pytest

from purport.corroborate.standing import WHO, against, checks, standing, standing_words
from purport.records import Certainty, Span, Status, Verification
from purport.records.weighing import Check, Turn
from tests.corroborate.matters.made import blast, release, stance
from tests.invented import _reading as reading_of
from tests.invented import at, tape


def said(name, status, by=None, day="2026-03-06"):
    return Check(f"tl-{name}", day, Verification((Span(0, 4),), "the recording", status, by, "in so many words"))


def turns(changes):
    return [(one.turn, one.by) for one in changes]


def test_nothing_is_not_seen():
    assert standing(()) == ()
    assert standing_words(()) == "not seen"


def test_a_purported_release_that_nobody_verified():
    found = standing((release("a"),), (said("a", Status.UNVERIFIED),))
    assert [one.turn for one in found] == [Turn.FIRST_SEEN, Turn.PURPORTED, Turn.UNVERIFIED]
    assert standing_words(found) == "purported; not independently verified"


def test_a_later_confirmation_ends_not_verified_but_not_purported():
    found = standing(
        (release("a"),), (said("a", Status.UNVERIFIED), said("b", Status.CONFIRMED, "the ministry", "2026-03-09"))
    )
    assert standing_words(found) == "purported; confirmed by the ministry"
    assert found[-1].at == "2026-03-09"


def test_silence_is_told_as_silence():
    assert standing_words(standing((blast("a"),))) == "reported; nothing is said of verification"


@pytest.mark.parametrize(
    ("certainty", "words"),
    [
        (Certainty.DENIED, "reported; denied by the front; nothing is said of verification"),
        (Certainty.RETRACTED, "reported; retracted by the front; nothing is said of verification"),
        (Certainty.RUMOURED, "reported; nothing is said of verification"),
    ],
)
def test_denials_and_retractions_name_who_makes_them(certainty, words):
    assert standing_words(standing((blast("a", stances=(stance("x", certainty, "the front"),)),))) == words


def test_each_turn_is_told_once_for_each_who_made_it():
    one = blast("a", stances=(stance("x", Certainty.DENIED, "the front"), stance("y", Certainty.DENIED, "the front")))
    other = blast("b", stances=(stance("z", Certainty.DENIED, "the army"),), published="2026-03-07")
    found = standing((one, other))
    assert turns(found) == [(Turn.FIRST_SEEN, None), (Turn.DENIED, "the front"), (Turn.DENIED, "the army")]
    assert found[0].record == "tl-a"
    assert standing_words(found).startswith("reported; denied by the army, the front")


def test_the_oldest_story_is_the_first_seen_however_they_come():
    early, late = blast("a"), blast("b", published="2026-03-09")
    assert standing((late, early))[0] == standing((early, late))[0]
    assert standing((late, early))[0].at == "2026-03-05"


def test_undated_comes_last():
    found = standing((release("a"),), (said("a", Status.DISPUTED, "a centre", None),))
    assert found[-1].turn is Turn.DISPUTED


def test_similar_and_undated_are_no_turns():
    assert standing((), (said("a", Status.SIMILAR), said("a", Status.UNDATED))) == ()


def test_a_chief_matter_takes_all_that_a_story_says_of_verification():
    row = tape()
    chief = replace(release("a"), document=row.id)
    assert len(checks(chief, reading_of(row.id))) >= 1


def test_another_takes_only_what_stands_in_its_sentences():
    row = tape()
    beside = replace(
        release("a"), lead=False, spans=(at(row.document.text, "Rumours have abounded about his health."),)
    )
    assert checks(beside, reading_of(row.id)) == ()


def test_a_part_in_it_is_denied_where_nobody_denies_that_it_was():
    own = stance("y", Certainty.DENIED, "The Hill Front", "hill front")
    assert "a part in it denied by The Hill Front" in standing_words(standing((blast("a", stances=(own,)),)))
    whole = stance("z", Certainty.DENIED, "the mayor")
    found = standing((blast("a", stances=(own,)), blast("b", stances=(whole,))))
    assert "; denied by the mayor; a part in it denied by The Hill Front;" in standing_words(found)


def test_where_a_number_may_be_all_that_is_denied_it_is_said():
    number = replace(stance("y", Certainty.DENIED, "the governor"), number=True)
    found = standing((blast("a", stances=(number,)),))
    assert "; it, or a number of it, denied by the governor" in standing_words(found)


def test_what_is_taken_back_is_told_for_what_it_is():
    who = stance("w", Certainty.RETRACTED, "the ministry", "hill front", accusation=True)
    some = stance("n", Certainty.RETRACTED, "the Courier", number=True)
    found = standing((blast("a", stances=(who,)), blast("b", stances=(some,))))
    assert standing_words(found) == (
        "reported; it, or a number of it, retracted by the Courier; who did it retracted by the ministry; "
        "nothing is said of verification"
    )
    assert against(found, Turn.RETRACTED) == "it, or a number of it,"
    assert against(found[:2], Turn.RETRACTED) == WHO
    assert against(found, Turn.DENIED) is None


def test_what_every_story_passes_on_as_a_rumour_stands_as_one():
    rumour = blast("a", certainty=Certainty.RUMOURED, stances=(stance("x", Certainty.RUMOURED),))
    found = standing((rumour, replace(rumour, id="tl-b")))
    assert standing_words(found) == "rumoured; nothing is said of verification"
    assert turns(found) == [(Turn.FIRST_SEEN, None), (Turn.RUMOURED, None)]
    assert standing_words(standing((rumour, blast("b")))).startswith("reported")


@pytest.mark.parametrize(
    "certainty", [Certainty.HYPOTHETICAL, Certainty.PLANNED, Certainty.THREATENED, Certainty.CALLED_FOR]
)
def test_what_every_story_leaves_open_is_not_reported(certainty):
    asked = blast("a", certainty=certainty, stances=(stance("x", certainty),))
    assert standing_words(standing((asked,))) == "left open; nothing is said of verification"
    assert standing_words(standing((asked, blast("b")))).startswith("reported")


def test_a_rumour_beside_a_question_is_still_a_rumour():
    rumour = blast("a", certainty=Certainty.RUMOURED, stances=(stance("x", Certainty.RUMOURED),))
    asked = blast("b", certainty=Certainty.HYPOTHETICAL, stances=(stance("y", Certainty.HYPOTHETICAL),))
    assert standing_words(standing((rumour, asked))).startswith("rumoured")
