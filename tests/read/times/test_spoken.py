"""When a statement was said: what the cue's own clause tells, never the content."""

from __future__ import annotations

import pytest

from purport.read.found import Attribution
from purport.read.parse import Parse, parsed, plain
from purport.read.times import spoken, times
from purport.records import Kind, Span

PUBLISHED = "2016-11-04"


def attribution(parse: Parse, cue: str, content: str) -> Attribution:
    start, inner = parse.text.index(cue), parse.text.index(content)
    word = parse.word_at(start)
    assert word is not None
    marks = {"cue": (Span(start, start + len(cue)),), "content": (Span(inner, inner + len(content)),)}
    return Attribution((), **marks, kind=Kind.INDIRECT, rule="given", score=1.0, reason="given", cue_word=word.i)


def said(text: str, cue: str, content: str, published: str | None = PUBLISHED) -> str | None:
    parse = parsed(text)
    return spoken(parse, attribution(parse, cue, content), times(parse, published))


@pytest.mark.parametrize(
    ("text", "cue", "content", "expected"),
    [
        (
            "The truce is over, a US group that watches the front said yesterday.",
            "said",
            "The truce is over",
            "2016-11-03",
        ),
        (
            "The ministry said on Friday that rebels had shelled the town on Monday.",
            "said",
            "that rebels had shelled the town on Monday",
            "2016-11-04",
        ),
        (
            "The ministry said that rebels had shelled the town on Monday.",
            "said",
            "that rebels had shelled the town on Monday",
            None,
        ),
        ("Rebels shelled the town on Monday, the ministry said.", "said", "Rebels shelled the town on Monday", None),
        (
            "The minister warned late on Wednesday that the dam could break.",
            "warned",
            "that the dam could break",
            "2016-11-02",
        ),
        (
            "In a video released on Tuesday, the captain threatened to burn the barn.",
            "threatened",
            "to burn the barn",
            "2016-11-01",
        ),
        (
            "The spokesman told reporters on Thursday that the talks had failed.",
            "told",
            "that the talks had failed",
            "2016-11-03",
        ),
        (
            "The office said the speech was posted late on Wednesday.",
            "said",
            "the speech was posted late on Wednesday",
            None,
        ),
        ("The union threatened a strike on Friday.", "threatened", "a strike", None),
        ("The group has claimed the attack last week.", "claimed", "the attack", None),
    ],
)
def test_the_day_of_the_cue(text: str, cue: str, content: str, expected: str | None) -> None:
    assert said(text, cue, content) == expected


def test_nothing_is_known_without_a_day_of_publication() -> None:
    assert said("The ministry said on Friday that it was over.", "said", "that it was over", None) is None


def test_arabic_has_the_day_between_cue_and_content() -> None:
    text = "قال المتحدث يوم الأربعاء إن الهدنة انتهت يوم الاثنين"
    content = text.index("إن")
    found = Attribution((), (Span(0, 3),), (Span(content, len(text)),), Kind.INDIRECT, "given", 1.0, "given")
    parse = plain(text)
    assert spoken(parse, found, times(parse, PUBLISHED)) == "2016-11-02"


def test_a_quotation_without_a_cue_has_no_day() -> None:
    parse = parsed("“It is over,” on Friday.")
    found = Attribution((), (), (Span(0, 13),), Kind.DIRECT, "continued", 1.0, "given", continued=True)
    assert spoken(parse, found, times(parse, PUBLISHED)) is None
