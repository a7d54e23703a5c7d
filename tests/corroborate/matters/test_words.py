import pytest

from purport.corroborate.matters.words import apposed, key, names, paragraphs, same_name, telling, vague
from purport.records import Span


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Idris Varakh", "Varakh", True),
        ("the Dorhal Liberation Front", "DLF", True),
        ("Colonel Bram Tessik", "Bram Tessik", True),
        ("Idris Varakh’s fighters", "Idris Varakh", True),
        ("the Orvenian army", "the Dorhal Liberation Front", False),
        ("", "Varakh", False),
    ],
)
def test_names_of_one(one, other, same):
    assert same_name(key(one), key(other)) is same
    assert same_name(key(other), key(one)) is same


def test_vague_names_are_nobodys():
    assert vague(key("the gunmen")) and vague(key("12 soldiers"))
    assert not vague(key("Dorhal Liberation Front"))


def test_what_texts_share_is_stems_without_function_words():
    assert telling("The bombers bombed a bridge on Monday") == telling("bridge bombing, bomber")


def test_names_begin_no_sentence():
    assert names("Police searched the port of Kessim. Residents of Arden fled.") == {"kessim", "arden"}


def test_text_without_capitals_has_no_names():
    assert names("قال المتحدث إن الجسر مفتوح") == frozenset()


def test_paragraphs_keep_their_places():
    text = "One.\n\n  Two.\n"
    assert [span.of(text) for span in paragraphs(text)] == ["One.", "  Two."]
    assert list(paragraphs(text, 6)) == [Span(6, 12)]


def test_a_name_that_begins_a_sentence_counts_where_the_story_has_it_within_one():
    whole = names("They left Arden. Arden fell. Officials wept.")
    assert names("Arden fell. Officials wept.", whole) == {"arden"}
    assert names("Arden fell. Officials wept.") == frozenset()


def test_officials_of_a_town_and_numbers_are_nobody_in_particular():
    assert vague(key("officials in Kessim")) and vague("ten")
    assert not vague("officials union")


@pytest.mark.parametrize(
    ("name", "sentence", "found"),
    [
        ("armed group", "An armed group, calling itself the Dorhal Front, took Kessim.", "Dorhal Front"),
        ("armed group", "An armed group, said to be large, took Kessim.", None),
        ("armed group", "The Dorhal Front, an armed group, took Kessim.", None),
        (None, "An armed group, the Dorhal Front, took Kessim.", None),
    ],
)
def test_names_in_apposition(name, sentence, found):
    assert apposed(name, sentence) == found
