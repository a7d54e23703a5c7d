import pytest
from hypothesis import given
from hypothesis import strategies as st

from purport.corroborate.matters.naming import by_lists, by_words
from purport.corroborate.names import Register
from purport.records.listed import Alias, Known, NameKind, Quality

LISTED = Register(
    [
        Known("7", NameKind.PERSON, "Idris Varakh", "a list", (Alias("Abu Salim"), Alias("The Falcon", Quality.LOW))),
        Known("8", NameKind.ORGANISATION, "Dorhal Liberation Front", "a list", (Alias("Sons of the Mill"),)),
        Known("9", NameKind.PERSON, "Bram Tessik", "a list"),
    ]
)
BY_LIST = by_lists(LISTED)


def test_words_alone_know_parts_and_initials():
    assert by_words("dlf", "dorhal liberation front").sure
    assert by_words("varakh", "varakh").reason == "varakh"
    assert by_words("baghdadi", "baghdady") is None


@pytest.mark.parametrize(
    ("one", "other"), [("baghdadi", "البغدادي"), ("baghdady", "البغدادي"), ("baghdadi", "baghdady")]
)
def test_spellings_and_scripts_agree_without_a_list(one, other):
    assert by_lists()(one, other).sure


@pytest.mark.parametrize(
    ("one", "other"), [("abu salim", "idris varakh"), ("ابو سالم", "idris varakh"), ("sons of mill", "dlf front")]
)
def test_an_alias_is_somebody_by_the_list_alone(one, other):
    assert by_lists()(one, other) is None or not by_lists()(one, other).sure


def test_a_list_joins_a_kunya_to_a_name():
    found = BY_LIST("abu salim", "idris varakh")
    assert found.sure and found.reason == "abu salim and idris varakh are Idris Varakh on a list"
    assert BY_LIST("sons mill", "dorhal liberation front").sure


def test_a_weak_alias_is_unsure():
    assert not BY_LIST("falcon", "idris varakh").sure


def test_other_people_stay_others():
    assert BY_LIST("abu salim", "bram tessik") is None
    assert BY_LIST("ibrahim tarif", "walid tarif") is None
    assert BY_LIST("orvenian army", "sons mill") is None


names = st.text("abdehilmnorst بدس", min_size=1, max_size=14).map(str.strip).filter(bool)


@given(names, names)
def test_naming_is_symmetric_and_a_name_is_itself(one, other):
    assert BY_LIST(one, other) == BY_LIST(other, one)
    assert BY_LIST(one, one).sure
