"""Names found by the words in them. All names are invented."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from purport.corroborate.names import bodies, laying
from purport.corroborate.names.bodies import Word
from purport.corroborate.names.parts import Part, joined, person
from purport.corroborate.names.shelf import Shelf


def of_people(*names: str) -> Shelf[Part]:
    return Shelf([person(name).parts for name in names], laying.perhaps, joined)


def of_bodies(*names: str) -> Shelf[Word]:
    return Shelf([bodies.body(name).words for name in names], bodies.alike, bodies.joined)


def near(shelf: Shelf[Part], name: str, most: int = 8) -> list[int]:
    return [number for _, number in shelf.near(person(name).parts, most)]


PEOPLE = of_people(
    "KHALID VARAKH", "KHALID MASDARI", "WALID VARAKH", "NURUDDIN SELIM", "ABD AL-RAHMAN MASDARI", "FATH ALLAH DURI"
)


def test_who_shares_most_comes_first() -> None:
    assert near(PEOPLE, "Khaled Varakh") == [0, 1, 2]
    assert near(PEOPLE, "وليد فاراخ")[0] == 2


def test_a_rare_word_counts_more_than_a_common_one() -> None:
    shelf = of_people(*["KHALID OMAR"] * 30, "IDRIS VARAKH")
    assert near(shelf, "Khalid Varakh")[0] == 30


def test_nothing_in_common_is_not_found() -> None:
    assert near(PEOPLE, "Bjork") == []
    assert near(PEOPLE, "") == []
    assert near(of_people(), "Khalid") == []


def test_no_more_than_asked_for() -> None:
    assert len(near(PEOPLE, "Khalid Varakh", most=1)) == 1


def test_words_written_together_or_apart() -> None:
    assert near(PEOPLE, "Nur al-Din Selim")[0] == 3
    assert near(PEOPLE, "Nur al-Din")[0] == 3
    assert near(PEOPLE, "Fathallah Duri")[0] == 5
    assert near(PEOPLE, "Fathallah")[0] == 5


def test_a_consonant_too_many_is_found_all_the_same() -> None:
    assert near(of_people("DERVISH QAMBAR"), "Dervish Qamblar") == [0]


def test_scores_are_shares() -> None:
    scores = [score for score, _ in PEOPLE.near(person("Khalid Varakh").parts, 8)]
    assert scores == sorted(scores, reverse=True)
    assert all(0 < score <= 1 for score in scores)
    assert scores[0] > 0.95


def test_a_word_that_stands_twice_gives_no_more_than_there_is() -> None:
    shelf = of_people("OMAR", "OMAR BIN OMAR")
    assert all(score <= 1 for score, _ in shelf.near(person("Omar bin Omar").parts, 8))
    assert shelf.near(person("Omar bin Omar").parts, 1)[0][1] == 1


def test_bodies_are_found_in_other_languages() -> None:
    shelf = of_bodies("Varakh Front", "Masdar Army", "Islamic State of Selim")
    assert shelf.near(bodies.body("جبهة فاراخ").words, 3)[0][1] == 0
    assert shelf.near(bodies.body("Dawlat Selim al-Islamiya").words, 3)[0][1] == 2


def test_the_same_question_has_the_same_answer() -> None:
    parts = person("Khalid Masdari").parts
    assert PEOPLE.near(parts, 8) == PEOPLE.near(parts, 8)


words = st.sampled_from(["Khalid", "Idris", "Varakh", "Masdari", "Nuruddin", "خالد", "فاراخ", "al-Tarifi"])
names = st.lists(words, min_size=1, max_size=3).map(" ".join)


@given(st.lists(names, min_size=1, max_size=8))
def test_every_name_is_among_those_found_for_it(listed: list[str]) -> None:
    shelf = of_people(*listed)
    for number, name in enumerate(listed):
        assert number in near(shelf, name, most=len(listed))
