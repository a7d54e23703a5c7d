"""Quotation marks and paragraphs on text alone."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from purport.read.quotations import paragraphs, quotations, unwrapped


def inner(text: str) -> list[str]:
    return [q.inner.of(text) for q in quotations(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('He spoke of a "truce" today.', ["truce"]),
        ("He spoke of a “truce” and a «pact».", ["truce", "pact"]),
        ("He spoke of a ''truce'' and a ``pact''.", ["truce", "pact"]),
        ("Er sprach von „Waffenruhe“ und mehr.", ["Waffenruhe"]),
        ("The mayor's men said 'we stay' twice.", ["we stay"]),
        ("The men’s leader said ‘we stay’ twice.", ["we stay"]),
        ("It's the soldiers' mess and that's all.", []),
        ("“one” “two”", ["one", "two"]),
        ('A mixed “pair" is a pair.', ["pair"]),
        ('""', []),
        ("no marks", []),
        ("''It's late,'' she said.", ["It's late,"]),
        ("“The guard said ‘halt’ and fired.”", ["The guard said ‘halt’ and fired."]),
        ("قال «لن نغادر» ثم خرج.", ["لن نغادر"]),
    ],
)
def test_inner_words(text: str, expected: list[str]) -> None:
    assert inner(text) == expected


def test_unclosed_quotation_at_a_paragraphs_head_runs_to_its_end() -> None:
    text = "“We stay.\n\n“We hold.”\n\nThey left."
    first, second = quotations(text)
    assert (first.closed, first.goes_on, first.inner.of(text)) == (False, False, "We stay.")
    assert (second.closed, second.goes_on, second.inner.of(text)) == (True, True, "We hold.")


def test_unclosed_mark_in_the_middle_is_no_quotation() -> None:

    assert inner("A lone “ mark here and nothing after it.\n\nNext.") == []


def test_a_second_opening_ends_the_first() -> None:
    text = '"We stay. Then "We hold," he said.'
    assert "We hold," in inner(text)


def test_paragraphs_by_blank_lines_and_by_lines() -> None:
    text = "One.\n\nTwo\nThree.\nA soft\nwrap."
    assert [p.of(text) for p in paragraphs(text)] == ["One.", "Two", "Three.", "A soft\nwrap."]


def test_span_holds_the_marks() -> None:
    text = "So “yes” it was."
    (quote,) = quotations(text)
    assert quote.span.of(text) == "“yes”"
    assert quote.inner.of(text) == "yes"


WRAPPED = """The mayor of Kelva, Ada Roe, said on Friday that President
Tomas Arnik had asked the council to wait for a report on the
bridge. Nobody had seen it, she said, and nobody knew who had
been asked to write it.
The council would meet again on Monday to talk about money and
Deputy Mayor Ilan Brek would lead it, she said in a letter to
the town."""


def test_wrapped_lines_are_one_paragraph_even_before_a_capital() -> None:
    found = [p.of(WRAPPED).split()[0] for p in paragraphs(WRAPPED)]
    assert found == ["The", "The"]
    assert unwrapped(WRAPPED).split("\n")[1].startswith("The council would")
    assert len(unwrapped(WRAPPED)) == len(WRAPPED)


def test_a_list_of_headings_is_not_wrapped() -> None:
    text = "Aid arrives\nBridge shut\nTalks resume in Kelva\nMarket reopens\nThe mayor spoke.\nNobody answered."
    assert len(paragraphs(text)) == 6
    assert unwrapped(text) == text


@pytest.mark.parametrize("text", ["", "\n", "\n\n", " \n ", "a\n\n\nb", "a \nb"])
def test_unwrapping_keeps_every_character_in_place(text: str) -> None:
    assert len(unwrapped(text)) == len(text)
    assert unwrapped(text).split() == text.split()


@given(st.text(alphabet="ab .,\n\"'“”‘’«»„`", max_size=200))
def test_any_marks(text: str) -> None:
    found = quotations(text)
    assert all(0 <= q.start < q.inner.start < q.inner.end <= q.end <= len(text) for q in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
    shape = paragraphs(text)
    assert all(shape[q.paragraph].holds(q.span) for q in found)
    assert quotations(text, shape) == found


@pytest.mark.slow
def test_a_quarter_of_a_megabyte_in_one_line() -> None:
    shape = [quotations(piece * (250_000 // len(piece))) for piece in ("“", "'a ", '"a ', "“a” ")]
    assert len(shape[-1]) == 62_500
