"""Which of two stories leans on the other."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from purport.corroborate.copies.credits import credited, names, same_house, sent_by
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


def test_an_agencys_own_story_is_told_by_its_outlet_or_by_its_mark_alone():
    assert sent_by(story("z", LEAD, "Coastal News Service", agencies=("CNS",))) == "Coastal News Service"
    assert sent_by(story("z", WIRE, None)) == "CNS"
    assert sent_by(story("z", f"date 2024-03-01 CNS, KORVEL\n\n{LEAD}", None, agencies=("CNS",))) == "CNS"
    for other in (
        story("c", WIRE, "Port Times"),
        story("c", f"{LEAD} (CNS)", None, agencies=("CNS",)),
        story("c", f"(Agencies)\n{LEAD}", None, agencies=("Agencies",)),
        story("c", LEAD, None),
    ):
        assert sent_by(other) is None


def test_an_agency_is_named_by_credit_or_in_the_text():
    assert names(story("c", f"{LEAD} (CNS)"), "Coastal News Service")
    assert names(story("c", f"{LEAD} That is what Corvel News wrote."), "Corvel News")
    assert not names(story("c", LEAD), "Corvel News")


def test_an_agencys_own_story_leans_on_no_paper_though_read_later_and_without_dates():
    wire = story("z", WIRE, None, hour=5)
    for text in (f"{LEAD} (CNS)", f"{LEAD} {LOCAL} CNS reported it first."):
        found = judged(wire, story("c", text, None))
        assert not found.leans and found.score > 0.7 and "is CNS's own" in found.reason
        assert "unsure" not in found.reason


def test_of_two_under_an_agencys_mark_the_one_with_the_header_of_its_service_was_first():
    wire = story("z", f"date 2024-03-01 CNS, KORVEL\n\n{LEAD}", None, agencies=("CNS",))
    found = judged(story("a", WIRE, None), wire)
    assert found.leans and found.score > 0.7 and "header of the agency's service" in found.reason


def test_a_story_without_a_date_stands_where_it_was_seen():
    late = story("z", LEAD, "Hill Post", hour=20, published="2024-03-01T06:00:00Z")
    found = judged(story("c", LEAD, hour=1), late)
    assert found.leans and "was published before the other was seen" in found.reason


def test_of_a_day_without_an_hour_nothing_is_known_until_it_is_over():
    assert judged(story("c", LEAD, hour=20, published="2024-03-01"), story("b", LEAD, "Hill Post", hour=2)).leans


def test_an_outlet_does_not_credit_itself_and_agencies_is_nobody():
    assert credited(story("a", WIRE, "CNS")) == ()
    assert credited(story("a", LEAD, agencies=("Agencies",))) == ()


def test_initials_are_the_same_house():
    assert same_house("CNS", "Coastal News Service") and same_house("The Corvel", "Corvel News Agency")
    assert not same_house("Coastal", "Corvel")


def test_initials_that_are_known_everywhere_are_nobody_elses():
    assert same_house("AP", "The Associated Press") and same_house("PTI", "Press Trust of India")
    assert not same_house("AP", "Arden Post") and not same_house("AFP", "Arden Free Press")
    assert same_house("AP", "AP") and same_house("CNS", "Coastal News Service")


def test_a_house_and_its_site_are_one():
    assert same_house("The Lorring Daily", "Lorring Daily Online") and same_house(
        "LorringDaily.example", "Lorring Daily"
    )
    assert same_house("gazette.co.uk", "The Gazette") and not same_house("St. Ola Post", "St. Ola Times")


def test_news_and_press_of_one_town_are_two_houses():
    assert not same_house("Torvik News", "Torvik Press") and same_house("Torvik News", "The Torvik News Agency")
    assert same_house("Torvik", "Torvik Press")


def test_moments_of_edtf():
    assert moment(None) is None and moment("2024-03") is None and moment("some day") is None
    assert moment("2024-03-01/2024-03-02") == moment("2024-03-01")
    assert moment("2024-03-01T06:00:00+02:00").at.hour == 4
    assert str(moment("2024-03-01T23:30:00-05:00").day) == "2024-03-01"


def test_hours_of_different_zones_are_moments():
    one = story("c", LEAD, published="2024-03-01T09:00:00+03:00")  # 06:00 UTC
    other = story("z", LEAD, "Port Times", published="2024-03-01T07:00:00Z")
    found = judged(one, other)
    assert not found.leans and "unsure" not in found.reason


def test_the_day_of_a_late_hour_is_that_of_its_own_zone():
    late = story("c", LEAD, published="2024-03-01T23:30:00-05:00")
    found = judged(late, story("z", LEAD, "Port Times", published="2024-03-01"))
    assert "was published earlier" not in found.reason


def test_the_day_of_another_zone_may_have_been_the_same_moment():
    east = story("c", LEAD, hour=40, published="2024-03-02T00:30:00+09:00")  # 15:30 UTC of the day before
    found = judged(east, story("z", LEAD, "Port Times", hour=40, published="2024-03-01"))
    assert "was published earlier" not in found.reason and "unsure" in found.reason
    late = story("c", LEAD, hour=40, published="2024-03-02T20:00:00Z")
    assert (
        "was published earlier" in judged(late, story("z", LEAD, "Port Times", hour=40, published="2024-03-01")).reason
    )


def test_of_one_day_with_an_hour_and_without_nobody_knows_which_was_first():
    hour = story("c", LEAD, hour=3, published="2024-03-01T09:05:00Z")
    day = story("z", LEAD, "Port Times", hour=3, published="2024-03-01")
    found = judged(day, hour)
    assert "unsure" in found.reason and "published before the other was seen" in found.reason


def test_who_was_there_before_the_other_came_out_was_first():
    for out in ("2024-03-01T11:00:00Z", "2024-03-03"):
        found = judged(story("c", LEAD, hour=9, published=out), story("z", LEAD, "Port Times", hour=0))
        assert found.leans and found.score > 0.9 and "was there before the other was published" in found.reason
    near = judged(story("c", LEAD, hour=9, published="2024-03-02"), story("z", LEAD, "Port Times", hour=4))
    assert "before the other was published" not in near.reason  # the day began in the east at 10 of the day before


def test_in_which_order_somebody_added_two_stories_says_little():
    one, other = story("c", LEAD, hour=5), story("z", LEAD, "Port Times", hour=0)
    assert "unsure" not in judged(one, other).reason
    found = judged(replace(one, watched=False), replace(other, watched=False))
    assert found.leans and "unsure" in found.reason and "was seen first" in found.reason


def test_what_was_added_later_with_an_older_date_was_not_surely_first():
    old = replace(story("z", LEAD, "Hill Post", hour=20, published="2024-02-20"), watched=False)
    found = judged(replace(story("c", LEAD, hour=20.01), watched=False), old)
    assert found.leans and "unsure" in found.reason
