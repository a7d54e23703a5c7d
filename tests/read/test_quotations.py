"""Quotation marks and paragraphs on text alone."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from purport.read.quotations import paragraphs, quotations


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
