"""Nothing in a text may steer the terminal; right-to-left text can be read on both kinds of terminal."""

from __future__ import annotations

import io
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from purport.config import Show
from purport.desk.terminal import (
    FIRST_STRONG_ISOLATE,
    POP_ISOLATE,
    Words,
    composed,
    console,
    harmless,
    one_line,
    placed,
    right_to_left,
    turns,
)


class Screen(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


class TestHarmless:
    @pytest.mark.parametrize(
        ("hostile", "shown"),
        [
            ("\x1b[2J\x1b]0;owned\x07", "<U+001B>[2J<U+001B>]0;owned<U+0007>"),
            ("\x9b31m", "<U+009B>31m"),
            ("said\u202eton\u202c", "said<U+202E>ton<U+202C>"),
            ("a\u200bb\ufeff", "a<U+200B>b<U+FEFF>"),
            ("line\u2028line", "line<U+2028>line"),
            ("\udcff", "<U+DCFF>"),
            ("\U000e0041", "<U+E0041>"),
            ("back\b\b\b\bover", "back<U+0008><U+0008><U+0008><U+0008>over"),
        ],
    )
    def test_controls_are_shown_by_their_code_points(self, hostile: str, shown: str) -> None:
        assert harmless(hostile) == shown

    @pytest.mark.parametrize("text", ["قال المتحدث", "می‌خواهم", "👩‍🚒 helped", "naïve — “quoted”", "a\nb\tc"])
    def test_ordinary_writing_stays(self, text: str) -> None:
        assert harmless(text) == text

    @given(st.text())
    def test_nothing_that_steers_is_left(self, text: str) -> None:
        left = {unicodedata.category(c) for c in harmless(text) if c not in "\n\t\u200c\u200d"}
        assert not left & {"Cc", "Cs"}
        assert not set(harmless(text)) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
        harmless(text).encode("utf-8")

    @given(st.text(), st.integers(2, 40))
    def test_one_line_is_one_line_and_no_longer(self, text: str, longest: int) -> None:
        line = one_line(text, longest)
        assert len(line.splitlines()) <= 1
        assert len(line) <= longest


class TestPlaced:
    def test_left_to_right_text_is_left_alone(self) -> None:
        assert placed("the bridge", turned=True) == placed("the bridge", turned=False) == "the bridge"

    def test_isolates_close_the_line_off_in_reading_order(self) -> None:
        assert placed("الجسر", turned=False) == f"{FIRST_STRONG_ISOLATE}الجسر{POP_ISOLATE}"

    def test_turned_text_comes_in_the_order_of_the_screen(self) -> None:
        assert placed("الجسر 12", turned=True) == "12 رسجلا"

    def test_arabic_and_hebrew_are_right_to_left(self) -> None:
        assert right_to_left("x جسر") and right_to_left("גשר")
        assert not right_to_left("bridge, 12 €")


class TestTurns:
    def test_auto_turns_on_terminals_only(self) -> None:
        assert turns(Show(), Screen())
        assert not turns(Show(), io.StringIO())

    def test_the_config_decides_before(self) -> None:
        assert not turns(Show(right_to_left="isolate"), Screen())
        assert turns(Show(right_to_left="reorder"), io.StringIO())


class TestConsole:
    def test_no_colour_on_a_pipe(self) -> None:
        out = io.StringIO()
        console(Show(), out).print("words", style="bold red")
        assert out.getvalue() == "words\n"

    def test_colour_where_it_is_asked_for(self) -> None:
        out = io.StringIO()
        console(Show(colour="always"), out).print("words", style="red")
        assert "\x1b[" in out.getvalue()

    def test_never_is_never(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("TERM", "xterm-256color")
        out = Screen()
        console(Show(colour="never"), out).print("words", style="red")
        assert "\x1b[3" not in out.getvalue()

    def test_markup_in_a_text_is_text(self) -> None:
        out = io.StringIO()
        console(Show(), out).print("[bold]not[/bold] :smile:")
        assert out.getvalue() == "[bold]not[/bold] :smile:\n"


class TestWords:
    def test_a_narrow_column_wraps_before_it_turns(self) -> None:
        out = io.StringIO()
        console(Show(width=12), out).print(Words("الجسر مفتوح أمام الشاحنات", turned=True))
        lines = out.getvalue().splitlines()
        assert lines[0].strip() == "حوتفم رسجلا"
        assert all(len(line) <= 12 for line in lines)

    def test_every_line_is_closed_off_by_itself(self) -> None:
        out = io.StringIO()
        console(Show(width=12), out).print(Words("الجسر مفتوح أمام الشاحنات", turned=False))
        for line in out.getvalue().splitlines():
            assert line.count(FIRST_STRONG_ISOLATE) == line.count(POP_ISOLATE) == 1

    def test_escapes_in_a_source_do_not_reach_the_screen(self) -> None:
        out = io.StringIO()
        console(Show(), out).print(Words("he \x1b[31msaid", turned=False))
        assert out.getvalue() == "he <U+001B>[31msaid\n"


class TestComposed:
    def test_each_piece_is_placed_by_itself(self) -> None:
        assert composed(["جسر:", "2 statements"], turned=True).plain == ":رسج 2 statements"
        assert (
            composed(["جسر", "2026-03-04"], turned=False).plain == f"{FIRST_STRONG_ISOLATE}جسر{POP_ISOLATE} 2026-03-04"
        )

    def test_the_pieces_are_harmless_lines(self) -> None:
        assert composed(["a\x1b\n", "b"], turned=False).plain == "a<U+001B> b"
