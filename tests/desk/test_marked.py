"""A text with its marks as HTML: nothing lost, nothing obeyed, every span closed."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from purport.desk.brief.marked import Mark, marked, marks_of, shown
from purport.records import Span
from tests.invented import at, tape


class Page(HTMLParser):
    """Collects the words outside references, and checks that every span is closed in order."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.words: list[str] = []
        self.over: list[tuple[str, tuple[str, ...]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open.append(tag if tag != "span" else f"span {dict(attrs).get('class')}")

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop().split()[0] == tag

    def handle_data(self, data: str) -> None:
        if "sup" not in self.open:
            self.words.append(data)
            self.over.append((data, tuple(self.open)))


def parsed(html: str) -> Page:
    page = Page()
    page.feed(html)
    page.close()
    assert page.open == []
    return page


spans = st.tuples(st.integers(0, 39), st.integers(1, 40)).map(lambda p: Span(min(p[0], p[1] - 1), max(p[0] + 1, p[1])))
marks = st.lists(
    st.builds(
        Mark,
        span=spans,
        role=st.sampled_from(("content", "source", "cue", "hedge")),
        certainty=st.sampled_from(("attributed", "purported")),
        number=st.integers(1, 9),
        statement=st.just("st-0"),
        last=st.booleans(),
    ),
    max_size=8,
).map(lambda found: sorted(set(found), key=lambda mark: mark.order))


class TestMarked:
    def test_marks_nest_as_the_statements_do(self) -> None:
        row = tape()
        text = row.document.text
        sentence = at(text, "The Tidewater Monitor said the audio message purporting to be from Osric Vane was")
        over = dict(parsed(str(marked(text, sentence, marks_of(row.reading)))).over)
        assert over["The Tidewater Monitor"] == ("span source",)
        assert over["said"] == ("span cue",)
        assert over["the audio message "] == ("span content c-attributed h1",)
        assert over[" Osric Vane"] == ("span content c-attributed h1", "span content c-purported h0")

    def test_a_number_leads_to_the_statement_where_its_words_end(self) -> None:
        row = tape()
        text = row.document.text
        found = re.findall(
            r'<sup><a href="#(st-[0-9a-f]+)">(\d)</a></sup>',
            str(marked(text, Span(0, len(text)), marks_of(row.reading))),
        )
        assert row.reading is not None
        assert sorted(found, key=lambda pair: pair[1]) == [
            (one.id, str(number)) for number, one in enumerate(row.reading.statements, 1)
        ]

    def test_the_parts_of_a_discontinuous_mark_are_all_shown(self) -> None:
        row = tape()
        line = at(row.document.text, '"Leave them no road," he says. "Close the bridges."')
        over = parsed(str(marked(row.document.text, line, marks_of(row.reading)))).over
        contents = ["".join(words) for words, spans_over in over if any("content" in span for span in spans_over)]
        assert contents == ['"Leave them no road,"', '"Close the bridges."']

    def test_markup_in_a_text_is_text(self) -> None:
        html = str(marked('<script>alert("x")</script> & more', Span(0, 34), ()))
        assert "<script" not in html and "&lt;script&gt;" in html and "&amp; more" in html

    @given(st.text(st.characters(exclude_categories=("Cs", "Cc", "Cf")), min_size=40, max_size=60), marks)
    def test_whatever_the_marks_every_word_is_there_once(self, text: str, found: list[Mark]) -> None:
        page = parsed(str(marked(text, Span(0, len(text)), found)))
        assert "".join(page.words) == text

    @given(marks, st.integers(0, 38), st.integers(1, 2))
    def test_a_cut_shows_its_stretch_alone(self, found: list[Mark], start: int, length: int) -> None:
        text = "0123456789" * 4
        page = parsed(str(marked(text, Span(start, start + length), found)))
        assert "".join(page.words) == text[start : start + length]

    @given(marks)
    def test_each_letter_stands_under_exactly_its_marks(self, found: list[Mark]) -> None:
        text = "".join(chr(0x4E00 + i) for i in range(40))
        over = {
            letter: spans_over
            for words, spans_over in parsed(str(marked(text, Span(0, 40), found))).over
            for letter in words
        }
        for place, letter in enumerate(text):
            expected = sum(mark.span.start <= place < mark.span.end for mark in found)
            assert len(over[letter]) == expected


class TestShown:
    def test_controls_are_shown_by_their_code_points(self) -> None:
        assert shown("a\u202eb\x07") == 'a<span class="code">U+202E</span>b<span class="code">U+0007</span>'

    @given(st.text())
    def test_nothing_that_steers_is_left(self, text: str) -> None:
        html = str(shown(text))
        html.encode("utf-8")
        assert not set(html) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\x1b\x00")
