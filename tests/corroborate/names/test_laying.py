"""Names of people laid beside each other, and names of bodies: what stands beside what."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from purport.corroborate.names import bodies
from purport.corroborate.names.laying import SAME, Laid, alike, laid, perhaps
from purport.corroborate.names.parts import person
from purport.corroborate.names.people import one_kunya


def told(found: Laid) -> str:
    def words(parts: tuple[int, ...], side: str) -> str:
        return "+".join(getattr(found, side)[place].word for place in parts)

    return " ".join(f"{words(pair.one, 'one')}={words(pair.other, 'other')}" for pair in found.pairs)


@pytest.mark.parametrize(
    ("one", "other", "pairs"),
    [
        ("Khalid Varakh", "Khaled Varakh", "khalid=khaled varakh=varakh"),
        ("Khalid Omar Varakh", "Khaled Varakh", "khalid=khaled varakh=varakh"),
        ("Khalid Varakh", "Khaled Omar Hamid Varakh", "khalid=khaled varakh=varakh"),
        ("Khalid Varakh", "Varakh", "varakh=varakh"),
        ("Khalid", "Walid", ""),
        ("Nur al-Din Varakh", "Nuruddin Varakh", "nur+din=nuruddin varakh=varakh"),
        ("Nuruddin Varakh", "Nur al-Din Varakh", "nuruddin=nur+din varakh=varakh"),
        ("Fath Allah Varakh", "فتح الله فاراخ", "fath=فتح allah=له varakh=فاراخ"),
        ("Khalid Mullah Omar", "Khalid Omar", "khalid=khalid omar=omar"),
        ("", "Khalid", ""),
        ("", "", ""),
    ],
)
def test_what_stands_beside_what(one: str, other: str, pairs: str) -> None:
    assert told(laid(person(one), person(other))) == pairs


@pytest.mark.parametrize(
    ("one", "other", "turned"),
    [
        ("Khalid Varakh", "Khalid Varakh", 0),
        ("Khalid Masdari", "Masdari Khalid", 1),
        ("Khalid Omar Masdari", "Masdari Khalid Omar", 2),
        ("Khalid bin Omar", "Omar Khalid", 2),
        ("Khalid bin Omar", "Omar bin Khalid", 0),
    ],
)
def test_a_family_name_that_stands_first(one: str, other: str, turned: int) -> None:
    found = laid(person(one), person(other))
    assert (found.turned > 0) == (turned > 0)
    back = laid(person(other), person(one))
    assert {found.turned, back.turned} in ({0}, {1, 2})


def test_how_alike_all_is() -> None:
    whole = laid(person("Khalid Varakh"), person("Khalid Varakh")).raw
    half = laid(person("Khalid Varakh"), person("Khalid Masdari")).raw
    assert whole == 1
    assert half == pytest.approx(0.5)
    assert laid(person(""), person("Khalid")).raw == 0


def test_what_may_be_left_out_counts_little() -> None:
    assert laid(person("Mullah Khalid Varakh"), person("Khalid Varakh")).raw > 0.9


@pytest.mark.parametrize(
    ("one", "other", "least", "most"),
    [
        ("Khalid", "Khaled", SAME, 1),
        ("Mehmet", "Muhammad", SAME, 1),
        ("Hasan", "Husayn", 0, 0.6),
        ("Abd al-Karim", "Karim", 0, 0.6),
        ("Abd al-Karim", "Abdelkrim", SAME, 1),
        ("Abu Karim", "Karim", 0, 0),
        ("Abu Karim", "Abou Kareem", SAME, 1),
        ("K.", "Khalid", 0.7, 0.8),
        ("K.", "خالد", 0, 0.8),
        ("M.", "محمد", 0.7, 0.8),
        ("K.", "K.", 1, 1),
        ("K.", "M.", 0, 0),
        ("A.", "Abd al-Karim", 0.7, 0.8),
        ("K.", "Abd al-Karim", 0, 0),
    ],
)
def test_how_alike_two_parts_are(one: str, other: str, least: float, most: float) -> None:
    first, second = person(one).parts[0], person(other).parts[0]
    assert least <= alike(first, second) <= most
    assert alike(first, second) == alike(second, first)


def test_for_sifting_two_names_are_nothing_alike() -> None:
    hasan, husayn, hassan = (person(name).parts[0] for name in ("Hasan", "Husayn", "Hassan"))
    assert perhaps(hasan, husayn) == 0
    assert perhaps(hasan, hassan) == alike(hasan, hassan)


def test_one_kunya() -> None:
    assert one_kunya(person("Abu Salim"), person("أبو سالم"))
    assert not one_kunya(person("Abu Salim"), person("Abu Hamid"))
    assert not one_kunya(person("Abu Salim"), person("Salim"))
    assert not one_kunya(person("Abu Salim Varakh"), person("Abu Salim"))
    assert not one_kunya(person(""), person(""))


words = st.lists(
    st.sampled_from(["Khalid", "Omar", "al-Tarifi", "bin", "Nur", "Din", "K.", "Abu", "نور", "Haji"]), max_size=6
)


@given(words, words)
def test_pairs_never_cross_and_no_part_stands_twice(one: list[str], other: list[str]) -> None:
    found = laid(person(" ".join(one)), person(" ".join(other)))
    left = [place for pair in found.pairs for place in pair.one]
    right = [place for pair in found.pairs for place in pair.other]
    assert left == sorted(set(left))
    assert right == sorted(set(right))
    assert 0 <= found.raw <= 1


def things(name: str) -> list[str]:
    return [word.thing or word.word for word in bodies.body(name).words]


@pytest.mark.parametrize(
    ("name", "words", "numbers"),
    [
        ("The Varakh Front", ["varakh", "front"], ()),
        ("جبهة فاراخ", ["front", "فاراخ"], ()),
        ("Jabhat al-Varakh lil-Tahrir", ["front", "varakh", "lil", "liberation"], ()),
        ("17th Brigade", ["brigade"], ("17",)),
        ("Third Brigade", ["brigade"], ("3",)),
        ("Brigade IV", ["brigade"], ("4",)),
        ("Brigade 012", ["brigade"], ("12",)),
        ("Varakh Front (VF)", ["varakh", "front"], ()),
        ("Varakh Front (Masdar)", ["varakh", "front", "masdar"], ()),
        ("V.F.", ["vf"], ()),
        ("Front de l'Islam", ["front", "islamic"], ()),
        ("حزب الله", ["party", "god"], ()),
        ("الموقعون بالدم", ["موقعون", "blood"], ()),
        ("The", ["the"], ()),
        ("", [], ()),
    ],
)
def test_bodies_taken_apart(name: str, words: list[str], numbers: tuple[str, ...]) -> None:
    assert things(name) == words
    assert bodies.body(name).numbers == numbers


def test_words_of_bodies_stand_beside_each_other_in_any_order() -> None:
    one, other = bodies.body("Varakh Front of Masdar"), bodies.body("Masdar Jabhat Varakh")
    found = bodies.matched(one, other)
    assert {(one.words[i].word, other.words[j].word) for i, j, _ in found.pairs} == {
        ("varakh", "varakh"),
        ("front", "jabhat"),
        ("masdar", "masdar"),
    }
    assert (found.left, found.right) == ((), ())


def test_a_kind_of_body_counts_less_than_a_name() -> None:
    one = bodies.body("Varakh Front")
    assert bodies.raw(bodies.matched(one, bodies.body("Varakh")), one, bodies.body("Varakh")) > 0.8
    assert bodies.raw(bodies.matched(one, bodies.body("Masdar Front")), one, bodies.body("Masdar Front")) < 0.3
