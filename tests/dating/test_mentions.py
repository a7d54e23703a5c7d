"""What a text refers to as having happened."""

from __future__ import annotations

import pytest

from purport.dating.mentions import key, mentions, plain, stretch
from purport.records import Certainty, Span
from tests.dating.made import at, event, place, seen, time


def words(text: str, within: tuple[Span, ...] = (), **marks: object) -> list[str]:
    return [one.words for one in mentions(seen(text, **marks), within)]


@pytest.mark.parametrize("certainty", list(Certainty))
def test_an_event_counts_by_how_the_text_stands_to_it(certainty):
    text = "The mill burned."
    counts = certainty in (Certainty.ASSERTED, Certainty.ATTRIBUTED, Certainty.PURPORTED)
    assert words(text, events=[event(text, "burned", certainty)]) == ([text] if counts else [])


def test_sentences_without_a_read_event_count_where_they_are_plain():
    text = "The fair opened. It will close in June. Nobody could say why. The dam, it is feared, broke."
    assert words(text) == ["The fair opened."]


@pytest.mark.parametrize(
    "text",
    [
        "He may go.",
        "He did not go.",
        "Unless he goes, it ends.",
        "He denies it.",
        "It was rumoured.",
        "He threatened them.",
        "They called for it.",
        "It is due to open.",
        "It never happened.",
        "The alleged theft.",
        "A plan.",
    ],
)
def test_what_is_not_plain(text):
    assert not plain(text)


def test_a_sentence_with_an_event_that_did_not_happen_is_no_mention_as_a_whole():
    text = "The army marched and threatened an attack on Arden."
    assert words(text, events=[event(text, "attack", Certainty.THREATENED)]) == []


def test_two_events_of_one_sentence_are_two_mentions():
    text = "The army took Kessim and burned the mill."
    got = words(text, events=[event(text, "took"), event(text, "burned", Certainty.DENIED)])
    assert got == [text]


def test_a_long_sentence_is_cut_round_the_event():
    text = "x " * 300 + "the mill burned " + "y " * 300
    (got,) = words(text, events=[event(text, "burned")])
    assert "the mill burned" in got and len(got) < 400


def test_only_what_stands_in_the_stretches_asked_for():
    text = "The mill burned. He said the dam broke, and left."
    inside = (at(text, "the dam broke"),)
    assert words(text, inside, events=[event(text, "burned"), event(text, "broke")]) == ["the dam broke"]
    assert words(text, inside) == ["the dam broke"]
    assert words(text, (at(text, "burned"),), events=[event(text, "broke")]) == ["burned"]


def test_a_stretch_as_one_mention():
    text = "It was his first since the army took Kessim."
    part = at(text, "the army took Kessim.")
    assert [one.words for one in stretch(seen(text), part)] == ["the army took Kessim."]
    assert [one.words for one in stretch(seen(text, events=[event(text, "took")]), part)] == ["the army took Kessim."]
    assert stretch(seen(text, events=[event(text, "took", Certainty.DENIED)]), part) == []
    hedged = "It was his first since the army may have taken Kessim."
    assert stretch(seen(hedged), at(hedged, "the army may have taken Kessim.")) == []


def test_places_and_countries_are_apart():
    text = "Orvenian troops took Al-Kessim in Belmara."
    marks = [
        place(text, "Orvenian", "Orvenia", people=True),
        place(text, "Al-Kessim", "Kessim"),
        place(text, "Belmara", country=True),
    ]
    (one,) = mentions(seen(text, places=marks))
    assert one.places == {"kessim"}
    assert one.countries == {"orvenia", "belmara"}


def test_the_days_of_a_mention():
    text = "The mill burned in May 2014, and again in 2016."
    marks = [time(text, "May 2014", "2014-05"), time(text, "2016", "2016")]
    (one,) = mentions(seen(text, times=marks))
    assert (str(one.dated.first), str(one.dated.last)) == ("2014-05-01", "2016-12-31")
    (own,) = mentions(seen(text, times=marks, events=[event(text, "burned", date="2014-05")]))
    assert (str(own.dated.first), str(own.dated.last)) == ("2014-05-01", "2014-05-31")
    (open_,) = mentions(seen(text, times=[time(text, "May 2014", "2014-05/..")]))
    assert open_.dated is None
    (none,) = mentions(seen(text))
    assert none.dated is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Al-Fallūjah", "Fallujah"),
        ("al-Raqqa", "Raqqa"),
        ("Tall ‘Afar", "Tall Afar"),
        ("The Hague", "Hague"),
        ("SINJĀR", "sinjar"),
    ],
)
def test_names_that_are_one(one, other):
    assert key(one) == key(other)


def test_names_that_are_nothing():
    assert key("") == ""
    assert key("al") == "al"
