"""The measure of extraction: words in order, optional ones neutral."""

from bench.pages import common, text_f1, wilson, words
from bench.pageset import Truth, pages


def truth(text: str, whole: str) -> Truth:
    return Truth(text, whole, "t", "en")


def test_the_longest_common_subsequence_is_exact():
    assert common(words("a b c d e"), words("a x c e d")) == 3
    assert common([], words("a")) == common(words("a"), []) == 0


def test_order_counts_and_optional_words_do_not():
    told = truth("one two three four", "By Jan\none two three four")
    assert text_f1("one two three four", told) == text_f1("By Jan one two three four", told) == 100
    assert text_f1("four three two one", told) == 25
    assert text_f1("one two three four and more", told) < 81
    assert text_f1("", told) == 0


def test_an_interval_lies_round_its_share():
    low, high = wilson(9, 10)
    assert low < 90 < high
    assert wilson(0, 0) == [0, 100]


def test_every_page_of_the_set_has_its_truth_on_it():
    made = list(pages())
    assert len(made) >= 60
    assert len({page.layout for page in made}) >= 20
    assert {page.half for page in made} == {"tuned", "held"}
    for page in made:
        assert page.truth.text
        assert not set("⟦⟧⟬⟭") & set(page.data.decode("utf-8", "replace"))
