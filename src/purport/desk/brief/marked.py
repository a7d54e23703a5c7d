"""A text with its marks as HTML: nested spans that open and close in order, whatever way the marks overlap."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from markupsafe import Markup, escape

from purport.records import Reading, Span

ROLES = ("content", "source", "cue", "hedge", "place", "time", "word")
DEEPEST = 3
"""Lines under the text that are told apart by their distance from it."""

_CLOSING = Markup("</span>")
_CONTROL = re.compile("[\0-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufff9-\ufffb]")


@dataclass(frozen=True, slots=True)
class Mark:
    """One stretch to be shown: its role, certainty, and the number and id of its statement. `last` closes the content.

    Of a word of a recording `number` is its millisecond, of a place or time its number among them.
    """

    span: Span
    role: str
    certainty: str
    number: int
    statement: str
    last: bool = False

    @property
    def order(self) -> tuple[int, int, int, int]:
        """Marks that come first here lie outside the others."""
        return self.span.start, -self.span.end, ROLES.index(self.role), self.number


def marks_of(reading: Reading | None) -> tuple[Mark, ...]:
    """The marks of all statements, numbered from 1 in the order of the reading."""
    out: list[Mark] = []
    for number, one in enumerate(reading.statements if reading else (), 1):
        told = (str(one.certainty), number, one.id)
        last = max(one.content, key=lambda span: span.end)
        out.extend(Mark(span, "content", *told, last=span is last) for span in one.content)
        out.extend(Mark(span, "source", *told) for span in one.source)
        out.extend(Mark(span, "cue", *told) for span in one.cue)
        out.extend(Mark(span, "hedge", *told) for hop in one.chain[-1:] for span in hop.hedge)
    return tuple(sorted(set(out), key=lambda mark: mark.order))


@dataclass(frozen=True, slots=True)
class Manner:
    """How marks are written.

    Attributes:
        opening: the tag that opens a mark, given how many contents lie inside it (at most `DEEPEST`). reference: what stands at the
            end of a statement's content.
    """

    opening: Callable[[Mark, int], Markup]
    reference: Callable[[Mark], Markup]


def marked(text: str, within: Span, marks: Sequence[Mark], manner: Manner | None = None) -> Markup:
    """The stretch `within` of the text as HTML, everything in it escaped.

    Controls and bidirectional overrides are shown by their code points instead of being obeyed.
    """
    how = manner or Manner(_opening, _reference)
    clipped = [mark for mark in marks if mark.span.overlaps(within)]
    heights = _heights(clipped, within)
    out: list[Markup] = []
    stack: list[Mark] = []
    for piece, active in _pieces(clipped, within):
        shared = _shared(stack, active)
        out.extend(_CLOSING for _ in stack[shared:])
        out.extend(how.opening(mark, heights.get(mark, 0)) for mark in active[shared:])
        stack = active
        out.append(shown(piece.of(text)))
        out.extend(how.reference(mark) for mark in active if mark.last and mark.span.end == piece.end)
    out.extend(_CLOSING for _ in stack)
    return Markup("").join(out)


def shown(text: str) -> Markup:
    """Escaped text in which no character steers the page.

    >>> str(shown("a<b\u202e"))
    'a&lt;b<span class="code">U+202E</span>'
    """
    out, done = Markup(""), 0
    for found in _CONTROL.finditer(text):
        out += escape(text[done : found.start()]) + Markup('<span class="code">U+{:04X}</span>').format(ord(found[0]))
        done = found.end()
    return out + escape(text[done:])


def flat(text: str) -> str:
    """The same where no element can stand, as in an attribute: control characters by their code points.

    >>> flat("a<b\u202e")
    'a<b[U+202E]'
    """
    return _CONTROL.sub(lambda found: f"[U+{ord(found[0]):04X}]", text)


def _pieces(marks: Sequence[Mark], within: Span) -> Iterable[tuple[Span, list[Mark]]]:
    """The stretch cut where any mark begins or ends, each piece with the marks over it, outermost first."""
    cuts = {within.start, within.end}
    for mark in marks:
        cuts.update(at for at in (mark.span.start, mark.span.end) if within.start < at < within.end)
    points = sorted(cuts)
    waiting, active = list(reversed(marks)), []
    for start, end in pairwise(points):
        while waiting and waiting[-1].span.start <= start:
            active.append(waiting.pop())
        active = [mark for mark in active if mark.span.end > start]
        yield Span(start, end), list(active)


def _heights(marks: Sequence[Mark], within: Span) -> dict[Mark, int]:
    """Per content mark how many contents lie inside it, at most `DEEPEST`: its line is drawn that much lower."""
    out: dict[Mark, int] = {}
    for _, active in _pieces(marks, within):
        contents = [mark for mark in active if mark.role == "content"]
        for inside, mark in enumerate(reversed(contents)):
            out[mark] = min(DEEPEST, max(inside, out.get(mark, 0)))
    return out


def _shared(stack: Sequence[Mark], active: Sequence[Mark]) -> int:
    count = 0
    for ours, theirs in zip(stack, active, strict=False):
        if ours is not theirs:
            break
        count += 1
    return count


def _opening(mark: Mark, height: int) -> Markup:
    if mark.role == "content":
        return Markup('<span class="content c-{} h{}">').format(mark.certainty, height)
    if mark.role == "word":
        return Markup('<span class="w" data-at="{}">').format(mark.number)
    return Markup('<span class="{}">').format(mark.role)


def _reference(mark: Mark) -> Markup:
    return Markup('<sup><a href="#{}">{}</a></sup>').format(mark.statement, mark.number)
