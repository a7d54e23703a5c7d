"""Spans: half-open stretches of a working text, in characters."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A non-empty stretch ``text[start:end]``; characters, end exclusive.

    >>> Span(4, 8).of("The dawn raid")
    'dawn'

    Raises:
        ValueError: if the stretch is empty or starts before the text.
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"span {self.start}:{self.end} is empty or starts before the text")

    def of(self, text: str) -> str:
        """The words the span marks."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Whether the two share a character."""
        return self.start < other.end and other.start < self.end

    def holds(self, other: Span) -> bool:
        """Whether `other` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end


Spans = tuple[Span, ...]
"""One mark may be discontinuous, so marks carry spans in text order; ``()`` means "not stated"."""


def merged(spans: Spans) -> Spans:
    """The same characters as sorted spans that neither overlap nor touch.

    >>> merged((Span(5, 9), Span(0, 6)))
    (Span(start=0, end=9),)
    """
    out: list[Span] = []
    for span in sorted(spans):
        if out and span.start <= out[-1].end:
            out[-1] = Span(out[-1].start, max(out[-1].end, span.end))
        else:
            out.append(span)
    return tuple(out)


def words_of(spans: Spans, text: str) -> str:
    """The marked words, discontinuous parts joined by an ellipsis.

    >>> words_of((Span(0, 3), Span(9, 13)), "The dawn raid")
    'The … raid'
    """
    return " … ".join(span.of(text) for span in spans)


def inside(inner: Spans, outer: Spans) -> bool:
    """Whether every part of `inner` lies inside some part of `outer`; an empty `inner` lies nowhere."""
    return bool(inner) and all(any(o.holds(i) for o in outer) for i in inner)
