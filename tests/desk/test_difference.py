"""What a page said before and says now."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from purport.desk.difference import Change, differences

EARLIER = "The army said nine people had died.\n\nThe road is shut.\n\nNobody claimed it."
LATER = "The army said eleven people had died.\n\nNobody claimed it.\n\nThe mayor denied it."


class TestDifferences:
    def test_words_that_were_changed_taken_out_and_put_in(self) -> None:
        told = [change.told for change in differences(EARLIER, LATER)]
        assert told == [
            "was “nine”, is “eleven”",
            "taken out: “The road is shut.”",
            "put in: “The mayor denied it.”",
        ]

    def test_each_change_knows_its_places(self) -> None:
        for change in differences(EARLIER, LATER):
            if change.before:
                assert EARLIER[change.at :].startswith(change.before)
            if change.after:
                assert LATER[change.now :].startswith(change.after)

    def test_white_space_alone_is_no_difference(self) -> None:
        assert differences("The road\tis shut.", "The  road is shut. \n") == ()

    def test_a_moved_line_break_shows_no_words_twice(self) -> None:
        assert differences("The road is shut.", "The road\nis shut.") == ()

    def test_arabic(self) -> None:
        (change,) = differences("الجسر مفتوح", "الجسر مغلق")
        assert (change.before, change.after) == ("مفتوح", "مغلق")

    def test_from_nothing_and_to_nothing(self) -> None:
        assert differences("", "a b") == (Change("", "a b", 0, 0),)
        assert differences("a b", "") == (Change("a b", "", 0, 0),)

    def test_long_lines_are_shown_as_a_whole(self) -> None:
        (change,) = differences("a " * 5000, "b " * 5000)
        assert change.before.startswith("a a") and change.after.startswith("b b")

    @given(st.text("ab \n", max_size=60), st.text("ab \n", max_size=60))
    def test_nothing_differs_exactly_when_the_words_are_the_same(self, one: str, other: str) -> None:
        assert (differences(one, other) == ()) == (one.split() == other.split())

    @given(st.text("abc \n", max_size=60))
    def test_a_text_does_not_differ_from_itself(self, text: str) -> None:
        assert differences(text, text) == ()
