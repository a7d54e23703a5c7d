"""The text of a story with the marks of its reading, paragraph by paragraph."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from markupsafe import Markup

from purport.desk.brief.marked import Manner, Mark, marked, marks_of
from purport.records import Document, PlaceMark, Reading, Span, TimeMark

_PARAGRAPH = re.compile(r"[^\n]+")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph as HTML; `aside` is True outside the story proper (dateline, byline, credits)."""

    html: Markup
    aside: bool


def paragraphs(
    document: Document, reading: Reading | None, chosen: str | None, told: Callable[..., str]
) -> list[Paragraph]:
    """The paragraphs of a text with its marks; those of the statement `chosen` are lit.

    `told` gives the words of the page: each reference needs a name for those who hear it read out.
    """
    marks = all_marks(reading)
    manner = _manner(chosen, told)
    out = []
    for found in _PARAGRAPH.finditer(document.text):
        if not found[0].strip():
            continue
        within = Span(*found.span())
        aside = within.end <= document.body or (document.end is not None and within.start >= document.end)
        out.append(Paragraph(marked(document.text, within, marks, manner), aside))
    return out


def all_marks(reading: Reading | None) -> tuple[Mark, ...]:
    """The marks of statements, places and times, those that come first outside the others."""
    if reading is None:
        return ()
    return tuple(sorted([*marks_of(reading), *_names(reading)], key=lambda mark: mark.order))


def _names(reading: Reading) -> Iterator[Mark]:
    for number, place in enumerate(reading.places):
        yield Mark(place.span, "place", "", number, f"place-{number}")
    for number, time in enumerate(reading.times):
        yield Mark(time.span, "time", "", number, f"time-{number}")


def _manner(chosen: str | None, told: Callable[..., str]) -> Manner:
    """How the marks are written: each says whose it is (``data-of``), so that all parts of one statement light up together."""
    begun: set[str] = set()

    def opening(mark: Mark, height: int) -> Markup:
        lit = Markup(" lit") if mark.statement == chosen else Markup("")
        if mark.role != "content":
            return Markup('<span class="m {}{}" data-of="{}">').format(mark.role, lit, mark.statement)
        first = mark.statement not in begun
        begun.add(mark.statement)
        anchor = Markup(' id="{}"').format(mark.statement) if first else Markup("")
        return Markup('<span class="m content c-{} h{}{}" data-of="{}"{}>').format(
            mark.certainty, height, lit, mark.statement, anchor
        )

    def reference(mark: Mark) -> Markup:
        name = told("story.reference", number=mark.number, certainty=told(f"certainty.{mark.certainty}"))
        return Markup('<a class="ref c-{}" href="#said-{}" data-of="{}" aria-label="{}">{}</a>').format(
            mark.certainty, mark.statement, mark.statement, name, mark.number
        )

    return Manner(opening, reference)


def where(place: PlaceMark) -> str:
    """Where a place is, in degrees north and east; ``""`` where it is known by name only."""
    return "" if place.lat is None or place.lon is None else f"{place.lat:.2f}, {place.lon:.2f}"


def when(time: TimeMark) -> str:
    """What a time expression means: EDTF where it is a date of the calendar, else its own words with their value (TIMEX3).

    ``""`` where it could not be resolved.
    """
    return time.edtf or (f"{' '.join(time.text.split())} ({time.value})" if time.value else "")
