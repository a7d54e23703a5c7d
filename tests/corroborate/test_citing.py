"""Which house a name in a chain means, and which a story cites."""

import re
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from purport.corroborate.citing import Houses, citations
from purport.read.extract.agencies import one_agency
from purport.records.stories import Story, Tie
from tests.corroborate import newsstand

HOUSES = Houses(["Corvel News", "The Arden Post", "Northwire", "Associated Press", "وكالة الضفاف"], one_agency)


@pytest.mark.parametrize(
    ("name", "house"),
    [
        ("Corvel News", "Corvel News"),
        ("the Corvel News agency", "Corvel News"),
        ("Corvel News agency's author", "Corvel News"),
        ("Corvel News agency from Karsa", "Corvel News"),
        ("the Corvel News agency’s correspondent in Arden", "Corvel News"),
        ("a reporter of the Arden Post", "The Arden Post"),
        ("the newspaper Arden Post", "The Arden Post"),
        ("Northwire reporters", "Northwire"),
        ("northwire", "Northwire"),
        ("dpa", "dpa"),
        ("AP", "Associated Press"),
        ("AP's reporter", "Associated Press"),
        ("Reuters news agency", "Reuters"),
        ("the Reuters correspondent in Arden", "Reuters"),
        ("Selmark News Agency", "Selmark News Agency"),
        ("Radio Selmark", "Radio Selmark"),
        ("Radio Selmark's", "Radio Selmark"),
        ("the Selmark television channel's correspondent", "Selmark television channel"),
        ("the Lorring Bulletin", "Lorring Bulletin"),
        ("the Lorring Evening-Herald", "Lorring Evening-Herald"),
        ("Lorring newspaper", "Lorring newspaper"),
        ("anybody but Corvel News agency", "Corvel News"),
        ("police and the Arden Post", "The Arden Post"),
        ("Radio Selmark and Corvel News", "Radio Selmark"),
        ("the Selmark News Agency's editor", "Selmark News Agency"),
        ("وكالة الضفاف", "وكالة الضفاف"),
    ],
)
def test_a_house_with_words_beside_it_is_that_house(name, house):
    assert HOUSES.of(name) == house


@pytest.mark.parametrize(
    "name",
    [
        "",
        "police",
        "a news agency",
        "local press agency",
        "the mayor of Corvel",
        "Northwire Street residents",
        "a post office in Arden",
        "the Arden Post Office",
        "Corvel News Stand owner Ilan Dorst",
        "Ada Roe, who once worked for Reuters, the baker",
        "the agency",
        "the newspaper",
        "the Border Post",
        "Radio operators in Arden",
        "Lorring Timeson",
        "the Medical Examiner",
        "UN Observer Ada Roe",
        "police and villagers",
        "reporters",
    ],
)
def test_what_only_has_such_words_in_it_is_not(name):
    assert HOUSES.of(name) is None


@given(st.text(max_size=40))
def test_any_name_has_an_answer(name):
    assert HOUSES.of(name) is None or isinstance(HOUSES.of(name), str)


def story(**given):
    fields = {"title": None, "outlet": "Selmark Standard", "agencies": (), "origin": "/in/1", "canonical": None}
    when = {"published": None, "first_seen": datetime(2026, 3, 9, tzinfo=UTC)}
    return Story("doc-1", given.pop("text", "A boat ran aground."), **{**fields, **when, **given})


def test_the_first_house_of_a_chain_is_cited_once_under_one_name():
    chains = [("police",), ("Corvel News agency's author", "police"), ("the Corvel News agency", "the mayor")]
    (found,) = citations(story(), chains, HOUSES)
    assert (found.tie, found.later, found.earlier) == (Tie.CITES, "doc-1", "Corvel News")
    assert found.reason == "it names Corvel News agency's author as where it has this from"


def test_neither_its_own_house_nor_one_that_it_credits_is_cited():
    chains = [("the Corvel News agency", "Northwire", "police")]
    assert [x.earlier for x in citations(story(outlet="Corvel News"), chains, HOUSES)] == ["Northwire"]
    assert citations(story(outlet="Corvel News", agencies=("Northwire",)), chains, HOUSES) == ()
    credited = story(outlet="The Quay", agencies=("AP", "Reuters"))
    assert citations(credited, [("AP and Reuters", "the harbour office")], HOUSES) == ()


def test_a_house_that_the_opening_names_is_cited_where_no_chain_has_one():
    text = (
        "On Monday, so the Corvel News agency informs its readers, a boat ran aground.\n\nThe Arden Post was silent.\n"
    )
    (found,) = citations(story(text=text), [("police",)], HOUSES)
    assert (found.earlier, found.score, found.reason) == ("Corvel News", 0.6, "its opening names Corvel News")
    (found,) = citations(story(text=text), [("the Arden Post",)], HOUSES)
    assert (found.earlier, found.score) == ("The Arden Post", 0.9)
    (found,) = citations(story(title="Arden Post: boat aground"), [], HOUSES)
    assert found.earlier == "The Arden Post"
    assert citations(story(text=text, outlet="Corvel News"), [], HOUSES) == ()
    assert (
        citations(story(text="A boat ran aground.\n\nCorvel News was there."), [], HOUSES)[0].earlier == "Corvel News"
    )
    later = f"{'A boat ran aground at the quay of Arden in the morning, and nobody was hurt. ' * 2}\n\nCorvel News was there."
    assert citations(story(text=later), [], HOUSES) == ()


def test_no_house_is_named_where_none_is_known():
    assert Houses([], one_agency).named_in("Corvel News") == []
    assert Houses([], one_agency).of("AP and Reuters") == "AP"


def test_media_that_nobody_names_are_one_and_those_of_a_state_another():
    for words in (
        "local media",
        "the press",
        "several local newspapers",
        "media reports",
        "TV",
        "opposition news sites",
    ):
        assert Houses([], one_agency).of(words) == "media not named"
    for words in ("state television", "State TV", "the official media", "government radio"):
        assert Houses([], one_agency).of(words) == "state media"
    for words in (
        "the newspaper",
        "the radio",
        "a station",
        "police reports",
        "the media minister",
        "state news agency",
        "",
    ):
        assert Houses([], one_agency).of(words) is None
    assert Houses(["State TV"], one_agency).of("State TV") == "State TV"  # a house of this name
    assert HOUSES.named_in("the Arden Postman met Corvel Newsome, Arden Post and وكالة الضفاف") == [
        "The Arden Post",
        "وكالة الضفاف",
    ]


NAMES = st.lists(
    st.sampled_from(["Corvel", "Corvel News", "Corvel News Desk", "News", "The Arden Post", "Arden", "C.N."])
)
WORDS = st.lists(
    st.sampled_from(["Corvel", "News", "Desk", "Newsroom", "Arden", "Post", "C.N.", "said", ",", "-"]), max_size=8
)


@given(NAMES, WORDS)
def test_houses_that_a_text_does_not_hold_hide_none_that_it_does(names, words):
    text = " ".join(words)
    called = {one.removeprefix("The "): one for one in Houses(names, one_agency).named_in(" ; ".join(names))}
    every = "|".join(re.escape(one) for one in sorted(called, key=len, reverse=True))
    wanted = [called[hit[0]] for hit in re.finditer(rf"(?<!\w)(?:{every})(?!\w)", text)] if called else []
    assert Houses(names, one_agency).named_in(text) == list(dict.fromkeys(wanted))


def stand(text, outlet):
    return newsstand.story("a", text, outlet)


def test_who_was_told_it_is_cited_where_no_chain_says_so():
    told = "Nine people have died in Oster, the hospital told {}.\n\nA surgeon told Halyard that two died at night."
    one = stand(told.format("Radio Lorring"), "Tidewater Monitor")
    (link,) = citations(one, [("Tidewater Monitor", "hospital")], Houses([], lambda name: None))
    assert (link.earlier, link.score) == ("Radio Lorring", 0.6)
    for own in ("the Tidewater Monitor", "reporters", "Evi Tann", "Parliament"):
        assert citations(stand(told.format(own), "Tidewater Monitor"), [], Houses([], lambda name: None)) == ()
