"""Names of people and of bodies compared: what is one name, what is not, and what cannot be told. All people are invented."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from purport.corroborate.names import Comparison, Judgement, compared
from purport.records.listed import NameKind

P, N, U = Judgement.POSITIVE, Judgement.NEGATIVE, Judgement.UNSURE


def people(one: str, other: str) -> Comparison:
    found, back = compared(one, other, NameKind.PERSON), compared(other, one, NameKind.PERSON)
    assert (found.judgement, found.score) == (back.judgement, back.score)
    return found


def bodies(one: str, other: str) -> Comparison:
    found, back = compared(one, other, NameKind.ORGANISATION), compared(other, one, NameKind.ORGANISATION)
    assert (found.judgement, found.score) == (back.judgement, back.score)
    return found


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Khalid al-Tarifi", "Khaled Al Tareefi"),
        ("Khalid al-Tarifi", "Khalid Tarifi"),
        ("Khalid al-Tarifi", "Khaled at-Tarifi"),
        ("Khalid al-Tarifi", "KHALID EL TARIFI"),
        ("Khalid al-Tarifi", "خالد الطريفي"),
        ("Khalid al-Tarifi", "al-Tarifi, Khalid"),
        ("Khalid al-Tarifi", "Dr. Khalid al-Tarifi"),
        ("Khalid Omar al-Tarifi", "Khalid al-Tarifi"),
        ("Khalid bin Omar al-Tarifi", "Khaled ben Omar Ettarifi"),
        ("Khalid bin Omar al-Tarifi", "خالد بن عمر الطريفي"),
        ("Abd al-Rahman Varakh", "Abdurrahman Varakh"),
        ("Abd al-Rahman Varakh", "Abderrahmane Varakh"),
        ("Abd al-Rahman Varakh", "عبد الرحمن فاراخ"),
        ("Abd al-Latif Varakh", "Abdulatif Varakh"),
        ("Abdullah Varakh", "Abd Allah Varakh"),
        ("Saif al-Din Varakh", "Seifeddine Varakh"),
        ("Nur al-Din Varakh", "نورالدين فاراخ"),
        ("Khayr Allah Varakh", "خيرالله فاراخ"),
        ("Abu Salim al-Tarifi", "Abou Salem Al-Tarifi"),
        ("Abu Salim al-Tarifi", "أبو سالم الطريفي"),
        ("Mehmet Şahin", "Muhammad Shahin"),
        ("Qasim Dhul-Qarnayn", "Kassem Zulkarnain"),
        ("Mullah Khalid Varakh", "Khalid Varakh"),
        ("محمد قاسم الطريفي", "محمّد قاسم الطريفى"),
        ("Khalid Omar Hamid Varakh", "Khalid Omar Hamid"),
        ("Sheikh Khalid Varakh", "Khalid Varakh"),
        ("Varakh Idris", "Idris Varakh"),
    ],
)
def test_one_name(one: str, other: str) -> None:
    found = people(one, other)
    assert found.judgement is P, found
    assert found.score >= 0.8


@pytest.mark.parametrize(
    ("one", "other", "word"),
    [
        ("Khalid al-Tarifi", "Walid al-Tarifi", "first names differ: Khalid and Walid"),
        ("Khalid al-Tarifi", "وليد الطريفي", "first names differ"),
        ("Khalid al-Tarifi", "Khalid al-Masdari", "family names differ"),
        ("Omar bin Khalid al-Tarifi", "Khalid al-Tarifi", "first names differ"),
        ("Omar bin Khalid", "Khalid bin Omar", "first names differ"),
        ("Hasan al-Tarifi", "Husayn al-Tarifi", "first names differ"),
        ("Khalid Varakh Sr", "Khalid Varakh Jr", "generations differ: senior and junior"),
        ("Abd al-Rahman Varakh", "Abd al-Karim Varakh", "first names differ"),
        ("Abu Salim", "Khalid Varakh", "kunya"),
        ("Abu Salim al-Tarifi", "Salim al-Tarifi", "first names differ"),
        ("Khalid Varakh 2", "Khalid Varakh 3", "numbers differ: 2 and 3"),
    ],
)
def test_two_names(one: str, other: str, word: str) -> None:
    found = people(one, other)
    assert found.judgement is N, found
    assert found.score < 0.5
    assert any(word in reason for reason in compared(one, other, NameKind.PERSON).reasons)


@pytest.mark.parametrize(
    ("one", "other", "word"),
    [
        ("Abu Salim", "Abou Salem", "only a list can say"),
        ("Abu Salim", "Abu Salim", "only a list can say"),
        ("Abu Salim", "Abu Salim al-Tarifi", "only a list can say"),
        ("K. Varakh", "Khalid Varakh", "an initial"),
        ("Khalid O. Varakh", "Khalid Omar Varakh", "an initial"),
        ("Khalid Omar Varakh", "Khalid Hamid Varakh", "names in the middle differ: Omar and Hamid"),
        ("Khalid Omar Varakh", "Omar Khalid Varakh", ""),
        ("Omar Khalid", "Khalid Omar", "perhaps father and son"),
        ("Varakh", "Khalid Varakh", "one part of a name only"),
        ("Khalid", "Khalid Varakh", "one part of a name only"),
        ("Khalid Omar", "Khalid Omar Varakh", "only one of them goes on"),
        ("Khalid Varakh", "Khalid Varakh Jr", "generations differ"),
        ("Tarif Varakh", "Zarif Varakh", ""),
        ("Khalid Hamdan", "Khalid Hamdani", "near, not the same"),
        ("Khalid Omar Varakh", "Khalid Omar Masdari", "family names differ"),
    ],
)
def test_it_cannot_be_told(one: str, other: str, word: str) -> None:
    found = people(one, other)
    assert found.judgement is not P, found
    assert found.judgement is U or not word
    assert any(word in reason for reason in compared(one, other, NameKind.PERSON).reasons)


@pytest.mark.parametrize("kind", NameKind)
@pytest.mark.parametrize("nothing", ["", "...", "🙂", "()"])
def test_nothing_to_compare(nothing: str, kind: NameKind) -> None:
    found = compared(nothing, "Khalid Varakh", kind)
    assert (found.judgement, found.score) == (Judgement.NONE, 0)
    assert found.reasons


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Varakh Front", "Jabhat Varakh"),
        ("Varakh Front", "جبهة فاراخ"),
        ("Front of Varakh", "The Varakh Front"),
        ("Army of Varakh", "Jaysh al-Varakh"),
        ("Islamic Movement of Varakh", "al-Haraka al-Islamiya Varakh"),
        ("Islamic State of Varakh", "دولة فاراخ الإسلامية"),
        ("Hizb Ullah", "Hizbullah"),
        ("Varakh Liberation Army (VLA)", "Varakh Liberation Army"),
        ("V.L.A.", "VLA"),
        ("Varakh group", "Varakh"),
        ("17th Varakh Brigade", "Liwa Varakh 17"),
        ("Third Varakh Division", "3rd Varakh Division"),
        ("Armée de l'Islam de Varakh", "Army of Islam of Varakh"),
        ("Estado Islámico de Varakh", "Islamic State of Varakh"),
    ],
)
def test_one_body(one: str, other: str) -> None:
    found = bodies(one, other)
    assert found.judgement is P, found


@pytest.mark.parametrize(
    ("one", "other", "word"),
    [
        ("17th Division", "18th Division", "numbers differ: 17 and 18"),
        ("Second Varakh Brigade", "Varakh Brigade III", "numbers differ: 2 and 3"),
        ("Varakh Front in Masdar", "Varakh Front in Selim", "words differ"),
        ("Varakh Foundation (Masdar)", "Varakh Foundation (Selim)", "words differ"),
        ("Harakat Varakh", "Harakat Masdar", "words differ"),
        ("Varakh Front", "حركة مصدر", "words differ"),
    ],
)
def test_two_bodies(one: str, other: str, word: str) -> None:
    found = bodies(one, other)
    assert found.judgement is N, found
    assert word in found.reasons[0]


@pytest.mark.parametrize(
    ("one", "other", "word"),
    [
        ("Varakh Front", "Varakh Front in Masdar", "perhaps a part or a branch"),
        ("Varakh Foundation", "Varakh Foundation (Masdar)", "perhaps a part or a branch"),
        ("Jabhat Varakh", "Jaysh Varakh", "another kind of body: jabhat and jaysh"),
        ("Varakh Brigade", "17th Varakh Brigade", "numbers differ: none and 17"),
        ("Harakat Hamdan", "Harakat Hamdani", "near, not the same"),
        ("The Army", "The Army and Movement", "only words for kinds of bodies"),
    ],
)
def test_bodies_that_cannot_be_told(one: str, other: str, word: str) -> None:
    found = bodies(one, other)
    assert found.judgement is U, found
    assert word in found.reasons[0]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("K. Nur al-Tarifi", "al-Tarifi K."),
        ("Karam Karim Karam Abdullah Husayn Varakh", "Karam Abdullah Karam Husayn Karim Varakh"),
        ("Front Karam Husayn", "Husayn Front"),
        ("Haji Abdullah Jr Varakh نور Nuruddin", "Abdullah نور Varakh Haji Nuruddin"),
    ],
)
def test_ways_that_fit_as_well_are_taken_the_same_both_ways(one: str, other: str) -> None:
    people(one, other)


given_names = st.sampled_from(["Khalid", "Walid", "Abd al-Rahman", "Idris", "Ilyas", "حامد", "Munir", "Şahin", "قاسم"])
families = st.sampled_from(["al-Tarifi", "Varakh", "الدرويش", "Masdari", "bin Selim", "El-Hadad"])
full_names = st.builds(lambda g, m, f: " ".join([g, *m, f]), given_names, st.lists(given_names, max_size=2), families)


@given(full_names)
def test_a_full_name_is_itself(name: str) -> None:
    found = people(name, name)
    assert (found.judgement, found.score) == (P, 1)


messy = st.lists(
    st.sampled_from(
        ["Khalid", "Karim", "Karam", "K.", "bin", "Abu", "Abd", "al", "Nur", "Din", "نور", "الدين", "Haji", "Jr", "x"]
    ),
    min_size=1,
    max_size=6,
).map(" ".join)


@given(messy, messy)
def test_comparing_names_in_disorder_is_symmetric(one: str, other: str) -> None:
    people(one, other)


@given(full_names, full_names)
def test_comparing_is_symmetric(one: str, other: str) -> None:
    found = people(one, other)
    assert 0 <= found.score <= 1
    assert found.reasons


@given(st.text(max_size=40), st.text(max_size=40), st.sampled_from(NameKind))
def test_any_texts_can_be_compared_both_ways(one: str, other: str, kind: NameKind) -> None:
    found, back = compared(one, other, kind), compared(other, one, kind)
    assert found.judgement is back.judgement
    assert found.score == pytest.approx(back.score)


bilabial = st.text("bmf", min_size=3, max_size=5).map("a".join)
dental = st.text("tlns", min_size=3, max_size=5).map("i".join)


@given(bilabial, bilabial, dental, dental)
def test_names_without_a_common_consonant_are_never_one(a: str, b: str, c: str, d: str) -> None:
    assert people(f"{a} {b}", f"{c} {d}").judgement is not P
    assert bodies(f"{a} {b}", f"{c} {d}").judgement is not P


@given(given_names, given_names, families)
def test_two_first_names_of_one_family_are_never_one(one: str, other: str, family: str) -> None:
    if one != other:
        assert people(f"{one} {family}", f"{other} {family}").judgement is not P


@given(st.integers(1, 99), st.integers(1, 99))
def test_units_are_told_apart_by_their_numbers(one: int, other: int) -> None:
    wanted = P if one == other else N
    assert bodies(f"{one}th Varakh Division", f"Varakh Division {other}").judgement is wanted
