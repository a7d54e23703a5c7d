"""Which dated occurrence a mention refers to, and when a match is no evidence."""

from __future__ import annotations

import time as clock

import pytest

from purport.dating.matching import Shelf, meant
from purport.dating.mentions import mentions
from purport.records import Certainty
from tests.dating.made import event, happened, place, seen, time

START = happened(
    "2020-03-05",
    "Orvenian army begins an offensive to retake Kessim",
    actor="Government of Orvenia",
    place="Kessim",
    others=("Orvenia",),
)
TEXT = "The Orvenian army launched the battle to retake Kessim, the largest town."
MARKS = [place(TEXT, "Orvenian", "Orvenia", people=True), place(TEXT, "Kessim")]


def matched(text: str, shelf: Shelf, marks, events=(), besides=frozenset(), times=()):
    found = mentions(seen(text, places=marks, events=events, times=times))
    return [meant(shelf.matches(one, besides)) for one in found]


def test_place_actor_and_kind_together_are_specific():
    ((best,),) = matched(TEXT, Shelf([START]), MARKS)
    assert best.entry.occurrence is START
    assert best.score >= 0.8
    assert {part.partition(" ")[0] for part in best.shared} == {"place", "actor", "kind", "words"}


@pytest.mark.parametrize(
    "text",
    [
        "The Orvenian army holds Kessim.",
        "Orvenian soldiers guarded the market in Kessim.",
        "The offensive began.",
        "An offensive to retake Dorhal began.",
        "In Kessim the Orvenian army gave out bread.",
    ],
)
def test_the_same_people_in_the_same_place_are_not_yet_the_same_event(text):
    marks = [
        place(text, word, word, people=word == "Orvenian") for word in ("Kessim", "Orvenian", "Dorhal") if word in text
    ]
    assert [one for one in matched(text, Shelf([START]), marks) if one] == []


@pytest.mark.parametrize("certainty", [c for c in Certainty if str(c) not in ("asserted", "attributed", "purported")])
def test_what_is_not_told_as_having_happened_is_no_mention(certainty):
    assert matched(TEXT, Shelf([START]), MARKS, [event(TEXT, "launched", certainty)]) == []


@pytest.mark.parametrize(
    "text",
    [
        "The Orvenian army will launch a battle to retake Kessim.",
        "The Orvenian army has not begun the battle to retake Kessim.",
        "If the Orvenian army begins the battle to retake Kessim, the dam goes.",
        "The Orvenian army denied that the battle to retake Kessim had begun.",
        "He threatened to begin the battle to retake Orvenian Kessim.",
    ],
)
def test_a_sentence_that_hedges_is_no_mention(text):
    assert matched(text, Shelf([START]), [place(text, "Kessim"), place(text, "Orvenian", "Orvenia", people=True)]) == []


def test_the_date_of_a_mention_must_not_speak_against_it():
    text = "The Orvenian army launched the battle to retake Kessim in 2014."
    marks = [place(text, "Kessim"), place(text, "Orvenian", "Orvenia", people=True)]
    assert matched(text, Shelf([START]), marks, times=[time(text, "2014", "2014")]) == [[]]
    late = text.replace("2014", "2020")
    assert matched(late, Shelf([START]), marks, times=[time(late, "2020", "2020")])[0]


def test_of_several_that_may_be_meant_all_are_given():
    again = happened(
        "2022-01-01",
        "Orvenian army begins an offensive to retake Kessim",
        actor="Government of Orvenia",
        place="Kessim",
        others=("Orvenia",),
    )
    ((first, second),) = matched(TEXT, Shelf([again, START]), MARKS)
    assert [first.entry.occurrence.start, second.entry.occurrence.start] == ["2020-03-05", "2022-01-01"]


def test_what_may_not_be_used_is_not():
    assert matched(TEXT, Shelf([START]), MARKS, besides=frozenset(["list"])) == [[]]


def test_names_of_places_with_articles_diacritics_and_words_for_what_they_are():
    text = "Gunmen stormed Falluja's police station and seized Al-Karrada in a raid that killed 41 people."
    one = happened("2014-01-04", "Gunmen seize police stations", place="Al Karrādah town", actor="Jaysh", deaths=41)
    two = happened("2014-01-04", "Gunmen seize police stations", place="Al-Karrada", actor="Gunmen", deaths=41)
    got = matched(text, Shelf([one, two]), [place(text, "Al-Karrada")])
    assert [m.entry.occurrence for m in got[0]] == [two]


def test_the_same_small_number_of_dead_says_little():
    text = "An attack in Arden killed 11 people."
    list_ = Shelf([happened("2014-01-04", "Attack in Arden kills 11", place="Arden", actor="rebels", deaths=11)])
    assert matched(text, list_, [place(text, "Arden")]) == [[]]


def test_a_country_named_alone_says_little():
    text = "Orvenia launched an air strike on rebels."
    list_ = Shelf(
        [
            happened(
                "2014-01-04",
                "Air strike on rebels",
                place="Orvenia",
                actor="Government of Orvenia",
                others=("Orvenia",),
            )
        ]
    )
    assert matched(text, list_, [place(text, "Orvenia", country=True)]) == [[]]


def test_a_geonames_id_goes_before_the_spelling():
    from dataclasses import replace

    text = "The Orvenian army launched the battle to retake Qessem."
    marks = [replace(place(text, "Qessem"), geonameid=77), place(text, "Orvenian", "Orvenia", people=True)]
    one = happened(
        "2020-03-05",
        "Army begins an offensive to retake the town",
        actor="Government of Orvenia",
        place="Kessim",
        geonameid=77,
    )
    assert matched(text, Shelf([one]), marks)[0]


def test_nothing_to_match():
    assert matched(TEXT, Shelf(()), MARKS) == [[]]
    assert Shelf(()).gap == 365.0
    assert Shelf(()).great(100) == []


def test_a_day_that_is_none_is_refused():
    with pytest.raises(ValueError, match="day"):
        Shelf([happened("2020-02-31")])


@pytest.mark.slow
def test_a_hundred_thousand_entries_are_quick_to_ask():
    from datetime import date, timedelta

    day = date(2000, 1, 1)
    many = [
        happened(
            str(day + timedelta(days=i % 9_000)),
            f"Clash in town{i % 5000} leaves unit{i} weak",
            place=f"town{i % 5000}",
            origin=f"o{i}",
        )
        for i in range(100_000)
    ]
    shelf = Shelf([*many, START])
    before = clock.process_time()
    for _ in range(20):
        assert matched(TEXT, shelf, MARKS)[0][0].entry.occurrence is START
    assert clock.process_time() - before < 5
