"""Who a name may be, by lists: candidates, rivals, aliases, kunyas, weak names, days. Everybody here is invented."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from purport.corroborate.names import Found, Judgement, Register, compared
from purport.records.listed import Alias, Known, NameKind, Quality

PERSON, BODY = NameKind.PERSON, NameKind.ORGANISATION

TARIFI = Known(
    "p1",
    PERSON,
    "KHALID OMAR AL-TARIFI",
    "the list",
    (
        Alias("خالد عمر الطريفي"),
        Alias("Abu Salim"),
        Alias("The Falcon of Masdar", Quality.LOW),
        Alias("Idris Varakh"),
    ),
)
WALID = Known("p2", PERSON, "WALID OMAR AL-TARIFI", "the list", (Alias("Abu Hamid", Quality.LOW),))
RAHMAN = Known("p3", PERSON, "ABD AL-RAHMAN MASDARI", "the list")
NURI = Known("p4", PERSON, "NURUDDIN SELIM", "the list")
FRONT = Known(
    "o1",
    BODY,
    "Varakh Front",
    "the list",
    (Alias("Masdar Liberation Army", since="2015-03", until="2018-01"), Alias("VF"), Alias("جبهة فاراخ")),
    since="2018-02",
)
BRANCH = Known("o2", BODY, "Varakh Front in Selim", "the list")
BRIGADE = Known("o3", BODY, "17th Varakh Brigade", "the list")
EVERYBODY = (TARIFI, WALID, RAHMAN, NURI, FRONT, BRANCH, BRIGADE)
AWARE, BLIND = Register(EVERYBODY), Register(EVERYBODY, aliases=False)


def who(found: Found) -> str | None:
    return found.top.known.id if found.top else None


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("Khaled Omar Tareefi", "p1"),
        ("خالد عمر الطريفي", "p1"),
        ("Khaled Ettarifi", "p1"),
        ("al-Tarifi, Khalid Omar", "p1"),
        ("Oualid Omar Tarifi", "p2"),
        ("وليد عمر الطريفي", "p2"),
        ("Abdurrahman Masdari", "p3"),
        ("عبدالرحمن مصدري", "p3"),
        ("Nur al-Din Selim", "p4"),
        ("نور الدين سليم", "p4"),
    ],
)
def test_spelling_alone_finds_people(name: str, wanted: str) -> None:
    found = BLIND.look(name, PERSON)
    assert (who(found), found.judgement) == (wanted, Judgement.POSITIVE), found


@pytest.mark.parametrize(
    ("name", "wanted"),
    [("The Varakh Front", "o1"), ("جبهة فاراخ", "o1"), ("Varakh Front (Selim)", "o2"), ("Liwa Varakh 17", "o3")],
)
def test_spelling_alone_finds_bodies(name: str, wanted: str) -> None:
    found = BLIND.look(name, BODY)
    assert (who(found), found.judgement) == (wanted, Judgement.POSITIVE), found


def test_another_name_joins_only_by_the_list() -> None:
    assert BLIND.look("Idris Varakh", PERSON).judgement is not Judgement.POSITIVE
    found = AWARE.look("Idriss Varakh", PERSON)
    assert (who(found), found.judgement) == ("p1", Judgement.POSITIVE)
    assert "the list gives “Idris Varakh” as another name of KHALID OMAR AL-TARIFI" in found.reasons


def test_a_kunya_alone_is_somebody_only_if_a_list_says_so() -> None:
    assert BLIND.look("Abu Salim", PERSON).judgement is not Judgement.POSITIVE
    found = AWARE.look("Abou Salem", PERSON)
    assert (who(found), found.judgement) == ("p1", Judgement.POSITIVE)
    assert "the list names him or her so" in found.reasons


def test_a_kunya_that_is_a_weak_name_stays_unsure() -> None:
    found = AWARE.look("Abu Hamid", PERSON)
    assert (who(found), found.judgement) == ("p2", Judgement.UNSURE)


def test_two_who_bear_a_listed_kunya_leave_it_open() -> None:
    other = Known("p9", PERSON, "MUNIR SELIM", "the list", (Alias("Abu Salim"),))
    found = Register((*EVERYBODY, other)).look("Abu Salim", PERSON)
    assert found.judgement is Judgement.UNSURE
    assert {hit.known.id for hit in found.hits[:2]} == {"p1", "p9"}


def test_a_weak_name_leaves_it_open() -> None:
    found = AWARE.look("the Falcon of Masdar", PERSON)
    assert (who(found), found.judgement) == ("p1", Judgement.UNSURE)
    assert "the list calls it a weak name" in found.reasons


def test_two_of_one_name_leave_it_open_and_both_are_told() -> None:
    twin = Known("p8", PERSON, "KHALED OMAR AL TAREEFI", "another list")
    found = Register((*EVERYBODY, twin)).look("Khalid Omar al-Tarifi", PERSON)
    assert found.judgement is Judgement.UNSURE
    assert found.reasons[-1] == "as near: KHALED OMAR AL TAREEFI (p8)"


def test_entries_of_one_id_on_one_list_are_one() -> None:
    more = Known("p1", PERSON, "KHALID OMAR AL-TARIFI", "the list", (Alias("Munir Hadad"),))
    found = Register((*EVERYBODY, more)).look("Khalid Omar al-Tarifi", PERSON)
    assert found.judgement is Judgement.POSITIVE
    assert who(Register((*EVERYBODY, more)).look("Mounir Haddad", PERSON)) == "p1"


def test_what_is_the_same_to_the_letter_wins_a_tie() -> None:
    one = Known("x1", BODY, "Harakat Varakh", "the list")
    other = Known("x2", BODY, "Varakh Movement", "the list")
    register = Register((one, other))
    assert who(register.look("Varakh movement", BODY)) == "x2"
    assert who(register.look("Harakat Varakh", BODY)) == "x1"
    assert register.look("Harakat Varakh", BODY).judgement is Judgement.UNSURE


def test_a_brother_is_not_found_for_him() -> None:
    found = AWARE.look("Munir Omar al-Tarifi", PERSON)
    assert found.judgement is Judgement.NEGATIVE
    assert found.hits


@pytest.mark.parametrize("name", ["Bjork Gudmundsdottir", "", "...", "🙂"])
def test_nobody_is_near(name: str) -> None:
    found = AWARE.look(name, PERSON)
    assert found.judgement is not Judgement.POSITIVE
    if not found.hits:
        assert (found.judgement, found.top) == (Judgement.NONE, None)
        assert found.reasons == ("nothing on the lists is near",)


def test_kinds_are_kept_apart() -> None:
    assert AWARE.look("Varakh Front", PERSON).judgement is not Judgement.POSITIVE
    assert AWARE.look("Khalid Omar al-Tarifi", BODY).top is None


def test_an_empty_register_knows_nobody() -> None:
    assert Register(()).look("Khalid", PERSON).judgement is Judgement.NONE


def test_a_name_of_its_time() -> None:
    found = AWARE.look("Masdar Liberation Army", BODY, on="2016-05-01")
    assert (who(found), found.judgement) == ("o1", Judgement.POSITIVE)
    assert "called Masdar Liberation Army from 2015-03 until 2018-01; now Varakh Front" in found.reasons


def test_an_old_name_goes_on_being_used() -> None:
    assert AWARE.look("Masdar Liberation Army", BODY, on="2022").judgement is Judgement.POSITIVE


def test_a_name_that_came_later_is_doubted() -> None:
    found = AWARE.look("Varakh Front", BODY, on="2010-06")
    assert found.judgement is Judgement.UNSURE
    assert found.reasons[-1] == "the name came into use only in 2018-02, and the text is of 2010-06"


def test_initials_are_a_name_like_others() -> None:
    assert who(AWARE.look("V.F.", BODY)) == "o1"


def test_hits_are_few_and_best_first() -> None:
    many = [Known(f"m{i}", PERSON, f"KHALID TARIFI {'VARAKH ' * (i % 3)}", "the list") for i in range(40)]
    found = Register(many).look("Khalid Tarifi", PERSON, most=3)
    assert len(found.hits) == 3
    assert [hit.score for hit in found.hits] == sorted((hit.score for hit in found.hits), reverse=True)


def test_two_words_written_as_one_on_either_side() -> None:
    register = Register(
        [Known("a", PERSON, "DAHIR AWEYS SELIM", "the list"), Known("b", PERSON, "SHAMSUDDIN", "the list")]
    )
    assert who(register.look("Dahiraweys Selim", PERSON)) == "a"
    assert who(register.look("شمس الدین", PERSON)) == "b"


def test_a_rare_word_is_found_among_many_of_a_common_one() -> None:
    many = [
        Known(f"m{n}", PERSON, f"MUHAMMAD {chr(97 + n % 26)}a{chr(97 + n // 26 % 26)}im", "the list")
        for n in range(1500)
    ]
    register = Register([*many, Known("rare", PERSON, "MUHAMMAD QARDASH", "the list")])
    found = register.look("Mohamed Kardash", PERSON)
    assert (who(found), found.judgement) == ("rare", Judgement.POSITIVE)
    assert register.look("Mohamed", PERSON).hits


words = st.sampled_from(
    ["Khalid", "Walid", "Idris", "Ilyas", "Munir", "Varakh", "al-Tarifi", "Masdari", "Selim", "Hadad"]
)
names = st.lists(words, min_size=2, max_size=4, unique=True).map(" ".join)


@given(st.lists(names, min_size=1, max_size=12, unique=True))
def test_every_listed_name_finds_itself(listed: list[str]) -> None:
    register = Register([Known(str(n), PERSON, name, "the list") for n, name in enumerate(listed)])
    for number, name in enumerate(listed):
        found = register.look(name, PERSON)
        assert found.top is not None
        assert found.top.score == 1
        assert str(number) in {hit.known.id for hit in found.hits if hit.score == 1}


@given(names, st.lists(names, min_size=1, max_size=12))
def test_a_register_says_what_comparing_says(name: str, listed: list[str]) -> None:
    register = Register([Known(str(n), PERSON, other, "the list") for n, other in enumerate(listed)])
    for hit in register.look(name, PERSON).hits:
        alone = compared(name, hit.form.name, PERSON)
        assert (hit.judgement, hit.score) == (alone.judgement, alone.score)


@given(st.text(max_size=50), st.sampled_from(NameKind))
def test_any_text_can_be_looked_up(text: str, kind: NameKind) -> None:
    found = AWARE.look(text, kind)
    assert found.reasons
    assert (found.top is None) == (found.judgement is Judgement.NONE) or found.hits
