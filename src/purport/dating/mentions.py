"""What a text refers to as something that happened: the only mentions that may bound a date from below.

Threatened, planned, called for, hypothetical, rumoured, denied, negated and retracted events are left out, and so are sentences
whose verbs lie ahead or are hedged.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from purport.dating.words import deaths, sentence_at, sentences, telling
from purport.fold import tokens
from purport.records import Certainty, Document, Event, PlaceMark, Precision, Reading, Role, Span, TimeMark
from purport.records.days import Days, days

HAPPENED = (Certainty.ASSERTED, Certainty.ATTRIBUTED, Certainty.PURPORTED)
_REACH = 160
"""Characters on either side of an event's anchor that may belong to it."""
_OPEN = re.compile(
    r"\b(?:will|shall|would|could|(?-i:may)|might|should|if|unless|whether|plans?|planned|planning|aims?|hopes?|threat\w*|vows?|vowed|urge[sd]?|"
    r"calls? (?:for|on)|called (?:for|on)|den(?:y|ies|ied)|not|never|no longer|without|cannot|can't|won't|didn't|rumou?r\w*|"
    r"alleged\w*|possibl[ey]|feared|fears|expected|due to|set to|scheduled|to be)\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that tell of one thing that happened.

    Attributes:
        span: of the words. words: they themselves. stems: what of them may say something.
        places: folded names of places in them, countries aside; geonames: their GeoNames ids.
        countries: folded names of countries in them, by their own name or their people's.
        actor, target: as read, None if not.
        dated: days that its own date may mean; None if it has none. dead: numbers that count them.
    """

    span: Span
    words: str
    stems: frozenset[str]
    places: frozenset[str]
    geonames: frozenset[int]
    countries: frozenset[str]
    actor: str | None
    target: str | None
    dated: Days | None
    dead: frozenset[int]


@dataclass(frozen=True, slots=True)
class Scene:
    """One document with its reading, cut into sentences."""

    document: Document
    reading: Reading
    sentences: list[Span]

    @property
    def text(self) -> str:
        """The working text."""
        return self.document.text

    def sentence(self, at: int) -> Span:
        """The sentence round a character; the character itself where there is none."""
        return sentence_at(self.sentences, at) or Span(at, at + 1)


def scene(document: Document, reading: Reading) -> Scene:
    """The document, ready to be looked through."""
    return Scene(document, reading, sentences(document.text))


def mentions(seen: Scene, within: tuple[Span, ...] = ()) -> list[Mention]:
    """Every mention of something that happened, in text order: read events, then sentences without any that say plainly that
    something was. With `within` only what stands in those stretches, and no words from outside them.
    """
    found = [
        one for event in seen.reading.events if event.certainty in HAPPENED for one in _of_event(seen, event, within)
    ]
    told = {seen.sentence(event.anchor.start) for event in seen.reading.events}
    rest = (span for span in seen.sentences if span not in told)
    found += [_of_span(seen, part) for span in rest for part in _cut(span, within) if plain(part.of(seen.text))]
    return sorted(found, key=lambda one: one.span)


def stretch(seen: Scene, span: Span) -> list[Mention]:
    """A stretch as one mention, if something in it is read as having happened or nothing in it hedges; else none."""
    inside = [event for event in seen.reading.events if span.holds(event.anchor)]
    happened = any(event.certainty in HAPPENED for event in inside)
    return [_of_span(seen, span)] if happened or (not inside and plain(span.of(seen.text))) else []


def _cut(span: Span, within: tuple[Span, ...]) -> list[Span]:
    """What of a stretch lies inside others; all of it where there are none."""
    if not within:
        return [span]
    parts = ((max(span.start, part.start), min(span.end, part.end)) for part in within)
    return [Span(low, high) for low, high in parts if low < high]


def plain(words: str) -> bool:
    """Whether nothing in a sentence hedges, denies or puts off what it tells."""
    return not _OPEN.search(words)


def _of_event(seen: Scene, event: Event, within: tuple[Span, ...]) -> list[Mention]:
    sentence = seen.sentence(event.anchor.start)
    low, high = max(sentence.start, event.anchor.start - _REACH), min(sentence.end, event.anchor.end + _REACH)
    parts = _cut(Span(low, max(high, low + 1)), within)
    return [_of_span(seen, part, event) for part in parts if part.holds(event.anchor) or not within]


def _of_span(seen: Scene, span: Span, event: Event | None = None) -> Mention:
    words = span.of(seen.text)
    near = [mark for mark in seen.reading.places if span.start <= mark.span.start < span.end]
    dated = days(event.date) if event is not None else None
    return Mention(
        span=span,
        words=words,
        stems=telling(words),
        places=frozenset(name for mark in near if not _of_country(mark) for name in _names(mark)),
        geonames=frozenset(mark.geonameid for mark in near if mark.geonameid and not _of_country(mark)),
        countries=frozenset(key(mark.name) for mark in near if _of_country(mark)),
        actor=event.actor if event else None,
        target=event.target if event else None,
        dated=dated or _dated(dates_in(seen, span)),
        dead=deaths(words),
    )


def _of_country(mark: PlaceMark) -> bool:
    return mark.role is Role.DEMONYM or mark.precision is Precision.COUNTRY


def key(name: str) -> str:
    """What names are compared by: folded words, without the article of Arabic names.

    >>> key("Al-Fallūjah"), key("Fallujah")
    ('fallujah', 'fallujah')
    """
    found = tokens(name.replace("‘", "").replace("’", "").replace("'", ""))
    return " ".join(found[1:] if len(found) > 1 and found[0] in _ARTICLES else found)


_ARTICLES = frozenset(("al", "ar", "as", "ad", "an", "at", "az", "ash", "el", "the"))


def _names(mark: PlaceMark) -> Iterator[str]:
    yield key(mark.name)
    yield key(mark.text)


def dates_in(seen: Scene, span: Span) -> list[TimeMark]:
    """The resolved dates that begin in a stretch; a date in the head of a story is the story's own and none of these."""
    low = max(span.start, seen.document.body)
    return [mark for mark in seen.reading.times if mark.edtf and low <= mark.span.start < span.end]


def _dated(marks: Sequence[TimeMark]) -> Days | None:
    """The days that the dates of one mention span together; None for none."""
    found = [one for one in (days(mark.edtf) for mark in marks) if one is not None]
    firsts = [one.first for one in found if one.first]
    lasts = [one.last for one in found if one.last]
    if not firsts or not lasts or len(firsts) < len(found) or len(lasts) < len(found):
        return None
    return Days(min(firsts), max(lasts))
