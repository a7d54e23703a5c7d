"""Quotation marks: which stretches of a text stand inside them, and which go on from the paragraph before.

Works on text alone, in one pass per paragraph. Straight, curly, low, guillemet, doubled single (`` ''like this'' ``) and
single marks are known. By the printers' custom a quotation of several paragraphs opens anew at each and closes only at the last.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from purport.records.spans import Span

LONGEST_UNCLOSED = 3000
"""An opening mark without a closing one is taken for a quotation only in a paragraph of at most so many characters."""

_CLOSERS = {
    "“": ("”", "“", '"'),
    "„": ("“", "”"),
    "”": ("”",),
    '"': ('"', "”"),
    "''": ("''",),
    "``": ("''",),
    "«": ("»",),
    "‹": ("›",),
    "‘": ("’",),
    "'": ("'",),
}
_MARK = re.compile(r"''|``|[“”„«»‹›\"‘’']")
_SENTENCE_END = ".!?:;,”\"'»)…—-"
_FULL_STOP = ".!?:”\"'’»)…"

MANY_WRAPS = 3
"""So many lines at least end in the middle of a sentence in a text that is wrapped."""
SHORT_LINE = 0.85
"""A line that is shorter than this share of the width may be the last of its paragraph."""


@dataclass(frozen=True, slots=True)
class Quotation:
    """One stretch inside quotation marks, within one paragraph.

    Attributes:
        start, end: characters, the marks included.
        inner: the words between the marks.
        paragraph: number of the paragraph, from 0.
        closed: whether a closing mark stands at its end; else it runs to the end of its paragraph.
        goes_on: whether it opens a paragraph while the quotation of the paragraph before was still open.
        single: whether the marks are single ones, which some hands use for scare quotes.
    """

    start: int
    end: int
    inner: Span
    paragraph: int
    closed: bool = True
    goes_on: bool = False
    single: bool = False

    @property
    def span(self) -> Span:
        """The whole stretch, marks included."""
        return Span(self.start, self.end)


def paragraphs(text: str) -> list[Span]:
    r"""The paragraphs of a text: stretches between blank lines; lines, where a line ends like a sentence or heading.

    In a text whose lines are wrapped at a width, a line that ends like a sentence ends its paragraph only if it is short.

    >>> [p.of("One.\nTwo goes\non.") for p in paragraphs("One.\nTwo goes\non.")]
    ['One.', 'Two goes\non.']
    """
    out: list[Span] = []
    start = 0
    width = _wrapped_at(text)
    for newline in re.finditer(r"\n+", text):
        if _breaks(text, newline.start(), newline.end(), width):
            _keep(out, text, start, newline.start())
            start = newline.end()
    _keep(out, text, start, len(text))
    return out


def unwrapped(text: str) -> str:
    r"""The text with the line ends inside its paragraphs turned into spaces; every character keeps its place.

    >>> unwrapped("Two goes\non.\nThree.")
    'Two goes on.\nThree.'
    """
    if "\n" not in text:
        return text
    out, at = [], 0
    for span in paragraphs(text):
        out += [text[at : span.start], span.of(text).replace("\n", " ")]
        at = span.end
    return "".join([*out, text[at:]])


def _wrapped_at(text: str) -> int:
    """The width at which the lines of a text are wrapped, in characters; 0 if they are not.

    They are if two fifths of its lines end in the middle of a sentence, and a third of those go on in lower case.
    """
    lines = text.split("\n")
    inner = [(a, b) for a, b in pairwise(lines) if a and b]
    open_ended = [(a, b) for a, b in inner if a.rstrip()[-1:] not in _FULL_STOP and " " in a.strip()]
    lower = sum(b[:1].islower() for _, b in open_ended)
    if len(open_ended) < MANY_WRAPS or len(open_ended) < 0.4 * len(inner) or lower < len(open_ended) / 3:
        return 0
    lengths = sorted(len(a) for a, _ in open_ended)
    return lengths[len(lengths) // 2]


def _breaks(text: str, at: int, after: int, width: int) -> bool:
    """Whether a line end is the end of a paragraph, not the soft wrap of a long line."""
    if after - at > 1 or at == 0 or after >= len(text):
        return True
    before, following = text[at - 1], text[after]
    if width:
        length = at - text.rfind("\n", 0, at) - 1
        return before in _FULL_STOP and not following.islower() and length < SHORT_LINE * width
    return before in _SENTENCE_END or before.isspace() or not following.islower()


def _keep(out: list[Span], text: str, start: int, end: int) -> None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        out.append(Span(start, end))


def _opens(text: str, mark: re.Match[str], low: int, high: int) -> bool:
    """Whether a mark can open a quotation where it stands."""
    sign = mark.group()
    if sign not in _CLOSERS or (sign == "”" and mark.start() > low):
        return False
    after = text[mark.end()] if mark.end() < high else " "
    before = text[mark.start() - 1] if mark.start() > low else " "
    if sign in ("'", "‘"):
        return after.isalpha() and (before.isspace() or before in "(—–-[:,")
    return not after.isspace() and not (before.isalnum() and sign in ('"', "''"))


def _closes(text: str, sign: str, mark: re.Match[str], high: int) -> bool:
    """Whether a mark closes the quotation that `sign` opened."""
    if mark.group() not in _CLOSERS[sign]:
        return False
    if sign not in ("'", "‘"):
        return True
    after = text[mark.end()] if mark.end() < high else " "
    return not after.isalnum() and (text[mark.start() - 1] in ".,!?" or after in " .,;:!?)—")


def _opens_again(text: str, sign: str, mark: re.Match[str], high: int) -> bool:
    """Whether a mark opens a second quotation of the same kind, so that the first was never closed."""
    if mark.group() != sign or sign in ("'", "‘", "”"):
        return False
    if sign not in ('"', "''"):
        return True
    return text[mark.start() - 1].isspace() and mark.end() < high and text[mark.end()].isalnum()


class _Marks:
    """The quotation marks of one paragraph, and for each kind which of them close it; each kind is looked at once."""

    def __init__(self, text: str, span: Span) -> None:
        self.text, self.span = text, span
        self.marks = list(_MARK.finditer(text, span.start, span.end))
        self._closing: dict[str, list[int]] = {}
        self._ends: dict[str, list[int]] = {}
        self._again: dict[str, list[int]] = {}

    def _look(self, sign: str) -> None:
        """Sorts the marks for one kind of opening: those that close it, of these the ones after an end, and a new opening."""
        if sign in self._closing:
            return
        closing = [i for i, m in enumerate(self.marks) if _closes(self.text, sign, m, self.span.end)]
        self._closing[sign] = closing
        self._ends[sign] = [i for i in closing if self.text[self.marks[i].start() - 1] in ".,!?"]
        self._again[sign] = [i for i, m in enumerate(self.marks) if _opens_again(self.text, sign, m, self.span.end)]

    def closing(self, at: int) -> int | None:
        """Index of the mark that closes the one at index `at`; None if none does."""
        sign = self.marks[at].group()
        self._look(sign)
        again = _next(self._again[sign], at)
        close = _next(self._closing[sign], at)
        if sign in ("'", "‘"):
            end = _next(self._ends[sign], at)
            close = close if end is None else end
        return None if close is None or (again is not None and again <= close) else close


def _next(indexes: list[int], after: int) -> int | None:
    """The first of some sorted indexes after `after`."""
    i = bisect_right(indexes, after)
    return indexes[i] if i < len(indexes) else None


def _in_paragraph(text: str, span: Span, number: int) -> Iterator[Quotation]:
    found = _Marks(text, span)
    marks = found.marks
    i = 0
    while i < len(marks):
        mark = marks[i]
        i += 1
        if not _opens(text, mark, span.start, span.end):
            continue
        close = found.closing(i - 1)
        single = mark.group() in ("'", "‘")
        if close is not None:
            end = marks[close]
            if mark.end() < end.start():
                yield Quotation(mark.start(), end.end(), Span(mark.end(), end.start()), number, single=single)
            i = close + 1
        elif not single and span.end - mark.start() <= LONGEST_UNCLOSED:
            i = next((k for k in range(i, len(marks)) if marks[k].group() == mark.group()), len(marks))
            following = marks[i].start() if i < len(marks) else span.end
            if mark.end() < following:
                yield Quotation(mark.start(), following, Span(mark.end(), following), number, closed=False)


def _linked(found: list[Quotation], shape: list[Span]) -> Iterator[Quotation]:
    """Marks the quotations that go on, and drops unclosed ones that nothing goes on from and that open no paragraph."""
    opened = {q.paragraph for q in found if not q.closed and q.end == shape[q.paragraph].end}
    heads = {q.paragraph for q in found if q.start == shape[q.paragraph].start}
    for quotation in found:
        head = quotation.start == shape[quotation.paragraph].start
        if head and quotation.paragraph - 1 in opened:
            yield replace(quotation, goes_on=True)
        elif quotation.closed or head or quotation.paragraph + 1 in heads:
            yield quotation


def quotations(text: str, shape: list[Span] | None = None) -> tuple[Quotation, ...]:
    """The quotations of a text in order; none overlaps another (a quotation inside a quotation is left out).

    `shape` gives the text's paragraphs where the caller has them already.

    >>> [q.inner.of('He spoke of a "truce" today.') for q in quotations('He spoke of a "truce" today.')]
    ['truce']
    """
    shape = paragraphs(text) if shape is None else shape
    found = [q for number, span in enumerate(shape) for q in _in_paragraph(text, span, number)]
    return tuple(_linked(found, shape))
