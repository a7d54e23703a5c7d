"""Which of two stories leans on the other."""

from hypothesis import given
from hypothesis import strategies as st

from purport.corroborate.copies.credits import credited, same_house
from purport.corroborate.copies.direction import Telling, leaning, moment
from purport.corroborate.copies.overlap import overlap_of
from purport.corroborate.copies.words import words_of
from tests.corroborate.newsstand import LEAD, LOCAL, REST, WIRE, story


def judged(one, other):
    a, b = Telling(one, words_of(one.text)), Telling(other, words_of(other.text))
    return leaning(a, b, overlap_of(a.words, b.words))


def test_who_credits_the_agency_leans_on_it_even_if_seen_first():
    found = judged(story("c", LEAD, agencies=("CNS",)), story("z", LEAD, "Coastal News Service", hour=5))
    assert found.leans and found.score > 0.9
    assert "credits Coastal News Service" in found.reason and "yet" in found.reason


def test_a_canonical_link_to_the_other_tells():
    other = story("z", LEAD, "Port Times", hour=9)
    assert judged(story("c", LEAD, canonical=other.origin), other).leans


def test_the_earlier_publication_comes_before_the_earlier_sight():
    one = story("c", LEAD, hour=0, published="2024-03-01T12:00:00Z")
    other = story("z", LEAD, "Port Times", hour=5, published="2024-03-01T06:00:00Z")
    assert judged(one, other).leans


def test_days_are_compared_where_no_hour_is_stated():
    one, other = (
        story("c", LEAD, published="2024-03-02"),
        story("z", LEAD, "Port Times", published="2024-03-01T06:00:00Z"),
    )
    assert judged(one, other).leans


def test_misread_letters_come_later():
    spoilt = LEAD.replace("harbour", "harb0ur").replace("stopped", "st0pped")
    assert judged(story("a", spoilt), story("b", LEAD, "Port Times")).leans


def test_with_nothing_known_it_is_unsure_and_says_so():
    found = judged(story("a", LEAD), story("b", LEAD, "Port Times"))
    assert found.score == 0.5 and "unsure" in found.reason and "nothing tells" in found.reason


@given(st.integers(-9, 9), st.sampled_from([None, "2024-03-01", "2024-03-02T04:00:00Z"]), st.booleans())
def test_both_ways_round_it_is_the_same_answer(hour, published, named):
    one = story("a", f"{LEAD} {LOCAL}", hour=hour, published=published, agencies=("CNS",) if named else ())
    other = story("b", f"{LEAD} {REST}", "Coastal News Service", published="2024-03-01T09:00:00Z")
    there, back = judged(one, other), judged(other, one)
    assert there.leans != back.leans and there.score == back.score


def test_agencies_are_found_in_dateline_and_foot():
    assert credited(story("a", WIRE)) == ("CNS",)
    assert credited(story("a", f"{LEAD} With reporting by Corvel News.")) == ("Corvel News",)
    assert credited(story("a", f"{LEAD} (CNS)")) == ("CNS",)
    assert credited(story("a", LEAD)) == ()


def test_an_outlet_does_not_credit_itself_and_agencies_is_nobody():
    assert credited(story("a", WIRE, "CNS")) == ()
    assert credited(story("a", LEAD, agencies=("Agencies",))) == ()


def test_initials_are_the_same_house():
    assert same_house("CNS", "Coastal News Service") and same_house("The Corvel", "Corvel News Agency")
    assert not same_house("Coastal", "Corvel")


def test_moments_of_edtf():
    assert moment(None) is None and moment("2024-03") is None and moment("some day") is None
    assert moment("2024-03-01/2024-03-02") == moment("2024-03-01")
    assert moment("2024-03-01T06:00:00+02:00")[0].hour == 4
