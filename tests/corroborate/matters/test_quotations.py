import pytest
from hypothesis import given
from hypothesis import strategies as st

from purport.corroborate.matters.quotations import LEAST, quoted

WORDS = "we will find those who paid them"


@pytest.mark.parametrize(
    "text",
    [
        f"“{WORDS.capitalize()},” he said.",
        f'He said: "{WORDS.capitalize()}."',
        f"He said: «{WORDS}».",
        f"‘{WORDS}, and try them,’ he told us.",
        f'"No," he said. "{WORDS.capitalize()}; so it is."',
    ],
)
def test_the_same_words_between_any_marks(text):
    assert WORDS in quoted(text)


def test_a_mark_that_is_never_closed_quotes_nothing():
    assert quoted(f"“{WORDS.capitalize()}") == frozenset()


def test_short_turns_of_phrase_and_plain_text_are_no_quotations():
    assert quoted("“It is over,” he said. We will find those who paid them.") == frozenset()


def test_a_quotation_does_not_run_over_a_paragraph():
    assert quoted('"We will find those who paid\n\nand try them in court" he said') == frozenset()


def test_a_speech_that_goes_on_in_the_next_paragraph_is_quoted_as_far():
    assert quoted("“We will find those who paid\n\n“and they will be tried here.”") == {
        "we will find those who paid",
        "and they will be tried here",
    }


def test_what_stands_between_two_quotations_is_not_quoted():
    found = quoted('"Never," he said in front of the burnt court building. "Never will they sit in this town."')
    assert found == {"never will they sit in this town"}


def test_arabic_clauses():
    assert quoted("وقال: «سنجد الذين دفعوا لهم المال، وسيحاكمون».") == {"سنجد الذين دفعوا لهم المال"}


@given(st.lists(st.sampled_from(["alder", "birch", "cedar", "maple", "oak"]), min_size=LEAST, max_size=20))
def test_a_quoted_clause_is_found_whole(words):
    if len(" ".join(words)) >= 20:
        assert quoted(f"She said, “{' '.join(words)}.”") == {" ".join(words)}
